"""Pools of tasks, and what was drawn from them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord


class TaskPool(WorkspaceRecord):
    """Tasks of a standard that show the same, of which `count` are drawn for whoever tries. Never changed: versions of
    its name replace it.

    `tasks`: the ids of its tasks.
    """

    append_only: ClassVar[bool] = True

    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    tasks = models.JSONField()
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "name", "version"], name="a_pool_version_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="a_pool_gives_a_task"),
        ]


class PoolDraw(WorkspaceRecord):
    """One draw: with `seed` and what she had been `given` before (task ids), anybody draws the same tasks again.

    It names nobody: whom it was for, the attempts say that were opened by it.
    """

    append_only: ClassVar[bool] = True

    pool = models.ForeignKey(TaskPool, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    given = models.JSONField()
    drawn = models.JSONField()
