"""An empty installation opens on its first page, by the code that only its terminal shows, and once."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from skillmark.config.installation import facts, first_page
from skillmark.config.pages import first
from skillmark.foundation.models import Workspace
from skillmark.foundation.rates import Buckets
from skillmark.people.models import Account, RoleGrant

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    monkeypatch.setattr(first, "guesses", Buckets())
    return first_page.make_code(tmp_path)


def answers(code: str, **other: str) -> dict[str, str]:
    given = {"code": code, "organisation": "Tideway Pumps", "administrator": "lead@example.org"}
    return given | {"address": "http://localhost:8000", "time_zone": "UTC", "currency": "USD"} | other


def test_whoever_comes_first_is_led_to_it(code: str) -> None:
    assert Client().get("/").headers["Location"] == "/setup/"


def test_with_the_code_the_administrator_chooses_a_password_and_is_in(code: str) -> None:
    client = Client()
    typed = f"{code[:6].lower()} {code[6:]}"
    answer = client.post("/setup/", answers(typed))
    assert answer.status_code == 302, answer.content.decode()
    chosen = client.get(answer.headers["Location"], follow=True)
    address = chosen.redirect_chain[-1][0]
    client.post(address, {"password1": "a long sentence", "password2": "a long sentence"})
    assert client.get("/today", follow=True).redirect_chain[-1][0] == "/w/tideway-pumps/", "she is in already"
    assert client.login(email="lead@example.org", password="a long sentence")
    assert sorted(RoleGrant.objects.across_workspaces().values_list("role", flat=True)) == ["operator", "talent_lead"]
    assert facts.read(settings.DATA).address == "http://localhost:8000"
    assert not facts.read(settings.DATA).behind_proxy
    assert first_page.code(settings.DATA) == ""
    assert Client().get("/").status_code == 200
    again = Client().post("/setup/", answers(code))
    assert "set up already" in again.content.decode()
    assert Workspace.objects.count() == 1


def test_a_wrong_code_opens_nothing_and_after_some_there_is_a_wait(code: str) -> None:
    for _ in range(first.GUESSES.burst):
        assert "This is not the code" in Client().post("/setup/", answers("AAAA AAAA AAAA")).content.decode()
    assert "Too many wrong codes" in Client().post("/setup/", answers(code)).content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("address", "skills.example.org", "is not an address such as https://"),
        ("time_zone", "Eastern", "This is no time zone"),
        ("currency", "dollar", "At most 3 letters"),
        ("mail", "pop3://mail.example.org", "is not an address such as smtp://"),
    ],
)
def test_a_slip_is_said_at_its_field_and_nothing_is_kept(code: str, field: str, value: str, said: str) -> None:
    page = Client().post("/setup/", answers(code, **{field: value})).content.decode()
    assert said in page
    assert not Workspace.objects.exists()
    assert not (settings.DATA / facts.FILE).exists()


def test_without_a_code_nobody_is_led_there() -> None:
    assert Client().get("/").status_code == 200


def test_what_stands_before_it_can_be_said_on_the_page_too(code: str) -> None:
    assert Client().post("/setup/", answers(code, behind_proxy="on")).status_code == 302
    assert facts.read(settings.DATA).behind_proxy
