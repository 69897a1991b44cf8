"""Whether somebody is under 18, and what her guardian agreed to."""

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord


class Age(WorkspaceRecord):
    """Her day of birth, or that she is under 18. Read by herself and her coach; elsewhere it only holds things back."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="age")
    born_on = models.DateField(null=True, blank=True)
    under_18 = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(born_on__isnull=False, under_18__isnull=True)
                | Q(born_on__isnull=True, under_18__isnull=False),
                name="an_age_is_a_day_or_a_statement",
            )
        ]


class GuardianConsent(WorkspaceRecord):
    """A guardian agreed that records are made from a minor's work. Withdrawn, it stays as the record that it held.

    `signature`: signed here; otherwise somebody noted it with the paper in front of her.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="guardian_consents")
    guardian = models.CharField(max_length=200)
    relation = models.CharField(max_length=60)
    given_on = models.DateField()
    noted_by_id = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    signature = models.OneToOneField("people.Signature", null=True, on_delete=models.PROTECT, related_name="+")
