"""When a cohort may open, where a person stands, and what was spent against what was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from skillmark.campaigns.states import Arm, DropReason, State
from skillmark.kernel.values import round_half_up

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


@dataclass(frozen=True, slots=True)
class ArmMoney:
    """What an arm may cost, was to cost, and cost so far, in minor units; None where that may not be known."""

    arm: Arm
    budget: int
    planned: int
    spent: int | None


@dataclass(frozen=True, slots=True)
class Resources:
    """A campaign's money, in minor units. `payers`: name → amount. `spent` is the sum of what may be known of it.

    `each_record`, `each_hire`: what one cost so far, rounded half up; None before there is any.
    """

    arms: tuple[ArmMoney, ...]
    payers: dict[str, int]
    spent: int
    whole: bool
    records: int
    hires: int
    each_record: int | None
    each_hire: int | None


def resources(
    totals: Sequence[ArmTotal], allotted: Iterable[tuple[str, Arm, int]], *, records: int, hires: int
) -> Resources:
    """Budget, plan and spending put beside each other, and the cost of a record and of a hire (S0-31)."""
    budgets, payers = dict.fromkeys(Arm, 0), dict[str, int]()
    for payer, arm, minor in allotted:
        budgets[arm] += minor
        if minor:
            payers[payer] = payers.get(payer, 0) + minor
    arms = tuple(ArmMoney(one.arm, budgets[one.arm], one.planned_minor, one.actual_minor) for one in totals)
    spent = sum(one.spent or 0 for one in arms)
    return Resources(
        arms, payers, spent, all(one.spent is not None for one in arms), records, hires,
        _each(spent, records), _each(spent, hires),
    )  # fmt: skip


def _each(minor: int, count: int) -> int | None:
    return int(round_half_up(Fraction(minor, count))) if count else None


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
