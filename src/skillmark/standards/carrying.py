"""What a panel said of a version before stands for each line that has not changed since: which panel, of which version
and day, is told with it.

A line is the one that was rated while it says what the raters read: a requirement's name and description, its level
and what that asks, a task's statement here and in its source. Weight was not put to them; to panels of before, level
was not either, and their figures stand for whatever level they were carried to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skillmark.standards.models import Framework, JobAnalysis

Lines = Mapping[str, tuple[str, ...]]
KINDS = ("requirements", "tasks")
READ = "read"  # beside the figures of a closed panel
OF_THE_PANEL = ("cut", "closed_on", "raters", "supervisors", "icc")


@dataclass(frozen=True, slots=True)
class Figures:
    """What closed panels say of a version. `own`: those of its own panel, of the lines that still say what its raters
    read; panels closed before that was kept with them stand for their lines as they are. `standing`: what earlier
    panels said of lines that are as they were and that its own did not rate, as it is published:
    {"panels": {version: …}, "requirements" and "tasks": {reference: figures with their version}}. Each is None where
    there is nothing.
    """

    own: dict[str, Any] | None
    standing: dict[str, Any] | None

    def together(self, version: int) -> dict[str, Any]:
        """Every panel behind the version, its own and earlier ones, and what is known of each line, in one form."""
        told: dict[str, Any] = {"panels": {}, "requirements": {}, "tasks": {}}
        if self.standing is not None:
            told = {key: dict(value) for key, value in self.standing.items()}
        if self.own is not None:
            told["panels"][str(version)] = {name: self.own[name] for name in OF_THE_PANEL}
            for kind in KINDS:
                told[kind] |= {reference: {"version": version} | each for reference, each in self.own[kind].items()}
        return told


def figures(found: Framework) -> Figures:
    """What its own panel and those of earlier versions say of a version. The caller has read it in its own scope."""
    basis = _closed(found)
    if basis is None and found.carried is None:
        return Figures(None, None)
    read = read_by_raters(found)
    own = basis and _own(basis, read)
    return Figures(own, _standing(found.carried, read, own) if found.carried else None)


def said(found: Framework) -> dict[str, Any]:
    """As `Figures.together`, of one version."""
    return figures(found).together(found.version)


def to_carry(before: Framework) -> dict[str, Any] | None:
    """What the next version takes over: each line's figures with the version whose panel gave them, and what the raters
    read; and those panels. None where none was ever closed. The caller has read the version in its own scope.
    """
    if not was_ever_rated(before):
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


def was_ever_rated(found: Framework) -> bool:
    """Whether a panel stands behind this version or one before: then a line that none rated has to be argued for."""
    return _closed(found) is not None or found.carried is not None


def read_by_raters(found: Framework) -> dict[str, Lines]:
    """What each line says to whoever rates it."""
    competencies = found.competencies.values_list(
        "reference", "name", "description", "requirement__level", "requirement__descriptor"
    )
    tasks = found.work_tasks.values_list("reference", "statement", "original")
    return {
        "requirements": {
            reference: (name, about, f"{level} {descriptor}")
            for reference, name, about, level, descriptor in competencies
        },
        "tasks": {reference: (statement, original) for reference, statement, original in tasks},
    }


def _closed(found: Framework) -> dict[str, Any] | None:
    held: JobAnalysis | None = getattr(found, "job_analysis", None)
    return held.basis if held else None


def _own(basis: Mapping[str, Any], read: Mapping[str, Lines]) -> dict[str, Any]:
    if READ not in basis:
        return dict(basis)
    then = basis[READ]
    return {
        key: {reference: each for reference, each in value.items() if _same(read[key], then[key], reference)}
        if key in KINDS
        else value
        for key, value in basis.items()
        if key != READ
    }


def _standing(
    carried: Mapping[str, Any], read: Mapping[str, Lines], own: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    lines = {
        kind: {
            reference: each["said"]
            for reference, each in carried[kind].items()
            if _says(read[kind].get(reference), each["read"]) and reference not in (own[kind] if own else ())
        }
        for kind in KINDS
    }
    used = {str(each["version"]) for kind in KINDS for each in lines[kind].values()}
    if not used:
        return None
    return {"panels": {version: panel for version, panel in carried["panels"].items() if version in used}} | lines


def _same(now: Lines, then: Mapping[str, Sequence[str]], reference: str) -> bool:
    return _says(now.get(reference), then[reference])


def _says(now: Sequence[str] | None, then: Sequence[str]) -> bool:
    """Whether a line still says all that its raters read."""
    return now is not None and tuple(now[: len(then)]) == tuple(then)
