"""The main job, whole: seven parts through the actions of every context, on a demonstration workspace."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from skillmark.campaigns.queries import Campaign
from skillmark.config.mainjob import staff as staffing
from skillmark.config.mainjob.campaign import Asked, RefusedDraft, from_a_job
from skillmark.config.mainjob.inputs import EXAMPLE, STANDARD_INPUT, Inputs, requirements_beside
from skillmark.config.mainjob.proof import CANDIDATES, Proof, prove
from skillmark.credentials import actions as credentials
from skillmark.foundation import jobs, signer, sources
from skillmark.foundation.roles import Actor, program
from skillmark.hiring import actions as hiring
from skillmark.hiring import queries as fit
from skillmark.kernel.values import BadInput, PayPeriod, write_table
from skillmark.outcomes import actions as outcomes
from skillmark.people import actions as people
from skillmark.standards import actions as standards
from skillmark.standards import archives
from skillmark.standards import queries as standard_queries

DAY = datetime(2026, 1, 15, 9, tzinfo=UTC)  # fixed, in the past, a Thursday: equal bytes whenever it is run
STARTS_AFTER = timedelta(days=53)  # a Monday seven weeks and a half later: a notice period and one intake
CLOSES_AFTER = timedelta(days=28)
VOTE_AFTER = timedelta(days=3650)  # a demonstration is looked at long after its day, and its vote should still be open
EMPLOYER = "Tideway Pumps"
SLUG = "sample"
# What the posting says where nobody told: it says SAMPLE too.
PAY_LOW, PAY_HIGH = 21_00, 27_50  # minor units an hour
SAMPLE_REASON = "SAMPLE: here a panel would say which task cannot be done without it."
SCHEDULE = "Monday to Friday, early or late shift, 38 hours a week"
HOW_TO_APPLY = "jobs@tideway.example"
PLACE = hiring.Place(locality="Sample Bay", country="US", street="Harbour Works, Quay 4")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Done:
    """What the main job made, for the exports."""

    actor: Actor
    campaign: Campaign
    proof: Proof
    at: datetime
    minimum_cell: int
    brought: Sequence[credentials.Brought] = ()


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Ids, keys and times that come from the seed and the demonstration day alone."""
    with sources.using(sources.seeded(seed, DAY)), signer.in_process(str(seed)):
        yield


def carry_out(
    inputs: Inputs, *, template: str, openings: int, minimum_cell: int, seed: int, accounts: bool, progress: Progress
) -> Done:
    """All seven parts. Raises BadInput; nothing outside the database and SKILLMARK_DATA is written."""
    progress("Setting up a demonstration workspace")
    workspace = people.open_workspace(
        slug=SLUG,
        name=f"SAMPLE {EMPLOYER}",
        demonstration=True,
        currency="USD",
        time_zone="America/New_York",
        minimum_cell=minimum_cell,
        now=sources.now(),
    )
    actor = program(workspace.pk, "demonstration", demonstration=True)
    staff = staffing.hire(actor, accounts=accounts, now=sources.now())
    if inputs.onet is not None:
        progress("Reading the occupation database")
        _load_occupations(actor, inputs.onet)
    progress("Drafting the standard, ranking people, planning training")
    with ExitStack() as files:
        asked = _asked(inputs, template, openings, files)
        try:
            started = from_a_job(actor, asked, sources.now())
        except RefusedDraft as refusal:
            raise BadInput.of(str(refusal), file=inputs.occupation) from None
    campaign = started.campaign
    _ask_for_a_vote(actor, campaign, staff)
    progress("Scoring a sample task, signing records")
    proof = prove(actor, campaign, staff, _first_of_the_list(actor, campaign))
    progress("Posting the job, planning the measurement, counting")
    _post(actor, campaign, served=accounts)
    outcomes.register_study(actor, campaign_id=campaign.pk, now=sources.now())
    outcomes.draw_lottery(actor, campaign_id=campaign.pk, seed=str(seed), now=sources.now())
    outcomes.schedule_follow_ups(actor, campaign_id=campaign.pk, now=sources.now())
    outcomes.release_figures(actor, campaign_id=campaign.pk, minimum=workspace.minimum_cell, now=sources.now())
    outcomes.release_adverse_impact(actor, campaign_id=campaign.pk, minimum=workspace.minimum_cell, now=sources.now())
    jobs.run_all(sources.now())
    return Done(actor, campaign, proof, sources.now(), workspace.minimum_cell, started.brought)


def _first_of_the_list(actor: Actor, campaign: Campaign) -> list[UUID]:
    latest = fit.latest_run(actor, campaign.pk)
    return [entry.person_id for entry in fit.entries(actor, latest.pk)[:CANDIDATES]] if latest else []


def _load_occupations(actor: Actor, place: Path) -> None:
    if place.is_dir():
        standards.load_occupations(actor, database=archives.from_folder(place), now=sources.now())
        return
    with place.open("rb") as stream:
        database = archives.from_zip(stream, name=place.name)
        standards.load_occupations(actor, database=database, now=sources.now())


def _asked(inputs: Inputs, template: str, openings: int, files: ExitStack) -> Asked:
    def opened(path: Path | None) -> BinaryIO | None:
        if path is None:
            return None
        if path == STANDARD_INPUT:
            return sys.stdin.buffer
        try:
            return files.enter_context(path.open("rb"))
        except OSError as error:
            raise BadInput.of(f"cannot be opened ({error.strerror})", file=str(path)) from None

    return Asked(
        occupation=inputs.occupation,
        package=opened(inputs.case),
        requirements=opened(requirements_beside(inputs.case)) if inputs.case else None,
        applicants=opened(inputs.applicants) or _invented_applicants(),
        modules=opened(inputs.modules),
        demographics=opened(inputs.demographics),
        template=template,
        openings=openings,
        starts_on=(DAY + STARTS_AFTER).date(),
        credentials=_credentials(inputs.credentials),
    )


def _invented_applicants() -> BinaryIO:
    """Where nobody was named: the example's people with a name and a previous job alone, since what they said of
    themselves was said of another job.
    """
    columns = ("applicant_id", "name", "prior_occupation")
    with (EXAMPLE / "applicants.csv").open(newline="", encoding="utf-8") as stream:
        rows = [[row[column] for column in columns] for row in csv.DictReader(stream)]
    text = io.StringIO(newline="")
    write_table(text, columns, rows)
    return io.BytesIO(text.getvalue().encode())


def _credentials(folder: Path | None) -> tuple[tuple[str, bytes], ...]:
    if folder is None:
        return ()
    if not folder.is_dir():
        raise BadInput.of("is no folder", file=str(folder))
    return tuple((file.name, file.read_bytes()) for file in sorted(folder.iterdir()) if file.is_file())


def _ask_for_a_vote(actor: Actor, campaign: Campaign, staff: staffing.Staff) -> None:
    """The draft waits for its body, as every standard does; only a demonstration may use it meanwhile."""
    now = sources.now()
    unargued = {line.requirement.pk: SAMPLE_REASON for line in standard_queries.to_argue(campaign.framework)}
    if unargued:
        standards.give_reasons(actor, framework_id=campaign.framework_id, reasons=unargued, now=now)
    standards.ask_to_publish(
        actor,
        framework_id=campaign.framework_id,
        body_id=staff.body.pk,
        title=f"Publish the standard “{campaign.framework.title}”?",
        what_changes="People are asked to show this work, and are ranked and recorded by this standard. "
        "Read it line by line: what would you keep, edit or drop?",
        deadline=now + VOTE_AFTER,
        now=now,
    )


def _post(actor: Actor, campaign: Campaign, *, served: bool) -> None:
    """Open the job. One that is served to be looked at stays open for a year from today; files know no today."""
    last_day = sources.SYSTEM.clock() + timedelta(days=365) if served else DAY + CLOSES_AFTER
    hiring.open_job(
        actor,
        campaign_id=campaign.pk,
        pay_low=PAY_LOW,
        pay_high=PAY_HIGH,
        pay_period=PayPeriod.HOUR,
        schedule=SCHEDULE,
        place=PLACE,
        closes_on=last_day.date(),
        how_to_apply=HOW_TO_APPLY,
        now=sources.now(),
    )


__all__ = ["DAY", "Done", "carry_out", "repeatable"]
