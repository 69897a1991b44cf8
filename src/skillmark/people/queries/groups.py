"""The one reader of demographics: frozen stage events in, guarded counts out, each release in one ledger."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import QuerySet

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.disclosure import TOTAL, GroupRate, Member, Release, adverse_impact, differs_by_too_few
from skillmark.people import rules
from skillmark.people.models import Demographic, TableRelease
from skillmark.people.queries.workspaces import workspace

SELECTED = "selected"


@dataclass(frozen=True, slots=True)
class StageEvent:
    """A person came to a stage of a selection and passed it or not, frozen before anybody counts."""

    person_id: UUID
    stage: str
    passed: bool


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A release: guarded counts and rates, None where too few to show. `release_id` is its place in the ledger."""

    release_id: UUID
    released_at: datetime
    purpose: str
    stage: str
    minimum: int
    rows: tuple[GroupRate, ...]


class DiffersByTooFew(ValueError):
    """The table would give away who came or left since an earlier one. `earlier` is that one's place in the ledger."""

    def __init__(self, earlier: UUID) -> None:
        self.earlier = earlier
        super().__init__(f"the table differs from an earlier one ({earlier}) by too few people")


@action
def group_table(
    actor: Actor,
    stage_events: Sequence[StageEvent],
    attributes: Sequence[str],
    minimum: int,
    purpose: str,
    now: datetime,
) -> GroupTable:
    """Selection rates of one stage by each attribute, small cells and those that betray them suppressed.

    All events are of one stage, each person once (ValueError otherwise). What was asked before gives the release that
    is in the ledger. `minimum` may only raise what `minimum_for` gives. Raises DiffersByTooFew where a table about
    largely the same people is already out and a cell of the two differs by fewer.
    """
    require(actor, "people.group.count")
    minimum = minimum_for(actor, {event.person_id for event in stage_events}, asked=minimum)
    stages = {event.stage for event in stage_events}
    if len(stages) > 1 or len({event.person_id for event in stage_events}) != len(stage_events):
        raise ValueError("a table counts one stage, and each person once")
    stage = next(iter(stages), "")
    rows = adverse_impact(_members(actor, stage_events, attributes), attributes, minimum=minimum)
    counted = sorted(str(event.person_id) for event in stage_events)
    kept = [_row(rate) for rate in rows]
    digest = hashlib.sha256(
        rfc8785.dumps([purpose, stage, minimum, list(attributes), _exact(kept), counted])
    ).hexdigest()
    ledger = TableRelease.objects.within(actor).order_by("recorded_at", "id")
    same = ledger.filter(digest=digest).first()
    if same is not None:
        return _table(same, rows)
    _refuse_near_ones(ledger, kept, {event.person_id for event in stage_events}, stage, minimum)
    release = TableRelease.objects.record(
        actor,
        now=now,
        purpose=purpose,
        stage=stage,
        minimum=minimum,
        attributes=list(attributes),
        rows=kept,
        counted=counted,
        digest=digest,
    )
    audit.record(actor, "people.group_table.released", release, count=len(counted), minimum=minimum)
    return _table(release, rows)


def minimum_for(actor: Actor, person_ids: Collection[UUID], *, asked: int) -> int:
    """The smallest cell a count of these people may show: what is asked, but never less than the workspace keeps to,
    nor than an earlier table about any of them; else a second table would tell what the first one hid.
    """
    require(actor, "people.group.count")
    least = max(asked, workspace(actor).minimum_cell)
    wanted = {str(person_id) for person_id in person_ids}
    for counted, minimum in (
        TableRelease.objects.within(actor).filter(minimum__gt=least).values_list("counted", "minimum")
    ):
        if not wanted.isdisjoint(counted):
            least = max(least, minimum)
    return least


def attributes(actor: Actor) -> list[str]:
    """The names of the attributes anybody answered, in order: what can be counted, never what was said."""
    require(actor, "people.group.count")
    return list(Demographic.objects.within(actor).order_by("attribute").values_list("attribute", flat=True).distinct())


def releases(actor: Actor) -> QuerySet[TableRelease]:
    """The ledger, newest first."""
    require(actor, "people.group.count")
    return TableRelease.objects.within(actor).order_by("-recorded_at", "-id")


def _members(actor: Actor, events: Sequence[StageEvent], attributes: Sequence[str]) -> list[Member]:
    wanted = {event.person_id for event in events}
    groups: dict[UUID, dict[str, str]] = {person_id: {} for person_id in wanted}
    answers = Demographic.objects.within(actor).filter(attribute__in=list(attributes))
    for person_id, attribute, value in answers.values_list("person_id", "attribute", "value"):
        if person_id in wanted:
            groups[person_id][attribute] = value
    return [Member(groups[event.person_id], event.passed) for event in events]


def _refuse_near_ones(
    ledger: QuerySet[TableRelease], rows: Sequence[Mapping[str, Any]], people: set[UUID], stage: str, minimum: int
) -> None:
    new = _releases(rows, stage)
    for earlier in ledger.iterator():
        if not rules.about_the_same_people([UUID(one) for one in earlier.counted], people):
            continue
        before = _releases(earlier.rows, earlier.stage)
        if any(differs_by_too_few(old, one, minimum=minimum) for old in before for one in new):
            raise DiffersByTooFew(earlier.pk)


def _releases(rows: Sequence[Mapping[str, Any]], stage: str) -> list[Release]:
    """The published counts of each attribute as the tables a reader could subtract."""
    tables = []
    for attribute in dict.fromkeys(row["attribute"] for row in rows):
        own = [row for row in rows if row["attribute"] == attribute]
        cells: dict[tuple[str, ...], int | None] = {(row["group"], TOTAL): row["n"] for row in own}
        cells |= {(row["group"], SELECTED): row["selected"] for row in own}
        groups = tuple(row["group"] for row in own)
        tables.append(Release((attribute, stage), (groups, (SELECTED,)), cells))
    return tables


def _row(rate: GroupRate) -> dict[str, Any]:
    return {
        "attribute": rate.attribute,
        "group": rate.group,
        "n": rate.n,
        "selected": rate.selected,
        "rate": _text(rate.rate),
        "ratio": _text(rate.ratio),
        "p": rate.p,
    }


def _exact(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as far as they are whole numbers and text: what follows from them need not be digested."""
    return [{name: row[name] for name in ("attribute", "group", "n", "selected")} for row in rows]


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _table(release: TableRelease, rows: Sequence[GroupRate]) -> GroupTable:
    return GroupTable(release.pk, release.recorded_at, release.purpose, release.stage, release.minimum, tuple(rows))
