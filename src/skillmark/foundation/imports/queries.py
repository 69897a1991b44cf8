"""Imports and what became of their rows, for those who may bring in such a kind."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation.access import require
from skillmark.foundation.files.store import original
from skillmark.foundation.imports import kinds, reading
from skillmark.foundation.imports.kinds import Fate, Kind
from skillmark.foundation.models.imports import Import, ImportRow, ImportState
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound


def imports(actor: Actor) -> QuerySet[Import]:
    """Those of the kinds this reader may bring in, the latest first."""
    names = [kind.name for kind in kinds.open_to(actor)]
    return Import.objects.within(actor).filter(kind__in=names).order_by("-recorded_at", "-id")


def one_import(actor: Actor, import_id: UUID, *, lock: bool = False) -> Import:
    """Raises NotFound, and Forbidden for a kind that is not the reader's to bring in."""
    found: Import = one(Import.objects.within(actor), import_id, lock=lock)
    kind = kinds.kind(found.kind)
    require(actor, kind.permission)
    about(actor, kind, found.about_id)
    return found


def about(actor: Actor, kind: Kind, about_id: UUID | None) -> str:
    """The name of the record a file is about, empty where it is about none. Raises NotFound and Forbidden."""
    if about_id is None:
        return ""
    if kind.about is None:
        raise NotFound(str(about_id))
    return kind.about.name(actor, about_id)


def remembered(actor: Actor, kind: str, header: str) -> dict[str, str]:
    """How a file with these column names was mapped the last time; empty where none was."""
    before = Import.objects.within(actor).filter(kind=kind, header=header).exclude(state=ImportState.MAPPING)
    found: dict[str, str] | None = before.order_by("-recorded_at", "-id").values_list("mapping", flat=True).first()
    return found or {}


def first_lines(actor: Actor, record: Import, most: int) -> list[reading.Line]:
    """The first rows as they came; none of a kind that nobody reads back."""
    if record.file_id is None or kinds.kind(record.kind).sealed:
        return []
    _, content = original(actor, record.file_id)
    return [line for line, _ in zip(reading.lines(content), range(most), strict=False)]


def asked(actor: Actor, import_id: UUID) -> QuerySet[ImportRow]:
    """Rows of which somebody must say whom they are about."""
    return ImportRow.objects.within(actor).filter(of_id=import_id, fate=Fate.ASKED).order_by("number")


def with_problems(actor: Actor, import_id: UUID) -> QuerySet[ImportRow]:
    """Rows that are not taken over, or not wholly."""
    return ImportRow.objects.within(actor).filter(of_id=import_id).exclude(problem=[]).order_by("number")


def told(actor: Actor, record: Import) -> Iterator[ImportRow]:
    return with_problems(actor, record.pk).iterator()
