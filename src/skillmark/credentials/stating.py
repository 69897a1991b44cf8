"""Whether a count of who holds a record may be published, and how a statement of it is written.

The rule: both who holds it and who does not are at least the minimum, and against every statement published before, who
came to or left either of them, or the group, is nobody or at least the minimum. Source: the minimum of every published
count (see `kernel.disclosure`), and its rule of two tables that differ by too few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from skillmark.kernel.vc.facts import SAMPLE, STATEMENT
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.instants import written
from skillmark.kernel.vc.status import status_entry


class Refusal(StrEnum):
    """Why a statement is not published. Neither says how many there are."""

    TOO_FEW = "too_few"
    TOO_ALIKE = "too_alike"


@dataclass(frozen=True, slots=True)
class Counted:
    """Who is in a group at an instant, and which of them hold a record in force."""

    members: frozenset[UUID]
    holders: frozenset[UUID]

    @property
    def others(self) -> frozenset[UUID]:
        return self.members - self.holders


def refusal(counted: Counted, earlier: Iterable[Counted], minimum: int) -> Refusal | None:
    """Why this count may not be published; None where it may."""
    if min(len(counted.holders), len(counted.others)) < minimum:
        return Refusal.TOO_FEW
    for before in earlier:
        for now, then in (
            (counted.members, before.members),
            (counted.holders, before.holders),
            (counted.others, before.others),
        ):
            if 0 < len(now ^ then) < minimum:
                return Refusal.TOO_ALIKE
    return None


def sentence(numerator: int, denominator: int, job: str, what: str) -> str:
    """What a statement says, in the words that are signed."""
    return f"{numerator} of {denominator} people whose job is “{job}” hold a current record of “{what}”"


def unsigned_statement(
    *,
    statement_id: UUID,
    issuer: str,
    issuer_name: str,
    numerator: int,
    denominator: int,
    minimum: int,
    job: str,
    what: str,
    standard: str,
    as_of: datetime,
    valid_until: datetime,
    list_address: str,
    index: int,
    demonstration: bool,
) -> Mapping[str, Any]:
    """The statement before it is signed: an Open Badge whose subject is the organisation itself and names nobody."""
    said = sentence(numerator, denominator, job, what)
    counted = uuid5(statement_id, "count").urn
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": statement_id.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{SAMPLE}: {said}" if demonstration else said,
        "issuer": {"id": issuer, "type": ["Profile"], "name": issuer_name},
        "validFrom": written(as_of),
        "validUntil": written(valid_until),
        "credentialSubject": {
            "id": issuer,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": uuid5(statement_id, "statement").urn,
                "type": ["Achievement"],
                "achievementType": STATEMENT,
                "name": said,
                "description": f"Counted as of {written(as_of)}. Standard: {standard}.",
                "criteria": {
                    "narrative": (
                        "Counted are people whom the employer's own list names in the job on that day, and of these "
                        "who held a signed record then that was in date and not withdrawn, each person once. "
                        f"No count of fewer than {minimum} people is published, nor one that leaves fewer out."
                    )
                },
                "resultDescription": [
                    {
                        "id": counted,
                        "type": ["ResultDescription"],
                        "name": "People who hold a current record, of all in the job",
                        "resultType": "RawScore",
                        "valueMin": "0",
                        "valueMax": str(denominator),
                    }
                ],
            },
            "result": [{"type": ["Result"], "resultDescription": counted, "value": str(numerator)}],
        },
        "credentialStatus": status_entry(list_address=list_address, index=index),
    }
