"""Who may sign for the workspace besides its talent leads."""

from django.db import models
from django.db.models import F, Q

from skillmark.credentials.delegation import Reach
from skillmark.foundation.records import WorkspaceRecord


class Delegation(WorkspaceRecord):
    """Leave to sign, given by a talent lead to one person, for some achievements and some people, until its last day.

    `achievements`: the ids of what she may sign; `unit` where `reach` is a unit. Ended, it lets nothing more be signed
    and stays: records signed under it name it by its id. Neither person is named any more once she is erased.
    """

    delegate = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    delegated_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    achievements = models.JSONField()
    reach = models.CharField(max_length=10, choices=[(reach.value, reach.value) for reach in Reach])
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_delegation_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(reach=Reach.UNIT, unit__isnull=False) | (~Q(reach=Reach.UNIT) & Q(unit=None)),
                name="a_unit_where_the_reach_is_one",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by=None) | Q(delegate=None) | ~Q(delegate=F("delegated_by")),
                name="nobody_delegates_to_herself",
            ),
        ]


class SigningTraining(WorkspaceRecord):
    """She did this version of the training in signing, by her own answers, on that day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    done_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="a_training_version_once")]
