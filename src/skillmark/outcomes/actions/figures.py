"""Freezing figures so that they may leave the house."""

from datetime import datetime
from uuid import UUID

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import StepName
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.hiring import queries as hiring
from skillmark.kernel.disclosure import differs_by_too_few
from skillmark.outcomes import rules
from skillmark.outcomes.models import FigureRelease
from skillmark.outcomes.queries import figures as queries
from skillmark.people import queries as people

STAGE = "seat"  # what the selection gave: a seat, by lot where a lottery was held


class NothingToCount(Exception):
    """Nobody was ranked yet, so there is nothing to publish."""


@action
def release_figures(actor: Actor, *, campaign_id: UUID, minimum: int, now: datetime) -> FigureRelease:
    """Freeze the campaign's counts for everybody to see, small cells and those that betray them suppressed.

    `minimum` may only raise what the workspace and earlier releases about any of these people keep to. What is the
    same as the last release gives that one. Raises NothingToCount before the first run of fit, and people's
    DiffersByTooFew where a cell differs from an earlier release by fewer than the minimum.
    """
    access.require(actor, "outcomes.figures.release")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    run = hiring.latest_run(actor, campaign_id)
    if run is None:
        raise NothingToCount
    minimum = queries.minimum_for(actor, run, asked=minimum)
    rows, counted = queries.rows_for(actor, run, minimum=minimum, as_of=now)
    digest = rules.digest_of({"minimum": minimum, "definition": rules.DEFINITION_VERSION, "rows": rows})
    earlier = list(queries.releases(actor, campaign_id))
    same = next((one for one in earlier if one.digest == digest), None)
    if same is not None:
        return same
    fresh = rules.releases_of(rows)
    for before in earlier:
        pairs = zip(rules.releases_of(before.rows), fresh, strict=True)
        if any(differs_by_too_few(old, new, minimum=minimum) for old, new in pairs):
            raise people.DiffersByTooFew(before.pk)
    release: FigureRelease = FigureRelease.objects.record(
        actor,
        now=now,
        campaign=campaign,
        run_id=run.pk,
        number=len(earlier) + 1,
        minimum=minimum,
        definition_version=rules.DEFINITION_VERSION,
        as_of=now,
        first_day=people.today(actor, run.recorded_at),
        people=counted,
        erased=run.erased,
        rows=rows,
        digest=digest,
        released_by_id=actor.person_id,
    )
    audit.record(actor, "outcomes.figures.released", release, minimum=minimum, people=counted)
    campaign_actions.note_step(
        actor, campaign_id=campaign_id, step=StepName.FIGURES, happened_on=people.today(actor, now),
        figures={"tables": len(fresh)}, url_name="outcomes:figures", url_arguments=[str(campaign_id)], now=now,
    )  # fmt: skip
    return release


@action
def release_adverse_impact(actor: Actor, *, campaign_id: UUID, minimum: int, now: datetime) -> people.GroupTable:
    """Selection rates by group, counted by people's one reader of demographics; it keeps the ledger.

    `minimum` is raised as for `release_figures`. Selected is who was drawn, or planned for a seat where nobody was
    drawn, or else invited (`queries.selected`).
    Raises NothingToCount before the first run, DiffersByTooFew.
    """
    access.require(actor, "outcomes.fairness.release")
    campaigns.campaign(actor, campaign_id)
    run = hiring.latest_run(actor, campaign_id)
    if run is None:
        raise NothingToCount
    chosen = queries.selected(actor, campaign_id, run)
    events = [
        people.StageEvent(candidate.person_id, STAGE, candidate.person_id in chosen)
        for candidate in hiring.candidates(actor, run.pk)
    ]
    minimum = queries.minimum_for(actor, run, asked=minimum)
    table = people.group_table(
        actor, events, people.attributes(actor), minimum, queries.fairness_purpose(campaign_id), now
    )
    audit.note(actor, "outcomes.adverse_impact.released", "people.tablerelease", table.release_id, campaign=campaign_id)
    return table
