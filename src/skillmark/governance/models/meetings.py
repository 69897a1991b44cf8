"""Meetings of a body, and what is written of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.governance.models.bodies import Body


class Meeting(WorkspaceRecord):
    """When and where a body meets. Votes are cast on the question's own page, from anywhere, until its last day."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    begins_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    called_off_at = models.DateTimeField(null=True)


class Minutes(WorkspaceRecord):
    """What was written of a meeting: drafts until one is final, and then corrections of it. A row is never changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField()
    final = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")

    append_only: ClassVar[bool] = True
    longest: ClassVar[int] = 20_000  # some six printed pages

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(final=True, corrects=None), name="minutes_are_final_once"
            ),
            models.CheckConstraint(condition=Q(corrects=None) | Q(final=True), name="a_correction_is_final"),
        ]
