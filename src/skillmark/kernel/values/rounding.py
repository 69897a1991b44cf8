"""Rounding as people do it on paper: halves go away from zero."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction


def round_half_up(value: Decimal | Fraction | str | int, places: int = 0) -> Decimal:
    """`value` to `places` decimals, halves away from zero (2.675 as text → 2.68; −0.5 → −1).

    Floats are not taken: 2.675 is not a float. Raises ValueError for text that is no finite number.
    """
    if places < 0:
        raise ValueError("places must not be negative")
    if isinstance(value, float):
        raise TypeError("a float has been rounded once already; pass text, Decimal or Fraction")
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext() as context:
        context.prec = len(str(whole)) + places + 1
        context.rounding = ROUND_HALF_UP
        rounded = Decimal(whole).scaleb(-places)
    return -rounded if exact < 0 and whole else rounded


def fits(percent: Decimal | str | int, denominator: int) -> tuple[int, ...]:
    """The whole numerators whose share of `denominator` prints as `percent` at the decimals it was given with.

    "75 %" of 130 is printed for 97 and for 98; "75.00 %" of 130 for neither.
    """
    if denominator < 1:
        raise ValueError("a share needs a denominator of at least 1")
    given = Decimal(percent)
    exponent = given.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    near = int(given * denominator / 100)
    reach = denominator // 100 + 2  # one printed percent spans a hundredth of the denominator
    candidates = range(max(0, near - reach), min(denominator, near + reach) + 1)
    return tuple(n for n in candidates if round_half_up(Fraction(100 * n, denominator), places) == given)


def exact_numerator(percent: Decimal | str | int, denominator: int) -> int | None:
    """The whole number that is exactly `percent` of `denominator`, or None: 75 % of 130 is 97.5."""
    part = Fraction(Decimal(percent)) * denominator / 100
    return part.numerator if part.denominator == 1 else None
