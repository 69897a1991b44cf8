"""Decisions about support as pure functions: what may be asked here, what is due, how a referral goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ASSESS_WITHIN_DAYS = (
    14  # of enrolment, unless a team says otherwise: a need unknown for longer has cost people the seat
)
ASSESS_AGAIN_DAYS = 90  # circumstances change with the seasons of a programme; a team may say sooner
LONGEST_RELEASE_DAYS = 365  # a release that outlasts a year is one its person has forgotten


class Domain(StrEnum):
    """What somebody may need help with."""

    HOUSING = "housing"
    CHILD_CARE = "child_care"
    TRANSPORT = "transport"
    FOOD = "food"
    FINANCES = "finances"
    DIGITAL_ACCESS = "digital_access"
    HEALTH = "health"
    DISABILITY = "disability"
    SUBSTANCE_USE = "substance_use"
    LEGAL = "legal"
    VIOLENCE = "violence"


# what nobody who employs or may hire a person may ask of her or hold about her
GUARDED = frozenset({Domain.HEALTH, Domain.DISABILITY, Domain.SUBSTANCE_USE, Domain.LEGAL, Domain.VIOLENCE})
# of what a receiver is told besides that it may not be passed on
TREATMENT = frozenset({Domain.HEALTH, Domain.DISABILITY, Domain.SUBSTANCE_USE})


class Urgency(StrEnum):
    NONE = "none"
    CAN_WAIT = "can_wait"
    SOON = "soon"
    NOW = "now"


class State(StrEnum):
    """How far a referral is. What was asked of a receiver lapses with the release: see `stands`."""

    ASKED = "asked"
    DECLINED = "declined"
    SENT = "sent"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECEIVED = "received"
    ENDED = "ended"
    STOPPED = "stopped"


OPEN = frozenset({State.ASKED, State.SENT, State.ACCEPTED, State.RECEIVED})
RELEASED = frozenset({State.SENT, State.ACCEPTED, State.RECEIVED})  # somebody outside holds something of hers
TAKES_A_PLACE = frozenset({State.ACCEPTED, State.RECEIVED})


class Refusal(StrEnum):
    """Why a receiver does not take somebody."""

    FULL = "full"
    NOT_FOR_HER = "not_for_her"
    OUT_OF_AREA = "out_of_area"
    NO_SUCH_SERVICE = "no_such_service"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a service."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"


class Passed(StrEnum):
    """What of her a receiver may be told besides her name."""

    PHONE = "phone"
    EMAIL = "email"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a person to those who would hold her case: whether the organisation of the workspace, or that of the
    case team, hires people; and whether she works here or for that organisation.
    """

    house_hires: bool
    team_hires: bool
    works_here: bool


def is_outside(ties: Ties) -> bool:
    """Whether nobody here employs or may hire her, so that a team may ask everything (issue 6, in the right hands)."""
    return not (ties.house_hires or ties.team_hires or ties.works_here)


def may_be_asked(domain: Domain, ties: Ties) -> bool:
    return domain not in GUARDED or is_outside(ties)


def to_ask(ties: Ties) -> list[Domain]:
    """What a needs assessment here asks, in its order."""
    return [domain for domain in Domain if may_be_asked(domain, ties)]


def assess_by(enrolled_on: date, within_days: int) -> date:
    return enrolled_on + timedelta(days=within_days)


def stands(state: State, release_ends_on: date, today: date) -> State:
    """How far a referral is on a day: one that nobody answered while the release lasted has lapsed."""
    return State.LAPSED if state is State.SENT and release_ends_on < today else state


def is_on_its_way(state: State, release_ends_on: date, today: date) -> bool:
    """Whether something is still to come of a referral: of one that has lapsed nothing is, though she may yet take it
    back.
    """
    return stands(state, release_ends_on, today) in OPEN


def may_be_read_by_receiver(state: State, release_ends_on: date, today: date) -> bool:
    """A receiver reads what she released while the release lasts, and not once it was taken back."""
    return state in RELEASED and today <= release_ends_on


@dataclass(frozen=True, slots=True)
class Load:
    """What waits in one case: how much is overdue, how much is due on the day itself, and the next day after it."""

    overdue: int
    today: int
    next_on: date | None


def load(days: Iterable[date | None], today: date) -> Load:
    known = [day for day in days if day is not None]
    later = [day for day in known if day > today]
    return Load(sum(day < today for day in known), known.count(today), min(later, default=None))
