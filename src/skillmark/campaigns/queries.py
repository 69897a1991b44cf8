"""Reads of campaigns, each in one scope."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from skillmark.campaigns import chain, programmes, rules
from skillmark.campaigns.models import (
    Campaign,
    Cohort,
    CohortSeat,
    JobOrder,
    LedgerEntry,
    Signal,
    StatusEvent,
    StepName,
    StepNote,
)
from skillmark.campaigns.programmes import Template
from skillmark.campaigns.states import Arm, DropReason, State
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.standards import queries as standards

__all__ = [
    "Arm", "Campaign", "Cohort", "CohortSeat", "DropReason", "JobOrder", "LedgerEntry", "Member", "Signal", "State",
    "StatusEvent", "StepName", "StepNote", "Template",
]  # fmt: skip


OWN = "campaigns"  # who told of a ledger line that this context wrote itself


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a campaign, where she stands and since when."""

    person: people.Person
    state: State
    since: date


@dataclass(frozen=True, slots=True)
class Totals:
    """A campaign, the jobs promised to it and the seats it has open."""

    campaign: Campaign
    promised: int
    seats: int


def campaigns(actor: Actor) -> "QuerySet[Campaign]":
    """Campaigns, the one that starts last on top."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[Campaign] = Campaign.objects.within(actor)
    return found.select_related("framework", "owner").order_by("-starts_on", "id")


def between(actor: Actor, done: StepName, to_do: StepName) -> "QuerySet[Campaign]":
    """Campaigns in which the one step was done and the other was not."""
    notes: QuerySet[StepNote] = StepNote.objects.within(actor).filter(campaign=OuterRef("pk"))
    return campaigns(actor).filter(Exists(notes.filter(step=done)), ~Exists(notes.filter(step=to_do)))


def totals(actor: Actor) -> list[Totals]:
    """The same, each with how many jobs are promised and seats open."""
    found: QuerySet[Any] = campaigns(actor).annotate(
        jobs_promised=_sum(JobOrder.objects.within(actor), "count"),
        seats_opened=_sum(Cohort.objects.within(actor), "seats"),
    )
    return [Totals(each, each.jobs_promised, each.seats_opened) for each in found]


def _sum(rows: "QuerySet[Any]", field: str) -> Coalesce:
    of_it = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign").annotate(total=Sum(field))
    return Coalesce(Subquery(of_it.values("total")), 0)


def campaign(actor: Actor, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[Campaign] = Campaign.objects.within(actor)
    return one(found.select_related("framework", "workspace"), campaign_id, lock=lock)


def template_of(campaign: Campaign) -> Template:
    """The template as it was when the campaign started."""
    return programmes.kept(campaign.template, name=campaign.template_name, file=f"{campaign.template_name}.toml")


def decided_to_widen(actor: Actor, campaign: Campaign) -> decisions.Decision | None:
    """The standing decision of a group by which this pilot may grow; None without one."""
    return pilots_to_widen(actor, [campaign]).get(campaign.pk)


def pilots_to_widen(actor: Actor, found: Iterable[Campaign]) -> dict[UUID, decisions.Decision]:
    """Those of these campaigns that are pilots and may grow, each with the standing decision of a group."""
    pilots = [campaign.pk for campaign in found if campaign.is_pilot]
    question = decisions.Question.WIDEN_PILOT
    return decisions.standing_decisions(actor, Campaign._meta.label_lower, pilots, question) if pilots else {}


def promised(actor: Actor, campaign_id: UUID) -> int:
    """How many jobs were promised to this campaign."""
    orders: QuerySet[JobOrder] = JobOrder.objects.within(actor)
    return orders.filter(campaign_id=campaign_id).aggregate(jobs=Sum("count"))["jobs"] or 0


def members(actor: Actor, campaign_id: UUID) -> list[Member]:
    """Everybody who ever applied, by name as known in files, with where each stands now."""
    access.require(actor, "campaigns.members.read")
    persons: dict[UUID, people.Person] = {}
    logs: dict[UUID, list[rules.Event]] = {}
    for event in _events(actor, campaign_id).select_related("person"):
        persons[event.person_id] = event.person
        logs.setdefault(event.person_id, []).append(
            rules.Event(State(event.state), event.happened_on, event.recorded_at)
        )
    ordered = sorted(persons.values(), key=lambda person: (people.known_as(person), str(person.pk)))
    latest = {person.pk: rules.latest(logs[person.pk]) for person in ordered if person.erased_at is None}
    return [
        Member(person, last.state, last.happened_on)
        for person in ordered
        if (last := latest.get(person.pk)) is not None
    ]


def people_ever(actor: Actor, campaign_id: UUID) -> int:
    """How many people ever came to this campaign."""
    return len(person_ids(actor, campaign_id))


def person_ids(actor: Actor, campaign_id: UUID, among: Collection[UUID] | None = None) -> frozenset[UUID]:
    """Everybody who ever came to this campaign, or those of `among` who did, by id alone."""
    access.require(actor, "campaigns.campaign.read")
    events = _events(actor, campaign_id)
    found = events if among is None else events.filter(person_id__in=among)
    return frozenset(found.values_list("person_id", flat=True))


def log(actor: Actor, campaign_id: UUID, person_id: UUID) -> "QuerySet[StatusEvent]":
    """What happened to one person in a campaign, the latest first."""
    access.require(actor, "campaigns.members.read")
    found = _events(actor, campaign_id).filter(person_id=person_id, person__erased_at=None)
    return found.order_by("-happened_on", "-recorded_at", "-id")


def _events(actor: Actor, campaign_id: UUID) -> "QuerySet[StatusEvent]":
    events: QuerySet[StatusEvent] = StatusEvent.objects.within(actor)
    return events.filter(campaign_id=campaign_id, replaced_by=None).order_by("recorded_at", "id")


def counts_by_state(members: Iterable[Member]) -> dict[State, int]:
    counts = dict.fromkeys(State, 0)
    for member in members:
        counts[member.state] += 1
    return counts


def standing_at(actor: Actor, campaign_id: UUID, state: State) -> int:
    """How many people stand there now: a number alone, for whoever reads campaigns."""
    access.require(actor, "campaigns.campaign.read")
    logs: dict[UUID, list[rules.Event]] = {}
    told = _events(actor, campaign_id).values_list("person_id", "state", "happened_on", "recorded_at")
    for person_id, stood, happened_on, recorded_at in told:
        logs.setdefault(person_id, []).append(rules.Event(State(stood), happened_on, recorded_at))
    return sum(rules.standing(log) is state for log in logs.values())


def job_orders(actor: Actor, campaign_id: UUID) -> "QuerySet[JobOrder]":
    """Jobs promised, the first to start on top."""
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[JobOrder] = JobOrder.objects.within(actor)
    return found.filter(campaign_id=campaign_id).select_related("employer").order_by("starts_on", "id")


def seats_open(actor: Actor, campaign_id: UUID) -> int:
    """How many seats the campaign's cohorts have together."""
    return sum(cohorts(actor, campaign_id).values_list("seats", flat=True))


def planned_lines(actor: Actor, campaign_id: UUID) -> "QuerySet[LedgerEntry]":
    """The plan in force that follows from the cohorts' seats: one line an arm."""
    access.require(actor, "campaigns.campaign.read")
    lines: QuerySet[LedgerEntry] = LedgerEntry.objects.within(actor)
    return lines.filter(campaign_id=campaign_id, planned=True, told_by=OWN, replaced_by=None)


def cohorts(actor: Actor, campaign_id: UUID) -> "QuerySet[Cohort]":
    access.require(actor, "campaigns.campaign.read")
    found: QuerySet[Cohort] = Cohort.objects.within(actor)
    return found.filter(campaign_id=campaign_id).order_by("starts_on", "id")


def seats(actor: Actor, campaign_id: UUID) -> "QuerySet[CohortSeat]":
    """Seats and who is planned for them, by start and number."""
    access.require(actor, "campaigns.cohort.read")
    found: QuerySet[CohortSeat] = CohortSeat.objects.within(actor)
    chosen = found.filter(cohort__campaign_id=campaign_id).select_related("person", "cohort")
    return chosen.order_by("cohort__starts_on", "cohort_id", "number")


def seat(actor: Actor, seat_id: UUID) -> CohortSeat:
    """One seat, for those who see seats and for who was asked about hers. Raises NotFound."""
    rows: QuerySet[CohortSeat] = CohortSeat.objects.within(actor)
    found = one(rows.select_related("person", "cohort__campaign__framework"), seat_id)
    access.require(actor, "campaigns.seat.read", found)
    return found


def seats_of(actor: Actor, person_ids: Collection[UUID]) -> list[CohortSeat]:
    """The seats of these people, the first to begin first."""
    access.require_ever(actor, "campaigns.seat.read")
    rows: QuerySet[CohortSeat] = CohortSeat.objects.within(actor).filter(person_id__in=person_ids)
    return list(rows.select_related("person", "cohort__campaign__framework").order_by("starts_on", "pk"))


def stands(actor: Actor, seat: CohortSeat) -> State | None:
    """Where the person of a seat stands in its campaign; None where nothing is known of her there."""
    access.require(actor, "campaigns.seat.read", seat)
    events = _events(actor, seat.cohort.campaign_id).filter(person_id=seat.person_id)
    return rules.standing(rules.Event(State(one.state), one.happened_on, one.recorded_at) for one in events)


def mix_totals(actor: Actor, campaign: Campaign) -> list[rules.ArmTotal]:
    """Plan against actual for the three arms, from the ledger alone. What support took is None for whoever may hire or
    employ those it was given to.
    """
    access.require(actor, "campaigns.campaign.read")
    entries: QuerySet[LedgerEntry] = LedgerEntry.objects.within(actor)
    lines = [
        rules.Line(Arm(arm), planned, hours, money)
        for arm, planned, hours, money in entries.filter(campaign=campaign, replaced_by=None).values_list(
            "arm", "planned", "hundredths_of_hours", "money_minor"
        )
    ]
    totals = rules.arm_totals(lines, template_of(campaign).mix)
    if access.may(actor, "campaigns.support_spending.read"):
        return totals
    return [
        replace(total, actual_hours=None, actual_minor=None) if total.arm is Arm.SUPPORT else total for total in totals
    ]


def steps(actor: Actor, campaign_id: UUID) -> dict[StepName, StepNote]:
    """The last note of each step that was done."""
    access.require(actor, "campaigns.campaign.read")
    notes: QuerySet[StepNote] = StepNote.objects.within(actor).filter(campaign_id=campaign_id)
    return {StepName(note.step): note for note in notes.order_by("recorded_at", "id")}


def facts(actor: Actor, campaign: Campaign, notes: Mapping[StepName, StepNote]) -> chain.Facts:
    """What the chain of steps is read from."""
    counted = template_of(campaign).seats_stand_on in programmes.COUNTED
    return chain.Facts(frozenset(notes), counted, promised(actor, campaign.pk), campaign.openings)


def occupations(actor: Actor) -> dict[str, str]:
    """The occupations that standards here are about, code → title of the newest version, by title."""
    named = standards.frameworks(actor).order_by("version", "recorded_at").values_list("occupation_code", "title")
    return dict(sorted(dict(named).items(), key=lambda both: (both[1], both[0])))


def signals(actor: Actor) -> "QuerySet[Signal]":
    """Market signals as they stand, the latest first; one that was corrected gives way to its correction, and one that
    was taken back with its file is not among them.
    """
    access.require(actor, "campaigns.signal.read")
    found: QuerySet[Signal] = Signal.objects.within(actor)
    return found.filter(replaced_by=None, taken_back=None).order_by("-happened_on", "-recorded_at", "-id")


def signal(actor: Actor, signal_id: UUID) -> Signal:
    """One that stands. Raises NotFound, also where it was corrected."""
    return one(signals(actor), signal_id)


def in_force(actor: Actor) -> "QuerySet[standards.Framework]":
    """The versions of standards in force, by title."""
    return standards.frameworks(actor).filter(status=standards.Status.PUBLISHED)


def noted_since(framework: standards.Framework) -> Q:
    """Signals about the occupation of a version, noted since it was published; none for one that is not."""
    if framework.published_at is None:
        return Q(pk__in=())
    return Q(occupation_code=framework.occupation_code, recorded_at__gt=framework.published_at)


def signals_since(actor: Actor, framework: standards.Framework | None) -> "QuerySet[Signal]":
    """Market signals as they stand, each with `since`: the id of this version, as text, where it was noted since that
    is in force, else empty.
    """
    pk = "" if framework is None else str(framework.pk)
    known = Q(pk__in=()) if framework is None else noted_since(framework)
    empty = Value("", output_field=CharField())
    return signals(actor).annotate(since=Case(When(known, then=Value(pk)), default=empty, output_field=CharField()))


def signals_of_standards(actor: Actor) -> "list[tuple[Signal, standards.Framework]]":
    """Signals about the occupation of a standard in force that no review has had before it, oldest first: those noted
    since its version was published, and since its last review.
    """
    versions = list(in_force(actor))
    reviewed = decisions.reviewed_at(actor, standards.Framework._meta.label_lower) if versions else {}
    by_code: dict[str, list[standards.Framework]] = {}
    for framework in versions:
        by_code.setdefault(framework.occupation_code, []).append(framework)
    found = signals(actor).filter(occupation_code__in=list(by_code)).order_by("happened_on", "recorded_at", "id")
    return [
        (each, framework)
        for each in found
        for framework in by_code[each.occupation_code]
        if framework.published_at is not None
        and each.recorded_at > max(framework.published_at, reviewed.get(framework.lineage, framework.published_at))
    ]


def signals_before_review(actor: Actor, lineage: str, since: datetime | None) -> list[Signal]:
    """Signals about the occupation of a standard noted since an instant, by default since the version in force was
    published; oldest first.
    """
    versions = standards.versions(actor, lineage)
    version = versions.filter(status=standards.Status.PUBLISHED).first() or versions.first()
    if version is None:
        return []
    found = signals(actor).filter(occupation_code=version.occupation_code)
    after = since or version.published_at
    if after is not None:
        found = found.filter(recorded_at__gt=after)
    return list(found.order_by("happened_on", "recorded_at", "id"))


def promise_jobs(actor: Actor, organisation_ids: Collection[UUID]) -> bool:
    """Whether one of these organisations has promised jobs here: it may hire whoever is in a campaign."""
    orders: QuerySet[JobOrder] = JobOrder.objects.within(actor)
    return orders.filter(employer_id__in=organisation_ids).exists()
