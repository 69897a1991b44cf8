"""Who may mark and who reads records well: training, marks beside agreed ones, and until when that holds."""

from typing import Any

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import NeverChanged, Sitting
from skillmark.foundation.records import Fact, WorkspaceRecord


class QualificationKind(models.TextChoices):
    ASSESSING = "assessing"
    READING = "reading"


class QualificationRule(WorkspaceRecord):
    """What somebody shows before she counts as qualified, on one standard or for reading records. Never changed:
    versions replace it.

    `samples` reference samples, at least `pass_percent` of the marks equal to the agreed ones and none further off than
    `limit` levels; it holds for `months`. `demanded`: whoever is not qualified does not mark, or reads no
    applicants' records.
    """

    kind = models.CharField(max_length=10, choices=QualificationKind)
    framework = models.ForeignKey("standards.Framework", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    samples = models.PositiveSmallIntegerField()
    pass_percent = models.PositiveSmallIntegerField()
    limit = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    demanded = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="assessing", framework__isnull=False) | Q(kind="reading", framework=None),
                name="assessing_is_of_a_standard",
            ),
            models.UniqueConstraint(
                fields=["framework", "version"], condition=Q(kind="assessing"), name="an_assessing_rule_version_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "version"], condition=Q(kind="reading"), name="a_reading_rule_version_once"
            ),
        ]


class ReferenceSample(WorkspaceRecord):
    """Something to mark whose right marks are agreed: an attempt, or a record told in words.

    `criteria`: as a rubric writes them; `agreed`: {criterion position: level}. `retired_at`: nobody is given it since.
    """

    kind = models.CharField(max_length=10, choices=QualificationKind)
    framework = models.ForeignKey("standards.Framework", null=True, on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    criteria = models.JSONField()
    agreed = models.JSONField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="assessing", framework__isnull=False, sitting__isnull=False)
                | Q(kind="reading", framework=None, sitting=None),
                name="a_reference_is_an_attempt_or_a_text",
            ),
            models.UniqueConstraint(fields=["sitting"], name="an_attempt_is_a_reference_once"),
        ]


class TrainingNote(Fact):
    """She was trained, in what, and who says so."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=QualificationKind)
    text = models.CharField(max_length=300)
    noted_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")


class Calibration(Fact):
    """What somebody gave reference samples, {sample id: {criterion position: level}}, and what it came to by the rule.
    Never changed: whoever tries again adds another.

    `equal` of `compared` marks were the agreed ones, `beyond` were too far off; `kappa` is null where it says nothing.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(QualificationRule, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField()
    equal = models.PositiveIntegerField()
    compared = models.PositiveIntegerField()
    beyond = models.PositiveIntegerField()
    kappa = models.FloatField(null=True)
    passed = models.BooleanField()
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True, expires_on__isnull=False) | Q(passed=False, expires_on=None),
                name="what_is_passed_ends_on_a_day",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("a calibration")
        super().save(*args, **kwargs)
