"""LER-RS 2 (HR Open 4.5): a résumé as data, in which signed credentials stand beside what its owner says of herself.

Read: the credentials apart, and every other line as a claim. Only work, learning, certificates, licences and skills are
read: of the person, her contact data and free texts nothing, since they tell what nobody here may ask.
Written: `resume`. Source: HR Open Standards 4.5, LER-RSType and its parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SECTIONS = {  # member: what a line of it is called here
    "employmentHistories": "job",
    "educationAndLearnings": "learning",
    "certifications": "certificate",
    "licenses": "licence",
    "skills": "skill",
}
MOST_LINES = 500  # of one file
MOST_PARTS = 100
LONGEST = 300  # letters of a name or a detail that is kept
SIGNED = "Each certification carries a signed credential that anybody can check."
SELF_SAID = "Skills and jobs are what the person says; nobody has checked them."
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What a file says without a signature: a kind of SECTIONS, its name, and what it adds."""

    kind: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """`name` and `email` of whom it says it is about; `signed`: its credentials, an object or a token each."""

    name: str
    email: str
    signed: tuple[Document | str, ...]
    lines: tuple[Line, ...]


def is_resume(document: Document) -> bool:
    """Whether a parsed document is an LER-RS, wrapped as a credential or bare."""
    subject = _object(document.get("credentialSubject"))
    kinds = [*_listed(subject.get("type")), *_listed(document.get("@context"))]
    if any(isinstance(kind, str) and "LER-RSType" in kind for kind in kinds):
        return True
    bare = "person" in document and not document.keys() & {"credentialSubject", "issuer", "proof"}
    return bare and bool(document.keys() & SECTIONS.keys())


def read(document: Document) -> Resume:
    """Its credentials and its claims. What stands under `verifications` without a signature of its own is a claim."""
    subject = _object(document.get("credentialSubject")) or document
    signed: list[Document | str] = []
    lines: list[Line] = []
    for section, kind in SECTIONS.items():
        for item in _objects(subject.get(section)):
            inside = list(_verifications(item))
            signed += [one for one in inside if _is_signed(one)]
            lines += _said(kind, item)
            lines += [_unsigned(kind, one) for one in inside if isinstance(one, Mapping) and not _is_signed(one)]
    person = _object(_object(subject.get("person")).get("name"))
    addresses = [_text(one.get("address")) for one in _objects(_object(subject.get("communication")).get("email"))]
    return Resume(
        _text(person.get("formattedName")) or f"{_text(person.get('given'))} {_text(person.get('family'))}".strip(),
        next((one for one in addresses if one), ""),
        tuple(signed[:MOST_PARTS]),
        tuple(dict.fromkeys(line for line in lines if line.name))[:MOST_LINES],
    )


def resume(
    *, document_id: str, name: str, email: str, records: Sequence[Document], skills: Sequence[str], jobs: Sequence[str]
) -> dict[str, Any]:
    """An LER-RS of one person: each signed record whole, as it was signed, and her own word marked as such.

    `skills` and `jobs`: names of what she says she can and did. Nothing else of her stands in it. It is not signed as
    a whole and calls itself no credential: it proves nothing, its records do.
    """
    found: dict[str, Any] = {
        "documentId": {"value": document_id},
        "person": {"name": {"formattedName": name}},
        "narratives": [{"name": "What is checked", "texts": [{"lines": [SIGNED, SELF_SAID]}]}],
    }
    if email:
        found["communication"] = {"email": [{"address": email}]}
    if records:
        found["certifications"] = [
            {"verifications": [{"otherW3CVerifiableCredential": dict(record)}]} for record in records
        ]
    if skills:
        found["skills"] = [{"name": skill, "comments": [SELF_SAID]} for skill in skills]
    if jobs:
        found["employmentHistories"] = [{"positionHistories": [{"title": job}]} for job in jobs]
    return found


def _verifications(item: Document) -> Iterator[Document | str]:
    """What a line brings as its proof, taken out of the objects that wrap it."""
    for given in _listed(item.get("verifications")):
        one = given.get("Verification", given) if isinstance(given, Mapping) else given
        one = one.get("otherW3CVerifiableCredential", one) if isinstance(one, Mapping) else one
        if isinstance(one, Mapping | str):
            yield one


def _is_signed(one: Document | str) -> bool:
    """Whether it brings a signature, good or bad: a token, an envelope of one, or an object with a proof."""
    if isinstance(one, str):
        return one.startswith("ey") and one.count(".") == 2
    kinds = _listed(one.get("type"))
    return "EnvelopedVerifiableCredential" in kinds or ("VerifiableCredential" in kinds and bool(one.get("proof")))


def _unsigned(kind: str, one: Document) -> Line:
    """A credential without a signature, or a body that could be asked: what it says is a claim."""
    subject = _object(one.get("credentialSubject"))
    name = _text(one.get("name")) or _text(_object(subject.get("achievement")).get("name"))
    body = _name_of(one.get("verifyingOrganization")) or _name_of(one.get("issuer")) or _text(one.get("reference"))
    return Line(kind, name or body, body if name else "")


def _said(kind: str, item: Document) -> Iterator[Line]:
    match kind:
        case "job":
            where = _name_of(item.get("organization"))
            for position in _objects(item.get("positionHistories")):
                yield Line(kind, _text(position.get("title")), _joined(where, _span(position)))
        case "learning":
            where = _name_of(item.get("institution"))
            for degree in _objects(item.get("educationDegrees")):
                told = _joined(where, _span(item), _text(degree.get("degreeGrantedStatus")))
                yield Line(kind, _text(degree.get("name")), told)
            for programme in _objects(item.get("programs")):
                yield Line(kind, _text(programme.get("name")), _joined(where, _span(item)))
        case "certificate" | "licence":
            yield Line(kind, _text(item.get("name")), _joined(_name_of(item.get("issuingAuthority"))))
        case "skill":
            comments = [_text(one) for one in _listed(item.get("comments"))]
            yield Line(kind, _text(item.get("name")), _joined(_text(item.get("description")), *comments))


def _span(item: Document) -> str:
    begins, ends = _text(item.get("start")), _text(item.get("end"))
    return f"{begins} – {ends}" if begins or ends else ""


def _name_of(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    body = _object(value)
    return _text(body.get("tradeName")) or _text(body.get("name")) or _text(body.get("legalName"))


def _joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)[:LONGEST]


def _text(value: Any) -> str:
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def _object(value: Any) -> Document:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Document]:
    return [one for one in _listed(value) if isinstance(one, Mapping)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
