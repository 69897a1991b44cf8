"""What a panel said of a version before stands for each line that has not changed since: which panel, of which version
and day, is told with it.

A line is the one that was rated while it says what the raters read: a requirement's name and description, a task's
statement here and in its source. Level and weight were not put to them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from skillmark.standards.models import Framework, JobAnalysis

Lines = Mapping[str, tuple[str, str]]
KINDS = ("requirements", "tasks")
READ = "read"  # beside the figures of a closed panel
OF_THE_PANEL = ("cut", "closed_on", "raters", "supervisors", "icc")


def own_figures(found: Framework) -> dict[str, Any] | None:
    """The figures of this version's own panel, once it is closed, of the lines that still say what its raters read.
    Panels closed before that was kept with them stand for their lines as they are.
    """
    held: JobAnalysis | None = getattr(found, "job_analysis", None)
    if held is None or held.basis is None or READ not in held.basis:
        return held.basis if held else None
    now, then = read_by_raters(found), held.basis[READ]
    return {
        key: {reference: each for reference, each in value.items() if _same(now[key], then[key], reference)}
        if key in KINDS
        else value
        for key, value in held.basis.items()
        if key != READ
    }


def to_carry(before: Framework) -> dict[str, Any] | None:
    """What the next version takes over: each line's figures with the version whose panel gave them, and what the raters
    read; and those panels. None where none was ever closed. The caller has read the version in its own scope.
    """
    if own_figures(before) is None and before.carried is None:
        return None
    read, rated = read_by_raters(before), said(before)
    return {
        "panels": rated["panels"],
        **{
            kind: {reference: {"read": list(read[kind][reference]), "said": each}
                   for reference, each in rated[kind].items()}
            for kind in KINDS
        },
    }  # fmt: skip


def standing(found: Framework) -> dict[str, Any] | None:
    """What earlier panels said of lines that are as they were and that its own panel did not rate, as it is published:
    {"panels": {version: …}, "requirements" and "tasks": {reference: figures with their version}}. None where nothing
    stands.
    """
    if found.carried is None:
        return None
    read, own = read_by_raters(found), own_figures(found)
    lines = {
        kind: {
            reference: each["said"]
            for reference, each in found.carried[kind].items()
            if read[kind].get(reference) == tuple(each["read"]) and reference not in (own[kind] if own else ())
        }
        for kind in KINDS
    }
    used = {str(each["version"]) for kind in KINDS for each in lines[kind].values()}
    if not used:
        return None
    return {"panels": {version: panel for version, panel in found.carried["panels"].items() if version in used}} | lines


def said(found: Framework) -> dict[str, Any]:
    """Every panel behind a version, its own and earlier ones, and what is known of each line, in one form."""
    own, earlier = own_figures(found), standing(found)
    told: dict[str, Any] = {"panels": {}, "requirements": {}, "tasks": {}}
    if earlier is not None:
        told = {key: dict(value) for key, value in earlier.items()}
    if own is not None:
        told["panels"][str(found.version)] = {name: own[name] for name in OF_THE_PANEL}
        for kind in KINDS:
            told[kind] |= {reference: {"version": found.version} | each for reference, each in own[kind].items()}
    return told


def was_ever_rated(found: Framework) -> bool:
    """Whether a panel stands behind this version or one before: then a line that none rated has to be argued for."""
    return own_figures(found) is not None or found.carried is not None


def read_by_raters(found: Framework) -> dict[str, Lines]:
    """What each line says to whoever rates it."""
    competencies = found.competencies.values_list("reference", "name", "description")
    tasks = found.work_tasks.values_list("reference", "statement", "original")
    return {
        "requirements": {reference: (name, about) for reference, name, about in competencies},
        "tasks": {reference: (statement, original) for reference, statement, original in tasks},
    }


def _same(now: Lines, then: Mapping[str, Sequence[str]], reference: str) -> bool:
    return reference in now and now[reference] == tuple(then[reference])
