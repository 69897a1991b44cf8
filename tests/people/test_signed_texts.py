"""Who sees a text to be signed, what a guardian's signature does, and what stays when somebody is erased."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import factories as make
from tests.people.signing import NAME, NOW, OTHER, TODAY, WORDS, asked, link_to, picture, prepared, sign
from tests.people.test_links import entered
from tests.people.test_pages import text_of

from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import StoredFile, Workspace
from skillmark.foundation.roles import Role
from skillmark.people import actions, queries, rules
from skillmark.people.models import GuardianConsent, Signature, SigningRequest, TextToSign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def test_a_text_about_a_person_is_for_her_case_team_alone(
    lead: make.Member, second: make.Member, ana: make.Member, place: Workspace
) -> None:
    plan = prepared(second, person_id=ana.person_id)
    coach = make.member(place, Role.CASE_MANAGER, name="Her coach", over=ana.person_id)
    assert queries.text(coach.actor, plan.pk).pk == plan.pk
    assert list(queries.texts(coach.actor)) == [plan]
    assert list(queries.texts(lead.actor)) == []
    for other in (lead, make.member(place, Role.RECRUITER), make.member(place, Role.CASE_MANAGER, over=lead.person_id)):
        with pytest.raises(Forbidden):
            queries.text(other.actor, plan.pk)
        with pytest.raises(Forbidden):
            asked(other, plan, ana.person_id)
    with pytest.raises(Forbidden):
        prepared(lead, person_id=ana.person_id)


def test_what_a_guardian_signs_by_link_is_the_consent(
    lead: make.Member, ana: make.Member, outsider: queries.Person
) -> None:
    actions.state_age(ana.actor, person_id=ana.person_id, under_18=True, now=NOW)
    assert not queries.records_may_be_made(lead.actor, ana.person_id, NOW)
    text = prepared(lead)
    address = reverse("people:ask_guardian", kwargs={"workspace": lead.slug, "person_id": ana.person_id})
    form = {"text": text.pk, "person": outsider.pk, "relation": "mother", "how": "message"}
    assert lead.client().post(address, form).status_code == 302
    request = SigningRequest.objects.across_workspaces().get()
    assert not queries.records_may_be_made(lead.actor, ana.person_id, NOW), "asked is not agreed"
    browser, place = entered(link_to(request))
    assert "You sign for Ana Ruiz" in text_of(browser.get(place))
    browser.post(place, {"digest": text.digest, "name": "Eva Ruiz", "agree": "on"})
    consent = GuardianConsent.objects.across_workspaces().get()
    assert (consent.guardian, consent.relation, consent.person_id) == ("Eva Ruiz", "mother", ana.person_id)
    assert queries.records_may_be_made(lead.actor, ana.person_id, NOW)
    page = lead.client().get(reverse("people:guardian", kwargs={"workspace": lead.slug, "person_id": ana.person_id}))
    assert "Signed by link, without a log-in" in text_of(page)
    actions.erase_person(lead.actor, person_id=outsider.pk, now=NOW)
    consent.refresh_from_db()
    assert (consent.guardian, consent.relation) == ("", "mother"), "her name goes with her, the consent stays"
    assert queries.records_may_be_made(lead.actor, ana.person_id, NOW)
    actions.withdraw_guardian_consent(lead.actor, consent_id=consent.pk, now=NOW)
    assert not queries.records_may_be_made(lead.actor, ana.person_id, NOW)


def test_erased_she_leaves_that_somebody_signed_and_neither_her_name_nor_her_sheet(
    lead: make.Member, second: make.Member, outsider: queries.Person, tmp_path: Path
) -> None:
    text = prepared(lead)
    request = asked(lead, text, outsider.pk, link=False)
    sheet = actions.bring_sheet(
        lead.actor, signing_id=request.pk, content=picture(), file_name="a.png", signed_on=TODAY, now=NOW
    )
    signature = actions.confirm_sheet(second.actor, sheet_id=sheet.pk, code=text.digest[:8], now=NOW)
    assert queries.signed_name(signature) == "Eva Ruiz"
    actions.erase_person(lead.actor, person_id=outsider.pk, now=NOW)
    signature.refresh_from_db()
    assert (queries.signed_name(signature), signature.sealed_name) == ("", None)
    assert not StoredFile.objects.across_workspaces().filter(pk=sheet.file_id).exists()
    assert queries.content(lead.actor, text)[1] == WORDS, "the organisation's text stays"
    page = lead.client().get(reverse("people:text", kwargs={"workspace": lead.slug, "text_id": text.pk}))
    assert "Somebody who was erased since" in text_of(page)


def test_a_text_about_her_goes_with_her_whoever_signed_it(
    lead: make.Member, second: make.Member, ana: make.Member
) -> None:
    plan = prepared(second, person_id=ana.person_id)
    later = actions.change_text(second.actor, text_id=plan.pk, title="Plan", content=OTHER, now=NOW)
    sign(ana, asked(second, later, ana.person_id), later)
    sign(second, asked(second, later, second.person_id), later)
    actions.erase_person(lead.actor, person_id=ana.person_id, now=NOW)
    assert not TextToSign.objects.across_workspaces().exists()
    assert not Signature.objects.across_workspaces().exists()
    assert not StoredFile.objects.across_workspaces().exists()


def test_asked_twice_she_has_one_thing_to_sign(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    assert asked(lead, text, ana.person_id).pk == asked(lead, text, ana.person_id).pk
    assert len(queries.to_sign(ana.actor)) == 1


def test_a_merged_record_keeps_its_signature_and_name(lead: make.Member, place: Workspace, ana: make.Member) -> None:
    text = prepared(lead)
    twice = make.person(place, "Ana Twice")
    signature = sign(ana, asked(lead, text, ana.person_id), text)
    actions.merge_persons(lead.actor, kept_id=twice.pk, absorbed_id=ana.person_id, now=NOW)
    signature.refresh_from_db()
    assert (signature.person_id, queries.signed_name(signature)) == (twice.pk, NAME)
    actions.erase_person(lead.actor, person_id=twice.pk, now=NOW)
    signature.refresh_from_db()
    assert queries.signed_name(signature) == ""


def test_everything_held_on_her_tells_what_she_signed(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    sign(ana, asked(lead, text, ana.person_id), text)
    page = text_of(ana.client().get(reverse("house:own_data")))
    for said in ("What you signed", NAME, "Signed on screen, logged in"):
        assert said in page


def test_who_signed_takes_as_many_queries_for_many_as_for_one_and_is_kept_as_a_table(
    place: Workspace, lead: make.Member, second: make.Member
) -> None:
    text = prepared(lead)
    page = reverse("people:text", args=[place.slug, text.pk])
    browser = lead.client()

    def one_more(number: int) -> None:
        signer = make.member(place, Role.WORKER, name=f"Signer {number}")
        sign(signer, asked(lead, text, signer.person_id), text, name=f"Signer Number {number}")
        paper = make.person(place, f"Paper {number}", email=f"paper{number}@example.org")
        request = asked(lead, text, paper.pk, link=False)
        given = {"content": picture(), "file_name": "sheet.png", "signed_on": TODAY, "now": NOW}
        sheet = actions.bring_sheet(lead.actor, signing_id=request.pk, **given)
        code = rules.printed_code(text.digest)
        actions.confirm_sheet(second.actor, sheet_id=sheet.pk, code=code, now=NOW)

    one_more(0)
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        browser.get(page)
    for number in range(1, 4):
        one_more(number)
    with CaptureQueriesContext(connection) as many:
        shown = text_of(browser.get(page))
    assert len(many) == len(few)
    assert "Signer Number 3" in shown
    assert shown.count("seen by Lena Lead, Cora Coach") == 4
    kept = browser.get(page, {"download": "csv"}).content.decode("utf-8-sig")
    assert len(kept.splitlines()) == 1 + 8
