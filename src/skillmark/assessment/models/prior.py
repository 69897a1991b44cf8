"""What somebody learned before, claimed against a standard, and what was answered. Nothing is earned by a claim."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import NeverChanged
from skillmark.assessment.models.evidence import EvidenceKind
from skillmark.foundation.records import Fact


class PriorKind(models.TextChoices):
    """Where somebody learned what she can do."""

    JOB = "job"
    VOLUNTEERING = "volunteering"
    BY_HERSELF = "by_herself"
    DEGREE_ELSEWHERE = "degree_elsewhere"


class PriorStatus(models.TextChoices):
    """What became of a claim. The first is that of one nobody has answered."""

    WAITS = "waits"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PriorLearning(Fact):
    """What one person did before, where and when, and the competencies of a standard she says it shows.

    `competencies`: their ids. `period` is in words; no hours are asked, since none count. `written_by` is she herself
    or whoever wrote it for her. It is never changed.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    competencies = models.JSONField()
    kind = models.CharField(max_length=20, choices=PriorKind)
    text = models.TextField()
    place = models.CharField(max_length=200)
    period = models.CharField(max_length=100)
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="what_was_done_before_is_told")]

    @property
    def unit_id(self) -> UUID | None:
        """The unit of whom it is about: a coach may be one of a unit."""
        found: UUID | None = self.person.unit_id
        return found

    @property
    def status(self) -> PriorStatus:
        answer = getattr(self, "answer", None)
        return PriorStatus(answer.status) if answer is not None else PriorStatus.WAITS

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("a claim of prior learning")
        super().save(*args, **kwargs)


class PriorEvidence(Fact):
    """What was handed in with a claim, as evidence of an attempt is kept. Accepted, it is copied to each attempt."""

    claim = models.ForeignKey(PriorLearning, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    text = models.TextField(blank=True)
    file_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    given_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="file", file_id__isnull=False) | Q(kind="observation", file_id=None),
                name="a_file_or_words_of_a_claim",
            )
        ]


class PriorAnswer(Fact):
    """What became of a claim: accepted for assessment or declined with a sentence, or withdrawn once, and it stands."""

    claim = models.OneToOneField(PriorLearning, on_delete=models.CASCADE, related_name="answer")
    status = models.CharField(max_length=10, choices=PriorStatus)
    sentence = models.TextField(blank=True)
    given_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(status__in=["accepted", "declined"]) & ~Q(sentence=""))
                | Q(status="withdrawn", sentence=""),
                name="whoever_answers_a_claim_says_why",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("the answer to a claim")
        super().save(*args, **kwargs)
