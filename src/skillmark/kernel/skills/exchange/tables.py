"""A framework as a table, CSV or Excel: ours, which loses nothing, and the ones that people keep.

Ours has a row for each record: what is read with the eye stands in columns, all else as JSON in the last. Of other
tables every column that says nothing to us is kept under its name.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from skillmark.kernel.skills.exchange.case import case_json, package_of
from skillmark.kernel.skills.exchange.content import LARGEST_JSON, parsed
from skillmark.kernel.skills.exchange.naming import beyond, identifier_of, related
from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    EXACT,
    INWARD,
    MOST_LEVELS,
    PART_OF,
    PRECEDES,
    RELATED,
    Association,
    Document,
    Item,
    Link,
    Package,
)
from skillmark.kernel.skills.exchange.refusing import Place, require_sound, too_many_levels
from skillmark.kernel.values import (
    BadInput,
    Problem,
    Spreadsheet,
    read_spreadsheet,
    told,
    unstorable_place,
    write_table,
)
from skillmark.kernel.values.tables import as_meant, written_rows

RECORD, MEMBERS = "record", "members"
READABLE = ("identifier", "code", "name", "statement", "type", "keywords", "origin", "destination", "grouping")
COLUMNS = (RECORD, *READABLE, MEMBERS)
LARGEST_TABLE = 256 * 2**20  # ESCO whole is 87 MB in our own table
LISTS = {"item": "CFItems", "association": "CFAssociations", "rubric": "CFRubrics"}
DEFINED = {
    "item type": "CFItemTypes", "concept": "CFConcepts", "subject": "CFSubjects", "licence": "CFLicenses",
    "grouping": "CFAssociationGroupings",
}  # fmt: skip
NAMES = {
    "identifier": ("identifier", "id", "uuid"),
    "statement": ("fullstatement", "statement", "skillstatement", "competency", "description"),
    "code": ("humancodingscheme", "code", "codednotation"),
    "name": ("abbreviatedstatement", "name", "title", "shortname"),
    "notes": ("notes",),
    "item_type": ("cfitemtype", "itemtype", "type"),
    "keywords": ("conceptkeywords", "keywords"),
}
RELATIONS = {
    "ischildof": CHILD_OF, "parent": CHILD_OF, "ispartof": PART_OF, "replacedby": "replacedBy", "exemplar": "exemplar",
    "hasskilllevel": "hasSkillLevel", "isrelatedto": RELATED, "exactmatchof": EXACT, "precedes": PRECEDES,
    "ispeerof": "isPeerOf", "prerequisite": PRECEDES, "prerequisites": PRECEDES,
}  # fmt: skip
BACKWARDS = ("prerequisite", "prerequisites")  # the cell names what comes first, the row what comes after
LEVEL = re.compile(r"level\d+")


def read_framework_table(content: bytes, *, name: str) -> Package:
    """Raises BadInput naming row and column."""
    ours = content.removeprefix(b"\xef\xbb\xbf").startswith(f"{RECORD},".encode())
    most = LARGEST_TABLE if ours else LARGEST_JSON
    if len(content) > most:
        raise BadInput.of(told("is larger than %(most)s MB", most=most >> 20), file=name)
    if ours:
        return _ours(_written(content, name), name)
    table = read_spreadsheet(content, name=name)
    if table.columns == COLUMNS:  # a spreadsheet program saved it anew
        return _ours(_cells(table), name)
    return _theirs(table, name)


def table_of(package: Package) -> str:
    """The package as our CSV; no cell of it runs in a spreadsheet."""
    whole = case_json(package)
    rows: list[tuple[str, object]] = [("document", whole.pop("CFDocument"))]
    for record, key in LISTS.items():
        entries = whole.get(key)
        if isinstance(entries, list) and entries:
            rows += [(record, entry) for entry in entries]
            del whole[key]
    definitions = whole.get("CFDefinitions")
    if isinstance(definitions, dict) and definitions:
        rest = dict(definitions)
        for record, key in DEFINED.items():
            if isinstance(rest.get(key), list) and rest[key] and all(isinstance(one, dict) for one in rest[key]):
                rows += [(record, entry) for entry in rest.pop(key)]
        whole["CFDefinitions"] = rest
        if not rest:
            del whole["CFDefinitions"]
    if whole:
        rows.append(("package", whole))
    stream = io.StringIO()
    write_table(stream, COLUMNS, ([record, *_readable(entry), _compact(entry)] for record, entry in rows))
    return stream.getvalue()


def _readable(entry: object) -> list[str]:
    members = entry if isinstance(entry, dict) else {}

    def text(*keys: str) -> str:
        return next((value for key in keys if isinstance(value := members.get(key), str)), "")

    def title(key: str) -> str:
        link = members.get(key)
        return str(link.get("title") or link.get("identifier") or "") if isinstance(link, dict) else ""

    keywords = members.get("conceptKeywords")
    readable = [
        text("identifier"), text("humanCodingScheme"), text("abbreviatedStatement", "title"),
        text("fullStatement", "description"), text("CFItemType", "associationType"),
        "; ".join(map(str, keywords)) if isinstance(keywords, list) else "",
        title("originNodeURI"), title("destinationNodeURI"), title("CFAssociationGroupingURI"),
    ]  # fmt: skip
    return [" ".join(cell.split()) for cell in readable]  # a table has one line a record


def _compact(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def _ours(rows: Iterable[tuple[int, dict[str, str]] | Problem], name: str) -> Package:
    """The records by their last column. A readable cell somebody changed is refused: it would be silently ignored."""
    whole: dict[str, object] = {}
    listed: dict[str, list[object]] = {}
    defined: dict[str, list[object]] = {}
    problems: list[Problem] = []
    places: dict[str, Place] = {}
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        number, cells = row
        entry = _entry(cells.get(MEMBERS, ""))
        record = cells.get(RECORD, "")
        if entry is None or record not in ("document", "package", *LISTS, *DEFINED):
            problems.append(Problem(name, told("is no record of a framework"), number, MEMBERS))
            continue
        said = dict(zip(READABLE, _readable(entry), strict=True))
        for column, text in said.items():
            if record != "package" and cells.get(column, "") != text:
                told_twice = told("says something else than the column %(column)s", column=MEMBERS)
                problems.append(Problem(name, told_twice, number, column))
        place = Place(MEMBERS, number)
        if record == "document":
            whole["CFDocument"] = entry
            places["CFDocument"] = place
        elif record == "package":
            whole |= entry
        elif record in DEFINED:
            entries = defined.setdefault(DEFINED[record], [])
            places[f"CFDefinitions.{DEFINED[record]}[{len(entries)}]"] = place
            entries.append(entry)
        else:
            entries = listed.setdefault(LISTS[record], [])
            places[f"{LISTS[record]}[{len(entries)}]"] = place
            entries.append(entry)
    if problems:
        raise BadInput(problems)
    if defined:
        others = whole.get("CFDefinitions")
        whole["CFDefinitions"] = (others if isinstance(others, dict) else {}) | defined
    return package_of(whole | listed, name=name, places=places)


def _written(content: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = written_rows(io.BytesIO(content), name=name)
    header = next(rows)[1]
    for number, cells in rows:
        if any(cells):
            yield number, dict(zip(header, map(as_meant, cells), strict=False))


def _cells(table: Spreadsheet) -> Iterator[tuple[int, dict[str, str]] | Problem]:
    for row in table.rows:
        yield row if isinstance(row, Problem) else (row[0], dict(zip(table.columns, row[1], strict=True)))


def _entry(text: str) -> dict[str, object] | None:
    try:
        value = parsed(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and unstorable_place(value) is None else None


def _theirs(table: Spreadsheet, name: str) -> Package:
    folded = {_fold(column): column for column in table.columns}
    columns = {field: next((folded[one] for one in names if one in folded), "") for field, names in NAMES.items()}
    if not columns["statement"]:
        found = ", ".join(table.columns)
        said = told("no column holds the statements; name it “statement” (found: %(columns)s)", columns=found)
        raise BadInput.of(said, file=name, row=1)
    levels = [column for one, column in folded.items() if LEVEL.fullmatch(one)]
    title = name.rpartition("/")[2].rpartition(".")[0] or name
    if len(levels) > MOST_LEVELS:
        raise BadInput.of(too_many_levels(title, len(levels)), file=name, row=1, column=levels[MOST_LEVELS])
    relations = {folded[one]: kind for one, kind in RELATIONS.items() if one in folded}
    known = {*columns.values(), *relations}
    problems: list[Problem] = []
    rows: list[tuple[int, Item, dict[str, str]]] = []
    for row in table.rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        number, written = row
        cells = dict(zip(table.columns, written, strict=True))
        item = _item(cells, columns, known)
        if not item.statement:
            problems.append(Problem(name, told("is empty"), number, columns["statement"]))
        rows.append((number, item, cells))
    named_in = columns["identifier"] or columns["code"] or columns["statement"]
    first: dict[str, int] = {}
    for number, item, _cells in rows:
        if first.setdefault(item.identifier, number) != number:
            said = told("“%(item)s” stands in row %(row)s already", item=item.identifier, row=first[item.identifier])
            problems.append(Problem(name, said, number, named_in))
    places = {f"CFItems[{place}]": Place(named_in, number) for place, (number, _item, _cells) in enumerate(rows)}
    associations = _associations(rows, relations, name, problems, places)
    if problems:
        raise BadInput(problems)
    document = Document(identifier_of(f"table:{title}#"), title)  # a row more is its next edition, no other framework
    package = Package(document, tuple(item for _number, item, _cells in rows), associations)
    require_sound(package, name=name, places=places)
    return package


def _item(cells: Mapping[str, str], columns: Mapping[str, str], known: set[str]) -> Item:
    fields = {field: cells.get(column, "") for field, column in columns.items() if field != "keywords"}
    if not fields["identifier"]:
        fields["identifier"] = fields["code"] or identifier_of(f"table:{fields['name']}\n{fields['statement']}")
    words = cells.get(columns["keywords"], "").replace("|", ";").split(";")
    rest = {column: text for column, text in cells.items() if text and column not in known}
    keywords = tuple(word.strip() for word in words if word.strip())
    return Item(
        fields["identifier"], fields["statement"], code=fields["code"], name=fields["name"], notes=fields["notes"],
        item_type=fields["item_type"], keywords=keywords, other=beyond("table", rest),
    )  # fmt: skip


def _associations(
    rows: Sequence[tuple[int, Item, dict[str, str]]],
    relations: Mapping[str, str],
    name: str,
    problems: list[Problem],
    places: dict[str, Place],
) -> tuple[Association, ...]:
    """What the cells of a row name. Where each stands is put among the places."""
    by_name: dict[str, list[Item]] = {}
    for _number, item, _cells in rows:
        for text in {item.code, item.name} - {""}:
            by_name.setdefault(text, []).append(item)
    by_identifier = {item.identifier: item for _number, item, _cells in rows}
    made: dict[str, Association] = {}
    for number, item, cells in rows:
        for column, kind in relations.items():
            for text in (part.strip() for part in cells.get(column, "").split(";")):
                if not text:
                    continue
                named = by_name.get(text, [])
                found = by_identifier.get(text) or (named[0] if len(named) == 1 else None)
                if found is None and kind in INWARD:
                    said = told("%(kind)s names “%(item)s”, which is not in the package", kind=kind, item=text)
                    problems.append(Problem(name, said, number, column))
                    continue
                to = _link(found) if found else Link(identifier_of(text), text, text if "://" in text else "")
                ends = (to, _link(item)) if _fold(column) in BACKWARDS else (_link(item), to)
                one = related(ends[0], kind, ends[1])
                if one.identifier not in made:
                    places[f"CFAssociations[{len(made)}]"] = Place(column, number)
                    made[one.identifier] = one
    return tuple(made.values())


def _link(item: Item) -> Link:
    return Link(item.identifier, item.code or item.name or item.statement)


def _fold(column: str) -> str:
    return "".join(letter for letter in column.casefold() if letter.isalnum())
