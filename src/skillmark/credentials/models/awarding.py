"""Awarding the same to many people at once."""

from django.db import models

from skillmark.credentials.models.records import Achievement, Award
from skillmark.foundation.records import WorkspaceRecord


class Awarding(WorkspaceRecord):
    """What is awarded, and by whom. Until `started_at` it is only looked over.

    `by_program`: no person began it. Without it, nobody carries on what was begun by somebody who is gone.
    """

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="+")
    awarded_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_program = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)


class AwardingPerson(WorkspaceRecord):
    """One of them. Once `done_at`, either `award` is what she got or `left_out` says why she got none, a word of
    `words.LEFT_OUT`.
    """

    awarding = models.ForeignKey(Awarding, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    award = models.ForeignKey(Award, null=True, on_delete=models.SET_NULL, related_name="+")
    left_out = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["awarding", "person"], name="awarded_once_in_one_go")]
