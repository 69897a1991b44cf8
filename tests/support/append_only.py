"""Emptying a test database although some of its tables refuse to be emptied."""

from collections.abc import Sequence

from django.db import connection

from skillmark.foundation import triggers


def lift_while_emptying() -> None:
    """Take the append-only triggers off for the one statement with which a test database is emptied."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def execute_sql_flush(self: object, sql_list: Sequence[str]) -> None:
        with triggers.lifted(connection):
            flush(self, sql_list)  # type: ignore[arg-type]

    operations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
