"""`skillmark verify`: check signed records, and say of each in one line what it comes to. Starts without Django."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skillmark.config.commands.printing import printable
from skillmark.kernel.values import BadInput

if TYPE_CHECKING:
    from skillmark.kernel.vc import Endorsed, StatusLists, Verdict

EXITS = {"valid": 0, "invalid": 1, "undetermined": 2, "unreadable": 3}
WORST_FIRST = ("invalid", "unreadable", "undetermined", "valid")  # a bad record outweighs a file that holds none
SUFFIXES = {".json", ".jsonld", ".jwt", ".txt", ".png", ".svg"}  # what is looked at in a folder
MOST_BYTES = (4 << 20) + 1  # one byte more than the engine takes, so that it can name its limit
MOST_NAMED = 3  # files that were passed over; the rest are counted
NOTHING_FOUND = 3
WRONG_USAGE = 64
ONE_AT_A_TIME = 8  # records handed to a worker process together


class Settings:
    """What every record of one run is judged by."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        from skillmark.kernel.vc import Contexts, KeyDocuments

        self.at = arguments.at or datetime.now(UTC)
        self.trust = _trusted(Path(arguments.trust)) if arguments.trust else None
        self.lists = _documents(arguments.status_cache)
        self.ask_status = not arguments.no_status
        self.keys = KeyDocuments(_documents(arguments.issuers).get)
        self.contexts: Contexts = Contexts(_contexts(Path(arguments.contexts)) if arguments.contexts else None)
        self._status: StatusLists | None = None

    def status(self) -> "StatusLists | None":
        from skillmark.kernel.vc import StatusLists

        if self.ask_status and self._status is None:
            self._status = StatusLists(self.lists.get)
        return self._status


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders of records; - is standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--at", type=_instant, metavar="INSTANT", help="judge as of this instant (default: now)")
    parser.add_argument("--no-status", action="store_true", help="do not look up whether records were withdrawn")
    parser.add_argument("--status-cache", metavar="DIR", help="folder of status lists")
    parser.add_argument("--contexts", metavar="DIR", help="folder of further JSON-LD contexts, with an index.json")
    parser.add_argument(
        "--issuers", metavar="DIR", help="folder of documents (did.json) you had from issuers themselves"
    )
    parser.add_argument("--trust", metavar="FILE", help="issuers you accept: JSON, or one id a line")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes to share the work (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    """Print a verdict for each record; the exit code is that of the worst, 64 where an option cannot be used."""
    try:
        settings = Settings(arguments)
    except BadInput as bad:  # not 2, which here means undetermined
        print(f"skillmark verify: {bad}", file=sys.stderr)
        return WRONG_USAGE
    words: set[str] = set()
    try:
        for source, verdict in _verdicts(list(_sources(arguments.paths)), settings, arguments.jobs):
            words.add(verdict.verdict)
            print(_object(source, verdict) if arguments.json else _line(source, verdict))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has stopped; 0 would say that all were looked at and are valid
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXITS["undetermined"]
    if not words:
        print("skillmark verify: no file to check was found", file=sys.stderr)
        return NOTHING_FOUND
    return EXITS[next(word for word in WORST_FIRST if word in words)]


def _line(source: str, verdict: "Verdict") -> str:
    trust = verdict.check("trust")
    warning = f" {trust.message}" if trust.result == "fail" else ""
    of_group = verdict.statement and verdict.verdict == "valid"
    group = f" It states of a group: {printable(verdict.statement or '')}." if of_group else ""
    said = f"{printable(source)}: {verdict.verdict}. {printable(verdict.reason().message)}{group}{warning}"
    return said + "".join(f" {printable(_endorsed(each))}" for each in verdict.endorsements)


def _endorsed(one: "Endorsed") -> str:
    """Who else has signed something in the record, and what that comes to."""
    who = f"{one.name or 'somebody'} ({one.issuer or 'no issuer'})"
    if one.stands:
        return f"Certified too by {who}." if one.about == "record" else f"Its {one.about} is endorsed by {who}."
    if one.whole is False or one.about == "other":
        return f"It carries a signed statement by {who} about something else, which says nothing of it."
    return f"It carries an endorsement by {who}, which is {one.verdict.verdict}: {one.verdict.reason().message}"


def _object(source: str, verdict: "Verdict") -> str:
    """The published object on one line, whatever a reader takes for the end of a line."""
    said = verdict.as_dict(source)
    said.pop("records", None)  # what they come to stands in the checks
    text = json.dumps(said, ensure_ascii=False)
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(letter: str) -> str:
    return letter if letter.isprintable() else json.dumps(letter)[1:-1]


def _sources(paths: Iterable[str]) -> Iterator[str]:
    """Each file given, and those in each folder given that can hold records; the others are named and not checked."""
    passed_over = []
    for given in paths:
        path = Path(given)
        if given == "-" or not path.is_dir():
            yield given
            continue
        for file in sorted(path.rglob("*")):
            if not file.is_file():
                continue
            if file.suffix.lower() in SUFFIXES:
                yield str(file)
            else:
                passed_over.append(str(file))
    if passed_over:
        named = ", ".join(map(printable, passed_over[:MOST_NAMED])) + (", …" if len(passed_over) > MOST_NAMED else "")
        print(f"skillmark verify: {len(passed_over)} other files were not checked: {named}", file=sys.stderr)


def _verdicts(sources: list[str], settings: Settings, jobs: int) -> Iterator[tuple[str, "Verdict"]]:
    """Verdicts in the order of the sources, whatever the number of processes."""
    if jobs == 1 or len(sources) < 2 * ONE_AT_A_TIME or "-" in sources:
        for source in sources:
            yield source, _verdict(source, settings)
        return
    from concurrent.futures import ProcessPoolExecutor  # unlike Pool it ends, with an error, when a process is killed
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("fork"), _begin, (settings,)) as pool:
        yield from zip(sources, pool.map(_verdict_in_worker, sources, chunksize=ONE_AT_A_TIME), strict=True)


_worker: list[Settings] = []


def _begin(settings: Settings) -> None:
    _worker[:] = [settings]


def _verdict_in_worker(source: str) -> "Verdict":
    return _verdict(source, _worker[0])


def _verdict(source: str, settings: Settings) -> "Verdict":
    from skillmark.kernel.vc import verify
    from skillmark.kernel.vc.verdict import unreadable

    try:
        data = _read(source)
    except OSError:
        return unreadable("unreadable_file")
    return verify(
        data,
        at=settings.at,
        status=settings.status(),
        trust=settings.trust,
        contexts=settings.contexts,
        keys=settings.keys,
    )


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES)
    with Path(source).open("rb") as file:
        return file.read(MOST_BYTES)


def _instant(text: str) -> datetime:
    from skillmark.kernel.vc.instants import instant

    try:
        return instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a whole number from 1 to 64")
    return int(text)


def _documents(given: str | None) -> dict[str, bytes]:
    """The documents in a folder by their `id`, of two of one id the later; a file that holds none is passed over.

    A status list is signed and can come from anywhere. An issuer's document is not, so that it has a folder of its own.
    """
    from skillmark.kernel.vc.opening import opened
    from skillmark.kernel.vc.source import Refused

    if given is None:
        return {}
    folder = Path(given)
    if not folder.is_dir():
        raise BadInput.of("is no folder", file=given)
    found: dict[str, tuple[str, bytes]] = {}
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        try:
            data = _read(str(file))
            document, _, _ = opened(data)
        except (OSError, Refused):
            continue
        named, since = document.get("id"), str(document.get("validFrom") or document.get("issuanceDate") or "")
        if isinstance(named, str) and (named not in found or since >= found[named][0]):
            found[named] = since, data
    return {named: data for named, (_, data) in found.items()}


def _contexts(folder: Path) -> dict[str, dict[str, Any]]:
    """The contexts in a folder: `index.json` maps each address to a file name, or to `{"file": …}`."""
    index = _json(folder / "index.json")
    if not isinstance(index, dict):
        raise BadInput.of("must map addresses to files", file=str(folder / "index.json"))
    contexts: dict[str, dict[str, Any]] = {}
    for address, entry in index.items():
        name = entry.get("file") if isinstance(entry, dict) else entry
        if not isinstance(name, str) or Path(name).name != name:
            raise BadInput.of(f"{address} names no file in this folder", file=str(folder / "index.json"))
        document = _json(folder / name)
        if not isinstance(document, dict) or "@context" not in document:
            raise BadInput.of("is no JSON-LD context", file=str(folder / name))
        contexts[address] = document
    return contexts


def _trusted(file: Path) -> frozenset[str]:
    """The issuers one accepts: one id a line, or JSON: a list of ids, of objects with `id`, or these in `issuers`."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadInput.of("cannot be read as UTF-8 text", file=str(file)) from None
    if not text.lstrip().startswith(("[", "{")):
        lines = (line.strip() for line in text.split("\n"))
        return frozenset(line for line in lines if line and not line.startswith("#"))
    listed = _json(file)
    listed = listed.get("issuers") if isinstance(listed, dict) else listed
    entries = listed if isinstance(listed, list) else [None]
    ids = [entry.get("id") if isinstance(entry, dict) else entry for entry in entries]
    if not all(isinstance(entry, str) for entry in ids):
        raise BadInput.of("must be a list of issuer ids", file=str(file))
    return frozenset(str(entry) for entry in ids)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except OSError:
        raise BadInput.of("cannot be opened", file=str(file)) from None
    except (ValueError, RecursionError):
        raise BadInput.of("is not JSON", file=str(file)) from None
