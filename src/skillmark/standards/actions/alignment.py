"""What reviewers find of two statements of frameworks."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import queries
from skillmark.standards.actions.exchange import import_framework
from skillmark.standards.models import ImportedFramework, ItemAlignment, Relation


@action
def review_alignment(
    actor: Actor, *, origin_id: UUID, destination_id: UUID, relation: str, now: datetime
) -> ItemAlignment:
    """Say how two statements of frameworks compare, as of today. A later finding counts over an earlier one.

    Raises NotFound for an item that is not in this workspace, BadInput for another relation or one and the same item.
    """
    access.require(actor, "standards.alignment.review")
    if relation not in Relation.values:
        said = told("“%(value)s” is none of %(allowed)s", value=relation, allowed=", ".join(Relation.values))
        raise BadInput.of(said, file="alignment", column="relation")
    origin, destination = (queries.imported_item(actor, item_id) for item_id in (origin_id, destination_id))
    if origin.pk == destination.pk:
        raise BadInput.of(told("a statement cannot be compared with itself"), file="alignment")
    alignment: ItemAlignment = ItemAlignment.objects.record(
        actor,
        now=now,
        origin=origin,
        destination=destination,
        relation=relation,
        reviewer_id=actor.person_id,
        reviewed_on=people.today(actor, now),
    )
    audit.record(actor, "standards.alignment.reviewed", alignment, relation=relation)
    return alignment


@action
def take_own_side(actor: Actor, *, framework_id: UUID, now: datetime) -> ImportedFramework:
    """A version of our own, drafts too, as a side to compare: its statements are kept as they read now, so that what a
    reviewer finds stays about the words she saw. The same words are kept once. Raises NotFound.
    """
    access.require(actor, "standards.alignment.review")
    own = queries.framework(actor, framework_id)
    return import_framework(actor, package=queries.package_of(own), file_name=own.title, now=now).framework


@action
def decline_alignments(actor: Actor, *, origin_id: UUID, destination_ids: Collection[UUID], now: datetime) -> None:
    """Say of each of these likely statements that it is not like the first. Raises NotFound, BadInput."""
    for destination_id in destination_ids:
        review_alignment(
            actor, origin_id=origin_id, destination_id=destination_id, relation=Relation.NONE.value, now=now
        )
