"""The draft VC API: what it signs is ours alone, what it checks it checks as everywhere, what it withdraws stays so."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench, proven
from tests.credentials.factories import Issuer, achievement, awarded, signing
from tests.people import factories as people

from skillmark.credentials.models import Award, SignedRecord
from skillmark.foundation import sources, tokens
from skillmark.foundation.access import LogInTooWeak
from skillmark.foundation.models import ApiToken
from skillmark.foundation.roles import Role
from skillmark.kernel import vc
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.kernel.vc.status import status_entry

pytestmark = pytest.mark.django_db
CONTEXT = [CREDENTIALS_V2, OPEN_BADGES]
MAY = ("credentials.record.award", "credentials.record.revoke")


class System:
    """Another system, with a token of somebody's."""

    def __init__(self, where: Bench, role: Role = Role.TALENT_LEAD, may: tuple[str, ...] = MAY) -> None:
        self.member = people.member(where.place, role, name="Tess Hale")
        now = sources.now()
        _row, self.token = tokens.open_token(
            replace(self.member.actor, strong_login=True),
            name="Wallets",
            permissions=may,
            expires_at=now + timedelta(days=1),
            now=now,
        )
        self.asked = 0

    def post(self, path: str, body: Any, key: str = "") -> Any:
        self.asked += 1
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or str(self.asked)}
        with signing():
            return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def asked(path: str, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return Client().post(f"/api/v1/{path}", text, content_type="application/json")


def unsigned(where: Bench, earned: Any, **more: Any) -> dict[str, Any]:
    subject = {
        "id": where.candidate.person_id.urn, "type": ["AchievementSubject"], "achievement": {"id": earned.pk.urn},
    }  # fmt: skip
    types = ["VerifiableCredential", "OpenBadgeCredential"]
    return {"@context": CONTEXT, "type": types, "credentialSubject": subject} | more


class Holder:
    """A wallet with a key of its own."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
        self.did = did_key(self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def presents(self, record: dict[str, Any], challenge: str, domain: str | None = None) -> dict[str, Any]:
        return vc.present(
            [record], holder=self.did, sign=self.key.sign, verification_method=key_method(self.did), created=NOW,
            challenge=challenge, domain=domain,
        )  # fmt: skip


def test_nothing_is_signed_that_was_not_proven() -> None:
    where = bench()
    system, earned = System(where), achievement(where)
    refused = system.post("credentials/issue", {"credential": unsigned(where, earned)})
    assert refused.status_code == 422, refused.content
    assert "No task of this standard was tried yet." in refused.json()["detail"]
    assert (Award.objects.across_workspaces().count(), SignedRecord.objects.across_workspaces().count()) == (0, 0)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"name": "Chief engineer"}, "credential.name"),
        ({"evidence": []}, "credential.evidence"),
        ({"issuer": "did:key:z6Mk"}, "credential.issuer"),
        ({"validUntil": "2099-01-01T00:00:00Z"}, "credential.validUntil"),
        ({"termsOfUse": []}, "credential.termsOfUse"),
        ({"proof": {}}, "credential.proof"),
    ],
)
def test_nothing_is_signed_because_it_was_sent(more: dict[str, Any], place: str) -> None:
    where = bench()
    system, earned = System(where), achievement(where)
    proven(where)
    refused = system.post("credentials/issue", {"credential": unsigned(where, earned, **more)})
    assert refused.status_code == 422, refused.content
    assert place in refused.json()["detail"]
    assert Award.objects.across_workspaces().count() == 0


def test_what_is_proven_is_signed_once_however_often_it_is_asked() -> None:
    where = bench()
    system, earned = System(where), achievement(where)
    proven(where)
    body = {"credential": unsigned(where, earned)}
    first, same_key, again = (system.post("credentials/issue", body, key) for key in ("a", "a", "b"))
    assert first.status_code == 201, first.content
    assert same_key.json() == again.json() == first.json()
    assert SignedRecord.objects.across_workspaces().count() == 1
    told = asked("credentials/verify", first.json())
    assert (told.status_code, told.json()["verified"], told.json()["problemDetails"]) == (200, True, [])


def test_in_a_real_workspace_a_token_signs_that_was_made_after_a_second_step_and_no_other() -> None:
    where = bench(demonstration=False)
    earned = achievement(where)
    proven(where)
    system = System(where)
    ApiToken.objects.within(where.program).update(strong=False)
    refused = system.post("credentials/issue", {"credential": unsigned(where, earned)})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:skillmark:problem:log-in-too-weak")
    assert Award.objects.across_workspaces().count() == 0
    ApiToken.objects.within(where.program).update(strong=True)
    let_in = system.post("credentials/issue", {"credential": unsigned(where, earned)}, "b")
    assert (let_in.status_code, let_in.json()["type"]) == (503, "urn:skillmark:problem:signer-unavailable"), (
        "it may; but these tests hold keys of demonstrations alone"
    )
    weak = replace(system.member.actor, strong_login=False)
    with pytest.raises(LogInTooWeak):
        tokens.open_token(
            weak, name="HR", permissions=["credentials.record.award"], expires_at=NOW + timedelta(days=9), now=NOW
        )
    assert asked("credentials/issue", {"credential": unsigned(where, earned)}).status_code == 401


def test_somebody_of_another_workspace_is_not_found() -> None:
    where, other = bench(), bench()
    system, earned = System(where), achievement(where)
    proven(other)
    assert system.post("credentials/issue", {"credential": unsigned(other, earned)}).status_code == 404
    record = awarded(other)
    body = {
        "credentialId": json.loads(record.document)["id"], "status": True,
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
    }  # fmt: skip
    assert system.post("credentials/status", body).status_code == 404
    record.refresh_from_db()
    assert record.revoked_at is None


def test_a_withdrawn_record_is_told_as_withdrawn_and_is_not_given_back() -> None:
    where = bench()
    system, record = System(where), awarded(where)
    document = json.loads(record.document)
    entry = {"type": "BitstringStatusList", "statusPurpose": "revocation"}
    body = {"credentialId": document["id"], "credentialStatus": entry, "status": True}
    other_place = body | {"credentialStatus": entry | {"statusListIndex": "131071000"}}
    assert system.post("credentials/status", other_place).status_code == 422
    assert system.post("credentials/status", body).status_code == 200
    record.refresh_from_db()
    assert record.revoked_at is not None
    told = asked("credentials/verify", {"verifiableCredential": document}).json()
    assert (told["verified"], told["problemDetails"][0]["code"]) == (False, "revoked")
    assert system.post("credentials/status", body | {"status": False}).status_code == 422
    suspended = body | {"credentialStatus": entry | {"statusPurpose": "suspension"}}
    assert system.post("credentials/status", suspended).status_code == 422


def test_a_changed_record_fails_by_its_proof() -> None:
    document = json.loads(awarded(bench()).document) | {"name": "SAMPLE: Something else"}
    told = asked("credentials/verify", {"verifiableCredential": document}).json()
    assert told["verified"] is False
    assert told["problemDetails"][0]["type"] == "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"


def test_a_record_whose_list_is_not_at_hand_is_not_verified_and_not_bad() -> None:
    entry = status_entry(list_address="https://college.example/status/1", index=7)
    told = asked("credentials/verify", {"verifiableCredential": Issuer().badge(status=entry)}).json()
    assert (told["verified"], told["verdict"]) == (False, "undetermined")
    assert told["problemDetails"][0]["title"] == "STATUS_RETRIEVAL_ERROR"


def test_a_member_that_stands_twice_is_refused() -> None:
    text = awarded(bench()).document.replace('"name":', '"name": "Other", "name":', 1)
    assert asked("credentials/verify", f'{{"verifiableCredential": {text}}}').status_code == 422


def test_a_presentation_answers_its_own_challenge_and_place_and_is_her_own() -> None:
    holder = Holder()
    hers, anothers = Issuer().badge(subject_id=holder.did), Issuer().badge(subject_id="urn:applicant:TW-002")
    shown = holder.presents(hers, "one", "hotel.example")

    def told(presentation: dict[str, Any], **options: str) -> Any:
        body = {"verifiablePresentation": presentation, "options": options}
        return asked("presentations/verify", body).json()

    assert told(shown, challenge="one", domain="hotel.example")["verified"] is True
    assert told(shown, challenge="two")["problemDetails"][0]["title"] == "INVALID_CHALLENGE_ERROR"
    elsewhere = told(shown, challenge="one", domain="bank.example")
    assert elsewhere["problemDetails"][0]["title"] == "INVALID_DOMAIN_ERROR"
    foreign = told(holder.presents(anothers, "one"), challenge="one")
    assert [one["code"] for one in foreign["problemDetails"]] == ["holder_not_subject"]
    bent = shown | {"holder": Issuer().did}
    assert told(bent, challenge="one")["verified"] is False


def test_each_is_asked_at_its_own_address() -> None:
    holder = Holder()
    record = Issuer().badge(subject_id=holder.did)
    shown = holder.presents(record, "one")
    assert asked("credentials/verify", {"verifiableCredential": shown}).status_code == 422
    assert asked("presentations/verify", {"verifiablePresentation": record}).status_code == 422
