"""Cases and what waits in them, for the team of each alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people
from skillmark.support import rules
from skillmark.support.access import TEAM
from skillmark.support.models import Case, Need, PlanStep, Referral

EMPLOYER = "employer"  # the kind of an organisation that has workplaces


@dataclass(frozen=True, slots=True)
class Line:
    """A case on the caseload: what waits in it, how many needs are open, how many referrals are on their way."""

    case: Case
    load: rules.Load
    needs: int
    referrals: int


def case(actor: Actor, case_id: UUID, *, lock: bool = False) -> Case:
    """A case whose team the reader is on. Raises NotFound: to everybody else it is not there."""
    rows: QuerySet[Case] = Case.objects.within(actor)
    found: Case = one(rows if lock else rows.select_related("person", "organisation", "campaign"), case_id, lock=lock)
    if not access.may(actor, "support.case.read", found):
        raise NotFound(str(case_id))
    return found


def caseload(actor: Actor, today: date) -> list[Line]:
    """The open cases whose team the reader is on: what is overdue first, then what is due soonest."""
    access.require(actor, "support.caseload.read")
    hers = _open_cases(actor)
    cases = list(hers.select_related("person", "organisation"))
    days: dict[UUID, list[date | None]] = defaultdict(list)
    for found in cases:
        days[found.pk].append(found.assess_by)
    for case_id, due_on in (
        _of(PlanStep, actor, hers).filter(done_on=None, need__ended_on=None).values_list("case_id", "due_on")
    ):
        days[case_id].append(due_on)
    on_their_way: dict[UUID, int] = defaultdict(int)
    for case_id, state, release_ends_on, ends_on in (
        _of(Referral, actor, hers)
        .filter(state__in=rules.OPEN)
        .values_list("case_id", "state", "release_ends_on", "ends_on")
    ):
        if not rules.is_on_its_way(rules.State(state), release_ends_on, today):
            continue
        on_their_way[case_id] += 1
        days[case_id].append(ends_on if state == rules.State.RECEIVED else release_ends_on)
    needs: dict[UUID, int] = defaultdict(int)
    for case_id in _of(Need, actor, hers).filter(ended_on=None).values_list("case_id", flat=True):
        needs[case_id] += 1
    lines = [Line(found, rules.load(days[found.pk], today), needs[found.pk], on_their_way[found.pk]) for found in cases]
    return sorted(lines, key=_soonest)


def waiting(actor: Actor, today: date) -> tuple[int, int]:
    """How many things on the reader's caseload are overdue, and how many due today."""
    lines = caseload(actor, today) if actor.over(TEAM) else []
    return sum(line.load.overdue for line in lines), sum(line.load.today for line in lines)


def ties(actor: Actor, found: Case) -> rules.Ties:
    """What ties her to the house and to the organisation of the team."""
    house, team = people.profile(actor), found.organisation
    house_hires = house.kind == EMPLOYER or campaigns.promise_jobs(actor, [house.pk])
    team_hires = (
        house_hires if team.pk == house.pk else (team.kind == EMPLOYER or campaigns.promise_jobs(actor, [team.pk]))
    )
    working = people.work_at(actor, [found.person_id], people.today(actor, sources.now()), team)
    return rules.Ties(house_hires=house_hires, team_hires=team_hires, works_here=bool(working))


def team(actor: Actor, found: Case, day: date) -> "QuerySet[Any]":
    """Who is on the team on a day, with the period of each."""
    held = people.in_force(actor, day).filter(role__in=TEAM, over=found.pk, person__erased_at=None)
    return held.order_by("person__name", "id")


def may_join(actor: Actor, found: Case, day: date) -> list[tuple[str, str]]:
    """(id, name) of the coaches who could be brought onto the team."""
    there = set(team(actor, found, day).values_list("person_id", flat=True)) | {found.person_id}
    held = people.in_force(actor, day).filter(role=Role.CASE_MANAGER, over=None).exclude(person_id__in=there)
    return [(str(grant.person_id), grant.person.name) for grant in held.order_by("person__name", "id")]


def may_be_helped(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the people for whom the reader may open a case; another team may have one of theirs."""
    access.require_ever(actor, "support.case.open")
    return people.to_choose(actor, without=[actor.person_id])


def _open_cases(actor: Actor) -> "QuerySet[Case]":
    rows: QuerySet[Case] = Case.objects.within(actor)
    mine = rows.filter(pk__in=actor.over(TEAM), closed_on=None)
    return mine if actor.person_id is None else mine.exclude(person_id=actor.person_id)


def _of(model: Any, actor: Actor, cases: "QuerySet[Case]") -> "QuerySet[Any]":
    found: QuerySet[Any] = model.objects.within(actor).filter(case__in=cases)
    return found


def _soonest(line: Line) -> tuple[Any, ...]:
    return (-line.load.overdue, -line.load.today, line.load.next_on or date.max, line.case.person.name, line.case.pk)
