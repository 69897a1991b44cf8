"""A published standard never changes, held by the database: whoever asks, by whatever program.

While a framework is a draft its rows are free. From then on its own columns are fixed, except that a published version
may become superseded or retired and that the person who drafted it may be erased; and none of its parts is added or
changed.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

FRAMEWORK = "standards_framework"
FREE = ("status", "drafted_by_id")  # superseding has a trigger of its own; erasing a person must stay possible
PARTS = (
    "standards_competency",
    "standards_worktask",
    "standards_rubric",
    "standards_requirement",
    "standards_legalrequirement",
    "standards_referencejob",
)
REFUSAL = "a published standard never changes"
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"  # SQLite
PUBLISHED = "(SELECT status FROM standards_framework WHERE id = NEW.framework_id) <> 'draft'"


def backwards(ends: Sequence[str]) -> str:
    """Any step but from a draft on, and from in force to one of these."""
    onward = " OR ".join(f"NEW.status = '{each}'" for each in ends)
    return f"(OLD.status <> 'draft' AND NEW.status <> OLD.status AND NOT (OLD.status = 'published' AND ({onward})))"


ENDS_AT_FIRST = ("superseded",)
ENDS = ("superseded", "retired")


class Immutable(Operation):
    """Put the triggers on the tables of this context, or take them off when the migration is undone."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not know of triggers."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, "Framework")
        columns = [field.column for field in model._meta.local_concrete_fields if field.column not in FREE]
        for statement in putting(columns, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in removing(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Refuse changes to published standards"


class Ends(Operation):
    """Let what is in force end in another way too: the one trigger on the status is put anew."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not know of triggers."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._put(schema_editor, ENDS)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._put(schema_editor, ENDS_AT_FIRST)

    def describe(self) -> str:
        return "Let a published standard be retired"

    def _put(self, schema_editor: Any, ends: Sequence[str]) -> None:
        vendor = schema_editor.connection.vendor
        on_table = f" ON {FRAMEWORK}" if vendor == "postgresql" else ""
        for statement in (f"DROP TRIGGER IF EXISTS {FRAMEWORK}_forward{on_table}", forward(vendor, ends)):
            schema_editor.execute(statement, params=None)


def forward(vendor: str, ends: Sequence[str]) -> str:
    """The statement that lets a status go in one direction only."""
    guarded = f"CREATE TRIGGER {FRAMEWORK}_forward BEFORE UPDATE OF status ON {FRAMEWORK}"
    if vendor == "postgresql":
        return f"{guarded} FOR EACH ROW WHEN {backwards(ends)} EXECUTE FUNCTION standards_refuse()"
    return f"{guarded} WHEN {backwards(ends)} {REFUSE}"


def putting(columns: list[str], vendor: str) -> list[str]:
    """The statements that guard the tables; `columns` are those of a framework that become fixed."""
    names = ", ".join(columns)
    if vendor == "postgresql":
        return [
            _function(
                "standards_refuse", f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
            ),
            _function(
                "standards_refuse_part",
                f"IF {PUBLISHED} THEN RAISE EXCEPTION '{REFUSAL}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW;",
            ),
            f"CREATE TRIGGER {FRAMEWORK}_fixed BEFORE UPDATE OF {names} ON {FRAMEWORK} FOR EACH ROW "
            "WHEN (OLD.status <> 'draft') EXECUTE FUNCTION standards_refuse()",
            forward(vendor, ENDS_AT_FIRST),
            *(
                f"CREATE TRIGGER {table}_fixed BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION standards_refuse_part()"
                for table in PARTS
            ),
        ]
    return [
        f"CREATE TRIGGER {FRAMEWORK}_fixed BEFORE UPDATE OF {names} ON {FRAMEWORK} WHEN OLD.status <> 'draft' {REFUSE}",
        forward(vendor, ENDS_AT_FIRST),
        *(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} WHEN {PUBLISHED} {REFUSE}"
            for table in PARTS
            for verb in ("INSERT", "UPDATE")
        ),
    ]


def removing(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            *(f"DROP TRIGGER IF EXISTS {table}_fixed ON {table}" for table in (*PARTS, FRAMEWORK)),
            f"DROP TRIGGER IF EXISTS {FRAMEWORK}_forward ON {FRAMEWORK}",
            "DROP FUNCTION IF EXISTS standards_refuse()",
            "DROP FUNCTION IF EXISTS standards_refuse_part()",
        ]
    return [
        f"DROP TRIGGER IF EXISTS {FRAMEWORK}_fixed",
        f"DROP TRIGGER IF EXISTS {FRAMEWORK}_forward",
        *(f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in PARTS for verb in ("insert", "update")),
    ]


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {body} END $body$"
