"""One page tells a person what is held on her, who read it and how long it stays; from there she has it put right,
downloads it, takes consents back and deletes it.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.people import factories as make

from skillmark.config.pages import held
from skillmark.foundation import access, holds, readings
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.people import actions, queries
from skillmark.people.answers import ANSWERS
from skillmark.people.models import Account, Employment, Person
from skillmark.people.queries import own

pytestmark = pytest.mark.django_db


def page_of(member: make.Member) -> str:
    return str(member.client().get(reverse("house:own_data")).content.decode())


def at(name: str, member: make.Member, **rest: Any) -> str:
    return reverse(name, kwargs={"workspace": member.slug, **rest})


@pytest.fixture
def lead() -> make.Member:
    return make.member(make.workspace(), Role.TALENT_LEAD, name="Lea Lead")


@pytest.fixture
def ana(lead: make.Member) -> make.Member:
    return make.member(queries.workspace(lead.actor), Role.WORKER)


def test_whoever_opens_her_page_is_named_once_a_day(lead: make.Member, ana: make.Member) -> None:
    assert "Nobody but you has opened" in page_of(ana)
    for _again in range(2):
        assert lead.client().get(at("people:person", lead, person_id=ana.person_id)).status_code == 200
    ana.client().get(at("people:person", ana, person_id=ana.person_id))
    (row,) = readings.of_person(ana.actor, ana.person_id)
    assert (row.reader_id, row.what) == (lead.person_id, "people.person.read")
    assert "Lea Lead" in page_of(ana)


def test_who_was_not_let_in_did_not_read(lead: make.Member, ana: make.Member) -> None:
    other = make.member(queries.workspace(lead.actor), Role.WORKER)
    assert other.client().get(at("people:person", other, person_id=ana.person_id)).status_code == 404
    assert lead.client().get(at("people:preference", lead, person_id=ana.person_id)).status_code == 403
    assert not readings.of_person(ana.actor, ana.person_id)


def test_every_page_about_a_person_has_words_for_who_read_it() -> None:
    from tests.matrix import routes

    asked = {
        route.permission for route in routes.every() if route.scope == "workspace" and "person_id" in route.parameters
    }
    asked -= {"people.correction.ask", "people.self_rating.record"}  # only she herself can open them
    assert asked <= set(held.READ)
    assert set(held.READ) <= set(access.installed())


def test_she_corrects_her_name_and_addresses_and_the_chain_keeps_none_of_them(ana: make.Member) -> None:
    given = {"name": "Ana María Ruiz", "email": "Ana@Example.org", "phone": "+1 555 0100"}
    answer = ana.client().post(at("people:correct_person", ana, person_id=ana.person_id), given)
    assert answer.status_code == 302
    person = queries.anyone(ana.actor, ana.person_id)
    assert (person.name, person.email, person.phone) == ("Ana María Ruiz", "ana@example.org", "+1 555 0100")
    row = AuditRow.objects.get(action="people.person.corrected")
    assert row.facts == {"name": True, "email": True, "phone": True}
    assert "Ana María Ruiz" in page_of(ana)


def test_a_corrected_job_replaces_the_one_before_and_history_keeps_it(ana: make.Member) -> None:
    job = actions.record_employment(ana.actor, person_id=ana.person_id, title="Cok", now=make.NOW)
    address = at("people:correct_employment", ana, person_id=ana.person_id, employment_id=job.pk)
    assert 'value="Cok"' in ana.client().get(address).content.decode()
    assert ana.client().post(address, {"title": "Cook"}).status_code == 302
    assert [row.title for row in queries.employments(ana.actor, ana.person_id)] == ["Cook"]
    assert Employment.objects.within(ana.actor).filter(title="Cok").exists()
    assert ana.client().get(address).status_code == 404  # it is not the last word any more


def test_what_she_said_of_herself_she_says_anew(lead: make.Member, ana: make.Member) -> None:
    said = actions.rate_self(ana.actor, person_id=ana.person_id, competency_id="2.A.1.c", level=4, now=make.NOW)
    address = at("people:correct_rating", ana, person_id=ana.person_id, rating_id=said.pk)
    assert address in page_of(ana)
    assert ana.client().post(address, {"level": "11"}).status_code == 400
    assert ana.client().post(address, {"level": "7"}).status_code == 302
    assert queries.claimed_levels(ana.actor, [ana.person_id]) == {ana.person_id: {"2.A.1.c": 7}}
    assert lead.client().post(address, {"level": "1"}).status_code == 403


def test_what_she_cannot_correct_waits_on_today_of_somebody_named_and_she_reads_the_answer(
    lead: make.Member, ana: make.Member
) -> None:
    actions.grant_role(
        make.system(queries.workspace(lead.actor)), person_id=ana.person_id, role=Role.ASSESSOR, now=make.NOW
    )
    address = at("people:ask_correction", ana, person_id=ana.person_id, kind="people-role")
    answered = ana.client().post(address, {"wanted": "I never was an assessor."}, follow=True).content.decode()
    assert "Lea Lead answers" in answered
    (due,) = (one for one in ANSWERS["due_for"](lead.actor, make.NOW) if "Ana Ruiz" in one.title)
    assert due.by is not None
    assert "I never was an assessor." in lead.client().get(due.url).content.decode()
    assert lead.client().post(due.url, {"corrected": "yes", "answer": "The role was ended."}).status_code == 302
    assert "The role was ended." in page_of(ana)
    assert not [one for one in ANSWERS["due_for"](lead.actor, make.NOW) if "Ana Ruiz" in one.title]


def test_a_correction_finds_another_when_whom_it_named_answers_nothing_any_more(
    lead: make.Member, ana: make.Member
) -> None:
    asked = actions.ask_correction(ana.actor, person_id=ana.person_id, kind="people.role", wanted="x", now=make.NOW)
    assert asked.assignee_id == lead.person_id
    where = queries.workspace(lead.actor)
    other = make.member(where, Role.TALENT_LEAD, name="Ola Other")
    assert queries.waiting_corrections(other.actor, make.NOW) == []
    grant = queries.grants(lead.actor).get(person_id=lead.person_id)
    actions.end_role(other.actor, grant_id=grant.pk, now=make.NOW)
    assert [one.pk for one in queries.waiting_corrections(other.actor, make.NOW)] == [asked.pk]


def test_nobody_answers_her_own_correction(lead: make.Member) -> None:
    asked = actions.ask_correction(lead.actor, person_id=lead.person_id, kind="people.role", wanted="x", now=make.NOW)
    assert asked.assignee is None
    with pytest.raises(access.Forbidden):
        actions.answer_correction(lead.actor, correction_id=asked.pk, corrected=True, answer="Yes.", now=make.NOW)


def test_the_download_has_everything_of_every_workspace_and_of_nobody_else(lead: make.Member, ana: make.Member) -> None:
    elsewhere = make.workspace()
    there = make.person(elsewhere, "Ana there")
    actions.link_account(make.system(elsewhere), person_id=there.pk, account_id=ana.account_id, now=make.NOW)
    answer = ana.client().get(reverse("house:own_data_json"))
    assert answer["Content-Disposition"].startswith("attachment")
    told = json.loads(answer.content)
    assert {part["person_id"] for part in told["workspaces"]} == {str(ana.person_id), str(there.pk)}
    assert "Lea Lead" not in answer.content.decode()
    read = ana.client().get(reverse("house:own_data_file"))
    assert read["Content-Disposition"].startswith("attachment")
    assert "Ana there" in read.content.decode()


def test_a_consent_she_withdraws_is_in_force_nowhere_at_once(ana: make.Member) -> None:
    given = actions.give_consent(ana.actor, person_id=ana.person_id, purpose="talent pool", now=make.NOW)
    address = reverse("house:own_withdraw", kwargs={"consent_id": given.pk})
    assert address in page_of(ana)
    stranger = make.member(make.workspace(), Role.WORKER)
    assert stranger.client().post(address).status_code == 404
    assert ana.client().post(address).status_code == 302
    assert not queries.consents(ana.actor, ana.person_id, purpose="talent pool", on=make.NOW.date())
    assert AuditRow.objects.filter(action="people.consent.withdrawn", workspace__slug=ana.slug).exists()


def test_she_deletes_herself_in_one_workspace_and_is_logged_out_where_nothing_is_left(ana: make.Member) -> None:
    client = ana.client()
    address = reverse("house:own_delete", kwargs={"person_id": ana.person_id})
    assert "cannot be undone" in client.get(address).content.decode()
    assert client.post(address, follow=True).status_code == 200
    assert Person.objects.across_workspaces().get(pk=ana.person_id).name == ""
    assert not Account.objects.filter(pk=ana.account_id).exists()
    assert client.get(reverse("house:own_data")).status_code == 302


def test_the_only_one_who_leads_is_told_what_her_going_means_and_may_still_go(lead: make.Member) -> None:
    address = reverse("house:own_delete", kwargs={"person_id": lead.person_id})
    assert "You are the only one who leads here." in lead.client().get(address).content.decode()
    make.member(queries.workspace(lead.actor), Role.TALENT_LEAD, name="Another Lead")
    assert "You are the only one who leads here." not in lead.client().get(address).content.decode()
    assert lead.client().post(address).status_code == 302


def test_a_hold_stops_her_deletion_and_she_is_told_by_whom_and_why(lead: make.Member, ana: make.Member) -> None:
    hold = holds.place_hold(lead.actor, person_id=ana.person_id, reason="A claim is open", now=make.NOW)
    address = reverse("house:own_delete", kwargs={"person_id": ana.person_id})
    answer = ana.client().post(address)
    assert answer.status_code == 409
    for said in ("Lea Lead", "A claim is open", "Nothing was deleted"):
        assert said in answer.content.decode()
    with pytest.raises(holds.OnHold):
        actions.erase_person(lead.actor, person_id=ana.person_id, now=make.NOW)
    holds.end_hold(lead.actor, hold_id=hold.pk, now=make.NOW + timedelta(days=1))
    assert ana.client().post(address).status_code == 302


def test_a_reason_that_may_not_be_told_is_not(lead: make.Member, ana: make.Member) -> None:
    holds.place_hold(lead.actor, person_id=ana.person_id, reason="Suspicion", may_be_told=False, now=make.NOW)
    shown = page_of(ana) + ana.client().get(reverse("house:own_data_json")).content.decode()
    assert "The reason may not be told" in shown
    assert "Suspicion" not in shown


def test_every_kind_that_people_holds_of_a_person_has_its_place_on_her_page() -> None:
    assert {f"people.{kind}" for kind, _model, _fields in own.HELD} <= set(held.KINDS)
