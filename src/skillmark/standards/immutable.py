"""A published standard never changes, held by the database: whoever asks, by whatever program.

While a framework is a draft its rows are free, but for what a group is asked about: from then on until it has said no,
nothing that it reads changes (`asked_digest`). Once published, the framework's own columns are fixed, except that a
published version may become superseded or retired and that the person who drafted it may be erased; and none of its
parts, reasons and panels is added or changed. The figures of a closed panel are fixed at once.

A migration that rebuilds one of these tables takes the guards off first (`Unguarded`) and puts them on again
(`Immutable`); either knows which there are by then.
"""

from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations.base import Operation

FRAMEWORK, REASON, PANEL = "standards_framework", "standards_keptreason", "standards_jobanalysis"
FREE = ("status", "drafted_by_id")  # superseding has a trigger of its own; erasing a person must stay possible
VOTED_ON = (
    "title", "description", "occupation_code", "source", "source_version", "source_licence", "source_note", "rule",
    "carried",
)  # fmt: skip
PARTS = (
    "standards_competency",
    "standards_worktask",
    "standards_rubric",
    "standards_requirement",
    "standards_legalrequirement",
    "standards_referencejob",
)
REFUSAL = "a published standard never changes, nor does one that a group is asked about"
CLOSED = "the figures of a closed panel never change"
BACKWARDS = (
    "(OLD.status <> 'draft' AND NEW.status <> OLD.status "
    "AND NOT (OLD.status = 'published' AND NEW.status IN ('superseded', 'retired')))"
)
ASKED = "OLD.status = 'draft' AND OLD.asked_digest <> '' AND NEW.asked_digest <> ''"
BEFORE_VOTES, SETTLED = "status <> 'draft'", "(status <> 'draft' OR asked_digest <> '')"
OF_THE_REASON = "(SELECT framework_id FROM standards_requirement WHERE id = {row}.requirement_id)"


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: what it watches, and when it refuses."""

    name: str
    table: str
    event: str
    refuses_when: str
    refusal: str = REFUSAL


class Immutable(Operation):
    """Put the triggers on the tables of this context, or take them off when the migration is undone."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models do not know of triggers."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _put(app_label, schema_editor, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _take_off(app_label, schema_editor, to_state)

    def describe(self) -> str:
        return "Refuse changes to published standards"


class Unguarded(Immutable):
    """Take the triggers off so that tables can be rebuilt, or put them on again when the migration is undone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _take_off(app_label, schema_editor, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _put(app_label, schema_editor, to_state)

    def describe(self) -> str:
        return "Let the tables of standards be rebuilt"


def _put(app_label: str, schema_editor: Any, state: Any) -> None:
    _take_off(app_label, schema_editor, state)
    model = state.apps.get_model(app_label, "Framework")
    columns = [field.column for field in model._meta.local_concrete_fields if field.column not in FREE]
    for guard in guards(columns):
        for statement in _putting(guard, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def _take_off(app_label: str, schema_editor: Any, state: Any) -> None:
    reasons = (app_label, "keptreason") in state.models
    for statement in removing(schema_editor.connection.vendor, reasons=reasons):
        schema_editor.execute(statement, params=None)


def guards(columns: list[str]) -> list[Guard]:
    """What is watched; `columns` are those of a framework that become fixed."""
    votes = "asked_digest" in columns
    settled = SETTLED if votes else BEFORE_VOTES
    found = [
        Guard(f"{FRAMEWORK}_fixed", FRAMEWORK, f"UPDATE OF {', '.join(columns)}", "OLD.status <> 'draft'"),
        Guard(f"{FRAMEWORK}_forward", FRAMEWORK, "UPDATE OF status", BACKWARDS),
        *(guard for table in PARTS for guard in _of_part(table, settled)),
    ]
    if not votes:
        return found
    return [
        *found,
        Guard(f"{FRAMEWORK}_asked", FRAMEWORK, f"UPDATE OF {', '.join(VOTED_ON)}", ASKED),
        *_of_part(PANEL, settled, columns="framework_id, cut, closed_at, basis"),  # who called it may be erased
        Guard(
            f"{PANEL}_closed", PANEL, "UPDATE OF framework_id, cut, closed_at, basis", "OLD.closed_at IS NOT NULL",
            CLOSED,
        ),
        *_of_part(REASON, settled, columns="requirement_id, text", framework=OF_THE_REASON),
    ]  # fmt: skip


def _of_part(table: str, settled: str, columns: str = "", framework: str = "{row}.framework_id") -> list[Guard]:
    """Nothing is added to what is settled, changed in it, or moved out of it."""
    into, out = (
        f"EXISTS (SELECT 1 FROM {FRAMEWORK} WHERE id = {framework.format(row=row)} AND {settled})"  # noqa: S608
        for row in ("NEW", "OLD")
    )
    update = f"UPDATE OF {columns}" if columns else "UPDATE"
    return [
        Guard(f"{table}_no_insert", table, "INSERT", into),
        Guard(f"{table}_no_update", table, update, f"{into} OR {out}"),
    ]


def _putting(guard: Guard, vendor: str) -> list[str]:
    if vendor == "postgresql":  # whose triggers ask nothing of other tables but in a function
        return [
            f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"IF {guard.refuses_when} THEN RAISE EXCEPTION '{guard.refusal}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $body$",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW "
            f"EXECUTE FUNCTION {guard.name}()",
        ]
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {guard.refuses_when} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
    ]


def removing(vendor: str, *, reasons: bool) -> list[str]:
    """The statements that take every guard off, those of earlier versions too. `reasons`: their table is there."""
    endings = {
        FRAMEWORK: ("fixed", "forward", "asked"),
        **dict.fromkeys(PARTS, ("no_insert", "no_update")),
        **({PANEL: ("no_insert", "no_update", "closed"), REASON: ("no_insert", "no_update")} if reasons else {}),
    }
    names = [(table, f"{table}_{ending}") for table, several in endings.items() for ending in several]
    if vendor != "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name}" for _table, name in names]
    return [
        *(f"DROP TRIGGER IF EXISTS {table}_fixed ON {table}" for table in PARTS),
        *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name in names),
        *(f"DROP FUNCTION IF EXISTS {name}()" for _table, name in names),
        "DROP FUNCTION IF EXISTS standards_refuse()",
        "DROP FUNCTION IF EXISTS standards_refuse_part()",
    ]
