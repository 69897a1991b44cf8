"""Append-only tables, held by the database: a change or a deletion is refused whoever asks, by whatever program.

A migration that gives a model `append_only = True` carries `append_only("<app>_<table>")` after creating it; one that
later rebuilds the table (SQLite drops its triggers then) carries it again. The suite looks whether each has them.
A model whose rows stay but for columns that an erasure or a merging of two people rewrites names these as `forgets`,
and carries `append_only_but_forgetting`.

One deletion is let through, where the row names its workspace: that workspace is marked as a trial and closed, and the
installation's own chain says, under the hash at which its chain ends, that it was deleted. No change ever is.
A migration that rebuilds one of the three tables looked into takes these triggers off first and puts them on again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.migrations.operations.base import Operation

from skillmark.foundation.records import names_workspace

REFUSING_FUNCTION = """
CREATE OR REPLACE FUNCTION skillmark_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$body$
"""

DELETED = "foundation.workspace.deleted"  # the action of the installation's own line
GOING = (
    "EXISTS (SELECT 1 FROM foundation_trial AS trial"  # noqa: S608  nothing of it comes from outside
    " JOIN foundation_audithead AS head ON head.workspace_id = trial.workspace_id"
    " JOIN foundation_installationrow AS line ON line.subject_id = trial.workspace_id AND line.head = head.hash"
    f" WHERE trial.workspace_id = OLD.workspace_id AND trial.closed_at IS NOT NULL AND line.action = '{DELETED}')"
)
REFUSING_UNLESS_GOING = f"""
CREATE OR REPLACE FUNCTION skillmark_refuse_change_unless_going() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'DELETE' AND {GOING} THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$body$
"""


class AppendOnly(Operation):
    """Put the triggers on a table, or take them off when the migration is undone."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, trials_go: bool = False, fixed: Sequence[str] = ()) -> None:
        self.table, self.trials_go, self.fixed = table, trials_go, tuple(fixed)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not know of triggers."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in removing(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)
        vendor = schema_editor.connection.vendor
        for statement in putting(self.table, vendor, trials_go=self.trials_go, fixed=self.fixed):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in removing(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)
        if self.trials_go and not self.fixed:  # the triggers stood there before, and let nothing through
            for statement in putting(self.table, schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"


def append_only(table: str) -> AppendOnly:
    """The operation for a migration: rows of this table can be added and read, nothing else."""
    return AppendOnly(table)


def append_only_but_trials(table: str) -> AppendOnly:
    """The same for a table whose rows name their workspace, after the foundation's `0006_moving_a_workspace`: the rows
    of a trial that is deleted go.
    """
    return AppendOnly(table, trials_go=True)


def append_only_but_forgetting(table: str, fixed: Sequence[str]) -> AppendOnly:
    """The same for a table of which only the columns `fixed` never change."""
    return AppendOnly(table, trials_go=True, fixed=fixed)


def putting(table: str, vendor: str, *, trials_go: bool = False, fixed: Sequence[str] = ()) -> list[str]:
    update = f"UPDATE OF {', '.join(fixed)}" if fixed else "UPDATE"
    if vendor == "postgresql":
        function = "skillmark_refuse_change_unless_going" if trials_go else "skillmark_refuse_change"
        return [
            REFUSING_FUNCTION,
            *([REFUSING_UNLESS_GOING] if trials_go else []),
            f"CREATE TRIGGER {table}_append_only BEFORE {update} OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skillmark_refuse_change()",
        ]
    unless = f" WHEN NOT {GOING}" if trials_go else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE {update} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{unless} {refuse}",
    ]


def removing(table: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for name in ("append_only", "no_truncate")]
    return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("no_update", "no_delete")]


def tables() -> list[str]:
    """The tables of every model that says `append_only = True`, or which columns it `forgets`."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "append_only", False) or getattr(model, "forgets", ())
    )


def fixed_columns(model: Any) -> list[str]:
    """The columns of a model that `forgets` others which never change; none for any other model."""
    forgets = getattr(model, "forgets", ())
    columns = [field.column for field in model._meta.local_concrete_fields]
    return [column for column in columns if column not in forgets] if forgets else []


@contextmanager
def lifted(connection: Any, names: list[str] | None = None) -> Iterator[None]:
    """Take the triggers off for a while: to empty a test database, and to play the intruder in a test."""
    wanted = tables() if names is None else names
    models = {model._meta.db_table: model for model in apps.get_models()}
    of_a_workspace = {table for table, model in models.items() if names_workspace(model)}
    fixed = {table: fixed_columns(model) for table, model in models.items()}
    with connection.cursor() as cursor:
        for table in wanted:
            for statement in removing(table, connection.vendor):
                cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in wanted:
                go = table in of_a_workspace
                for statement in putting(table, connection.vendor, trials_go=go, fixed=fixed[table]):
                    cursor.execute(statement)
