"""What a body looks at again every so many months, and what it came to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.governance.models.bodies import Body
from skillmark.governance.models.meetings import Meeting


class Conclusion(models.TextChoices):
    """What a review came to."""

    STAYS = "stays"
    NEW_DRAFT = "new_draft"
    RETIRE = "retire"


class ReviewCycle(WorkspaceRecord):
    """A body reviews a subject every `months` months, for the first time by `first_due_on`. Set anew, the former one
    has ended; ended without another, `ended_because` says why, and `ended_by` who said so.

    `subject` is what the versions of one thing have in common, of the kind `subject_type`: for a standard its lineage.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="review_cycles")
    subject_type = models.CharField(max_length=100)
    subject = models.CharField(max_length=64)
    months = models.PositiveSmallIntegerField()
    first_due_on = models.DateField()
    responsible = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)
    ended_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    fewest: ClassVar[int] = 3  # months: a group that meets each quarter can keep it
    most: ClassVar[int] = 60  # five years, after which hardly any work is what it was

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "subject_type", "subject"],
                condition=Q(ended_at=None),
                name="one_open_cycle_a_subject",
            ),
            models.CheckConstraint(condition=Q(months__gte=3, months__lte=60), name="a_cycle_of_3_to_60_months"),
            models.CheckConstraint(
                condition=Q(ended_because="") | Q(ended_at__isnull=False), name="a_reason_is_that_of_an_end"
            ),
        ]


class Review(WorkspaceRecord):
    """A review that was held, and what it came to. It is never changed; another one may follow on the same day.

    `laid`: {kind: [ids]}, what lay before it. `carried`: the ids of what nobody had answered by then, and waits for the
    next review.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.PROTECT, related_name="reviews")
    happened_on = models.DateField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="reviews")
    conclusion = models.CharField(max_length=10, choices=Conclusion)
    laid = models.JSONField()
    carried = models.JSONField()

    append_only: ClassVar[bool] = True


class ReviewReason(WorkspaceRecord):
    """Why a review came to what it did, and who wrote it down."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="reason")
    text = models.TextField()
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    longest: ClassVar[int] = 5_000  # some two printed pages
