"""In: a workspace that left another installation, whole or not at all.

What was there a moment ago is there again: records, history, files, everybody's key. New are only its signing key, made
here when it is first wanted, and everybody's way in.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import models

from skillmark.config.installation import archive, backups, rows
from skillmark.config.installation.moving import parts
from skillmark.config.installation.moving.leaving import program_of, workspace
from skillmark.config.installation.opening import FIRST_ROLES
from skillmark.foundation import anchors, audit, erasure
from skillmark.foundation.models import AuditHead, StoredFile, Workspace
from skillmark.foundation.roles import program
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people
from skillmark.people import queries as persons

Told = Callable[[int, int], None]
Members = Iterator[tuple[str, BytesIO]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in. `erased`: how many people of it a list names that were erased since it was taken out."""

    slug: str
    name: str
    rows: int
    files: int
    erased: int


@dataclass(slots=True)
class _Load:
    """What is known while the rows come in."""

    place: UUID
    slug: str
    now: datetime
    found: parts.Models
    sources: dict[UUID, UUID]
    held_here: dict[UUID, bool]
    compared: dict[str, set[str]]
    counts: dict[str, int]


def bring_in(
    file: Path, key_file: Path, *, slug: str = "", now: datetime, tell: Told = lambda done, of: None
) -> Arrival:
    """Put a workspace in beside those that are here, under `slug` where its own is taken. Raises BadInput, and then
    nothing was changed.
    """
    key = archive.key_of(key_file)
    archive.check(file, key)
    if backups.is_empty():
        call_command("migrate", verbosity=0)
    with archive.opened(file, key) as members:
        told = _manifest(members, file)
    place = UUID(told["workspace"])
    _refuse(told, slug or told["slug"], file)
    erasure.learn(file.parent / erasure.LIST, only=place)
    staging = Path(settings.DATA) / "moving" / place.hex
    shutil.rmtree(staging, ignore_errors=True)  # one that was killed left it
    try:
        return _fill(file, key, told | {"slug": slug or told["slug"]}, staging, now, tell)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@action
def _fill(file: Path, key: Any, told: dict[str, Any], staging: Path, now: datetime, tell: Told) -> Arrival:
    found = parts.travelling(rows.models_at(rows.applied()))
    load = _Load(UUID(told["workspace"]), told["slug"], now, found, {}, {}, {}, dict.fromkeys(told["rows"], 0))
    total, files, stopped = sum(told["rows"].values()), 0, []
    with archive.opened(file, key) as members:  # its last word is read before anything is settled
        _manifest(members, file)
        for name, content in members:
            if name.startswith(parts.ROWS):
                _put(load, name.split("/")[1], content.getvalue().splitlines())
                tell(sum(load.counts.values()), total)
            elif name.startswith(parts.FILES):
                backups.put(staging, name.removeprefix(parts.FILES), content.getvalue())
                files += 1
            elif name == parts.STOPPED:
                stopped = json.loads(content.getvalue())
    _require_whole(load, told, files, staging, file)
    _settle_files(load.place, staging)
    actor = program_of(Workspace.objects.get(pk=load.place))
    for number in stopped:
        people.stop_sms(actor, phone=number, now=now)
    people.hold_waiting(actor, problem="moved")
    audit.record(actor, "foundation.workspace.imported", Workspace.objects.get(pk=load.place), rows=total)
    return Arrival(told["slug"], told["name"], total, files, erasure.catch_up(now))


def _put(load: _Load, label: str, lines: list[bytes]) -> None:
    """Rows of one table, those that the workspace shares with others only where they are not here yet."""
    if label not in load.found:
        raise BadInput.of(f"holds rows of “{label}”, which do not travel", file=parts.MANIFEST)
    if label == parts.SOURCE:
        lines = [lines[0], *(line for line in lines[1:] if not _known_source(load, lines[0], line))]
    elif label in parts.OF_SOURCE:
        lines = [lines[0], *(line for line in lines[1:] if not _known_part(load, label, lines[0], line))]
    load.counts[label] += rows.load(load.found[label], lines, _instead(load, label))


def _known_source(load: _Load, heading: bytes, line: bytes) -> bool:
    row = dict(zip(json.loads(heading), json.loads(line), strict=True))
    model = load.found[parts.SOURCE]
    here = model._base_manager.filter(digest=row["digest"]).values_list("pk", flat=True).first()
    theirs = UUID(row["id"])
    taken = here is None and model._base_manager.filter(pk=theirs).exists()
    load.sources[theirs] = here or (new_id() if taken else theirs)
    load.held_here[theirs] = here is not None
    load.counts[parts.SOURCE] += here is not None
    return here is not None


def _known_part(load: _Load, label: str, heading: bytes, line: bytes) -> bool:
    names, values = json.loads(heading), json.loads(line)
    if not load.held_here[UUID(values[names.index("source_id")])]:
        return False
    load.compared.setdefault(label, set()).add(_content(names, values, load.sources))
    load.counts[label] += 1
    return True


def _content(names: list[str], values: list[Any], sources: dict[UUID, UUID]) -> str:
    """What a part of a source says, whatever its own id; the source by its id here."""
    told = {name: value for name, value in zip(names, values, strict=True) if name not in ("id", "recorded_at")}
    told["source_id"] = str(sources.get(UUID(told["source_id"]), told["source_id"]))
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _instead(load: _Load, label: str) -> dict[str, rows.Instead]:
    """Columns that hold something else here than there."""
    here: dict[str, rows.Instead] = {}
    for field in load.found[label]._meta.concrete_fields:
        related = field.related_model._meta.label_lower if field.related_model is not None else ""
        if related == parts.SOURCE:
            here[field.attname] = lambda value: load.sources.get(value, value)
        elif related == "people.account":
            here[field.attname] = lambda value: None  # a log-in is its holder's, and stays where it is
        elif related == parts.WORKSPACE:
            here[field.attname] = lambda value: _own(load, value)
    match label:
        case parts.WORKSPACE:
            here |= {"id": lambda value: _own(load, value), "slug": lambda value: load.slug}
        case parts.SOURCE:
            here["id"] = lambda value: load.sources[value]
        case _ if label in parts.OF_SOURCE and _clash(load):
            here["id"] = lambda value: new_id()
        case "foundation.signingkey":
            here |= {
                "elsewhere": lambda value: True,
                "valid_until": lambda value: min(filter(None, (value, load.now))),
            }
    return here


def _clash(load: _Load) -> bool:
    """Whether another source stands here under the id of one that comes in: then ids of its parts may be taken too."""
    return any(here != there and not load.held_here[there] for there, here in load.sources.items())


def _own(load: _Load, value: UUID) -> UUID:
    if value != load.place:
        raise BadInput.of("holds rows of another workspace", file=parts.MANIFEST)
    return value


def _require_whole(load: _Load, told: dict[str, Any], files: int, staging: Path, file: Path) -> None:
    """Raises BadInput unless everything the file speaks of is here, and its chain holds to the end it names."""
    for label in parts.OF_SOURCE:
        known = [load.sources[theirs] for theirs, held in load.held_here.items() if held]
        model = load.found[label]
        here = {
            _content(json.loads(lines[0]), json.loads(line), {})
            for lines in rows.out(model, models.Q(source_id__in=known))
            for line in lines[1:]
        }
        if here != load.compared.get(label, set()):
            raise BadInput.of(
                "holds another text of a source of standards that is here under the same digest", file=str(file)
            )
    head = AuditHead.objects.filter(workspace_id=load.place).first()
    if load.counts != told["rows"] or files != told["files"] or head is None or head.hash != told["head"]:
        raise BadInput.of("does not hold what it says; nothing was changed", file=str(file))
    if fault := anchors.check(load.place):
        raise BadInput.of(f"holds a chain that does not hold: {fault.message}; nothing was changed", file=str(file))
    for addresses in StoredFile.objects.within(program(load.place, "moving")).values_list("address", "shown_address"):
        for address in filter(None, addresses):
            if not (staging / address[:2] / address).is_file():
                raise BadInput.of("lacks a file that a record names; nothing was changed", file=str(file))


def _settle_files(place: UUID, staging: Path) -> None:
    home = Path(settings.DATA) / "files" / place.hex
    shutil.rmtree(home, ignore_errors=True)  # of an import that was killed: no row names them
    if staging.exists():
        home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(staging, home)


def _manifest(members: Members, file: Path) -> dict[str, Any]:
    name, content = next(members, ("", BytesIO()))
    try:
        told: dict[str, Any] = json.loads(content.getvalue()) if name == parts.MANIFEST else {}
    except ValueError:
        told = {}
    if told.get("format") != parts.FORMAT:
        raise BadInput.of(f"is not a workspace of the form {parts.FORMAT}; nothing was changed", file=str(file))
    return told


def _refuse(told: dict[str, Any], slug: str, file: Path) -> None:
    """Raises BadInput where this workspace cannot come in here."""
    if later := rows.pending():
        raise BadInput.of(f"is {len(later)} steps behind this program; run skillmark upgrade first", file="this place")
    theirs, ours = {(app, name) for app, name in told["migrations"]}, set(parts.schema())
    if theirs != ours:
        newer, older = _newest(theirs - ours), _newest(ours - theirs)
        if newer:
            said = f"was made by a later version ({newer}) than this one ({_newest(ours)}); import it with that one"
        else:
            said = f"was made by an earlier version ({_newest(theirs)}) than this one ({older}); upgrade there first"
        raise BadInput.of(said, file=str(file))
    if Workspace.objects.filter(pk=UUID(told["workspace"])).exists():
        raise BadInput.of(f"holds “{told['name']}”, which is here already; nothing was changed", file=str(file))
    if UUID(told["workspace"]) in erasure.deleted():
        raise BadInput.of(f"holds “{told['name']}”, which was deleted here; import it elsewhere", file=str(file))
    if Workspace.objects.exclude(demonstration=told["demonstration"]).exists():
        raise BadInput.of("a demonstration and real records never share an installation", file=str(file))
    if Workspace.objects.filter(slug=slug).exists():
        raise BadInput.of(f"is called “{slug}” in addresses, as another here is; give --slug", file=str(file))


def _newest(nodes: set[rows.Node]) -> str:
    if not nodes:
        return ""
    app, name = max(nodes, key=lambda node: (node[0] == "foundation", node))
    return f"{app} {name}"


@action
def invite(slug: str, email: str, now: datetime) -> str:
    """Let a person of the workspace in who may invite the others; gives the path by which she chooses a password, or
    nothing where she has a log-in here already and only her invitation waits for her. Raises BadInput.
    """
    place = workspace(slug)
    actor = program_of(place)
    person = next((one for one in persons.persons(actor, email) if one.email.lower() == email.strip().lower()), None)
    held = persons.grants(actor).filter(person=person, role__in=FIRST_ROLES, over=None, ended_at=None)
    if person is None or not held.exists():
        raise BadInput.of("is nobody there who may invite others (an operator or talent lead)", file=email)
    if person.account_id is not None:
        raise BadInput.of("has a way in already", file=email)
    if persons.is_log_in(person.email):
        return ""
    account = people.open_account(
        email=person.email, name=person.name, password=None, language=person.language, email_verified=True, now=now
    )
    people.link_account(actor, person_id=person.pk, account_id=account.pk, now=now)
    return people.password_path(account)
