"""Where the bytes lie: SKILLMARK_DATA/files/<workspace>/<two letters>/<address>.

The address is an HMAC under the workspace's key, so that nobody can ask the disk whether a workspace has a known file.
"""

import hashlib
import hmac
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from skillmark.foundation import audit, erasure, sources
from skillmark.foundation.files import rules
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.models.workspace import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action

LEFT_BEHIND = timedelta(days=1)  # bytes whose transaction is still open are younger; anything older has no owner


@action
def store(actor: Actor, *, name: str, content: bytes, person_id: UUID | None, now: datetime) -> StoredFile:
    """Keep a file; `person_id` says whose it is (None: nobody's). Raises BadInput for what is not taken, Erased for a
    person who was erased. The calling action has asked whether the actor may.
    """
    plain_name = rules.safe_name(name)
    kind = rules.media_type(content, plain_name)
    cleaned = rules.as_shown(content, kind, plain_name)
    shown_address = _keep(actor, cleaned, person_id) if cleaned else ""
    stored: StoredFile = StoredFile.objects.record(
        actor,
        now=now,
        person_id=person_id,
        name=plain_name,
        media_type=kind.value,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        address=_keep(actor, content, person_id),
        shown_address=shown_address,
    )
    audit.record(actor, "foundation.file.stored", stored, person=person_id, kind=kind, size=len(content))
    return stored


def shown(actor: Actor, file_id: UUID) -> tuple[StoredFile, bytes]:
    """The file as people may see it: a picture or a video without place or device data. Raises NotFound, Erased."""
    stored = one(StoredFile.objects.within(actor), file_id)
    return stored, _read(stored, stored.shown_address or stored.address)


def original(actor: Actor, file_id: UUID) -> tuple[StoredFile, bytes]:
    """The bytes as they came, for checking them against their digest. Raises NotFound, Erased."""
    stored = one(StoredFile.objects.within(actor), file_id)
    return stored, _read(stored, stored.address)


@action
def remove(actor: Actor, *, file_id: UUID, now: datetime) -> None:
    """Forget a file; its bytes go when the transaction is through. Raises NotFound."""
    stored = one(StoredFile.objects.within(actor), file_id, lock=True)
    audit.record(actor, "foundation.file.removed", stored)
    forget([stored])


def forget(files: list[StoredFile]) -> None:
    """Delete rows, and after the transaction the bytes no other row names."""
    places = {(row.workspace_id, address) for row in files for address in (row.address, row.shown_address) if address}
    StoredFile.objects.across_workspaces().filter(pk__in=[row.pk for row in files]).delete()
    transaction.on_commit(lambda: _drop(places))


def sweep(workspace_id: UUID, now: datetime) -> int:
    """Delete bytes that no row names: their transaction failed, or the program was killed before it deleted them."""
    youngest = now.timestamp() - LEFT_BEHIND.total_seconds()
    found = sorted(_folder(workspace_id).glob("*/*"))
    return sum(_unlink(workspace_id, path, before=youngest) for path in found)


def _keep(actor: Actor, content: bytes, person_id: UUID | None) -> str:
    key = bytes(Workspace.objects.values_list("digest_key", flat=True).get(pk=actor.workspace_id))
    owner = b"" if person_id is None else person_id.bytes
    address = hmac.new(key, owner + b"\x00" + content, hashlib.sha256).hexdigest()
    path = _path(actor.workspace_id, address)
    _storing(address)
    sealed = content if person_id is None else erasure.seal(actor, person_id, content)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{sources.new_id().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    return address


def _read(stored: StoredFile, address: str) -> bytes:
    content = _path(stored.workspace_id, address).read_bytes()
    return content if stored.person_id is None else erasure.unseal(stored.person_id, content)


def _drop(places: set[tuple[UUID, str]]) -> None:
    for workspace_id, address in sorted(places):
        _unlink(workspace_id, _path(workspace_id, address))


def _unlink(workspace_id: UUID, path: Path, *, before: float = float("inf")) -> bool:
    """Delete bytes that were last written before an instant and that no row names; whether they went.

    Another transaction may have written the same bytes and not yet come through: its row cannot be seen from here. So
    whoever writes holds the address until her transaction ends, and what is held stays for the daily sweep. On SQLite
    opening the transaction is enough, since one at a time writes.
    """
    with transaction.atomic():
        if not _free(path.name):
            return False
        if not path.exists() or path.stat().st_mtime >= before or _named(workspace_id, path.name):
            return False
        path.unlink()
        return True


def _storing(address: str) -> None:
    """Hold an address until this transaction ends, beside others who store the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_lock_number(address)])


def _free(address: str) -> bool:
    """Whether nobody else holds the address; nobody is waited for, so that no two wait for each other."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_lock_number(address)])
        return bool(cursor.fetchone()[0])


def _lock_number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _named(workspace_id: UUID, address: str) -> bool:
    rows = StoredFile.objects.across_workspaces().filter(workspace_id=workspace_id)
    return rows.filter(Q(address=address) | Q(shown_address=address)).exists()


def _folder(workspace_id: UUID) -> Path:
    return Path(settings.DATA) / "files" / workspace_id.hex


def _path(workspace_id: UUID, address: str) -> Path:
    return _folder(workspace_id) / address[:2] / address
