"""What links open here: taking a seat, or leaving it to somebody else."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from skillmark.campaigns import actions, queries
from skillmark.campaigns.forms import SeatForm
from skillmark.campaigns.models import CohortSeat
from skillmark.campaigns.states import State
from skillmark.foundation.links import NotWanted, Task
from skillmark.foundation.roles import Actor

# afterwards it is known already whether she takes it
UNDECIDED = (None, State.APPLIED, State.REFERRED, State.ELIGIBLE, State.INVITED)


def _says(seat: CohortSeat) -> dict[str, str | int]:
    campaign = seat.cohort.campaign
    return {"programme": campaign.public_name, "job": campaign.framework.title}


def _form(actor: Actor, seat: CohortSeat, given: Mapping[str, Any] | None) -> SeatForm:
    if queries.stands(actor, seat) not in UNDECIDED:
        raise NotWanted(_("It is known already whether you take this seat."))
    return SeatForm(given)


def _carry_out(actor: Actor, seat: CohortSeat, form: SeatForm, now: datetime) -> None:
    given = form.cleaned_data
    actions.answer_seat(actor, seat_id=seat.pk, state=State(given["state"]), reason=given["reason"], now=now)


def _waits(actor: Actor, person_ids: Collection[UUID], day: date) -> dict[UUID, CohortSeat]:
    """The first seat of each that she has neither taken nor refused."""
    seats = queries.seats_of(actor, person_ids)
    return {seat.person_id: seat for seat in reversed(seats) if queries.stands(actor, seat) in UNDECIDED}


LINKED: Mapping[str, Task] = {
    "campaigns.seat": Task(
        title=_("Take a seat"),
        asking="campaigns.status.note",
        of_herself=True,
        event="campaigns.seat_asked",
        template="campaigns/link_seat.html",
        find=queries.seat,
        says=_says,
        form=_form,
        carry_out=_carry_out,
        context=lambda actor, seat: {"seat": seat},
        waits=_waits,
    ),
}
