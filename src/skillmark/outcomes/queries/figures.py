"""What was counted, frozen, and what it recomputes to."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import queries as assessment
from skillmark.campaigns import queries as campaigns
from skillmark.credentials import queries as credentials
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.samples import IN_EARNEST
from skillmark.hiring import queries as hiring
from skillmark.kernel.disclosure import GroupRate, protect_linked
from skillmark.outcomes import rules
from skillmark.outcomes.models import FigureRelease, Lot
from skillmark.people import queries as people

PARTS = ("campaign", "workspace", "run__framework")


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Whether a release comes out the same from the records as they are; `erased_since` people are gone from them."""

    same: bool
    erased_since: int


def selected(actor: Actor, campaign_id: UUID, run: hiring.FitRun) -> set[UUID]:
    """Whom the selection chose: those drawn where a lottery was held; else those planned for a seat; else, where no
    seat could be planned, those invited.
    """
    drawn: QuerySet[Lot] = Lot.objects.within(actor)
    chosen = drawn.filter(lottery__study__campaign_id=campaign_id, arm=rules.TREATMENT).exclude(person=None)
    won = set(chosen.values_list("person_id", flat=True))
    if won:
        return won
    seated = set(campaigns.seats(actor, campaign_id).values_list("person_id", flat=True))
    if seated or run.seats:
        return seated
    return {candidate.person_id for candidate in hiring.candidates(actor, run.pk) if candidate.invited}


def counted(actor: Actor, run: hiring.FitRun, as_of: datetime) -> list[rules.Counted]:
    """Everybody of a run as a count sees her, as of an instant, by how files name them."""
    candidates = hiring.candidates(actor, run.pk)
    seated = selected(actor, run.campaign_id, run)
    assessed = assessment.people_with_an_attempt(actor, run.framework_id, as_of=as_of)
    credentialled = credentials.people_with_a_record(actor, run.framework_id, as_of=as_of)
    return [
        rules.Counted(
            rules.job_group(candidate.past_job_code),
            rules.band(candidate.unmet),
            rules.furthest(
                eligible=candidate.eligible,
                seated=candidate.person_id in seated,
                assessed=candidate.person_id in assessed,
                credentialled=candidate.person_id in credentialled,
            ),
        )
        for candidate in candidates
    ]


def rows_for(actor: Actor, run: hiring.FitRun, *, minimum: int, as_of: datetime) -> tuple[list[list[Any]], int]:
    """Guarded rows and how many people were counted."""
    everybody = counted(actor, run, as_of)
    protected = protect_linked(rules.tables(everybody), minimum=minimum)
    return rules.release_rows(protected.releases), len(everybody)


def minimum_for(actor: Actor, run: hiring.FitRun, *, asked: int) -> int:
    """The smallest group a release about the people of a run may show: what is asked, but never less than the workspace
    keeps to, nor than an earlier release about any of them; else asking twice would tell what was hidden once.
    """
    access.require(actor, "outcomes.figures.release")
    counted_now = {candidate.person_id for candidate in hiring.candidates(actor, run.pk)}
    least: int = people.minimum_for(actor, counted_now, asked=asked)
    earlier: QuerySet[FigureRelease] = FigureRelease.objects.within(actor).filter(minimum__gt=least)
    for run_id, minimum in earlier.values_list("run_id", "minimum").distinct():
        if any(candidate.person_id in counted_now for candidate in hiring.candidates(actor, run_id)):
            least = max(least, minimum)
    return least


def releases(actor: Actor, campaign_id: UUID) -> "QuerySet[FigureRelease]":
    """A campaign's releases, the latest first."""
    access.require(actor, "outcomes.figures.read")
    found: QuerySet[FigureRelease] = FigureRelease.objects.within(actor)
    return found.filter(campaign_id=campaign_id).select_related(*PARTS).order_by("-number", "-id")


def release(actor: Actor, release_id: UUID) -> FigureRelease:
    access.require(actor, "outcomes.figures.read")
    found: QuerySet[FigureRelease] = FigureRelease.objects.within(actor)
    return one(found.select_related(*PARTS), release_id)


def published_release(release_id: UUID) -> FigureRelease:
    """Public scope: a frozen release. Raises NotFound."""
    access.require(Actor(), "outcomes.published.read")
    found: QuerySet[FigureRelease] = FigureRelease.objects.across_workspaces().filter(IN_EARNEST)
    return one(found.select_related(*PARTS), release_id)


def published_releases() -> list[FigureRelease]:
    """Public scope: of each campaign the latest release, the newest first; at most twenty."""
    found: QuerySet[FigureRelease] = FigureRelease.objects.across_workspaces().filter(IN_EARNEST)
    latest: dict[UUID, FigureRelease] = {}
    for release in found.select_related(*PARTS).order_by("-as_of", "-id")[:200]:
        latest.setdefault(release.campaign_id, release)
    return list(latest.values())[:20]


def recomputed(actor: Actor, release_id: UUID) -> Recomputed:
    """Count again what a release counted, as of the same instant, and compare every cell."""
    access.require(actor, "outcomes.figures.release")
    kept = release(actor, release_id)
    run = hiring.run(actor, kept.run_id)
    rows, _ = rows_for(actor, run, minimum=kept.minimum, as_of=kept.as_of)
    return Recomputed(rows == kept.rows, run.erased - kept.erased)


def fairness_purpose(campaign_id: UUID) -> str:
    """Under what name the ledger of group tables keeps a campaign's selection rates."""
    return f"adverse impact {campaign_id}"


def fairness(actor: Actor, campaign_id: UUID) -> tuple[people.TableRelease, list[GroupRate]] | None:
    """The last release of selection rates by group, as the ledger has it; None before the first."""
    access.require(actor, "outcomes.fairness.read")
    kept = people.releases(actor).filter(purpose=fairness_purpose(campaign_id)).first()
    if kept is None:
        return None
    return kept, [
        GroupRate(
            row["attribute"],
            row["group"],
            row["n"],
            row["selected"],
            None if row["rate"] is None else Fraction(row["rate"]),
            None if row["ratio"] is None else Fraction(row["ratio"]),
            row["p"],
        )
        for row in kept.rows
    ]
