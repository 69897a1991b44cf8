"""What was judged of somebody, on which she may ask for a second decision: higher contexts answer, this one never knows
their records.

A judgement is `fn(actor, subject_type, subject_id) -> Judged or None`; `config` hands the gathered answers to
`install`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from skillmark.foundation.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of one person, told to her on a day.

    `against`: it went against her, and stands. `hands`: who took part. `facts`: why, in the words of the page it is
    said on. `follows`: what happens once a second decision is another one, in a sentence for her and for whoever
    decides. `matter_id`: what was judged, where several records can say so. `decides`: the roles of whom a second
    decision can be asked, `reads` those of them for whom `url` opens.
    """

    person_id: UUID
    title: str
    url: str
    told_on: date
    against: bool
    hands: frozenset[UUID]
    matter_id: UUID
    decides: tuple[Role, ...]
    reads: tuple[Role, ...]
    facts: Sequence[str] = ()
    follows: str = ""


Judgement = Callable[[Actor, str, UUID], Judged | None]
_judgements: dict[str, Judgement] = {}


def install(judgements: Mapping[str, Judgement]) -> None:
    """Put the assembled map context → judgement in force."""
    _judgements.clear()
    _judgements.update(judgements)


def of(actor: Actor, subject_type: str, subject_id: UUID) -> Judged | None:
    """What was judged in this record; None where nobody knows it, or knows it any more."""
    found = (judgement(actor, subject_type, subject_id) for judgement in _judgements.values())
    return next((judged for judged in found if judged is not None), None)
