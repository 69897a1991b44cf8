"""What is proposed to a body, how it votes, and what was decided."""

from datetime import date, timedelta
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


class Proposal(WorkspaceRecord):
    """A question put to a body about one subject: what changes, for whom, what is asked.

    `seats` is how many have a vote (`voters`), `quorum` how many must use it; both as they were when it was put.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    question = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    what_changes = models.TextField()
    proposed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    deadline = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()

    @property
    def last_day(self) -> date:
        """The day whose end the deadline is, or in which it falls, where the workspace is."""
        just_before = self.deadline - timedelta(microseconds=1)
        return just_before.astimezone(ZoneInfo(self.workspace.time_zone)).date()


class Voter(WorkspaceRecord):
    """A seat that was held when a question was put: only these vote on it, however many are given afterwards."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="voters")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="a_voter_once")]


class Ballot(WorkspaceRecord):
    """One seat's vote, cast once: by whoever holds the seat, or by `alternate`."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    alternate = models.ForeignKey(Alternate, null=True, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="one_ballot_per_seat")]


class Decision(Fact):
    """What the proposal came to. It stands until a later one about the same question and subject."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
