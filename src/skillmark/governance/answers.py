"""What governance answers when higher floors ask."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation.answers import Due, Hit
from skillmark.foundation.roles import Actor
from skillmark.governance import queries
from skillmark.governance.models import Proposal, Seat
from skillmark.people import queries as people


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Votes the actor has not cast yet."""
    return [
        Due(title=_("Vote: %(title)s") % {"title": proposal.title}, url=_address(proposal), by=proposal.last_day)
        for proposal in queries.unanswered(actor, now)
    ]


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    """The seats a person holds or held."""
    seats = Seat.objects.within(actor).filter(person_id=person_id).select_related("body")
    return [
        {
            "kind": "seat",
            "recorded_at": seat.recorded_at,
            "values": {
                "body": seat.body.name,
                "constituency": seat.get_constituency_display(),
                "starts": seat.starts,
                "ends": seat.ends,
            },
        }
        for seat in seats
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her seats end without a name; her ballots stay as those of the seat, since a decision that was taken stands."""
    today = people.today(actor, now)
    hers = Seat.objects.within(actor).filter(person_id=person_id)
    hers.filter(Q(ends=None) | Q(ends__gt=today)).update(ends=today)
    hers.update(person=None, chairs=False)
    Proposal.objects.within(actor).filter(proposed_by_id=person_id).update(proposed_by=None)


def search(actor: Actor, text: str) -> list[Hit]:
    found = queries.proposals(actor).filter(title__icontains=text)[:20]
    return [Hit(title=proposal.title, kind=_("Proposal"), url=_address(proposal)) for proposal in found]


def _address(proposal: Proposal) -> str:
    return reverse("governance:proposal", args=[proposal.workspace.slug, proposal.pk])


ANSWERS = {"due_for": due_for, "personal_data": personal_data, "erase": erase, "search": search}
