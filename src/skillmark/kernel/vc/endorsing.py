"""Endorsements that a record carries: statements of others, each with a signature of its own, each judged by itself.

None of them changes what the record comes to. Source: Open Badges 3.0, EndorsementCredential.

A co-certification is an endorsement whose subject is the record that carries it and whose `relatedResource` pins what
was certified: the SHA-256 of the record's canonical N-Quads, taken without its `proof` and its `endorsement`.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from skillmark.kernel.vc.facts import issuer_of
from skillmark.kernel.vc.schema import listed, types_of
from skillmark.kernel.vc.source import Document, Refused

if TYPE_CHECKING:
    from skillmark.kernel.vc.verdict import Verdict

ENDORSEMENT = "EndorsementCredential"
N_QUADS = "application/n-quads"
MOST_ENDORSEMENTS = 16  # that are looked at in one record, as with signatures
About = Literal["record", "achievement", "issuer", "other"]
Judge = Callable[[Mapping[str, Any]], "Verdict"]
Canonical = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Endorsed:
    """One endorsement: who gives it (`name` is what it calls itself), of what, and what checking it came to.

    `whole` is, for one about the record itself, whether the record is what was certified; for others None. Only a valid
    one about a known subject says anything, and one about the record only where it is whole.
    """

    verdict: "Verdict"
    issuer: str | None
    name: str
    about: About
    whole: bool | None

    @property
    def stands(self) -> bool:
        return self.verdict.verdict == "valid" and self.about != "other" and self.whole is not False

    def as_dict(self) -> dict[str, Any]:
        """The published form."""
        said = {"issuer": self.issuer, "name": self.name, "about": self.about, "verdict": self.verdict.verdict}
        return said | {"code": self.verdict.reason().code, "whole": self.whole, "stands": self.stands}


def record_digest(document: Mapping[str, Any], canonical: Canonical) -> str:
    """What a co-certification pins (`digestSRI`). Raises Refused for a document that has no canonical form."""
    own = {name: value for name, value in document.items() if name not in ("proof", "endorsement")}
    return "sha256-" + base64.b64encode(hashlib.sha256(canonical(own).encode()).digest()).decode()


def endorsements(document: Document, judge: Judge, canonical: Canonical) -> tuple[Endorsed, ...]:
    """Every endorsement that a record carries of itself, of its achievement or of its issuer."""
    carried = islice(_carried(document), MOST_ENDORSEMENTS)
    return tuple(_endorsed(one, document, judge, canonical) for one in carried)


def _carried(document: Document) -> Iterator[Document]:
    """Without any, this costs three look-ups."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    for place in (document, achievement, document.get("issuer")):
        if isinstance(place, dict) and "endorsement" in place:
            yield from (one for one in listed(place["endorsement"]) if isinstance(one, dict))


def _endorsed(one: Document, document: Document, judge: Judge, canonical: Canonical) -> Endorsed:
    about = _about(one, document)
    whole = _is_whole(one, document, canonical) if about == "record" else None
    issuer = one.get("issuer")
    name = issuer.get("name") if isinstance(issuer, dict) else None
    return Endorsed(judge(one), issuer_of(one), name[:200] if isinstance(name, str) else "", about, whole)


def _about(one: Document, document: Document) -> About:
    """What it speaks of; several subjects, or one that the record does not name, is something else."""
    subject, own = one.get("credentialSubject"), document.get("credentialSubject")
    named = subject.get("id") if isinstance(subject, dict) else None
    if not isinstance(named, str) or ENDORSEMENT not in types_of(one):
        return "other"
    achievement = own.get("achievement") if isinstance(own, dict) else None
    if named == document.get("id"):
        return "record"
    if isinstance(achievement, dict) and named == achievement.get("id"):
        return "achievement"
    return "issuer" if named == issuer_of(document) else "other"


def _is_whole(one: Document, document: Document, canonical: Canonical) -> bool:
    pinned = [
        resource.get("digestSRI")
        for resource in listed(one.get("relatedResource", []))
        if isinstance(resource, dict)
        and resource.get("id") == document.get("id")
        and resource.get("mediaType") == N_QUADS
    ]
    if not pinned:
        return False
    try:
        return set(pinned) == {record_digest(document, canonical)}
    except Refused:
        return False
