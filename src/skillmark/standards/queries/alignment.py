"""How statements of imported frameworks compare: what likely ones there are, and what reviewers found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.kernel import skills
from skillmark.standards import likely
from skillmark.standards.models import OUT_OF_USE, Framework, ImportedFramework, ImportedItem, ItemAlignment, Relation
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
    return _standing(actor, Q(origin__framework_id=framework_id))


def own_alignments(actor: Actor, framework: Framework) -> "QuerySet[ItemAlignment]":
    """The same for a version of our own, whichever of its words were looked at: a draft is edited meanwhile. What was
    found from the other side is there too.
    """
    access.require(actor, "standards.framework.read")
    ours = str(framework.pk)
    either = Q(origin__framework__document_identifier=ours) | Q(destination__framework__document_identifier=ours)
    return _standing(actor, either)


def _standing(actor: Actor, which: Q) -> "QuerySet[ItemAlignment]":
    found: QuerySet[ItemAlignment] = ItemAlignment.objects.within(actor).filter(which)
    when = OuterRef("recorded_at")
    later = ItemAlignment.objects.within(actor).filter(
        Q(recorded_at__gt=when) | Q(recorded_at=when, pk__gt=OuterRef("pk")),
        origin=OuterRef("origin"),
        destination=OuterRef("destination"),
    )
    standing = found.exclude(Exists(later)).exclude(relation=Relation.NONE)
    sides = ("origin__framework", "destination__framework")
    return standing.select_related(*sides, "reviewer").order_by("recorded_at", "id")


def other_sides(actor: Actor, framework: ImportedFramework) -> tuple[list[Framework], list[ImportedFramework]]:
    """What a framework can be compared with, never itself: our own standards in force and drafts, then others."""
    own = [one for one in _own_sides(actor) if str(one.pk) != framework.document_identifier]
    return own, list(from_elsewhere(actor).exclude(pk=framework.pk))


def sides_beside(actor: Actor, framework: Framework) -> tuple[list[Framework], list[ImportedFramework]]:
    """The same for a version of our own."""
    return [one for one in _own_sides(actor) if one.pk != framework.pk], list(from_elsewhere(actor))


def _own_sides(actor: Actor) -> "QuerySet[Framework]":
    return frameworks(actor).exclude(status__in=OUT_OF_USE)


def standard_behind(actor: Actor, side: ImportedFramework) -> Framework | None:
    """The version of our own that was kept as this side to compare it; None for a framework from elsewhere."""
    pk = id_in(side.document_identifier)
    return frameworks(actor).filter(pk=pk).first() if pk else None


def waiting_statements(actor: Actor, framework_id: UUID, other_id: UUID) -> "QuerySet[ImportedItem]":
    """The statements of a framework that nobody has compared with one of the other yet, in its own order."""
    access.require(actor, "standards.alignment.review")
    compared = ItemAlignment.objects.within(actor).filter(destination__framework_id=other_id).values("origin_id")
    return imported_items(actor, framework_id).exclude(pk__in=compared)


def suggestions(actor: Actor, origins: Sequence[ImportedItem], other_id: UUID) -> list[list[Suggestion]]:
    """For each of these statements up to three likely ones of another framework, the likeliest first."""
    access.require(actor, "standards.alignment.review")
    others = imported_items(actor, other_id)
    elements = [skills.Element(item.identifier, item.name, item.statement) for item in origins]

    def read() -> list[likely.Statement]:
        rows = others.values_list("position", "name", "statement")
        return [(position, f"{name} {text}") for position, name, text in rows]

    digest = imported_framework(actor, other_id).digest
    found = likely.like(elements, digest, read)
    wanted = {position for each in found for position, _ in each}
    items = {item.position: item for item in others.filter(position__in=wanted)}
    return [[Suggestion(items[position], score) for position, score in each] for each in found]
