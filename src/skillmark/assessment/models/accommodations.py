"""What somebody needs so that she can show what she can do, and what was answered."""

from typing import Any

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import NeverChanged, Sitting
from skillmark.foundation.records import Fact


class AccommodationStatus(models.TextChoices):
    """How a need stands. The first is that of one nobody has answered."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Accommodation(Fact):
    """What one person needs for one attempt, in her words or in those of whoever noted it. It is never changed.

    `sealed` is the text under the key of `sealed_for_id`, the record of the person tried as it was then.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="accommodations")
    sealed = models.BinaryField(editable=False)
    sealed_for_id = models.UUIDField()
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("what somebody needs")
        super().save(*args, **kwargs)


class AccommodationAnswer(Fact):
    """What became of a need: granted or refused once, withdrawn once. It is never changed; the last one holds.

    `sealed` is the sentence that was said, under the same key as the need; null for what was withdrawn.
    """

    accommodation = models.ForeignKey(Accommodation, on_delete=models.CASCADE, related_name="answers")
    status = models.CharField(max_length=10, choices=AccommodationStatus)
    sealed = models.BinaryField(null=True, editable=False)
    given_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["granted", "refused"], sealed__isnull=False)
                | Q(status="withdrawn", sealed__isnull=True),
                name="what_is_granted_or_refused_has_a_sentence",
            ),
            models.UniqueConstraint(
                fields=["accommodation"], condition=Q(status__in=["granted", "refused"]), name="a_need_is_answered_once"
            ),
            models.UniqueConstraint(
                fields=["accommodation"], condition=Q(status="withdrawn"), name="a_need_is_withdrawn_once"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("an answer")
        super().save(*args, **kwargs)
