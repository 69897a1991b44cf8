"""What erased rows leave on the disk of a PostgreSQL server, and how it goes.

A deleted row stays in its page until somebody vacuums; a plain VACUUM takes it off the page's list and leaves bytes of
it there and in the pages of the indexes (measured: of 23 files that named a person 13 still did). `VACUUM FULL` writes
table and indexes anew. What a table's statistics sampled of her columns goes too. SQLite needs none of it: it writes
over what it deletes (`secure_delete`).
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from skillmark.foundation import jobs, outbox, sources
from skillmark.foundation.roles import Actor

KIND = "foundation.clear"
LOOKED_INTO = re.compile(r'(?:FROM|UPDATE) "(\w+)"')
READERS_SECONDS = 20.0  # far longer than a page takes, far shorter than a job is lent to one worker
LOOK_SECONDS = 0.2
LOCK_WAIT = "5s"  # everybody else waits behind one who waits for a whole table
CLEARS_STATISTICS = 180000  # the first version with pg_clear_attribute_stats


class StillRead(RuntimeError):
    """A transaction from before is open: rows it may still read cannot be cleared yet."""


@contextmanager
def noting() -> "Iterator[set[str]]":
    """The tables in which anything is deleted, changed or looked for while the block runs: where nothing of a person is
    left, something may have been until yesterday.
    """
    tables: set[str] = set()

    def note(execute: Callable[..., Any], statement: str, parameters: Any, many: bool, context: Any) -> Any:
        tables.update(LOOKED_INTO.findall(statement))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(note):
        yield tables


def ask_for(actor: Actor, tables: Iterable[str], person_id: UUID, now: datetime) -> None:
    """Have a worker clear these tables once this is committed, where the database leaves anything in them."""
    if connection.vendor == "postgresql":
        key = f"{KIND}/{person_id}/{sources.new_id()}"  # erased again after a restore, she is cleared again
        outbox.enqueue(actor, KIND, key=key, payload={"tables": sorted(tables)}, due_at=now, now=now)


@jobs.outside  # VACUUM runs in no transaction
def clear(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Write the tables anew without what was deleted. Each is locked meanwhile. Raises StillRead."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    _wait_for_readers()
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_WAIT}'")
        try:
            for table in payload["tables"]:
                if connection.pg_version >= CLEARS_STATISTICS:  # type: ignore[attr-defined]
                    cursor.execute(  # ANALYZE leaves those of an empty table as they were
                        "SELECT pg_clear_attribute_stats(schemaname, tablename, attname, inherited)"
                        " FROM pg_stats WHERE schemaname = current_schema() AND tablename = %s",
                        [table],
                    )
                cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
            _wait_for_readers()  # statistics were replaced just now: whoever began meanwhile may read the old ones
            cursor.execute("VACUUM FULL pg_statistic")
        finally:
            cursor.execute("RESET lock_timeout")


def _wait_for_readers() -> None:
    """VACUUM keeps what a transaction that began earlier could still read, and says nothing of it."""
    older = (
        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND xact_start < %s)"
    )
    deadline = time.monotonic() + READERS_SECONDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        began = cursor.fetchone()
        while True:
            cursor.execute(older, began)
            if not cursor.fetchone()[0]:
                return
            if time.monotonic() > deadline:
                raise StillRead("a transaction that began before is open")
            time.sleep(LOOK_SECONDS)
