"""Why somebody is not eligible for a job yet, must-have by must-have, and what she can show next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skillmark.assessment import queries as assessment
from skillmark.foundation.roles import Actor
from skillmark.hiring import rules, showing
from skillmark.hiring.models import FitEntry
from skillmark.hiring.rules import Lack


@dataclass(frozen=True, slots=True)
class Reason:
    """A must-have that is not checked: what it is called, why, and the task that shows it where there is one."""

    requirement: str
    why: str
    task: str = ""

    def __str__(self) -> str:
        return _("%(requirement)s: %(why)s") % {"requirement": self.requirement, "why": self.why.lower()}


def reasons(entry: FitEntry, named: showing.Names, tasks: Mapping[str, str]) -> list[Reason]:
    """Of each must-have that no checked record meets, why; `tasks`: competency → what the task that shows it says."""
    told = []
    for line in showing.explanation(entry):
        lack = rules.lack(line.state, tried=line.competency in entry.tried) if line.essential else None
        if lack is not None:
            told.append(Reason(named.of(line.competency), _words(lack), tasks.get(line.competency, "")))
    return told


def tasks_by_competency(actor: Actor, entry: FitEntry) -> dict[str, str]:
    """Competency → the first task of the standard that shows it at the level the job asks, or at any level."""
    needed = {line.competency: line.required for line in showing.explanation(entry)}
    enough: dict[str, str] = {}
    some: dict[str, str] = {}
    for task in assessment.tasks(actor, entry.run.framework_id):
        for competency, level in task.shows.items():
            into = enough if level >= needed.get(competency, 0) else some
            into.setdefault(competency, task.work_task.statement)
    return some | enough


def in_the_way(entry: FitEntry, named: showing.Names) -> str:
    """Why her gaps do not close in time; empty where they do."""
    if entry.eligible:
        return ""
    if entry.unclosable:
        gaps = ", ".join(named.of(one) for one in entry.unclosable)
        return _("No training on offer closes: %(gaps)s") % {"gaps": gaps}
    hours = {
        "hours": showing.hours_text(entry.hundredths_of_hours),
        "most": showing.hours_text(entry.run.hours_limit * rules.HUNDREDTHS),
    }
    return _("Closing the gaps takes %(hours)s of training; there are %(most)s.") % hours


def in_words(told: Sequence[Reason], in_the_way: str) -> list[str]:
    """Everything that stands in the way, a sentence each."""
    return [*map(str, told), *([in_the_way] if in_the_way else [])]


def _words(lack: Lack) -> str:
    match lack:
        case Lack.BELOW:
            return _("Tried, not there yet")
        case Lack.ONLY_SAID:
            return _("You say so, not checked yet")
        case Lack.ONLY_LIKELY:
            return _("Likely from a past job, not checked yet")
    return _("Not yet tried")
