"""Which step of a ladder the competencies of a standard lead to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.standards.models.frameworks import Framework


class ProgressionRule(WorkspaceRecord):
    """What a step takes. Never changed: versions of its name replace it, in this and in later versions of the standard.

    `needs`: [[reference, name, level], …]; none where it is no step any more. `decided_by`: the role or group that
    decides once all of it is in place, empty where that is enough.
    """

    append_only: ClassVar[bool] = True

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    needs = models.JSONField()
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "step", "version"], name="a_step_version_once"),
            models.CheckConstraint(condition=~Q(step=""), name="a_step_has_a_name"),
        ]
