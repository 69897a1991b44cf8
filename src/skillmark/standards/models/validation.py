"""Whether a line still is what the work takes, said by those who see it every day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.standards.models.frameworks import Competency


class LineVote(WorkspaceRecord):
    """Somebody confirms or disputes a competency in force. A dispute has a reason, waits for the next review, and gets
    an answer; a second vote of the same person takes the place of her first, which is kept with its answer.
    """

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    longest: ClassVar[int] = 500  # what fits a phone's screen

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["competency", "person"], condition=Q(replaced_at=None), name="one_voice_a_person"
            ),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(reason=""), name="a_dispute_says_why"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answer_is_whole",
            ),
        ]
