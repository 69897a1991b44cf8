"""What is proposed for a draft: the known competencies that the sentences of a pasted description speak of, or that an
occupation lists. Lexical, and only ever proposed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from skillmark.kernel.skills import Element
from skillmark.kernel.skills.similar import suggest_tasks

LONGEST = 20_000  # characters: ten pages, more than any posting
MOST = 20  # proposals somebody reads through on a phone: one page of them
SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
BULLET = re.compile(r"^[\s\-•*–·\d.)]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A known competency, and the sentence of the description it was found by, in its language; an occupation's has
    none. `score` in ten-thousandths. `source` is the framework it is from, `rationale` why it is proposed.
    """

    reference: str
    name: str
    description: str
    sentence: str
    score: int
    source: str = ""
    rationale: str = ""
    essential: bool = False
    language: str = ""


def kept(proposed: Iterable[Proposal]) -> list[dict[str, object]]:
    """Proposals as a draft keeps them."""
    return [asdict(one) for one in proposed]


def read(proposed: Iterable[Mapping[str, object]] | None) -> list[Proposal]:
    """The proposals that a draft keeps."""
    return [Proposal(**one) for one in proposed or ()]  # type: ignore[arg-type]


def closest(found: Iterable[Proposal]) -> list[Proposal]:
    """The closest first, at most twenty, each name once: the same competency may stand in several frameworks."""
    ordered = sorted(found, key=lambda each: (-each.score, each.reference))
    by_name: dict[str, Proposal] = {}
    for one in ordered:
        by_name.setdefault(one.name.casefold(), one)
    return list(by_name.values())[:MOST]


def from_statements(parts: Sequence[str], found: Sequence[Sequence[tuple[int, int]]]) -> dict[int, tuple[int, str]]:
    """From what each sentence is like, (position, score), to the best sentence of each position: (score, sentence)."""
    best: dict[int, tuple[int, str]] = {}
    for sentence, several in zip(parts, found, strict=True):
        for position, score in several:
            if score > best.get(position, (0, ""))[0]:
                best[position] = score, sentence
    return best


def sentences(text: str) -> list[str]:
    """The sentences and list items of a description, as they stand, without their bullets."""
    parts = (BULLET.sub("", part).strip() for part in SENTENCE.split(text))
    return [part for part in parts if len(part.split()) > 1]


def proposals(text: str, known: Mapping[str, Element], taken: Sequence[str] = ()) -> list[Proposal]:
    """The competencies whose words a sentence shares, the closest first, at most twenty; those `taken` are left out."""
    parts, left_out = sentences(text), set(taken)
    asked = [element for reference, element in known.items() if reference not in left_out]
    pairs = [(str(number), sentence) for number, sentence in enumerate(parts)]
    found = []
    for element, suggested in zip(asked, suggest_tasks(asked, pairs), strict=True):
        if suggested:
            best = suggested[0]
            sentence = parts[int(best.task_id)]
            found.append(Proposal(element.identifier, element.name, element.description, sentence, best.score or 0))
    return closest(found)


def told(proposal: Proposal, *, source: str, rationale: str, language: str) -> Proposal:
    """The proposal with where it is from and why."""
    return replace(proposal, source=source, rationale=rationale, language=language)
