"""`skillmark programme`: programmes as data. Needs no installation and starts without the web framework."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from skillmark.campaigns import programmes
from skillmark.campaigns.programmes import Programme, Template
from skillmark.campaigns.simulation import simulate
from skillmark.config.commands.printing import printable
from skillmark.kernel.values import BadInput, Problem, major_units

DONE, BAD_INPUT = 0, 2
STANDARD_INPUT = "-"
NAMED = "a programme that comes with Skillmark, or a file; - reads standard input"
WIDTH = 24
MOST_PEOPLE = 100_000


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    listed = verbs.add_parser("list", help="those that come with Skillmark", allow_abbrev=False)
    show = verbs.add_parser("show", help="one of them, key by key, and what its source states", allow_abbrev=False)
    check = verbs.add_parser("check", help="hold a file against the schema; 2 where it fails", allow_abbrev=False)
    walk = verbs.add_parser("simulate", help="walk one to its end on invented people", allow_abbrev=False)
    walk.add_argument("--people", type=_people, default=20, metavar="N", help="how many (default 20)")
    walk.add_argument("--seed", type=int, default=1, metavar="N", help="all chance comes from it (default 1)")
    for verb in (show, check, walk):
        verb.add_argument("name", metavar="NAME", help=NAMED)
    for verb in (listed, show, check, walk):
        verb.add_argument("--json", action="store_true", help="say it as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Raises BadInput with file, line and key, and what to write instead."""
    return VERBS[arguments.verb](arguments)


def _list(arguments: argparse.Namespace) -> int:
    found = [programmes.programme(name) for name in programmes.every_name()]
    if arguments.json:
        print(json.dumps([_members(one) for one in found], ensure_ascii=False))
        return DONE
    widest = max(len(one.name) for one in found)
    for one in found:
        mix = " / ".join(str(share) for share in one.mix) if isinstance(one, Template) else one.kind
        print(f"{one.name.ljust(widest)}  {mix.ljust(12)}  {one.title}")
    return DONE


def _members(one: Programme) -> dict[str, Any]:
    told: dict[str, Any] = {"name": one.name, "kind": one.kind, "title": one.title, "public_name": one.public_name}
    if isinstance(one, Template):
        told |= {"mix": list(one.mix), "seats_stand_on": one.seats_stand_on}
    return told | {key: one.raw[key] for key in ("source", "part_of", "clone_of") if key in one.raw}


def _show(arguments: argparse.Namespace) -> int:
    found = _read(arguments.name)
    changes = _changes(found)
    if arguments.json:
        told = {"name": found.name, "kind": found.kind} | dict(found.raw)
        print(json.dumps(told if changes is None else told | {"differs_in": changes}, ensure_ascii=False))
        return DONE
    stated = [*found.raw.get("from_source", ()), "figures"]
    print(f"{printable(found.title)} ({found.name}, {found.kind})\n")
    for key, value in found.raw.items():
        if key in ("kind", "title", "from_source"):
            continue
        for line in _lines(key, value, stated):
            print(printable(line))
    if "source" in found.raw:
        print(f"\n* stated by {printable(found.raw['source'])}; every other value is ours.")
    if parts := [
        name for name in programmes.every_name() if programmes.programme(name).raw.get("part_of") == found.name
    ]:
        print(f"Its parts: {', '.join(parts)}.")
    if changes is not None:
        print(f"Differs from {found.raw['clone_of']} in: {', '.join(changes)}.")
    return DONE


def _changes(found: Programme) -> list[str] | None:
    """What is different from the programme it was made from; None where it was made from none."""
    original = found.raw.get("clone_of")
    return None if original is None else list(programmes.differences(found.raw, programmes.programme(original).raw))


def _lines(key: str, value: Any, stated: list[str]) -> Iterator[str]:
    name = key.replace("_", " ").ljust(WIDTH)
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        for number, entry in enumerate(value, start=1):
            place = f"{key}[{number}]"
            yield f"{name if number == 1 else ' ' * WIDTH}{_parts(entry, place, stated, key in stated)}"
    elif isinstance(value, Mapping):
        yield f"{name}{_parts(value, key, stated, key in stated)}"
    elif isinstance(value, list) and value:
        each = (_mark(_said(one), key in stated or f"{key}[{n}]" in stated) for n, one in enumerate(value, start=1))
        yield f"{name}{', '.join(each)}"
    else:
        yield f"{name}{_mark(_said(value), key in stated)}"


def _parts(entry: Mapping[str, Any], place: str, stated: list[str], whole: bool) -> str:
    return "; ".join(
        _mark(f"{member.replace('_', ' ')} {_said(value)}", whole or f"{place}.{member}" in stated)
        for member, value in entry.items()
    )


def _mark(text: str, is_stated: bool) -> str:
    return f"{text} *" if is_stated else text


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{member.replace('_', ' ')} {_said(one)}" for member, one in value.items())
    return str(value)


def _check(arguments: argparse.Namespace) -> int:
    try:
        found = _read(arguments.name)
    except BadInput as bad:
        if arguments.json:
            problems = [_problem(one) for one in bad.problems]
            print(json.dumps({"valid": False, "problems": problems}, ensure_ascii=False))
        else:
            for one in bad.problems:
                print(printable(one.sentence()), file=sys.stderr)
        return BAD_INPUT
    if arguments.json:
        print(json.dumps({"valid": True} | _members(found), ensure_ascii=False))
    else:
        print(f"{printable(found.title)}: nothing is wrong with it.")
    return DONE


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 to {MOST_PEOPLE}")
    return int(text)


def _simulate(arguments: argparse.Namespace) -> int:
    """Whatever a rule decided, the end was reached."""
    found = _read(arguments.name)
    told = simulate(found, people=arguments.people, seed=arguments.seed)
    if arguments.json:
        print(json.dumps(told.as_json(), ensure_ascii=False))
        return DONE
    print(printable(f"{found.title} ({told.name}): {told.people} invented {told.who}, seed {told.seed}"))
    print(f"From {told.begins} to {told.ends}, days of no year. What they do is assumed, not measured.\n")
    print("Where they stand at the end")
    for state, count in told.counts.items():
        print(f"  {state.replace('_', ' ').ljust(WIDTH)}{count}")
    for reason, count in told.reasons.items():
        print(f"  dropped, {reason.replace('_', ' ')}: {count}")
    print("\nPlan against actual")
    for row in told.plan:
        print(printable(f"  {_against(row)}"))
    print("\nRules that fired")
    for one in told.fired:
        print(printable(f"  {one.rule} ({one.outcome}, {one.people}): {one.said}"))
    print(f"\n{printable(told.decided_by)}: {told.decided}.")
    return DONE


def _against(row: Mapping[str, Any]) -> str:
    """A row of plan against actual in one line."""
    if "measure" not in row:
        what = " ".join(str(row[key]) for key in ("what", "part", "arm", "cycle") if key in row)
        what += f" ({row['duration']})" if row.get("duration") else ""
        planned = "as long as needed" if row["planned"] is None else f"{row['planned']} planned"
        actual = "nobody got there" if row["actual"] is None else f"{row['actual']} in fact"
        return f"{what}: {planned}{' (assumed)' if row.get('assumed') else ''}, {actual}{_money(row)}"
    window = (
        f"{row['measure']}, {row['window_days']} days after {row['since']}, among {row['people']} who {row['among']}"
    )
    planned = f", {row['planned_percent']} % planned" if "planned_percent" in row else ""
    if "numerator" in row:
        low, high = row["interval_percent"]
        said = f"{row['numerator']} of {row['denominator']} = {row['percent']} % ({low} to {high})"
    else:
        said = f"mean {row.get('mean_where_the_start_is_100', 'of nobody')}"
    others = f", {row['without_a_seat']} without a seat" if "without_a_seat" in row else ""
    return f"{window}{planned}: {said}{others}, {row['not_known']} not known"


def _money(row: Mapping[str, Any]) -> str:
    if "currency" not in row:
        return ""
    planned, actual = (major_units(row[key], row["currency"]) for key in ("planned_minor", "actual_minor"))
    return f"; {planned} {row['currency']} planned, {actual} in fact"


def _problem(one: Problem) -> dict[str, object]:
    return {"file": one.file, "line": one.line, "key": one.column, "problem": one.message}


def _read(given: str) -> Programme:
    """By name, from a file or from standard input. Raises BadInput."""
    if given == STANDARD_INPUT:
        return programmes.read(sys.stdin.buffer.read(), name="given", file="standard input")
    path = Path(given)
    if path.suffix != ".toml" and not path.is_file():
        return programmes.programme(given)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput.of(f"cannot be opened ({error.strerror})", file=given) from None
    return programmes.read(content, name=path.stem, file=path.name)


VERBS = {"list": _list, "show": _show, "check": _check, "simulate": _simulate}
