"""`migrate`, which makes the tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from skillmark.foundation import first_tables

# asked for in part or only to be looked at: the framework's own way
IN_PART = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "run_syncdb", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options.get(name) for name in IN_PART):
            first_tables.make(connections[options["database"]])
        super().handle(*args, **options)
