"""How statements of imported frameworks compare: what likely ones there are, and what reviewers found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.kernel.skills.similar import suggest_tasks
from skillmark.standards.models import Framework, ImportedFramework, ImportedItem, ItemAlignment, Relation, Status
from skillmark.standards.queries.exchange import from_elsewhere, imported_framework, imported_items
from skillmark.standards.queries.frameworks import frameworks

__all__ = ["ItemAlignment", "Relation"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement whose words are like those of another: cosine similarity in ten-thousandths. Somebody has to look."""

    item: ImportedItem
    score: int


def alignments(actor: Actor, framework_id: UUID) -> "QuerySet[ItemAlignment]":
    """What was found last of each two statements, for the statements of one framework, in the order of looking; not
    what is not alike. Raises NotFound.
    """
    imported_framework(actor, framework_id)
    found: QuerySet[ItemAlignment] = ItemAlignment.objects.within(actor).filter(origin__framework_id=framework_id)
    when = OuterRef("recorded_at")
    later = ItemAlignment.objects.within(actor).filter(
        Q(recorded_at__gt=when) | Q(recorded_at=when, pk__gt=OuterRef("pk")),
        origin=OuterRef("origin"),
        destination=OuterRef("destination"),
    )
    standing = found.exclude(Exists(later)).exclude(relation=Relation.NONE)
    return standing.select_related("origin", "destination__framework", "reviewer").order_by("recorded_at", "id")


def other_sides(actor: Actor, framework: ImportedFramework) -> tuple[list[Framework], list[ImportedFramework]]:
    """What a framework can be compared with, never itself: our own standards in force and drafts, then others."""
    own = frameworks(actor).exclude(status=Status.SUPERSEDED)
    others = from_elsewhere(actor).exclude(pk=framework.pk)
    return [one for one in own if str(one.pk) != framework.document_identifier], list(others)


def waiting_statements(actor: Actor, framework_id: UUID, other_id: UUID) -> "QuerySet[ImportedItem]":
    """The statements of a framework that nobody has compared with one of the other yet, in its own order."""
    access.require(actor, "standards.alignment.review")
    compared = ItemAlignment.objects.within(actor).filter(destination__framework_id=other_id).values("origin_id")
    return imported_items(actor, framework_id).exclude(pk__in=compared)


def suggestions(actor: Actor, origins: Sequence[ImportedItem], other_id: UUID) -> list[list[Suggestion]]:
    """For each of these statements up to three likely ones of another framework, the likeliest first."""
    access.require(actor, "standards.alignment.review")
    others = imported_items(actor, other_id)
    texts = [(str(key), f"{name} {text}") for key, name, text in others.values_list("pk", "name", "statement")]
    elements = [skills.Element(item.identifier, item.name, item.statement) for item in origins]
    likely = suggest_tasks(elements, texts)
    wanted = {found.task_id for each in likely for found in each}
    items = {str(item.pk): item for item in others.filter(pk__in=wanted)}
    return [[Suggestion(items[found.task_id], found.score) for found in each] for each in likely]
