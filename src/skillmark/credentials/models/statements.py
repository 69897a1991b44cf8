"""Signed statements about a group: how many of it hold a current record."""

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord


class CapabilityStatement(WorkspaceRecord):
    """How many of those in one job held a record in force at an instant, signed. Nothing changes it afterwards.

    `unsigned` is stored before the signer is asked, `document` is empty until then. `counted`: {"members": [...],
    "holders": [...]}, the ids of who was counted, against which every later count is held; nothing shows them.
    """

    achievement = models.ForeignKey("credentials.Achievement", on_delete=models.PROTECT, related_name="+")
    job = models.CharField(max_length=300)
    as_of = models.DateTimeField()
    valid_until = models.DateTimeField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    minimum = models.PositiveIntegerField()
    counted = models.JSONField()
    place = models.OneToOneField("credentials.StatusPlace", null=True, on_delete=models.SET_NULL, related_name="+")
    unsigned = models.TextField()
    document = models.TextField(blank=True)
    key_number = models.PositiveIntegerField()
    verification_method = models.CharField(max_length=300)
    published_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__gte=F("minimum")) & Q(denominator__gte=F("numerator") + F("minimum")),
                name="no_statement_about_too_few",
            )
        ]
