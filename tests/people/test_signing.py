"""Signing a text: on screen, by link, from photographed paper; and what is refused."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.people import factories as make
from tests.people.signing import NAME, NOW, OTHER, TODAY, WORDS, asked, link_to, picture, prepared, sign
from tests.people.test_links import entered
from tests.people.test_pages import text_of

from skillmark.config import tables
from skillmark.foundation import jobs
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import AuditRow, CapabilityLink, StoredFile, Workspace
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries, rules
from skillmark.people.access import COPY
from skillmark.people.models import Message, Signature

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def why(error: "pytest.ExceptionInfo[actions.CannotSign]") -> str:
    return error.value.reason


def test_she_signs_on_screen_with_her_full_name_and_gets_her_copy(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    browser = ana.client()
    (due,) = [one for one in tables.answers()["due_for"]["people"](ana.actor, NOW) if "Consent" in one.title]
    page = text_of(browser.get(due.url))
    assert "Until I say otherwise." in page
    assert text.digest in page
    form = {"digest": text.digest, "name": NAME, "agree": "on"}
    assert "Your copy is below" in text_of(browser.post(due.url, form, follow=True))
    signature = Signature.objects.across_workspaces().get()
    assert (signature.how, signature.digest, signature.person_id) == ("screen", text.digest, ana.person_id)
    assert signature.digest == hashlib.sha256(WORDS).hexdigest()
    assert queries.signed_name(signature) == NAME
    where = {"workspace": ana.slug, "signing_id": request.pk}
    assert browser.get(reverse("people:own_text_file", kwargs=where)).content == WORDS, "byte for byte"
    copy = browser.get(reverse("people:own_copy", kwargs=where))
    assert copy["Content-Disposition"].startswith("attachment")
    for said in (NAME, text.digest, rules.printed_code(text.digest), "Until I say otherwise."):
        assert said in copy.content.decode()
    told = Message.objects.across_workspaces().get(person_id=ana.person_id, event="people.text_signed")
    assert told.link_id is None, "her copy is on her own page"
    assert AuditRow.objects.filter(action="people.text.signed").count() == 1
    assert not [one for one in tables.answers()["due_for"]["people"](ana.actor, NOW) if "Consent" in one.title]


@pytest.mark.parametrize(
    ("given", "reason"),
    [({"agreed": False}, "agree"), ({"name": " + "}, "name"), ({"digest": "0" * 64}, "changed")],
)
def test_without_her_name_or_her_agreement_nothing_is_signed(
    lead: make.Member, ana: make.Member, given: dict[str, Any], reason: str
) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    with pytest.raises(actions.CannotSign) as refused:
        sign(ana, request, text, **given)
    assert why(refused) == reason
    assert not Signature.objects.across_workspaces().exists()


def test_a_text_changed_between_opening_and_signing_is_refused_in_a_sentence(
    lead: make.Member, ana: make.Member
) -> None:
    before = prepared(lead)
    request = asked(lead, before, ana.person_id)
    after = actions.change_text(lead.actor, text_id=before.pk, title="Consent", content=OTHER, now=NOW)
    browser = ana.client()
    address = reverse("people:sign", kwargs={"workspace": ana.slug, "signing_id": request.pk})
    answer = browser.post(address, {"digest": before.digest, "name": NAME, "agree": "on"})
    assert answer.status_code == 400
    page = text_of(answer)
    assert "The text was changed while you read it" in page
    assert OTHER.decode() in page
    assert f'value="{after.digest}"' in page, "she may sign what she now reads"
    assert "checked" not in page, "and has to say again that she has read it"
    assert not Signature.objects.across_workspaces().exists()


def test_a_new_version_is_signed_by_nobody_and_the_old_one_stays_signed(lead: make.Member, ana: make.Member) -> None:
    before = prepared(lead)
    sign(ana, asked(lead, before, ana.person_id), before)
    after = actions.change_text(lead.actor, text_id=before.pk, title="Consent", content=OTHER, now=NOW)
    assert (after.version, after.replaces_id) == (2, before.pk)
    assert not queries.requests_of(lead.actor, after).exists()
    assert Signature.objects.across_workspaces().get().digest == before.digest
    assert queries.content(lead.actor, before)[1] == WORDS
    with pytest.raises(actions.TextIsOver):
        actions.change_text(lead.actor, text_id=before.pk, title="Consent", content=WORDS, now=NOW)
    with pytest.raises(actions.TextIsOver):
        asked(lead, before, ana.person_id)


def test_a_withdrawn_text_is_signed_by_nobody(lead: make.Member, ana: make.Member, outsider: queries.Person) -> None:
    text = prepared(lead)
    hers, theirs = asked(lead, text, ana.person_id), asked(lead, text, outsider.pk)
    browser, place = entered(link_to(theirs))
    actions.withdraw_text(lead.actor, text_id=text.pk, now=NOW)
    with pytest.raises(actions.CannotSign) as refused:
        sign(ana, hers, text)
    assert why(refused) == "withdrawn"
    form = {"digest": text.digest, "name": NAME, "agree": "on"}
    assert "This text was withdrawn" in text_of(browser.post(place, form))
    assert "This text was withdrawn" in text_of(
        ana.client().get(reverse("people:sign", kwargs={"workspace": ana.slug, "signing_id": hers.pk}))
    )
    assert not Signature.objects.across_workspaces().exists()


def test_bytes_that_were_altered_in_the_store_are_signed_by_nobody(
    lead: make.Member, ana: make.Member, tmp_path: Path
) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    stored = StoredFile.objects.across_workspaces().get(pk=text.file_id)
    (file,) = tmp_path.rglob(stored.address)
    file.write_bytes(OTHER)
    with pytest.raises(actions.CannotSign) as refused:
        sign(ana, request, text)
    assert why(refused) == "altered"


def test_nobody_signs_for_another_or_twice(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    for other in (lead, make.member(queries.workspace(lead.actor), Role.WORKER, name="Bea")):
        with pytest.raises(Forbidden):
            sign(other, request, text)
        address = reverse("people:sign", kwargs={"workspace": ana.slug, "signing_id": request.pk})
        assert other.client().get(address).status_code == 404
    with pytest.raises(NotFound):
        sign(make.member(make.workspace(), Role.WORKER), request, text)
    sign(ana, request, text)
    with pytest.raises(actions.CannotSign) as refused:
        sign(ana, request, text)
    assert why(refused) == "signed"


def test_somebody_outside_signs_by_link_and_it_is_shown_as_such(lead: make.Member, outsider: queries.Person) -> None:
    text = prepared(lead)
    request = asked(lead, text, outsider.pk)
    jobs.run_all(NOW)
    (letter,) = (one for one in mail.outbox if one.to == ["eva@example.org"])
    assert "Consent" not in letter.subject + str(letter.body), "a title may say what nobody else should read"
    browser, place = entered(link_to(request))
    page = text_of(browser.get(place))
    assert "Until I say otherwise." in page
    assert browser.get(place + "file/").content == WORDS
    assert browser.post(place, {"digest": text.digest, "name": "Eva Ruiz", "agree": "on"}).status_code == 302
    signature = Signature.objects.across_workspaces().get()
    assert (signature.how, queries.signed_name(signature)) == ("link", "Eva Ruiz")
    row = AuditRow.objects.get(action="people.text.signed")
    assert (row.person_id, row.account_id) == (outsider.pk, None)
    shown = lead.client().get(reverse("people:text", kwargs={"workspace": lead.slug, "text_id": text.pk}))
    assert "Signed by link, without a log-in" in text_of(shown)
    again, place = entered(link_to(request))
    assert again.post(place, {"digest": text.digest, "name": "Eva", "agree": "on"}).status_code == 410, "used"
    mail.outbox.clear()
    jobs.run_all(NOW + timedelta(hours=1))
    (letter,) = mail.outbox
    assert re.search(r"http\S+/t/\S+", str(letter.body))
    kept = CapabilityLink.objects.across_workspaces().get(purpose=COPY)
    reader, place = entered(kept)
    copy = text_of(reader.get(place))
    assert "Signed by link, without a log-in" in copy
    assert text.digest in copy
    assert reader.get(place + "file/").content == WORDS
    assert reader.get(place).status_code == 200, "a copy opens more than once"
    assert Client().get(place + "file/").status_code == 410, "and to nobody who did not come by the link"


def test_whoever_has_a_log_in_signs_with_it_whatever_link_she_came_by(lead: make.Member, ana: make.Member) -> None:
    text = prepared(lead)
    request = asked(lead, text, ana.person_id)
    browser, place = entered(link_to(request))
    page = reverse("people:sign", kwargs={"workspace": ana.slug, "signing_id": request.pk})
    form = {"digest": text.digest, "name": NAME, "agree": "on"}
    for answer in (browser.get(place), browser.post(place, form)):
        assert answer["Location"] == page
    assert "/accounts/login" in browser.get(page)["Location"]
    assert browser.get(place + "file/").status_code == 410
    assert not Signature.objects.across_workspaces().exists()


def test_an_expired_link_and_another_persons_link_sign_nothing(
    lead: make.Member, outsider: queries.Person, place: Workspace
) -> None:
    text = prepared(lead)
    request = asked(lead, text, outsider.pk)
    link = link_to(request)
    form = {"digest": text.digest, "name": NAME, "agree": "on"}
    logged_in = make.member(place, Role.WORKER, name="Bea").client()
    browser, address = entered(link, logged_in)
    assert browser.post(address, form).status_code == 410, "somebody else is logged in here"
    CapabilityLink.objects.across_workspaces().update(expires_at=NOW - timedelta(days=1))
    browser, address = entered(link)
    assert browser.post(address, form).status_code == 410
    other = make.person(place, "Otto", email="otto@example.org")
    second = asked(lead, text, other.pk)
    CapabilityLink.objects.across_workspaces().update(expires_at=NOW + timedelta(days=1))
    browser, address = entered(link_to(second))
    browser.post(address, form)
    (signature,) = Signature.objects.across_workspaces().all()
    assert (signature.person_id, signature.request_id) == (other.pk, second.pk), "her link signs for her alone"


def test_a_photographed_sheet_counts_once_a_second_person_read_its_code(
    lead: make.Member, second: make.Member, outsider: queries.Person
) -> None:
    text = prepared(lead)
    request = asked(lead, text, outsider.pk, link=False)
    browser = lead.client()
    where = {"workspace": lead.slug, "signing_id": request.pk}
    sheet_page = text_of(browser.get(reverse("people:signing_sheet", kwargs=where)))
    assert rules.printed_code(text.digest) in sheet_page
    assert "<svg" in sheet_page
    bring = reverse("people:bring_sheet", kwargs=where)
    day = {"signed_on_day": "1", "signed_on_month": "3", "signed_on_year": "2026"}
    broken = b"\x89PNG\r\n\x1a\nnothing"
    for name, content in (("a.txt", b"signed"), ("a.png", broken)):
        answer = browser.post(bring, day | {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 400
        assert "This file cannot be taken" in text_of(answer)
    assert browser.post(bring, day | {"file": SimpleUploadedFile("sheet.png", picture())}).status_code == 302
    waiting = queries.waiting_sheet(lead.actor, request.pk)
    assert waiting is not None
    assert not Signature.objects.across_workspaces().exists(), "nobody else has looked yet"
    with pytest.raises(actions.CannotSign) as refused:
        actions.bring_sheet(
            lead.actor, signing_id=request.pk, content=picture(), file_name="a.png", signed_on=TODAY, now=NOW
        )
    assert why(refused) == "waits"
    with pytest.raises(Forbidden):
        actions.confirm_sheet(lead.actor, sheet_id=waiting.pk, code=text.digest[:8], now=NOW)
    (due,) = tables.answers()["due_for"]["people"](second.actor, NOW)
    page = text_of(second.client().get(due.url))
    assert text.digest[:4].upper() not in page, "the code is read from the sheet"
    assert second.client().get(due.url + "file/")["Content-Type"] == "image/png"
    assert second.client().post(due.url, {"code": rules.printed_code(text.digest).lower()}).status_code == 302
    signature = Signature.objects.across_workspaces().get()
    assert (signature.how, str(signature.signed_on), signature.digest) == ("paper", "2026-03-01", text.digest)
    shown = text_of(browser.get(reverse("people:text", kwargs={"workspace": lead.slug, "text_id": text.pk})))
    assert "Signed on paper, seen by Lena Lead, Cora Coach" in shown


def test_a_photographed_sheet_of_another_text_is_refused(
    lead: make.Member, second: make.Member, outsider: queries.Person
) -> None:
    text, other = prepared(lead), prepared(lead, OTHER)
    request = asked(lead, text, outsider.pk, link=False)
    sheet = actions.bring_sheet(
        lead.actor, signing_id=request.pk, content=picture(), file_name="a.png", signed_on=TODAY, now=NOW
    )
    for code in (rules.printed_code(other.digest), text.digest[:4], ""):
        with pytest.raises(actions.CannotSign) as refused:
            actions.confirm_sheet(second.actor, sheet_id=sheet.pk, code=code, now=NOW)
        assert why(refused) == "code"
    actions.change_text(lead.actor, text_id=text.pk, title="Consent", content=OTHER + b"!", now=NOW)
    with pytest.raises(actions.CannotSign) as refused:
        actions.confirm_sheet(second.actor, sheet_id=sheet.pk, code=text.digest[:8], now=NOW)
    assert why(refused) == "code", "it shows the version before"
    actions.refuse_sheet(second.actor, sheet_id=sheet.pk, now=NOW)
    assert queries.waiting_sheet(lead.actor, request.pk) is None
    assert not Signature.objects.across_workspaces().exists()
