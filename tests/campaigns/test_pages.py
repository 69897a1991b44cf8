"""The pages of campaigns, as a talent lead and others meet them."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.campaigns import actions, doors, queries
from skillmark.campaigns.models import State, StepName
from skillmark.config import tables
from skillmark.foundation.roles import Role
from skillmark.people import actions as persons
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


def address(name: str, member: people.Member, started: queries.Campaign | None = None, **rest: Any) -> str:
    one = {} if started is None else {"campaign_id": started.pk}
    return reverse(f"campaigns:{name}", kwargs={"workspace": member.slug, **one, **rest})


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def lead_and_campaign(template: str = "nontraditional") -> tuple[people.Workspace, people.Member, queries.Campaign]:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD, name="Lea Lead")
    return where, lead, make.campaign(where, template=template, actor=lead.actor)


def test_the_campaign_page_names_every_step_and_what_comes_next() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk)
    shown = text_of(lead.client().get(address("campaign", lead, started)))
    chain = shown[shown.index("From the job to its figures") :]
    places = [chain.index(f" {number}. ") for number in range(1, 10)]
    assert places == sorted(places)
    assert "1. Jobs promised Done 10 jobs" in shown.replace("  ", " ")
    assert "3. People who applied Next" in shown.replace("  ", " ")
    assert "Lea Lead" in shown
    assert "Go on: People who applied" in shown


def test_a_promise_that_falls_short_shows_as_stuck_with_both_numbers() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk, 6)
    shown = text_of(lead.client().get(address("campaign", lead, started)))
    assert "Stuck" in shown
    assert "6 of 10 jobs" in shown


def test_a_step_opens_the_page_that_a_higher_context_names_for_it() -> None:
    _, lead, started = lead_and_campaign()
    page = reverse("governance:who_decides", args=[lead.slug])
    doors.install({"above": lambda actor, campaign_id: {StepName.FIT.value: page, StepName.PROOF.value: "/nowhere"}})
    try:
        html = lead.client().get(address("campaign", lead, started)).content.decode()
    finally:
        tables.install()
    assert f'href="{page}"' in html
    assert "/nowhere" not in html


def test_seats_beyond_promises_are_refused_on_the_page_with_both_numbers() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk, 10)
    given = {"seats": "12", "starts_on_day": "4", "starts_on_month": "5", "starts_on_year": "2026"}
    refused = lead.client().post(address("open_cohort", lead, started), given)
    assert refused.status_code == 400
    assert "There would be 12 seats, but only 10 jobs are promised." in text_of(refused)
    opened = lead.client().post(address("open_cohort", lead, started), given | {"seats": "10"})
    assert opened.status_code == 302
    assert queries.seats_open(lead.actor, started.pk) == 10


def test_jobs_are_promised_with_pay_and_the_words_of_the_promise() -> None:
    where, lead, started = lead_and_campaign()
    employer = people.queries.profile(people.system(where))
    given = {
        "employer": str(employer.pk), "count": "10", "wage": "21.50", "period": "HOUR", "commitment": "We take ten.",
        "starts_on_day": "4", "starts_on_month": "5", "starts_on_year": "2026",
    }  # fmt: skip
    without_period = lead.client().post(address("promise", lead, started), given | {"period": ""})
    assert "Say what the pay is for" in text_of(without_period)
    assert lead.client().post(address("promise", lead, started), given).status_code == 302
    (order,) = queries.job_orders(lead.actor, started.pk)
    assert (order.count, order.wage_minor, order.wage_period) == (10, 2150, "HOUR")
    assert "We take ten." in text_of(lead.client().get(address("campaign", lead, started)))


def test_a_campaign_starts_from_a_standard_and_a_programme() -> None:
    _, lead, earlier = lead_and_campaign()
    given = {
        "title": "Second run", "framework": str(earlier.framework_id), "template": "displaced", "openings": "4",
        "starts_on_day": "4", "starts_on_month": "5", "starts_on_year": "2026",
    }  # fmt: skip
    form = text_of(lead.client().get(address("start", lead)))
    assert "50% training, 30% support, 20% measuring" in form
    assert lead.client().post(address("start", lead), given).status_code == 302
    titles = [total.campaign.title for total in queries.totals(lead.actor)]
    assert sorted(titles) == ["Pump fitters", "Second run"]


def test_the_seat_page_says_its_order_and_nothing_private() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk)
    ana = people.person(where, "Ana Ruiz", email="ana@example.org", phone="5550100")
    make.note(where, started.pk, [ana.pk])
    group = make.cohort(where, started.pk)
    actions.seat_people(people.system(where), cohort_id=group.pk, seats=make.seats([ana.pk]), now=make.NOW)
    shown = text_of(lead.client().get(address("cohort", lead, started)))
    assert "Fewest hours first, then lowest cost, then rank" in shown
    assert "Ana Ruiz" in shown
    assert "$720" in shown
    assert "ana@example.org" not in shown
    assert "5550100" not in shown


def test_assumed_figures_are_marked_wherever_they_stand() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk)
    actions.note_training(people.system(where), campaign_id=started.pk, assumed=True, now=make.NOW)
    ana = people.person(where, "Ana Ruiz").pk
    group = make.cohort(where, started.pk)
    actions.seat_people(people.system(where), cohort_id=group.pk, seats=make.seats([ana]), now=make.NOW)
    for page in ("campaign", "cohort"):
        assert "are assumed: no provider gave them" in text_of(lead.client().get(address(page, lead, started)))


def test_a_person_who_left_has_a_reason_on_her_page() -> None:
    where, lead, started = lead_and_campaign()
    ana = people.person(where, "Ana Ruiz").pk
    make.note(where, started.pk, [ana])
    page = address("member", lead, started, person_id=ana)
    given = {"state": "dropped", "happened_on_day": "2", "happened_on_month": "3", "happened_on_year": "2026"}
    assert "Choose why this person left." in text_of(lead.client().post(page, given))
    assert lead.client().post(page, given | {"reason": "place"}).status_code == 302
    assert "Left before the end Too far away" in text_of(lead.client().get(page)).replace("  ", " ")
    (member,) = queries.members(lead.actor, started.pk)
    assert member.state is State.DROPPED


def test_what_a_person_says_stands_by_name_for_those_who_may_open_her_page() -> None:
    where, lead, started = lead_and_campaign()
    ana = people.person(where, "Ana Ruiz").pk
    make.note(where, started.pk, [ana])
    for competency, level in (("TP-02", 2), ("ZZ-99", 9)):
        say = {"person_id": ana, "competency_id": competency, "level": level, "now": make.NOW}
        persons.rate_self(people.system(where), **say)
    page = address("member", lead, started, person_id=ana)
    name = started.framework.competencies.get(reference="TP-02").name
    recruiter, evaluator = (people.member(where, role) for role in (Role.RECRUITER, Role.EVALUATOR))
    for reader in (lead, recruiter):
        shown = text_of(reader.client().get(page))
        assert f"{name} Level 2, " in shown.replace("  ", " ")
        assert "Says so" in shown
        assert "TP-02" not in shown
        assert "ZZ-99" not in shown
    counting = text_of(evaluator.client().get(page))
    assert "Ana Ruiz" in counting
    assert name not in counting
    assert "Everything about this person" not in counting


def test_nobody_notes_her_own_steps_and_a_recruiter_only_reads() -> None:
    where, lead, started = lead_and_campaign()
    recruiter = people.member(where, Role.RECRUITER)
    make.note(where, started.pk, [lead.person_id])
    own = address("member", lead, started, person_id=lead.person_id)
    given = {"state": "placed", "happened_on_day": "2", "happened_on_month": "3", "happened_on_year": "2026"}
    assert lead.client().post(own, given).status_code == 403
    assert recruiter.client().get(own).status_code == 200
    assert recruiter.client().post(own, given).status_code == 403


def test_what_a_programme_helps_with_is_told_to_whoever_leads_it_and_to_case_managers_alone() -> None:
    where, _, started = lead_and_campaign("hwtc-toronto")
    template = queries.template_of(started)
    for role in (Role.TALENT_LEAD, Role.CASE_MANAGER, Role.RECRUITER, Role.ASSOCIATION, Role.AGENCY):
        reader = people.member(where, role)
        shown = text_of(reader.client().get(address("campaign", reader, started)))
        assert template.public_name in shown
        told = [said for said in (template.title, template.hours_limit_reason, *template.supports) if said in shown]
        assert bool(told) is (role in (Role.TALENT_LEAD, Role.CASE_MANAGER)), (role, told)


def test_somebody_who_never_applied_has_no_page_here() -> None:
    where, lead, started = lead_and_campaign()
    ana = people.person(where, "Ana Ruiz").pk
    assert lead.client().get(address("member", lead, started, person_id=ana)).status_code == 404


def test_where_no_job_is_promised_at_the_end_every_page_says_so() -> None:
    where, lead, started = lead_and_campaign()
    started.template["seats_stand_on"] = "practice"
    started.save(update_fields=["template"])
    ana = people.person(where, "Ana Ruiz").pk
    make.note(where, started.pk, [ana])
    pages: dict[str, dict[str, Any]] = {"member": {"person_id": ana}}
    for page in ("campaign", "cohort", "members", "open_cohort", "member"):
        rest = pages.get(page, {})
        shown = text_of(lead.client().get(address(page, lead, started, **rest)))
        assert "No job is promised at the end." in shown, page


@pytest.mark.parametrize("page", ["campaigns", "start", "campaign", "promise", "cohort", "open_cohort", "members"])
def test_pages_speak_the_screens_words(page: str, language: str) -> None:
    where, lead, started = lead_and_campaign("displaced")
    make.promise(where, started.pk)
    make.note(where, started.pk, [people.person(where, "Ana Ruiz").pk])
    of = None if page in ("campaigns", "start") else started
    client = lead.client()
    html = client.get(address(page, lead, of), headers={"accept-language": language}).content.decode()
    assert code_words_in(html, language) == []


def test_the_campaign_page_takes_as_many_queries_for_two_people_as_for_sixty(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk)
    client = lead.client()
    taken = []
    for count in (2, 58):
        ids = [people.person(where, f"Person {number}").pk for number in range(count)]
        make.note(where, started.pk, ids)
        for page in ("campaign", "members"):
            with django_assert_max_num_queries(32) as counted:
                assert client.get(address(page, lead, started)).status_code == 200
            taken.append(len(counted))
    assert taken[:2] == taken[2:]


def test_hours_of_the_mix_are_shown_whole_and_kept_exact() -> None:
    where, lead, started = lead_and_campaign()
    make.promise(where, started.pk)
    seats = make.seats([people.person(where, "Ana").pk], hours="36.25")
    actions.seat_people(people.system(where), cohort_id=make.cohort(where, started.pk).pk, seats=seats, now=make.NOW)
    (_, support, _) = queries.mix_totals(lead.actor, started)
    assert f"{support.planned_hours:f}" == "48.33"
    shown = text_of(lead.client().get(address("campaign", lead, started)))
    assert " 48 " in shown
    assert "48.33" not in shown


def test_what_support_took_is_told_to_nobody_who_may_hire_or_employ() -> None:
    where, lead, started = lead_and_campaign()
    actions.post(
        people.system(where), campaign_id=started.pk, arm=queries.Arm.SUPPORT, hours=Decimal("1.5"),
        money_minor=1_234_500, planned=False, told_by="support", what="support", happened_on=make.TODAY, now=make.NOW,
    )  # fmt: skip
    for role in (Role.TALENT_LEAD, Role.RECRUITER, Role.STEERING_MEMBER):
        somebody = lead if role is Role.TALENT_LEAD else people.member(where, role)
        support = queries.mix_totals(somebody.actor, started)[1]
        assert (support.actual_hours, support.actual_minor) == (None, None)
        shown = text_of(somebody.client().get(address("campaign", somebody, started)))
        assert "With the case team" in shown
        assert "12,345" not in shown
    coach = people.member(where, Role.CASE_MANAGER)
    assert "12,345" in text_of(coach.client().get(address("campaign", coach, started)))
