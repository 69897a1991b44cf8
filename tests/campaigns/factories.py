"""Campaigns to test with, made by the actions the product uses."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.campaigns import actions, queries
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.people import queries as persons

NOW = people.NOW
START = date(2026, 5, 4)
TODAY = NOW.date()
WEEK = timedelta(days=7)


def place(slug: str = "") -> Workspace:
    """A demonstration: it may use a draft as if it were published."""
    return people.workspace(slug, demonstration=True)


def campaign(
    where: Workspace, *, template: str = "nontraditional", openings: int = 10, actor: Actor | None = None
) -> queries.Campaign:
    system = people.system(where)
    framework = standards.tideway(system)
    return actions.start_campaign(
        actor or system,
        title="Pump fitters",
        template=template,
        framework_id=framework.pk,
        openings=openings,
        starts_on=START,
        now=NOW,
    )


def promise(where: Workspace, campaign_id: UUID, count: int = 10) -> queries.JobOrder:
    actor = people.system(where)
    return actions.promise_jobs(
        actor,
        campaign_id=campaign_id,
        employer_id=persons.profile(actor).pk,
        count=count,
        starts_on=START,
        commitment="Dana Cole: we will take them.",
        wage_minor=2150,
        wage_period="HOUR",
        now=NOW,
    )


def cohort(where: Workspace, campaign_id: UUID, seats: int = 10) -> queries.Cohort:
    return actions.open_cohort(people.system(where), campaign_id=campaign_id, seats=seats, starts_on=START, now=NOW)


def note(
    where: Workspace,
    campaign_id: UUID,
    person_ids: Sequence[UUID],
    state: queries.State = queries.State.APPLIED,
    *,
    on: date = TODAY,
    reason: str = "",
) -> None:
    actions.note_status(
        people.system(where),
        campaign_id=campaign_id,
        person_ids=person_ids,
        state=state,
        happened_on=on,
        reason=reason,
        now=NOW,
    )


def seats(person_ids: Sequence[UUID], *, hours: str = "36", cost_minor: int = 72_000) -> list[actions.SeatPlan]:
    return [
        actions.SeatPlan(person_id, number, START, Decimal(hours), cost_minor)
        for number, person_id in enumerate(person_ids, start=1)
    ]
