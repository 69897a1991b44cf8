"""`skillmark setup`: open a real installation, by asking or from a file of answers."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from skillmark.config.installation import facts

DONE = 0
QUESTIONS = {
    "organisation": ("Your organisation, as you call it among yourselves", ""),
    "public_name": ("What others may call it (empty: the same)", ""),
    "address": ("The web address people will type", "http://localhost:8000"),
    "certificate": ("The file of its certificate, where Skillmark serves it itself (empty: a proxy does)", ""),
    "certificate_key": ("The file of that certificate's key", ""),
    "administrator": ("E-mail address of the first administrator", ""),
    "administrator_name": ("Her or his name", ""),
    "language": ("Language of the first administrator: en or es", "en"),
    "time_zone": ("Time zone, such as America/New_York", "UTC"),
    "currency": ("Currency, such as USD", "USD"),
    "mail": ("Mail server, such as smtp://user:password@mail.example.org:587 (empty: letters stay in files)", ""),
    "mail_from": ("Sender of the letters", ""),
    "sms": ("SMS gateway, such as https://gateway.example.org/send (empty: none)", ""),
    "incoming": ("Secret shared with the gateway, for answers such as STOP (empty: none)", ""),
    "backups": ("Folder for backups, on another disk if there is one", ""),
}
ONLY_AFTER = {"certificate_key": "certificate", "mail_from": "mail", "incoming": "sms"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--answers", metavar="FILE", help="a TOML file of answers, instead of asking")
    parser.add_argument("--no-test-letter", action="store_true", help="do not try the mail server")
    parser.add_argument("--json", action="store_true", help="say the result as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput for answers that cannot be used and where something is set up already."""
    if arguments.answers is None and not sys.stdin.isatty():
        print("skillmark setup: nobody can be asked here; give --answers FILE", file=sys.stderr)
        return 64
    answers = facts.read_answers(Path(arguments.answers)) if arguments.answers else facts.answers(_asked(), "answers")
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from django.conf import settings

    from skillmark.config.installation import opening, presence
    from skillmark.foundation import sources

    with presence.closed(Path(settings.DATA)):
        opened = opening.install(answers, sources.now())
    fault = opening.send_test_letter(answers) if answers.facts.mail and not arguments.no_test_letter else ""
    sheet = recovery_sheet()
    if arguments.json:
        told = {"workspace": opened.slug, "first_log_in": opened.first_log_in, "mail_fault": fault}
        print(json.dumps(told | {"recovery_sheet": sheet}))
        return DONE
    print(_told(answers, opened.first_log_in, fault, sheet))
    return DONE


def recovery_sheet() -> list[str]:
    """Printed by the signer's own program: nothing else reads the master key."""
    command = [sys.executable, "-P", "-m", "skillmark.config.command", "signer", "--recovery-sheet"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]


def _asked() -> dict[str, Any]:
    print("Skillmark is being set up. Enter takes what stands in brackets.\n", file=sys.stderr)
    given: dict[str, Any] = {}
    for key, (question, usual) in QUESTIONS.items():
        if key in ONLY_AFTER and not given.get(ONLY_AFTER[key]):
            continue
        while True:
            print(f"{question}{f' [{usual}]' if usual else ''}: ", end="", file=sys.stderr, flush=True)
            answer = input().strip() or usual
            if answer or key not in facts.NEEDED:
                break
            print("This one is needed.", file=sys.stderr)
        if answer:
            given[key] = answer
    return given


def _told(answers: facts.Answers, first_log_in: str, fault: str, sheet: list[str]) -> str:
    mail = answers.facts.mail
    letter = f"A test letter was sent to {answers.administrator}." if mail else "No mail server is named yet."
    if fault:
        letter = (
            f"The test letter did not go: {fault}\nMend `mail` in installation.toml; `skillmark doctor` tries again."
        )
    lines = "\n".join(f"    {line}" for line in sheet)
    return f"""
{answers.organisation} is set up.

1. Print this and put it into a safe. It is the signing key; whoever has it can sign in your name.

{lines}

2. Start:  skillmark serve
3. {answers.administrator} chooses a password here, within three days:

    {first_log_in}

{letter}
Then:  skillmark doctor"""
