"""What the pages of credentials show of a record, read from the signed data itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skillmark.credentials import queries, words
from skillmark.credentials.models import SignedRecord
from skillmark.kernel import vc


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


def record_page(record: SignedRecord, now: datetime) -> RecordPage:
    document = json.loads(record.document)
    status = vc.StatusLists(queries.published_loader())
    verdict = vc.verify(record.document.encode(), at=now, status=status)
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
    return RecordPage(
        record,
        words.told(verdict, document),
        document["name"],
        subject["achievement"]["criteria"]["narrative"],
        levels,
        marks,
        layers,
        [one for one in document["evidence"] if one not in layers],
    )


def file_name(record: SignedRecord, ending: str = "json") -> str:
    """A neutral name for the file: it may lie in a shared folder."""
    return f"record-{str(record.pk)[-8:]}.{ending}"
