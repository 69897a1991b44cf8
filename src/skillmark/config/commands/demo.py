"""`skillmark demo`: the main job on an occupation and its applicants. Same input and seed, same bytes."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from skillmark.campaigns import programmes
from skillmark.kernel.values import BadInput, write_table

MOST_OPENINGS = 100_000
SHOWN = 3  # the rest is in --json
ERROR_COLUMNS = ("file", "row", "column", "problem")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--occupation", metavar="CODE|FILE", help="an O*NET code, or a CASE package")
    parser.add_argument("--onet", metavar="DIR|ZIP", help="the official O*NET text database")
    parser.add_argument(
        "--applicants", metavar="CSV", help="a name and a previous job in each row; - reads standard input"
    )
    parser.add_argument("--modules", metavar="CSV", help="training on offer, or -; without it it is assumed")
    parser.add_argument("--demographics", metavar="CSV", help="voluntary answers, or -; never joined to a person")
    parser.add_argument("--credentials", metavar="DIR", help="signed records the applicants brought")
    parser.add_argument(
        "--template",
        choices=programmes.every_name(),  # by name alone: whether its file is right is asked once it is chosen
        default="nontraditional",
        metavar="NAME",
        help="the programme (default nontraditional); `skillmark programme list` names them",
    )
    parser.add_argument("--openings", type=_count, default=10, metavar="N", help="jobs promised (default 10)")
    parser.add_argument(
        "--minimum-cell", type=_count, default=10, metavar="N", help="smaller counts are not published; at least 5"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="keys, ids and draws come from it (default 1)")
    parser.add_argument("--out", metavar="DIR", help="where to write; replaced only if this command wrote it")
    parser.add_argument("--serve-into", metavar="DIR", help="instead: fill an installation to be served, with log-ins")
    parser.add_argument("--json", action="store_true", help="say what was written as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput, before anything is made for a programme that is wrong or none of a campaign's."""
    if bool(arguments.out) == bool(arguments.serve_into):
        print("skillmark demo: say where to write: --out DIR", file=sys.stderr)
        return 64
    if [arguments.applicants, arguments.modules, arguments.demographics].count("-") > 1:
        print("skillmark demo: only one of the inputs can be standard input", file=sys.stderr)
        return 64
    programmes.template(arguments.template)
    from skillmark.config.mainjob.place import place_of, put_away_when_stopped

    with put_away_when_stopped() as leave_if_asked:
        if arguments.serve_into:
            return _serve_into(arguments, Path(arguments.serve_into))
        out = place_of(arguments.out)
        errors = out.with_name(f"{out.name}.errors.csv")
        try:
            code = _into_folder(arguments, out, leave_if_asked)
        except BadInput as bad:
            _forget_errors(errors)
            if len(bad.problems) > 1:
                _write_errors(errors, bad)
            raise
        _forget_errors(errors)
        return code


def _into_folder(arguments: argparse.Namespace, out: Path, leave_if_asked: Callable[[], None]) -> int:
    from skillmark.config.mainjob.place import refuse_foreign, whole

    refuse_foreign(out)
    inputs = _inputs(arguments)
    with tempfile.TemporaryDirectory(prefix="skillmark-demo-") as data, whole(out) as folder:
        _make_installation(Path(data))
        from skillmark.config.mainjob import exports, run

        with run.repeatable(arguments.seed):
            done = run.carry_out(
                inputs,
                template=arguments.template,
                openings=arguments.openings,
                minimum_cell=arguments.minimum_cell,
                seed=arguments.seed,
                accounts=False,
                progress=_progress,
            )
            _progress("Writing the files")
            summary = exports.write(done, folder)
        _close()
        leave_if_asked()
    _tell(arguments, out, summary)
    return 0


def _serve_into(arguments: argparse.Namespace, data: Path) -> int:
    """Fill an installation: database, files, and `log-ins.txt` with one line a role."""
    inputs = _inputs(arguments)
    _make_installation(data)
    from skillmark.config.mainjob import run, staff

    with run.repeatable(arguments.seed):
        run.carry_out(
            inputs,
            template=arguments.template,
            openings=arguments.openings,
            minimum_cell=arguments.minimum_cell,
            seed=arguments.seed,
            accounts=True,
            progress=_progress,
        )
    lines = [f"{role.value.replace('_', ' '):18}{staff.login(role):36}{staff.PASSWORD}" for role in staff.NAMES]
    (data / "log-ins.txt").write_text("\n".join(lines) + "\n")
    _close()
    return 0


def _inputs(arguments: argparse.Namespace):  # type: ignore[no-untyped-def]  # the type lives behind a late import
    from skillmark.config.mainjob.inputs import choose

    return choose(
        occupation=arguments.occupation,
        onet=arguments.onet,
        applicants=arguments.applicants,
        modules=arguments.modules,
        demographics=arguments.demographics,
        credentials=arguments.credentials,
    )


def _make_installation(data: Path) -> None:
    """An empty installation in this folder, on SQLite, whatever the environment says of another one."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["SKILLMARK_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "skillmark.config.settings"
    os.environ.setdefault("NUMBA_CACHE_DIR", str(data / "numba"))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # filled whole or thrown away: nothing need survive a power cut
    call_command("migrate", verbosity=0, interactive=False)


def _close() -> None:
    """Put the write-ahead log back into the database file before the folder is moved or removed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"{line} …", file=sys.stderr)


def _tell(arguments: argparse.Namespace, out: Path, summary: dict[str, object]) -> None:
    if arguments.json:
        print(json.dumps({"out": str(out), **summary}))
        return
    print(f"Written to {out}: {summary['people']} people, {summary['files_count']} files. Everything says SAMPLE.")
    for name, what in summary["pages"]:  # type: ignore[attr-defined]
        print(f"  {name:24} {what}")
    if summary["past_jobs_untold_count"]:
        told = f"{summary['past_jobs_untold_count']} of {summary['people']} people"
        print(f"Past jobs that told us nothing: {told}; --json says whose, and why.")
    uncounted: list[dict[str, str]] = summary["records_not_counted"]  # type: ignore[assignment]
    if uncounted:
        print(f"Records that did not count: {len(uncounted)}")
    for record in uncounted[:SHOWN]:
        print(f"  {record['file']}: {record['reason']}")
    if len(uncounted) > SHOWN:
        print(f"  and {len(uncounted) - SHOWN} more; --json says which, and why.")


def _write_errors(file: Path, bad: BadInput) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", newline="", encoding="utf-8") as stream:
        rows = [
            (problem.file, "" if problem.row is None else problem.row, problem.column or "", problem.message)
            for problem in bad.problems
        ]
        write_table(stream, ERROR_COLUMNS, rows)


def _forget_errors(file: Path) -> None:
    """Remove what an earlier run said was wrong, once it is no longer so; somebody else's file of that name stays."""
    header = ",".join(ERROR_COLUMNS).encode()
    if file.is_file():
        with file.open("rb") as stream:
            ours = stream.readline().rstrip() == header
        if ours:
            file.unlink()


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_OPENINGS:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST_OPENINGS}")
    return number
