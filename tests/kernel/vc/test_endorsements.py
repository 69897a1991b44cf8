"""Endorsements that a record carries are judged by themselves, and never change what the record comes to."""

import copy
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.assessment.factories import NOW
from tests.credentials.factories import Issuer

from skillmark.kernel import vc
from skillmark.kernel.vc.endorsing import N_QUADS, record_digest
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.status import status_entry, status_list_document

ACHIEVEMENT = "urn:uuid:5b2f0c9e-0f0e-4a53-9d0a-3d6c1f0e8a11"
HARBOR, BOARD = Issuer(1), Issuer(2)


def statement(subject_id: str, by: Issuer = BOARD, **more: Any) -> dict[str, Any]:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": uuid4().urn,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": by.did, "type": ["Profile"], "name": "Harbor Board"},
        "validFrom": "2026-01-05T00:00:00Z",
        "credentialSubject": {"id": subject_id, "type": ["EndorsementSubject"], "endorsementComment": "We know it."},
        **more,
    }


def unsigned() -> dict[str, Any]:
    badge = HARBOR.badge()
    del badge["proof"]
    return badge


def certified(badge: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The co-certification of a record that is not signed yet."""
    digest = record_digest(badge, vc.canonicalize)
    pinned = {"id": badge["id"], "digestSRI": digest, "mediaType": N_QUADS}
    return BOARD.signed(statement(badge["id"], relatedResource=[pinned]) | more)


def judged(document: dict[str, Any], **options: Any) -> vc.Verdict:
    return vc.verify(json.dumps(document).encode(), at=NOW, **options)


def only(document: dict[str, Any], **options: Any) -> vc.Endorsed:
    verdict = judged(document, **options)
    assert verdict.verdict == "valid", verdict.reason()
    (found,) = verdict.endorsements
    return found


def test_two_signatures_stand_on_one_record() -> None:
    badge = unsigned()
    found = only(HARBOR.signed(badge | {"endorsement": [certified(badge)]}))
    assert (found.about, found.whole, found.stands, found.name) == ("record", True, True, "Harbor Board")
    assert found.issuer == BOARD.did


def test_an_endorsement_verifies_on_its_own() -> None:
    assert judged(BOARD.signed(statement(ACHIEVEMENT))).verdict == "valid"


@pytest.mark.parametrize("missing", ["credentialSubject", "issuer", "validFrom"])
def test_an_endorsement_has_its_parts(missing: str) -> None:
    given = BOARD.signed(statement(ACHIEVEMENT))
    del given[missing]
    assert judged(given).verdict == "invalid"


def test_a_certification_of_another_record_certifies_nothing_here() -> None:
    one, other = unsigned(), unsigned()
    found = only(HARBOR.signed(other | {"endorsement": [certified(one)]}))
    assert (found.about, found.stands) == ("other", False)


def test_what_was_changed_after_the_second_signature_is_not_what_was_certified() -> None:
    badge = unsigned()
    second = certified(badge)
    found = only(HARBOR.signed(badge | {"name": "Something grander", "endorsement": [second]}))
    assert (found.verdict.verdict, found.whole, found.stands) == ("valid", False, False)


def test_a_certification_that_pins_nothing_certifies_nothing() -> None:
    badge = unsigned()
    found = only(HARBOR.signed(badge | {"endorsement": [BOARD.signed(statement(badge["id"]))]}))
    assert (found.whole, found.stands) == (False, False)


def test_an_altered_endorsement_is_told_and_the_record_is_what_it_was() -> None:
    badge = unsigned()
    second = certified(badge)
    second["credentialSubject"]["endorsementComment"] = "We never said so."
    found = only(HARBOR.signed(badge | {"endorsement": [second]}))
    assert (found.verdict.verdict, found.verdict.reason().code) == ("invalid", "signature_wrong")
    assert not found.stands


def test_nobody_adds_an_endorsement_after_the_issuer_has_signed() -> None:
    badge = HARBOR.signed(unsigned())
    assert judged(copy.deepcopy(badge) | {"endorsement": [certified(badge)]}).verdict == "invalid"


def test_a_signer_whose_key_nobody_has_is_undetermined_and_does_not_stand() -> None:
    stranger = statement(ACHIEVEMENT)
    stranger["issuer"]["id"] = "did:web:board.example"
    signed = vc.issue(stranger, sign=BOARD.key.sign, verification_method="did:web:board.example#key-1", created=NOW)
    badge = unsigned()
    badge["credentialSubject"]["achievement"]["endorsement"] = [signed]
    found = only(HARBOR.signed(badge))
    assert (found.about, found.verdict.verdict, found.stands) == ("achievement", "undetermined", False)


def test_an_endorsement_that_ended_is_told_so() -> None:
    badge = unsigned()
    badge["issuer"]["endorsement"] = [BOARD.signed(statement(HARBOR.did, validUntil="2026-02-01T00:00:00Z"))]
    found = only(HARBOR.signed(badge))
    assert (found.about, found.verdict.reason().code, found.stands) == ("issuer", "expired", False)


def test_a_withdrawn_endorsement_does_not_stand() -> None:
    address, place = "https://board.example/status/1", 94
    statuses = vc.StatusList.empty().with_set(place)
    listed = BOARD.signed(
        status_list_document(statuses, address=address, issuer=BOARD.did, valid_from=NOW - timedelta(days=1))
    )
    entry = status_entry(list_address=address, index=place)
    badge = unsigned()
    badge["endorsement"] = [BOARD.signed(statement(ACHIEVEMENT, credentialStatus=entry))]
    lists = vc.StatusLists({address: json.dumps(listed).encode()}.get)
    found = only(HARBOR.signed(badge), status=lists)
    assert (found.verdict.reason().code, found.stands) == ("revoked", False)


def test_more_than_are_looked_at_do_no_harm() -> None:
    badge = unsigned()
    badge["endorsement"] = [BOARD.signed(statement(ACHIEVEMENT)) for _ in range(17)]
    assert len(judged(HARBOR.signed(badge)).endorsements) <= 16


def test_the_published_form_names_who_and_of_what() -> None:
    badge = unsigned()
    said = judged(HARBOR.signed(badge | {"endorsement": [certified(badge)]})).as_dict("it")
    assert said["endorsements"] == [
        {"issuer": BOARD.did, "name": "Harbor Board", "about": "record", "verdict": "valid", "code": "proof_ok",
         "whole": True, "stands": True}
    ]  # fmt: skip
    assert "endorsements" not in judged(HARBOR.badge()).as_dict("it")
