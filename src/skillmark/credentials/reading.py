"""What a record of somebody else says: which competencies at which levels, and whose it is."""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

HIGHEST_LEVEL = 10
LIST_TYPE = "BitstringStatusListCredential"
REFERENCE_PREFIX = "urn:applicant:"  # how a file's applicant_id is written where an absolute address is demanded
Document = Mapping[str, Any]
Line = tuple[str, str, str, int | None]  # address, code, name, level or None


@dataclass(frozen=True, slots=True)
class Known:
    """A person as records may name her; her `name` ties none to her, since others may have the same."""

    person_id: UUID
    reference: str
    email: str
    name: str = ""


def competency_lines(document: Document) -> list[Line]:
    """Every competency a record's achievement or results are aligned to, with the level the record states.

    The rule: a result speaks of the competencies of its own alignment, else of its description's, else, where the
    record has one result and the achievement one alignment, of that one. Its level is its value, or the level of the
    rubric level it says was achieved: a whole number from 0 to 10. Anything else is no level, and is not counted.
    """
    lines: dict[tuple[str, str], Line] = {}
    for subject in _objects(document.get("credentialSubject")):
        achievement = object_of(subject.get("achievement"))
        descriptions = {str(one.get("id")): one for one in _objects(achievement.get("resultDescription"))}
        aligned = _objects(achievement.get("alignment"))
        results = _objects(subject.get("result"))
        for alignment in aligned:
            _note(lines, alignment, None)
        for result in results:
            description = descriptions.get(str(result.get("resultDescription")), {})
            about = _objects(result.get("alignment")) or _objects(description.get("alignment"))
            if not about and len(results) == 1 and len(aligned) == 1:
                about = aligned
            for alignment in about:
                _note(lines, alignment, _level(result, description))
    return list(lines.values())


def keys_used(document: Document) -> list[str]:
    """The addresses of the keys the record says it was signed with."""
    methods = [one.get("verificationMethod") for one in _objects(document.get("proof"))]
    return [method for method in methods if isinstance(method, str)]


def issuer_name(document: Document) -> str:
    return text_of(object_of(document.get("issuer")).get("name"))


def is_status_list(document: Document) -> bool:
    types = document.get("type")
    return LIST_TYPE in (types if isinstance(types, list) else [types])


def is_endorsement(document: Document) -> bool:
    types = document.get("type")
    return "EndorsementCredential" in (types if isinstance(types, list) else [types])


def text_of(value: object) -> str:
    """A text, a language value object, or the first of a list of these."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, Mapping):
        value = value.get("@value")
    return value if isinstance(value, str) else ""


def whose(document: Document, people: Iterable[Known]) -> UUID | None:
    """The one person the record names: by its subject's id, or by an identifier (e-mail or reference; hashes salted).

    None where it names nobody of these, several of them, or several subjects.
    """
    subjects = _objects(document.get("credentialSubject"))
    if len(subjects) != 1:
        return None
    subject = subjects[0]
    identifiers = _objects(subject.get("identifier"))
    found = [person.person_id for person in people if _is_her(person, subject.get("id"), identifiers)]
    return found[0] if len(found) == 1 else None


def named_otherwise(document: Document, name: str) -> bool:
    """Whether the record names its holder in plain words, and otherwise than `name`, case and blanks apart."""
    told = [
        str(one["identityHash"])
        for subject in _objects(document.get("credentialSubject"))
        for one in _objects(subject.get("identifier"))
        if one.get("identityType") == "name" and not one.get("hashed") and isinstance(one.get("identityHash"), str)
    ]
    told += [text_of(subject.get("name")) for subject in _objects(document.get("credentialSubject"))]
    wanted, given = _folded(name), {_folded(one) for one in told} - {""}
    return bool(wanted and given) and wanted not in given


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def names(person: Known, *, document: str, file_name: str) -> bool:
    """Whether a document or the name of its file holds her name, e-mail address or reference, or a hash of these.

    Told by whole words in a row, whatever stands between them and however they are spelt in letters: `Ana_RUIZ.json`
    names Ana Ruiz, and nothing names Ana Ruizovich. Words written in JSON escapes are read like the others.
    """
    try:
        read = json.loads(document)
    except (ValueError, RecursionError):
        read = None
    told = [_words(text) for text in (file_name, *(_texts(read) if read is not None else [document]))]
    own = [_words(text) for text in (person.name, person.email, person.reference, str(person.person_id))]
    if any(_stands_in(wanted, words) for wanted in own if wanted for words in told):
        return True
    subjects = _objects(read.get("credentialSubject")) if isinstance(read, Mapping) else []
    return any(_is_her(person, one.get("id"), _objects(one.get("identifier"))) for one in subjects)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def _stands_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    size = len(wanted)
    return any(list(words[start : start + size]) == list(wanted) for start in range(len(words) - size + 1))


def _texts(value: object) -> Iterator[str]:
    """Every text of a parsed document, in the depth the reader of JSON allows."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def _is_her(person: Known, subject_id: object, identifiers: Sequence[Document]) -> bool:
    names = {person.person_id.urn}
    if person.reference:
        names |= {person.reference, REFERENCE_PREFIX + person.reference}
    if subject_id in names:
        return True
    own = [name for name in (person.email, person.reference) if name]
    return any(_fits(identifier, name) for identifier in identifiers for name in own)


def _fits(identifier: Document, name: str) -> bool:
    given, salt = identifier.get("identityHash"), identifier.get("salt")
    if not isinstance(given, str) or identifier.get("identityType") == "name":
        return False
    if not identifier.get("hashed"):
        return given.strip().lower() == name.lower()
    digest = hashlib.sha256((name + (salt if isinstance(salt, str) else "")).encode()).hexdigest()
    return hmac.compare_digest(given.removeprefix("sha256$").lower().encode(), digest.encode())


def _note(lines: dict[tuple[str, str], Line], alignment: Document, level: int | None) -> None:
    address, code = str(alignment.get("targetUrl") or ""), str(alignment.get("targetCode") or "")
    before = lines.get((address, code))
    highest = max((one for one in (level, before[3] if before else None) if one is not None), default=None)
    lines[address, code] = (address, code, text_of(alignment.get("targetName")), highest)


def _level(result: Document, description: Document) -> int | None:
    achieved = result.get("achievedLevel")
    if isinstance(achieved, str):
        rungs = {str(one.get("id")): one for one in _objects(description.get("rubricCriterionLevel"))}
        return _whole(rungs.get(achieved, {}).get("level"))
    return _whole(result.get("value"))


def _whole(value: object) -> int | None:
    text = value.strip() if isinstance(value, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        return None
    return int(text) if int(text) <= HIGHEST_LEVEL else None


def _objects(value: object) -> list[Document]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]


def object_of(value: object) -> Document:
    """A part where it is an object; {} where it is absent or something else."""
    return value if isinstance(value, Mapping) else {}
