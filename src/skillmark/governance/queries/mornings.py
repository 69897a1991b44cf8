"""Whether anything can wait for somebody at all: most mornings nothing does, and one look tells."""

from dataclasses import dataclass

from django.db.models import Exists

from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.governance.models import Alternate, Appeal, Consultation, ReviewCycle, Seat


@dataclass(frozen=True, slots=True)
class CanWait:
    """`sits`: the actor holds or held a seat here, or stands or stood in for one: nobody else is asked for a vote.
    `rounds` of comments, `reviews` and `appeals` are open in the workspace, for whomever.
    """

    sits: bool
    rounds: bool
    reviews: bool
    appeals: bool


def can_wait(actor: Actor) -> CanWait:
    """In one query."""
    if actor.person_id is None:
        return CanWait(False, False, False, False)
    hers = {"person_id": actor.person_id}
    seat, stands_in, rounds, reviews, appeals = Workspace.objects.values_list(
        Exists(Seat.objects.within(actor).filter(**hers)),
        Exists(Alternate.objects.within(actor).filter(**hers)),
        Exists(Consultation.objects.within(actor).filter(concluded_at=None)),
        Exists(ReviewCycle.objects.within(actor).filter(ended_at=None)),
        Exists(Appeal.objects.within(actor).filter(decided_at=None)),
    ).get(pk=actor.workspace_id)
    return CanWait(seat or stands_in, rounds, reviews, appeals)
