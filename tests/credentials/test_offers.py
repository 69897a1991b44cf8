"""A record goes into its holder's wallet by OpenID4VCI: offered by her, changed for a token once, fetched once."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import awarded

from skillmark.credentials.actions.offering import MOST_MISSES
from skillmark.credentials.models import SignedRecord, WalletOffer
from skillmark.foundation import sources
from skillmark.foundation.models import AuditRow
from skillmark.kernel import vc
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


@pytest.fixture
def where() -> Bench:
    return bench()


class Wallet:
    """An app that follows what the offer and the metadata say, and knows no address of ours beside."""

    def __init__(self, page: str) -> None:
        link = unescape(re.findall(r'href="(openid-credential-offer:[^"]+)"', page)[0])
        self.offer = json.loads(parse_qs(urlsplit(link).query)["credential_offer"][0])
        self.pin = re.findall(r"<strong>(\d{6})</strong>", page)[0]
        issuer = self.offer["credential_issuer"]
        self.issuer = self.get(f"{issuer}/.well-known/openid-credential-issuer")
        self.server = self.get(f"{issuer}/.well-known/oauth-authorization-server")

    def get(self, address: str) -> Any:
        return Client().get(urlsplit(address).path).json()

    def ask_token(self, **other: str) -> Any:
        code = self.offer["grants"][GRANT]["pre-authorized_code"]
        given = {"grant_type": GRANT, "pre-authorized_code": code, "tx_code": self.pin} | other
        return Client(enforce_csrf_checks=True).post(urlsplit(self.server["token_endpoint"]).path, given)

    def ask_credential(self, token: str, kind: str = "") -> Any:
        wanted = {"credential_configuration_id": kind or self.offer["credential_configuration_ids"][0]}
        return Client(enforce_csrf_checks=True).post(
            urlsplit(self.issuer["credential_endpoint"]).path, wanted, content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip


def offered(where: Bench, record: SignedRecord) -> Wallet:
    return Wallet(where.candidate.client().post(f"/me/records/{record.pk}/wallet/").content.decode())


def test_a_wallet_gets_the_record_as_it_was_signed_and_once(where: Bench) -> None:
    record = awarded(where)
    wallet = offered(where, record)
    kind = wallet.issuer["credential_configurations_supported"][wallet.offer["credential_configuration_ids"][0]]
    assert (kind["format"], wallet.server["issuer"]) == ("ldp_vc", wallet.issuer["credential_issuer"])
    answer = wallet.ask_token()
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "no-store"
    token = answer.json()["access_token"]
    got = wallet.ask_credential(token)
    document = got.json()["credentials"][0]["credential"]
    assert document == json.loads(record.document)
    assert vc.verify(document, at=NOW).verdict == "valid"
    again = wallet.ask_credential(token)
    assert (again.status_code, again.json()) == (401, {"error": "invalid_token"})


def test_a_code_is_used_once_and_not_after_its_minutes(where: Bench) -> None:
    record = awarded(where)
    wallet = offered(where, record)
    assert wallet.ask_token().status_code == 200
    replayed = wallet.ask_token()
    assert (replayed.status_code, replayed.json()) == (400, {"error": "invalid_grant"})
    late = offered(where, record)
    with time_machine.travel(sources.now() + timedelta(minutes=11)):
        assert late.ask_token().json() == {"error": "invalid_grant"}
    other = offered(where, record)
    token = other.ask_token().json()["access_token"]
    with time_machine.travel(sources.now() + timedelta(minutes=11)):
        assert other.ask_credential(token).status_code == 401


def test_a_newer_offer_ends_the_one_before(where: Bench) -> None:
    record = awarded(where)
    first = offered(where, record)
    offered(where, record)
    assert first.ask_token().json() == {"error": "invalid_grant"}


def test_whoever_saw_the_code_and_not_the_number_gets_nothing_and_cannot_try_them_all(where: Bench) -> None:
    wallet = offered(where, awarded(where))
    wrong = f"{(int(wallet.pin) + 1) % 10**6:06}"
    for _ in range(MOST_MISSES):
        assert wallet.ask_token(tx_code=wrong).json() == {"error": "invalid_grant"}
    assert wallet.ask_token().json() == {"error": "invalid_grant"}
    assert wallet.ask_token(tx_code="").json() == {"error": "invalid_request"}
    assert wallet.ask_token(grant_type="authorization_code").json() == {"error": "unsupported_grant_type"}


def test_a_wrong_token_or_another_kind_fetches_nothing(where: Bench) -> None:
    wallet = offered(where, awarded(where))
    for token in ("", "none", wallet.offer["grants"][GRANT]["pre-authorized_code"]):
        refused = wallet.ask_credential(token)
        assert refused.status_code == 401
        assert "invalid_token" in refused["WWW-Authenticate"]
    token = wallet.ask_token().json()["access_token"]
    assert wallet.ask_credential(token, "Passport").json() == {"error": "unknown_credential_configuration"}
    for body in ("[]", "{", '{"credential_configuration_id": 1}'):
        answer = Client().post("/wallets/credential", body, content_type="application/json")
        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_credential_request"})
    assert wallet.ask_credential(token).status_code == 200


def test_nobody_offers_somebody_elses_record(where: Bench) -> None:
    record = awarded(where)
    assert where.first.client().post(f"/me/records/{record.pk}/wallet/").status_code == 404
    assert WalletOffer.objects.count() == 0


def test_no_secret_is_kept_no_chain_tells_of_it_and_erased_with_her_it_is_gone(where: Bench) -> None:
    record = awarded(where)
    rows = AuditRow.objects.count()
    wallet = offered(where, record)
    token = wallet.ask_token().json()["access_token"]
    kept = WalletOffer.objects.get()
    for secret in (wallet.offer["grants"][GRANT]["pre-authorized_code"], wallet.pin, token):
        assert secret not in (kept.code, kept.pin, kept.token)
    assert AuditRow.objects.count() == rows
    people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=sources.now())
    assert WalletOffer.objects.count() == 0
    assert wallet.ask_credential(token).status_code == 401
