"""What is held of a person: gathered from every context, and what the foundation itself holds and lets go of.

A row is `{"kind", "recorded_at", "values": {field: value}}`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation.files.store import forget
from skillmark.foundation.models.doors import ApiToken, CapabilityLink, KeptAnswer
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.imports import Import, ImportRow, ImportState
from skillmark.foundation.models.rights import Hold
from skillmark.foundation.roles import Actor

Answer = Callable[[Actor, UUID], list[dict[str, Any]]]
RecordsOf = Callable[[UUID], Sequence[UUID]]
_answers: dict[str, Answer] = {}
_records_of: list[RecordsOf] = []
_put_right_within: dict[str, Callable[[], str]] = {}


def install(
    answers: Mapping[str, Answer], records_of: RecordsOf, put_right_within: Mapping[str, Callable[[], str]]
) -> None:
    """Put the assembled map context → `personal_data` in force, who knows which records are one person's, and the map
    context → who of it alone puts its records right.
    """
    _answers.clear()
    _answers.update(answers)
    _records_of[:] = [records_of]
    _put_right_within.clear()
    _put_right_within.update(put_right_within)


def put_right_within(kind: str) -> str:
    """Whom she tells to have records of a kind ("context.kind") put right, where nobody else may learn of them; empty
    where she may ask whoever looks after the place.
    """
    says = _put_right_within.get(kind.partition(".")[0])
    return says() if says else ""


def records_of(person_id: UUID) -> Sequence[UUID]:
    """A person's record and those that were merged into it, her own first: what is told, kept or erased of her is told,
    kept or erased of each.
    """
    return _records_of[0](person_id) if _records_of else [person_id]


def everything(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Every row about a person in this workspace, kinds named "context.kind". The caller has made sure who reads."""
    return [
        {**row, "kind": f"{context}.{row['kind']}"}
        for context, answer in _answers.items()
        for record in records_of(person_id)
        for row in answer(actor, record)
    ]


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her files, the tokens and links made for her (never their secrets), spreadsheets she brought or was in, and what
    must be kept of her.
    """
    files = StoredFile.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    tokens = ApiToken.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    links = _links(actor, person_id).order_by("recorded_at", "id")
    holds = Hold.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    brought = Import.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    rows = ImportRow.objects.within(actor).filter(subject_id=person_id).order_by("recorded_at", "id")
    return [
        *(_row("file", row, name=row.name, media_type=row.media_type, size=row.size) for row in files),
        *(_row("token", row, name=row.name, expires_at=row.expires_at) for row in tokens),
        *(_row("link", row, purpose=row.purpose, expires_at=row.expires_at) for row in links),
        *(_row("import", row, name=row.name) for row in brought),
        *(_row("import_row", row, number=row.number, fate=row.fate) for row in rows),
        *(_row("hold", row, reason=row.reason if row.may_be_told else "", ended_at=row.ended_at) for row in holds),
    ]


def _row(kind: str, row: Any, **values: Any) -> dict[str, Any]:
    known = {field: value for field, value in values.items() if value not in (None, "")}
    return {"kind": kind, "recorded_at": row.recorded_at, "values": known}


def named_among(actor: Actor, person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have a file, a token, a link or a hold, or brought a spreadsheet."""
    links: QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    found: set[Any] = set(links.filter(holder_id__in=person_ids).values_list("holder_id", flat=True))
    for model in (StoredFile, ApiToken, CapabilityLink, Hold, Import):
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
    _links(actor, person_id).delete()
    CapabilityLink.objects.within(actor).filter(opened_by_id=person_id).update(opened_by_id=None)
    Hold.objects.within(actor).filter(person_id=person_id).delete()
    KeptAnswer.objects.filter(token__workspace_id=actor.workspace_id).update(body=None)


def _links(actor: Actor, person_id: UUID) -> "QuerySet[CapabilityLink]":
    """Links about her, and links given to her."""
    found: QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    return found.filter(Q(person_id=person_id) | Q(holder_id=person_id))


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
