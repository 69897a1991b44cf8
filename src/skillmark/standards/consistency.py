"""Where a standard is cited, and what of it does not hold any more: the contexts that cite it answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from skillmark.foundation.answers import Citation
from skillmark.foundation.roles import Actor
from skillmark.standards import queries
from skillmark.standards.models import OUT_OF_USE, Framework, Requirement, Status

Cites = Callable[[Actor], list[Citation]]
Assessed = Callable[[Actor, Iterable[UUID]], dict[UUID, dict[str, int]]]
_cites: list[Cites] = []
_assessed: list[Assessed] = []


@dataclass(frozen=True, slots=True)
class Fault:
    """A citation that says something else than how people are assessed.

    `newer`: the version in force where the one it cites was replaced. `retired`: no version of it is in use any more.
    `unassessed`: what it asks that no task shows at that level. One of the three holds at least.
    """

    citation: Citation
    framework: Framework
    newer: Framework | None
    unassessed: tuple[Requirement, ...]
    retired: bool = False

    @property
    def renew_url(self) -> str:
        """Where it is said anew from the version in force; empty where nothing does that."""
        return self.citation.renew(self.newer.pk) if self.citation.renew and self.newer else ""


def install(cites: Mapping[str, Cites], assessed: Mapping[str, Assessed]) -> None:
    """Put the assembled answers in force."""
    _cites[:] = cites.values()
    _assessed[:] = assessed.values()


def faults(actor: Actor) -> list[Fault]:
    """What is cited and does not hold, in the order in which the contexts tell it."""
    cited = [citation for answer in _cites for citation in answer(actor)]
    wanted = {citation.framework_id for citation in cited}
    if not wanted:
        return []
    in_force = Q(status=Status.PUBLISHED)
    found: dict[UUID, Framework] = {
        one.pk: one for one in queries.frameworks(actor).filter(Q(pk__in=wanted) | in_force)
    }
    newer = {one.lineage: one for one in found.values() if one.status == Status.PUBLISHED}
    shown: dict[UUID, dict[str, int]] = {}
    for answer in _assessed:
        shown |= answer(actor, wanted)
    asked = queries.requirements_of(actor, wanted)
    told = []
    for citation in cited:
        framework = found[citation.framework_id]
        levels = shown.get(citation.framework_id, {})
        unassessed = tuple(
            line
            for line in asked[citation.framework_id]
            if levels.get(line.competency.reference, 0) < line.level
            and (citation.competencies is None or line.competency.reference in citation.competencies)
        )
        replaced = newer.get(framework.lineage) if framework.status in OUT_OF_USE else None
        retired = framework.status in OUT_OF_USE and replaced is None
        if unassessed or replaced or retired:
            told.append(Fault(citation, framework, replaced, unassessed, retired))
    return told
