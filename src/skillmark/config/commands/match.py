"""`skillmark match`: who meets these jobs, who could soon. Reads two tables, prints a list for each job."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from skillmark.kernel.matching import JobRanking, rankings, read_holdings, read_requirements
from skillmark.kernel.values import BadInput

DONE, WRONG_USAGE = 0, 64
STANDARD_INPUT = "-"
HEADINGS = ("Rank", "Person", "Checked", "Must-haves missing", "With what is said", "Must-haves missing", "Missing")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--requirements", required=True, metavar="CSV", help="job_id, competency_id, level, weight, essential"
    )
    parser.add_argument("--holdings", required=True, metavar="CSV", help="person_id, competency_id, level, basis")
    parser.add_argument("--top", type=_count, default=20, metavar="K", help="people listed for each job (default 20)")
    parser.add_argument("--json", action="store_true", help="one JSON line a job")


def run(arguments: argparse.Namespace) -> int:
    """Rank everyone in the holdings for every job. Raises BadInput for a file that cannot be used."""
    if arguments.requirements == arguments.holdings == STANDARD_INPUT:
        print("skillmark match: only one of the two inputs can be standard input", file=sys.stderr)
        return WRONG_USAGE
    _keep_compiled_code()
    with _opened(arguments.requirements) as (stream, name):
        requirements = read_requirements(stream, name)
    with _opened(arguments.holdings) as (stream, name):
        holdings = read_holdings(stream, name)
    for ranking in rankings(requirements, holdings, arguments.top):
        print(json.dumps(ranking.as_json(), ensure_ascii=False) if arguments.json else _table(ranking))
    sys.stdout.flush()
    return DONE


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return int(text)


def _keep_compiled_code() -> None:
    """Name the place for the compiled engine before it is loaded; where it cannot be written, code is compiled anew."""
    data = os.environ.get("SKILLMARK_DATA")
    if data:
        os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(data).absolute() / "numba"))


@contextmanager
def _opened(argument: str) -> Iterator[tuple[BinaryIO, str]]:
    """A stream and the name its problems are told under."""
    if argument == STANDARD_INPUT:
        yield sys.stdin.buffer, "standard input"
        return
    path = Path(argument)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadInput.of(f"cannot be opened ({error.strerror})", file=argument) from None
    with stream:
        yield stream, path.name


def _table(ranking: JobRanking) -> str:
    """The list as people read it, its order named above."""
    rows = [HEADINGS] + [
        (
            str(person.rank),
            person.person,
            f"{person.coverage_verified:.1%}",
            str(person.unmet_essentials_verified),
            f"{person.coverage_effective:.1%}",
            str(person.unmet_essentials_effective),
            ", ".join(person.missing) or "nothing",
        )
        for person in ranking.people
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    title = f"Job {ranking.job}: by must-haves missing and coverage, checked first, then with what is said"
    return "\n".join([title, *lines, ""])
