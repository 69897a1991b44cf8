"""An account with a phone number alone: opened, entered and moved to another number by codes sent as text messages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.config.installation.facts import Facts
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import holder
from skillmark.people import actions, queries
from skillmark.people.models import Account

pytestmark = pytest.mark.django_db
PHONE, PLAIN = "+1 (555) 014-2999", "+15550142999"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Text messages as files, and nobody remembered as having asked before."""
    cache.clear()
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms")
    return tmp_path / "sms"


def sent(folder: Path) -> list[dict[str, str]]:
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")]
    return sorted(found, key=lambda sms: sms["id"])


def code_in(folder: Path) -> str:
    sms = sent(folder)[-1]
    (code,) = re.findall(r"\b\d{6}\b", sms["text"])
    return code


def signed_up(folder: Path, phone: str = PHONE) -> Client:
    client = Client()
    answer = client.post(reverse("account_signup"), {"phone": phone})
    assert answer.headers["Location"] == reverse("account_verify_phone")
    assert client.get("/me/").status_code == 302, "not before the code"
    assert client.post(reverse("account_verify_phone"), {"code": code_in(folder)}).status_code == 302
    return client


def asked_for_code(phone: str) -> Client:
    client = Client()
    assert client.post(reverse("account_request_login_code"), {"phone": phone}).status_code == 302
    return client


def test_a_number_is_enough_for_an_account_and_for_coming_again(folder: Path) -> None:
    client = signed_up(folder)
    assert client.get("/me/").status_code == 200
    account = Account.objects.get(phone=PLAIN)
    assert (account.email, account.phone_proved, account.has_usable_password()) == (None, True, False)
    assert sent(folder)[0]["to"] == PLAIN
    cache.clear()
    again = asked_for_code("+15550142999")
    wrong = again.post(reverse("account_confirm_login_code"), {"code": "12345x"})
    assert wrong.status_code == 200
    assert again.post(reverse("account_confirm_login_code"), {"code": code_in(folder)}).status_code == 302
    assert again.get("/me/").status_code == 200
    assert again.session["strong_login"] is False, "a code by text signs and votes nothing"


def test_an_organisation_that_knows_the_number_can_be_joined_once_it_is_proved(folder: Path) -> None:
    where = make.workspace()
    her = make.person(where, "Nadia Nguyen", phone="+1 555 014-2999")
    client = signed_up(folder)
    assert reverse("people:accept_invitation", args=[her.pk]) in text_of(client.get("/me/"))
    other = actions.open_account(name="Bo", phone="+15550142999".replace("2999", "2998"), password=None, now=make.NOW)
    Account.objects.filter(pk=other.pk).update(phone_proved=False, phone=None, email="bo@example.org")
    assert queries.own_invitations(holder(other.pk)) == []


def test_a_changed_number_keeps_the_account_and_where_it_is_known(folder: Path) -> None:
    where = make.workspace()
    her = make.person(where, "Nadia Nguyen", phone=PHONE)
    client = signed_up(folder)
    client.post(reverse("people:accept_invitation", args=[her.pk]))
    account = Account.objects.get(phone=PLAIN)
    cache.clear()
    assert "You log in with +15550142999" in text_of(client.get(reverse("account_change_phone")))
    asked = client.post(reverse("account_change_phone"), {"phone": "+44 20 7946 0123"})
    assert asked.headers["Location"] == reverse("account_verify_phone")
    account.refresh_from_db()
    assert account.phone == PLAIN, "the old one counts until the new one is proved"
    assert client.post(reverse("account_verify_phone"), {"code": code_in(folder)}).status_code == 302
    account.refresh_from_db()
    assert (account.phone, account.phone_proved) == ("+442079460123", True)
    assert [person.pk for person in queries.own_persons(holder(account.pk))] == [her.pk]
    assert AuditRow.objects.filter(action="people.account.number_set", account_id=account.pk).count() == 1
    cache.clear()
    again = asked_for_code("+44 20 7946 0123")
    again.post(reverse("account_confirm_login_code"), {"code": code_in(folder)})
    assert again.get("/me/").status_code == 200


def test_the_pages_do_not_tell_who_has_an_account(folder: Path) -> None:
    signed_up(folder)
    cache.clear()
    known, unknown = asked_for_code(PHONE), asked_for_code("+15550140000")
    before = len(sent(folder))
    place = reverse("account_confirm_login_code")
    seen = {re.sub(r"\+1\d+|value=\"[^\"]*\"", "", text_of(client.get(place))) for client in (known, unknown)}
    assert len(seen) == 1
    assert {sms["to"] for sms in sent(folder)} == {PLAIN}
    cache.clear()
    twice = Client().post(reverse("account_signup"), {"phone": PHONE})
    assert twice.headers["Location"] == reverse("account_verify_phone")
    assert len(sent(folder)) == before + 1
    assert "has an account on Skillmark already" in sent(folder)[-1]["text"]
    assert Account.objects.filter(phone=PLAIN).count() == 1


def test_codes_are_rationed(folder: Path) -> None:
    signed_up(folder)
    cache.clear()
    for _ in range(3):
        asked_for_code(PHONE)
    before = len(sent(folder))
    refused = Client().post(reverse("account_request_login_code"), {"phone": PHONE})
    assert refused.status_code == 200
    assert "govuk-error-message" in refused.content.decode()
    assert len(sent(folder)) == before


def test_opening_an_account_twice_at_once_is_said_in_our_words(folder: Path) -> None:
    given = {"phone": PHONE}
    Client().post(reverse("account_signup"), given)
    refused = Client().post(reverse("account_signup"), given)
    assert refused.status_code == 429
    assert "Wait a minute, then try again." in text_of(refused)
    assert len(sent(folder)) == 1


def test_wrong_codes_end_the_attempt(folder: Path) -> None:
    signed_up(folder)
    cache.clear()
    client, place = asked_for_code(PHONE), reverse("account_confirm_login_code")
    right = code_in(folder)
    for _ in range(3):
        client.post(place, {"code": "000001" if right != "000001" else "000002"})
    client.post(place, {"code": right})
    assert client.get("/me/").status_code == 302


def test_a_stopped_number_gets_no_code(folder: Path) -> None:
    signed_up(folder)
    cache.clear()
    actions.stop_sms(make.system(make.workspace()), phone=PHONE, now=make.NOW)
    before = len(sent(folder))
    client = asked_for_code(PHONE)
    assert len(sent(folder)) == before
    assert "A number that answered STOP" in text_of(client.get(reverse("account_confirm_login_code")))


def test_a_landline_or_a_silent_gateway_is_no_fault_of_the_page(folder: Path, settings: Settings) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "landlines.txt").write_text("+15550142999\n")
    assert Client().post(reverse("account_signup"), {"phone": PHONE}).status_code == 302
    assert sent(folder) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "one of the two"),
        ({"email": "ana@example.org", "phone": PHONE}, "one of the two"),
        ({"email": "ana@example.org"}, "choose a password"),
        ({"phone": "555 0142"}, "with its country code"),
    ],
)
def test_what_is_no_account_is_said(given: dict[str, str], said: str) -> None:
    refused = Client().post(reverse("account_signup"), given)
    assert refused.status_code == 200
    assert said in text_of(refused)
    assert not Account.objects.exists()


def test_without_a_gateway_an_account_takes_an_address_and_a_password(settings: Any) -> None:
    settings.INSTALLED = Facts()
    form = text_of(Client().get(reverse("account_signup")))
    assert "phone number" not in form.split("<form", 2)[-1].split("</form>")[0]
    given = {"email": "ana@example.org", "password1": "a-long-enough-one", "password2": "a-long-enough-one"}
    assert Client().post(reverse("account_signup"), given).status_code == 302
    assert Account.objects.get().email == "ana@example.org"
    assert 'name="phone"' not in text_of(Client().get(reverse("account_request_login_code")))
