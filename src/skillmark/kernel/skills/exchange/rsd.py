"""Rich Skill Descriptors, as JSON (one, a list, or a collection) and as the CSV that OSMT writes and takes.

Source: Open Skills Network, RSD context v1; OSMT CSV schemas 0.6. Every member comes out again as it went in.
"""

from collections.abc import Mapping, Sequence

from skillmark.kernel.skills.exchange.content import json_of
from skillmark.kernel.skills.exchange.naming import beyond, identifier_of, related, said_beyond
from skillmark.kernel.skills.exchange.package import EXACT, RELATED, Association, Document, Item, Link, Package
from skillmark.kernel.skills.exchange.refusing import Place, require_sound
from skillmark.kernel.values import BadCell, BadInput, Problem, read_spreadsheet, told

RSD = "rsd"
CONTEXT = "https://rsd.openskillsnetwork.org/context-v1.json"
COLLECTION = "RichSkillDescriptorCollection"
FIELDS = {"identifier": "uuid", "uri": "id", "name": "skillName", "statement": "skillStatement"}
MADE = ""  # a member nobody can have written: which of the others was made here
NAME, STATEMENT, ADDRESS = "RSD Name", "Skill Statement", "Canonical URL"
LISTS = {"Categories": "categories", "Authors": "authors", "Collections": "collections", "Keywords": "keywords"}
NAMED = {"Standards": "standards", "Certifications": "certifications", "Employers": "employers"}
OCCUPATIONS = (
    "Occupation Major Groups", "Occupation Minor Groups", "Broad Occupations", "Detailed Occupations",
    "O*Net Job Codes",
)  # fmt: skip


def read_rsd(content: bytes, *, name: str) -> Package:
    """Raises BadInput with every problem, each with the path where it stands."""
    value = json_of(content, name=name)
    if isinstance(value, list):
        return _package(value, {"form": "list"}, name, "")
    if isinstance(value, dict) and isinstance(value.get("skills"), list):
        rest = {key: member for key, member in value.items() if key != "skills"}
        return _package(value["skills"], {"form": "collection", "members": rest}, name, "skills")
    return _package([value], {"form": "one"}, name, "")


def read_rsd_table(content: bytes, *, name: str) -> Package:
    """Raises BadInput naming row and column."""
    table = read_spreadsheet(content, name=name)
    problems: list[Problem] = []
    skills: list[object] = []
    rows: list[int] = []
    for row in table.rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        number, cells = row
        try:
            skills.append(_descriptor(dict(zip(table.columns, cells, strict=True))))
            rows.append(number)
        except BadCell as bad:
            problems.append(Problem(name, bad.message, number, bad.column))
    if problems:
        raise BadInput(problems)
    return _package(skills, {"form": "list"}, name, "", rows)


def rsd_json(package: Package) -> object:
    """The package's statements as descriptors, in the form they came in; a list where they came in another format."""
    matches: dict[str, list[Association]] = {}
    for association in package.associations:
        if association.type == EXACT:
            matches.setdefault(association.origin.identifier, []).append(association)
    author = package.document.creator
    skills = [_skill(item, author, matches.get(item.identifier, ())) for item in package.items]
    told_of = said_beyond(package.document.other, RSD)
    if told_of.get("form") == "one" and len(skills) == 1:
        return skills[0]
    if told_of.get("form") == "collection":
        members = told_of.get("members")
        return (dict(members) if isinstance(members, dict) else {}) | {"skills": skills}
    return skills


def _package(
    entries: list[object], form: dict[str, object], name: str, above: str, rows: Sequence[int] = ()
) -> Package:
    """`rows`: where the entries stand, if in a table."""
    places: dict[str, Place] = {}
    items: list[Item] = []
    associations: dict[str, Association] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(entries):
        place = f"{above}[{number}]"
        if not isinstance(entry, dict):
            problems.append(Problem(name, told("is missing or not a JSON object"), None, place))
            continue
        item = _item(entry)
        if not item.statement.strip():
            problems.append(Problem(name, told("is missing, empty or not a text"), None, f"{place}.skillStatement"))
        known_by = ADDRESS if item.uri else STATEMENT
        here = Place(known_by, rows[number]) if rows else Place(place)
        places[f"CFItems[{number}]"] = here
        items.append(item)
        for association in _alignments(item, entry):
            if association.identifier not in associations:
                places[f"CFAssociations[{len(associations)}]"] = here
                associations[association.identifier] = association
    if not entries:
        problems.append(Problem(name, told("holds no skill")))
    if problems:
        raise BadInput(problems)
    members = form.get("members")
    whole = members if isinstance(members, dict) else {}
    address = whole.get("id")
    one = items[0].identifier if form["form"] == "one" else None
    uri = address if isinstance(address, str) else one or f"list:{name.rpartition('.')[0] or name}"
    titles = (whole.get("name"), items[0].name if len(items) == 1 else None, name)
    title = next(text for text in titles if isinstance(text, str) and text.strip())
    document = Document(
        identifier_of(f"rsd:{uri}#"), title,
        uri=address if isinstance(address, str) else "", other=beyond(RSD, form),
    )  # fmt: skip
    package = Package(document, tuple(items), tuple(associations.values()))
    require_sound(package, name=name, places=places)
    return package


def _item(entry: Mapping[str, object]) -> Item:
    rest = dict(entry)
    fields: dict[str, str] = {}
    for field, key in FIELDS.items():
        value = rest.get(key)
        fields[field] = value if isinstance(value, str) else ""
        if fields[field]:
            del rest[key]
    keywords: tuple[str, ...] = ()
    found = rest.get("keywords")
    if isinstance(found, list) and found and all(isinstance(word, str) for word in found):
        keywords = tuple(rest.pop("keywords"))  # type: ignore[arg-type]
    if not fields["identifier"]:
        fields["identifier"] = identifier_of(fields["uri"] or f"rsd:{fields['name']}\n{fields['statement']}")
        if "uuid" not in entry:
            rest[MADE] = "uuid"
    return Item(
        fields["identifier"], fields["statement"], fields["uri"], name=fields["name"], keywords=keywords,
        other=beyond(RSD, rest),
    )  # fmt: skip


def _skill(item: Item, author: str, matches: Sequence[Association]) -> dict[str, object]:
    fields = {key: getattr(item, field) for field, key in FIELDS.items()}
    skill: dict[str, object] = {key: value for key, value in fields.items() if value}
    if item.keywords:
        skill["keywords"] = list(item.keywords)
    rest = said_beyond(item.other, RSD)
    if rest:
        if rest.pop(MADE, None) is not None:
            del skill["uuid"]
        return skill | rest
    aligned = [{"id": one.destination.uri, "skillName": one.destination.title} for one in matches]
    defaults: dict[str, object] = {"@context": CONTEXT, "type": "RichSkillDescriptor"}
    if author:
        defaults["authors"] = [author]
    return defaults | skill | ({"alignments": aligned} if aligned else {})


def _alignments(item: Item, entry: Mapping[str, object]) -> list[Association]:
    """What a descriptor says it is like, as references outside; how like, it does not say."""
    found = entry.get("alignments")
    origin = Link(item.identifier, item.name, item.uri)
    related_to = []
    for one in found if isinstance(found, list) else ():
        address = one.get("id") if isinstance(one, dict) else None
        if isinstance(address, str) and address:
            title = one.get("skillName")
            to = Link(identifier_of(address), title if isinstance(title, str) else "", address)
            related_to.append(related(origin, RELATED, to))
    return related_to


def _descriptor(cells: Mapping[str, str]) -> dict[str, object]:
    """One row as the descriptor it stands for; columns nobody knows are kept under their names."""
    known = {column.casefold(): text for column, text in cells.items()}
    for column in (NAME, STATEMENT):
        if not known.get(column.casefold()):
            raise BadCell(column, told("is empty"))
    skill: dict[str, object] = {
        "skillName": known.pop(NAME.casefold()),
        "skillStatement": known.pop(STATEMENT.casefold()),
    }
    address = known.pop(ADDRESS.casefold(), "")
    if address:
        skill["id"] = address
    for column, key in LISTS.items():
        skill[key] = _several(known.pop(column.casefold(), ""))
    for column, key in NAMED.items():
        skill[key] = [{"skillName": text} for text in _several(known.pop(column.casefold(), ""))]
    codes = [code for column in OCCUPATIONS for code in _several(known.pop(column.casefold(), ""))]
    skill["occupations"] = [{"code": code} for code in codes]
    link, title = known.pop("alignment url", ""), known.pop("alignment name", "")
    skill["alignments"] = [{"id": link, "skillName": title}] if link or title else []
    return {key: value for key, value in skill.items() if value} | {
        column: text for column, text in cells.items() if text and column.casefold() in known
    }


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
