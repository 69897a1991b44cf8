"""A live proof: whoever holds the record answers just now, once, within minutes, to whoever asked and nobody else."""

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core import signing as cookies
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, awarded, signing
from tests.credentials.test_vcapi import Holder

from skillmark.credentials import actions, queries
from skillmark.credentials.models import LiveProof, SignedRecord
from skillmark.foundation import links, sources
from skillmark.foundation.exposure import UnderAge
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import ANYBODY
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    return bench()


class Verifier:
    """Somebody without a log-in who looks at a record and asks."""

    def __init__(self, about: str = "") -> None:
        self.browser = Client()
        answer = self.browser.post("/check/live/", {"record": about})
        assert answer.status_code == 302, answer.content
        self.page = answer["Location"]
        self.secret = links.secret_of(LiveProof.objects.latest("recorded_at").pk)

    def sees(self) -> str:
        return str(self.browser.get(self.page).content.decode())


def id_of(record: SignedRecord) -> str:
    return str(json.loads(record.document)["id"])


def confirm(where: Bench, secret: str, record: SignedRecord) -> Any:
    return where.candidate.client().post(f"/me/records/prove/{secret}/", {"record": str(record.pk)})


def ask(secret: str, body: Any) -> Any:
    address = f"/api/v1/workflows/live-proof/exchanges/{secret}"
    return Client().post(address, json.dumps(body), content_type="application/json")


def test_she_confirms_with_her_account_and_whoever_asked_sees_it_for_ten_minutes(where: Bench) -> None:
    record = awarded(where)
    checked = Client().post("/check/", {"text": record.document}).content.decode()
    assert f'name="record" value="{id_of(record)}"' in checked
    verifier = Verifier(id_of(record))
    waiting = verifier.sees()
    assert "Nobody has answered yet" in waiting
    assert f"/p/{verifier.secret}/?iuv=1" in waiting
    led = where.candidate.client().get(f"/p/{verifier.secret}/?iuv=1", follow=True).content.decode()
    assert "Say that this record is yours" in led
    assert "do nothing" in led
    assert "You have answered" in confirm(where, verifier.secret, record).content.decode()
    shown = verifier.sees()
    assert "The person who holds this record answered just now" in shown
    assert "This record is genuine." in shown
    assert "Rosa Castell" in shown
    with time_machine.travel(sources.now() + timedelta(minutes=11)):
        late = verifier.browser.get(verifier.page)
    assert (late.status_code, "Rosa" in late.content.decode()) == (410, False)


def test_it_is_answered_once_and_not_after_its_minutes(where: Bench) -> None:
    record = awarded(where)
    verifier = Verifier()
    assert confirm(where, verifier.secret, record).status_code == 200
    assert confirm(where, verifier.secret, record).status_code == 410
    with pytest.raises(NotFound):
        actions.answer_live(where.candidate.holder, secret=verifier.secret, record_id=record.pk, now=sources.now())
    late = Verifier()
    with time_machine.travel(sources.now() + timedelta(minutes=6)):
        assert confirm(where, late.secret, record).status_code == 410
        assert late.browser.get(late.page).status_code == 410
    assert LiveProof.objects.get(digest=links.digest(late.secret)).answered_at is None


def test_somebody_elses_record_and_another_record_answer_nothing(where: Bench) -> None:
    record = awarded(where)
    other = bench()
    foreign = awarded(other)
    verifier = Verifier(id_of(foreign))
    page = where.candidate.client().get(f"/me/records/prove/{verifier.secret}/").content.decode()
    assert "does not hold" in page
    for chosen in (record, foreign):
        with pytest.raises(NotFound):
            actions.answer_live(where.candidate.holder, secret=verifier.secret, record_id=chosen.pk, now=sources.now())
    assert "Nobody has answered yet" in verifier.sees()


def test_only_the_browser_that_asked_sees_the_answer(where: Bench) -> None:
    record = awarded(where)
    verifier = Verifier()
    confirm(where, verifier.secret, record)
    stranger = Client()
    for cookie in ("", verifier.page, cookies.TimestampSigner(salt="other").sign(verifier.page.split("/")[-2])):
        stranger.cookies["proof"] = cookie
        answer = stranger.get(verifier.page)
        assert (answer.status_code, "Rosa" in answer.content.decode()) == (410, False)
    lead = where.first.client().get(verifier.page)
    assert lead.status_code == 410
    assert where.candidate.client().get(f"/p/{verifier.secret}/", follow=True).status_code == 410


def test_a_withdrawn_record_is_answered_for_and_told_as_withdrawn(where: Bench) -> None:
    record = awarded(where)
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Wrong rubric.", now=sources.now())
    verifier = Verifier(id_of(record))
    confirm(where, verifier.secret, record)
    assert "The issuer has withdrawn this record." in verifier.sees()


def test_nobody_under_18_is_shown(where: Bench) -> None:
    record = awarded(where)
    verifier = Verifier(id_of(record))
    people_actions.state_age(
        where.candidate.actor, person_id=where.candidate.person_id, born_on=date(2025, 1, 1), under_18=None,
        now=sources.now(),
    )  # fmt: skip
    refused = confirm(where, verifier.secret, record)
    assert (refused.status_code, "under 18" in refused.content.decode()) == (400, True)
    with pytest.raises(UnderAge):
        actions.answer_live(where.candidate.holder, secret=verifier.secret, record_id=record.pk, now=sources.now())
    assert "Nobody has answered yet" in verifier.sees()


def test_known_to_be_under_18_after_she_answered_she_is_shown_no_more(where: Bench) -> None:
    record = awarded(where)
    verifier = Verifier(id_of(record))
    confirm(where, verifier.secret, record)
    people_actions.state_age(
        where.candidate.actor, person_id=where.candidate.person_id, born_on=date(2025, 1, 1), under_18=None,
        now=sources.now(),
    )  # fmt: skip
    assert "Rosa" not in verifier.sees()


def test_a_changed_surname_is_flagged_and_never_failed(where: Bench) -> None:
    record = awarded(where)
    Person.objects.across_workspaces().filter(pk=where.candidate.person_id).update(name="Rosa Marín")
    verifier = Verifier(id_of(record))
    confirm(where, verifier.secret, record)
    shown = verifier.sees()
    assert "This record is genuine." in shown
    assert "goes by Rosa Marín now" in shown


def test_a_wallet_answers_with_the_key_that_the_record_names() -> None:
    holder = Holder()
    badge = Issuer().badge(subject_id=holder.did, now=NOW)
    verifier = Verifier(badge["id"])
    place = Client().get(f"/p/{verifier.secret}/?iuv=1", headers={"Accept": "application/json"}).json()
    assert place["protocols"]["vcapi"].endswith(f"/api/v1/workflows/live-proof/exchanges/{verifier.secret}")
    wanted = ask(verifier.secret, {}).json()["verifiablePresentationRequest"]
    shown = holder.presents(badge, wanted["challenge"], wanted["domain"])
    assert ask(verifier.secret, {"verifiablePresentation": shown}).status_code == 200
    page = verifier.sees()
    assert "A wallet answered, with the key that the record names." in page
    assert "Harbor College" in page
    assert ask(verifier.secret, {"verifiablePresentation": shown}).status_code == 404, "replayed"
    again = Verifier(badge["id"])
    replayed = ask(again.secret, {"verifiablePresentation": shown})
    assert (replayed.status_code, "Nobody has answered" in again.sees()) == (422, True)


def wanted_of(verifier: Verifier) -> dict[str, Any]:
    """The authorization request as a wallet reads it from the link on the page."""
    (link,) = re.findall(r'href="(openid4vp://[^"]+)"', verifier.sees())
    return dict(parse_qsl(urlsplit(unescape(link)).query))


def post(wanted: dict[str, Any], token: Any) -> Any:
    text = token if isinstance(token, str) else json.dumps(token)
    return Client().post(urlsplit(wanted["response_uri"]).path, {"vp_token": text})


def test_a_wallet_answers_by_openid4vp_what_the_query_asks_for() -> None:
    holder = Holder()
    badge = Issuer().badge(subject_id=holder.did, now=NOW)
    verifier = Verifier(badge["id"])
    wanted = wanted_of(verifier)
    assert (wanted["response_type"], wanted["response_mode"]) == ("vp_token", "direct_post")
    assert wanted["client_id"] == f"redirect_uri:{wanted['response_uri']}"
    (query,) = json.loads(wanted["dcql_query"])["credentials"]
    assert (query["format"], query["meta"]["type_values"][0][1].rsplit("#")[1]) == ("ldp_vc", "OpenBadgeCredential")
    shown = holder.presents(badge, wanted["nonce"], wanted["client_id"])
    assert post(wanted, {query["id"]: [shown]}).status_code == 200
    assert "A wallet answered, with the key that the record names." in verifier.sees()
    assert post(wanted, {query["id"]: [shown]}).status_code == 400, "replayed"
    again = Verifier(badge["id"])
    assert post(wanted_of(again), {query["id"]: [shown]}).status_code == 400, "for another challenge"


@pytest.mark.parametrize("how", ["nonce", "domain", "no json", "another query", "two", "twice", "bare"])
def test_a_wallet_that_answers_openid4vp_otherwise_answers_nothing(how: str) -> None:
    holder = Holder()
    badge = Issuer().badge(subject_id=holder.did, now=NOW)
    verifier = Verifier(badge["id"])
    wanted = wanted_of(verifier)
    shown = holder.presents(badge, wanted["nonce"], wanted["client_id"])
    token: Any = {
        "nonce": {"record": [holder.presents(badge, "another", wanted["client_id"])]},
        "domain": {"record": [holder.presents(badge, wanted["nonce"], queries.domain())]},
        "no json": "record",
        "another query": {"badge": [shown]},
        "two": {"record": [shown, shown]},
        "twice": json.dumps({"record": [shown]})[:-1] + ', "record": []}',
        "bare": shown,
    }[how]
    refused = post(wanted, token)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_request")
    assert "Nobody has answered yet." in verifier.sees()


@pytest.mark.parametrize("how", ["challenge", "domain", "foreign", "another", "changed", "stranger's key", "two"])
def test_a_wallet_that_answers_otherwise_answers_nothing(how: str) -> None:
    holder, badge = Holder(), Issuer().badge(subject_id=Holder().did)
    proof = actions.ask_live(ANYBODY, about=badge["id"], now=sources.now())
    challenge, domain = queries.challenge_of(proof), queries.domain()
    shown = holder.presents(badge, challenge, domain)
    if how == "challenge":
        shown = holder.presents(badge, "another", domain)
    elif how == "domain":
        shown = holder.presents(badge, challenge, "bank.example")
    elif how == "foreign":
        shown = holder.presents(Issuer().badge(subject_id="urn:applicant:TW-001"), challenge, domain)
    elif how == "another":
        shown = holder.presents(Issuer().badge(subject_id=holder.did), challenge, domain)
    elif how == "changed":
        shown["verifiableCredential"][0]["name"] = "Welding"
    elif how == "stranger's key":
        shown["proof"]["proofValue"] = holder.presents(badge, "another", domain)["proof"]["proofValue"]
    else:
        shown["verifiableCredential"].append(badge)
    with pytest.raises(BadInput):
        actions.answer_by_wallet(ANYBODY, secret=links.secret_of(proof.pk), presentation=shown, now=sources.now())
    proof.refresh_from_db()
    assert (proof.answered_at, proof.sealed) == (None, None)


def test_nothing_of_it_is_kept_for_long_and_no_chain_tells_of_it(where: Bench) -> None:
    record = awarded(where)
    rows = AuditRow.objects.count()
    verifier = Verifier(id_of(record))
    confirm(where, verifier.secret, record)
    kept = LiveProof.objects.get()
    assert AuditRow.objects.count() == rows
    assert id_of(record) not in kept.asked
    assert verifier.secret not in kept.digest
    actions.ask_live(ANYBODY, now=sources.now() + timedelta(minutes=31))
    assert LiveProof.objects.filter(pk=kept.pk).count() == 0


def test_what_a_wallet_presented_is_sealed_in_the_database() -> None:
    holder = Holder()
    badge = Issuer().badge(subject_id=holder.did, name="Seals of Harbor")
    proof = actions.ask_live(ANYBODY, now=sources.now())
    shown = holder.presents(badge, queries.challenge_of(proof), queries.domain())
    actions.answer_by_wallet(ANYBODY, secret=links.secret_of(proof.pk), presentation=shown, now=sources.now())
    proof.refresh_from_db()
    assert b"Harbor" not in bytes(proof.sealed or b"")
    assert queries.answer_to(proof)["name"] == "Seals of Harbor"


def test_erased_with_her_the_answer_is_gone(where: Bench) -> None:
    record = awarded(where)
    verifier = Verifier(id_of(record))
    confirm(where, verifier.secret, record)
    people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=sources.now())
    assert LiveProof.objects.count() == 0
    assert "Rosa" not in verifier.sees()


def test_without_a_log_in_she_is_led_to_it_and_back() -> None:
    verifier = Verifier()
    first = Client().get(f"/p/{verifier.secret}/?iuv=1")
    assert re.fullmatch(r"/me/records/prove/[\w-]+/", first["Location"])
    second = Client().get(first["Location"])
    assert second.status_code == 302
    assert "next=" in second["Location"]
