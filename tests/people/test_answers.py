from datetime import timedelta

import pytest
from django.urls import reverse
from tests.people import factories as make

from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.answers import ANSWERS
from skillmark.ui import words

pytestmark = pytest.mark.django_db


def test_a_search_finds_people_the_reader_may_see() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    worker = make.member(where, Role.WORKER, name="Wo Ruiz")
    ana = make.person(where, "Ana Ruiz")
    make.person(make.workspace(), "Eva Ruiz")
    found = ANSWERS["search"](lead.actor, "ruiz")
    assert [hit.title for hit in found] == ["Ana Ruiz", "Wo Ruiz"]
    assert found[0].url == reverse("people:person", kwargs={"workspace": where.slug, "person_id": ana.pk})
    assert ANSWERS["search"](worker.actor, "ruiz") == []
    assert ANSWERS["search"](lead.actor, "  ") == []


def test_a_worker_is_asked_about_a_job_until_she_told_one() -> None:
    where = make.workspace()
    ana, lead = make.member(where, Role.WORKER), make.member(where, Role.TALENT_LEAD)
    (due,) = ANSWERS["due_for"](ana.actor, make.NOW)
    assert ana.client().get(due.url).status_code == 200
    assert ANSWERS["due_for"](lead.actor, make.NOW) == []
    actions.record_employment(ana.actor, person_id=ana.person_id, title="Cook", now=make.NOW)
    assert ANSWERS["due_for"](ana.actor, make.NOW) == []


def test_a_timeline_tells_jobs_in_order_to_who_may_see_the_person() -> None:
    where = make.workspace()
    lead, ana = make.member(where, Role.TALENT_LEAD), make.member(where, Role.WORKER)
    for years, title in ((2, "Cook"), (5, "Cleaner")):
        started = make.NOW.date() - timedelta(days=365 * years)
        actions.record_employment(ana.actor, person_id=ana.person_id, title=title, started=started, now=make.NOW)
    told = ANSWERS["timeline"](lead.actor, ana.person_id)
    assert {one.title for one in told} == {"Job: Cleaner", "Job: Cook", "Added here", "Role given: Worker"}
    with pytest.raises(NotFound):
        ANSWERS["timeline"](make.member(where, Role.WORKER).actor, ana.person_id)


def test_personal_data_holds_every_kind_of_row_and_no_code_words_for_messages() -> None:
    where = make.workspace()
    actor = make.system(where)
    person = actions.import_applicants(actor, applicants=[make.applicant()], now=make.NOW)["A-1"]
    actions.import_demographics(actor, rows=[("A-1", "sex", "female")], now=make.NOW)
    actions.give_consent(actor, person_id=person.pk, purpose="slate", now=make.NOW)
    actions.link_account(actor, person_id=person.pk, account_id=make.account(), now=make.NOW)
    actions.grant_role(actor, person_id=person.pk, role=Role.WORKER, now=make.NOW)
    held = ANSWERS["personal_data"](actor, person.pk)
    kinds = ["person", "role", "employment", "self_rating", "preference", "demographic", "consent", "message"]
    assert [row["kind"] for row in held] == kinds
    assert held[-1]["values"]["text"] == "You have a new role: Worker."


def test_consents_end_when_she_says_so_and_when_their_day_has_passed() -> None:
    where = make.workspace()
    ana = make.member(where, Role.WORKER)
    today = make.NOW.date()
    tomorrow = today + timedelta(days=1)
    short = actions.give_consent(ana.actor, person_id=ana.person_id, purpose="slate", expires_on=today, now=make.NOW)
    assert list(queries.consents(ana.actor, ana.person_id, purpose="slate", on=today)) == [short]
    assert not queries.consents(ana.actor, ana.person_id, on=tomorrow).exists()
    lasting = actions.give_consent(ana.actor, person_id=ana.person_id, purpose="share", now=make.NOW)
    actions.withdraw_consent(ana.actor, consent_id=lasting.pk, now=make.NOW)
    assert not queries.consents(ana.actor, ana.person_id, purpose="share", on=today).exists()
    assert queries.consents(ana.actor, ana.person_id, purpose="share").count() == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_screens_speak_the_glossary_s_words(language: str) -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    brought = actions.import_applicants(make.system(where), applicants=[make.applicant()], now=make.NOW)
    client = lead.client()
    nadia = brought["A-1"].pk
    pages = [
        reverse(f"people:{page}", kwargs={"workspace": where.slug})
        for page in ("people", "add_person", "roles", "grant_role", "profile")
    ]
    pages += [
        reverse(f"people:{page}", kwargs={"workspace": where.slug, "person_id": nadia})
        for page in ("person", "record_employment", "erase_person")
    ]
    for page in [*pages, "/me/", "/me/data/", "/accounts/2fa/"]:
        shown = client.get(page, headers={"accept-language": language}).content.decode()
        assert f'lang="{language}"' in shown
        assert list(words.code_words_in(shown, language)) == [], page
