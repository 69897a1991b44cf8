"""Certificates that are earned by themselves once other records hold, and why each was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord


class StackRule(WorkspaceRecord):
    """What a certificate asks for: records of `every` achievement, of `count` of `some`, none older than `days` days.

    `every` and `some` are achievement ids; a later version of one does as well. It is published when it is made and
    never changes: another rule is another version of the certificate.
    """

    append_only: ClassVar[bool] = True

    certificate = models.OneToOneField("credentials.Achievement", on_delete=models.PROTECT, related_name="stack")
    every = models.JSONField()
    some = models.JSONField(default=list)
    count = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=1), name="recency_takes_a_day"),
        ]


class StackedAward(WorkspaceRecord):
    """A certificate that a rule earned. `questioned_at`: a record it rests on was withdrawn then (`question`), and
    nobody has said yet what follows; `settled` is what was said.
    """

    award = models.OneToOneField("credentials.Award", on_delete=models.CASCADE, related_name="stacked")
    rule = models.ForeignKey(StackRule, on_delete=models.PROTECT, related_name="+")
    questioned_at = models.DateTimeField(null=True)
    question = models.CharField(max_length=600, blank=True)
    settled = models.CharField(max_length=300, blank=True)


class StackPart(WorkspaceRecord):
    """One record that a certificate rests on."""

    stacked = models.ForeignKey(StackedAward, on_delete=models.CASCADE, related_name="parts")
    record = models.ForeignKey("credentials.SignedRecord", on_delete=models.CASCADE, related_name="stacked_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stacked", "record"], name="a_part_of_a_stack_once")]
