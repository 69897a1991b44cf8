"""Programme templates: one TOML file each under `programmes/`. Programmes are data, never code."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skillmark.kernel.values import BadInput, Problem

FOLDER = Path(__file__).parents[3] / "programmes"
WHOLE = 100
DURATION = re.compile(r"(?P<number>\d+(\.\d+)?) (hour|day|week|month|year)s?")  # 3.5 days is a programme, too


@dataclass(frozen=True, slots=True)
class Layer:
    """So many confirmations of one kind; an independent one comes from somebody outside the person's line."""

    kind: str
    count: int
    independent: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A programme as data. `mix` is train, support, measure in per cent; `hours_limit` is per person.

    `target_roles` are occupation codes, none: any job that has a standard. `population` is never shown to or about a
    person; `public_name` is.
    """

    name: str
    title: str
    public_name: str
    population: str
    target_roles: tuple[str, ...]
    mix: tuple[int, int, int]
    hours_limit: int
    hours_limit_reason: str
    seats_stand_on: str
    phases: tuple[tuple[str, str], ...]
    supports: tuple[str, ...]
    layers: tuple[Layer, ...]
    achievement: str
    renewal_months: int
    measures: tuple[Mapping[str, Any], ...]
    follow_up_months: tuple[int, ...]
    funding_rule: str
    decision_body: str
    raw: Mapping[str, Any]


def names() -> list[str]:
    """Every template there is, by name."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def template(name: str) -> Template:
    """The template of this name. Raises BadInput naming file and key."""
    file = FOLDER / f"{name}.toml"
    if name not in names():
        raise BadInput.of(f"there is no programme “{name}”; there are {', '.join(names())}", file="programmes")
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput.of(f"cannot be read as TOML ({error})", file=file.name) from None
    return check(raw, name=name, file=file.name)


def check(raw: Mapping[str, Any], *, name: str, file: str) -> Template:
    """A template from its data. Raises BadInput with every key that is missing or wrong."""
    problems = list(_problems(raw, file))
    if problems:
        raise BadInput(problems)
    mix = raw["mix"]
    return Template(
        name=name,
        title=raw["title"],
        public_name=raw["public_name"],
        population=raw["population"],
        target_roles=tuple(raw["target_roles"]),
        mix=(mix["train"], mix["support"], mix["measure"]),
        hours_limit=raw["hours_limit"],
        hours_limit_reason=raw["hours_limit_reason"],
        seats_stand_on=raw["seats_stand_on"],
        phases=tuple((phase["name"], phase["duration"]) for phase in raw["phases"]),
        supports=tuple(raw["supports"]),
        layers=tuple(Layer(layer["kind"], layer["count"], layer["independent"]) for layer in raw["verification"]),
        achievement=raw["achievement"],
        renewal_months=raw["renewal_months"],
        measures=tuple(raw["measures"]),
        follow_up_months=tuple(raw["follow_up_months"]),
        funding_rule=raw["funding_rule"],
        decision_body=raw["decision_body"],
        raw=raw,
    )


SHAPE: dict[str, type] = {
    "title": str,
    "public_name": str,
    "population": str,
    "target_roles": list,
    "mix": dict,
    "hours_limit": int,
    "hours_limit_reason": str,
    "seats_stand_on": str,
    "phases": list,
    "supports": list,
    "verification": list,
    "achievement": str,
    "renewal_months": int,
    "measures": list,
    "follow_up_months": list,
    "funding_rule": str,
    "decision_body": str,
}
PARTS: dict[str, dict[str, type]] = {
    "phases": {"name": str, "duration": str},
    "verification": {"kind": str, "count": int, "independent": bool},
    "measures": {"name": str, "window_days": int},
}
WORDS: dict[type, str] = {
    str: "text between quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
ARMS = ("train", "support", "measure")
JOBS, POSTS, PRACTICE, NOTHING = "jobs promised", "internal posts", "practice", "none"
STANDS_ON = (JOBS, POSTS, PRACTICE, NOTHING)
COUNTED = frozenset({JOBS, POSTS})  # behind these, seats are counted against promises


def _problems(raw: Mapping[str, Any], file: str) -> Iterator[Problem]:
    for key, kind in SHAPE.items():
        if key not in raw:
            yield Problem(file, "the key is missing", column=key)
        elif type(raw[key]) is not kind:
            yield Problem(file, f"must be {WORDS[kind]}", column=key)
        elif kind is str and not raw[key].strip():
            yield Problem(file, "is empty", column=key)
        elif kind is int and raw[key] < 1:
            yield Problem(file, f"must be at least 1, not {raw[key]}", column=key)
    for key in raw:
        if key not in SHAPE:
            yield Problem(file, "is no key of a programme", column=key)
    for key, members in PARTS.items():
        yield from _part_problems(raw.get(key), key, members, file)
    for key in ("target_roles", "supports"):
        entries = raw.get(key)
        if isinstance(entries, list) and not all(type(entry) is str and entry.strip() for entry in entries):
            yield Problem(file, "must be a list of texts", column=key)
    yield from _contradictions(raw, file)


def _part_problems(entries: Any, key: str, members: Mapping[str, type], file: str) -> Iterator[Problem]:
    if not isinstance(entries, list):
        return
    if not entries:
        yield Problem(file, "needs at least one entry", column=key)
    for number, entry in enumerate(entries, start=1):
        for member, kind in members.items():
            column = f"{key}[{number}].{member}"
            value: Any = entry.get(member) if isinstance(entry, dict) else None
            if type(value) is not kind:
                yield Problem(file, f"must be {WORDS[kind]}", column=column)
            elif isinstance(value, int) and kind is int and value < 1:
                yield Problem(file, f"must be at least 1, not {value}", column=column)
            elif member == "duration" and not DURATION.fullmatch(str(value)):
                yield Problem(file, f"“{value}” is no time such as “3.5 days” or “12 weeks”", column=column)
        for member in entry if isinstance(entry, dict) else ():
            if member not in members:
                yield Problem(file, "is no key of this part", column=f"{key}[{number}].{member}")


def _contradictions(raw: Mapping[str, Any], file: str) -> Iterator[Problem]:
    mix = raw.get("mix")
    if isinstance(mix, dict):
        shares = [mix.get(arm) for arm in ARMS]
        if set(mix) != set(ARMS) or not all(type(share) is int and share >= 0 for share in shares):
            yield Problem(file, "needs whole shares for train, support and measure, and nothing else", column="mix")
        elif (total := sum(share for share in shares if share)) != WHOLE:
            yield Problem(file, f"the three shares sum to {total}, not to {WHOLE}", column="mix")
    if "seats_stand_on" in raw and raw["seats_stand_on"] not in STANDS_ON:
        yield Problem(file, f"is none of {', '.join(STANDS_ON)}", column="seats_stand_on")
    layers = raw.get("verification")
    if isinstance(layers, list) and not any(
        isinstance(layer, dict) and layer.get("independent") is True for layer in layers
    ):
        yield Problem(file, "at least one layer must be independent", column="verification")
    months = raw.get("follow_up_months")
    if isinstance(months, list) and not (months and all(type(month) is int and month > 0 for month in months)):
        yield Problem(file, "must be whole months, at least one", column="follow_up_months")
