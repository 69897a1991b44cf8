"""What records have in common: an opaque id, a workspace, a door that asks for the scope, and two times."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connections, models

from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound, Scope, ScopeForgotten, WorkspaceScope
from skillmark.foundation.sources import new_id
from skillmark.kernel.values import BadInput, told

M = TypeVar("M", bound=models.Model)
BATCH = 1000  # rows an INSERT: below SQLite's 32,766 variables for the widest table


def names_workspace(model: type[models.Model]) -> bool:
    """Whether each row of this model is one workspace's."""
    return any(field.attname == "workspace_id" for field in model._meta.concrete_fields)


class Held(models.QuerySet[M]):
    """Many records at once, each text held to its field. Raises BadInput."""

    def bulk_create(self, objs: Iterable[M], *arguments: Any, **options: Any) -> list[M]:
        records = list(objs)
        _hold_to_their_fields(records)
        return super().bulk_create(records, *arguments, **options)

    def bulk_update(self, objs: Iterable[M], *arguments: Any, **options: Any) -> int:
        records = list(objs)
        _hold_to_their_fields(records)
        return super().bulk_update(records, *arguments, **options)


class ScopedManager(models.Manager[M]):
    """The one door to records of a workspace: `Model.objects.within(actor)`. Any other read raises ScopeForgotten.

    What hangs on a record already found (`framework.competencies.all()`) is in its scope by descent.
    """

    _queryset_class = Held

    def get_queryset(self) -> models.QuerySet[M]:
        if not hasattr(self, "instance"):
            raise ScopeForgotten(f"{self.model.__name__}.objects.within(actor) says in which scope")
        return super().get_queryset()

    def within(self, where: Actor | Scope) -> models.QuerySet[M]:
        """Records of the actor's workspace. Raises NotFound outside a workspace."""
        scope = where.scope if isinstance(where, Actor) else where
        if not isinstance(scope, WorkspaceScope):
            raise NotFound("outside a workspace")
        return super().get_queryset().filter(workspace_id=scope.workspace_id)

    def record(self, where: Actor | Scope, *, now: datetime, **fields: Any) -> M:
        """Store a new record in the actor's workspace. Raises BadInput for a text longer than its field."""
        scope = where.scope if isinstance(where, Actor) else where
        if not isinstance(scope, WorkspaceScope):
            raise NotFound("outside a workspace")
        created: M = self.model(workspace_id=scope.workspace_id, recorded_at=now, **fields)
        _hold_to_their_fields([created])
        created.save(force_insert=True)
        return created

    def across_workspaces(self) -> models.QuerySet[M]:
        """All records: for holder and public queries (which filter by account or published state), jobs and erasure."""
        return super().get_queryset()


def put(rows: "models.QuerySet[M]", objs: Iterable[M], fields: Sequence[str]) -> None:
    """Many records at once: those there are already, by their ids, take on `fields`, the others are new. Measured on
    2,000 rows, `bulk_update` takes twenty times as long.
    """
    options = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": list(fields)}
    rows.bulk_create(list(objs), batch_size=BATCH, **options)  # type: ignore[arg-type]


def add(rows: "models.QuerySet[M]", objs: Iterable[M]) -> None:
    """Many new records at once, their values as they are: `bulk_create` looks for an expression in each, and takes
    three times as long.
    """
    records = list(objs)
    _hold_to_their_fields(records)
    connection, meta = connections[rows.db], rows.model._meta
    columns = meta.concrete_fields
    quoted = connection.ops.quote_name
    table, names = quoted(meta.db_table), ", ".join(quoted(str(field.column)) for field in columns)
    values = [
        [field.get_db_prep_save(getattr(record, field.attname), connection) for field in columns] for record in records
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copied:
                for row in values:
                    copied.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            into = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  our own names
            cursor.executemany(into, values)
    for record in records:
        record._state.adding = False


def set_each(rows: "models.QuerySet[M]", field: str, values: Iterable[tuple[UUID, UUID | None]]) -> None:
    """One foreign key of many records, each with its own value."""
    connection, meta = connections[rows.db], rows.model._meta
    key, column = (next(one for one in meta.concrete_fields if one.name == name) for name in ("id", field))
    prepared = [
        [key.get_db_prep_save(record_id, connection), column.get_db_prep_save(value, connection)]
        for record_id, value in values
    ]
    pair = f"(CAST(%s AS {key.db_type(connection)}), CAST(%s AS {key.db_type(connection)}))"
    table, named = connection.ops.quote_name(meta.db_table), connection.ops.quote_name(str(column.column))
    with connection.cursor() as cursor:
        for start in range(0, len(prepared), BATCH):
            part = prepared[start : start + BATCH]
            given = f"WITH given(id, value) AS (VALUES {', '.join([pair] * len(part))}) "
            change = f"UPDATE {table} SET {named} = given.value FROM given WHERE {table}.id = given.id"  # noqa: S608
            cursor.execute(given + change, [value for both in part for value in both])


def _hold_to_their_fields(records: Sequence[models.Model]) -> None:
    """Raises BadInput for a text longer than its field: PostgreSQL would break off there, SQLite keep it over-long."""
    for field in records[0]._meta.concrete_fields if records else ():
        most = field.max_length if isinstance(field, models.CharField) else None
        if most is None:
            continue
        for value in (getattr(record, field.attname) for record in records):
            if isinstance(value, str) and len(value) > most:
                raise BadInput.of(told("is longer than %(most)s letters", most=most), file=field.name)


class Record(models.Model):
    """A thing with an opaque id (UUIDv7) and the instant it was recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True


class WorkspaceRecord(Record):
    """A record of one workspace."""

    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager[Any]()

    class Meta:
        abstract = True
        base_manager_name = None  # type: ignore[assignment]


class Fact(WorkspaceRecord):
    """Something that happened on a day and became known at an instant. A correction is a new row naming the old one."""

    happened_on = models.DateField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        abstract = True


def as_of(facts: "models.QuerySet[M]", *, happened_by: date, known_at: datetime) -> "models.QuerySet[M]":
    """Facts that had happened by a day, as they were known at an instant: corrected ones give way to their
    corrections.
    """
    known = facts.filter(happened_on__lte=happened_by, recorded_at__lte=known_at)
    return known.exclude(replaced_by__recorded_at__lte=known_at)


def id_in(text: str) -> UUID | None:
    """The id that a text from outside writes; None where it is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


def one(records: "models.QuerySet[M]", record_id: UUID, *, lock: bool = False) -> M:
    """The record with this id among those in scope. Raises NotFound. `lock` holds it until the unit of work ends."""
    found = (records.select_for_update() if lock else records).filter(pk=record_id).first()
    if found is None:
        raise NotFound(str(record_id))
    return found


__all__ = ["Fact", "Record", "ScopedManager", "WorkspaceRecord", "add", "as_of", "one", "put", "set_each"]
