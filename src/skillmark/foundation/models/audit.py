"""The audit chain of each workspace: append-only (triggers hold it on both databases), each row bound to the one
before.
"""

from typing import ClassVar

from django.db import models

from skillmark.foundation.records import Record


class AuditRow(Record):
    """One change of state. Holds ids, codes, field names and keyed digests; never a personal value."""

    append_only: ClassVar[bool] = True

    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    process = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.UUIDField(null=True, db_index=True)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_audit_row_per_number")]


class AuditHead(models.Model):
    """The end of a workspace's chain, locked while rows are added."""

    workspace = models.OneToOneField(
        "foundation.Workspace", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class AuditAnchor(Record):
    """A signed head: up to here, nothing can be altered, dropped, reordered or cut off unseen."""

    append_only: ClassVar[bool] = True

    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    signature = models.CharField(max_length=200)
