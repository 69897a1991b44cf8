"""The draft VC API of the W3C's Credentials Community Group, as far as it fits: issue, verify, withdraw.

Two departures, both on the safe side. A credential to be issued only names a person and what she earned: what stands
in the record is ours to write, and nothing is signed because it was sent. And `verified` is true for nothing that
expired or was withdrawn, or whose withdrawal could not be looked up; the draft leaves that to the caller.
Source: https://w3c-ccg.github.io/vc-api/ (version 0.0.3-unstable).
"""

import json
from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema, Status

from skillmark.credentials import actions, checking
from skillmark.credentials.api.router import router
from skillmark.foundation import sources
from skillmark.foundation.api import actor_of, operation
from skillmark.foundation.routes import about
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput, told

PRESENTATIONS = {"VerifiablePresentation", "EnvelopedVerifiablePresentation"}
MODEL, INTEGRITY, STATUS = (
    "https://www.w3.org/TR/vc-data-model#", "https://w3id.org/security#", "https://www.w3.org/ns/credentials/status-list#",
)  # fmt: skip
# the problems these standards name; whatever they have no name for is told by our own code alone
PROBLEMS = {
    "parse": f"{MODEL}PARSING_ERROR",
    "context": f"{MODEL}MALFORMED_VALUE_ERROR",
    "schema": f"{MODEL}MALFORMED_VALUE_ERROR",
    "proof": f"{MODEL}CRYPTOGRAPHIC_SECURITY_ERROR",
    "issuer": f"{MODEL}CRYPTOGRAPHIC_SECURITY_ERROR",
    "challenge_wrong": f"{INTEGRITY}INVALID_CHALLENGE_ERROR",
    "domain_wrong": f"{INTEGRITY}INVALID_DOMAIN_ERROR",
    "status_unreachable": f"{STATUS}STATUS_RETRIEVAL_ERROR",
    "status_list_refused": f"{STATUS}STATUS_VERIFICATION_ERROR",
    "status_out_of_range": f"{STATUS}RANGE_ERROR",
}


class IssueIn(Schema):
    credential: dict[str, Any]
    options: dict[str, Any] = {}


class IssuedOut(Schema):
    verifiable_credential: dict[str, Any] = Field(alias="verifiableCredential")


class CredentialIn(Schema):
    verifiable_credential: dict[str, Any] = Field(alias="verifiableCredential")
    options: dict[str, Any] = {}


class PresentationOptions(Schema):
    challenge: str | None = Field(default=None, max_length=500)
    domain: str | None = Field(default=None, max_length=500)


class PresentationIn(Schema):
    verifiable_presentation: dict[str, Any] = Field(alias="verifiablePresentation")
    options: PresentationOptions = PresentationOptions()


class CheckedProblem(Schema):
    """A check that did not pass: `code` is one of the verdict codes."""

    type: str
    title: str
    detail: str
    code: str


class CheckedOut(Schema):
    """`verified` is true where nothing failed and nothing stayed unknown; `verdict` tells these two apart."""

    verified: bool
    verdict: str
    checks: list[dict[str, str]]
    problem_details: list[CheckedProblem] = Field(alias="problemDetails")


class StatusEntryIn(Schema):
    type: str = Field(max_length=100)
    status_purpose: str = Field(alias="statusPurpose", max_length=100)
    id: str | None = Field(None, max_length=500)
    status_list_index: str | None = Field(None, alias="statusListIndex", max_length=20)
    status_list_credential: str | None = Field(None, alias="statusListCredential", max_length=500)


class StatusIn(Schema):
    """`reason` is ours: the holder reads it."""

    credential_id: str = Field(alias="credentialId", max_length=200)
    credential_status: StatusEntryIn = Field(alias="credentialStatus")
    status: bool
    reason: str = Field("", max_length=300)


class StatusOut(Schema):
    credential_id: str = Field(alias="credentialId")
    status: bool


@router.post("/credentials/issue", response={201: IssuedOut}, by_alias=True)
@operation("credentials.record.award")
def issue(request: HttpRequest, body: IssueIn) -> Any:
    """Award what the credential names and give the signed record. It is refused where the proof is not complete."""
    exact(request)
    actor = actor_of(request)
    record = actions.issue_as_asked(actor, credential=body.credential, now=sources.now())
    about(request, record.person_id)
    return Status(201, {"verifiableCredential": json.loads(record.document)})


@router.post("/credentials/status", response=StatusOut, by_alias=True)
@operation("credentials.record.revoke")
def status(request: HttpRequest, body: StatusIn) -> Any:
    """Withdraw a record. A withdrawal is not taken back."""
    if body.credential_status.status_purpose != "revocation":
        raise BadInput.of(told("records here are withdrawn (revocation) and nothing else"), file="credentialStatus")
    if not body.status:
        raise BadInput.of(told("a withdrawal is not taken back; award it anew"), file="status")
    record = actions.withdraw_as_asked(
        actor_of(request),
        credential_id=body.credential_id,
        entry=body.credential_status.model_dump(by_alias=True, exclude_none=True),
        reason=body.reason,
        now=sources.now(),
    )
    about(request, record.person_id)
    return {"credentialId": body.credential_id, "status": True}


@router.post("/credentials/verify", response=CheckedOut, by_alias=True)
@operation("credentials.published.read", scope="public")
def verify_credential(request: HttpRequest, body: CredentialIn) -> dict[str, Any]:
    """Check a credential. Nothing of it is kept."""
    exact(request)
    if presents(body.verifiable_credential):
        raise BadInput.of(told("is a presentation; ask /presentations/verify"), file="verifiableCredential")
    return checked(checking.check(body.verifiable_credential, sources.now()))


@router.post("/presentations/verify", response=CheckedOut, by_alias=True)
@operation("credentials.published.read", scope="public")
def verify_presentation(request: HttpRequest, body: PresentationIn) -> dict[str, Any]:
    """Check a presentation, who presents, and every credential in it. Nothing of it is kept."""
    exact(request)
    if not presents(body.verifiable_presentation):
        raise BadInput.of(told("is no presentation"), file="verifiablePresentation")
    asked = body.options
    verdict = checking.check(
        body.verifiable_presentation, sources.now(), challenge=asked.challenge, domain=asked.domain
    )
    return checked(verdict)


def presents(document: dict[str, Any]) -> bool:
    """Whether it says that it is a presentation."""
    named = document.get("type")
    kinds = named if isinstance(named, list) else [named]
    return any(kind in PRESENTATIONS for kind in kinds if isinstance(kind, str))


def checked(verdict: vc.Verdict) -> dict[str, Any]:
    """A verdict in the form of the draft; a list of accepted issuers was not asked for, so trust is no problem."""
    said = verdict.as_dict("")["checks"]
    faults = [one for one in said if one["result"] in ("fail", "unknown") and one["check"] != "trust"]
    return {
        "verified": verdict.verdict == "valid",
        "verdict": verdict.verdict,
        "checks": said,
        "problemDetails": [_problem(one) for one in faults],
    }


def _problem(check: dict[str, str]) -> dict[str, str]:
    code = check["code"]
    kind = PROBLEMS.get(code) or PROBLEMS.get(check["check"]) or f"urn:skillmark:verdict:{code}"
    return {"type": kind, "title": kind.partition("#")[2] or code, "detail": check["message"], "code": code}


def exact(request: HttpRequest) -> None:
    """Raises BadInput where a member stands twice: two readers would then read two documents."""
    checking.exact(request.body, file="body")
