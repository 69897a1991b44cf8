"""What training answers when others ask."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse

from skillmark.foundation.roles import Actor
from skillmark.people import queries as people


def doors(actor: Actor, campaign_id: UUID) -> dict[str, str]:
    """The pages of a campaign that are training's: its catalogue."""
    slug = people.slug(actor)
    return {"training": reverse("learning:catalogue", kwargs={"workspace": slug, "campaign_id": campaign_id})}


ANSWERS: dict[str, Callable[..., Any]] = {"doors": doors}
