"""Endorsements and second signatures, as whoever asks, whoever answers and whoever checks meets them."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.assessment.factories import NOW, bench
from tests.credentials.factories import Issuer, achievement, as_file, awarded, signing
from tests.credentials.test_partners import agreed, asked, given, operator, partner, statement
from tests.people import factories as people

from skillmark.credentials import actions
from skillmark.credentials.models import Endorsement, PartnerAsk
from skillmark.credentials.partners import Kind
from skillmark.foundation import actions as foundation
from skillmark.foundation import sources
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db
SAID = {
    "scope": "Fitting pump seals",
    "accreditation": "Accredited by the State Board, number 17",
    "accreditation_address": "https://board.example/17",
}


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: NOW)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_from_the_question_to_what_everybody_sees_and_back() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    base = f"/w/{where.place.slug}/records/partners/"
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale").client()
    sent = lead.post(
        f"{base}ask/",
        {"organisation": "Harbor Board", "person": str(her.person_id), "kind": "endorse", "achievement": str(earned.pk),
         "starts_day": "2", "starts_month": "3", "starts_year": "2026",
         "ends_day": "1", "ends_month": "3", "ends_year": "2027"},
    )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    ask = PartnerAsk.objects.within(where.program).get()
    answering = f"{base}{ask.pk}/"
    assert answering in text(her.client(), f"/w/{where.place.slug}/")
    assert "Sign the endorsement" in text(her.client(), answering)
    assert "required" in her.client().post(answering, {}).content.decode()
    with signing():
        assert her.client().post(answering, SAID).status_code == 302
    row = Endorsement.objects.within(where.program).get()
    record = awarded(where, earned=earned)
    shown = f"/w/{where.place.slug}/records/{record.pk}/"
    for address in (base, shown, f"/w/{where.place.slug}/records/earn/"):
        page = text(lead, address)
        assert "Endorsed by Harbor Board until March 1, 2027" in page, address
        assert "Checked just now" in page
    document = json.loads(Client().get(f"/endorsements/{row.pk}").content)
    assert document["issuer"]["name"] == "Harbor Board"
    checked = Client().post("/check/", {"text": json.dumps(document)}).content.decode()
    assert "It is an endorsement by Harbor Board" in checked
    assert "never about a person" in checked
    assert her.client().post(f"{base}endorsements/{row.pk}/withdraw/").status_code == 302
    with signing():
        actions.publish(where.program, list_id=row.place.status_list_id, now=NOW)
    assert "Withdrawn" in text(lead, shown)


def test_a_share_says_who_stands_behind_what_it_shows() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    given(where, her, asked(where, her, earned=earned))
    record = awarded(where, earned=earned)
    made, secret = actions.share(where.candidate.holder, record_ids=[record.pk], days=7, now=NOW)
    browser = Client()
    browser.get(f"/s/{secret}/")
    assert "Endorsed by Harbor Board until" in text(browser, f"/shared/{made.pk}/")


def test_both_who_certify_are_said_wherever_the_record_is_checked() -> None:
    where = bench()
    earned = achievement(where)
    agreed(where, earned)
    record = awarded(where, earned=earned)
    said = "Harbor Board certifies it too: its own signature in the record was checked."
    assert said in Client().post("/check/", {"text": record.document}).content.decode()
    assert said in text(where.candidate.client(), f"/me/records/{record.pk}/")
    answer = Client().post(
        "/api/v1/records/verify", json.dumps({"record": record.document}), content_type="application/json"
    )
    assert [one["stands"] for one in answer.json()["endorsements"]] == [True]


def test_agreeing_to_certify_is_one_button_and_either_side_ends_it() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    ask = asked(where, her, Kind.CERTIFY, earned)
    base = f"/w/{where.place.slug}/records/partners/"
    assert "Agree to certify it together" in text(her.client(), f"{base}{ask.pk}/")
    with signing():
        assert her.client().post(f"{base}{ask.pk}/").status_code == 302
    assert "Agreed" in text(her.client(), base)
    assert her.client().post(f"{base}{ask.pk}/end/").status_code == 302
    assert PartnerAsk.objects.within(where.program).get().ended_at == NOW


def test_what_somebody_else_was_asked_is_not_there() -> None:
    where = bench()
    her, other = partner(where), partner(where)
    ask = asked(where, her)
    base = f"/w/{where.place.slug}/records/partners/"
    assert "To endorse us as an issuer." not in text(other.client(), base)
    text(other.client(), f"{base}{ask.pk}/", 404)


def test_a_file_from_elsewhere_is_kept_or_refused_in_a_sentence() -> None:
    where = bench()
    earned, by = achievement(where), Issuer(3)
    lead = people.member(where.place, Role.TALENT_LEAD).client()
    address = f"/w/{where.place.slug}/records/partners/bring/"
    good = statement(earned.pk.urn, by)
    bad = json.loads(json.dumps(good))
    bad["credentialSubject"]["endorsementComment"] = "The best there is."

    def sent(document: dict[str, object]) -> object:
        return lead.post(address, {"file": SimpleUploadedFile("endorsement.json", as_file(document))})

    assert "This endorsement is not in order" in sent(bad).content.decode()  # type: ignore[attr-defined]
    assert "There is no endorsement in this file." in sent(by.badge()).content.decode()  # type: ignore[attr-defined]
    assert sent(good).status_code == 302  # type: ignore[attr-defined]
    assert "Endorsed by Harbor College" in text(lead, f"/w/{where.place.slug}/records/earn/")


def test_a_second_signature_by_a_key_that_was_in_other_hands_is_told() -> None:
    where = bench()
    earned = achievement(where)
    agreed(where, earned)
    record = awarded(where, earned=earned)
    (number,) = record.award.partner_keys
    with signing():
        foundation.mark_compromised(operator(where), number=number, since=NOW - timedelta(days=1), now=NOW)
    told = Client().post("/check/", {"text": record.document}).content.decode()
    assert "It carries a signature of Harbor Board whose key was in other hands by then." in told
    assert "certifies it too" not in told
