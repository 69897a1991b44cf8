"""What the foundation itself holds of a person, and how it lets go of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation.files.store import forget
from skillmark.foundation.models.doors import ApiToken, CapabilityLink, KeptAnswer
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.imports import Import, ImportRow, ImportState
from skillmark.foundation.roles import Actor


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her files, the tokens and links made for her (never their secrets), and spreadsheets she brought or was in."""
    files = StoredFile.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    tokens = ApiToken.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    links = CapabilityLink.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    brought = Import.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    rows = ImportRow.objects.within(actor).filter(subject_id=person_id).order_by("recorded_at", "id")
    return [
        *({"kind": "import", "name": row.name, "recorded_at": row.recorded_at.isoformat()} for row in brought),
        *({"kind": "import_row", "row": row.number, "fate": row.fate} for row in rows),
        *({"kind": "file", "name": row.name, "media_type": row.media_type, "size": row.size} for row in files),
        *({"kind": "token", "name": row.name, "expires_at": row.expires_at.isoformat()} for row in tokens),
        *({"kind": "link", "purpose": row.purpose, "expires_at": row.expires_at.isoformat()} for row in links),
    ]


def named_among(actor: Actor, person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have a file, a token or a link, or brought a spreadsheet."""
    found: set[UUID] = set()
    for model in (StoredFile, ApiToken, CapabilityLink, Import):
        rows = model.objects.within(actor).filter(person_id__in=person_ids)
        found.update(filter(None, rows.values_list("person_id", flat=True)))
    return found


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Delete them. Answers kept for repeated requests may tell of her: their texts go, that they were given stays.

    A spreadsheet on its way in may name her in any row, so it is stopped; of those brought in, what was kept of rows
    with something wrong goes, and her own row, which an undo then passes over.
    """
    forget(list(StoredFile.objects.within(actor).filter(person_id=person_id)))
    _forget_imports(actor, person_id)
    ApiToken.objects.within(actor).filter(person_id=person_id).delete()
    CapabilityLink.objects.within(actor).filter(person_id=person_id).delete()
    KeptAnswer.objects.filter(token__workspace_id=actor.workspace_id).update(body=None)


def _forget_imports(actor: Actor, person_id: UUID) -> None:
    imports, rows = Import.objects.within(actor), ImportRow.objects.within(actor)
    files = imports.exclude(file_id=None).values_list("file_id", flat=True)
    forget(list(StoredFile.objects.within(actor).filter(pk__in=list(files))))
    imports.exclude(file_id=None).update(file_id=None, state=ImportState.STOPPED)
    imports.update(name="", answers={}, dependency=[])
    imports.filter(person_id=person_id).update(person_id=None)
    rows.filter(subject_id=person_id).delete()
    rows.update(problem=[], cells=[], choices=[])


ANSWERS = {"personal_data": personal_data, "erase": erase}
