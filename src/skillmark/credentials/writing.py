"""The document of a record: Open Badges 3.0, with what earned it inside the signed data and no name of any assessor.

Sources: Open Badges 3.0 (AchievementCredential, Result, ResultDescription, Evidence), Bitstring Status List v1.0.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from skillmark.assessment.queries import AttemptProof, Stated
from skillmark.credentials.evidenced import evidence_of
from skillmark.credentials.models import SignedRecord
from skillmark.kernel.vc.facts import SAMPLE
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.instants import written
from skillmark.kernel.vc.status import status_entry

HIGHEST_LEVEL = 10  # of any scale that matching accepts
RENEWED = "renewed record"  # the genre of that evidence
DELEGATED = "issuer delegation"  # likewise
MICRO, CERTIFICATE = "MicroCredential", "Certificate"  # achievement types of Open Badges
PART = "part of a certificate"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who says so: its DID, and its public name."""

    identifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose record it is: an opaque id, her name, and the number she applied under, if any, by which another system
    knows whose record it is.
    """

    identifier: str
    name: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Earned:
    """What can be earned, as the record states it. `alignments`: (competency id, name, address); `levels` by id."""

    identifier: UUID
    public_name: str
    description: str
    criteria: str
    version: int
    standard: str
    alignments: Sequence[tuple[str, str, str]]
    levels: Mapping[str, int]
    kind: str = MICRO


@dataclass(frozen=True, slots=True)
class Renewed:
    """The record that this one takes the place of: its id, the SHA-256 of its signed text, the day it was signed, and
    the names of the competencies that were not shown again.
    """

    identifier: str
    digest: str
    issued_on: date
    carried: Sequence[str]


@dataclass(frozen=True, slots=True)
class Leave:
    """The leave under which it is signed. Whoever gave it is named by an opaque id, whoever signs by her role alone."""

    identifier: UUID
    given_by: UUID | None
    organisation: str
    until: date
    manages: bool
    trained_version: int
    trained_on: date


def renewed(old: SignedRecord, carried: Sequence[str]) -> Renewed:
    """A signed record as the one that takes its place names it."""
    digest = hashlib.sha256(old.document.encode()).hexdigest()
    return Renewed(str(json.loads(old.document)["id"]), digest, old.valid_from.date(), carried)


def part_of_stack(record: SignedRecord) -> dict[str, Any]:
    """A signed record as the certificate that rests on it names it, in the certificate's evidence."""
    day = record.valid_from.date().isoformat()
    return {
        "id": str(json.loads(record.document)["id"]),
        "type": ["Evidence"],
        "name": f"Earned because of: {record.award.achievement.public_name}, signed on {day}",
        "description": f"SHA-256 {hashlib.sha256(record.document.encode()).hexdigest()}",
        "genre": PART,
    }


def unsigned_record(
    *,
    record_id: UUID,
    issuer: Issuer,
    subject: Subject,
    earned: Earned,
    attempts: Sequence[AttemptProof],
    list_address: str,
    index: int,
    valid_from: datetime,
    valid_until: datetime | None,
    demonstration: bool,
    old: Renewed | None = None,
    leave: Leave | None = None,
    because: Sequence[Mapping[str, Any]] = (),
    agreed: Mapping[UUID, Stated] | None = None,
) -> dict[str, Any]:
    """The record before it is signed. That of a demonstration begins its name with SAMPLE. `agreed`: how far assessors
    agree on each task, by its id.
    """
    attempts = sorted(attempts, key=lambda attempt: (attempt.settled_on, str(attempt.sitting_id)))
    title = f"{SAMPLE}: {earned.public_name}" if demonstration else earned.public_name
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": record_id.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "issuer": {"id": issuer.identifier, "type": ["Profile"], "name": issuer.name},
        "validFrom": written(valid_from),
        "awardedDate": written(valid_from),
        "credentialSubject": {
            "id": subject.identifier,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": text, "identityType": kind}
                for kind, text in (("name", subject.name), ("identifier", subject.reference))
                if text
            ],
            "achievement": _achievement(earned, attempts),
            "result": _results(earned, attempts),
        },
        "evidence": [
            *([_predecessor(old)] if old else []),
            *([_delegated(leave)] if leave else []),
            *because,
            *(one for attempt in attempts for one in evidence_of(attempt, (agreed or {}).get(attempt.task_id))),
        ],
        "credentialStatus": status_entry(list_address=list_address, index=index),
    }
    if valid_until is not None:
        document["validUntil"] = written(valid_until)
    return document


def _achievement(earned: Earned, attempts: Sequence[AttemptProof]) -> dict[str, Any]:
    rules = " ".join(
        f"Marked on rubric version {attempt.rubric_version}: at least level {attempt.pass_mark} on every criterion."
        for attempt in attempts[:1]
    )
    return {
        "id": earned.identifier.urn,
        "type": ["Achievement"],
        "achievementType": earned.kind,
        "name": earned.public_name,
        "description": earned.description,
        "version": str(earned.version),
        "criteria": {"narrative": _criteria(earned, rules)},
        "alignment": [_alignment(line, earned.standard) for line in earned.alignments],
        "resultDescription": [
            *(_level_description(earned, line) for line in earned.alignments),
            *(one for attempt in attempts for one in _criterion_descriptions(attempt)),
        ],
    }


def _criteria(earned: Earned, rules: str) -> str:
    return f"{earned.criteria} Standard: {earned.standard}. {rules}" if earned.standard else earned.criteria


def _alignment(line: tuple[str, str, str], standard: str) -> dict[str, Any]:
    reference, name, address = line
    return {
        "type": ["Alignment"],
        "targetName": name,
        "targetUrl": address,
        "targetCode": reference,
        "targetFramework": standard,
        "targetType": "CFItem",
    }


def _level_description(earned: Earned, line: tuple[str, str, str]) -> dict[str, Any]:
    """The scale a competency's level stands on, and the level the standard demands."""
    return {
        "id": uuid5(earned.identifier, f"level {line[0]}").urn,
        "type": ["ResultDescription"],
        "name": f"{line[1]}: level on the scale of the standard",
        "resultType": "PerformanceLevel",
        "alignment": [_alignment(line, earned.standard)],
        "valueMin": "0",
        "valueMax": str(HIGHEST_LEVEL),
        "requiredValue": str(earned.levels[line[0]]),
    }


def _criterion_descriptions(attempt: AttemptProof) -> list[dict[str, Any]]:
    return [
        {
            "id": _criterion_id(attempt, line.category),
            "type": ["ResultDescription"],
            "name": f"{line.category} (rubric {attempt.rubric_id}, version {attempt.rubric_version})",
            "resultType": "RubricScore",
            "valueMin": "0",
            "valueMax": str(line.top),
            "requiredValue": str(attempt.pass_mark),
        }
        for line in attempt.lines
    ]


def _criterion_id(attempt: AttemptProof, category: str) -> str:
    return uuid5(attempt.sitting_id, f"{attempt.rubric_id} {category}").urn


def _results(earned: Earned, attempts: Sequence[AttemptProof]) -> list[dict[str, Any]]:
    levels = [
        {
            "type": ["Result"],
            "resultDescription": uuid5(earned.identifier, f"level {line[0]}").urn,
            "value": str(earned.levels[line[0]]),
            "alignment": [_alignment(line, earned.standard)],
            "status": "Passed",
        }
        for line in earned.alignments
    ]
    criteria = [
        {"type": ["Result"], "resultDescription": _criterion_id(attempt, line.category), "value": str(line.level)}
        for attempt in attempts
        for line in attempt.lines
    ]
    return [*levels, *criteria]


def _predecessor(renewed: Renewed) -> dict[str, Any]:
    """Open Badges has no term of its own for what a record renews: it is evidence, by its id and its digest."""
    carried = f"Not shown again: {', '.join(renewed.carried)}." if renewed.carried else "Everything was shown again."
    return {
        "id": renewed.identifier,
        "type": ["Evidence"],
        "name": f"Takes the place of a record signed on {renewed.issued_on.isoformat()}",
        "description": f"SHA-256 {renewed.digest}",
        "narrative": carried,
        "genre": RENEWED,
    }


def _delegated(leave: Leave) -> dict[str, Any]:
    """Open Badges has no term of its own for whoever signs for an issuer: her leave is evidence, by its id."""
    by = f" ({leave.given_by.urn})" if leave.given_by else ""
    role = "a line manager" if leave.manages else "an assessor"
    return {
        "id": leave.identifier.urn,
        "type": ["Evidence"],
        "name": "Signed under a delegation",
        "description": f"Given by {leave.organisation}{by}, until {leave.until.isoformat()}",
        "narrative": (
            f"Signed by {role}, within the delegation's scope, after her own training in signing "
            f"(version {leave.trained_version}, done on {leave.trained_on.isoformat()})."
        ),
        "genre": DELEGATED,
    }


def departs(asked: Mapping[str, Any], document: str) -> str:
    """Where an unsigned credential that somebody sent says anything else than this document; empty where nowhere.

    It may say less: members left out are ours to fill. An issuer may be named by its id alone.
    """
    own = json.loads(document)
    if isinstance(asked.get("issuer"), str):
        own = own | {"issuer": own["issuer"]["id"]}
    return _departure(asked, own, "")


def is_status_of(entry: Mapping[str, Any], document: str) -> bool:
    """Whether an entry names the status of this document, as far as it says anything."""
    own = json.loads(document).get("credentialStatus", {})
    kinds = {own.get("type"), "BitstringStatusList"}  # the draft VC API writes the type of the list in its example
    return entry.get("type") in kinds and not _departure({**entry, "type": own.get("type")}, own, "")


def _departure(asked: Any, own: Any, place: str) -> str:
    if isinstance(asked, Mapping) and isinstance(own, Mapping):
        for member, value in asked.items():
            where = f"{place}.{member}".lstrip(".")
            if member not in own:
                return where
            found = _departure(value, own[member], where)
            if found:
                return found
        return ""
    return "" if type(asked) is type(own) and asked == own else place or "credential"
