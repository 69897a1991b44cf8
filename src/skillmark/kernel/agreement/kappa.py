"""How far two raters agree beyond chance, exactly. A kappa without its n says nothing, so they travel together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`agreed` of `n` pairs equal; `kappa` None where both raters always gave one and the same level."""

    n: int
    agreed: int
    kappa: Fraction | None
    weights: Weights

    @property
    def share(self) -> Fraction:
        return Fraction(self.agreed, self.n)


def agreement(pairs: Sequence[tuple[int, int]], *, weights: Weights = "quadratic") -> Agreement:
    """Weighted kappa (J. Cohen, Psychological Bulletin 70 (1968) 213–220) of (first, second) levels, and exact matches.

    Disagreement counts as the distance of the levels, its square, or 1. Raises ValueError for no pairs.
    """
    if not pairs:
        raise ValueError("agreement about nothing cannot be stated")
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(_distance(a, b, weights) for a, b in pairs) * n
    expected = sum(_distance(a, b, weights) * first[a] * second[b] for a in first for b in second)
    kappa = 1 - Fraction(observed, expected) if expected else None
    return Agreement(n, sum(a == b for a, b in pairs), kappa, weights)


def _distance(first: int, second: int, weights: Weights) -> int:
    if weights == "none":
        return int(first != second)
    return abs(first - second) if weights == "linear" else (first - second) ** 2
