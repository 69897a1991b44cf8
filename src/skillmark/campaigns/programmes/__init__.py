"""Programmes: one TOML file each under `programmes/`. Programmes are data, never code.

Nothing here imports the web framework: `skillmark programme` needs no installation.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from skillmark.campaigns.programmes import checking, paths
from skillmark.campaigns.programmes.shape import (
    AWARD,
    CAMPAIGN,
    COUNTED,
    JOBS,
    KINDS,
    NOTHING,
    POSTS,
    PRACTICE,
    SCORECARD,
    SHAPES,
    STANDS_ON,
)
from skillmark.campaigns.programmes.template import (
    Award,
    FundingRule,
    Gate,
    Layer,
    Length,
    Measure,
    Partner,
    Phase,
    Programme,
    Scorecard,
    Template,
    changes_of_standard,
    differences,
    in_todays_shape,
    made,
)
from skillmark.kernel.values import BadInput, Problem

__all__ = [
    "AWARD", "CAMPAIGN", "COUNTED", "JOBS", "KINDS", "NOTHING", "POSTS", "PRACTICE", "SCORECARD", "SHAPES",
    "STANDS_ON", "Award", "FundingRule", "Gate", "Layer", "Length", "Measure", "Partner", "Phase", "Programme",
    "Scorecard", "Template", "check", "differences", "every_name", "general", "kept", "names", "programme", "read",
    "template", "to_start_from",
]  # fmt: skip

FOLDER = Path(__file__).parents[4] / "programmes"
LONGEST_FILE = 1_000_000  # a programme is a few pages; ours are under 5,000 bytes
RELATIVES = ("part_of", "clone_of")  # keys that name another programme


def every_name() -> list[str]:
    """Every programme there is, of whatever kind, by name."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def to_start_from() -> tuple[list[Template], list[Template]]:
    """Those a campaign can start from, each by name: the general ones, by nobody else, and those of a source."""
    known = every_name()
    found = [one for name in known if isinstance(one := _of(name, known), Template)]
    return [one for one in found if "source" not in one.raw], [one for one in found if "source" in one.raw]


def names() -> list[str]:
    """Those a campaign can start from: first the general ones, then those with a source, each by name."""
    return [one.name for group in to_start_from() for one in group]


def general() -> list[str]:
    """The general ones among them."""
    return [one.name for one in to_start_from()[0]]


def programme(name: str) -> Programme:
    """The programme of this name, of whatever kind. Raises BadInput naming file, line and key."""
    return _of(name, every_name())


def _of(name: str, known: Collection[str]) -> Programme:
    if name not in known:
        raise BadInput.of(f"there is no programme “{name}”; there are {', '.join(known)}", file="programmes")
    file = FOLDER / f"{name}.toml"
    return _kept(file, file.stat().st_mtime_ns)


def template(name: str) -> Template:
    """The programme of this name, for a campaign. Raises BadInput where there is none, or it is of another kind."""
    return _for_a_campaign(programme(name), f"{name}.toml")


@cache  # a page lists all of them; a file that changes is read anew
def _kept(file: Path, changed: int) -> Programme:
    return read(file.read_bytes(), name=file.stem, file=file.name)


def read(content: bytes, *, name: str, file: str) -> Programme:
    """A programme from a file's bytes. Raises BadInput with every fault, its line, and what to write instead."""
    raw, text = _loaded(content, file)
    return _checked(raw, name, file, paths.lines(text))


def _loaded(content: bytes, file: str) -> tuple[dict[str, Any], str]:
    if len(content) > LONGEST_FILE:
        raise BadInput.of(f"is longer than {LONGEST_FILE} bytes; a programme is a few pages", file=file)
    try:
        text = content.decode()
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput.of(f"cannot be read as TOML ({error})", file=file) from None


def check(raw: Mapping[str, Any], *, name: str, file: str) -> Template:
    """A campaign's programme from its data. Raises BadInput with every key that is missing or wrong."""
    return _for_a_campaign(_checked(raw, name, file, None), file)


def kept(raw: Mapping[str, Any], *, name: str, file: str) -> Template:
    """The programme that a campaign keeps as it was when it started; what it keeps is never rewritten.

    It was checked by the rules of that day. What is refused since is refused to who starts a campaign, not to one that
    runs.
    """
    return _for_a_campaign(made(in_todays_shape(raw), name), file)


def _checked(raw: Mapping[str, Any], name: str, file: str, lines: Mapping[str, int] | None) -> Programme:
    """`lines` says where the file has each key; None for data that come from no file."""
    problems = [
        Problem(file, fault.message, column=fault.path, line=_line(fault.path, lines)) for fault in checking.faults(raw)
    ]
    if lines is not None and not problems:
        problems += _strangers(raw, name, file, lines)
    if problems:
        raise BadInput(problems)
    return made(raw, name)


def _strangers(raw: Mapping[str, Any], name: str, file: str, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Relatives that are no programme here; what a campaign kept is not held against the files of a later day."""
    for key in RELATIVES:
        told = raw.get(key)
        if told is not None and (told == name or told not in every_name()):
            message = f"“{told}” is no other programme; there are {', '.join(every_name())}"
            yield Problem(file, message, column=key, line=paths.line_of(key, lines))
        elif key == "clone_of" and told is not None:
            original, _ = _loaded((FOLDER / f"{told}.toml").read_bytes(), f"{told}.toml")
            for kept in changes_of_standard(raw, original):
                message = f"is not that of “{told}”; a clone for the same job keeps its standard"
                yield Problem(file, message, column=kept, line=paths.line_of(kept, lines))


def _line(path: str, lines: Mapping[str, int] | None) -> int | None:
    return None if lines is None else paths.line_of(path, lines)


def _for_a_campaign(found: Programme, file: str) -> Template:
    if not isinstance(found, Template):
        raise BadInput.of(f"describes a {found.kind}; a campaign starts from a campaign's programme", file=file)
    return found
