"""What of another issuer counts for which competency here, from when until when, and who said so."""

from django.db import models
from django.db.models import F, Q

from skillmark.credentials.equivalence import What
from skillmark.foundation.records import WorkspaceRecord


class Equivalence(WorkspaceRecord):
    """A rule: what this issuer signs under `outside` counts for one competency of a standard, at a level.

    `outside` is the id of what was earned, or the address or code of a competency (`kind`), `name` what it is called
    there, `least` the level there from which it counts (null: any). It holds from `begins` to `ends` (null: until it is
    ended), both days included, and never changes: one that was wrong is ended, and another declared.
    It counts for everybody but who declared it; `declared_by` is null where the program did, or somebody erased since.
    """

    issuer = models.CharField(max_length=500)
    kind = models.CharField(max_length=11)
    outside = models.CharField(max_length=500)
    name = models.CharField(max_length=300, blank=True)
    least = models.PositiveSmallIntegerField(null=True)
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    competency = models.CharField(max_length=500)
    level = models.PositiveSmallIntegerField()
    begins = models.DateField()
    ends = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    declared_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("begins")), name="it_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(level__gte=1) & Q(level__lte=10), name="it_gives_a_level"),
            models.CheckConstraint(condition=Q(kind__in=[what.value for what in What]), name="it_names_something"),
        ]
        indexes = [models.Index(fields=["workspace", "issuer"], name="equivalences_by_issuer")]
