"""What a person asks to have put right, where she cannot do it herself."""

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord


class Correction(WorkspaceRecord):
    """She says what is wrong and how it should be; somebody named answers. `kind` is the kind of record meant.

    `assignee` is who was named when it was asked; whoever answered is in the chain.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=60)
    wanted = models.CharField(max_length=2000)
    assignee = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    corrected = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, corrected__isnull=True)
                | (Q(answered_at__isnull=False, corrected__isnull=False) & ~Q(answer="")),
                name="an_answer_says_what_was_done",
            )
        ]
