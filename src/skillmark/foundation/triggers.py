"""Append-only tables, held by the database: a change or a deletion is refused whoever asks, by whatever program.

A migration that gives a model `append_only = True` carries `append_only("<app>_<table>")` after creating it; one that
later rebuilds the table (SQLite drops its triggers then) carries it again. The suite looks whether each has them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.migrations.operations.base import Operation

REFUSING_FUNCTION = """
CREATE OR REPLACE FUNCTION skillmark_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$body$
"""


class AppendOnly(Operation):
    """Put the triggers on a table, or take them off when the migration is undone."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not know of triggers."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in removing(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)
        for statement in putting(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in removing(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"


def append_only(table: str) -> AppendOnly:
    """The operation for a migration: rows of this table can be added and read, nothing else."""
    return AppendOnly(table)


def putting(table: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            REFUSING_FUNCTION,
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION skillmark_refuse_change()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skillmark_refuse_change()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]


def removing(table: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for name in ("append_only", "no_truncate")]
    return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("no_update", "no_delete")]


def tables() -> list[str]:
    """The tables of every model that says `append_only = True`."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


@contextmanager
def lifted(connection: Any, names: list[str] | None = None) -> Iterator[None]:
    """Take the triggers off for a while: to empty a test database, and to play the intruder in a test."""
    wanted = tables() if names is None else names
    with connection.cursor() as cursor:
        for table in wanted:
            for statement in removing(table, connection.vendor):
                cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in wanted:
                for statement in putting(table, connection.vendor):
                    cursor.execute(statement)
