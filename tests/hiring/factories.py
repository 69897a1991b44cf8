"""Campaigns with applicants to test with, made by the same actions the product uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.people import factories as places
from tests.standards import factories as standards

from skillmark.campaigns import actions as campaigns
from skillmark.campaigns.queries import Campaign, State
from skillmark.foundation import sources, tokens
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.hiring import actions
from skillmark.hiring.queries import FitRun, Posting
from skillmark.kernel.planning import read_modules
from skillmark.kernel.skills import Applicant, read_applicants
from skillmark.kernel.values import PayPeriod
from skillmark.learning import actions as learning
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.people.readers import read_demographics

TIDEWAY = Path(__file__).resolve().parents[2] / "examples" / "tideway-pumps"
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
START = date(2026, 4, 6)


@dataclass(frozen=True)
class Setting:
    """A demonstration workspace with one campaign."""

    where: Workspace
    actor: Actor
    campaign: Campaign


def tideway_applicants() -> tuple[Applicant, ...]:
    with (TIDEWAY / "applicants.csv").open("rb") as stream:
        return read_applicants(stream, name="applicants.csv")


def setting(
    *,
    openings: int = 4,
    applicants: Sequence[Applicant] | None = None,
    modules: bool = True,
    demographics: bool = False,
    template: str = "nontraditional",
    slug: str = "",
) -> Setting:
    """The example employer's campaign, its applicants brought in, its jobs promised; nobody ranked yet."""
    where = places.workspace(slug, demonstration=True)
    actor = places.system(where)
    framework = standards.tideway(actor, now=NOW)
    campaign = campaigns.start_campaign(
        actor, title="Pump assembly, spring", template=template, framework_id=framework.pk,
        openings=openings, starts_on=START, now=NOW,
    )  # fmt: skip
    campaigns.promise_jobs(
        actor, campaign_id=campaign.pk, employer_id=people.profile(actor).pk, count=openings, starts_on=START,
        commitment="Everybody who finishes is hired.", wage_minor=2350, wage_period="HOUR", now=NOW,
    )  # fmt: skip
    if modules:
        with (TIDEWAY / "modules.csv").open("rb") as stream:
            learning.import_modules(
                actor, campaign_id=campaign.pk, modules=read_modules(stream, "modules.csv"), now=NOW
            )
    else:
        learning.assume_catalogue(actor, campaign_id=campaign.pk, now=NOW)
    apply(actor, campaign, tideway_applicants() if applicants is None else applicants)
    if demographics:
        with (TIDEWAY / "voluntary_demographics.csv").open("rb") as stream:
            rows = read_demographics(stream, name="voluntary_demographics.csv")
        people_actions.import_demographics(actor, rows=rows, now=NOW)
    return Setting(where, actor, campaign)


def apply(actor: Actor, campaign: Campaign, applicants: Sequence[Applicant]) -> None:
    if not applicants:
        return
    persons = people_actions.import_applicants(actor, applicants=applicants, now=NOW)
    campaigns.note_status(
        actor, campaign_id=campaign.pk, person_ids=[person.pk for person in persons.values()], state=State.APPLIED,
        happened_on=NOW.date(), now=NOW,
    )  # fmt: skip


def ranked(**options: object) -> tuple[Setting, FitRun]:
    """A setting whose people are ranked."""
    made = setting(**options)  # type: ignore[arg-type]
    return made, actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)


def sender(member: places.Member, *permissions: str, key: str = "") -> dict[str, str]:
    """Headers of a request to the API with a token of hers."""
    now = sources.now()
    _, text = tokens.open_token(
        member.strong, name="test", permissions=permissions, expires_at=now + timedelta(days=1), now=now
    )
    return {"authorization": f"Bearer {text}"} | ({"idempotency-key": key} if key else {})


def posting(made: Setting, **changes: object) -> Posting:
    given: dict[str, object] = {
        "pay_low": 2350,
        "pay_high": 2700,
        "pay_period": PayPeriod.HOUR,
        "schedule": "Monday to Friday, 7:00 to 15:30",
        "place": actions.Place("Harbor City", "US", "OR", "12 Quay Street"),
        "closes_on": date(2026, 3, 31),
        "how_to_apply": "jobs@harbor.example",
    }
    return actions.open_job(made.actor, campaign_id=made.campaign.pk, now=NOW, **(given | changes))  # type: ignore[arg-type]
