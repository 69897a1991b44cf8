"""When a cohort may open, where a person stands, and what was spent against what was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from skillmark.campaigns.states import Arm, DropReason, State

HUNDREDTHS = 100


def seats_short(seats: int, seats_open: int, openings: int) -> int:
    """By how many the seats, with those already open, outrun the openings that stand behind them (S1-01)."""
    return max(0, seats + seats_open - openings)


def reason_fits(state: State, reason: str) -> bool:
    """Whether a move carries the reason it must: a drop-out one of the list, any other move none (S0-21)."""
    return reason in frozenset(DropReason) if state is State.DROPPED else reason == ""


@dataclass(frozen=True, slots=True)
class Event:
    """A status event as the rule sees it."""

    state: State
    happened_on: date
    recorded_at: datetime


def latest(events: Iterable[Event]) -> Event | None:
    """The last thing that happened; of one day the last noted, of one instant the last given. None before any."""
    in_order = sorted(events, key=lambda event: (event.happened_on, event.recorded_at))
    return in_order[-1] if in_order else None


def standing(events: Iterable[Event]) -> State | None:
    """Where a person stands: what happened last says so."""
    last = latest(events)
    return None if last is None else last.state


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger line: hours in hundredths, money in minor units."""

    arm: Arm
    planned: bool
    hundredths_of_hours: int
    money_minor: int


@dataclass(frozen=True, slots=True)
class ArmTotal:
    """One arm's plan and what it really took. Hours with two decimals, money in minor units.

    What it took is None where whoever asks may not know it.
    """

    arm: Arm
    share: int
    planned_hours: Decimal
    planned_minor: int
    actual_hours: Decimal | None
    actual_minor: int | None


def arm_totals(lines: Sequence[Line], mix: tuple[int, int, int]) -> list[ArmTotal]:
    """Plan against actual, arm by arm, in the order train, support, measure."""
    return [
        ArmTotal(
            arm=arm,
            share=share,
            planned_hours=_hours(lines, arm, planned=True),
            planned_minor=sum(line.money_minor for line in lines if line.arm is arm and line.planned),
            actual_hours=_hours(lines, arm, planned=False),
            actual_minor=sum(line.money_minor for line in lines if line.arm is arm and not line.planned),
        )
        for arm, share in zip(Arm, mix, strict=True)
    ]


def _hours(lines: Sequence[Line], arm: Arm, *, planned: bool) -> Decimal:
    hundredths = sum(line.hundredths_of_hours for line in lines if line.arm is arm and line.planned is planned)
    return Decimal(hundredths) / HUNDREDTHS


def whole_plan(train_hours: Decimal, train_minor: int, train_share: int) -> tuple[Decimal, int]:
    """Hours and money of the whole programme, of which the training planned is this share; rounded half up.

    Hours to the hundredth, money to the minor unit. A programme without a training share is its training alone.
    """
    if train_share == 0:
        return train_hours, train_minor
    hundredths = int(train_hours * HUNDREDTHS)
    return Decimal(_grossed_up(hundredths, train_share)) / HUNDREDTHS, _grossed_up(train_minor, train_share)


def _grossed_up(part: int, share: int) -> int:
    return (2 * part * 100 + share) // (2 * share)
