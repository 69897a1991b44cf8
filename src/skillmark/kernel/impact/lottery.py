"""A lottery for the seats: anybody with the seed and the list can draw it again and get the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

TREATMENT, COMPARISON = "treatment", "comparison"
ONE_STRATUM = "all"
HEADER = ("person_id", "stratum", "draw", "arm")


@dataclass(frozen=True, slots=True, order=True)
class Eligible:
    """One person in the draw."""

    person_id: str
    stratum: str = ONE_STRATUM


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person's lot: `draw` is 64 hexadecimal digits, the smallest in each stratum get the seats."""

    person_id: str
    stratum: str
    draw: str
    arm: str

    def row(self) -> tuple[str, str, str, str]:
        """The row of lottery.csv under HEADER."""
        return (self.person_id, self.stratum, self.draw, self.arm)


@dataclass(frozen=True, slots=True)
class LockedLottery:
    """A draw that can no longer change unseen: `eligible_hash` fixes who was in it before anyone was drawn."""

    seed: str
    seats: tuple[tuple[str, int], ...]
    eligible_hash: str
    drawn: tuple[Drawn, ...]


def draw_of(seed: str, person_id: str) -> str:
    """SHA-256 of the seed, a line feed and the person's id, in hexadecimal."""
    return sha256(f"{seed}\n{person_id}".encode()).hexdigest()


def hash_of_eligible(eligible: Sequence[Eligible]) -> str:
    """SHA-256 of the list in order of id, length before each text so that no two lists are written alike."""
    digest = sha256()
    for entry in sorted(eligible):
        for text in (entry.person_id.encode(), entry.stratum.encode()):
            digest.update(f"{len(text)}:".encode() + text)
    return digest.hexdigest()


def is_needed(eligible: int, seats: int) -> bool:
    """A lottery is held only where people outnumber seats; otherwise everybody has one."""
    return eligible > seats > 0


def hold_lottery(eligible: Sequence[Eligible], seats: int | Mapping[str, int], seed: str) -> LockedLottery:
    """Draw and lock. In each stratum the smallest draws get its seats, the rest are the comparison group.

    A whole number of seats is for one stratum; several need theirs each, settled before the draw. Listed by stratum,
    then draw. Raises ValueError for a person listed twice, strata without seats, or seats for everybody.
    """
    strata = sorted({entry.stratum for entry in eligible})
    people = {entry.person_id for entry in eligible}
    if len(people) != len(eligible):
        raise ValueError("a person is listed twice; nobody has two lots")
    if isinstance(seats, int):
        if len(strata) > 1:
            raise ValueError("several strata need their seats each")
        seats = {strata[0] if strata else ONE_STRATUM: seats}
    if set(seats) != set(strata):
        raise ValueError("every stratum needs its seats, and only those")
    if any(count < 0 for count in seats.values()):
        raise ValueError("seats are not negative")
    if not is_needed(len(eligible), sum(seats.values())):
        raise ValueError("there is nothing to draw: a lottery needs more people than seats, and at least one seat")
    drawn: list[Drawn] = []
    for stratum in strata:
        lots = sorted((draw_of(seed, e.person_id), e.person_id) for e in eligible if e.stratum == stratum)
        for place, (draw, person_id) in enumerate(lots):
            drawn.append(Drawn(person_id, stratum, draw, TREATMENT if place < seats[stratum] else COMPARISON))
    return LockedLottery(seed, tuple(sorted(seats.items())), hash_of_eligible(eligible), tuple(drawn))


def is_unaltered(lottery: LockedLottery) -> bool:
    """Whether drawing again from the locked seed, seats and people gives the locked result."""
    eligible = [Eligible(lot.person_id, lot.stratum) for lot in lottery.drawn]
    if hash_of_eligible(eligible) != lottery.eligible_hash:
        return False
    try:
        return hold_lottery(eligible, dict(lottery.seats), lottery.seed) == lottery
    except ValueError:
        return False
