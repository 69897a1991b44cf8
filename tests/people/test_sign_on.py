"""In through an organisation's own provider: who is let in, how far, and every way to be refused."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from tests.people import factories as make
from tests.people.test_pages import text_of
from tests.support import provider as providers
from tests.support.provider import ADDRESS, CLIENT, ISSUER, SECRET, Provider

from skillmark.foundation.models import AuditRow, Workspace
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Role, holder
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries, sign_on
from skillmark.people.models import Account, Person, RoleGrant, SignOn
from skillmark.people.views import sign_on as views

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with providers.running() as running:
        monkeypatch.setattr(sign_on, "ask", running.ask)
        yield running


@pytest.fixture
def where() -> Workspace:
    return make.workspace()


def set_up(where: Workspace, *, counts: bool = False) -> SignOn:
    operator = make.member(where, Role.OPERATOR, name="Olga Operator").strong
    given = {"issuer": ISSUER, "client_id": CLIENT, "secret": SECRET, "domains": ["harbor.example"]}
    return actions.set_up_sign_on(operator, **given, second_step_counts=counts, now=make.NOW)


def invited(where: Workspace, **values: str) -> Person:
    return make.person(where, "Ana Ruiz", **{"email": ADDRESS} | values)


def begun(row: SignOn) -> tuple[Client, str]:
    """A browser on its way, and where it was sent."""
    client = Client()
    return client, client.get(reverse("people:sign_on_start", args=[row.pk])).headers["Location"]


def came_back(provider: Provider, row: SignOn, client: Client | None = None, **changed: str) -> tuple[Client, Any]:
    ours, sent_to = begun(row)
    answer = provider.log_in(sent_to) | changed
    browser = client or ours
    return browser, browser.get(reverse("people:sign_on_back", args=[row.workspace.slug]), answer)


def refused(answer: Any, sentence: str, status: int = 400) -> None:
    assert answer.status_code == status
    assert sentence in text_of(answer)


def today(where: Workspace) -> str:
    return reverse("house:today", args=[where.slug])


def test_the_operator_sets_it_up_on_a_page_and_her_people_find_it_by_their_address(
    provider: Provider, where: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    operator = make.member(where, Role.OPERATOR)
    page = reverse("people:add_sign_on", args=[where.slug])
    given = {"issuer": ISSUER, "client_id": CLIENT, "secret": SECRET, "domains": "Harbor.example\n"}
    assert "Log in with a second step first" in text_of(operator.client().get(page))
    with caplog.at_level(logging.DEBUG):
        assert operator.client(strong=True).post(page, given).status_code == 302
    shown = text_of(operator.client(strong=True).get(reverse("people:sign_ons", args=[where.slug])))
    row = SignOn.objects.within(operator.actor).get()
    assert ISSUER in shown
    assert SECRET not in shown + caplog.text
    assert SECRET.encode() not in bytes(row.secret)
    assert SECRET not in str(AuditRow.objects.values_list("facts", flat=True))
    found = text_of(Client().post(reverse("people:find_sign_on"), {"address": "ANA@harbor.example"}))
    assert reverse("people:sign_on_start", args=[row.pk]) in found
    other = Client().post(reverse("people:find_sign_on"), {"address": "ana@sub.harbor.example"})
    assert other.status_code == 400
    assert "Work e-mail" in text_of(Client().get("/accounts/login/"))


@pytest.mark.parametrize(
    "issuer", ["http://log-in.example.org", "https://127.0.0.1", "https://u:p@x.example", "https://localhost", "x"]
)
def test_an_address_inside_or_without_https_is_not_asked(
    issuer: str, where: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skillmark.foundation.fetch.connect", lambda *_: pytest.fail("nothing may be asked"))
    operator = make.member(where, Role.OPERATOR).client(strong=True)
    given = {"issuer": issuer, "client_id": CLIENT, "secret": SECRET, "domains": "harbor.example"}
    answer = operator.post(reverse("people:add_sign_on", args=[where.slug]), given)
    assert answer.status_code == 400
    assert SECRET not in answer.content.decode()
    assert not SignOn.objects.across_workspaces().exists()


def test_a_discovery_document_of_another_issuer_or_leading_inside_sets_nothing_up(
    provider: Provider, where: Workspace
) -> None:
    operator = make.member(where, Role.OPERATOR).client(strong=True)
    given = {"issuer": ISSUER, "client_id": CLIENT, "secret": SECRET, "domains": "harbor.example"}
    for wrong in ({"issuer": "https://evil.example"}, {"token_endpoint": "http://10.0.0.1/"}, {"jwks_uri": None}):
        provider.wrong = {"discovery": wrong}
        assert operator.post(reverse("people:add_sign_on", args=[where.slug]), given).status_code == 400
    assert not SignOn.objects.across_workspaces().exists()


def test_a_demonstration_has_no_provider(provider: Provider) -> None:
    with pytest.raises(BadInput):
        set_up(make.workspace(demonstration=True))


def test_who_is_invited_by_that_address_gets_an_account_and_no_role(provider: Provider, where: Workspace) -> None:
    row, her = set_up(where), invited(where)
    before = RoleGrant.objects.across_workspaces().count()
    client, answer = came_back(provider, row)
    assert answer.headers["Location"] == today(where)
    her.refresh_from_db()
    account = Account.objects.get(email=ADDRESS)
    assert (her.account_id, account.has_usable_password()) == (account.pk, False)
    assert RoleGrant.objects.across_workspaces().count() == before
    noted = AuditRow.objects.get(action="people.sign_on.entered")
    assert (noted.account_id, noted.person_id, noted.subject_id) == (account.pk, her.pk, her.pk)
    assert ADDRESS not in str(noted.facts)
    assert client.get(reverse("people:person", args=[where.slug, her.pk])).status_code == 200
    again, _ = came_back(provider, row)
    assert again.get(reverse("people:person", args=[where.slug, her.pk])).status_code == 200
    assert Account.objects.filter(email=ADDRESS).count() == 1


def test_it_lets_nobody_into_another_workspace_or_what_is_hers_alone(provider: Provider, where: Workspace) -> None:
    row, elsewhere = set_up(where), make.workspace()
    account_id = make.account(email=ADDRESS)
    for place in (where, elsewhere):
        her = make.person(place)
        actions.link_account(make.system(place), person_id=her.pk, account_id=account_id, now=make.NOW)
        actions.grant_role(make.system(place), person_id=her.pk, role=Role.WORKER, now=make.NOW)
    client, answer = came_back(provider, row)
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(today(elsewhere)).status_code == 404
    for page in ("/me/", "/me/data/", "/today"):
        refused(client.get(page), "opens with a log-in of your own", 403)
    for page in ("account_email", "account_change_password", "mfa_index", "account_set_password"):
        assert client.get(reverse(page)).headers["Location"].startswith("/accounts/login/"), "not to be taken over"
    assert "Log out" in text_of(client.get(today(where)))
    assert client.post(reverse("people:leave")).status_code == 302
    assert client.get(today(where)).headers["Location"].startswith("/accounts/login/")


def test_a_log_in_before_is_over_and_a_log_in_after_ends_the_entry(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    other = make.member(where, Role.OPERATOR)
    client = other.client(strong=True)
    sent_to = client.get(reverse("people:sign_on_start", args=[row.pk])).headers["Location"]
    client.get(reverse("people:sign_on_back", args=[where.slug]), provider.log_in(sent_to))
    assert client.get(reverse("people:roles", args=[where.slug])).status_code == 403
    password = "a-long-enough-one"
    make.account(email="bo@example.org", password=password)
    client.post("/accounts/login/", {"login": "bo@example.org", "password": password})
    assert client.get("/me/").status_code == 200


def test_another_workspaces_person_is_refused(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(make.workspace())
    make.account(email=ADDRESS)
    _, answer = came_back(provider, row)
    refused(answer, "Nobody with your e-mail address was invited here")


def test_an_account_that_never_confirmed_the_address_is_not_handed_over(provider: Provider, where: Workspace) -> None:
    row, her = set_up(where), invited(where)
    make.account(email=ADDRESS, verified=False, password="a-strangers-password")
    _, answer = came_back(provider, row)
    refused(answer, "was never confirmed")
    her.refresh_from_db()
    assert her.account_id is None


def test_two_people_known_by_one_address_are_neither(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    invited(where)
    refused(came_back(provider, row)[1], "Nobody with your e-mail address")


FORGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def by_another_key(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, FORGER, algorithm="RS256", headers={"kid": "1"})


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none")


def by_the_client_secret(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, SECRET * 3, algorithm="HS256", headers={"kid": "1"})


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email_verified": False}, "has not confirmed"),
        ({"email_verified": "true"}, "has not confirmed"),
        ({"email_verified": None}, "has not confirmed"),
        ({"email": None}, "has not confirmed"),
        ({"email": "ana@elsewhere.example"}, "does not belong to this organisation"),
        ({"email": "ana@evil-harbor.example"}, "does not belong to this organisation"),
        ({"email": "ana@sub.harbor.example"}, "does not belong to this organisation"),
        ({"email": "ana@evil.example@harbor.example.evil"}, "does not belong to this organisation"),
        ({"nonce": "another"}, "belongs to another log-in"),
        ({"nonce": None}, "belongs to another log-in"),
        ({"aud": "another-client"}, "made for another site"),
        ({"aud": [CLIENT, "another-client"]}, "made for another site"),
        ({"iss": "https://evil.example"}, "comes from another provider"),
        ({"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}, "too old"),
    ],
)
def test_what_the_provider_says_must_hold(
    claims: dict[str, Any], sentence: str, provider: Provider, where: Workspace
) -> None:
    row = set_up(where)
    invited(where)
    provider.wrong = {"claims": claims}
    client, answer = came_back(provider, row)
    refused(answer, sentence)
    assert client.get(today(where)).status_code == 302
    assert not Account.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize("forge", [by_another_key, unsigned, by_the_client_secret, lambda claims: "no.token.at-all"])
def test_a_token_that_the_provider_did_not_sign_is_refused(forge: Any, provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    provider.wrong = {"token": forge}
    refused(came_back(provider, row)[1], "not signed by your organisation")


def test_a_public_key_taken_for_a_password_signs_nothing(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    pem = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def confused(claims: dict[str, Any]) -> str:
        import base64
        import hashlib
        import hmac
        import json

        def part(data: bytes) -> bytes:
            return base64.urlsafe_b64encode(data).rstrip(b"=")

        body = part(json.dumps({"alg": "HS256", "kid": "1"}).encode()) + b"." + part(json.dumps(claims).encode())
        return (body + b"." + part(hmac.new(pem, body, hashlib.sha256).digest())).decode()

    provider.wrong = {"token": confused}
    refused(came_back(provider, row)[1], "not signed by your organisation")


def test_an_answer_begun_in_another_browser_or_brought_twice_is_refused(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    refused(came_back(provider, row, client=Client())[1], "not begun in this browser")
    refused(came_back(provider, row, state="another")[1], "not begun in this browser")
    refused(came_back(provider, row, iss="https://evil.example")[1], "not begun in this browser")
    client, sent_to = begun(row)
    brought = provider.log_in(sent_to)
    place = reverse("people:sign_on_back", args=[where.slug])
    assert client.get(place, brought).status_code == 302
    refused(client.get(place, brought), "not begun in this browser")
    assert Client().get(place).status_code == 400


def test_a_code_stolen_from_another_log_in_is_refused_by_its_verifier(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    _, sent_to = begun(row)
    stolen = provider.log_in(sent_to)["code"]
    refused(came_back(provider, row, code=stolen)[1], "does not answer as it should")


def test_whoever_begins_too_often_waits_before_the_provider_is_asked(
    provider: Provider, where: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = set_up(where)
    monkeypatch.setattr(views, "BEGINNINGS", Buckets())
    monkeypatch.setattr(views, "RATE", Rate(burst=2, each_second=0.001))
    start = reverse("people:sign_on_start", args=[row.pk])
    assert [Client().get(start).status_code for _ in range(3)] == [302, 302, 429]


def test_cancelling_there_is_said(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    refused(came_back(provider, row, code="", error="access_denied")[1], "did not finish")


def test_an_ended_provider_lets_nobody_in_and_whoever_is_in_is_out(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    inside, _ = came_back(provider, row)
    waiting, sent_to = begun(row)
    brought = provider.log_in(sent_to)
    operator = make.member(where, Role.OPERATOR).strong
    actions.end_sign_on(operator, sign_on_id=row.pk, now=make.NOW)
    assert inside.get(today(where)).headers["Location"].startswith("/accounts/login/")
    refused(waiting.get(reverse("people:sign_on_back", args=[where.slug]), brought), "was ended here")
    refused(Client().get(reverse("people:sign_on_start", args=[row.pk])), "was ended here")
    assert queries.sign_ons_for(ADDRESS) == []


@pytest.mark.parametrize(
    ("counts", "said", "strong"),
    [
        (True, {"amr": ["pwd", "mfa"]}, True),
        (True, {"acr": "https://refeds.org/profile/mfa"}, True),
        (True, {"amr": ["pwd"]}, False),
        (True, {"amr": "mfa"}, False),
        (True, {}, False),
        (False, {"amr": ["mfa"]}, False),
    ],
)
def test_a_second_step_there_counts_only_where_the_operator_said_so(
    counts: bool, said: dict[str, Any], strong: bool, provider: Provider, where: Workspace
) -> None:
    row = set_up(where, counts=counts)
    her = invited(where)
    actions.grant_role(make.system(where), person_id=her.pk, role=Role.OPERATOR, now=make.NOW)
    provider.claims |= said
    client, _ = came_back(provider, row)
    opened = client.get(reverse("people:sign_ons", args=[where.slug]))
    assert opened.status_code == (200 if strong else 403)


def test_an_erased_person_is_out(provider: Provider, where: Workspace) -> None:
    row, her = set_up(where), invited(where)
    client, _ = came_back(provider, row)
    actions.erase_person(make.member(where, Role.OPERATOR).actor, person_id=her.pk, now=make.NOW)
    assert client.get(today(where)).status_code == 302
    assert not Account.objects.filter(email=ADDRESS).exists()
    refused(came_back(provider, row)[1], "Nobody with your e-mail address")


def test_the_address_it_vouched_for_is_hers_for_a_log_in_of_her_own(provider: Provider, where: Workspace) -> None:
    row = set_up(where)
    invited(where)
    came_back(provider, row)
    account = Account.objects.get(email=ADDRESS)
    assert [person.workspace_id for person in queries.own_persons(holder(account.pk))] == [where.pk]
    asked = Client().post(reverse("account_request_login_code"), {"email": ADDRESS})
    assert asked.status_code == 302
