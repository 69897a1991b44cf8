"""A pilot has its places and no more, until a group has decided that it may grow."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.campaigns import factories as make
from tests.campaigns.test_pages import address, text_of
from tests.governance.factories import cast, decided, full_body, held
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.campaigns import actions, answers, queries
from skillmark.campaigns.models import Campaign
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions as governance
from skillmark.governance import queries as decisions
from skillmark.governance.queries import Choice, Question
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
PLACES = 4
DAY = {"starts_on_day": "4", "starts_on_month": "5", "starts_on_year": "2026"}


def pilot(where: people.Workspace) -> queries.Campaign:
    actor = people.system(where)
    return actions.start_campaign(
        actor, title="Pump fitters, first try", template="nontraditional", framework_id=standards.tideway(actor).pk,
        openings=PLACES, starts_on=make.START, pilot=True, now=make.NOW,
    )  # fmt: skip


def lead_and_pilot() -> tuple[people.Workspace, people.Member, queries.Campaign]:
    where = make.place()
    return where, people.member(where, Role.TALENT_LEAD, name="Lea Lead"), pilot(where)


def test_a_pilot_has_no_more_seats_than_places_however_many_jobs_are_promised() -> None:
    where, lead, started = lead_and_pilot()
    make.promise(where, started.pk, 20)
    make.cohort(where, started.pk, 3)
    with pytest.raises(actions.BeyondPilot) as refused:
        make.cohort(where, started.pk, 2)
    assert (refused.value.seats, refused.value.places) == (5, PLACES)
    answer = lead.client().post(address("open_cohort", lead, started), {"seats": 2} | DAY)
    assert answer.status_code == 400
    assert "There would be 5 seats, but the trial has 4 places." in text_of(answer)
    make.cohort(where, started.pk, 1)
    assert queries.seats_open(lead.actor, started.pk) == PLACES


def test_widening_without_a_standing_decision_is_refused() -> None:
    where, lead, started = lead_and_pilot()
    with pytest.raises(actions.NotDecided):
        actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=20, now=make.NOW)
    decided(people.system(where), started, Question.CUT_SCORE)  # another question about it
    decided(people.system(where), pilot(where), Question.WIDEN_PILOT)  # this question about another
    with pytest.raises(actions.NotDecided):
        actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=20, now=make.NOW)
    started.refresh_from_db()
    assert (started.openings, started.is_pilot) == (PLACES, True)


def test_a_group_that_says_no_widens_nothing() -> None:
    where, lead, started = lead_and_pilot()
    system = people.system(where)
    body = full_body(system)
    asked = governance.propose(
        system, body_id=body.pk, question=Question.WIDEN_PILOT, subject_type=started._meta.label_lower,
        subject_id=started.pk, title="May it grow?", what_changes="Twenty jobs.",
        deadline=make.NOW + make.WEEK, now=make.NOW,
    )  # fmt: skip
    for seat in held(system, body):
        cast(seat, asked, Choice.NO)
    governance.close_proposal(system, proposal_id=asked.pk, now=make.NOW)
    with pytest.raises(actions.NotDecided):
        actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=20, now=make.NOW)


def test_a_decision_makes_a_full_campaign_of_it_once() -> None:
    where, lead, started = lead_and_pilot()
    decided(people.system(where), started, Question.WIDEN_PILOT)
    with pytest.raises(BadInput):
        actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=PLACES - 1, now=make.NOW)
    widened = actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=20, now=make.NOW)
    assert (widened.openings, widened.pilot_places, widened.is_pilot) == (20, PLACES, False)
    with pytest.raises(BadInput):
        actions.widen_pilot(lead.actor, campaign_id=started.pk, openings=30, now=make.NOW)
    make.promise(where, started.pk, 20)
    assert make.cohort(where, started.pk, 20).seats == 20


def test_a_campaign_that_is_no_pilot_is_not_widened() -> None:
    where, lead, _ = lead_and_pilot()
    with pytest.raises(BadInput):
        actions.widen_pilot(lead.actor, campaign_id=make.campaign(where).pk, openings=20, now=make.NOW)


def test_only_who_leads_widens_and_nobody_of_another_workspace() -> None:
    where, _, started = lead_and_pilot()
    decided(people.system(where), started, Question.WIDEN_PILOT)
    recruiter = people.member(where, Role.RECRUITER).actor
    with pytest.raises(Forbidden):
        actions.widen_pilot(recruiter, campaign_id=started.pk, openings=20, now=make.NOW)
    stranger = people.member(make.place(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        actions.widen_pilot(stranger, campaign_id=started.pk, openings=20, now=make.NOW)


@pytest.mark.parametrize(
    "change", [{"openings": 9}, {"pilot_places": 9}, {"pilot_places": None, "widened_at": make.NOW}]
)
def test_the_database_holds_a_pilot_to_its_places(change: dict[str, object]) -> None:
    where, _, started = lead_and_pilot()
    rows = Campaign.objects.within(people.system(where)).filter(pk=started.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_the_page_leads_to_whom_to_ask_with_the_figures_so_far() -> None:
    where, lead, started = lead_and_pilot()
    make.promise(where, started.pk, 4)
    make.cohort(where, started.pk, 3)
    client = lead.client()
    page = client.get(address("campaign", lead, started))
    assert "This is a trial with 4 places. It grows once a group has decided so." in text_of(page)
    assert address("widen", lead, started) in page.content.decode()
    answer = client.get(address("widen", lead, started))
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["question"] == ["widen_pilot"]
    assert "Jobs promised: 4. Seats open: 3." in asked["what_changes"][0]
    full_body(people.system(where))
    form = text_of(client.get(answer["Location"]))
    assert "Jobs promised: 4. Seats open: 3." in form
    assert started.title in form


def test_once_it_is_decided_today_says_so_and_the_page_widens() -> None:
    where, lead, started = lead_and_pilot()
    decision = decided(people.system(where), started, Question.WIDEN_PILOT)
    waiting = [due for due in answers.due_for(lead.actor, make.NOW) if due.url == address("widen", lead, started)]
    assert [due.title for due in waiting] == ["A group has decided: widen the trial Pump fitters, first try"]
    client = lead.client()
    shown = client.get(address("widen", lead, started))
    assert reverse("governance:proposal", args=[lead.slug, decision.proposal_id]) in shown.content.decode()
    assert client.post(address("widen", lead, started), {"openings": 3}).status_code == 400
    done = client.post(address("widen", lead, started), {"openings": 12}, follow=True)
    assert "It began as a trial with 4 places and was widened" in text_of(done)
    assert not [due for due in answers.due_for(lead.actor, make.NOW) if due.url == address("widen", lead, started)]


def test_who_votes_finds_the_campaign_a_question_is_about() -> None:
    where, lead, started = lead_and_pilot()
    hit = answers.subject_of_vote(lead.actor, "campaigns.campaign", started.pk)
    assert hit is not None
    assert hit.title == started.title
    assert answers.subject_of_vote(people.member(where, Role.WORKER).actor, "campaigns.campaign", started.pk) is None
    stranger = people.member(make.place(), Role.TALENT_LEAD).actor
    assert answers.subject_of_vote(stranger, "campaigns.campaign", started.pk) is None
    assert decisions.standing_decision(lead.actor, "campaigns.campaign", started.pk, Question.WIDEN_PILOT) is None


def test_a_trial_is_started_by_one_box() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD)
    framework = standards.tideway(people.system(where))
    lead.client().post(
        address("start", lead),
        {"title": "First try", "framework": framework.pk, "template": "nontraditional", "openings": 4, "pilot": "on"}
        | DAY,
    )
    assert queries.campaigns(lead.actor).get(title="First try").pilot_places == 4
