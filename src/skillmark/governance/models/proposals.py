"""What is proposed to a body, how it votes, and what was decided."""

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models

from skillmark.foundation.records import Fact, WorkspaceRecord
from skillmark.governance.models.bodies import Alternate, Body, Seat


class Choice(models.TextChoices):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Outcome(models.TextChoices):
    """What a proposal comes to."""

    OPEN = "open"
    PASSED = "passed"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    NO_FRONTLINE_VOICE = "no_frontline_voice"


class Side(models.TextChoices):
    """For whom a decision is signed."""

    MANAGEMENT = "management"
    FRONTLINE = "frontline"
    EXTERNAL = "external"


def last_day_of(deadline: datetime, time_zone: str) -> date:
    """The day whose end this instant is, or in which it falls."""
    return (deadline - timedelta(microseconds=1)).astimezone(ZoneInfo(time_zone)).date()


class Proposal(WorkspaceRecord):
    """A question put to a body about one subject: what changes, for whom, what is asked.

    `seats` is how many have a vote (`voters`), `quorum` how many must use it; both as they were when it was put, as is
    whether its votes are secret, and whether every side signs before it is carried out.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    question = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    what_changes = models.TextField()
    for_whom = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    proposed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    deadline = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    secret = models.BooleanField(default=False)
    wants_signatures = models.BooleanField(default=False)

    @property
    def last_day(self) -> date:
        """The day whose end the deadline is, or in which it falls, where the workspace is."""
        return last_day_of(self.deadline, self.workspace.time_zone)


class Voter(WorkspaceRecord):
    """A seat that was held when a question was put: only these vote on it, however many are given afterwards."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="voters")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="a_voter_once")]


class Ballot(WorkspaceRecord):
    """One seat's vote, cast once: by whoever holds the seat, or by `alternate`. A secret one says that it was cast and
    never how: `choice` is empty. `fitted`: whoever cast it was one who can speak for that seat, by what was recorded.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    alternate = models.ForeignKey(Alternate, null=True, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    fitted = models.BooleanField(default=True)

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="one_ballot_per_seat")]


class Tally(WorkspaceRecord):
    """How a secret vote stands until it is closed, sealed: whoever copies the database twice sees no ballot between."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="tally")
    sealed = models.BinaryField()


class Conflict(WorkspaceRecord):
    """A seat has an interest of its own in a question: it neither votes on it nor counts to its quorum.

    `asked`: somebody else asks whether it has. That takes no vote away; only whoever holds the seat can say so.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="conflicts")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    declared_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    asked = models.BooleanField(default=False)

    forgets: ClassVar[tuple[str, ...]] = ("reason", "declared_by_id")
    longest: ClassVar[int] = 500  # what fits a phone's screen

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat", "asked"], name="a_conflict_once")]


class Extension(WorkspaceRecord):
    """A question without a frontline voice was given a new deadline by whoever chairs."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateTimeField()
    deadline = models.DateTimeField()

    append_only: ClassVar[bool] = True


class Decision(Fact):
    """What the proposal came to. It stands until a later one about the same question and subject.

    The counts are empty where a secret vote was not counted, and for decisions older than they are.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)

    append_only: ClassVar[bool] = True


class Signature(Fact):
    """A seat stands by a decision for its side: by its vote in favour, which was not secret, or afterwards."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="signatures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="a_seat_signs_once")]
