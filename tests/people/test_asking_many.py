"""Asking many at once: whom the asker may ask one by one, each once, by the way each allows; and what became of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.people import factories as make
from tests.people.signing import asked as asked_alone
from tests.people.signing import prepared, sign
from tests.people.test_pages import text_of

from skillmark.config import tables
from skillmark.config.installation.facts import Facts
from skillmark.foundation import jobs, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import CapabilityLink, Job, Workspace
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.access import JOINING, SIGNING
from skillmark.people.actions import asking_many
from skillmark.people.models import AskedPerson, Asking, Employment, Message, Person, RoleGrant, SafeContact
from skillmark.people.rules import EMPLOYEE_FILE, Channel, Way

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def crowd(place: Workspace, lead: make.Member, second: make.Member, settings: Settings, tmp_path: Path) -> list[Person]:
    """Sixty whom a coach knows: every third has a number alone, the last three nothing. Whatever was to be sent before
    is sent.
    """
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms")
    given: list[dict[str, str]] = [
        {"phone": f"+1555014{n:04}"} if n % 3 == 0 else {"email": f"crowd{n}@example.org"} for n in range(57)
    ]
    people = [make.person(place, f"Person {n:02}", **values) for n, values in enumerate([*given, {}, {}, {}])]
    jobs.run_all(NOW)
    mail.outbox.clear()
    return people


def prepared_asking(asker: make.Member, people: list[Person], **values: Any) -> Asking:
    given: dict[str, Any] = {"purpose": JOINING, "days": 14} | values
    return actions.prepare_asking(asker.actor, person_ids=[one.pk for one in people], **given, now=NOW)


def prospects_of(asker: make.Member, asking: Asking) -> dict[UUID, queries.Prospect]:
    ids = list(AskedPerson.objects.across_workspaces().filter(asking=asking).values_list("person_id", flat=True))
    return {one.person.pk: one for one in queries.prospects(asker.actor, asking, ids, NOW)}


def rows_of(asking: Asking) -> dict[UUID, AskedPerson]:
    return {row.person_id: row for row in AskedPerson.objects.across_workspaces().filter(asking=asking)}


def links_to(purpose: str = JOINING) -> list[CapabilityLink]:
    return list(CapabilityLink.objects.across_workspaces().filter(purpose=purpose))


def test_sixty_people_are_asked_by_one_press_each_with_a_link_of_her_own(
    lead: make.Member, crowd: list[Person], tmp_path: Path
) -> None:
    asking = prepared_asking(lead, crowd)
    assert not links_to(), "nobody is asked before she has looked it over"
    ways = [one.way for one in prospects_of(lead, asking).values()]
    assert {way: ways.count(way) for way in Way} == {Way.EMAIL: 38, Way.SMS: 19, Way.SLIP: 3}
    for _twice in range(2):
        actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    made = links_to()
    assert len(made) == len({link.holder_id for link in made}) == 60
    assert sum(link.on_paper for link in made) == 3
    assert {link.opened_by_id for link in made} == {lead.person_id}
    assert Message.objects.across_workspaces().filter(sender_id=lead.person_id).count() == 57
    assert len(mail.outbox) == 38
    assert len({tuple(letter.to) for letter in mail.outbox}) == 38
    jobs.run_all(NOW + timedelta(hours=12))  # one of the two lies outside the quiet hours
    assert len(mail.outbox) == 38
    assert len(list((tmp_path / "sms").glob("*.json"))) == 19
    assert all(row.done_at and row.link_id and not row.left_out for row in rows_of(asking).values())


def test_a_worker_killed_in_the_middle_of_a_part_has_asked_nobody_of_it_and_the_next_asks_each_once(
    lead: make.Member, crowd: list[Person]
) -> None:
    asking = prepared_asking(lead, crowd)
    actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    assert jobs.run_next(NOW)
    assert len(links_to()) == asking_many.PART
    on_paper = sum(link.on_paper for link in links_to())
    ask, times = asking_many._ask, iter(range(100))

    def killed(*given: Any) -> CapabilityLink:
        if next(times) == 7:
            raise KeyboardInterrupt("kill -9 lets nothing be caught either")
        return ask(*given)

    waits = {"kind": asking_many.KIND, "done_at": None}
    job = Job.objects.get(**waits)
    with patch.object(asking_many, "_ask", killed), pytest.raises(KeyboardInterrupt):
        asking_many.carry_part(make.system(queries.workspace(lead.actor)), asking_id=asking.pk, part=1, now=NOW)
    assert len(links_to()) == asking_many.PART, "of the part that was cut off nothing stays"
    assert Message.objects.across_workspaces().filter(event="people.invited").count() == asking_many.PART - on_paper
    later = NOW + timedelta(minutes=30)
    jobs.run_all(later)
    made = links_to()
    assert len(made) == len({link.holder_id for link in made}) == 60
    assert len(mail.outbox) == 38
    job.refresh_from_db()
    jobs._carriers[asking_many.KIND](make.system(queries.workspace(lead.actor)), job.payload, later)  # carried again
    jobs.run_all(later + timedelta(minutes=30))
    assert len(links_to()) == 60
    assert len(mail.outbox) == 38


def test_whoever_is_not_asked_is_told_of_with_one_plain_reason(
    lead: make.Member, ana: make.Member, place: Workspace, settings: Settings
) -> None:
    quiet = make.person(place, "Quiet", email="quiet@example.org")
    page = make.person(place, "Page", phone="+15550149999")
    silent = make.person(place, "No address for it", phone="+15550149998")
    for person, channel in ((quiet, Channel.NONE), (page, Channel.PAGE), (silent, Channel.EMAIL)):
        SafeContact.objects.record(lead.actor, now=NOW, person=person, channel=channel)
    invited = make.person(place, "Invited", email="invited@example.org")
    actions.invite(lead.actor, person_id=invited.pk, now=NOW)
    gone = make.person(place, "Gone", email="gone@example.org")
    Employment.objects.record(
        lead.actor, now=NOW, person=gone, title="Packer", source=EMPLOYEE_FILE, happened_on=date(2020, 1, 1),
        started=date(2020, 1, 1), ended=date(2021, 1, 1),
    )  # fmt: skip
    settings.INSTALLED = Facts(sms="file:///nowhere")
    stopped = make.person(place, "Stopped", phone="+15550149997")
    actions.stop_sms(make.system(place), phone=stopped.phone, now=NOW)
    herself = queries.anyone(lead.actor, lead.person_id)
    known = queries.anyone(lead.actor, ana.person_id)
    people = [quiet, page, silent, invited, gone, stopped, herself, known]
    asking = prepared_asking(lead, people)
    found = prospects_of(lead, asking)
    wanted = {
        quiet.pk: "no_messages", page.pk: "no_messages", silent.pk: "no_messages", invited.pk: "already_asked",
        gone.pk: "left", stopped.pk: "", herself.pk: "yourself", known.pk: "has_log_in",
    }  # fmt: skip
    assert {key: one.left_out for key, one in found.items()} == wanted
    assert found[stopped.pk].way is Way.SLIP, "a paper is handed over where a number wants no messages"
    actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    assert {key: row.left_out for key, row in rows_of(asking).items()} == wanted
    assert {link.holder_id for link in links_to()} == {invited.pk, stopped.pk}
    page_of_it = reverse("people:asked_many", args=[lead.slug, asking.pk])
    shown = text_of(lead.client().get(page_of_it))
    for said in ("This person gets no messages.", "This person has a log-in already.", "On a slip to print"):
        assert said in shown


def test_what_changed_between_looking_it_over_and_sending_is_obeyed(lead: make.Member, crowd: list[Person]) -> None:
    asking = prepared_asking(lead, crowd[:4])
    assert all(one.way for one in prospects_of(lead, asking).values())
    SafeContact.objects.record(lead.actor, now=NOW, person=crowd[1], channel=Channel.NONE)
    actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    SafeContact.objects.record(lead.actor, now=NOW, person=crowd[2], channel=Channel.NONE)
    actions.erase_person(make.system(queries.workspace(lead.actor)), person_id=crowd[3].pk, now=NOW)
    jobs.run_all(NOW)
    rows = rows_of(asking)
    assert set(rows) == {crowd[0].pk, crowd[1].pk, crowd[2].pk}, "whoever was erased is no row of it"
    assert {key for key, row in rows.items() if row.link_id} == {crowd[0].pk}
    assert not mail.outbox


def test_nobody_reaches_many_whom_she_may_not_ask_one_by_one(
    lead: make.Member, second: make.Member, place: Workspace, crowd: list[Person]
) -> None:
    asking = prepared_asking(second, crowd[:3])  # a coach knows them all and invites nobody
    assert {one.left_out for one in prospects_of(second, asking).values()} == {"not_yours"}
    actions.send_asking(second.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    assert not links_to()
    with pytest.raises(Forbidden):
        prepared_asking(make.member(place, Role.WORKER, name="Wanda"), crowd[:3])
    manager = make.member(place, Role.LINE_MANAGER, name="Mo Manager")
    assert not rows_of(prepared_asking(manager, crowd[:3])), "people who are not her reports are not there for her"
    stranger = make.member(make.workspace(), Role.TALENT_LEAD)
    assert not rows_of(prepared_asking(stranger, crowd[:3]))
    hers = prepared_asking(lead, crowd[:3])
    for other in (second, stranger):
        with pytest.raises(NotFound):
            actions.send_asking(other.actor, asking_id=hers.pk, now=NOW)
        address = reverse("people:asked_many", args=[other.slug, hers.pk])
        assert other.client().get(address).status_code == 404
        slips = reverse("people:slips", args=[other.slug])
        assert other.client().get(f"{slips}?asking={hers.pk}").status_code == 404


def test_whoever_lost_her_role_before_it_was_carried_out_asks_nobody(lead: make.Member, crowd: list[Person]) -> None:
    asking = prepared_asking(lead, crowd[:3])
    actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    RoleGrant.objects.across_workspaces().filter(person_id=lead.person_id).update(ended_at=NOW)
    jobs.run_all(NOW)
    assert {row.left_out for row in rows_of(asking).values()} == {"not_yours"}
    assert not links_to()


def test_two_askings_that_meet_the_same_people_ask_each_once(lead: make.Member, crowd: list[Person]) -> None:
    first, later = prepared_asking(lead, crowd[:5]), prepared_asking(lead, crowd[3:8])
    for asking in (first, later):
        actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    assert len(links_to()) == len({link.holder_id for link in links_to()}) == 8
    again = [row for row in rows_of(later).values() if row.left_out == "already_asked"]
    assert len(again) == 2


def test_a_coach_has_many_sign_one_text_and_whoever_signed_is_left_alone(
    lead: make.Member, second: make.Member, ana: make.Member, crowd: list[Person]
) -> None:
    text = prepared(lead)
    sign(ana, asked_alone(lead, text, ana.person_id), text)
    people = [*crowd[:3], queries.anyone(lead.actor, ana.person_id)]
    asking = prepared_asking(second, people, purpose=SIGNING, text_id=text.pk)
    assert prospects_of(second, asking)[ana.person_id].left_out == "signed"
    actions.send_asking(second.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    assert {link.holder_id for link in links_to(SIGNING)} >= {one.pk for one in crowd[:3]}
    assert rows_of(asking)[ana.person_id].left_out == "signed"
    about_one = prepared(second, person_id=ana.person_id)
    with pytest.raises(NotFound):
        prepared_asking(second, people, purpose=SIGNING, text_id=about_one.pk)
    with pytest.raises(NotFound):
        prepared_asking(second, people, purpose="assessment.score")
    waits = prepared_asking(second, people, purpose=SIGNING, text_id=text.pk)
    actions.send_asking(second.actor, asking_id=waits.pk, now=NOW)
    actions.withdraw_text(lead.actor, text_id=text.pk, now=NOW)
    CapabilityLink.objects.across_workspaces().update(ended_at=NOW)
    jobs.run_all(NOW + timedelta(minutes=1))
    assert {row.left_out for row in rows_of(waits).values()} == {"text_over", "signed"}


def test_from_the_narrowed_list_to_a_sheet_for_whoever_cannot_be_written_to(
    lead: make.Member, crowd: list[Person]
) -> None:
    browser, ask = lead.client(), reverse("people:ask_many", args=[lead.slug])
    people = browser.get(reverse("people:people", args=[lead.slug]), {"text": "Person 5"})
    assert f"{ask}?text=Person+5" in people.content.decode()
    nothing = browser.post(f"{ask}?text=Person+5", {"what": JOINING, "days": "14"})
    assert nothing.status_code == 400
    assert "Tick the people you ask" in text_of(nothing)
    ticked = {"what": JOINING, "days": "14", "person": [crowd[50].pk, "nonsense"]}
    one = browser.post(ask, ticked)
    assert "1 of 1 will be reached" in text_of(browser.get(one["Location"]))
    all_of_it = browser.post(f"{ask}?text=Person+5", {"what": JOINING, "days": "14", "everybody": "on"})
    place = all_of_it["Location"]
    page = text_of(browser.get(place))
    assert "10 of 10 will be reached. Nothing was sent yet." in page
    assert "Person 59" in page
    assert "Person 49" not in page
    for _twice in range(2):
        assert "Sent." in text_of(browser.post(place, follow=True))
    assert 'class="progress"' in text_of(browser.get(place))
    jobs.run_all(sources.now())
    shown = text_of(browser.get(place))
    assert 'class="progress"' not in shown
    assert "10 of 10 got a link" in shown
    assert "Print 3 slips" in shown
    assert reverse("people:messages", args=[lead.slug, crowd[50].pk]) in shown
    sheets = text_of(browser.get(reverse("people:slips", args=[lead.slug]), {"asking": place.split("/")[-2]}))
    assert sheets.count("<article") == 3
    assert sheets.count("slips--sheets") == 1
    assert len(links_to()) == 10


def test_more_than_can_be_asked_at_once_are_refused_in_a_sentence(lead: make.Member, crowd: list[Person]) -> None:
    with patch.object(asking_many, "MOST", 5):
        answer = lead.client().post(
            reverse("people:ask_many", args=[lead.slug]), {"what": JOINING, "days": "14", "everybody": "on"}
        )
    assert "At most 5 people are asked at once" in text_of(answer)
    assert not Asking.objects.across_workspaces().exists()


def test_what_nobody_sent_goes_after_a_day_and_what_is_held_on_her_says_that_she_was_asked(
    lead: make.Member, ana: make.Member, crowd: list[Person]
) -> None:
    old = prepared_asking(lead, crowd[:2])
    Asking.objects.across_workspaces().filter(pk=old.pk).update(recorded_at=NOW - timedelta(days=2))
    asking = prepared_asking(lead, [queries.anyone(lead.actor, ana.person_id)])
    assert list(Asking.objects.across_workspaces()) == [asking]
    actions.send_asking(lead.actor, asking_id=asking.pk, now=NOW)
    jobs.run_all(NOW)
    held = tables.answers()["personal_data"]["people"](lead.actor, ana.person_id)
    (told,) = [row["values"] for row in held if row["kind"] == "asked_together"]
    assert told["left_out"] == "has_log_in"
    assert "This person has a log-in already." in text_of(ana.client().get(reverse("house:own_data")))


def test_looking_it_over_takes_as_many_queries_for_many_as_for_few(lead: make.Member, crowd: list[Person]) -> None:
    def counted(people: list[Person]) -> int:
        asking = prepared_asking(lead, people)
        with CaptureQueriesContext(connection) as queried:
            prospects_of(lead, asking)
        return len(queried)

    written_to = [one for one in crowd if one.email]
    assert counted(written_to[:2]) == counted(written_to)
