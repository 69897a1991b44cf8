"""What several pages of people need."""

from django.http import HttpRequest


def slug_of(request: HttpRequest) -> str:
    """The workspace of the address."""
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug
