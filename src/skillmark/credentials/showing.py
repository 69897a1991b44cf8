"""What the pages of credentials show of a record, read from the signed data itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from skillmark.credentials import checking, evidenced, queries, reading, renewal, words, writing
from skillmark.credentials.models import SignedRecord
from skillmark.foundation.roles import Actor, program
from skillmark.kernel import vc
from skillmark.standards.queries import Counting


@dataclass(frozen=True)
class RecordPage:
    """`levels`: (competency, level, needed); `marks`: (criterion, mark, pass mark, top); the rest is evidence."""

    record: SignedRecord
    told: words.Told
    title: str
    criteria: str
    levels: list[tuple[str, str, str]]
    marks: list[tuple[str, str, str, str]]
    checked: list[Mapping[str, Any]]
    kept: list[Mapping[str, Any]]
    renewed: list[Mapping[str, Any]]
    delegated: list[Mapping[str, Any]]
    endorsements: list["EndorsementLine"]
    because: list[Mapping[str, Any]]


@dataclass(frozen=True)
class EndorsementLine:
    """An endorsement of what was earned, or of its issuer, as it was checked just now: by whom, of what, until when."""

    row: queries.Endorsement
    state: words.Text
    colour: str
    said: str
    own: bool
    until: date | None


@dataclass(frozen=True)
class RenewalPage:
    """Until when a record counts, from when to when it may be renewed, what is shown again for it (`names`), into what
    it renews, and what is missing still.
    """

    until: datetime
    opens: datetime
    closes: datetime
    full: bool
    names: list[str]
    into: str
    lacks: list[str]


def record_page(record: SignedRecord, now: datetime) -> RecordPage:
    document = json.loads(record.document)
    verdict = checking.check(record.document.encode(), now)
    subject = document["credentialSubject"]
    results = {one["resultDescription"]: one["value"] for one in subject["result"]}
    levels, marks = [], []
    for one in subject["achievement"]["resultDescription"]:
        value = results[one["id"]]
        if one["resultType"] == "PerformanceLevel":
            levels.append((one["alignment"][0]["targetName"], value, one["requiredValue"]))
        else:
            marks.append((one["name"].partition(" (")[0], value, one["requiredValue"], one["valueMax"]))
    layers = [one for one in document["evidence"] if one["genre"] in evidenced.HOW_CHECKED]
    renewed = [one for one in document["evidence"] if one["genre"] == writing.RENEWED]
    delegated = [one for one in document["evidence"] if one["genre"] == writing.DELEGATED]
    because = [one for one in document["evidence"] if one["genre"] == writing.PART]
    return RecordPage(
        record,
        words.told(verdict, document, replaced=record.replaced, stolen=_stolen(verdict, record.valid_from)),
        document["name"],
        subject["achievement"]["criteria"]["narrative"],
        levels,
        marks,
        layers,
        [one for one in document["evidence"] if one not in [*layers, *renewed, *delegated, *because]],
        renewed,
        delegated,
        endorsement_lines(queries.endorsements_of(record.award.achievement, now)),
        because,
    )


def endorsement_lines(found: Sequence[queries.Checked]) -> list[EndorsementLine]:
    lines = []
    for one in found:
        row, subject = one.endorsement, json.loads(one.endorsement.document)["credentialSubject"]
        said = reading.text_of(subject.get("endorsementComment")) if isinstance(subject, dict) else ""
        state, colour = words.endorsement_state(one.verdict, stolen=one.stolen)
        lines.append(EndorsementLine(row, state, colour, said[:500], row.achievement_id is None, _until(row)))
    return lines


def _until(row: queries.Endorsement) -> date | None:
    """Its last day: the one it was asked for, since its signed end is the midnight after it."""
    if row.ask is not None:
        return row.ask.ends
    return row.valid_until.date() if row.valid_until else None


def _stolen(verdict: vc.Verdict, signed_at: datetime) -> frozenset[str]:
    return queries.stolen_issuers(signed_at) if verdict.endorsements else frozenset()


def renewal_page(record: SignedRecord, now: datetime) -> RenewalPage | None:
    """What renewing it takes; None for what has no last day or counts no more.

    Read as the program, since its holder may read it anywhere: it names only competencies of a standard and what she
    herself has still to show.
    """
    if record.valid_until is None or record.revoked_at is not None or queries.stacked(record) is not None:
        return None
    within = program(record.workspace_id, "renewal shown", demonstration=record.workspace.demonstration)
    terms = queries.terms(record.award)
    found = queries.renewal_of(within, record, now)
    into = found.into
    names = {reference: name for reference, name, _address in into.alignments} if into else {}
    return RenewalPage(
        record.valid_until,
        terms.opens(record.valid_until),
        terms.closes(record.valid_until),
        terms.again is renewal.Again.FULL,
        [names.get(one, one) for one in found.again],
        into.public_name if into else "",
        words.lacks(found.missing, names),
    )


def counting(actor: Actor, record: SignedRecord, now: datetime) -> list[Counting]:
    """What a record counts for on a ladder and in a review, and how far its holder is; nothing once it is withdrawn."""
    if record.revoked_at is not None:
        return []
    asked = {record.pk: queries.of_achievement(record.award.achievement)}
    found = queries.counts_for(actor, asked, record.person_id, now)[record.pk]
    return words.counting(found, own=actor.person_id == record.person_id)


def file_name(record: SignedRecord, ending: str = "json") -> str:
    """A neutral name for the file: it may lie in a shared folder."""
    return f"record-{str(record.pk)[-8:]}.{ending}"
