"""When a vote counts, and what it comes to."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from uuid import UUID

from skillmark.governance.models import Choice, Constituency, Outcome, Question, Side
from skillmark.kernel.values import add_months

DUE_SOON = timedelta(days=30)  # time to call a meeting, and to read before it
LEAST_VOICES = 3  # of the four seats a ready body has
SIDES = {
    Constituency.HR: Side.MANAGEMENT,
    Constituency.OPERATIONS: Side.MANAGEMENT,
    Constituency.FRONTLINE: Side.FRONTLINE,
    Constituency.EXTERNAL: Side.EXTERNAL,
}
DAYS_TO_APPEAL = 30  # long enough to come back from leave, ask somebody and write
DAYS_TO_DECIDE = 14  # short enough that a place on a course or in a job is still open
SIGNED = frozenset({Question.PUBLISH})  # what is done only once every side has signed


@dataclass(frozen=True, slots=True)
class Vote:
    """A ballot as the rule sees it: whose voice, which way, and whether its caster can speak for the seat."""

    seat: Constituency
    choice: Choice
    fitted: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many voted which way, and how many frontline seats among those for and against."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    frontline: int = 0

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained

    def with_vote(self, vote: Vote) -> "Count":
        """One vote more."""
        voiced = vote.choice is not Choice.ABSTAIN and vote.seat is Constituency.FRONTLINE and vote.fitted
        return Count(
            self.in_favour + (vote.choice is Choice.YES),
            self.against + (vote.choice is Choice.NO),
            self.abstained + (vote.choice is Choice.ABSTAIN),
            self.frontline + voiced,
        )


def count(votes: Sequence[Vote]) -> Count:
    return reduce(Count.with_vote, votes, Count())


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """How many seats have a vote, and how many must use it. `lost`: too few of them are left who could."""

    seats: int
    quorum: int
    lost: bool = False


def outcome(votes: Count, rule: DecisionRule, deadline: datetime, now: datetime) -> Outcome:
    """What a proposal comes to. The majority is of votes for and against; an abstention counts for quorum alone.

    A frontline vote is a frontline seat having voted, either way; without one nothing passes (S0-23): at the deadline
    the question is blocked, whoever else has voted.
    """
    if rule.lost:
        return Outcome.NO_QUORUM
    if now < deadline and votes.cast < rule.seats:
        return Outcome.OPEN
    if votes.frontline == 0:
        return Outcome.NO_FRONTLINE_VOICE
    if votes.cast < rule.quorum:
        return Outcome.NO_QUORUM
    return Outcome.PASSED if votes.in_favour > votes.against else Outcome.REJECTED


@dataclass(frozen=True, slots=True)
class Voice:
    """A seat that has a vote on a question: its last day, and when a conflict of interest was declared, if any."""

    seat: UUID
    ends: date | None = None
    conflict: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """A seat voted at this instant, on this day where its workspace is."""

    seat: UUID
    at: datetime
    day: date


def able(voices: Sequence[Voice], voted: Set[UUID], at: datetime, day: date) -> int:
    """How many seats have voted, or still may at this instant: in term, and without a conflict declared by then."""
    free = [voice for voice in voices if voice.conflict is None or voice.conflict > at]
    return sum(voice.seat in voted or voice.ends is None or day <= voice.ends for voice in free)


def counted(cast: Sequence[Cast], voices: Sequence[Voice], quorum: int) -> list[Cast]:
    """The votes that count, in the order in which they were cast.

    From the moment at which too few seats are left to reach the quorum, none does; a seat's with a conflict never does.
    """
    barred = {voice.seat for voice in voices if voice.conflict is not None}
    found: list[Cast] = []
    for vote in sorted(cast, key=lambda vote: vote.at):
        if able(voices, {before.seat for before in found}, vote.at, vote.day) < quorum:
            break
        if vote.seat not in barred:
            found.append(vote)
    return found


def holds_seat(starts: date, ends: date | None, day: date) -> bool:
    """Whether a term covers the day, first and last day included."""
    return starts <= day and (ends is None or day <= ends)


def speaks_for(*, here: bool, elsewhere: bool, leads: bool) -> frozenset[Constituency]:
    """For whom a person can speak, by what is recorded of her.

    For those who do the work nobody who leads: with people who report to her, or a role that leads or hires. From
    outside nobody who has a place in this workplace (`here`) or leads in it, nor of whom no other organisation is known
    (`elsewhere`); and who belongs to another alone does not speak for this one. Alumni may be anywhere by now.
    """
    can = {Constituency.ALUMNI}
    outside = elsewhere and not here
    if not leads:
        can.add(Constituency.EXTERNAL if outside else Constituency.FRONTLINE)
    if not outside:
        can |= {Constituency.HR, Constituency.OPERATIONS}
    return frozenset(can)


def overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two terms share a day."""
    return (ends is None or other_starts <= ends) and (other_ends is None or starts <= other_ends)


def overdue(terms: Sequence[tuple[Constituency, date | None]], day: date) -> dict[Constituency, date]:
    """The constituencies whose every term is over on this day, with the last day on which one was not; a term has its
    constituency and last day, None for one without end or for a place nobody has taken.
    """
    last: dict[Constituency, date] = {}
    for constituency, ends in terms:
        if ends is not None:
            last[constituency] = max(ends, last.get(constituency, ends))
    on = {constituency for constituency, ends in terms if ends is None}
    return {constituency: ends for constituency, ends in last.items() if ends < day and constituency not in on}


def quorum_of(seats: int) -> int:
    """More than half of the seats, and never fewer than three, so that no body shrinks until one voice decides."""
    return max(seats // 2 + 1, LEAST_VOICES)


def unsigned(signing: Iterable[Constituency]) -> tuple[Side, ...]:
    """The sides for which none of these seats speaks."""
    signed = {SIDES.get(constituency) for constituency in signing}
    return tuple(side for side in Side if side not in signed)


def can_decide(seats: int, speaking: Sequence[Constituency], quorum: int) -> bool:
    """Whether so many seats, of which these have somebody who can speak for them, could pass anything: enough of them,
    and a frontline voice.
    """
    return seats >= quorum and Constituency.FRONTLINE in speaking


class Stage(StrEnum):
    """How far a consultation has come."""

    OPEN = "open"
    ANSWERING = "answering"
    CONCLUDED = "concluded"


def stage(closes_at: datetime, concluded_at: datetime | None, now: datetime) -> Stage:
    """Comments come until it closes; then they are answered, each one, until it is concluded."""
    if concluded_at is not None:
        return Stage.CONCLUDED
    return Stage.OPEN if now < closes_at else Stage.ANSWERING


def may_say_of_a_conflict(own: bool, voted: bool, secret: bool) -> bool:
    """Whether somebody may still say that a seat has an interest of its own in a question.

    Of her own seat she says it, which takes its vote away, also one that was cast, unless in secret: nobody can find
    that one again. Of another's, whoever chairs only asks, before that seat has voted: a question takes no vote away,
    and no vote that was cast is struck by anybody else.
    """
    return not voted or (own and not secret)


class Timing(StrEnum):
    """How a review stands."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


def next_review(first_due: date, months: int, held_on: date | None) -> date:
    """The day by which a subject is reviewed: so many months after the last review was held, on the last day of a month
    that has no such day. It counts from the day of the review, not from the one it was due on.
    """
    return first_due if held_on is None else add_months(held_on, months)


def timing(due_on: date, day: date) -> Timing:
    """Overdue from the day after; soon, the day itself included, for the 30 days before."""
    if due_on < day:
        return Timing.OVERDUE
    return Timing.SOON if due_on - day <= DUE_SOON else Timing.LATER


@dataclass(frozen=True, slots=True)
class Care:
    """Which body looks after which subjects of one kind: the one that reviews it; else `lead`, which decides on all of
    them, where there is one.
    """

    reviews: Mapping[str, UUID]
    lead: UUID | None = None

    def concerns(self, body_id: UUID | None, subject: str) -> bool:
        """Whether what is said of a subject goes before this body: before every body where none looks after it, and
        whatever is looked after where no body is named.
        """
        keeper = self.reviews.get(subject, self.lead)
        return body_id is None or keeper is None or keeper == body_id


class WhyNot(StrEnum):
    """Why somebody does not take a second decision."""

    APPEALS = "appeals"
    HAD_PART = "had_part"
    LEADS = "leads"
    NO_ROLE = "no_role"


def may_decide(
    person_id: UUID, *, appellant_id: UUID | None, hands: Set[UUID], able: Set[UUID], leading: Set[UUID]
) -> WhyNot | None:
    """Why somebody may not take the second decision; None where she may.

    Never on her own appeal, never where she took part in the first decision (S2-13), and not where she leads the person
    and results are not for discipline: `leading` are those whom that bars. `able` have the role and a log-in.
    """
    if person_id == appellant_id:
        return WhyNot.APPEALS
    if person_id in hands:
        return WhyNot.HAD_PART
    if person_id in leading:
        return WhyNot.LEADS
    return None if person_id in able else WhyNot.NO_ROLE


def last_day_to_appeal(told_on: date, days: int) -> date:
    """The last day on which she can appeal: the day on which she was told does not count."""
    return told_on + timedelta(days=days)


def is_overdue(decide_by: date, *, decided: bool, today: date) -> bool:
    """Whether an appeal waits longer than it may; on its last day it does not."""
    return not decided and today > decide_by
