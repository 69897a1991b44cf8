"""Studies, their lottery, and who is asked again when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import Campaign
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.hiring import queries as hiring
from skillmark.kernel.impact import follow_up_dates
from skillmark.outcomes import rules
from skillmark.outcomes.models import FollowUp, FollowUpAnswer, Lot, Lottery, Study


def study(actor: Actor, campaign_id: UUID) -> Study | None:
    """The study registered for a campaign; None before."""
    access.require(actor, "outcomes.study.read")
    found: QuerySet[Study] = Study.objects.within(actor)
    return found.filter(campaign_id=campaign_id).select_related("campaign", "run", "registered_by").first()


def study_by_id(actor: Actor, study_id: UUID) -> Study:
    access.require(actor, "outcomes.study.read")
    found: QuerySet[Study] = Study.objects.within(actor)
    return one(found.select_related("campaign", "run"), study_id)


def proposed_plan(actor: Actor, campaign: Campaign) -> dict[str, Any] | None:
    """The plan as it would be registered today, from the campaign's latest run of fit; None before the first run."""
    access.require(actor, "outcomes.study.read")
    run = hiring.latest_run(actor, campaign.pk)
    return None if run is None else plan_for(actor, campaign, run)


def plan_for(actor: Actor, campaign: Campaign, run: hiring.FitRun) -> dict[str, Any]:
    candidates = hiring.candidates(actor, run.pk)
    days = follow_up_days(campaign)
    return rules.plan_document(
        programme=campaign.public_name,
        job=run.framework.title,
        standard_version=run.framework.version,
        people=len(candidates),
        eligible=sum(candidate.eligible for candidate in candidates),
        seats=run.seats,
        hours_limit=run.hours_limit,
        follow_ups=days,
        outcome_observed_from=days[0][1],
        demonstration=actor.demonstration,
    )


def follow_up_days(campaign: Campaign) -> list[tuple[int, date]]:
    """(months, day) of each follow-up, counted from the campaign's start, as its template says."""
    months = campaigns.template_of(campaign).follow_up_months
    return list(zip(months, follow_up_dates(campaign.starts_on, months), strict=True))


def measurement_plan(actor: Actor, campaign_id: UUID) -> dict[str, Any] | None:
    """The registered plan with when it was registered and its hash; what `measurement_plan.json` holds."""
    registered = study(actor, campaign_id)
    if registered is None:
        return None
    return dict(registered.plan) | {
        "registered_at": registered.recorded_at.isoformat(),
        "plan_hash": registered.plan_hash,
        "hash_of": "SHA-256 over the RFC 8785 form of this document without registered_at, plan_hash and hash_of",
    }


def lottery(actor: Actor, campaign_id: UUID) -> Lottery | None:
    """The draw of a campaign; None where none was held."""
    access.require(actor, "outcomes.lottery.read")
    found: QuerySet[Lottery] = Lottery.objects.within(actor)
    return found.filter(study__campaign_id=campaign_id).select_related("study", "drawn_by").first()


def lots(actor: Actor, lottery: Lottery) -> "QuerySet[Lot]":
    """Every lot, by stratum and draw, the smallest draw first."""
    access.require(actor, "outcomes.lottery.read")
    found: QuerySet[Lot] = Lot.objects.within(actor)
    return found.filter(lottery=lottery).select_related("person").order_by("position", "id")


def lottery_verdict(actor: Actor, lottery: Lottery) -> rules.Verdict:
    """Whether the locked draw still is what was drawn, computed again from its rows."""
    kept = [
        rules.KeptLot(lot.known_as, lot.stratum, lot.draw, lot.arm, lot.salt, lot.seal) for lot in lots(actor, lottery)
    ]
    return rules.check_lottery(lottery.seed, lottery.seats, lottery.locked_hash, kept)


def follow_ups(actor: Actor, campaign_id: UUID) -> "QuerySet[FollowUp]":
    """Every follow-up of a campaign, by day, then name, with its answers in force."""
    access.require(actor, "outcomes.follow_up.read")
    return _with_answers(FollowUp.objects.within(actor).filter(campaign_id=campaign_id))


def follow_up(actor: Actor, follow_up_id: UUID, *, lock: bool = False) -> FollowUp:
    rows: QuerySet[FollowUp] = FollowUp.objects.within(actor)
    found = one(rows if lock else rows.select_related("person", "campaign"), follow_up_id, lock=lock)
    access.require(actor, "outcomes.follow_up.read", found)
    return found


def follow_ups_waiting(actor: Actor, person_ids: Collection[UUID], day: date) -> dict[UUID, FollowUp]:
    """Of these people, the oldest follow-up of each whose day has come and that nobody has answered."""
    access.require(actor, "outcomes.follow_up.read")
    rows = FollowUp.objects.within(actor).filter(person_id__in=person_ids, due_on__lte=day, answers=None)
    latest_first = rows.select_related("campaign").order_by("-due_on", "-pk")
    return {asked.person_id: asked for asked in latest_first}


@dataclass(frozen=True, slots=True)
class DueFollowUps:
    """How many people of a campaign wait to be asked again after so many months, since a day."""

    due_on: date
    months: int
    campaign_id: UUID
    title: str
    people: int


def follow_ups_due(actor: Actor, by: date) -> list[DueFollowUps]:
    """Follow-ups whose day has come and that nobody has answered, counted by campaign and day, the oldest first."""
    access.require(actor, "outcomes.follow_up.read")
    waiting = FollowUp.objects.within(actor).filter(due_on__lte=by, answers=None)
    by_day = waiting.values_list("due_on", "months", "campaign_id", "campaign__title").annotate(people=Count("pk"))
    return [DueFollowUps(*row) for row in by_day.order_by("due_on", "months", "campaign__title", "campaign_id")]


def outcomes_known(actor: Actor, campaign_id: UUID) -> bool:
    """Whether anybody's outcome is on record already, so that no plan can be registered before outcomes."""
    answers: QuerySet[FollowUpAnswer] = FollowUpAnswer.objects.within(actor)
    return answers.filter(follow_up__campaign_id=campaign_id).exists()


def observed_already(plan: dict[str, Any], today: date) -> bool:
    return date.fromisoformat(plan["outcome_observed_from"]) <= today


def _with_answers(found: "QuerySet[FollowUp]") -> "QuerySet[FollowUp]":
    answers: QuerySet[FollowUpAnswer] = FollowUpAnswer.objects.across_workspaces()
    in_force = answers.filter(replaced_by=None).order_by("-recorded_at", "-id")
    prefetched = Prefetch("answers", queryset=in_force, to_attr="in_force")
    return found.select_related("person").prefetch_related(prefetched).order_by("due_on", "person__name", "id")
