"""The job that carries an import: one bounded piece in each transaction, the next asked for in the same one, so that a
killed worker loses at most a piece of work and no row is carried out twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation import audit, outbox, sources
from skillmark.foundation.files.store import forget, original
from skillmark.foundation.imports import kinds, reading
from skillmark.foundation.imports.kinds import Brought, Fate, Given, Kind, Outcome
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.imports import Import, ImportRow, ImportState
from skillmark.foundation.records import add, one, put
from skillmark.foundation.roles import Actor

KIND = "foundation.import"
PIECE = 2000  # rows: a second's work, so that others who want to write wait no longer
AT_WORK = (ImportState.CHECKING, ImportState.CARRYING, ImportState.UNDOING)
WORST_FIRST = (Fate.REFUSED, Fate.ASKED, Fate.ADDED, Fate.CHANGED, Fate.SAME)
SAME = str(WORST_FIRST.index(Fate.SAME))
Lines = dict[int, list[str]]
# The file as this worker read it last, by (import, instant of the mapping): reading 100,000 rows takes two seconds, a
# piece one. A worker that takes over reads it again.
_read: dict[tuple[UUID, str], tuple[Brought, dict[int, Outcome], list[int], Lines]] = {}


def ask(actor: Actor, record: Import, now: datetime) -> None:
    """Have a worker do the next piece."""
    key = f"{KIND}/{record.pk}/{sources.new_id()}"  # asked for once: in the transaction of the piece before
    outbox.enqueue(actor, KIND, key=key, payload={"import": str(record.pk)}, due_at=now, now=now)


def go_on(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Do the next piece of an import, and ask for the one after it."""
    record = one(Import.objects.within(actor), UUID(payload["import"]), lock=True)
    if record.state not in AT_WORK:
        return
    if record.state == ImportState.UNDOING:
        _undo(actor, record, now)
        return
    kind, dry = kinds.kind(record.kind), record.state == ImportState.CHECKING
    whole, refused, numbers, cells = _whole(actor, kind, record)
    if record.step == record.position == 0:
        whole.kept.clear()  # what was found for the check may have changed since
    if len(record.fates) != len(numbers):
        record.fates = SAME * len(numbers)
    piece = numbers[record.position : record.position + PIECE]
    if piece:
        _carry(actor, record, kind, whole, refused, piece, cells, dry, now)
    record.position += len(piece)
    if record.position >= len(numbers):
        record.step, record.position = record.step + 1, 0
    if record.step == len(kind.steps):
        _finish(actor, record, now)
    record.save()
    if record.state in AT_WORK:
        ask(actor, record, now)


def _whole(actor: Actor, kind: Kind, record: Import) -> tuple[Brought, dict[int, Outcome], list[int], Lines]:
    key = (record.pk, repr((record.mapping, record.day_orders, record.answers)))
    if key not in _read:
        _read.clear()
        assert record.file_id is not None, "an import at work has its file"
        _, content = original(actor, record.file_id)
        whole, refused = reading.brought(kind, record, content)
        cells = {number: cells for number, cells, _ in reading.lines(content)}
        _read[key] = whole, refused, list(cells), cells
    return _read[key]


def _carry(
    actor: Actor,
    record: Import,
    kind: Kind,
    whole: Brought,
    refused: dict[int, Outcome],
    piece: Sequence[int],
    cells: Lines,
    dry: bool,
    now: datetime,
) -> None:
    """One piece of one step, and what became of each row of it."""
    known = ImportRow.objects.within(actor).filter(of=record, number__in=piece if record.step else ())
    digits = record.fates[record.position : record.position + len(piece)]
    fates = {number: WORST_FIRST[int(digit)] for number, digit in zip(piece, digits, strict=True)}
    whole.fates.clear()
    whole.fates.update(fates)
    about = known.values_list("number", "subject_id")
    whole.subjects.clear()
    whole.subjects.update((number, subject_id) for number, subject_id in about if subject_id is not None)
    rows = _of_piece(whole, [number for number in piece if fates[number] not in (Fate.REFUSED, Fate.ASKED)])
    outcomes: list[Outcome] = [] if record.step else [refused[number] for number in piece if number in refused]
    outcomes += kind.steps[record.step](actor, whole, rows, dry, now)
    for outcome in outcomes:
        fates[outcome.number] = min(fates[outcome.number], outcome.fate, key=WORST_FIRST.index)
    digits = "".join(str(WORST_FIRST.index(fates[number])) for number in piece)
    record.fates = record.fates[: record.position] + digits + record.fates[record.position + len(piece) :]
    # what was tried and is well leaves nothing: the counts are in `fates`, and nothing is to be put back
    kept = [one for one in outcomes if one.problem is not None or (not dry and one.fate is not Fate.SAME)]
    before = {row.number: row for row in known.filter(number__in=[one.number for one in kept])} if record.step else {}
    told: list[ImportRow] = []
    for outcome in kept:
        row = before.get(outcome.number) or ImportRow(
            workspace_id=record.workspace_id, recorded_at=now, of=record, number=outcome.number
        )
        row.fate = fates[outcome.number]
        row.subject_id = outcome.subject_id or row.subject_id
        row.before = row.before | dict(outcome.before)
        row.choices = [[str(choice), name] for choice, name in outcome.choices]
        if outcome.problem is not None:
            row.problem, row.cells = list(outcome.problem), [] if kind.sealed else cells[outcome.number]
        told.append(row)
    add(ImportRow.objects.within(actor), [row for row in told if row.number not in before])
    fields = ["fate", "subject_id", "problem", "cells", "choices", "before"]
    put(ImportRow.objects.within(actor), before.values(), fields)


def _of_piece(whole: Brought, piece: Sequence[int]) -> list[Given]:
    by_number = whole.keep("by number", lambda all_: {row.number: row for row in all_.rows})
    return [by_number[number] for number in piece if number in by_number]


def _finish(actor: Actor, record: Import, now: datetime) -> None:
    record.counts = _counts(record)
    if record.state == ImportState.CHECKING:
        record.state, record.step = ImportState.CHECKED, 0
        return
    record.state, record.finished_at = ImportState.DONE, now
    _let_go_of_file(actor, record)
    _read.clear()
    audit.record(actor, "foundation.import.carried", record, **record.counts)


def _counts(record: Import) -> dict[str, int]:
    return {fate.value: record.fates.count(str(WORST_FIRST.index(fate))) for fate in Fate}


def _let_go_of_file(actor: Actor, record: Import) -> None:
    if record.file_id is not None:
        forget(list(StoredFile.objects.within(actor).filter(pk=record.file_id)))
    record.file_id = None


def _undo(actor: Actor, record: Import, now: datetime) -> None:
    """Everything or nothing, in one transaction: until something depends on a row."""
    kind = kinds.kind(record.kind)
    rows = ImportRow.objects.within(actor).filter(of=record).order_by("-number")
    about = rows.values_list("subject_id", "before")
    done = [(subject_id, before) for subject_id, before in about.iterator() if subject_id is not None]
    record.dependency = [list(reason) for reason in kind.depends(actor, done, now)]
    if record.dependency:
        record.state = ImportState.DONE
    else:
        kind.undo(actor, done, now)
        rows.update(before={})
        record.state, record.finished_at = ImportState.UNDONE, now
        audit.record(actor, "foundation.import.undone", record, rows=len(done))
    record.save()


def forget_rows(actor: Actor, records: Iterable[Import]) -> None:
    """What a check found is found anew."""
    ImportRow.objects.within(actor).filter(of__in=list(records)).delete()
