"""Which assessments are looked at again: drawn by a seed, risk first, until each kind of cover is reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

MOST_WEIGHT = 100  # hashes drawn for one unit; more would be slow, and no risk is a hundred times another


@dataclass(frozen=True, slots=True)
class Unit:
    """One assessment that may be drawn. `belongs`: by kind of cover, whom or what it shows something about."""

    unit_id: str
    belongs: Mapping[str, frozenset[str]]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """How many of one kind there are, how many the policy wants, and how many the sample reaches."""

    kind: str
    known: int
    wanted: int
    reached: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The units drawn, in the order they were drawn, and what they cover."""

    drawn: tuple[str, ...]
    covers: tuple[Cover, ...]


def place_of(seed: str, unit: Unit) -> str:
    """Where a unit stands in the draw: 64 hexadecimal digits, the smallest of as many hashes as it has weight.

    The least of w even draws is below x as often as 1 − (1 − x)^w: the unit comes early w times as readily, exactly,
    in whole numbers. Source: P. Efraimidis, P. Spirakis, Information Processing Letters 97 (2006) 181–185.
    """
    return min(sha256(f"{seed}\n{unit.unit_id}\n{number}".encode()).hexdigest() for number in range(unit.weight))


def draw(units: Sequence[Unit], percent: Mapping[str, int], *, seed: str) -> Sample:
    """The sample that covers at least `percent` of each kind, rounded up. The same seed and units give the same sample.

    Units are taken in the order of their places; one that reaches nobody still wanted is passed over. Raises ValueError
    for a unit twice, a weight outside 1 to 100, or a share outside 0 to 100.
    """
    if len({unit.unit_id for unit in units}) < len(units):
        raise ValueError("a unit stands in the draw once")
    if any(not 1 <= unit.weight <= MOST_WEIGHT for unit in units):
        raise ValueError(f"a weight lies between 1 and {MOST_WEIGHT}")
    if any(not 0 <= share <= 100 for share in percent.values()):
        raise ValueError("a share lies between 0 and 100 percent")
    known = {kind: _all_of(kind, units) for kind in percent}
    wanted = {kind: -(-len(known[kind]) * share // 100) for kind, share in percent.items()}
    reached: dict[str, set[str]] = {kind: set() for kind in percent}
    drawn = []
    for unit in sorted(units, key=lambda one: (place_of(seed, one), one.unit_id)):
        open_kinds = [kind for kind in percent if len(reached[kind]) < wanted[kind]]
        if not open_kinds:
            break
        if any(unit.belongs.get(kind, frozenset()) - reached[kind] for kind in open_kinds):
            drawn.append(unit.unit_id)
            for kind in percent:
                reached[kind] |= unit.belongs.get(kind, frozenset())
    covers = tuple(Cover(kind, len(known[kind]), wanted[kind], len(reached[kind])) for kind in percent)
    return Sample(tuple(drawn), covers)


def _all_of(kind: str, units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(one for unit in units for one in unit.belongs.get(kind, frozenset()))
