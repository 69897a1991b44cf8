"""What an account reads of its own cases, in whichever workspace (the holder scope)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access, personal, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.sealing import Unreadable
from skillmark.people import queries as people
from skillmark.support.models import Case, Referral
from skillmark.support.queries.cases import team
from skillmark.support.queries.opened import ReferralSeen, Whole, for_herself, referral_seen
from skillmark.support.sealing import Opened


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One of her cases, whole but for the team's notes; who is on the team, and on which days a receiver looked.

    `whole` is None where another installation sealed it: neither she nor anybody reads it any more.
    """

    case: Case
    whole: Whole | None
    team: list[str]
    sights: list[tuple[str, date]]


def own_cases(holder: Actor) -> list[OwnCase]:
    """Open ones first, then the latest."""
    access.require(holder, "support.own.read")
    rows = _hers(holder).select_related("person", "organisation", "workspace", "campaign")
    return [_own(found) for found in rows.order_by("closed_on", "-opened_on", "id")]


def own_referral(holder: Actor, referral_id: UUID, *, lock: bool = False) -> Referral:
    """A referral of her own. Raises NotFound."""
    rows: QuerySet[Referral] = Referral.objects.across_workspaces().filter(case__in=_hers(holder))
    found: Referral = one(rows, referral_id, lock=lock)
    return found


def own_referral_seen(holder: Actor, referral_id: UUID) -> ReferralSeen:
    """The same, opened. Raises NotFound, and Unreadable."""
    row = own_referral(holder, referral_id)
    return referral_seen(Opened(row.case), row, people.today(inside(row.case), sources.now()))


def inside(found: Case) -> Actor:
    """The program in the workspace of a case, for what a holder reads or does there."""
    return program(found.workspace_id, "support", demonstration=found.workspace.demonstration)


def _hers(holder: Actor) -> "QuerySet[Case]":
    whose = [record for person in people.own_persons(holder) for record in personal.records_of(person.pk)]
    rows: QuerySet[Case] = Case.objects.across_workspaces().filter(person_id__in=whose)
    return rows


def _own(found: Case) -> OwnCase:
    there, now = inside(found), sources.now()
    today = people.today(there, now)
    names = [grant.person.name for grant in team(there, found, today)]
    try:
        whole = for_herself(there, found, today)
    except Unreadable:
        return OwnCase(found, None, names, [])
    providers = {seen.referral.pk: seen.provider for seen in whole.referrals}
    rows = Referral.objects.within(there).filter(case=found).prefetch_related("sights")
    sights = [(providers[row.pk], sight.day) for row in rows for sight in row.sights.all()]
    return OwnCase(found, whole, names, sorted(sights, key=lambda line: line[1], reverse=True))
