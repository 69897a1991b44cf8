"""What training answers when others ask."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import access
from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor
from skillmark.learning import queries
from skillmark.people import queries as people


def doors(actor: Actor, campaign_id: UUID) -> dict[str, str]:
    """The pages of a campaign that are training's: its catalogue."""
    slug = people.slug(actor)
    return {"training": reverse("learning:catalogue", kwargs={"workspace": slug, "campaign_id": campaign_id})}


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """Training modules of the campaigns that lead to this version of a standard: each raises a competency of it."""
    if not access.may_ever(actor, "learning.catalogue.read"):
        return []
    slug = people.slug(actor)
    return [
        Hit(
            f"{module.reference} ({module.campaign.title})",
            _("Training module"),
            reverse("learning:catalogue", kwargs={"workspace": slug, "campaign_id": module.campaign_id}),
        )
        for module in queries.modules_towards(actor, framework_id)
    ]


ANSWERS: dict[str, Callable[..., Any]] = {"doors": doors, "affected_by": affected_by}
