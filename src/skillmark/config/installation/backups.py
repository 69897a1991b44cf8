"""A backup: every row, every file and the installation's facts in one encrypted file; and the way back.

No signing key is in it: the master key is kept on the recovery sheet. Nor is the key that opens it.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from skillmark.config.installation import archive, facts, rows
from skillmark.foundation import anchors, audit, erasure, sources
from skillmark.foundation.models import Workspace
from skillmark.kernel.values import BadInput

FORMAT = "skillmark-backup-1"
MANIFEST, ROWS, FILES, ERASURES = "backup.json", "rows/", "files/", "erasures.jsonl"
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Content:
    """What a backup holds: `rows` by table, and how many files."""

    made_at: datetime
    rows: dict[str, int]
    files: int

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


def back_up(file: Path, key_file: Path, *, tell: Told = print) -> Content:
    """Write a backup as of one instant, whole or not at all; the key is made where it is absent. Raises BadInput.

    Beside it stands the list of who was erased, which a restore applies again however old the backup is.
    """
    key = archive.key_of(key_file, make=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    made_at, nodes = sources.now(), rows.applied()
    with archive.sealed(file, key.to_public()) as tar, one_instant():
        manifest = {"format": FORMAT, "made_at": made_at.isoformat(), "migrations": nodes}
        archive.add(tar, MANIFEST, json.dumps(manifest).encode())
        for label, model in rows.models_at(nodes).items():
            counts[label] = 0
            for number, lines in enumerate(rows.out(model)):
                archive.add(tar, f"{ROWS}{label}/{number:06}.jsonl", b"\n".join(lines))
                counts[label] += len(lines) - 1
                tell(f"{label}: {counts[label]} rows")
        files = 0
        for path in _stored_files():
            with _gone_meanwhile():
                archive.add(tar, f"{FILES}{path.relative_to(_files())}", path.read_bytes())
                files += 1
        installed = Path(settings.DATA) / facts.FILE
        if installed.exists():
            archive.add(tar, facts.FILE, installed.read_bytes())
    erasure.write_list(file.parent / ERASURES)
    return Content(made_at, counts, files)


def restore(file: Path, key_file: Path, *, onward: bool = True, tell: Told = print) -> Content:
    """Fill an empty installation from a backup, bring its schema to this program's, and erase again whom a later list
    names. Raises BadInput, and then nothing was changed.
    """
    key = archive.key_of(key_file)
    tell("Reading the whole backup")
    archive.check(file, key)
    if not is_empty():
        raise BadInput.of("is not empty; restore into an installation that holds nothing", file=_place())
    with archive.opened(file, key) as members:
        manifest = _manifest(next(members, ("", BytesIO())), file)
        content = _fill(manifest, members, tell)
    for place in {file.parent, *erasure.places()}:
        erasure.learn(place / ERASURES)
    if onward:
        tell("Bringing the records to this version")
        call_command("migrate", verbosity=0)
        erasure.catch_up(sources.now())
    return content


def broken() -> list[audit.Break]:
    """The chains that do not hold, each with its first break."""
    return [fault for chain in anchors.chains() if (fault := anchors.check(chain)) is not None]


def is_empty() -> bool:
    """Whether nobody's records are here: no table yet, or no workspace in it."""
    return "foundation_workspace" not in connection.introspection.table_names() or not Workspace.objects.exists()


def wipe() -> None:
    """Take every table away. Only for what holds nothing, or was backed up a moment ago."""
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{ending}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


def _fill(manifest: dict[str, Any], members: Iterator[tuple[str, BytesIO]], tell: Told) -> Content:
    nodes = [(app, name) for app, name in manifest["migrations"]]
    wipe()
    rows.build(nodes)
    models = rows.models_at(nodes)
    counts = dict.fromkeys(models, 0)
    files = _files().with_name(".files.restoring")
    shutil.rmtree(files, ignore_errors=True)
    count, installed = 0, b""
    try:
        with transaction.atomic():
            for model in models.values():  # rows that migrations put there come back from the backup
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for name, content in members:
                if name.startswith(ROWS):
                    label = name.split("/")[1]
                    counts[label] += rows.load(models[label], content.getvalue().splitlines())
                    tell(f"{label}: {counts[label]} rows")
                elif name.startswith(FILES):
                    count += 1
                    put(files, name.removeprefix(FILES), content.getvalue())
                elif name == facts.FILE:
                    installed = content.getvalue()
            rows.settle_numbers(models.values())
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        raise
    if files.exists():
        shutil.rmtree(_files(), ignore_errors=True)
        files.rename(_files())
    _keep_facts(installed)
    return Content(datetime.fromisoformat(manifest["made_at"]), counts, count)


def _manifest(first: tuple[str, BytesIO], file: Path) -> dict[str, Any]:
    name, content = first
    try:
        found: dict[str, Any] = json.loads(content.getvalue()) if name == MANIFEST else {}
    except ValueError:
        found = {}
    if found.get("format") != FORMAT:
        raise BadInput.of(f"is not a backup of the form {FORMAT}; nothing was changed", file=str(file))
    later = rows.unknown((app, migration) for app, migration in found["migrations"])
    if later:
        raise BadInput.of(
            f"was made by a later version ({later[0][0]} {later[0][1]}); restore it with that one", file=str(file)
        )
    return found


def _keep_facts(installed: bytes) -> None:
    place = Path(settings.DATA) / facts.FILE
    if installed and not place.exists():
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(installed)


def put(folder: Path, name: str, content: bytes) -> None:
    path = (folder / name).resolve()
    if folder.resolve() not in path.parents:
        raise BadInput.of(f"holds a file outside its folder ({name})", file=MANIFEST)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)


def _stored_files() -> Iterator[Path]:
    yield from (path for path in sorted(_files().rglob("*")) if path.is_file())


@contextmanager
def _gone_meanwhile() -> Iterator[None]:
    """A file whose person was erased since the rows were read is not backed up."""
    try:
        yield
    except FileNotFoundError:
        return


@contextmanager
def one_instant() -> Iterator[None]:
    """All rows as of one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:  # `atomic` would take the one writer's place for as long as the backup lasts
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _files() -> Path:
    return Path(settings.DATA) / "files"


def _place() -> str:
    where = settings.DATABASES["default"]
    return str(where["NAME"]) if connection.vendor == "sqlite" else f"the database {where['NAME']}"


def name_for(now: datetime, why: str = "") -> str:
    """What a backup in the backup place is called: they sort by age."""
    return f"skillmark-{now.astimezone(UTC):%Y%m%d-%H%M%S}{f'-{why}' if why else ''}.backup"
