"""From a job and its applicants to a campaign, as one unit of work: standard, promise, people, training, ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from uuid import UUID

from skillmark.campaigns import actions as campaigns
from skillmark.campaigns.queries import Campaign, State
from skillmark.credentials import actions as credentials
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.hiring import actions as hiring
from skillmark.kernel.planning import TooTangled, read_modules
from skillmark.kernel.skills import Applicant, Refusal, read_applicants, read_case_package, read_case_requirements
from skillmark.learning import actions as learning
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.people.readers import read_demographics
from skillmark.standards import actions as standards
from skillmark.standards import queries as frameworks
from skillmark.standards.queries import Framework

CASE_HIGHEST = Decimal(10)  # what matching accepts; a CASE package brings its own scale
ONET_HIGHEST = Decimal(7)  # the O*NET level scale


class RefusedDraft(Exception):
    """The rule drafts no standard for this occupation; the text says why."""


@dataclass(frozen=True)
class Asked:
    """What the main job was asked: a CASE `package` with its `requirements`, else the code of an `occupation`."""

    occupation: str
    package: BinaryIO | None
    requirements: BinaryIO | None
    applicants: BinaryIO | None
    modules: BinaryIO | None
    demographics: BinaryIO | None
    template: str
    openings: int
    starts_on: date
    credentials: Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class Started:
    """The campaign, and what became of each record that was brought."""

    campaign: Campaign
    brought: Sequence[credentials.Brought] = ()


@action
def from_a_job(actor: Actor, asked: Asked, now: datetime) -> Started:
    """Carry out parts one to three of the main job. Raises BadInput, RefusedDraft, and standards' NotPublished outside
    a demonstration, where a draft ranks nobody.
    """
    return measured_by(actor, draft(actor, asked, now), asked, now)


@action
def measured_by(actor: Actor, framework: Framework, asked: Asked, now: datetime) -> Started:
    """The same, by a standard that is there already."""
    campaign = campaigns.start_campaign(
        actor,
        title=framework.title,
        template=asked.template,
        framework_id=framework.pk,
        openings=asked.openings,
        starts_on=asked.starts_on,
        now=now,
    )
    campaigns.promise_jobs(
        actor,
        campaign_id=campaign.pk,
        employer_id=persons.profile(actor).pk,
        count=asked.openings,
        starts_on=asked.starts_on,
        commitment=f"{asked.openings} × {framework.title}, {asked.starts_on.isoformat()}",
        now=now,
    )
    bring_people(actor, asked, framework, campaign, now)
    bring_training(actor, asked, campaign.pk, now)
    brought: Sequence[credentials.Brought] = ()
    if asked.credentials:
        # whoever brings a folder of records for a demonstration answers for their issuers
        brought = credentials.import_records(actor, files=dict(asked.credentials), accept_issuers=True, now=now)
    try:
        hiring.run_fit(actor, campaign_id=campaign.pk, now=now)
    except TooTangled as tangled:
        if asked.modules is None:
            raise
        raise TooTangled(named(asked.modules), tangled.competencies) from None
    return Started(campaign, brought)


def draft(actor: Actor, asked: Asked, now: datetime) -> Framework:
    """The first standard, from an occupation code or a CASE package."""
    if asked.package is not None and asked.requirements is not None:
        table = named(asked.requirements)
        package = read_case_package(asked.package, name=named(asked.package))
        return standards.draft_from_case(
            actor,
            package=package,
            requirements=read_case_requirements(asked.requirements, package, name=table),
            requirements_name=table,
            now=now,
        )
    drafted = standards.draft_standard(actor, occupation_code=asked.occupation, now=now)
    if isinstance(drafted, Refusal):
        raise RefusedDraft(drafted.reason)
    return drafted


def bring_people(actor: Actor, asked: Asked, framework: Framework, campaign: Campaign, now: datetime) -> None:
    """Applicants, and apart from them what they chose to say about groups."""
    if asked.applicants is None:
        return
    applicants: Sequence[Applicant] = read_applicants(
        asked.applicants,
        name=named(asked.applicants),
        competencies=frameworks.self_rating_identifiers(actor, framework.pk),
        highest_level=CASE_HIGHEST if asked.package is not None else ONET_HIGHEST,
        key=bytes(persons.workspace(actor).digest_key),
    )
    brought = people.import_applicants(actor, applicants=applicants, now=now)
    ids: list[UUID] = [brought[applicant.person_id].pk for applicant in applicants]
    campaigns.note_status(
        actor, campaign_id=campaign.pk, person_ids=ids, state=State.APPLIED, happened_on=now.date(), now=now
    )
    if asked.demographics is not None:
        rows = read_demographics(asked.demographics, name=named(asked.demographics), known=frozenset(brought))
        people.import_demographics(actor, rows=rows, now=now)


def bring_training(actor: Actor, asked: Asked, campaign_id: UUID, now: datetime) -> None:
    """The training on offer, or the assumed catalogue."""
    if asked.modules is None:
        learning.assume_catalogue(actor, campaign_id=campaign_id, now=now)
        return
    table = named(asked.modules)
    modules = read_modules(asked.modules, table)
    learning.import_modules(actor, campaign_id=campaign_id, modules=modules, name=table, now=now)


def named(file: BinaryIO) -> str:
    """The file's own name, without the folders it lies in."""
    name = getattr(file, "name", "")
    if name == "<stdin>":
        return "standard input"
    return str(name or "upload").replace("\\", "/").rsplit("/", 1)[-1]
