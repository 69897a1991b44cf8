"""The NICE Workforce Framework, as NIST's Cybersecurity and Privacy Reference Tool (CPRT) gives it in JSON.

Source: the CPRT schema of csrc.nist.gov: documents, elements, relationship types and relationships.
"""

from collections.abc import Mapping

from skillmark.kernel.skills.exchange.content import json_of
from skillmark.kernel.skills.exchange.naming import beyond, identifier_of, related
from skillmark.kernel.skills.exchange.package import RELATED, Association, Definition, Document, Item, Link, Package
from skillmark.kernel.skills.exchange.refusing import Place, require_sound
from skillmark.kernel.values import BadInput, Problem, told

NEEDED = ("documents", "elements", "relationships")
GROUPINGS = "CFAssociationGroupings"


def parts_of(value: object) -> Mapping[str, object] | None:
    """The object that holds the elements, however deep the tool wrapped it; None where there is none."""
    for _depth in range(4):
        if not isinstance(value, dict):
            return None
        if all(isinstance(value.get(key), list) for key in NEEDED):
            return value
        value = value.get("response") or value.get("elements")
    return None


def read_nice(content: bytes, *, name: str) -> Package:
    """Raises BadInput with every problem, each with the path where it stands."""
    parts = parts_of(json_of(content, name=name))
    if parts is None:
        raise BadInput.of(told("holds no documents, elements and relationships; this is no NICE framework"), file=name)
    entries = {key: parts[key] for key in NEEDED}
    for key, listed in entries.items():
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            raise BadInput.of(told("is not a JSON list of objects"), file=name, column=key)
    documents, elements, relations = (list(entries[key]) for key in NEEDED)  # type: ignore[call-overload]
    if not documents:
        raise BadInput.of(told("is empty"), file=name, column="documents")
    problems: list[Problem] = []
    items = [_item(entry, f"elements[{number}]", name, problems) for number, entry in enumerate(elements)]
    if problems:
        raise BadInput(problems)
    links = {item.identifier: Link(item.identifier, item.code) for item in items}
    associations: dict[str, Association] = {}
    groupings: dict[str, Definition] = {}
    for entry in relations:
        origin, destination = (_end(entry, side, links) for side in ("source", "dest"))
        kind = str(entry.get("relationship_identifier") or "")
        grouping = Link(identifier_of(f"cprt:{kind}"), kind)
        groupings.setdefault(kind, Definition(GROUPINGS, grouping.identifier, kind))
        one = related(origin, RELATED, destination, grouping, **beyond("cprt", entry))
        associations.setdefault(one.identifier, one)
    first = documents[0]
    code = str(first.get("doc_identifier") or "NICE")
    rest = {"documents": documents, "relationship_types": parts.get("relationship_types") or []}
    document = Document(
        identifier_of(f"cprt:{code}"), str(first.get("name") or code), uri=str(first.get("website") or ""),
        creator="National Institute of Standards and Technology", version=str(first.get("version") or ""),
        other=beyond("cprt", rest),
    )  # fmt: skip
    package = Package(document, tuple(items), tuple(associations.values()), tuple(groupings.values()))
    places = {f"CFItems[{number}]": Place(f"elements[{number}]") for number in range(len(items))}
    require_sound(package, name=name, places=places)
    return package


def _item(entry: Mapping[str, object], place: str, name: str, problems: list[Problem]) -> Item:
    code = entry.get("element_identifier")
    if not isinstance(code, str) or not code:
        problems.append(Problem(name, told("is missing, empty or not a text"), None, f"{place}.element_identifier"))
    title, text = (str(entry.get(key) or "") for key in ("title", "text"))
    statement = text or title
    if not statement.strip():
        statement = str(code)  # work roles and their groupings have but a name, some competency areas but a code
    known = {"element_identifier", "title", "text", "element_type"}
    rest = {key: value for key, value in entry.items() if key not in known}
    return Item(
        identifier_of(f"cprt:{entry.get('doc_identifier')}:{code}"), statement, code=str(code),
        name=title if text else "", item_type=str(entry.get("element_type") or ""), other=beyond("cprt", rest),
    )  # fmt: skip


def _end(entry: Mapping[str, object], side: str, links: Mapping[str, Link]) -> Link:
    document, code = (str(entry.get(f"{side}_{key}_identifier") or "") for key in ("doc", "element"))
    identifier = identifier_of(f"cprt:{document}:{code}")
    return links.get(identifier) or Link(identifier, code)
