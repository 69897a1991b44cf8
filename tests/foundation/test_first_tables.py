"""An empty database gets its tables at once, and has then what the migrations make one after the other."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.config.installation.places import DATABASE, ROOT, Place, place

pytestmark = pytest.mark.engine

ONE_BY_ONE = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
call_command(migrate.Command(), verbosity=0)
"""
CATALOGUE = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


def one_by_one(where: Place) -> None:
    mine = where.environment() | {"DJANGO_SETTINGS_MODULE": "skillmark.config.settings"}
    subprocess.run([sys.executable, "-c", ONE_BY_ONE], cwd=ROOT, env=mine, check=True, timeout=240)


def schema(where: Place) -> dict[str, set[Any]]:
    """What stands in a database, whatever the order in which it came."""
    return on_server(where.url) if where.url else in_file(where.data / DATABASE)


def in_file(file: Path) -> dict[str, set[Any]]:
    with sqlite3.connect(file) as line:
        rows = line.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found: dict[str, set[Any]] = {"others": {row for row in rows if row[0] != "table"}}
    for kind, name, sql in rows:
        if kind == "table":
            found[name] = set(parts(sql))
    return found


def parts(sql: str) -> list[str]:
    """The columns and constraints of a table: what stands between commas outside brackets and quotes."""
    body, depth, found = sql[sql.index("(") + 1 : sql.rindex(")")], 0, [""]
    for piece in re.findall(r"'(?:[^']|'')*'|\"[^\"]*\"|.", body, re.DOTALL):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            found.append("")
        else:
            found[-1] += piece
    return [one.strip() for one in found]


def on_server(url: str) -> dict[str, set[Any]]:
    import psycopg

    with psycopg.connect(url) as line:
        read = {name: line.execute(query.encode()).fetchall() for name, query in CATALOGUE.items()}
    return {name: {tuple(nameless(value) for value in row) for row in found} for name, found in read.items()}


def nameless(value: Any) -> Any:
    """Without the names the framework makes up for a unique column, which tell whether it always was one."""
    return re.sub(r"\b\w+?_(key|[0-9a-f]{8}_uniq)\b", "unique", value) if isinstance(value, str) else value


def rows(where: Place) -> dict[str, int]:
    if not where.url:
        with sqlite3.connect(where.data / DATABASE) as line:
            found = line.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            names = [row[0] for row in found]
            return {name: line.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    import psycopg

    with psycopg.connect(where.url) as line:
        named = line.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: line.execute(f'SELECT count(*) FROM "{name}"'.encode()).fetchone()[0] for (name,) in named}  # type: ignore[index]


def test_at_once_gives_what_one_by_one_gives(tmp_path: Path, engine: str) -> None:
    at_once, slowly = place(tmp_path, "at_once", engine=engine), place(tmp_path, "one_by_one", engine=engine)
    said = at_once.run("manage", "migrate")
    assert "No migrations to apply" in said
    one_by_one(slowly)
    assert schema(at_once) == schema(slowly)
    assert rows(at_once) == rows(slowly)
    assert rows(at_once)["django_migrations"] > 0


def test_where_something_stands_already_they_run_one_by_one(tmp_path: Path, engine: str) -> None:
    where = place(tmp_path, "begun", engine=engine)
    where.run("manage", "migrate", "sessions")
    said = where.run("manage", "migrate")
    assert "Applying foundation.0001_initial" in said
    assert "No migrations to apply" in where.run("manage", "migrate")
