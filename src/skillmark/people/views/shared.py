"""What several pages of people need."""

from decimal import Decimal

from django.http import HttpRequest

from skillmark.people import rules


def slug_of(request: HttpRequest) -> str:
    """The workspace of the address."""
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug


def amount(minor: int, currency: str) -> Decimal:
    """An amount of a currency as people write it (2250 USD → 22.50)."""
    return Decimal(minor).scaleb(-rules.decimals(currency))
