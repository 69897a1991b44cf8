"""Files of workspaces that were asked for on a page: made by a job, kept for some days under a secret address.

They lie under SKILLMARK_DATA/exports, in no backup. Each opens only with the key that whoever asked was shown once; a
deleted trial's is fetched when nobody can log in there any more, so the address alone leads to it.
"""

import hashlib
import json
import logging
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
from django.conf import settings

from skillmark.config.installation.moving import leaving
from skillmark.foundation import access, outbox, sources, trials
from skillmark.foundation.jobs import outside
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people

KIND, SWEEP = "house.export", "house.exports.sweep"
KEPT = timedelta(days=7)  # a holiday week; whoever needs it later makes it anew
ENDING = ".workspace"
TRIES = 3  # somebody may still work in a trial while its file is made

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever asked is shown once: the key that opens the file, and the secret part of its address."""

    key: str
    secret: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a file is: its path once it is there, rows done of all, or what went wrong."""

    file: Path | None
    done: int = 0
    of: int = 0
    problem: str = ""


@action
def ask(actor: Actor, *, delete: bool, now: datetime) -> Asked:
    """Have the actor's workspace written to a file; `delete`: and deleted once the file was read back. Raises NoTrial
    where it is to be deleted and is none, Forbidden.
    """
    if delete:
        access.require(actor, "foundation.workspace.delete")
        if not trials.is_trial(actor.workspace_id):
            raise trials.NoTrial(str(actor.workspace_id))
    leaving.note(actor)
    identity, secret = pyrage.x25519.Identity.generate(), secrets.token_urlsafe(32)
    payload = {
        "file": _digest(secret),
        "reader": str(identity.to_public()),
        "delete": delete,
        "account": str(actor.account_id or ""),
        "person": str(actor.person_id or ""),
    }
    outbox.enqueue(actor, KIND, key=f"{KIND}/{payload['file']}", payload=payload, due_at=now, now=now)
    _tell(_path(actor.workspace_id, str(payload["file"])), done=0, of=0)
    return Asked(str(identity), secret)


def standing(secret: str, now: datetime) -> Standing | None:
    """How the file of this address stands; None where there is none, or none any more."""
    for told in _exports().glob(f"*/{_digest(secret)}.json"):
        file = told.with_suffix(ENDING)
        if file.is_file() and now.timestamp() - file.stat().st_mtime < KEPT.total_seconds():
            return Standing(file)
        if not file.exists():
            return Standing(None, **json.loads(told.read_text()))
    return None


@outside
def make(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """The job: write the file and read it back; then, where that was asked, delete the trial."""
    file = _path(actor.workspace_id, payload["file"])
    asker = replace(actor, account_id=_id(payload["account"]), person_id=_id(payload["person"]))
    try:
        take_and_delete(asker, file, payload["reader"]) if payload["delete"] else _take(actor, file, payload["reader"])
    except (BadInput, trials.NoTrial) as refused:
        log.warning("The file of a workspace could not be made: %s", refused)
        _tell(file, problem=str(refused))


def take_and_delete(
    actor: Actor, file: Path, reader: str, *, tell: leaving.Told = lambda done, of: None
) -> leaving.Departure:
    """Take a trial out and delete it, with nothing done in between. Raises NoTrial and BadInput; then it is all there.

    The file is there, and was read back, before anything goes.
    """
    if not trials.is_trial(actor.workspace_id):
        raise trials.NoTrial(str(actor.workspace_id))
    for _ in range(TRIES):
        departed = _take(actor, file, reader, tell)
        try:
            trials.delete(actor, name=departed.name, head=departed.head, now=sources.now())
        except trials.ChangedMeanwhile:
            continue
        return departed
    raise BadInput.of("is still being worked in; try again when nobody is", file="the workspace")


def sweep(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Let go of files kept long enough, of whichever workspace: a deleted one has no day's work of its own."""
    for path in _all():
        if now.timestamp() - path.stat().st_mtime >= KEPT.total_seconds():
            path.unlink(missing_ok=True)


def forget(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Somebody was erased: files that hold her go."""
    shutil.rmtree(_exports() / actor.workspace_id.hex, ignore_errors=True)


def name_of(actor: Actor) -> str:
    """What must be typed before a trial is deleted."""
    return people.profile(actor).name


def _take(actor: Actor, file: Path, reader: str, tell: leaving.Told = lambda done, of: None) -> leaving.Departure:
    def told(done: int, of: int) -> None:
        tell(done, of)
        _tell(file, done=done, of=of)

    return leaving.take_out(actor, file, [pyrage.x25519.Recipient.from_str(reader)], tell=told)


def _tell(file: Path, **standing: Any) -> None:
    if file.suffix != ENDING or _exports() not in file.parents:
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(standing))
    draft.replace(file.with_suffix(".json"))


def _exports() -> Path:
    return Path(settings.DATA) / "exports"


def _all() -> Iterator[Path]:
    yield from (path for path in _exports().glob("*/*") if path.is_file())


def _path(workspace_id: UUID, digest: str) -> Path:
    return _exports() / workspace_id.hex / f"{digest}{ENDING}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
