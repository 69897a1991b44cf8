"""Every row of the database, out and in again: as Python values, so that a backup of SQLite restores into PostgreSQL.

The models are those of the schema the rows lie in, made from its migrations, not today's: a backup made before an
upgrade is restored after it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

BATCH = 500
MEMBER_ROWS = 20_000  # a member of the archive is read whole into memory
LEFT_OUT = {"auth", "contenttypes", "sessions"}  # made anew by the framework; log-ins do not outlive a restore
LAST = ("standards.framework",)  # once a published standard is there, its parts are refused
Node = tuple[str, str]
Instead = Callable[[Any], Any]


def applied() -> list[Node]:
    """The migrations the database has been through, in a settled order."""
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def pending() -> list[Node]:
    """The migrations this program has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


def unknown(nodes: Iterable[Node]) -> list[Node]:
    """Those of `nodes` that this program does not have: they were made by a later one."""
    return sorted(set(nodes) - set(MigrationExecutor(connection).loader.disk_migrations))


def models_at(nodes: Iterable[Node]) -> dict[str, type[models.Model]]:
    """label → model, as the schema of these migrations has them, tables that join two others included; in an order in
    which their rows can be put back.
    """
    state = MigrationExecutor(connection).loader.project_state(list(nodes), at_end=True)
    found = state.apps.get_models(include_auto_created=True)
    return {
        model._meta.label_lower: model
        for model in sorted(found, key=lambda model: (model._meta.label_lower in LAST, model._meta.label_lower))
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    }


def out(model: type[models.Model], only: models.Q | None = None) -> Iterator[list[bytes]]:
    """All rows (or `only` some), in parts of at most MEMBER_ROWS lines: a JSON array of values a line, after one of
    their columns.
    """
    names = [field.attname for field in model._meta.concrete_fields]
    heading = json.dumps(names).encode()
    found = model._base_manager.filter(only or models.Q()).order_by("pk")
    values = found.values_list(*names).iterator(chunk_size=2000)
    while part := [json.dumps(row, default=_plain).encode() for row in islice(values, MEMBER_ROWS)]:
        yield [heading, *part]


def load(model: type[models.Model], lines: Iterable[bytes], instead: Mapping[str, Instead] | None = None) -> int:
    """Put rows back; gives how many. `instead` says of a column what stands there in place of what stood there."""
    lines = iter(lines)
    names = json.loads(next(lines))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for field in fields.values():  # the instants of the rows are kept, not the instant of the restore
        if isinstance(field, models.DateField):
            field.auto_now = field.auto_now_add = False
    changed = instead or {}
    readers = [_after(_reader(fields[name]), changed.get(name)) for name in names]
    count = 0
    while batch := list(islice(lines, BATCH)):
        made = [
            model(**{name: read(value) for name, read, value in zip(names, readers, json.loads(line), strict=True)})
            for line in batch
        ]
        model._base_manager.bulk_create(made)
        count += len(made)
    return count


def settle_numbers(loaded: Iterable[type[models.Model]]) -> None:
    """Let numbers that the database gives out go on after the highest that was restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)


def build(nodes: Iterable[Node]) -> None:
    """Make the schema that these migrations make, in an empty database."""
    executor = MigrationExecutor(connection)
    graph, wanted = executor.loader.graph, set(nodes)
    followed = {parent for node in wanted for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
    executor.migrate(sorted(wanted - {parent.key for parent in followed}))


def _after(read: Instead, change: Instead | None) -> Instead:
    return read if change is None else lambda value: change(read(value))


def _reader(field: models.Field[Any, Any]) -> Any:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BinaryField):
        return lambda value: None if value is None else base64.b64decode(value)
    return field.to_python if not isinstance(field, models.JSONField) else lambda value: value


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"no row holds a {type(value).__name__} yet; say here how it is written")
