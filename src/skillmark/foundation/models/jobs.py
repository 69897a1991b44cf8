"""Work to be done after the transaction that asked for it."""

from django.db import models

from skillmark.foundation.records import Record


class Job(Record):
    """One effect, wanted exactly once: `key` is unique, and the effect commits together with `done_at`."""

    workspace = models.ForeignKey("foundation.Workspace", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=150)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="jobs_waiting",
                condition=models.Q(done_at__isnull=True, stopped_at__isnull=True),
            )
        ]
