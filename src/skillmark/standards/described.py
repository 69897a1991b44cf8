"""From a pasted description: which known competencies its sentences speak of. Lexical, and only ever proposed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skillmark.kernel.skills import Element
from skillmark.kernel.skills.similar import suggest_tasks

LONGEST = 20_000  # characters: ten pages, more than any posting
MOST = 12  # proposals somebody reads through on a phone
SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
BULLET = re.compile(r"^[\s\-•*–·\d.)]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A known competency, and the sentence of the description it was found by. `score` in ten-thousandths."""

    reference: str
    name: str
    description: str
    sentence: str
    score: int


def sentences(text: str) -> list[str]:
    """The sentences and list items of a description, as they stand, without their bullets."""
    parts = (BULLET.sub("", part).strip() for part in SENTENCE.split(text))
    return [part for part in parts if len(part.split()) > 1]


def proposals(text: str, known: Mapping[str, Element], taken: Sequence[str] = ()) -> list[Proposal]:
    """The competencies whose words a sentence shares, the closest first, at most twelve; those `taken` are left out."""
    parts, left_out = sentences(text), set(taken)
    asked = [element for reference, element in known.items() if reference not in left_out]
    pairs = [(str(number), sentence) for number, sentence in enumerate(parts)]
    found = []
    for element, suggested in zip(asked, suggest_tasks(asked, pairs), strict=True):
        if suggested:
            best = suggested[0]
            sentence = parts[int(best.task_id)]
            found.append(Proposal(element.identifier, element.name, element.description, sentence, best.score or 0))
    return sorted(found, key=lambda each: (-each.score, each.reference))[:MOST]
