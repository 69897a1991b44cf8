"""Frameworks from elsewhere come in, whole or not at all; and what reviewers find of their statements."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import BATCH, add
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.skills import exchange
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import queries
from skillmark.standards.models import (
    ImportedAssociation,
    ImportedFramework,
    ImportedItem,
    ItemAlignment,
    Relation,
)

Tell = Callable[[int, int], None]
PART = 5 * BATCH  # records between two words of progress


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: the framework as it is kept, and whether this very content was here before."""

    framework: ImportedFramework
    there_already: bool


@action
def import_framework(
    actor: Actor, *, package: exchange.Package, file_name: str, now: datetime, tell: Tell | None = None
) -> Imported:
    """Keep a package in the workspace. The same content is kept once; other content of the same document is its next
    edition, and the one before stays. `tell` hears (records kept, records in all).
    """
    access.require(actor, "standards.framework.import")
    document, whole = package.document, exchange.case_json(package)
    digest = queries.digest_of(whole)
    editions = ImportedFramework.objects.within(actor).filter(document_identifier=document.identifier)
    same = editions.filter(digest=digest).first()
    if same is not None:
        return Imported(same, there_already=True)
    apart = {"CFItems": package.items, "CFAssociations": package.associations, "CFRubrics": package.rubrics}
    kept = {key: whole.pop(key) for key, records in apart.items() if records}
    last = editions.order_by("-edition").values_list("edition", flat=True).first()
    framework = ImportedFramework.objects.record(
        actor,
        now=now,
        document_identifier=document.identifier,
        uri=document.uri,
        title=document.title,
        source_version=document.version,
        licence=document.licence.title or document.licence.uri if document.licence else "",
        file_name=file_name,
        edition=(last or 0) + 1,
        digest=digest,
        document=whole.pop("CFDocument"),
        definitions=whole.pop("CFDefinitions", None),
        rubrics=kept.get("CFRubrics", []),
        rest=whole,
    )
    _store(framework, package, now, tell)
    counts = {"items": len(package.items), "associations": len(package.associations)}
    audit.record(actor, "standards.framework.imported", framework, edition=framework.edition, **counts)
    return Imported(framework, there_already=False)


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


def _store(framework: ImportedFramework, package: exchange.Package, now: datetime, tell: Tell | None) -> None:
    common = {"workspace_id": framework.workspace_id, "framework": framework, "recorded_at": now}
    count = len(package.items) + len(package.associations)
    done = 0
    for start in range(0, len(package.items), PART):
        part = package.items[start : start + PART]
        add(
            ImportedItem.objects.across_workspaces(),
            [
                ImportedItem(
                    **common, identifier=item.identifier, uri=item.uri, code=item.code, name=item.name,
                    statement=item.statement, item_type=item.item_type, members=exchange.item_json(item),
                    position=position,
                )
                for position, item in enumerate(part, start=start + 1)
            ],
        )  # fmt: skip
        done += len(part)
        if tell:
            tell(done, count)
    for start in range(0, len(package.associations), PART):
        relations = package.associations[start : start + PART]
        add(
            ImportedAssociation.objects.across_workspaces(),
            [
                ImportedAssociation(
                    **common, type=one.type, origin=one.origin.identifier, destination=one.destination.identifier,
                    members=exchange.association_json(one), position=position,
                )
                for position, one in enumerate(relations, start=start + 1)
            ],
        )  # fmt: skip
        done += len(relations)
        if tell:
            tell(done, count)
