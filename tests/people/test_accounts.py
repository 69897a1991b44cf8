import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from tests.people import factories as make

from skillmark.foundation import audit
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role, holder
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.actions.accounts import AlreadyLinked
from skillmark.people.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-one"


@pytest.fixture(autouse=True)
def our_adapter(settings: Any) -> None:
    settings.ACCOUNT_ADAPTER = "skillmark.people.adapter.AccountAdapter"


def log_in(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password})


def test_an_account_is_entered_by_e_mail_address_and_password() -> None:
    make.account(email="Ana@Example.org", password=PASSWORD)
    client = Client()
    assert log_in(client, "ana@example.org").status_code == 302
    assert client.session["strong_login"] is False
    assert client.get("/me/").status_code == 200


def test_a_wrong_password_says_so_and_nothing_more() -> None:
    make.account(email="ana@example.org", password=PASSWORD)
    known, unknown = log_in(Client(), "ana@example.org", "x" * 12), log_in(Client(), "bo@example.org", "x" * 12)
    assert known.status_code == unknown.status_code == 200
    sentences = [re.findall(r"error-message[^>]*>(.*?)</p>", page.content.decode(), re.S) for page in (known, unknown)]
    assert sentences[0] == sentences[1]


def test_an_account_may_have_a_phone_number_alone(settings: Any) -> None:
    settings.ACCOUNT_LOGIN_METHODS = {"email", "phone"}
    actions.open_account(name="Ana", phone="+1 (555) 010-2233", password=PASSWORD, now=make.NOW)
    client = Client()
    assert log_in(client, "+15550102233").status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_second_step_makes_the_log_in_strong() -> None:
    account = Account.objects.get(pk=make.account(email="ana@example.org", password=PASSWORD))
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    client = Client()
    assert log_in(client, "ana@example.org").headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/me/").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.session["strong_login"] is True
    assert Authenticator.objects.filter(user=account).exists()


def test_a_stranger_is_asked_to_log_in_and_comes_back() -> None:
    where = make.workspace()
    response = Client().get(f"/w/{where.slug}/people/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next=%2Fw%2F{where.slug}%2Fpeople%2F"


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
def test_pages_before_the_log_in_are_in_our_look(page: str) -> None:
    shown = Client().get(reverse(page)).content.decode()
    assert 'class="masthead' in shown
    assert "govuk-button" in shown
    assert shown.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*(src=|application/json))[^>]*>", shown)


@pytest.mark.parametrize("page", ["mfa_index", "account_email", "account_change_password", "account_logout"])
def test_pages_of_the_own_log_in_are_in_our_look(page: str) -> None:
    member = make.member(make.workspace())
    shown = member.client().get(reverse(page), follow=True).content.decode()
    assert 'class="masthead' in shown
    assert shown.count("<h1") == 1


def test_log_in_speaks_spanish() -> None:
    shown = Client().get(reverse("account_login"), headers={"accept-language": "es"}).content.decode()
    assert "Entrar con una llave de acceso" in shown
    assert "Log in" not in shown


def test_an_invitation_is_for_the_proved_address_alone() -> None:
    where = make.workspace("invites")
    invited = make.person(where, "Ana Ruiz", email="ana@example.org")
    unproved = holder(make.account(email="bo@example.org", verified=False))
    make.person(where, "Bo Berg", email="bo@example.org")
    assert queries.own_invitations(unproved) == []
    ana = make.Member(invited.pk, make.account(email="ana@example.org"), where.slug)
    client = ana.client()
    assert "Invites" in client.get("/me/").content.decode()
    joining = reverse("people:accept_invitation", args=[invited.pk])
    assert client.post(joining).status_code == 302
    assert ana.actor.person_id == invited.pk
    assert client.post(joining).status_code == 404
    with pytest.raises(NotFound):
        actions.accept_invitation(unproved, person_id=invited.pk, now=make.NOW)


def test_the_holder_ends_the_link_and_is_a_stranger_again() -> None:
    where = make.workspace()
    ana, bo = make.member(where, Role.WORKER), make.member(where, Role.WORKER)
    with pytest.raises(NotFound):
        actions.end_link(bo.holder, person_id=ana.person_id, now=make.NOW)
    assert ana.client().post(reverse("people:end_link", args=[ana.person_id])).status_code == 302
    with pytest.raises(NotFound):
        _ = ana.actor
    assert ana.client().get(f"/w/{where.slug}/people/").status_code == 404


def test_one_account_is_one_person_of_a_workspace() -> None:
    where = make.workspace()
    ana, other = make.member(where), make.person(where, "Bo Berg")
    with pytest.raises(AlreadyLinked):
        actions.link_account(make.system(where), person_id=other.pk, account_id=ana.account_id, now=make.NOW)
    with pytest.raises(AlreadyLinked):
        actions.link_account(make.system(where), person_id=ana.person_id, account_id=make.account(), now=make.NOW)


def test_everything_held_is_shown_to_her_workspace_by_workspace() -> None:
    where = make.workspace("first")
    persons = actions.import_applicants(make.system(where), applicants=[make.applicant()], now=make.NOW)
    actions.import_demographics(make.system(where), rows=[("A-1", "sex", "female")], now=make.NOW)
    account_id = make.account("Nadia")
    actions.link_account(make.system(where), person_id=persons["A-1"].pk, account_id=account_id, now=make.NOW)
    nadia = make.Member(persons["A-1"].pk, account_id, where.slug)
    other = make.workspace("second")
    actions.link_account(make.system(other), person_id=make.person(other).pk, account_id=account_id, now=make.NOW)
    shown = nadia.client().get("/me/data/").content.decode()
    for held in ("First", "Second", "49-9071.00", "22.50", "female", "A-1", "2.A.1.c"):
        assert held in shown
    stranger = make.member(make.workspace())
    assert "49-9071.00" not in stranger.client().get("/me/data/").content.decode()


def test_the_language_is_hers_on_pages_and_in_messages() -> None:
    where = make.workspace()
    ana = make.member(where)
    client = ana.client()
    client.post(reverse("people:own_language"), {"language": "es"})
    actions.grant_role(make.system(where), person_id=ana.person_id, role=Role.ASSESSOR, now=make.NOW)
    shown = client.get("/me/").content.decode()
    assert "Tiene un papel nuevo: Supervisor o evaluador de tareas." in shown
    assert queries.own_account(ana.holder).language == "es"


def test_a_language_changed_in_two_workspaces_stands_in_the_chain_of_each() -> None:
    here, there = make.workspace(), make.workspace()
    ana = make.member(here)
    other = make.person(there)
    actions.link_account(make.system(there), person_id=other.pk, account_id=ana.account_id, now=make.NOW)
    actions.set_language(ana.holder, language="es", now=make.NOW)
    for where, person_id in ((here, ana.person_id), (there, other.pk)):
        row = AuditRow.objects.filter(workspace_id=where.pk, action="people.person.language_set").get()
        assert (row.subject_id, row.account_id) == (person_id, ana.account_id)
        assert audit.check(where.pk) is None
    with pytest.raises(ValueError, match="xx"):
        actions.set_language(ana.holder, language="xx", now=make.NOW)


def test_each_session_remembers_only_its_own_strength() -> None:
    make.account(email="ana@example.org", password=PASSWORD)
    client = Client()
    log_in(client, "ana@example.org")
    assert Session.objects.get().get_decoded()["strong_login"] is False


def test_our_templates_stand_before_those_of_the_library() -> None:
    from django.template.loader import get_template

    for name in ("allauth/layouts/base.html", "account/login.html", "mfa/webauthn/snippets/scripts.html"):
        origin = Path(get_template(name).template.origin.name)  # type: ignore[attr-defined]
        assert "skillmark" in origin.parts
