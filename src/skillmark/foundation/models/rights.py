"""Who read what of whom, how long each kind of record is kept, and what must not go."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord


class Reading(WorkspaceRecord):
    """Somebody opened a page about a person, or asked for it by REST: once a day, reader and page. Ids only.

    `what` is the permission that the page asks for.
    """

    append_only: ClassVar[bool] = True

    person_id = models.UUIDField()
    reader_id = models.UUIDField()
    what = models.CharField(max_length=100)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "reader_id", "what", "day"], name="one_reading_a_day")
        ]


class RetentionRule(WorkspaceRecord):
    """One kind of record goes so many months after the event at which its time begins. A change is a new row.

    `place` is where the source of the rule is in force; `version` the shipped table it was taken from, empty for one
    of the workspace's own.
    """

    kind = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField()
    begins = models.CharField(max_length=30)
    source = models.CharField(max_length=300)
    version = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="a_record_is_kept_a_month_at_least"),
            models.UniqueConstraint(
                fields=["workspace", "kind", "place"],
                condition=Q(ended_at__isnull=True),
                name="one_rule_per_kind_and_place",
            ),
        ]


class Hold(WorkspaceRecord):
    """While it stands, nothing of a person, or nothing of a kind, is deleted: by no rule, no page and no program.

    `person_id` is null and `kind` empty where it covers everybody or everything. The reason is told to a person only
    where it may be.
    """

    person_id = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    may_be_told = models.BooleanField(default=True)
    placed_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | ~Q(kind=""), name="a_hold_is_on_a_person_or_a_kind"
            )
        ]
