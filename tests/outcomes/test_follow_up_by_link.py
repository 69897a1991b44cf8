"""Asked again by link, she says herself whether she has a job; the page of follow-ups says that she said so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.outcomes.test_journey import drawn
from tests.people import factories as people

from skillmark.foundation import jobs, links, sources
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Role
from skillmark.outcomes import queries
from skillmark.outcomes.models import FollowUp, FollowUpAnswer
from skillmark.people import actions as asking
from skillmark.people.queries import day_in, prospects


@pytest.mark.django_db
def test_she_says_it_herself_and_only_of_herself() -> None:
    made, _lottery = drawn()
    follow_up = queries.follow_ups(made.actor, made.campaign.pk)[0]
    FollowUp.objects.within(made.actor).update(due_on=day_in(made.where, sources.now()))
    evaluator = people.member(made.where, Role.EVALUATOR, name="Eva Luator")
    page = reverse("outcomes:follow_ups", args=[made.where.slug, made.campaign.pk])
    assert reverse("people:ask", args=[made.where.slug, "outcomes.follow_up", follow_up.pk]) in (
        evaluator.client().get(page).content.decode()
    )
    link = asking.ask(
        evaluator.actor, purpose="outcomes.follow_up", subject_id=follow_up.pk, person_id=follow_up.person_id, days=7,
        on_paper=True, now=datetime.now(UTC),
    )  # fmt: skip
    browser = Client()
    place = browser.get(reverse("people:follow", args=[links.secret_of(link.pk)]))["Location"]
    assert "Was not reached" not in browser.get(place).content.decode()
    assert browser.post(place, {"answer": "other_employer"}).status_code == 302
    answer = FollowUpAnswer.objects.within(made.actor).get()
    assert (answer.answer, answer.noted_by_id) == ("other_employer", follow_up.person_id)
    assert "Works for another employer (said so by link)" in evaluator.client().get(page).content.decode()


@pytest.mark.django_db
def test_many_are_asked_again_at_once_those_whose_day_has_come_and_nobody_else() -> None:
    made, _lottery = drawn()
    coach = people.member(made.where, Role.CASE_MANAGER, name="Cora Coach")
    due, *later = queries.follow_ups(made.actor, made.campaign.pk).order_by("person_id", "months")
    now = sources.now()
    FollowUp.objects.within(made.actor).filter(pk=due.pk).update(due_on=day_in(made.where, now))
    FollowUp.objects.within(made.actor).exclude(pk=due.pk).update(due_on=day_in(made.where, now) + timedelta(days=1))
    everybody = {due.person_id, *(one.person_id for one in later)}
    asked = asking.prepare_asking(coach.actor, purpose="outcomes.follow_up", person_ids=everybody, days=7, now=now)
    found = {one.person.pk: one.left_out for one in prospects(coach.actor, asked, everybody, now)}
    assert found.pop(due.person_id) == ""
    assert set(found.values()) == {"nothing_waits"}
    asking.send_asking(coach.actor, asking_id=asked.pk, now=now)
    jobs.run_all(now)
    (link,) = CapabilityLink.objects.within(made.actor).filter(purpose="outcomes.follow_up")
    assert (link.subject_id, link.holder_id) == (due.pk, due.person_id)
