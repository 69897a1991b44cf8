"""Which attempts are looked at again, what somebody who saw no marks gave them, and what followed of a finding."""

from typing import Any

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import NeverChanged, Sitting
from skillmark.foundation.records import Fact, WorkspaceRecord


class SamplingPolicy(WorkspaceRecord):
    """How much is looked at again. Never changed: versions replace it.

    `assessors`, `candidates`, `methods`: the least share of each, in percent. An attempt marked by somebody among her
    first `new_marks` marks comes `new_weight` times as readily, one whose assessors differed `difference_weight` times.
    """

    version = models.PositiveIntegerField()
    assessors = models.PositiveSmallIntegerField()
    candidates = models.PositiveSmallIntegerField()
    methods = models.PositiveSmallIntegerField()
    new_marks = models.PositiveSmallIntegerField()
    new_weight = models.PositiveSmallIntegerField()
    difference_weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "version"], name="a_sampling_policy_version_once")]


class SamplingPlan(Fact):
    """A sample as it was drawn, for one assurer, of attempts settled from `starts` to `ends`.

    `covers`: [{"kind", "known", "wanted", "reached"}, …]. With `seed` and what went in (`units`) anybody can draw it
    again. `external`: the assurer comes from outside, and `organisation` names hers as it was recorded on that day;
    empty in samples from before it was asked for.
    """

    policy = models.ForeignKey(SamplingPolicy, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    starts = models.DateField()
    ends = models.DateField()
    due_on = models.DateField()
    external = models.BooleanField()
    organisation = models.CharField(max_length=200, blank=True, default="")
    covers = models.JSONField()
    assurer = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    drawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")


class SampledAttempt(WorkspaceRecord):
    """An attempt that went into a draw, with its weight and why (`risks`: “new”, “difference”), and whether it was
    drawn; `number` is what it is called there, so that nobody is named.
    """

    plan = models.ForeignKey(SamplingPlan, on_delete=models.CASCADE, related_name="units")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="sampled")
    weight = models.PositiveSmallIntegerField()
    risks = models.JSONField()
    drawn = models.BooleanField()
    number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "sitting"], name="an_attempt_once_in_a_draw"),
            models.CheckConstraint(
                condition=Q(drawn=True, number__isnull=False) | Q(drawn=False, number=None),
                name="what_is_drawn_has_a_number",
            ),
        ]


class Remark(Fact):
    """What the assurer gave without seeing a mark or a name, {criterion position: level}. It is never changed."""

    unit = models.OneToOneField(SampledAttempt, on_delete=models.CASCADE, related_name="remark")
    assurer = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField()
    note = models.TextField(blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("what an assurer gave")
        super().save(*args, **kwargs)


class Finding(Fact):
    """What an assurer found, of the whole sample or of one attempt. `doubts`: until it is closed, the attempt proves
    nothing, and whoever leads is told of the records that rest on it.
    """

    plan = models.ForeignKey(SamplingPlan, on_delete=models.PROTECT, related_name="findings")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField()
    doubts = models.BooleanField()
    raised_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(doubts=False) | Q(sitting__isnull=False), name="an_attempt_is_doubted")
        ]


class CorrectiveAction(WorkspaceRecord):
    """What somebody does about a finding until a day; `done_on` and `outcome` say that and how she did it."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="actions")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)


class FindingClosing(Fact):
    """What a finding came to. `stands`: a doubted attempt counts again; otherwise it proves nothing from then on."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="closing")
    stands = models.BooleanField()
    reason = models.TextField()
    closed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
