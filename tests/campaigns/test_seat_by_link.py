"""Who was offered a seat says by link whether she takes it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.campaigns import actions, queries
from skillmark.foundation import access, links
from skillmark.foundation.models import AuditRow, CapabilityLink
from skillmark.foundation.roles import Role
from skillmark.people import actions as asking
from skillmark.people.queries import prospects

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def seat() -> queries.CohortSeat:
    """The seat of somebody without an account, in a group of a campaign."""
    where = make.place()
    campaign = make.campaign(where)
    make.promise(where, campaign.pk)
    group = make.cohort(where, campaign.pk)
    her = people.person(where, "Nadia Nguyen", phone="+15550142999")
    make.note(where, campaign.pk, [her.pk])
    actions.seat_people(people.system(where), cohort_id=group.pk, seats=make.seats([her.pk]), now=make.NOW)
    return queries.seats(people.system(where), campaign.pk).get()


def let_in(seat: queries.CohortSeat) -> tuple[Client, str, CapabilityLink]:
    link = asking.ask(
        people.system(seat.workspace), purpose="campaigns.seat", subject_id=seat.pk, person_id=seat.person_id, days=7,
        on_paper=True, now=NOW,
    )  # fmt: skip
    browser = Client()
    return browser, browser.get(reverse("people:follow", args=[links.secret_of(link.pk)]))["Location"], link


def test_she_takes_the_seat(seat: queries.CohortSeat) -> None:
    browser, place, _link = let_in(seat)
    shown = browser.get(place).content.decode()
    assert "Do you take the seat?" in shown
    assert "SAMPLE" in shown
    assert browser.post(place, {"state": "enrolled", "reason": "pay"}).status_code == 302
    system = people.system(seat.workspace)
    assert queries.stands(links.holder_of(_link), seat) is queries.State.ENROLLED
    row = AuditRow.objects.filter(action="campaigns.status.noted").order_by("-number")[0]
    assert row.person_id == seat.person_id
    again, place, _ = let_in(seat)
    assert "It is known already" in again.get(place).content.decode()
    assert queries.seats(system, seat.cohort.campaign_id).count() == 1


def test_she_leaves_it_and_says_why(seat: queries.CohortSeat) -> None:
    browser, place, link = let_in(seat)
    refused = browser.post(place, {"state": "dropped"})
    assert refused.status_code == 400
    assert "Choose a reason, or the last one." in refused.content.decode()
    assert browser.post(place, {"state": "dropped", "reason": "own_reasons"}).status_code == 302
    assert queries.stands(links.holder_of(link), seat) is queries.State.DROPPED


def test_nobody_answers_for_another_and_the_page_of_seats_leads_to_asking(seat: queries.CohortSeat) -> None:
    lead = people.member(seat.workspace, Role.TALENT_LEAD, name="Lea Lead")
    with pytest.raises(access.Forbidden):
        actions.answer_seat(lead.actor, seat_id=seat.pk, state=queries.State.ENROLLED, now=NOW)
    page = reverse("campaigns:cohort", args=[lead.slug, seat.cohort.campaign_id])
    ask = reverse("people:ask", args=[lead.slug, "campaigns.seat", seat.pk])
    assert ask in lead.client().get(page).content.decode()
    form = lead.client().get(ask).content.decode()
    assert "Nadia Nguyen" in form
    assert "Lea Lead" not in form, "of her own seat nobody else is asked"
    with pytest.raises(asking.WrongPerson):
        asking.ask(
            lead.actor, purpose="campaigns.seat", subject_id=seat.pk, person_id=lead.person_id, days=7, on_paper=True,
            now=NOW,
        )  # fmt: skip


def test_of_many_asked_at_once_she_gets_a_link_to_her_seat_until_it_is_known(seat: queries.CohortSeat) -> None:
    lead = people.member(seat.workspace, Role.TALENT_LEAD, name="Lena Lead")
    without = people.person(seat.workspace, "Without A Seat", email="without@example.org")

    def left_out() -> dict[UUID, str]:
        ids = [seat.person_id, without.pk]
        asked = asking.prepare_asking(lead.actor, purpose="campaigns.seat", person_ids=ids, days=7, now=NOW)
        return {one.person.pk: one.left_out for one in prospects(lead.actor, asked, ids, NOW)}

    assert left_out() == {seat.person_id: "", without.pk: "nothing_waits"}
    browser, place, _link = let_in(seat)
    assert left_out() == {seat.person_id: "already_asked", without.pk: "nothing_waits"}
    browser.post(place, {"state": "enrolled", "reason": "pay"})
    assert left_out() == {seat.person_id: "nothing_waits", without.pk: "nothing_waits"}
