"""Spreadsheets brought as a person does it, step by step, with the worker at hand."""

from typing import Any
from uuid import UUID

from tests.people import factories as make

from skillmark.foundation import jobs
from skillmark.foundation.imports import actions, queries
from skillmark.foundation.models import Import
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor
from skillmark.ui.sentences import in_words


def bring(actor: Actor, kind: str, text: str | bytes, *, about_id: UUID | None = None, **said: Any) -> Import:
    """Brought, mapped as suggested and as `mapping` says, and checked."""
    content = text.encode() if isinstance(text, str) else text
    name = "table.csv" if isinstance(text, str) else "table.xlsx"
    record = actions.bring(actor, kind=kind, name=name, content=content, about_id=about_id, now=make.NOW)
    mapping = record.mapping | said.get("mapping", {})
    actions.map_columns(actor, import_id=record.pk, mapping=mapping, orders=said.get("orders", {}), now=make.NOW)
    return work(actor, record)


def work(actor: Actor, record: Import) -> Import:
    jobs.run_all(make.NOW)
    return queries.one_import(actor, record.pk)


def carried(actor: Actor, kind: str, text: str | bytes, **said: Any) -> Import:
    record = bring(actor, kind, text, **said)
    assert record.state == ImportState.CHECKED
    actions.carry_out(actor, import_id=record.pk, now=make.NOW)
    return work(actor, record)


def taken_back(actor: Actor, record: Import) -> Import:
    actions.undo(actor, import_id=record.pk, now=make.NOW)
    return work(actor, record)


def told(actor: Actor, record: Import) -> dict[int, str]:
    return {row.number: in_words(row.problem) for row in queries.with_problems(actor, record.pk)}


def counted(record: Import) -> dict[str, int]:
    return {fate: count for fate, count in record.counts.items() if count}
