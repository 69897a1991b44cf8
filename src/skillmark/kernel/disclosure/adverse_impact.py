"""Selection rates and impact ratios by group, from guarded counts alone (29 CFR 1607.4 D, the four-fifths rule)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from skillmark.kernel.disclosure.counts import TOTAL, CountTable, count_table
from skillmark.kernel.disclosure.release import Release
from skillmark.kernel.disclosure.suppression import protect_linked
from skillmark.kernel.values import round_half_up

HEADER = ("attribute", "group", "n", "selected", "rate", "ratio", "p")
UNKNOWN = "unknown"
# people who did not say: counted as a group, never the one others are compared with
UNSAID = frozenset({UNKNOWN, "not stated", "prefer not to say"})
STAGE = "stage"
SELECTED, NOT_SELECTED = "selected", "not selected"
FOUR_FIFTHS = Fraction(4, 5)
PLACES = 4


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group at one stage; None where too few to show. `p` is Fisher's exact, two-sided, against the reference."""

    attribute: str
    group: str
    n: int | None
    selected: int | None
    rate: Fraction | None
    ratio: Fraction | None
    p: float | None

    @property
    def below_four_fifths(self) -> bool | None:
        return None if self.ratio is None else self.ratio < FOUR_FIFTHS

    def row(self) -> tuple[str, ...]:
        """The row of adverse_impact.csv under HEADER: four decimals, empty where suppressed."""
        return (
            self.attribute,
            self.group,
            _text(self.n),
            _text(self.selected),
            _decimals(self.rate),
            _decimals(self.ratio),
            _decimals(None if self.p is None else Fraction(self.p)),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One person's answers (attribute → group, empty or absent where not given) and whether she was selected."""

    groups: Mapping[str, str]
    selected: bool


def adverse_impact(members: Sequence[Member], attributes: Sequence[str], *, minimum: int) -> list[GroupRate]:
    """Rates by group, attributes in the order given, groups by name, those who did not say last.

    All attributes are protected together, because they share the same people. The reference is the known group with
    the highest *published* rate: a ratio to a suppressed rate would give that rate away. No members: no rows.
    """
    if not members:
        return []
    tables = [_table(members, attribute) for attribute in attributes]
    releases = protect_linked(tables, minimum=minimum).releases
    return [row for attribute, release in zip(attributes, releases, strict=True) for row in _rows(attribute, release)]


def _table(members: Sequence[Member], attribute: str) -> CountTable:
    counts: dict[tuple[str, str], int] = {}
    for member in members:
        group = member.groups.get(attribute, "").strip() or UNKNOWN
        if group == TOTAL:
            raise ValueError(f"a group of {attribute} may not be called {TOTAL}")
        for stage in (SELECTED, NOT_SELECTED):
            counts.setdefault((group, stage), 0)
        counts[group, SELECTED if member.selected else NOT_SELECTED] += 1
    ordered = sorted(counts.items(), key=lambda item: (item[0][0] in UNSAID, item[0]))
    return count_table((attribute, STAGE), ordered)


def _rows(attribute: str, release: Release) -> Iterator[GroupRate]:
    groups = release.categories[0]
    pairs = {group: _pair(release, group) for group in groups}
    known = [(group, pair) for group, pair in pairs.items() if pair is not None and group not in UNSAID]
    best, best_pair = max(known, key=lambda item: Fraction(*item[1]), default=("", None))
    for group in groups:
        pair = pairs[group]
        n, selected = release.cells[group, TOTAL], release.cells[group, SELECTED]
        if pair is None:
            yield GroupRate(attribute, group, n, selected, None, None, None)
            continue
        rate = Fraction(*pair)
        if best_pair is None or best_pair[0] == 0:
            yield GroupRate(attribute, group, n, selected, rate, None, None)
            continue
        p = None if group == best else _fisher(pair, best_pair)
        yield GroupRate(attribute, group, n, selected, rate, rate / Fraction(*best_pair), p)


def _pair(release: Release, group: str) -> tuple[int, int] | None:
    selected, n = release.cells[group, SELECTED], release.cells[group, TOTAL]
    return None if selected is None or n is None or n == 0 else (selected, n)


def _fisher(pair: tuple[int, int], reference: tuple[int, int]) -> float:
    table = [[selected, n - selected] for selected, n in (pair, reference)]
    from scipy.stats import fisher_exact  # takes a second to load, which every start of the web server would wait for

    return float(fisher_exact(table, alternative="two-sided").pvalue)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _decimals(value: Fraction | None) -> str:
    return "" if value is None else f"{Decimal(round_half_up(value, PLACES)):f}"
