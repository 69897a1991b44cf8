"""What several pages of campaigns need."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns import programmes, queries
from skillmark.campaigns.doors import opens_to
from skillmark.campaigns.models import Campaign, StepNote
from skillmark.campaigns.states import State
from skillmark.campaigns.words import BEHIND
from skillmark.foundation import access
from skillmark.foundation.roles import Actor


def slug_of(request: HttpRequest) -> str:
    """The workspace of the address."""
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug


def address(request: HttpRequest, name: str, campaign_id: UUID, **rest: object) -> str:
    return reverse(f"campaigns:{name}", kwargs={"workspace": slug_of(request), "campaign_id": campaign_id, **rest})


def day(when: date | None) -> str:
    return "" if when is None else date_format(when)


def led_here(actor: Actor, campaign_id: UUID) -> Campaign:
    """A campaign, for whoever leads it. Raises NotFound, and refuses everybody else."""
    found = queries.campaign(actor, campaign_id)
    access.require(actor, "campaigns.campaign.lead", found)
    return found


def frame(campaign: Campaign) -> dict[str, object]:
    """What every page of a campaign says: which one, and what stands behind its seats."""
    stands_on = queries.template_of(campaign).seats_stand_on
    return {
        "campaign": campaign,
        "behind": BEHIND[stands_on],
        "no_job": stands_on not in programmes.COUNTED,
        "counted": stands_on in programmes.COUNTED,
    }


def figures_so_far(actor: Actor, campaign: Campaign) -> str:
    """What a trial came to so far, in one sentence each: places, jobs, seats, people."""
    counts = queries.counts_by_state(queries.members(actor, campaign.pk))
    places = ngettext("The trial has had %(n)s place since %(day)s.", "The trial has had %(n)s places since %(day)s.",
        campaign.openings)  # fmt: skip
    said = [
        places % {"n": campaign.openings, "day": day(campaign.starts_on)},
        _("Jobs promised: %(n)s.") % {"n": queries.promised(actor, campaign.pk)},
        _("Seats open: %(n)s.") % {"n": queries.seats_open(actor, campaign.pk)},
        _("People who came: %(n)s.") % {"n": sum(counts.values())},
        _("Finished or in a job: %(n)s.") % {"n": counts[State.COMPLETED] + counts[State.PLACED]},
        _("Left before the end: %(n)s.") % {"n": counts[State.DROPPED]},
    ]
    return " ".join(said)


def page_of(request: HttpRequest, actor: Actor, note: StepNote) -> str:
    """The address a step's note opens to; empty where the page is gone or not for this reader."""
    try:
        found = reverse(note.url_name, args=[slug_of(request), *note.url_arguments])
    except NoReverseMatch:
        return ""
    return found if opens_to(actor, found) else ""
