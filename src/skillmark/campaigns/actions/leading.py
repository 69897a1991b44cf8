"""Campaigns, their jobs, groups and seats, and who of their people stands where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from skillmark.campaigns import programmes, queries, rules
from skillmark.campaigns.models import (
    Campaign,
    Cohort,
    CohortSeat,
    JobOrder,
    LedgerEntry,
    StatusEvent,
    StepName,
    StepNote,
)
from skillmark.campaigns.states import Arm, State
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.kernel.planning import mix
from skillmark.people import queries as people
from skillmark.standards import queries as standards

OWN, COHORT_PLAN = queries.OWN, "cohort plan"
LONGEST_TITLE = 200  # a standard's own title, from which a campaign takes its name, has no limit


class NotEnoughJobs(Exception):
    """More seats than jobs stand behind them."""

    def __init__(self, seats: int, openings: int) -> None:
        self.seats = seats
        self.openings = openings
        super().__init__(f"{seats} seats, but {openings} jobs are promised")


class BeyondPilot(Exception):
    """More seats than a pilot has places."""

    def __init__(self, seats: int, places: int) -> None:
        self.seats = seats
        self.places = places
        super().__init__(f"{seats} seats, but the pilot has {places} places")


class NotEnoughSeats(ValueError):
    """More people were to be seated than the cohort has seats, or somebody who has a seat already."""


class SeatsLocked(ValueError):
    """The seats were given for good; no plan moves anybody in or out of them."""


class WrongReason(ValueError):
    """A drop-out without a reason of the list, or a reason where there is none to give."""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """Who is planned for a seat, with what it takes; cost in minor units."""

    person_id: UUID
    number: int
    starts_on: date
    hours: Decimal
    cost_minor: int


@action
def start_campaign(
    actor: Actor,
    *,
    title: str,
    template: str,
    framework_id: UUID,
    openings: int,
    starts_on: date,
    pilot: bool = False,
    now: datetime,
) -> Campaign:
    """Start a programme towards a standard; the template is kept as it is today. A pilot has its openings as places.

    Raises BadInput for an unknown template, standards' NotPublished for a draft outside a demonstration.
    """
    access.require(actor, "campaigns.campaign.start")
    framework = standards.framework_to_use(actor, framework_id)
    chosen = programmes.template(template)
    campaign: Campaign = Campaign.objects.record(
        actor,
        now=now,
        title=title[:LONGEST_TITLE],
        public_name=chosen.public_name,
        template_name=chosen.name,
        template=dict(chosen.raw),
        framework=framework,
        openings=openings,
        pilot_places=openings if pilot else None,
        hours_limit=chosen.hours_limit,
        starts_on=starts_on,
        currency=people.workspace(actor).currency,
        owner_id=actor.person_id,
    )
    audit.record(actor, "campaigns.campaign.started", campaign, openings=openings, pilot=pilot)
    note_step(
        actor, campaign_id=campaign.pk, step=StepName.STANDARD, happened_on=people.today(actor, now),
        figures={"requirements": len(standards.requirements(actor, framework.pk))},
        url_name="standards:framework", url_arguments=[str(framework.pk)], now=now,
    )  # fmt: skip
    return campaign


@action
def promise_jobs(
    actor: Actor,
    *,
    campaign_id: UUID,
    employer_id: UUID,
    count: int,
    starts_on: date,
    commitment: str,
    wage_minor: int | None = None,
    wage_period: str = "",
    now: datetime,
) -> JobOrder:
    """Record jobs that an employer of this workspace promises. Raises NotFound for another's."""
    campaign = led(actor, campaign_id)
    employer = one(people.organisations(actor), employer_id)
    order: JobOrder = JobOrder.objects.record(
        actor,
        now=now,
        campaign=campaign,
        employer=employer,
        count=count,
        wage_minor=wage_minor,
        wage_period=wage_period,
        starts_on=starts_on,
        commitment=commitment,
    )
    audit.record(actor, "campaigns.jobs.promised", order, count=count, campaign=campaign.pk)
    note_step(
        actor, campaign_id=campaign.pk, step=StepName.PROMISE, happened_on=people.today(actor, now),
        figures={"jobs": queries.promised(actor, campaign.pk)},
        url_name="campaigns:campaign", url_arguments=[str(campaign.pk)], now=now,
    )  # fmt: skip
    return order


@action
def open_cohort(actor: Actor, *, campaign_id: UUID, seats: int, starts_on: date, now: datetime) -> Cohort:
    """Open seats against promised jobs or posts. Raises NotEnoughJobs beyond them, BeyondPilot beyond the places of a
    pilot, each with both numbers.
    """
    campaign = led(actor, campaign_id, lock=True)
    opened = queries.seats_open(actor, campaign_id)
    promised = queries.promised(actor, campaign_id)
    counted = queries.template_of(campaign).seats_stand_on in programmes.COUNTED
    if counted and rules.seats_short(seats, opened, promised):
        raise NotEnoughJobs(seats + opened, promised)
    if campaign.is_pilot and rules.seats_short(seats, opened, campaign.openings):
        raise BeyondPilot(seats + opened, campaign.openings)
    cohort: Cohort = Cohort.objects.record(actor, now=now, campaign=campaign, seats=seats, starts_on=starts_on)
    audit.record(actor, "campaigns.cohort.opened", cohort, seats=seats, campaign=campaign.pk)
    return cohort


@action
def seat_people(actor: Actor, *, cohort_id: UUID, seats: Sequence[SeatPlan], now: datetime) -> None:
    """Plan who takes which seat, in place of any plan before; the planned ledger follows the template's mix.

    Raises NotEnoughSeats, SeatsLocked, and NotFound for somebody who is not of this workspace.
    """
    cohort, campaign = _cohort_led(actor, cohort_id)
    if cohort.locked_at is not None:
        raise SeatsLocked(str(cohort.pk))
    _of_this_workspace(actor, [seat.person_id for seat in seats])
    if len(seats) > cohort.seats:
        raise NotEnoughSeats(f"{len(seats)} people, but {cohort.seats} seats")
    CohortSeat.objects.within(actor).filter(cohort=cohort).delete()
    elsewhere = set(queries.seats(actor, campaign.pk).values_list("person_id", flat=True))
    if not elsewhere.isdisjoint(seat.person_id for seat in seats):
        raise NotEnoughSeats("somebody has a seat in another group of this campaign")
    CohortSeat.objects.across_workspaces().bulk_create(
        CohortSeat(
            id=new_id(),
            workspace_id=cohort.workspace_id,
            recorded_at=now,
            cohort=cohort,
            person_id=seat.person_id,
            number=seat.number,
            starts_on=seat.starts_on,
            hundredths_of_hours=int(seat.hours * rules.HUNDREDTHS),
            cost_minor=seat.cost_minor,
        )
        for seat in seats
    )
    cohort.assumed = campaign.training_assumed
    cohort.save(update_fields=["assumed"])
    audit.record(actor, "campaigns.cohort.seated", cohort, people=len(seats))
    _plan_ledger(actor, campaign, now)


@action
def lock_seats(actor: Actor, *, cohort_id: UUID, now: datetime) -> Cohort:
    """Fix who has the seats of a cohort, as a draw does. The first time counts; the second changes nothing."""
    cohort, _ = _cohort_led(actor, cohort_id)
    if cohort.locked_at is None:
        cohort.locked_at = now
        cohort.save(update_fields=["locked_at"])
        audit.record(actor, "campaigns.cohort.locked", cohort)
    return cohort


def _cohort_led(actor: Actor, cohort_id: UUID) -> tuple[Cohort, Campaign]:
    """A cohort held until the unit of work ends, and its campaign, for whoever leads that."""
    cohort: Cohort = one(Cohort.objects.within(actor), cohort_id, lock=True)
    return cohort, led(actor, cohort.campaign_id)


def _plan_ledger(actor: Actor, campaign: Campaign, now: datetime) -> None:
    """Training planned on all seats is the training share; the two other shares follow. A new plan replaces the old."""
    template = queries.template_of(campaign)
    taken = list(queries.seats(actor, campaign.pk))
    hours = sum((seat.hours for seat in taken), Decimal(0))
    whole_hours, whole_minor = rules.whole_plan(hours, sum(seat.cost_minor for seat in taken), template.mix[0])
    divided = mix(template.mix, hours=whole_hours, money=whole_minor)
    before = {entry.arm: entry for entry in queries.planned_lines(actor, campaign.pk)}
    today = people.today(actor, now)
    for arm, arm_hours, money in zip(Arm, divided.hours, divided.money, strict=True):
        post(
            actor, campaign_id=campaign.pk, arm=arm, hours=arm_hours, money_minor=money, planned=True,
            told_by=OWN, what=COHORT_PLAN, happened_on=today, replaces=before.get(arm), now=now,
        )  # fmt: skip


@action
def note_status(
    actor: Actor,
    *,
    campaign_id: UUID,
    person_ids: Sequence[UUID],
    state: State,
    happened_on: date,
    reason: str = "",
    now: datetime,
) -> list[StatusEvent]:
    """Note a move of one or many persons; one audit row says how many.

    Raises WrongReason, and NotFound for somebody who is not of this workspace.
    """
    campaign = _told(actor, campaign_id)
    _of_this_workspace(actor, person_ids)
    events = _note(actor, campaign, person_ids, state, happened_on, reason, now)
    if state in (State.APPLIED, State.REFERRED):
        note_applicants(actor, campaign, happened_on, now)
    return events


def note_applicants(actor: Actor, campaign: Campaign, happened_on: date, now: datetime) -> None:
    """How many people ever came, told anew."""
    note_step(
        actor, campaign_id=campaign.pk, step=StepName.APPLICANTS, happened_on=happened_on,
        figures={"people": queries.people_ever(actor, campaign.pk)},
        url_name="campaigns:members", url_arguments=[str(campaign.pk)], now=now,
    )  # fmt: skip


@action
def answer_seat(actor: Actor, *, seat_id: UUID, state: State, reason: str = "", now: datetime) -> None:
    """Asked by link, she takes the seat (enrolled) or leaves it, and says why (dropped). Raises WrongReason."""
    seat = queries.seat(actor, seat_id)
    access.require(actor, "campaigns.seat.answer", seat)
    _note(actor, seat.cohort.campaign, [seat.person_id], state, people.today(actor, now), reason, now)


def _note(
    actor: Actor, campaign: Campaign, person_ids: Sequence[UUID], state: State, on: date, reason: str, now: datetime
) -> list[StatusEvent]:
    if not rules.reason_fits(state, reason):
        raise WrongReason(state)
    events = StatusEvent.objects.across_workspaces().bulk_create(
        StatusEvent(
            id=new_id(),
            workspace_id=campaign.workspace_id,
            recorded_at=now,
            campaign=campaign,
            person_id=person_id,
            state=state,
            reason=reason,
            happened_on=on,
        )
        for person_id in person_ids
    )
    audit.record(actor, "campaigns.status.noted", campaign, state=state, people=len(person_ids))
    return events


@action
def post(
    actor: Actor,
    *,
    campaign_id: UUID,
    arm: Arm,
    hours: Decimal,
    money_minor: int,
    planned: bool,
    told_by: str,
    what: str,
    happened_on: date,
    replaces: LedgerEntry | None = None,
    now: datetime,
) -> LedgerEntry:
    """Post hours and money of one arm to the ledger; a correction names the line it replaces."""
    campaign = _told(actor, campaign_id)
    entry: LedgerEntry = LedgerEntry.objects.record(
        actor,
        now=now,
        campaign=campaign,
        arm=arm,
        planned=planned,
        hundredths_of_hours=int(hours * rules.HUNDREDTHS),
        money_minor=money_minor,
        told_by=told_by,
        what=what,
        happened_on=happened_on,
        replaces=replaces,
    )
    audit.record(actor, "campaigns.ledger.posted", entry, arm=arm, planned=planned, money=money_minor)
    return entry


@action
def note_step(
    actor: Actor,
    *,
    campaign_id: UUID,
    step: StepName,
    happened_on: date,
    url_name: str,
    url_arguments: Sequence[str],
    figures: dict[str, Any] | None = None,
    now: datetime,
) -> StepNote:
    """Note that a step of the main job was done, with its figure so far and the page it opens to.

    `url_arguments` are those after the workspace in the address.
    """
    campaign = _told(actor, campaign_id)
    note: StepNote = StepNote.objects.record(
        actor,
        now=now,
        campaign=campaign,
        step=step,
        figures=figures or {},
        url_name=url_name,
        url_arguments=list(url_arguments),
        happened_on=happened_on,
    )
    audit.record(actor, "campaigns.step.noted", note, step=step, campaign=campaign.pk)
    return note


@action
def note_training(actor: Actor, *, campaign_id: UUID, assumed: bool, now: datetime) -> Campaign:
    """Note whether the training in force has a provider's figures; told by whoever keeps the catalogue."""
    campaign = _told(actor, campaign_id)
    campaign.training_assumed = assumed
    campaign.save(update_fields=["training_assumed"])
    audit.record(actor, "campaigns.training.noted", campaign, assumed=assumed)
    return campaign


def _of_this_workspace(actor: Actor, person_ids: Sequence[UUID]) -> None:
    if len(people.names(actor, person_ids)) != len(set(person_ids)):
        raise NotFound("somebody of another workspace")


def led(actor: Actor, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    campaign = queries.campaign(actor, campaign_id, lock=lock)
    access.require(actor, "campaigns.campaign.lead", campaign)
    return campaign


def _told(actor: Actor, campaign_id: UUID) -> Campaign:
    campaign = one(Campaign.objects.within(actor), campaign_id)
    access.require(actor, "campaigns.campaign.tell", campaign)
    return campaign
