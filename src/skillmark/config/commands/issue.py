"""`skillmark issue`: sign what people have proved, one or a list of many, through the signer.

It is for who holds the machine and was handed a list after a day of assessments. What may be signed is decided as on
the pages: the list only names people and achievements, and nobody is awarded what she has not proved.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from skillmark.config.commands import progress
from skillmark.config.commands.printing import printable
from skillmark.kernel.values import BadInput, Problem

DONE, SOME_REFUSED, BAD_INPUT = 0, 1, 2
PERSON, ACHIEVEMENT = COLUMNS = ("person", "achievement")
STANDARD_INPUT = "-"
SIGNED, THERE, WITHDRAWN, WOULD, REFUSED = "signed", "there_already", "withdrawn", "would_be_signed", "refused"
SAID = {
    SIGNED: "signed",
    THERE: "was signed before",
    WITHDRAWN: "was signed before and withdrawn since; it is not signed again",
    WOULD: "would be signed",
    REFUSED: "cannot be signed yet.",
}
Words = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the list: who shall have what, as written and as found."""

    row: int
    words: dict[str, str]
    person_id: UUID
    achievement: Any


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", help="CSV with the columns person and achievement, or JSON lines with these; - to read"
    )
    parser.add_argument("--workspace", metavar="SLUG", required=True, help="the name in the workspace's address")
    parser.add_argument("--dry-run", action="store_true", help="say what each row would come to, and sign nothing")
    parser.add_argument("--into", metavar="DIR", help="write each record into this folder, as JSON")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")


def run(arguments: argparse.Namespace) -> int:
    """Sign every row, or say why not. 1 where some could not be signed, 2 where the signer does not answer.

    A row that names nobody, or nothing that can be earned, stops everything before anything is signed. Raises BadInput.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
    django.setup()
    from skillmark.foundation import signer
    from skillmark.foundation.models import Workspace
    from skillmark.foundation.roles import program

    place = Workspace.objects.filter(slug=arguments.workspace).first()
    if place is None:
        raise BadInput.of(f"no workspace is called “{arguments.workspace}”", file="--workspace")
    # whoever types this holds the machine; the history says that the command line did it, and no account
    actor = program(place.pk, "issue", demonstration=place.demonstration)
    name = "standard input" if arguments.path == STANDARD_INPUT else arguments.path
    try:
        wanted = _wanted(actor, list(_rows(_read(arguments.path), name)), name)
    except BadInput as bad:
        print("\n".join(problem.sentence() for problem in bad.problems), file=sys.stderr)
        print(f"skillmark issue: nothing was signed; mend {_counted(len(bad.problems))} first", file=sys.stderr)
        return BAD_INPUT
    into = Path(arguments.into) if arguments.into else None
    done = refused = 0
    try:
        for one in wanted:
            said = _carried_out(actor, one, into, dry_run=arguments.dry_run)
            done += 1
            refused += said["outcome"] in (REFUSED, WITHDRAWN)
            print(json.dumps(said, ensure_ascii=False) if arguments.json else _line(said), flush=True)
            progress.tell(f"{done} of {len(wanted)}")
    except (signer.SignerUnavailable, signer.SignerRefused) as problem:
        print(f"skillmark issue: {problem} {done} of {len(wanted)} rows are done.", file=sys.stderr)
        print("Start the signer and give the same list again: nothing is signed twice.", file=sys.stderr)
        return BAD_INPUT
    finally:
        progress.end()
    return SOME_REFUSED if refused else DONE


def _carried_out(actor: Any, one: Wanted, into: Path | None, *, dry_run: bool) -> dict[str, Any]:
    """What one row came to. Raises SignerUnavailable or SignerRefused."""
    from skillmark.credentials import actions, queries
    from skillmark.credentials.words import lacks
    from skillmark.foundation import sources

    now = sources.now()
    found = queries.prospect(actor, one.person_id, one.achievement.pk, now)
    names = {reference: name for reference, name, _address in one.achievement.alignments}
    reasons = lacks(found.missing, names)
    if found.needs_guardian:
        reasons = ["She is under 18, and no guardian has agreed that records are made from her work."]
    record = found.record
    if record is not None:
        outcome = WITHDRAWN if record.revoked_at else THERE
    elif reasons:
        outcome = REFUSED
    elif dry_run:
        outcome = WOULD
    else:
        outcome = SIGNED
        record = actions.award(actor, person_id=one.person_id, achievement_id=one.achievement.pk, now=now)
    if record is not None and into is not None and outcome != WITHDRAWN and not dry_run:
        _write(into / f"{record.pk}.json", record.document)
    known = {"row": one.row, **one.words, "outcome": outcome}
    return known | {"record": str(record.pk) if record else None, "reasons": [] if record else reasons}


def _line(said: dict[str, Any]) -> str:
    text = f"row {said['row']}: {said[PERSON]}, {said[ACHIEVEMENT]}: {SAID[said['outcome']]}"
    told = " ".join([text, *said["reasons"]]) + (f" (record {said['record']})" if said["record"] else "")
    return printable(told)


def _write(file: Path, text: str) -> None:
    """Whole or not at all, so that a run broken off leaves no half record."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".part")
    beside.write_text(f"{text}\n", "utf-8")
    beside.replace(file)


def _counted(number: int) -> str:
    return "one row" if number == 1 else f"{number} rows"


# The list ---------------------------------------------------------------------------------------------------------


def _read(path: str) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError:
        raise BadInput.of("cannot be opened", file=path) from None


def _rows(data: bytes, name: str) -> Iterator[Words]:
    """(row, words) of each row that is not blank; a CSV's header is row 1. Raises BadInput naming every problem."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return iter(_json_rows(data, name))
    from skillmark.kernel.values import Row, read_table

    def build(row: Row) -> Words:
        return row.number, {column: row.text(column) for column in COLUMNS}

    return iter(read_table(BytesIO(data), name=name, required=COLUMNS, build=build))


def _json_rows(data: bytes, name: str) -> list[Words]:
    rows: list[Words] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            members = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            members = None
        if not isinstance(members, dict):
            problems.append(Problem(name, "is no JSON object; write one a line", number))
            continue
        words = {column: members.get(column) for column in COLUMNS}
        lacking = [column for column, word in words.items() if not isinstance(word, str) or not word.strip()]
        problems += [Problem(name, "is empty or no text", number, column) for column in lacking]
        if not lacking:
            rows.append((number, {column: str(word).strip() for column, word in words.items()}))
    if problems:
        raise BadInput(problems)
    return rows


def _wanted(actor: Any, rows: Iterable[Words], name: str) -> list[Wanted]:
    """Each row with the person and the achievement it names. Raises BadInput naming every row that names none."""
    from skillmark.credentials import queries
    from skillmark.people import queries as people

    persons = {reference: found.pk for reference, found in people.persons_by_reference(actor).items()}
    persons |= {str(found.pk): found.pk for found in people.persons(actor)}
    earned: dict[str, list[Any]] = {}
    for one in queries.achievements(actor).filter(retired_at=None):  # of each name the newest version first
        standing = earned.setdefault(one.public_name, [])
        if one.framework_id not in {other.framework_id for other in standing}:
            standing.append(one)
        earned[str(one.pk)] = [one]
    wanted: list[Wanted] = []
    problems: list[Problem] = []
    for row, words in rows:
        person_id, named = persons.get(words[PERSON]), earned.get(words[ACHIEVEMENT], [])
        if person_id is None:
            problems.append(Problem(name, f"nobody here has the number “{words[PERSON]}”", row, PERSON))
        if not named:
            problems.append(Problem(name, f"“{words[ACHIEVEMENT]}” cannot be earned here", row, ACHIEVEMENT))
        if len(named) > 1:
            told = f"“{words[ACHIEVEMENT]}” can be earned on {len(named)} standards; write its id instead"
            problems.append(Problem(name, told, row, ACHIEVEMENT))
        if person_id is not None and len(named) == 1:
            wanted.append(Wanted(row, words, person_id, named[0]))
    if problems:
        raise BadInput(problems)
    return wanted
