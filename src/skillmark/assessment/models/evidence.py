"""What was seen or handed in, who else is on it, and what became of it."""

from django.db import models
from django.db.models import Q

from skillmark.assessment.models.attempts import Sitting
from skillmark.foundation.records import Fact


class EvidenceKind(models.TextChoices):
    FILE = "file"
    OBSERVATION = "observation"


class EvidenceState(models.TextChoices):
    """Whether those who may see the attempt may see it."""

    SHOWN = "shown"
    WAITS = "waits"  # for others who are on it and were asked
    CLOSED = "closed"  # somebody on it said no or took it back, or did not answer


class Ended(models.TextChoices):
    """Why nobody sees it any more."""

    TIME = "time"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"


class ConsentStatus(models.TextChoices):
    """What somebody who is on a file said. The first is that of one who has not answered."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Evidence(Fact):
    """What was seen or handed in. `digest` is the SHA-256 of the bytes as they came, and outlives them.

    `others` is how many others are on it, each of whom is asked; `address` is where a copy was taken from. `state` and
    `ended` say whether it is seen and why it is not any more, `destroyed_at` since when its bytes are gone; of a file
    past its time the state stays. These three are all that ever changes.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    text = models.TextField(blank=True)
    file_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    given_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=2000, blank=True, default="")
    others = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=EvidenceState, default=EvidenceState.SHOWN)
    ended = models.CharField(max_length=10, choices=Ended, blank=True, default="")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="file", file_id__isnull=False) | Q(kind="observation", file_id=None),
                name="a_file_or_an_observation",
            ),
            models.CheckConstraint(
                condition=Q(state="shown", ended__in=["", "time"])
                | Q(state="waits", ended="", others__gte=1)
                | Q(state="closed", ended__in=["refused", "unanswered", "withdrawn"], others__gte=1),
                name="what_is_not_shown_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) & ~Q(ended="time") | Q(destroyed_at__isnull=False) & ~Q(ended=""),
                name="what_is_destroyed_has_a_reason",
            ),
        ]

    @property
    def counts(self) -> bool:
        """Whether those who mark saw it: it is part of what their marks rest on, also after it was destroyed."""
        return self.state == EvidenceState.SHOWN or self.ended == Ended.WITHDRAWN

    @property
    def opens(self) -> bool:
        """Whether there is a file that may be looked at."""
        return self.kind == EvidenceKind.FILE and self.state == EvidenceState.SHOWN and self.destroyed_at is None


class EvidenceConsent(Fact):
    """Somebody else who is on a file: she is asked for herself, once, until a day. Goes with the file's attempt.

    `person` where she is known here; otherwise `sealed` is her name, and her address until she has answered, under the
    key of `sealed_for_id`, the person tried. Nothing of it stays where she does not agree. `here`: she agreed on the
    device on which the file was handed in. `link_id`: by what she answers, and takes back what she said.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True, editable=False)
    sealed_for_id = models.UUIDField(null=True)
    here = models.BooleanField(default=False)
    link_id = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=ConsentStatus, default=ConsentStatus.ASKED)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "person"], name="who_is_on_a_file_is_asked_once"),
            models.CheckConstraint(
                condition=Q(status="asked", answered_at=None) | ~Q(status="asked") & Q(answered_at__isnull=False),
                name="an_answer_has_its_moment",
            ),
        ]
