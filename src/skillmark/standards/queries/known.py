"""What a draft can be started from or filled with: every competency of the frameworks loaded here, and ESCO's
occupations.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.kernel.skills.exchange import esco
from skillmark.kernel.values import BadInput, told
from skillmark.standards import described, likely, rules, stored
from skillmark.standards.described import Proposal
from skillmark.standards.models import Competency, Framework, ImportedFramework, ImportedItem
from skillmark.standards.queries.exchange import from_elsewhere, imported_items
from skillmark.standards.queries.frameworks import MOST_FOUND, FoundOccupation, occupation_source

AT_A_TIME = 200  # sentences compared with a framework at once: with 14,000 statements some 20 MB
# what frameworks hold beside competencies: ESCO's and O*NET's kinds of items, and CASE's usual ones
NO_COMPETENCY = (esco.OCCUPATION, "ISCOGroup", "SkillGroup", "Collection", "ConceptScheme", "Job", "Task")


def proposed_by(actor: Actor, text: str, taken: Sequence[str] = (), language: str = "") -> list[Proposal]:
    """The competencies of every framework loaded here whose words a sentence of this description shares, each with its
    sentence and its framework, the closest first; those `taken` are left out.

    Of a framework from elsewhere the newest edition is read, and what its statements say, not their explanations.
    """
    known = known_competencies(actor)
    why = _("The description of the job asks for it.")
    own = described.proposals(text, {reference: element for reference, (element, _source) in known.items()}, taken)
    found = [described.told(one, source=known[one.reference][1], rationale=why, language=language) for one in own]
    left_out = {*taken, *known}
    parts = described.sentences(text)
    for framework in newest_editions(actor):
        best = _best_of(actor, framework, parts)
        rows = imported_items(actor, framework.pk).filter(position__in=best)
        for item in rows:
            if item.identifier in left_out or len(item.identifier) > rules.LONGEST_NAME:
                continue
            score, sentence = best[item.position]
            found.append(_proposal(item, framework, why, score=score, sentence=sentence, language=language))
    return described.closest(found)


def known_competencies(actor: Actor) -> dict[str, tuple[skills.Element, str]]:
    """Every competency of this workspace's standards, the newest version's words, and of the occupation database it
    drafts from, by its code, each with what it is from.
    """
    in_use = occupation_source(actor)
    known = {}
    if in_use is not None:
        source = _named(in_use.source.title, in_use.source.version or "")
        for row in in_use.source.elements.order_by("identifier"):
            known[row.identifier] = stored.reference_element(row), source
    own: QuerySet[Competency] = Competency.objects.within(actor)
    fields = ("reference", "name", "description", "framework__title")
    for reference, name, about, title in own.order_by("framework__version", "position", "id").values_list(*fields):
        known[reference] = skills.Element(reference, name, about), title
    return known


def proposal(actor: Actor, found: Framework, code: str) -> Proposal | None:
    """What is proposed under this code for a draft, or known of it here. The caller has read the draft in its scope."""
    for one in described.read(found.proposed):
        if one.reference == code:
            return one
    known = known_competencies(actor).get(code)
    if known is None:
        return None
    element, source = known
    return Proposal(code, element.name, element.description, "", 0, source)


def newest_editions(actor: Actor) -> list[ImportedFramework]:
    """The newest edition of each framework from elsewhere."""
    newest: dict[str, ImportedFramework] = {}
    for one in from_elsewhere(actor).only("document_identifier", "edition", "digest", "title", "source_version", "uri"):
        newest.setdefault(one.document_identifier, one)
    return list(newest.values())


def esco_in_use(actor: Actor) -> ImportedFramework | None:
    """The newest edition of ESCO that was brought in here."""
    return from_elsewhere(actor).filter(uri=esco.MODEL).first()


def esco_occupations(actor: Actor, text: str) -> list[FoundOccupation]:
    """Occupations of ESCO whose code begins with the text, or whose title or other titles hold it; at most twelve.

    Codes and titles before other titles, then by title. Nothing for an empty text.
    """
    framework, wanted = esco_in_use(actor), text.strip().casefold()
    if framework is None or not wanted:
        return []
    found = []
    for code, title, members in _occupations(actor, framework).values_list("code", "statement", "members"):
        others = [other for other in members.get("conceptKeywords", ()) if wanted in other.casefold()]
        if title.casefold() == wanted or code.startswith(wanted):
            rank = 0
        elif wanted in title.casefold():
            rank = 1
        elif others:
            rank = 2
        else:
            continue
        also = min(others, key=lambda other: (len(other), other)) if rank == 2 else ""
        found.append((rank, title, FoundOccupation(code, title, str(members.get("notes", "")), also)))
    return [one for _rank, _title, one in sorted(found, key=lambda each: each[:2])[:MOST_FOUND]]


def esco_occupation(actor: Actor, code: str) -> tuple[ImportedFramework, ImportedItem]:
    """The occupation with this code in the newest edition of ESCO here. Raises BadInput where there is none."""
    framework = esco_in_use(actor)
    if framework is None:
        raise BadInput.of(told("ESCO was not brought in here"), file="occupations")
    found: ImportedItem | None = _occupations(actor, framework).filter(code=code).first()
    if found is None:
        raise BadInput.of(
            told("there is no occupation “%(code)s” in ESCO (a code looks like 2654.1.7)", code=code),
            file="occupations",
            column="code",
        )
    return framework, found


def esco_skills(actor: Actor, framework: ImportedFramework, occupation: ImportedItem) -> list[Proposal]:
    """The skills that ESCO names for an occupation: the essential ones first, each kind by name."""
    kinds: dict[str, str] = {}
    relations = framework.associations.filter(origin=occupation.identifier).order_by("position")
    for skill, members in relations.values_list("destination", "members"):
        kind = _grouping(members)
        if kind == esco.ESSENTIAL or (kind == esco.OPTIONAL and skill not in kinds):
            kinds[skill] = kind
    why = {
        esco.ESSENTIAL: _("ESCO names it as essential for “%(title)s”."),
        esco.OPTIONAL: _("ESCO names it as optional for “%(title)s”."),
    }
    items = imported_items(actor, framework.pk).filter(identifier__in=kinds)
    found = [
        _proposal(
            item, framework, why[kinds[item.identifier]] % {"title": occupation.statement},
            essential=kinds[item.identifier] == esco.ESSENTIAL,
        )
        for item in items
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.essential, one.name.casefold()))


def _occupations(actor: Actor, framework: ImportedFramework) -> "QuerySet[ImportedItem]":
    return imported_items(actor, framework.pk).filter(item_type=esco.OCCUPATION)


def _best_of(actor: Actor, framework: ImportedFramework, parts: Sequence[str]) -> dict[int, tuple[int, str]]:
    def read() -> list[likely.Statement]:
        rows = imported_items(actor, framework.pk).exclude(item_type__in=NO_COMPETENCY)
        return [(place, f"{name} {text}") for place, name, text in rows.values_list("position", "name", "statement")]

    found: list[list[tuple[int, int]]] = []
    for first in range(0, len(parts), AT_A_TIME):
        elements = [skills.Element("", sentence, "") for sentence in parts[first : first + AT_A_TIME]]
        found += likely.like(elements, f"competencies of {framework.digest}", read)
    return described.from_statements(parts, found)


def _proposal(
    item: ImportedItem,
    framework: ImportedFramework,
    rationale: str,
    *,
    score: int = 0,
    sentence: str = "",
    essential: bool = False,
    language: str = "",
) -> Proposal:
    name = item.name or item.statement
    about = str(item.members.get("notes", "")) or item.statement
    source = _named(framework.title, framework.source_version)
    return Proposal(item.identifier, name, about, sentence, score, source, rationale, essential, language)


def _named(title: str, version: str) -> str:
    return " ".join(filter(None, (title, version)))


def _grouping(members: Mapping[str, Any]) -> str:
    """In which list of an occupation's a skill stands."""
    return str(members.get("CFAssociationGroupingURI", {}).get("title", ""))
