"""Computing who fits, and planning the cohort that could be ready."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from skillmark.assessment import queries as assessment
from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import Campaign, Cohort, StepName
from skillmark.credentials import queries as credentials
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.hiring import rules
from skillmark.hiring.models import FitEntry, FitRun
from skillmark.kernel import planning, skills
from skillmark.kernel.values import BadInput, told
from skillmark.learning import queries as learning
from skillmark.people import queries as people
from skillmark.standards import queries as standards


@action
def run_fit(actor: Actor, *, campaign_id: UUID, now: datetime) -> FitRun:
    """Rank everybody of a campaign against its standard, plan each one's path, and seat those who could be ready.

    Keeps the rows it used. Where its standard was replaced since, everybody stays under the version she applied under.
    Raises BadInput where nobody applied or the standard asks for nothing, NotPublished for a
    draft outside a demonstration.
    """
    access.require(actor, "hiring.fit.run")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    framework = standards.framework_applied_under(actor, campaign.framework_id)
    persons = [member.person for member in campaigns.members(actor, campaign_id)]
    if not persons:
        raise BadInput.of(told("nobody has applied yet; bring the applicants first"), file=campaign.title)
    requirements = standards.requirements(actor, framework.pk)
    if not requirements:
        raise BadInput.of(told("the standard has no requirements, so it ranks nobody"), file=framework.title)
    ids = [person.pk for person in persons]
    holdings = credentials.holdings(actor, ids, framework_id=framework.pk, as_of=now)
    modules = learning.catalogue(actor, campaign_id)
    fit = rules.fit(requirements, holdings, modules, hours_limit=campaign.hours_limit)
    template = campaigns.template_of(campaign)
    promised = campaigns.promised(actor, campaign_id)
    cohort = campaigns.cohorts(actor, campaign_id).first()
    to_open = rules.seats_to_plan(campaign.openings, promised, template.seats_stand_on)
    run: FitRun = FitRun.objects.record(
        actor,
        now=now,
        campaign=campaign,
        framework=framework,
        requirements=[list(row) for row in skills.requirement_rows(requirements)],
        modules=[list(row) for row in planning.module_rows(modules, campaign.currency)],
        assumed_modules=[module.module_id for module in modules if module.assumed],
        hours_limit=campaign.hours_limit,
        seats=cohort.seats if cohort else to_open,
        anything_checked=any(line.basis is skills.Basis.VERIFIED for line in holdings),
        people=len(persons),
    )
    FitEntry.objects.across_workspaces().bulk_create(
        _entries(actor, run, {people.known_as(person): person for person in persons}, holdings, fit, now),
        batch_size=200,
    )
    audit.record(actor, "hiring.fit.run", run, people=run.people, campaign=campaign.pk)
    _tell(actor, campaign, cohort, run, fit, now)
    return run


def _entries(
    actor: Actor,
    run: FitRun,
    persons: Mapping[str, people.Person],
    holdings: Sequence[skills.Holding],
    fit: rules.Fit,
    now: datetime,
) -> list[FitEntry]:
    held: dict[str, list[list[object]]] = {name: [] for name in persons}
    for line in holdings:
        held[line.person_id].append([line.competency_id, line.level, line.basis.value])
    ids = [person.pk for person in persons.values()]
    tried = assessment.below(actor, ids, run.framework_id)
    past = _past_jobs(actor, run.framework_id, ids)
    places = {name: place for place, name in enumerate(fit.by_path, start=1)}
    entries = []
    for position, row in enumerate(fit.ranking.people, start=1):
        person, path = persons[row.person], fit.paths[row.person]
        entries.append(
            FitEntry(
                id=new_id(),
                workspace_id=run.workspace_id,
                recorded_at=now,
                run=run,
                person=person,
                known_as=row.person,
                holdings=held[row.person],
                tried=sorted(tried.get(person.pk, ())),
                position=position,
                rank=row.rank,
                unmet_verified=row.unmet_essentials_verified,
                unmet_effective=row.unmet_essentials_effective,
                coverage_verified=int(row.coverage_verified * rules.MILLIONTHS),
                coverage_effective=int(row.coverage_effective * rules.MILLIONTHS),
                missing=list(row.missing),
                missing_verified=list(row.missing_verified),
                past_jobs=past.get(person.pk, []),
                module_ids=list(path.module_ids),
                hundredths_of_hours=int(path.hours * rules.HUNDREDTHS),
                hundredths_of_weeks=int(path.weeks * rules.HUNDREDTHS),
                cost_minor=path.cost,
                unclosable=list(path.unclosable),
                assumed=path.assumed,
                eligible=row.person in fit.eligible,
                path_position=places[row.person],
            )
        )
    return entries


def _past_jobs(actor: Actor, framework_id: UUID, ids: Sequence[UUID]) -> dict[UUID, list[list[object]]]:
    """[as given, code or empty, outcome, candidates] of each past job."""
    jobs = people.past_jobs(actor, ids)
    known, levels = standards.past_job_levels(
        actor, framework_id, {job.given for several in jobs.values() for job in several}
    )
    told: dict[UUID, list[list[object]]] = {}
    for person_id, several in jobs.items():
        found = [known.resolve(job.given, levels) for job in several]
        told[person_id] = [[one.given, one.code or "", one.outcome.value, list(one.candidates)] for one in found]
    return told


def _tell(actor: Actor, campaign: Campaign, cohort: Cohort | None, run: FitRun, fit: rules.Fit, now: datetime) -> None:
    """Seats and steps go down to the campaign, so that its page recomputes from its own rows."""
    place = [str(campaign.pk)]
    campaign_actions.note_step(
        actor, campaign_id=campaign.pk, step=StepName.FIT, happened_on=people.today(actor, now),
        figures={"people": run.people, "eligible": len(fit.eligible)},
        url_name="hiring:fit", url_arguments=place, now=now,
    )  # fmt: skip
    seated = _seat(actor, campaign, cohort, run, fit, now)
    campaign_actions.note_step(
        actor, campaign_id=campaign.pk, step=StepName.PLAN, happened_on=people.today(actor, now),
        figures={"seats": seated}, url_name="hiring:plan", url_arguments=place, now=now,
    )  # fmt: skip


def _seat(actor: Actor, campaign: Campaign, cohort: Cohort | None, run: FitRun, fit: rules.Fit, now: datetime) -> int:
    """Plan the cohort: the eligible by hours, cost and rank, one a seat. Nobody where no job stands behind a seat.

    Locked seats, given by lot, stay with those who have them, however often fit is computed.
    """
    if not run.seats:
        return 0
    if cohort is None:
        cohort = campaign_actions.open_cohort(
            actor, campaign_id=campaign.pk, seats=run.seats, starts_on=campaign.starts_on, now=now
        )
    if cohort.locked_at is not None:
        return campaigns.seats(actor, campaign.pk).count()
    persons = {row.known_as: row.person_id for row in run.entries.all()}
    planned = planning.cohort(
        fit.paths, fit.ranking, seats=cohort.seats, start=cohort.starts_on, hours=Decimal(run.hours_limit)
    )
    campaign_actions.seat_people(
        actor,
        cohort_id=cohort.pk,
        seats=[
            campaign_actions.SeatPlan(persons[seat.person_id], seat.seat, seat.start, seat.hours, seat.cost)
            for seat in planned
        ],
        now=now,
    )
    return len(planned)
