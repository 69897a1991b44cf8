"""Workspaces to try things in, samples to look at, and the installation's own chain, which keeps that one of them was
deleted.
"""

from typing import ClassVar

from django.db import models

from skillmark.foundation.records import Record


class Trial(models.Model):
    """A workspace that may be deleted whole. Closed: it is being deleted, and the database lets its history go.

    A table of its own, which the append-only triggers look into: a column of the workspace's would have to stay as it
    is for ever (SQLite rebuilds no table that a trigger of another names).
    """

    workspace = models.OneToOneField(
        "foundation.Workspace", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    marked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Sample(models.Model):
    """A workspace of made-up people in which a lead looks at what others see; `of` is her own. It is a trial, too, so
    that it can be thrown away and made again.

    `done`: how many steps of making it are carried out; `made_at`: when it could first be looked at.
    """

    workspace = models.OneToOneField(
        "foundation.Workspace", on_delete=models.PROTECT, primary_key=True, related_name="sample"
    )
    of = models.OneToOneField("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    done = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)


class InstallationRow(Record):
    """One line of the installation's own chain: what was done to a workspace that is no more. Ids, codes, digests, and
    the names of organisations; never a person's value. `head` is the hash of the last row of the chain that went.
    """

    append_only: ClassVar[bool] = True

    number = models.PositiveBigIntegerField(unique=True)
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    process = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    head = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
