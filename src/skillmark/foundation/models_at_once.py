"""An operation for migrations that make many models: their state is worked out once, not again after each of them."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class ModelsAtOnce(Operation):
    """Models made one after the other. The framework renders every model that is related to a new one anew, which in
    a schema where nearly all are related takes longer than everything else of a set-up; here it renders once.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered again when somebody asks for it
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(model.describe() for model in self.models)


def models_at_once(*models: CreateModel) -> ModelsAtOnce:
    """The operation for a migration, in place of `CreateModel`s that follow one another."""
    return ModelsAtOnce(models)
