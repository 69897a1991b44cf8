"""Who takes a seat, and what a programme's mix of training, support and measurement comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skillmark.kernel.matching import JobRanking
from skillmark.kernel.planning.modules import amount, plain
from skillmark.kernel.planning.paths import Path

COLUMNS = ("person_id", "seat", "start", "hours", "cost")
WHOLE = 100  # shares are per cent
HUNDREDTHS = 100

# Train, support, measure: the three mixes of the programme templates.
MIXES = {"displaced": (50, 30, 20), "incumbent": (60, 20, 20), "nontraditional": (30, 40, 30)}


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a cohort and who takes it; cost in whole minor units."""

    person_id: str
    seat: int
    start: date
    hours: Decimal
    cost: int

    def row(self, currency: str = "") -> tuple[str, ...]:
        """The row of cohort.csv, in the columns `COLUMNS`; cost in the major unit, as in modules.csv."""
        return (self.person_id, str(self.seat), self.start.isoformat(), plain(self.hours), amount(self.cost, currency))


def path_order(paths: Mapping[str, Path], ranking: JobRanking) -> list[str]:
    """Everyone ranked, by hours, then cost, then rank; equal in all three they stay in listing order.

    Raises KeyError for a ranked person without a path.
    """
    ranked = sorted(ranking.people, key=lambda p: (paths[p.person].hours, paths[p.person].cost, p.rank))
    return [person.person for person in ranked]


def eligible(paths: Mapping[str, Path], ranking: JobRanking, *, hours: Decimal) -> list[str]:
    """Those whose every gap is closable within the hours, in path order."""
    return [
        person for person in path_order(paths, ranking) if not paths[person].partial and paths[person].hours <= hours
    ]


def cohort(
    paths: Mapping[str, Path], ranking: JobRanking, *, seats: int, start: date, hours: Decimal
) -> tuple[Seat, ...]:
    """The first of the eligible, one a seat, seats counted from 1."""
    if seats < 0:
        raise ValueError("seats cannot be negative")
    return tuple(
        Seat(person, number, start, paths[person].hours, paths[person].cost)
        for number, person in enumerate(eligible(paths, ranking, hours=hours)[:seats], start=1)
    )


@dataclass(frozen=True, slots=True)
class Mix:
    """Hours and money (whole minor units) of the three parts; they sum exactly to what was divided."""

    shares: tuple[int, int, int]
    hours: tuple[Decimal, Decimal, Decimal]
    money: tuple[int, int, int]


def mix(shares: str | tuple[int, int, int], *, hours: Decimal, money: int) -> Mix:
    """Divide hours (to the hundredth) and money by a template's train, support and measure shares.

    `shares` is a template's name or three per cents. Raises ValueError unless they sum to 100.
    """
    if isinstance(shares, str):
        if shares not in MIXES:
            raise ValueError(f"“{shares}” is none of {', '.join(MIXES)}")
        shares = MIXES[shares]
    if sum(shares) != WHOLE or min(shares) < 0:
        raise ValueError(f"the shares {shares} do not sum to {WHOLE}")
    if hours < 0 or money < 0:
        raise ValueError("hours and money cannot be negative")
    if hours * HUNDREDTHS != int(hours * HUNDREDTHS):
        raise ValueError("hours have more than two decimals")
    train, support, measure = (Decimal(part) / HUNDREDTHS for part in _divided(int(hours * HUNDREDTHS), shares))
    first, second, third = _divided(money, shares)
    return Mix(shares, (train, support, measure), (first, second, third))


def _divided(total: int, shares: Sequence[int]) -> list[int]:
    """Whole parts that sum to the total: what remains goes to the largest remainders, the first of equals before."""
    parts = [total * share // WHOLE for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda part: (-(total * shares[part] % WHOLE), part))
    for part in by_remainder[: total - sum(parts)]:
        parts[part] += 1
    return parts
