"""A package as CTDL-ASN JSON-LD, for the Credential Registry. Source: Credential Engine, CTDL-ASN terms.

It says less than a package does; what it has no term for stays out, and nothing is read back from it.
"""

from skillmark.kernel.skills.exchange.package import CHILD_OF, EXACT, PART_OF, PRECEDES, RELATED, Association, Package

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
            "ceasn:comment": {tongue: [item.notes]} if item.notes else None,
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
        graph.append({key: value for key, value in told.items() if value is not None})
    return {"@context": CONTEXT, "@graph": graph}


def _address(identifier: str) -> str:
    return f"{REGISTRY}ce-{identifier}"
