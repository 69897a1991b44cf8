"""The pages on which a group is made, seated and heard, as the people who open them see them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.governance.factories import full_body, held, question
from tests.people import factories as people
from tests.standards.factories import argued, load_small_database, net_menders

from skillmark.foundation import jobs, sources
from skillmark.foundation.roles import Role
from skillmark.governance import queries
from skillmark.governance.actions import READY_SEATS
from skillmark.governance.queries import Constituency
from skillmark.people import actions as persons
from skillmark.people import queries as person_queries
from skillmark.standards import queries as standards
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db
FAR = date(2099, 12, 31)


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Ruth Adeyemi")


def address(name: str, member: people.Member, **rest: Any) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": member.slug, **rest})


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    html = response.content.decode()
    assert code_words_in(html) == []
    return re.sub(r"\s+", " ", html)


def boxes(name: str, day: date) -> dict[str, str]:
    """A day as its three boxes send it."""
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def seated(member: people.Member, constituency: Constituency, **rest: str) -> dict[str, str]:
    given = {"constituency": constituency.value, "person": str(member.person_id), "filled_by": "election"}
    return given | boxes("starts", date(2026, 1, 1)) | rest


def colleague(lead: people.Member, name: str) -> people.Member:
    """Somebody who works here too, in a role that opens nothing of a group."""
    return people.member(person_queries.workspace(lead.actor), Role.WORKER, name=name)


def test_a_group_is_set_up_seated_asked_and_heard_on_pages_alone(lead: people.Member) -> None:
    client, home = lead.client(), address("who_decides", lead)
    made = text_of(client.post(address("set_up", lead), {"name": "Standards group"}, follow=True))
    assert made.count("nobody yet") == 4
    (body,) = queries.bodies(lead.actor)
    four = dict(zip(READY_SEATS, ("Hana", "Omar", "Joe", "Mia"), strict=True))
    roles = dict.fromkeys(READY_SEATS, Role.WORKER) | {Constituency.EXTERNAL: Role.ASSOCIATION}
    place = person_queries.workspace(lead.actor)
    sitting = {each: people.member(place, roles[each], name=name) for each, name in four.items()}
    give = address("give_seat", lead, body_id=body.pk)
    assert give in text_of(client.get(home))
    for constituency, member in sitting.items():
        form = text_of(client.get(give))
        assert member.person_id.hex in form.replace("-", "")
        shown = text_of(client.post(give, seated(member, constituency), follow=True))
        assert "The seat is given, and the person is told." in shown
    assert "nobody yet" not in text_of(client.get(home))

    load_small_database(lead.actor)
    framework = argued(lead.actor, net_menders(lead.actor))
    question = {
        "body_id": str(body.pk),
        "what_changes": "They are measured by it.",
        "for_whom": "All menders.",
        "asked": "Yes or no.",
    } | boxes("last_day", FAR)
    publish = reverse("standards:publish", kwargs={"workspace": lead.slug, "framework_id": framework.pk})
    client.post(publish, question)
    (proposal,) = queries.proposals(lead.actor)
    vote = address("proposal", lead, proposal_id=proposal.pk)
    assert "Cast my vote" not in text_of(client.get(vote)), "who leads has no seat"
    read = reverse("standards:framework", args=[lead.slug, framework.pk])
    assert f'href="{read}">Read it first' in text_of(sitting[Constituency.FRONTLINE].client().get(vote))
    for member in sitting.values():
        assert vote in text_of(member.client().get(reverse("house:today", args=[lead.slug])))
        assert "Your vote is counted." in text_of(member.client(strong=True).post(vote, {"choice": "yes"}, follow=True))
    assert "Passed" in text_of(client.post(address("close", lead, proposal_id=proposal.pk), follow=True))
    jobs.run_all(sources.now())
    assert standards.framework(lead.actor, framework.pk).status == standards.Status.PUBLISHED


def test_a_chair_gives_and_ends_seats_and_others_see_neither(lead: people.Member) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    chair, other = colleague(lead, "Chair"), colleague(lead, "Other")
    give = address("give_seat", lead, body_id=body.pk)
    lead.client().post(give, seated(chair, Constituency.OPERATIONS, chairs="on"))
    for member, may in ((chair, True), (other, False)):
        shown = text_of(member.client().get(address("who_decides", lead)))
        assert (give in shown) is may
        assert ("/end/" in shown) is may
        assert member.client().get(give).status_code == (200 if may else 403)
    assert chair.client().post(give, seated(other, Constituency.FRONTLINE)).status_code == 302
    hers = next(seat for seat in held(lead.actor, body) if seat.person_id == chair.person_id)
    assert chair.client().get(address("end_seat", lead, seat_id=hers.pk)).status_code == 403, "her own"


def test_one_press_sets_up_a_group_of_four_seats(lead: people.Member) -> None:
    shown = text_of(lead.client().get(address("who_decides", lead)))
    assert "Set up a group of four seats now" in shown
    assert 'name="name" value="Standards group"' in shown
    made = text_of(lead.client().post(address("set_up", lead), {"name": "Standards group"}, follow=True))
    assert made.count("nobody yet") == len(READY_SEATS)
    assert "Set up a group of four seats now" not in made


def test_an_alternate_is_named_and_ended_on_pages(lead: people.Member) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    seat, joe = held(lead.actor, body)[2], colleague(lead, "Joe")
    name = address("name_alternate", lead, seat_id=seat.pk)
    home = address("who_decides", lead)
    assert name in text_of(lead.client().get(home))
    asked = {"person": str(joe.person_id), "filled_by": "election"} | boxes("starts", date(2026, 1, 1))
    shown = text_of(lead.client().post(name, asked, follow=True))
    assert "The alternate is named, and told." in shown
    assert "Alternate: Joe, elected" in shown
    assert name not in shown, "a seat has one"
    again = text_of(lead.client().post(name, asked), 400)
    assert "This person speaks for a seat on one of these days" in again
    stands_in = queries.seat(lead.actor, seat.pk).alternates.get()
    end = address("end_alternate", lead, alternate_id=stands_in.pk)
    assert "Joe will no longer stand in for Voice of frontline in “Standards group”" in text_of(lead.client().get(end))
    assert text_of(lead.client().post(end, boxes("last_day", date(2026, 1, 2)), follow=True)).count("Joe") == 0


def question_of(lead: people.Member, **rest: Any) -> tuple[queries.Proposal, list[queries.Seat]]:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    return question(lead.actor, body, **rest), held(lead.actor, body)


def sits(lead: people.Member, seat: queries.Seat, name: str) -> people.Member:
    """Somebody with a log-in, who holds the seat from now on."""
    member = colleague(lead, name)
    queries.Seat.objects.within(lead.actor).filter(pk=seat.pk).update(person=member.person_id)
    return member


def test_a_conflict_of_interest_is_declared_and_read_on_pages(lead: people.Member) -> None:
    proposal, seats = question_of(lead, deadline=people.NOW.replace(year=2099))
    mia = sits(lead, seats[3], "Mia")
    page, declare = (address(name, lead, proposal_id=proposal.pk) for name in ("proposal", "conflict"))
    assert declare in text_of(mia.client().get(page))
    assert declare not in text_of(lead.client().get(page)), "she has no seat and does not chair"
    assert lead.client().get(declare).status_code == 403
    empty = {"seat": str(seats[3].pk), "reason": ""}
    assert "Which interest" in text_of(mia.client().post(declare, empty), 400)
    other = {"seat": str(seats[2].pk), "reason": "Not mine."}
    assert mia.client().post(declare, other).status_code == 400, "not her seat"
    shown = text_of(mia.client().post(declare, empty | {"reason": "I own the school."}, follow=True))
    assert "It is noted. This seat does not vote on the question." in shown
    assert "Outside partner: Mia. I own the school." in shown
    assert "Cast my vote" not in shown
    assert "0 of 3 seats have voted" in shown


def test_a_blocked_question_is_given_a_new_day_by_whoever_chairs(lead: people.Member) -> None:
    proposal, seats = question_of(lead)
    chair = sits(lead, seats[0], "Hana")
    page, extend = (address(name, lead, proposal_id=proposal.pk) for name in ("proposal", "extend"))
    assert "Blocked: no frontline voice" in text_of(lead.client().get(page))
    assert "Blocked: no frontline voice" in text_of(lead.client().get(address("who_decides", lead)))
    today = reverse("house:today", args=[lead.slug])
    assert "Blocked: no frontline voice: A question" in text_of(chair.client().get(today))
    assert extend not in text_of(lead.client().get(page))
    assert extend in text_of(chair.client().get(page))
    early = text_of(chair.client().post(extend, boxes("last_day", date(2026, 1, 1))), 400)
    assert "The last day to vote must be today or later." in early
    shown = text_of(chair.client().post(extend, boxes("last_day", FAR), follow=True))
    assert "The question is open again, and whoever does the work is asked." in shown
    assert "Vote until Dec. 31, 2099" in shown or "Vote until December 31, 2099" in shown


def test_a_group_votes_in_secret_from_a_press_on(lead: people.Member) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    secrecy = address("secrecy", lead, body_id=body.pk)
    assert "Votes are secret." not in text_of(lead.client().get(address("who_decides", lead)))
    assert "Votes are secret." in text_of(lead.client().post(secrecy, {"secret": "on"}, follow=True))
    assert "checked" in text_of(lead.client().get(secrecy))
    assert "Votes are secret." not in text_of(lead.client().post(secrecy, {}, follow=True))
    assert colleague(lead, "Joe").client().get(secrecy).status_code == 403


def test_ending_a_seat_is_confirmed_with_its_last_day(lead: people.Member) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    seat = held(lead.actor, body)[2]
    end = address("end_seat", lead, seat_id=seat.pk)
    assert "Voice of frontline will no longer vote in “Standards group”" in text_of(lead.client().get(end))
    early = text_of(lead.client().post(end, boxes("last_day", date(2025, 12, 31))), 400)
    assert "The last day lies before the first day." in early
    yesterday = sources.now().date() - timedelta(days=2)
    shown = text_of(lead.client().post(end, boxes("last_day", yesterday), follow=True))
    assert "The seat ends on that day, and the person is told." in shown
    assert re.search(r"People who do the work: <strong[^>]*>Overdue: nobody since", shown)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (boxes("ends", date(2025, 12, 1)), "The last day lies before the first day."),
        ({"person": ""}, "Who"),
        ({"constituency": "nobody"}, "For whom does this person speak?"),
    ],
)
def test_a_wrong_seat_is_refused_in_a_sentence(lead: people.Member, change: dict[str, str], said: str) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    form = seated(colleague(lead, "Joe"), Constituency.FRONTLINE) | change
    assert said in text_of(lead.client().post(address("give_seat", lead, body_id=body.pk), form), 400)


def test_nobody_is_seated_twice_and_who_leads_is_not_on_her_own_list(lead: people.Member) -> None:
    body, joe = full_body(people.system(person_queries.workspace(lead.actor))), colleague(lead, "Joe")
    applicant = persons.add_person(lead.actor, name="Only an applicant", now=people.NOW)
    give = address("give_seat", lead, body_id=body.pk)
    shown = text_of(lead.client().get(give))
    assert str(joe.person_id) in shown
    for not_listed in (lead.person_id, applicant.pk):
        assert str(not_listed) not in shown
        form = seated(joe, Constituency.FRONTLINE) | {"person": str(not_listed)}
        assert lead.client().post(give, form).status_code == 400
    assert lead.client().post(give, seated(joe, Constituency.FRONTLINE)).status_code == 302
    again = text_of(lead.client().post(give, seated(joe, Constituency.HR)), 400)
    assert "This person has a seat in the group on one of these days." in again


def test_who_decides_takes_as_many_queries_for_many_groups_as_for_one(
    lead: people.Member, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    system = people.system(person_queries.workspace(lead.actor))
    counts = []
    for made in (1, 5):
        for number in range(made):
            full_body(system, name=f"Group {made}.{number}")
        with django_assert_max_num_queries(30) as counted:
            lead.client().get(address("who_decides", lead))
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_spanish_pages_are_spanish(lead: people.Member) -> None:
    body = full_body(people.system(person_queries.workspace(lead.actor)))
    seat = held(lead.actor, body)[0]
    for name, rest, said in (
        ("give_seat", {"body_id": body.pk}, "¿Por quién habla esta persona?"),
        ("end_seat", {"seat_id": seat.pk}, "ya no votará en «Standards group»"),
        ("who_decides", {}, "Dar un puesto"),
    ):
        answer = lead.client().get(address(name, lead, **rest), headers={"accept-language": "es"})
        html = answer.content.decode()
        assert said in html
        assert code_words_in(html, "es") == []
