"""What addresses of support are about: one case of the person that addresses are about, with her coach on its team."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker, visitor_of
from tests.people import factories as make

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import Money
from skillmark.people import actions as people
from skillmark.people import queries as people_queries
from skillmark.support import actions, queries
from skillmark.support.queries import Domain, Urgency

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def a_team(place: Place) -> tuple[Actor, UUID]:
    """A coach who is no visitor opened the case; the visitor who is her coach works on it with him."""
    opener = make.member(place.workspace, Role.CASE_MANAGER, name="Opened It").actor
    home = people_queries.profile(opener).pk
    plan = {"person_id": place.person_id, "organisation_id": home, "now": sources.now()}
    case_id = actions.open_case(opener, **plan).pk
    for coach in (visitor.member for visitor in place.visitors if visitor.coaches == place.person_id):
        assert coach is not None
        people.grant_role(
            make.system(place.workspace), person_id=coach.person_id, role=Role.CASE_MANAGER, over=case_id,
            now=sources.now(),
        )  # fmt: skip
    return people_queries.actor_for(opener.account_id or case_id, place.slug), case_id


def a_case(place: Place, member: make.Member | None) -> UUID:
    return known(place).case_id


class Known:
    """One case a place, with a need, a step, an offer, a referral, and somebody else on the team."""

    def __init__(self, place: Place) -> None:
        opener, self.case_id = a_team(place)
        now = sources.now()
        today = people_queries.today(opener, now)
        answers = {Domain.HOUSING: actions.Answer(Urgency.SOON)}
        actions.assess(opener, case_id=self.case_id, answers=answers, now=now)
        case = queries.case(opener, self.case_id)
        self.need_id = queries.whole(opener, case, today).needs[0].need.pk
        step = actions.plan_step(
            opener, case_id=self.case_id, need_id=self.need_id, words="Call.", due_on=today, now=now
        )
        self.step_id = step.pk
        keeper = visitor_of(place, Role.CASE_MANAGER).actor
        offer = actions.add_offer(
            keeper, provider="Center", title="Rooms", domain=Domain.HOUSING, capacity=9, cost=Money(0, "USD"), now=now
        )
        self.offer_id = offer.pk
        row = actions.refer(
            opener, case_id=self.case_id, need_id=self.need_id, offer_id=offer.pk, purpose="A room.", passes=[],
            release_ends_on=today + timedelta(days=9), now=now,
        )  # fmt: skip
        self.referral_id = row.pk
        assert opener.person_id is not None
        self.member_id = opener.person_id


_known: dict[UUID, tuple[Workspace, Known]] = {}


def known(place: Place) -> Known:
    """Made once a place. The workspace is kept beside it, for its id comes again in another run of the matrix."""
    kept = _known.get(place.workspace.pk)
    if kept is None or kept[0] is not place.workspace:
        kept = _known[place.workspace.pk] = (place.workspace, Known(place))
    return kept[1]


OBJECTS: dict[str, Maker] = {
    "case_id": a_case,
    "need_id": lambda place, member: known(place).need_id,
    "step_id": lambda place, member: known(place).step_id,
    "offer_id": lambda place, member: known(place).offer_id,
    "referral_id": lambda place, member: known(place).referral_id,
    "member_id": lambda place, member: known(place).member_id,
}
