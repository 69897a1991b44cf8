"""The tables of an empty database, made as the migrations leave them, not one migration after the other.

Run one by one, each migration renders nearly every model anew: some hundred models a few hundred times, most of what a
set-up takes. On an empty database there are no rows to carry over, so only the end of it counts: every table, index and
constraint as the last migration knows it, then the triggers in the order in which migrations put them on. The suite
holds the two ways to the same schema.
"""

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL, SeparateDatabaseAndState

from skillmark.foundation.models_at_once import ModelsAtOnce

# what one of them does to the database, the models at the end do not tell
BY_HAND = (RunSQL, SeparateDatabaseAndState)


def make(connection: Any) -> bool:
    """Make every table at once and note every migration as carried out; whether it was done.

    It is not where anything stands in the database, or where a migration does by hand what no model tells: then the
    migrations run one by one. Killed midway, nothing stands there.
    """
    executor = MigrationExecutor(connection)
    noted = executor.recorder.Migration._meta.db_table
    if set(connection.introspection.table_names()) - {noted} or executor.loader.applied_migrations:
        return False
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    if any(isinstance(operation, BY_HAND) for migration, _ in plan for operation in migration.operations):
        return False
    state = executor.loader.project_state()
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, _ in plan:
            for operation in migration.operations:
                if _puts_triggers(operation):
                    operation.database_forwards(migration.app_label, editor, state, state)
        for migration, _ in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True


def _puts_triggers(operation: Operation) -> bool:
    """Whether it is one of our own that adds to the tables what models do not tell."""
    return not type(operation).__module__.startswith("django.") and not isinstance(operation, ModelsAtOnce)
