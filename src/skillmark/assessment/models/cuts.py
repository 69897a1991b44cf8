"""A panel sets a pass mark: who sat on it, what each expected in each round, and what was decided."""

from typing import Any

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import AssessmentTask, NeverChanged
from skillmark.foundation.records import Fact, WorkspaceRecord


class CutPanel(WorkspaceRecord):
    """A panel on the pass mark of one task, by modified Angoff. `round`: the one that is open, or was last.

    Closed, it says which level of the rubric somebody needs (`pass_mark`) and why, beside what the estimates came to.
    `border`: what those on the border had reached when it closed, as `queries.Border` writes it; null where nobody was
    judged. `carried_into`: the version that a group's decision wrote the pass mark into.
    """

    task = models.ForeignKey(AssessmentTask, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    pass_mark = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)
    border = models.JSONField(null=True)
    carried_into = models.ForeignKey("standards.Framework", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(closed_at=None), name="one_open_panel_a_task"),
            models.CheckConstraint(
                condition=Q(closed_at=None, pass_mark=None) | Q(closed_at__isnull=False, pass_mark__isnull=False),
                name="what_is_closed_has_a_pass_mark",
            ),
            models.CheckConstraint(
                condition=Q(carried_into=None) | Q(closed_at__isnull=False), name="what_is_carried_was_closed"
            ),
        ]


class CutSeat(WorkspaceRecord):
    """Somebody on a panel; without a name once she is erased."""

    panel = models.ForeignKey(CutPanel, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="a_seat_on_a_panel_once")]


class CutEstimate(Fact):
    """What one seat expected in one round, {criterion position: level}. Never changed: another round is another one."""

    seat = models.ForeignKey(CutSeat, on_delete=models.CASCADE, related_name="estimates")
    round = models.PositiveSmallIntegerField()
    levels = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "round"], name="an_estimate_a_round_once")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("an estimate")
        super().save(*args, **kwargs)
