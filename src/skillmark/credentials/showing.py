"""What the pages of credentials show of a record, read from the signed data itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skillmark.credentials import checking, queries, renewal, words, writing
from skillmark.credentials.models import SignedRecord
from skillmark.foundation.roles import program


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
    layers = [one for one in document["evidence"] if one["genre"] == "verification layer"]
    renewed = [one for one in document["evidence"] if one["genre"] == writing.RENEWED]
    return RecordPage(
        record,
        words.told(verdict, document, replaced=record.replaced),
        document["name"],
        subject["achievement"]["criteria"]["narrative"],
        levels,
        marks,
        layers,
        [one for one in document["evidence"] if one not in layers and one not in renewed],
        renewed,
    )


def renewal_page(record: SignedRecord, now: datetime) -> RenewalPage | None:
    """What renewing it takes; None for what has no last day or counts no more.

    Read as the program, since its holder may read it anywhere: it names only competencies of a standard and what she
    herself has still to show.
    """
    if record.valid_until is None or record.revoked_at is not None:
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


def file_name(record: SignedRecord, ending: str = "json") -> str:
    """A neutral name for the file: it may lie in a shared folder."""
    return f"record-{str(record.pk)[-8:]}.{ending}"
