"""The proof: a sample task confirmed as the programme asks, a signed record; and one withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries as attempts
from skillmark.campaigns import actions as campaigns
from skillmark.campaigns import queries as campaign_queries
from skillmark.campaigns.queries import Campaign, StepName
from skillmark.config.mainjob.confirming import Confirming, kind_of, require_shown
from skillmark.config.mainjob.staff import Staff
from skillmark.credentials import actions as credentials
from skillmark.credentials.queries import SignedRecord
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.people import actions as people
from skillmark.people.queries import Person
from skillmark.standards import queries as standards

CANDIDATES = 2  # one record that stands, one that is withdrawn
STAND_INS = ("Sample Person One", "Sample Person Two")
MONTHS = 120  # that its record counts from the demonstration day, so that an old demonstration still checks
SEEN = "Watched the whole task at the workplace, from the briefing to the hand-over, and marked it on the rubric."


@dataclass(frozen=True)
class Proof:
    """The record that stands and the one that was withdrawn, both at their places on one signed list."""

    standing: SignedRecord
    withdrawn: SignedRecord
    status_list_id: UUID


def prove(actor: Actor, campaign: Campaign, staff: Staff, candidates: Sequence[UUID]) -> Proof:
    """Let two people show the first sample task, have it confirmed, award both, withdraw the second.

    Raises BadInput where the programme asks for a confirmation that a demonstration does not show.
    """
    template = campaign_queries.template_of(campaign)
    require_shown(template)
    framework_id = campaign.framework_id
    set_policy(actor, campaign)
    task = first_task(actor, framework_id)
    achievement = credentials.define_achievement(
        actor,
        framework_id=framework_id,
        public_name=f"{template.achievements[0]}: {campaign.framework.title}",
        renewal_months=MONTHS,
        now=sources.now(),
    )
    records = []
    confirming = Confirming(actor, staff)
    for person_id in _candidates(actor, candidates):
        sitting = assessment.open_sitting(actor, task_id=task, person_id=person_id, now=sources.now())
        assessment.add_evidence(actor, sitting_id=sitting.pk, text=SEEN, now=sources.now())
        confirming.all_of(template, sitting.pk, person_id)
        records.append(
            credentials.award(
                actor,
                person_id=person_id,
                achievement_id=achievement.pk,
                sitting_ids=[sitting.pk],
                now=sources.now(),
            )
        )
    standing, withdrawn = records
    withdrawn = credentials.revoke(
        actor, record_id=withdrawn.pk, reason="Withdrawn to show what a withdrawn record looks like.", now=sources.now()
    )
    now = sources.now()
    campaigns.note_step(
        actor,
        campaign_id=campaign.pk,
        step=StepName.PROOF,
        happened_on=now.date(),
        figures={"records": len(records)},
        url_name="credentials:records",
        url_arguments=[],
        now=now,
    )
    place = standing.award.place
    if place is None:  # a place is taken with the intent; only erasing its person gives it up
        raise RuntimeError("the record has no place on a status list")
    return Proof(standing, withdrawn, place.status_list_id)


def set_policy(actor: Actor, campaign: Campaign) -> None:
    """What a record asks for is what the campaign's template says."""
    layers = [
        {"kind": kind_of(layer.kind).value, "count": layer.count, "independent": layer.independent}
        for layer in campaign_queries.template_of(campaign).layers
    ]
    assessment.set_policy(actor, framework_id=campaign.framework_id, layers=layers, now=sources.now())


def first_task(actor: Actor, framework_id: UUID) -> UUID:
    """The first task that some requirement suggests; where none does, the first task shows the first requirement."""
    framework = standards.framework(actor, framework_id)
    work = standards.work_tasks(actor, framework_id)
    suggested = next((one for one in work if attempts.suggested(framework, one)), None)
    first = standards.requirements(actor, framework_id)[0].competency_id
    chosen = assessment.set_task(
        actor,
        framework_id=framework_id,
        work_task_id=(suggested or work[0]).pk,
        shows=None if suggested else [first],
        now=sources.now(),
    )
    return chosen.pk


def _candidates(actor: Actor, ranked: Sequence[UUID]) -> list[UUID]:
    """The first two of the list; where there are fewer, invented stand-ins."""
    chosen = list(ranked[:CANDIDATES])
    while len(chosen) < CANDIDATES:
        stand_in: Person = people.add_person(actor, name=STAND_INS[len(chosen)], now=sources.now())
        chosen.append(stand_in.pk)
    return chosen
