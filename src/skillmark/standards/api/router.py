"""The one router of standards' operations."""

from django.http import HttpRequest
from ninja import Router

from skillmark.foundation.roles import Actor

router = Router(tags=["Standards"])


def actor_of(request: HttpRequest) -> Actor:
    """Whom the token stands for."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
