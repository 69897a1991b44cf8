"""Out: one workspace, whole and as of one instant, in one encrypted file that was read back before it counts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings

from skillmark.config.installation import archive, backups, rows
from skillmark.config.installation.moving import parts
from skillmark.credentials import queries as credentials
from skillmark.foundation import access, audit, sources
from skillmark.foundation.models import AuditHead, StoredFile, Workspace
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people

Told = Callable[[int, int], None]  # rows written, of how many


@dataclass(frozen=True, slots=True)
class Departure:
    """What a file of a workspace holds. `head` is the hash of its chain's last row."""

    slug: str
    name: str
    rows: int
    files: int
    number: int
    head: str


def workspace(slug: str) -> Workspace:
    """The workspace that addresses call so, unless it is a sample. Raises BadInput."""
    found = Workspace.objects.filter(slug=slug, sample=None).first()
    if found is None:
        raise BadInput.of("is no workspace here; its name is the part of the address after /w/", file=slug)
    return found


def take_out(
    actor: Actor, file: Path, readers: list[pyrage.x25519.Recipient], *, tell: Told = lambda done, of: None
) -> Departure:
    """Write the actor's workspace, as `note` allowed, so that each of `readers` can open it. Raises BadInput, and then
    no file is there.

    A key made for this alone reads the file back: what cannot be read again is no export.
    """
    _refuse_half_done(actor)
    mine = pyrage.x25519.Identity.generate()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.unread")
    try:
        _write(actor, draft, [*readers, mine.to_public()], tell)
        departed = read_back(draft, mine)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return departed


@action
def note(actor: Actor) -> None:
    """The chain says who took the workspace out, before anything is read. Raises Forbidden."""
    access.require(actor, "foundation.workspace.export")
    audit.record(actor, "foundation.workspace.exported", Workspace.objects.get(pk=actor.workspace_id))


def read_back(file: Path, key: pyrage.x25519.Identity) -> Departure:
    """Read all of a file and count what is in it. Raises BadInput where it does not hold what it says."""
    with archive.opened(file, key) as members:
        name, content = next(members)
        told = json.loads(content.getvalue())
        found, files = dict.fromkeys(told["rows"], 0), 0
        for name, content in members:
            if name.startswith(parts.ROWS):
                found[name.split("/")[1]] += content.getvalue().count(b"\n")
            files += name.startswith(parts.FILES)
    if found != told["rows"] or files != told["files"]:
        raise BadInput.of("does not hold what was written", file=str(file))
    return Departure(told["slug"], told["name"], sum(found.values()), files, told["number"], told["head"])


def program_of(place: Workspace) -> Actor:
    return program(place.pk, "moving", demonstration=place.demonstration)


def _refuse_half_done(actor: Actor) -> None:
    if later := rows.pending():
        raise BadInput.of(f"is {len(later)} steps behind this version; run skillmark upgrade first", file="it")
    if waiting := credentials.unsigned(program(actor.workspace_id, "moving")).count():
        raise BadInput.of(
            f"has {waiting} records that wait to be signed, and its signing key stays here; start the signer first",
            file="the workspace",
        )


def _write(actor: Actor, file: Path, readers: list[pyrage.x25519.Recipient], tell: Told) -> None:
    with archive.sealed(file, *readers) as tar, backups.one_instant():
        found = parts.travelling(rows.models_at(rows.applied()))
        chosen = {label: parts.of(actor.workspace_id, label, found) for label in found}
        counts = {label: model._base_manager.filter(chosen[label]).count() for label, model in found.items()}
        files = _files(actor)
        manifest = _manifest(actor) | {"rows": counts, "files": len(files)}
        archive.add(tar, parts.MANIFEST, json.dumps(manifest).encode())
        archive.add(tar, parts.STOPPED, json.dumps(people.stopped_numbers(actor)).encode())
        done, total = 0, sum(counts.values())
        for label, model in found.items():
            for number, lines in enumerate(rows.out(model, chosen[label])):
                archive.add(tar, f"{parts.ROWS}{label}/{number:06}.jsonl", b"\n".join(lines))
                done += len(lines) - 1
                tell(done, total)
        for path in files:
            try:
                archive.add(tar, f"{parts.FILES}{path.parent.name}/{path.name}", path.read_bytes())
            except FileNotFoundError:
                raise BadInput.of("was deleted meanwhile; try again", file="a file") from None


def _manifest(actor: Actor) -> dict[str, Any]:
    place = Workspace.objects.get(pk=actor.workspace_id)
    head = AuditHead.objects.get(workspace_id=place.pk)
    return {
        "format": parts.FORMAT,
        "made_at": sources.now().isoformat(),
        "migrations": parts.schema(),
        "workspace": str(place.pk),
        "slug": place.slug,
        "name": people.profile(actor).name,
        "demonstration": place.demonstration,
        "number": head.number,
        "head": head.hash,
    }


def _files(actor: Actor) -> list[Path]:
    """The bytes that rows name, each once."""
    folder = Path(settings.DATA) / "files" / actor.workspace_id.hex
    addresses: set[str] = set()
    for pair in StoredFile.objects.within(actor).values_list("address", "shown_address"):
        addresses.update(filter(None, pair))
    return [folder / address[:2] / address for address in sorted(addresses)]
