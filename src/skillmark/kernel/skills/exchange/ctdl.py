"""A package as CTDL-ASN JSON-LD, for the Credential Registry. Source: Credential Engine, CTDL-ASN terms.

It says less than a package does; what it has no term for stays out, and nothing is read back from it.
"""

from collections.abc import Collection, Mapping, Sequence

from skillmark.kernel.skills.exchange.package import (
    CHILD_OF,
    EXACT,
    PART_OF,
    PRECEDES,
    RELATED,
    Association,
    Criterion,
    Item,
    Level,
    Package,
    Rubric,
)

CONTEXT = "https://credreg.net/ctdlasn/schema/context/json"
REGISTRY = "https://credentialengineregistry.org/resources/"
TERMS = {
    EXACT: "ceasn:exactAlignment",
    "ext:closeMatch": "ceasn:majorAlignment",
    "ext:broadMatch": "ceasn:broadAlignment",
    "ext:narrowMatch": "ceasn:narrowAlignment",
    RELATED: "ceasn:minorAlignment",
    PRECEDES: "ceasn:prerequisiteAlignment",
}

SAID_BY_A_PANEL = {"mean", "spread", "r_wg", "raters", "version", "closed_on", "below_cut"}


def ctdl_json(package: Package) -> dict[str, object]:
    """A graph of the framework and its competencies."""
    document = package.document
    language = document.other.get("language")
    tongue = language if isinstance(language, str) and language else "en"
    known = {document.identifier, *(item.identifier for item in package.items)}
    parents = package.parents()
    children: dict[str, list[str]] = {}
    for child, above in parents.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    relations: dict[str, list[Association]] = {}
    for association in package.associations:
        if association.type not in (CHILD_OF, PART_OF):
            relations.setdefault(association.origin.identifier, []).append(association)
    items = [item.identifier for item in package.items]
    top = [one for one in items if not set(parents.get(one, ())) - {document.identifier}]
    framework: dict[str, object] = {
        "@id": _address(document.identifier),
        "@type": "ceasn:CompetencyFramework",
        "ceterms:ctid": f"ce-{document.identifier}",
        "ceasn:name": {tongue: document.title},
        "ceasn:inLanguage": [tongue],
        "ceasn:hasTopChild": [_address(one) for one in top],
    }
    description = document.other.get("description")
    if isinstance(description, str) and description:
        framework["ceasn:description"] = {tongue: description}
    if document.licence is not None and document.licence.uri:
        framework["ceasn:license"] = document.licence.uri
    if document.uri:
        framework["ceasn:source"] = [document.uri]
    graph = [framework]
    for item in package.items:
        above = [_address(one) for one in parents.get(item.identifier, ()) if one != document.identifier]
        told: dict[str, object] = {
            "@id": _address(item.identifier),
            "@type": "ceasn:Competency",
            "ceterms:ctid": f"ce-{item.identifier}",
            "ceasn:competencyText": {tongue: item.statement},
            "ceasn:competencyLabel": {tongue: item.name} if item.name else None,
            "ceasn:codedNotation": item.code or None,
            "ceasn:competencyCategory": {tongue: item.item_type} if item.item_type else None,
            "ceasn:comment": {tongue: comments} if (comments := _comments(item)) else None,
            "ceasn:conceptKeyword": {tongue: list(item.keywords)} if item.keywords else None,
            "ceasn:isPartOf": [_address(document.identifier)],
            "ceasn:isTopChildOf": None if above else [_address(document.identifier)],
            "ceasn:isChildOf": above or None,
            "ceasn:hasChild": [_address(one) for one in children.get(item.identifier, ())] or None,
            "ceasn:exactAlignment": None,
        }
        for association in relations.get(item.identifier, ()):
            to = association.destination
            address = _address(to.identifier) if to.identifier in known else to.uri or to.identifier
            term = TERMS.get(association.type)
            if term is not None:
                listed = told.get(term) or []
                told[term] = [*listed, address] if isinstance(listed, list) else [address]
        graph.append(_without_nothing(told))
    for rubric in package.rubrics:
        graph += _rubric(rubric, document.identifier, known, tongue)
    checked = _checked(document.other)
    if checked:
        graph.append(
            {
                "@id": f"{_address(document.identifier)}#assessed",
                "@type": "ceterms:AssessmentProfile",
                "ceterms:name": {tongue: document.title},
                "ceterms:scoringMethodDescription": {tongue: " ".join(checked)},
            }
        )
    return {"@context": CONTEXT, "@graph": graph}


def _rubric(rubric: Rubric, document: str, known: Collection[str], tongue: str) -> list[dict[str, object]]:
    """A rubric and its criteria, each with its levels in it."""
    about = rubric.other.get("description")
    told: dict[str, object] = {
        "@id": _address(rubric.identifier),
        "@type": "ceasn:Rubric",
        "ceterms:ctid": f"ce-{rubric.identifier}",
        "ceasn:name": {tongue: rubric.title} if rubric.title else None,
        "ceasn:description": {tongue: about} if isinstance(about, str) and about else None,
        "ceasn:inLanguage": [tongue],
        "ceasn:isPartOf": [_address(document)],
        "ceasn:hasRubricCriterion": [_address(one.identifier) for one in rubric.criteria] or None,
    }
    return [_without_nothing(told), *(_criterion(one, known, tongue) for one in rubric.criteria)]


def _criterion(one: Criterion, known: Collection[str], tongue: str) -> dict[str, object]:
    target, category, position = _target(one), one.other.get("category"), one.other.get("position")
    return _without_nothing(
        {
            "@id": _address(one.identifier),
            "@type": "ceasn:RubricCriterion",
            "ceterms:ctid": f"ce-{one.identifier}",
            "ceasn:name": {tongue: category} if isinstance(category, str) and category else None,
            "ceasn:listID": None if position is None else str(position),
            "ceasn:weight": one.weight,
            "ceterms:targetCompetency": [_address(target)] if target in known else None,
            "ceasn:hasCriterionLevel": [_level(level, tongue) for level in one.levels] or None,
        }
    )


def _level(level: Level, tongue: str) -> dict[str, object]:
    quality, position = level.other.get("quality"), level.other.get("position")
    return _without_nothing(
        {
            "@type": "ceasn:CriterionLevel",
            "ceasn:benchmarkLabel": {tongue: quality} if isinstance(quality, str) and quality else None,
            "ceasn:benchmarkText": {tongue: level.descriptor} if level.descriptor else None,
            "ceasn:listID": None if position is None else str(position),
            "schema:value": level.other.get("score"),
        }
    )


def _target(one: Criterion) -> str:
    """The item that a criterion looks at; empty where it names none."""
    item = one.other.get("CFItemURI")
    return str(item.get("identifier", "")) if isinstance(item, dict) else ""


def _comments(item: Item) -> list[str]:
    """What is said of a statement beside it: its notes, the level that is asked for and what that looks like, and what
    it rests on.
    """
    said = item.other.get("extensions")
    extensions: Mapping[str, object] = said if isinstance(said, dict) else {}
    level, words, reason = (extensions.get(key) for key in ("requiredLevel", "descriptor", "reason"))
    told = [item.notes] if item.notes else []
    if isinstance(words, str) and words:
        told.append(words if words.startswith(f"Level {level}") else f"Level {level}: {words}")
    panel = extensions.get("panel")
    if isinstance(panel, dict) and panel.keys() >= SAID_BY_A_PANEL:
        told.append(panel_sentence(panel))
    if isinstance(reason, str) and reason:
        told.append(f"Why it stays: {reason}")
    return told


def panel_sentence(said: Mapping[str, object]) -> str:
    """What a panel said of a line, in one English sentence for those who read data. `said`: its figures as texts, the
    version whose panel it was, and its day.
    """
    cut = ", which is below its cut" if said["below_cut"] else ""
    return (
        f"Rated {said['mean']} of 5 for importance (spread {said['spread']}, agreement r_wg {said['r_wg']}) by "
        f"{said['raters']} people who do or supervise the work, for version {said['version']} of this standard, "
        f"{said['closed_on']}{cut}."
    )


def _checked(other: Mapping[str, object]) -> Sequence[str]:
    said = other.get("extensions")
    checked = said.get("checkedBy") if isinstance(said, dict) else None
    return [str(one) for one in checked] if isinstance(checked, list) else []


def _without_nothing(members: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in members.items() if value is not None}


def _address(identifier: str) -> str:
    return f"{REGISTRY}ce-{identifier}"
