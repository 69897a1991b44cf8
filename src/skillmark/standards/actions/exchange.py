"""Frameworks from elsewhere come in, whole or not at all.

From the shell that is one transaction. A file brought on a page is kept a part at a time by a job, so that others can
write meanwhile and everybody sees how far it is; nobody reads the framework before its last record is there.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.files.rules import safe_name
from skillmark.foundation.files.store import forget, original, store
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.records import BATCH, add, one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.skills import exchange
from skillmark.kernel.values import BadInput, Problem, as_kept, told
from skillmark.standards import packages, queries
from skillmark.standards.models import (
    ComingState,
    FrameworkImport,
    ImportedAssociation,
    ImportedFramework,
    ImportedItem,
)

log = logging.getLogger(__name__)
Tell = Callable[[int, int], None]
KIND = "standards.import"
PART = 5 * BATCH  # records kept at once: a second's work, so that others who want to write wait no longer
MOST_SHOWN = 50  # problems of a refused file: more than anybody mends in one go


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
    edition, and the one before stays. `tell` hears (records kept, records in all). Raises BadInput for an identifier
    that is too long to be kept.
    """
    access.require(actor, "standards.framework.import")
    framework = _begun(actor, package, file_name, now)
    if framework.whole_at is not None:
        return Imported(framework, there_already=True)
    done, total = 0, _total(package)
    while done < total:
        done = _keep_next(framework, package, now)
        if tell:
            tell(done, total)
    _finish(actor, framework, package, now)
    return Imported(framework, there_already=False)


@action
def bring_framework(
    actor: Actor, *, name: str, content: bytes, format_name: str = "", now: datetime
) -> FrameworkImport:
    """Take a file whose framework a job then reads and keeps. Raises BadInput for what cannot be a framework's file."""
    access.require(actor, "standards.framework.import")
    plain = safe_name(name)
    stored = store(actor, name=plain, content=content, person_id=None, now=now)
    record: FrameworkImport = FrameworkImport.objects.record(
        actor, now=now, person_id=actor.person_id, name=plain, format_name=format_name, file_id=stored.pk
    )
    audit.record(actor, "standards.framework.brought", record)
    key = f"{KIND}/{record.pk}"
    outbox.enqueue(actor, KIND, key=key, payload={"import": str(record.pk)}, due_at=now, now=now)
    return record


def carry_import(actor: Actor, *, import_id: UUID, now: datetime) -> None:
    """Read a file that was brought, check it, and keep its framework part by part. Where a worker was killed, the next
    goes on behind the last part kept. What is refused leaves nothing behind but the reasons.
    """
    record = queries.framework_import(actor, import_id)
    if record.file_id is None:
        return
    content = original(actor, record.file_id)[1]
    try:
        package = packages.from_bytes(content, name=record.name, format_name=record.format_name or None)
        while _keep_part(actor, import_id=import_id, package=package, now=now):
            pass
    except BadInput as bad:
        _refuse(actor, import_id=import_id, problems=bad.problems)
    except (OperationalError, InterfaceError):
        raise  # the database is busy or gone: the job comes again, and the file with it
    except Exception:  # whoever waits for the file is told, and we find out why
        log.exception("framework import %s failed", import_id)
        said = told(
            "could not be taken, for a reason nobody foresaw; whoever runs this installation finds it in its log"
        )
        _refuse(actor, import_id=import_id, problems=[Problem(record.name, said)])


@action
def _keep_part(actor: Actor, *, import_id: UUID, package: exchange.Package, now: datetime) -> bool:
    """One part more; whether there is another."""
    record = _locked(actor, import_id)
    if record.file_id is None:
        return False  # another worker was faster
    framework = record.framework or _begun(actor, package, record.name, now)
    record.there_already = framework.whole_at is not None
    record.framework, record.state, record.total = framework, ComingState.KEEPING, _total(package)
    record.done = record.total if record.there_already else _keep_next(framework, package, now)
    if record.done < record.total:
        record.save()
        return True
    if not record.there_already:
        _finish(actor, framework, package, now)
    _end(actor, record, ComingState.DONE)
    return False


@action
def _refuse(actor: Actor, *, import_id: UUID, problems: Sequence[Problem]) -> None:
    record = _locked(actor, import_id)
    if record.framework is not None and record.framework.whole_at is None:
        record.framework.delete()
        record.framework = None
    record.problems = [as_kept(problem.sentence()) for problem in problems[:MOST_SHOWN]]
    record.more = max(0, len(problems) - MOST_SHOWN)
    audit.record(actor, "standards.framework.refused", record, problems=len(problems))
    _end(actor, record, ComingState.REFUSED)


def _end(actor: Actor, record: FrameworkImport, state: ComingState) -> None:
    if record.file_id is not None:
        forget(list(StoredFile.objects.within(actor).filter(pk=record.file_id)))
    record.state, record.file_id = state, None
    record.save()


def _locked(actor: Actor, import_id: UUID) -> FrameworkImport:
    return one(FrameworkImport.objects.within(actor), import_id, lock=True)


def _begun(actor: Actor, package: exchange.Package, file_name: str, now: datetime) -> ImportedFramework:
    """The framework of this very content: the one that is here, whole or on its way, or a new one without records."""
    document, whole = package.document, exchange.case_json(package)
    digest = queries.digest_of(whole)
    editions = ImportedFramework.objects.within(actor).filter(document_identifier=document.identifier)
    same: ImportedFramework | None = editions.filter(digest=digest).first()
    if same is not None:
        return same
    apart = {"CFItems": package.items, "CFAssociations": package.associations, "CFRubrics": package.rubrics}
    kept: dict[str, Any] = {key: whole.pop(key) for key, records in apart.items() if records}
    last = editions.order_by("-edition").values_list("edition", flat=True).first()
    framework: ImportedFramework = ImportedFramework.objects.record(
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
    return framework


def _total(package: exchange.Package) -> int:
    return len(package.items) + len(package.associations)


def _keep_next(framework: ImportedFramework, package: exchange.Package, now: datetime) -> int:
    """Keep the next part of the records, items before associations; how many are kept by then."""
    common = {"workspace_id": framework.workspace_id, "framework": framework, "recorded_at": now}
    start = framework.items.count()
    if start < len(package.items):
        items = package.items[start : start + PART]
        add(
            ImportedItem.objects.across_workspaces(),
            [
                ImportedItem(
                    **common, identifier=item.identifier, uri=item.uri, code=item.code, name=item.name,
                    statement=item.statement, item_type=item.item_type, members=exchange.item_json(item),
                    position=position,
                )
                for position, item in enumerate(items, start=start + 1)
            ],
        )  # fmt: skip
        return start + len(items)
    before = framework.associations.count()
    relations = package.associations[before : before + PART]
    add(
        ImportedAssociation.objects.across_workspaces(),
        [
            ImportedAssociation(
                **common, type=relation.type, origin=relation.origin.identifier,
                destination=relation.destination.identifier, members=exchange.association_json(relation),
                position=position,
            )
            for position, relation in enumerate(relations, start=before + 1)
        ],
    )  # fmt: skip
    return start + before + len(relations)


def _finish(actor: Actor, framework: ImportedFramework, package: exchange.Package, now: datetime) -> None:
    framework.whole_at = now
    framework.save(update_fields=["whole_at"])
    counts = {"items": len(package.items), "associations": len(package.associations)}
    audit.record(actor, "standards.framework.imported", framework, edition=framework.edition, **counts)
