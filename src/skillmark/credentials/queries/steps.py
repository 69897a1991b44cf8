"""What records and attempts count for on a ladder, by what somebody has in place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from skillmark.credentials.models import Achievement
from skillmark.credentials.queries.holdings import checked_levels
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people
from skillmark.standards import queries as standards

Levels = Mapping[UUID, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class CountsFor:
    """The steps that some competencies count for, each with what is still missing of it (None where nobody's levels are
    asked), and the items of the performance review that they feed.
    """

    steps: tuple[tuple[standards.Step, tuple[standards.Need, ...] | None], ...]
    review_items: tuple[str, ...]


def counts_for(
    actor: Actor,
    asked: Mapping[UUID, tuple[standards.Framework, Collection[str]]],
    person_id: UUID | None,
    now: datetime,
) -> dict[UUID, CountsFor]:
    """What each of these (by an id) counts for, by its standard and the competencies it proves, read together.
    How far the steps are is told for a person whose records the reader may see.
    """
    if person_id is not None:
        access.require(actor, "credentials.record.read", people.anyone(actor, person_id))
    frameworks = {framework.pk: framework for framework, _named in asked.values()}
    steps, items = standards.steps_of(actor, frameworks.values()), standards.review_items(actor, frameworks)
    levels: dict[UUID, Mapping[str, int]] | None = None
    if person_id is not None:
        said_by = {
            step.framework_id
            for framework, named in asked.values()
            for step in steps[framework.pk]
            if _takes(step, named)
        }
        levels = {one: checked_levels(actor, person_id, framework_id=one, as_of=now) for one in said_by}
    return {
        key: CountsFor(
            tuple(
                (step, None if levels is None else tuple(step.missing(levels[step.framework_id])))
                for step in steps[framework.pk]
                if _takes(step, named)
            ),
            tuple(dict.fromkeys(item for one, item in items[framework.pk].items() if one in named)),
        )
        for key, (framework, named) in asked.items()
    }


def _takes(step: standards.Step, named: Collection[str]) -> bool:
    return any(need.competency in named for need in step.needs)


def of_achievement(wanted: Achievement) -> tuple[standards.Framework, list[str]]:
    """What can be earned, as `counts_for` asks for it."""
    return wanted.framework, [reference for reference, *_ in wanted.alignments]
