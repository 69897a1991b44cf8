"""Reads of frameworks from elsewhere, and any framework as a package, each in one scope."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.similar import suggest_tasks
from skillmark.standards import packaged
from skillmark.standards.models import Framework, ImportedFramework, ImportedItem, ItemAlignment, Relation

__all__ = ["ImportedFramework", "ImportedItem", "ItemAlignment", "Relation"]

MOST_AT_ONCE = 200  # statements suggestions are made for in one look: what a reviewer sees in a sitting


class NoSuchFramework(LookupError):
    """No framework here has this identifier, ours or its source's own."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two statements whose words are alike: cosine similarity in ten-thousandths. Somebody has to look."""

    origin: ImportedItem
    destination: ImportedItem
    score: int


def imported_frameworks(actor: Actor) -> "QuerySet[ImportedFramework]":
    """Every edition of every imported framework, by title, the newest edition first."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[ImportedFramework] = ImportedFramework.objects.within(actor)
    return found.order_by("title", "document_identifier", "-edition")


def imported(actor: Actor, package: exchange.Package) -> ImportedFramework | None:
    """The framework that this very content is kept as, where it is."""
    editions = imported_frameworks(actor).filter(document_identifier=package.document.identifier)
    return editions.filter(digest=digest_of(exchange.case_json(package))).first()


def imported_item(actor: Actor, item_id: UUID) -> ImportedItem:
    """Raises NotFound."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[ImportedItem] = ImportedItem.objects.within(actor)
    return one(found, item_id)


def source_references(actor: Actor, identifier: str) -> "QuerySet[ImportedItem]":
    """Every statement known by this identifier, in every framework and edition it came in with, the first first."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[ImportedItem] = ImportedItem.objects.within(actor)
    return found.filter(identifier=identifier).select_related("framework").order_by("recorded_at", "id")


def exported(actor: Actor, given: str) -> exchange.Package:
    """The framework with this identifier as a package: ours, or the source document's own (its newest edition).

    Drafts too. Raises NoSuchFramework.
    """
    ours = _uuid(given)
    frameworks = imported_frameworks(actor)
    newest = frameworks.filter(document_identifier=given).first() or frameworks.filter(uri=given).first()
    found = (frameworks.filter(pk=ours).first() if ours else None) or (newest if given else None)
    if found is not None:
        return _package(found)
    versions: QuerySet[Framework] = Framework.objects.within(actor).order_by("-version")
    standard = versions.filter(pk=ours).first() if ours else None
    standard = standard or (versions.filter(source_identifier=given).first() if given else None)
    if standard is None:
        raise NoSuchFramework(given)
    return packaged.standard_package(standard)


def alignments(actor: Actor, framework_id: UUID) -> list[ItemAlignment]:
    """What was found last of each two statements, for the statements of one framework; not what is not alike."""
    access.require(actor, "standards.framework.read")
    latest: dict[tuple[UUID, UUID], ItemAlignment] = {}
    found: QuerySet[ItemAlignment] = ItemAlignment.objects.within(actor).filter(origin__framework_id=framework_id)
    for alignment in found.select_related("origin", "destination", "reviewer").order_by("recorded_at", "id"):
        latest[alignment.origin_id, alignment.destination_id] = alignment
    return [alignment for alignment in latest.values() if alignment.relation != Relation.NONE]


def suggested_alignments(actor: Actor, framework_id: UUID, other_id: UUID) -> list[Suggestion]:
    """Up to three likely statements of the other framework for each of the first 200 nobody has compared yet."""
    access.require(actor, "standards.framework.read")
    items: QuerySet[ImportedItem] = ImportedItem.objects.within(actor)
    reviewed = ItemAlignment.objects.within(actor).filter(destination__framework_id=other_id).values("origin_id")
    origins = list(items.filter(framework_id=framework_id).exclude(pk__in=reviewed).order_by("position")[:MOST_AT_ONCE])
    others = {str(item.pk): item for item in items.filter(framework_id=other_id).order_by("position")}
    elements = [skills.Element(item.identifier, item.name, item.statement) for item in origins]
    texts = [(key, f"{item.name} {item.statement}") for key, item in others.items()]
    return [
        Suggestion(origin, others[found.task_id], found.score)
        for origin, likely in zip(origins, suggest_tasks(elements, texts), strict=True)
        for found in likely
    ]


def digest_of(whole: Mapping[str, object]) -> str:
    """SHA-256 over a package's CASE members, lower-case hex."""
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _package(framework: ImportedFramework) -> exchange.Package:
    whole = dict(framework.rest) | {"CFDocument": framework.document}
    kept = {
        "CFItems": list(framework.items.order_by("position").values_list("members", flat=True)),
        "CFAssociations": list(framework.associations.order_by("position").values_list("members", flat=True)),
        "CFRubrics": framework.rubrics,
    }
    whole |= {key: entries for key, entries in kept.items() if entries}
    if framework.definitions is not None:
        whole["CFDefinitions"] = framework.definitions
    return exchange.package_of(whole, name=framework.file_name)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
