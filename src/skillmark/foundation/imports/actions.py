"""What whoever brings a spreadsheet does, step by step: bring, map, answer, carry out, undo."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.files import rules
from skillmark.foundation.files.store import forget, original, store
from skillmark.foundation.imports import kinds, queries, reading, running
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.imports import Import, ImportState
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, DayOrder, read_spreadsheet, told

SEALED_WAITS = timedelta(days=1)  # time to ask a colleague; every further day the answers lie in a file for nothing
WAITING = (ImportState.MAPPING, ImportState.CHECKED)
ANSWER = re.compile(r"new|[0-9a-f-]{36}")


class NotNow(ValueError):
    """The import is not where this can be done: somebody was faster, or the page is an old one."""


class NotMapped(ValueError):
    """`fields` must have a column (one of them, where they are several); `orders` must say which number is the day."""

    def __init__(self, fields: tuple[tuple[str, ...], ...] = (), orders: tuple[str, ...] = ()) -> None:
        self.fields, self.orders = fields, orders
        super().__init__(f"{fields} {orders}")


@action
def bring(actor: Actor, *, kind: str, name: str, content: bytes, about_id: UUID | None = None, now: datetime) -> Import:
    """Keep a spreadsheet on its way in, its columns mapped as they were the last time or as their names suggest.

    Raises BadInput, in one plain sentence, for a file that cannot be taken, and ValueError where it must be about a
    record and none is said.
    """
    wanted = kinds.kind(kind)
    require(actor, wanted.permission)
    queries.about(actor, wanted, about_id)
    if about_id is None and wanted.about is not None and not wanted.about.without:
        raise ValueError(f"{kind} are about a record")
    plain = rules.safe_name(name)
    if len(content) > rules.MOST_BYTES:
        most = rules.MOST_BYTES // 2**20
        raise BadInput.of(told("is larger than %(most)s MB; bring it in parts", most=most), file=plain)
    sheet = read_spreadsheet(content, name=plain)
    kept = store(actor, name="import.txt", content=reading.written(sheet), person_id=None, now=now)
    header = reading.header_digest(sheet.columns)
    before = queries.remembered(actor, kind, header)
    record: Import = Import.objects.record(
        actor,
        now=now,
        kind=kind,
        about_id=about_id,
        person_id=actor.person_id,
        name=plain,
        file_id=kept.pk,
        columns=list(sheet.columns),
        header=header,
        mapping=before or reading.suggested(wanted, sheet.columns),
        total=len(sheet.rows),
    )
    audit.record(actor, "foundation.import.brought", record, kind=wanted.permission, rows=len(sheet.rows))
    return record


@action
def map_columns(
    actor: Actor, *, import_id: UUID, mapping: Mapping[str, str], orders: Mapping[str, str], now: datetime
) -> Import:
    """Say which column is which, and have the rows checked. Raises NotMapped, NotNow."""
    record = _mine(actor, import_id, ImportState.MAPPING, ImportState.CHECKED)
    kind = kinds.kind(record.kind)
    record.mapping = {
        field.name: mapping[field.name] for field in kind.fields if mapping.get(field.name) in record.columns
    } | _others(kind, record, mapping)
    needed = [*((field.name,) for field in kind.fields if field.required), *kind.needs]
    missing = tuple(group for group in needed if not set(group) & set(record.mapping))
    if kind.rest is not None and not any(name.startswith(kinds.COLUMN) for name in record.mapping):
        missing += ((kinds.COLUMN,),)
    found = asked_orders(actor, record)
    record.day_orders = {
        name: orders[name] if orders.get(name) in possible else next(iter(possible))
        for name, possible in found.items()
        if orders.get(name) in possible or len(possible) == 1
    }
    unsaid = tuple(name for name in found if name not in record.day_orders)
    if missing or unsaid:
        raise NotMapped(missing, unsaid)
    return _check(actor, record, now)


def _others(kind: kinds.Kind, record: Import, mapping: Mapping[str, str]) -> dict[str, str]:
    """The columns that are taken as they are named: each that is there and is not a field's already."""
    if kind.rest is None:
        return {}
    taken = {mapping.get(field.name) for field in kind.fields}
    free = [column for column in record.columns if column not in taken and len(column) <= kind.rest.longest_name]
    return {name: column for column in free if mapping.get(name := f"{kinds.COLUMN}{column}") == column}


def asked_orders(actor: Actor, record: Import) -> dict[str, frozenset[str]]:
    """Field → the orders in which its slashed days can be meant, for each mapped field that has some. Where they
    contradict one another either may be said, and the rows that do not fit are refused.
    """
    kind, found = kinds.kind(record.kind), {}
    days = [field.name for field in kind.fields if field.is_day and field.name in record.mapping]
    if not days or record.file_id is None:
        return {}
    _, content = original(actor, record.file_id)
    for name in days:
        values = reading.column_values(content, record.columns.index(record.mapping[name]))
        possible = reading.possible_orders(values)
        if possible is not None:
            found[name] = frozenset(order.value for order in possible or DayOrder)
    return found


@action
def answer(actor: Actor, *, import_id: UUID, answers: Mapping[int, str], now: datetime) -> Import:
    """Say of rows that may be about somebody known whom they are about, and have all checked again. Raises NotNow."""
    record = _mine(actor, import_id, ImportState.CHECKED)
    asked = {row.number: [choice for choice, _ in row.choices] for row in queries.asked(actor, record.pk)}
    said = {
        str(number): given
        for number, given in answers.items()
        if ANSWER.fullmatch(given) and given in [*asked.get(number, []), kinds.NEW]
    }
    record.answers = record.answers | said
    return _check(actor, record, now)


@action
def carry_out(actor: Actor, *, import_id: UUID, now: datetime) -> Import:
    """Have the rows carried out that can be. Raises NotNow."""
    record = _mine(actor, import_id, ImportState.CHECKED)
    audit.record(actor, "foundation.import.begun", record)
    return _begin(actor, record, ImportState.CARRYING, now)


@action
def undo(actor: Actor, *, import_id: UUID, now: datetime) -> Import:
    """Have everything put back as it was before, if nothing depends on it by now. Raises NotNow."""
    record = _mine(actor, import_id, ImportState.DONE)
    audit.record(actor, "foundation.import.undo_asked", record)
    record.state, record.dependency = ImportState.UNDOING, []
    record.save()
    running.ask(actor, record, now)
    return record


@action
def discard(actor: Actor, *, import_id: UUID, now: datetime) -> None:
    """Let go of a spreadsheet that nothing was carried out of. Raises NotNow."""
    _discard(actor, _mine(actor, import_id, *WAITING, ImportState.STOPPED))


@action
def let_go(actor: Actor, *, now: datetime) -> int:
    """Discard what nobody may read back and nobody brought in within a day; gives how many there were."""
    old = Import.objects.within(actor).filter(state__in=WAITING, recorded_at__lt=now - SEALED_WAITS)
    found = [record for record in old if kinds.kind(record.kind).sealed]
    for record in found:
        _discard(actor, record)
    return len(found)


def _discard(actor: Actor, record: Import) -> None:
    audit.record(actor, "foundation.import.discarded", record)
    if record.file_id is not None:
        forget(list(StoredFile.objects.within(actor).filter(pk=record.file_id)))
    record.delete()


def _check(actor: Actor, record: Import, now: datetime) -> Import:
    return _begin(actor, record, ImportState.CHECKING, now)


def _begin(actor: Actor, record: Import, state: ImportState, now: datetime) -> Import:
    running.forget_rows(actor, [record])
    record.state, record.step, record.position, record.fates = state, 0, 0, ""
    record.save()
    running.ask(actor, record, now)
    return record


def _mine(actor: Actor, import_id: UUID, *states: ImportState) -> Import:
    record = queries.one_import(actor, import_id, lock=True)
    if record.state not in states:
        raise NotNow(record.state)
    return record


__all__ = [
    "BadInput",
    "NotMapped",
    "NotNow",
    "answer",
    "asked_orders",
    "bring",
    "carry_out",
    "discard",
    "let_go",
    "map_columns",
]
