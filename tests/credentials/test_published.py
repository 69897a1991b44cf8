"""What is published to check records by: fresh for minutes, open to every site, never stale without being asked."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file, awarded, signing
from tests.foundation.test_fetch import PUBLIC, never, ok, saying, to
from tests.people import factories as people

from skillmark.credentials import actions, checking, documents, queries
from skillmark.credentials.models import StatusList
from skillmark.foundation import signer, sources
from skillmark.foundation.models import SigningKey
from skillmark.foundation.roles import Role
from skillmark.kernel import vc
from skillmark.kernel.vc.frozen import CREDENTIALS_V2
from skillmark.kernel.vc.multibase import did_key

pytestmark = pytest.mark.django_db


def places(where: Bench) -> dict[str, str]:
    status_list = StatusList.objects.across_workspaces().get()
    return {
        f"/status/{status_list.pk}": "application/vc",
        f"/issuers/{where.place.pk}/did.json": "application/did+json",
    }


def unchanged(address: str, **headers: str) -> Any:
    return Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_withdrawal_is_seen_by_whoever_asks_again_and_nobody_may_serve_it_stale() -> None:
    where = bench()
    record = awarded(where)
    address = next(iter(places(where)))
    before = Client().get(address)
    assert vc.verify(before.content, at=NOW).verdict == "valid"
    with signing():
        later = NOW + timedelta(minutes=1)
        actions.revoke(where.program, record_id=record.pk, reason="Wrong rubric.", now=later)
    after = unchanged(address, If_None_Match=before["ETag"], If_Modified_Since=before["Last-Modified"])
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after["Last-Modified"] != before["Last-Modified"]
    assert "must-revalidate" in after["Cache-Control"]


def test_each_says_what_it_is_how_long_it_is_fresh_and_to_every_site() -> None:
    where = bench()
    awarded(where)
    for address, kind in places(where).items():
        whole = Client().get(address)
        assert whole["Content-Type"] == kind
        assert whole["Cache-Control"] == "public, max-age=300, must-revalidate"
        assert whole["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in whole
        head = Client().head(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
        for tag in (whole["ETag"], f'"other", {whole["ETag"]}', f"W/{whole['ETag']}", "*"):
            again = unchanged(address, If_None_Match=tag)
            assert (again.status_code, again.content) == (304, b"")
            assert again["Access-Control-Allow-Origin"] == "*"
            assert again["Cache-Control"] == whole["Cache-Control"]
        assert unchanged(address, If_None_Match='"other"').status_code == 200
        if "Last-Modified" in whole:
            assert unchanged(address, If_Modified_Since=whole["Last-Modified"]).status_code == 304


def test_the_document_of_an_issuer_names_every_key_and_tells_the_one_in_wrong_hands() -> None:
    where = bench()
    record = awarded(where)
    key = SigningKey.objects.get(workspace_id=where.place.pk)
    address = f"/issuers/{where.place.pk}/did.json"
    document = Client().get(address).json()
    assert document["id"] == queries.issuer_did(where.place.pk, "http://localhost:8000")
    assert document["id"].startswith("did:web:localhost%3A8000:issuers:")
    assert document["alsoKnownAs"] == [did_key(bytes(key.public))]
    assert record.award.verification_method.endswith(document["verificationMethod"][0]["publicKeyMultibase"])
    assert document["assertionMethod"] == [document["verificationMethod"][0]["id"]]
    assert "Tideway" not in Client().get(address).content.decode()
    SigningKey.objects.filter(pk=key.pk).update(compromised_from=NOW)
    stolen = Client().get(address).json()
    assert stolen["alsoKnownAs"] == []
    assert stolen["verificationMethod"][0]["revoked"]


def test_a_record_by_the_did_of_the_document_verifies_with_it() -> None:
    """Our own engine reads it as anybody's would: the key stands in it for stating facts."""
    where = bench()
    awarded(where)
    document = queries.issuer_document(where.place.pk)
    keys = vc.KeyDocuments(lambda did: document if did == document["id"] else None)
    key = SigningKey.objects.get(workspace_id=where.place.pk)
    with signing():
        record = vc.issue(
            {
                "@context": [CREDENTIALS_V2],
                "type": ["VerifiableCredential"],
                "issuer": document["id"],
                "validFrom": "2026-01-01T00:00:00Z",
                "credentialSubject": {"id": "urn:x-test:1"},
            },
            sign=lambda data: signer.sign(where.place.pk, key.number, data),
            verification_method=document["assertionMethod"][0],
            created=NOW,
        )
    assert vc.verify(record, at=NOW, keys=keys).verdict == "valid"
    assert vc.verify(record, at=NOW).verdict == "undetermined"


def test_who_never_signed_a_record_has_no_document() -> None:
    where = bench()
    for unknown in (where.place.pk, uuid4()):
        assert Client().get(f"/issuers/{unknown}/did.json").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "http://college.example/record.json", "https://127.0.0.1/record.json", "https://localhost/record.json",
        "https://169.254.169.254/latest/meta-data/", "https://[::ffff:10.0.0.1]/", "https://college.example:22/",
        "https://me:secret@college.example/",
    ],
)  # fmt: skip
def test_no_address_of_our_own_network_is_asked_for_a_record(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.create_connection", never)
    page = Client().post("/check/", {"text": address}).content.decode()
    assert "Nothing could be fetched from this address." in page


def test_a_record_at_a_public_address_is_fetched_and_a_redirect_is_not_followed() -> None:
    document = as_file(Issuer().badge())
    found = checking.brought_from("https://college.example/1", resolver=to(PUBLIC), connector=saying(ok(document)))
    assert found == document
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    for said in (moved, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"):
        assert checking.brought_from("https://college.example/1", resolver=to(PUBLIC), connector=saying(said)) is None
    private = checking.brought_from("https://college.example/1", resolver=to("10.0.0.1"), connector=never)
    assert private is None


def test_the_address_of_a_share_leads_to_what_is_shared() -> None:
    where = bench()
    record = awarded(where)
    _share, secret = actions.share(where.candidate.holder, record_ids=[record.pk], days=7, now=sources.now())
    answer = Client().post("/check/", {"text": f" http://localhost:8000/s/{secret}/ "}, follow=True)
    assert "This record is genuine." in answer.content.decode()


def test_a_picture_with_a_record_inside_says_whose_it_is() -> None:
    record = awarded(bench())
    file = BytesIO(documents.picture(record, "png"))
    file.name = "record.png"
    page = Client().post("/check/", {"file": file}).content.decode()
    assert "It was issued to Rosa Castell." in page
    assert "Ask for a live proof" in page


def test_what_nobody_signed_can_be_asked_about_by_nobody() -> None:
    record = awarded(bench())
    changed = record.document.replace("Rosa Castell", "Rosa Kastell")
    assert "Ask for a live proof" not in Client().post("/check/", {"text": changed}).content.decode()


def test_whoever_is_logged_in_is_told_whether_the_issuer_is_on_her_list() -> None:
    where, issuer = bench(demonstration=False), Issuer()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    text = as_file(issuer.badge()).decode()

    def told(client: Client) -> str:
        return client.post("/check/", {"text": text}).content.decode()

    assert "not on your list" in told(lead.client())
    assert "on your list." not in told(Client())
    assert "on your list." not in told(where.candidate.client()), "who may not see the list learns nothing of it"
    actions.accept_issuer(where.program, issuer=issuer.did, name="Harbor College", now=sources.now())
    assert "Its issuer is on your list." in told(lead.client())
