"""What a test does inside an installation that is not this process's own: `python -m …inside VERB WORDS`."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")

import django

django.setup()

from skillmark.config.installation import upgrading  # noqa: E402
from skillmark.foundation import files, signing, sources  # noqa: E402
from skillmark.foundation.erasure import Erased  # noqa: E402
from skillmark.foundation.models import StoredFile, Workspace  # noqa: E402
from skillmark.foundation.roles import program  # noqa: E402
from skillmark.foundation.work import action  # noqa: E402
from skillmark.people import actions  # noqa: E402

workspace = Workspace.objects.get()
actor = program(workspace.pk, "a test", demonstration=workspace.demonstration)


@action
def signed() -> str:
    return bytes(signing.sign(workspace.pk, b"a letter", sources.now()).key.public).hex()


def sign() -> str:
    """The public half of the key that signed, with a signer of the installation's own."""
    command = [sys.executable, "-P", "-m", "skillmark.config.command", "signer"]
    signer = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert signer.stdout is not None
        signer.stdout.readline()
        return signed()
    finally:
        signer.terminate()
        signer.wait()


@action
def add(name: str) -> str:
    """A person and a file of hers."""
    person = actions.add_person(actor, name=name, email=f"{name.split()[0].lower()}@example.org", now=sources.now())
    letter = f"Dear {name}".encode()
    files.store(actor, name="letter.txt", content=letter, person_id=person.pk, now=sources.now())
    return str(person.pk)


def letter(person_id: str) -> str:
    row = StoredFile.objects.within(actor).filter(person_id=UUID(person_id)).first()
    try:
        return files.original(actor, row.pk)[1].decode() if row else "gone"
    except Erased:
        return "gone"


def failing_upgrade(folder: str, key: str) -> str:
    """An upgrade that has changed half of it when it breaks."""
    from django.db import connection

    def half(*_words: str, **_options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE people_message")
            cursor.execute("UPDATE people_organisation SET name = 'nobody'")
        raise RuntimeError("the disk is full")

    upgrading.rows.pending = lambda: [("people", "0999_half")]  # type: ignore[assignment]
    upgrading.call_command = half  # type: ignore[assignment]
    return upgrading.upgrade(Path(folder), Path(key), tell=lambda _text: None).failure


match sys.argv[1:]:
    case ["add", *names, "sign"]:
        print(*map(add, names), sign())
    case ["erase", person]:
        actions.erase_person(actor, person_id=UUID(person), now=sources.now())
    case ["letters", *people]:
        print(*map(letter, people))
    case ["failing upgrade", folder, key]:
        print(failing_upgrade(folder, key))
    case ["sign"]:
        print(sign())
