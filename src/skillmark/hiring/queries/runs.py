"""Runs of fit, their entries, and who was invited."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.hiring import rules
from skillmark.hiring.models import FitEntry, FitRun, Invitation


@dataclass(frozen=True, slots=True)
class Candidate:
    """What studies and counts need of a person in a run: no level, no rank, nothing personal.

    `past_job_code` is empty where her past job told nothing; `unmet` counts must-haves still missing; cost in minor
    units; `path_position` is the place by hours, cost and rank.
    """

    person_id: UUID
    known_as: str
    eligible: bool
    unmet: int
    past_job_code: str
    hours: Decimal
    cost_minor: int
    path_position: int
    invited: bool


def runs(actor: Actor, campaign_id: UUID) -> "QuerySet[FitRun]":
    """A campaign's runs, the latest first."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[FitRun] = FitRun.objects.within(actor)
    return found.filter(campaign_id=campaign_id).select_related("framework").order_by("-recorded_at", "-id")


def latest_run(actor: Actor, campaign_id: UUID) -> FitRun | None:
    """The run in force; None before the first."""
    return runs(actor, campaign_id).first()


def run(actor: Actor, run_id: UUID) -> FitRun:
    """One run. Raises NotFound."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[FitRun] = FitRun.objects.within(actor)
    return one(found.select_related("framework", "campaign"), run_id)


def entries(actor: Actor, run_id: UUID) -> "QuerySet[FitEntry]":
    """Everybody of a run in listing order: by rank, within a tie by draw."""
    access.require(actor, "hiring.fit.read")
    return _entries(actor, run_id).order_by("position", "id")


def entries_by_path(actor: Actor, run_id: UUID) -> "QuerySet[FitEntry]":
    """Everybody of a run by hours, then cost, then rank."""
    access.require(actor, "hiring.plan.read")
    return _entries(actor, run_id).order_by("path_position", "id")


def entry(actor: Actor, entry_id: UUID) -> FitEntry:
    """One person in one run, for whoever may see her. Raises NotFound."""
    found: QuerySet[FitEntry] = FitEntry.objects.within(actor)
    shown = one(found.select_related("person", "run__framework", "run__campaign"), entry_id)
    if not access.may(actor, "hiring.entry.read", shown):
        raise NotFound(str(entry_id))
    return shown


def entry_of_person(actor: Actor, campaign_id: UUID, person_id: UUID) -> FitEntry | None:
    """A person's entry in the campaign's latest run; None where she is in none or not this reader's to see."""
    latest = latest_run(actor, campaign_id)
    if latest is None:
        return None
    shown = _entries(actor, latest.pk).filter(person_id=person_id).first()
    return shown if shown is not None and access.may(actor, "hiring.entry.read", shown) else None


def candidates(actor: Actor, run_id: UUID) -> list[Candidate]:
    """Everybody of a run as studies and counts see them, by how files name them."""
    access.require(actor, "hiring.candidates.read")
    found: QuerySet[FitEntry] = FitEntry.objects.within(actor)
    invited = set(Invitation.objects.within(actor).filter(run_id=run_id).values_list("person_id", flat=True))
    return [
        Candidate(
            person_id=row.person_id,
            known_as=row.known_as,
            eligible=row.eligible,
            unmet=row.unmet_effective,
            past_job_code=next((code for _, code, outcome, _ in row.past_jobs if outcome == "matched"), ""),
            hours=Decimal(row.hundredths_of_hours) / rules.HUNDREDTHS,
            cost_minor=row.cost_minor,
            path_position=row.path_position,
            invited=row.person_id in invited,
        )
        for row in found.filter(run_id=run_id).order_by("known_as", "id")
    ]


def invitations(actor: Actor, campaign_id: UUID) -> "QuerySet[Invitation]":
    """Who was invited, by whom and when, the latest first."""
    access.require(actor, "hiring.fit.read")
    found: QuerySet[Invitation] = Invitation.objects.within(actor)
    return found.filter(campaign_id=campaign_id).select_related("person", "invited_by").order_by("-recorded_at", "-id")


def is_invited(actor: Actor, entry: FitEntry) -> bool:
    """Whether she was invited in the entry's campaign. The caller has read the entry in its own scope."""
    found = Invitation.objects.within(actor)
    return found.filter(campaign_id=entry.run.campaign_id, person_id=entry.person_id).exists()


def entry_judged(actor: Actor, entry_id: UUID) -> FitEntry | None:
    """For the program that hears an appeal: an entry of a campaign's latest run; None for one that is gone or older."""
    access.require(actor, "hiring.entry.read")
    found: QuerySet[FitEntry] = FitEntry.objects.within(actor).select_related("run__framework", "run__campaign")
    row = found.filter(pk=entry_id).first()
    latest = latest_run(actor, row.run.campaign_id) if row is not None else None
    return row if latest is not None and row is not None and row.run_id == latest.pk else None


def who_invited(actor: Actor, campaign_id: UUID) -> frozenset[UUID]:
    """Who decided whom to invite, and so whom not. The caller has read the campaign in its own scope."""
    found = Invitation.objects.within(actor).filter(campaign_id=campaign_id, invited_by__isnull=False)
    return frozenset(found.values_list("invited_by_id", flat=True))


def own_entries(holder: Actor) -> list[FitEntry]:
    """The account's own entries, of each campaign the latest, in every workspace; the latest first."""
    found = _own(holder).order_by("-run__recorded_at", "-id")
    latest: dict[UUID, FitEntry] = {}
    for row in found:
        latest.setdefault(row.run.campaign_id, row)
    return list(latest.values())


def own_entry(holder: Actor, entry_id: UUID) -> FitEntry:
    """One of the account's own entries. Raises NotFound."""
    return one(_own(holder), entry_id)


def _own(holder: Actor) -> "QuerySet[FitEntry]":
    access.require(holder, "hiring.own.read")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    found: QuerySet[FitEntry] = FitEntry.objects.across_workspaces()
    own = found.filter(person__account_id=holder.scope.account_id, person__account__isnull=False)
    return own.select_related("person", "run__framework", "run__campaign", "workspace")


def _entries(actor: Actor, run_id: UUID) -> "QuerySet[FitEntry]":
    found: QuerySet[FitEntry] = FitEntry.objects.within(actor)
    return found.filter(run_id=run_id).select_related("person")
