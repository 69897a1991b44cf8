"""Making a sample: the project's own example, up to what is signed. Nothing of the lead's own workspace is in it.

Each step is a unit of work of its own, so that others write in between. A maker that was killed begins anew: what it
left is thrown away first.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from skillmark.assessment import actions as assessment
from skillmark.campaigns.queries import Campaign
from skillmark.config.mainjob import confirming, inputs, proof
from skillmark.config.mainjob import staff as staffing
from skillmark.config.mainjob.campaign import Asked, draft, measured_by
from skillmark.foundation import access, audit, jobs, outbox, samples, sources
from skillmark.foundation.jobs import outside
from skillmark.foundation.models import Sample, Workspace
from skillmark.foundation.roles import Actor, Role, program
from skillmark.foundation.work import action
from skillmark.governance import actions as governance
from skillmark.governance.queries import Choice
from skillmark.hiring import actions as hiring
from skillmark.hiring import queries as fit
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.people.queries import Person
from skillmark.standards import actions as standards
from skillmark.standards import queries as standard_lines
from skillmark.standards.queries import Framework

KIND = "house.sample"
EMPLOYER, CURRENCY = "Tideway Pumps", "USD"  # the currency in which the example's courses are priced
TEMPLATE, OPENINGS = "nontraditional", 10
STARTS_AFTER, VOTE_AFTER = timedelta(days=53), timedelta(days=14)
ATTEMPTS = 4  # of the first of the list; one is marked once already
SEEN = proof.SEEN
SHOWN_BY = {"TP-04": ["T-04"]}  # what the example's own words do not tell: safe lifting shows where castings are moved


@dataclass
class Made:
    """What the steps so far have left for those that follow."""

    actor: Actor
    staff: staffing.Staff | None = None
    framework: Framework | None = None
    campaign: Campaign | None = None


@action
def ask(actor: Actor, *, now: datetime) -> None:
    """Have the sample of the actor's workspace made, or made anew. Asked twice before it is there, it is made once."""
    access.require(actor, "people.sample.view")
    place = Workspace.objects.select_for_update().get(pk=actor.workspace_id)  # two who ask at once are one
    if jobs.wait(actor, KIND):
        return
    audit.record(actor, "people.sample.asked", place)
    outbox.enqueue(actor, KIND, key=f"{KIND}/{sources.new_id()}", payload={}, due_at=now, now=now)


@outside
def make(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """The job, for the actor's workspace."""
    samples.throw_away(actor, now)
    made = Made(_open(actor, now))
    for done, step in enumerate(STEPS, start=1):
        _carry(step, made, done, sources.now())


@action
def _open(actor: Actor, now: datetime) -> Actor:
    own = persons.workspace(actor)
    place = people.open_workspace(
        slug=f"sample-{sources.random_bytes(6).hex()}",
        name=f"SAMPLE {EMPLOYER}",
        demonstration=own.demonstration,
        currency=CURRENCY,
        time_zone=own.time_zone,
        now=now,
    )
    inside = program(place.pk, "sample", demonstration=place.demonstration)
    samples.mark(inside, of=own.pk, now=now)
    return inside


@action
def _carry(step: Callable[[Made, datetime], None], made: Made, done: int, now: datetime) -> None:
    step(made, now)
    samples.advance(made.actor, done=done, made_at=now if done == len(STEPS) else None)


def _staff(made: Made, now: datetime) -> None:
    """One person a role; the supervisor marks attempts, too."""
    made.staff = staffing.hire(made.actor, accounts=False, addresses=False, now=now)
    supervisor = made.staff.by_role[Role.LINE_MANAGER].pk
    people.grant_role(made.actor, person_id=supervisor, role=Role.ASSESSOR, now=now)


def _standard(made: Made, now: datetime) -> None:
    """Drafted, and published by the vote of its group, as every standard is."""
    assert made.staff is not None  # said for the type checker, here and below: the steps have one order
    with ExitStack() as files:
        made.framework = draft(made.actor, _asked(files, now), now)
    lacking = standard_lines.untraced(made.actor, made.framework)
    shown_by = {line.pk: SHOWN_BY[line.competency.reference] for line in lacking}
    standards.trace_lines(made.actor, framework_id=made.framework.pk, tasks=shown_by, now=now)
    proposal = standards.ask_to_publish(
        made.actor,
        framework_id=made.framework.pk,
        body_id=made.staff.body.pk,
        title=f"Publish the standard “{made.framework.title}”?",
        what_changes="People are asked to show this work, and are ranked and recorded by this standard.",
        deadline=now + VOTE_AFTER,
        now=now,
    )
    for seat in made.staff.body.seats.exclude(person=None):
        assert seat.person_id is not None
        voter = replace(staffing.acting(made.actor, seat.person_id, Role.STEERING_MEMBER), strong_login=True)
        governance.vote(voter, proposal_id=proposal.pk, seat_id=seat.pk, choice=Choice.YES, now=now)
    chair = staffing.acting(made.actor, made.staff.by_role[Role.TALENT_LEAD].pk, Role.TALENT_LEAD)
    governance.close_proposal(chair, proposal_id=proposal.pk, now=now)
    made.framework = standards.publish_framework(made.actor, framework_id=made.framework.pk, now=now)


def _campaign(made: Made, now: datetime) -> None:
    assert made.framework is not None
    with ExitStack() as files:
        made.campaign = measured_by(made.actor, made.framework, _asked(files, now), now).campaign


def _attempts(made: Made, now: datetime) -> None:
    """Some are invited, and their work waits to be marked; then whom a lead can look as, so that nobody is looked as
    before all is there.
    """
    assert made.staff is not None
    assert made.campaign is not None
    latest = fit.latest_run(made.actor, made.campaign.pk)
    assert latest is not None
    entries = list(fit.entries(made.actor, latest.pk)[:ATTEMPTS])
    candidates = [entry.person_id for entry in entries]
    recruiter = staffing.acting(made.actor, made.staff.by_role[Role.RECRUITER].pk, Role.RECRUITER)
    hiring.invite(recruiter, run_id=latest.pk, entry_ids=[entry.pk for entry in entries], now=now)
    proof.set_policy(made.actor, made.campaign)
    task_id = proof.first_task(made.actor, made.campaign.framework_id)
    for number, person_id in enumerate(candidates):
        sitting = assessment.open_sitting(made.actor, task_id=task_id, person_id=person_id, now=now)
        assessment.add_evidence(made.actor, sitting_id=sitting.pk, text=SEEN, now=now)
        if number == 0:
            another = staffing.acting(made.actor, made.staff.second_assessor.pk, Role.ASSESSOR)
            confirming.mark(another, sitting.pk, short=1)
    people.grant_role(made.actor, person_id=candidates[0], role=Role.WORKER, now=now)
    seen: list[Person | UUID] = [candidates[0]]
    seen += [made.staff.by_role[role] for role in (Role.LINE_MANAGER, Role.CASE_MANAGER, Role.RECRUITER)]
    for one in seen:
        people.let_be_seen(made.actor, person_id=one if isinstance(one, UUID) else one.pk, now=now)


STEPS = (_staff, _standard, _campaign, _attempts)


def progress(actor: Actor) -> tuple[int, int] | None:
    """How many steps of how many are done, of a sample that was asked for and is not there yet; None otherwise."""
    if not jobs.wait(actor, KIND):
        return None
    found: Sample | None = samples.sample_of(actor.workspace_id)
    return found.done if found is not None and found.made_at is None else 0, len(STEPS)


def _asked(files: ExitStack, now: datetime) -> Asked:
    def opened(name: str) -> Any:
        return files.enter_context((inputs.EXAMPLE / name).open("rb"))

    return Asked(
        occupation="",
        package=opened("framework.json"),
        requirements=opened("requirements.csv"),
        applicants=opened("applicants.csv"),
        modules=opened("modules.csv"),
        demographics=None,
        template=TEMPLATE,
        openings=OPENINGS,
        starts_on=(now + STARTS_AFTER).date(),
        credentials=(),
    )
