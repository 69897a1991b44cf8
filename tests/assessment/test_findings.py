"""What was found when attempts were marked again has consequences, and nothing is withdrawn by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, bench, proven
from tests.assessment.looking import (
    EVERYTHING,
    again,
    assurer_of,
    doubted,
    drawn,
    drawn_on_day_of,
    only_unit,
    stage_of,
    where_lead,
)
from tests.credentials import factories as credentials

from skillmark.assessment import actions, answers, queries
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.queries import Finding, SamplingPlan, Sitting, Stage
from skillmark.credentials import answers as credentials_answers
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries

pytestmark = pytest.mark.django_db


def test_while_a_finding_doubts_an_attempt_nothing_is_signed_on_it() -> None:
    where = bench()
    _assurer, sitting, _finding = doubted(where)
    assert stage_of(where, sitting) is Stage.IN_DOUBT
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (state.satisfied, state.stage, state.levels) == (False, Stage.IN_DOUBT, {})
    assert queries.below(where.program, [where.candidate.person_id], where.framework.pk) == {}


def test_a_finding_that_was_wrong_lets_the_attempt_count_again() -> None:
    where = bench()
    assurer, sitting, finding = doubted(where)
    actions.close_finding(assurer.actor, finding_id=finding.pk, stands=True, reason="The video shows it.", now=NOW)
    assert stage_of(where, sitting) is Stage.PASSED
    assert queries.proof_state(where.program, where.candidate.person_id, where.framework.pk).satisfied
    with pytest.raises(BadInput):
        actions.close_finding(assurer.actor, finding_id=finding.pk, stands=False, reason="Again.", now=NOW)


def test_a_finding_that_was_right_ends_what_the_attempt_proved() -> None:
    where = bench()
    assurer, sitting, finding = doubted(where)
    actions.close_finding(assurer.actor, finding_id=finding.pk, stands=False, reason="It was missing.", now=NOW)
    assert stage_of(where, sitting) is Stage.DOES_NOT_COUNT
    assert not queries.proof_state(where.program, where.candidate.person_id, where.framework.pk).satisfied
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert state.attempts == ()


def test_whoever_leads_is_told_of_the_records_and_none_is_withdrawn_by_itself() -> None:
    where = bench()
    record = credentials.awarded(where)
    assurer, lead = assurer_of(where), where_lead(where)
    sitting = Sitting.objects.within(where.program).get()
    plan = drawn_on_day_of(where, assurer, sitting)
    unit = again(assurer, plan, {one.criterion_id: 0 for one in queries.rubric(sitting)})
    finding = actions.raise_finding(
        assurer.actor, plan_id=plan.pk, unit_id=unit.pk, text="No guard.", doubts=True, now=NOW
    )
    address = reverse("credentials:record", args=[where.place.slug, record.pk])

    def told() -> list[str]:
        return [due.title for due in credentials_answers.due_for(lead.actor, NOW) if due.url == address]

    assert told() == ["An attempt that Rosa Castell’s record rests on is looked at again"]
    assert "is looked at again" in lead.client().get(address).content.decode()
    actions.close_finding(assurer.actor, finding_id=finding.pk, stands=False, reason="It was missing.", now=NOW)
    assert told() == ["An attempt that Rosa Castell’s record rests on does not count any more"]
    record.refresh_from_db()
    assert record.revoked_at is None


def test_whoever_marked_an_attempt_does_not_close_what_was_found_of_it() -> None:
    where = bench()
    _assurer, _sitting, finding = doubted(where)
    people_actions.grant_role(where.program, person_id=where.first.person_id, role=Role.TALENT_LEAD, now=NOW)
    with pytest.raises(CannotRate) as refused:
        actions.close_finding(where.first.actor, finding_id=finding.pk, stands=True, reason="Mine.", now=NOW)
    assert refused.value.reason == CannotRate.HAD_PART


def test_a_finding_stays_open_while_something_is_left_to_do() -> None:
    where = bench()
    assurer, _sitting, finding = doubted(where)
    today = people_queries.today(where.program, NOW)
    asked = actions.ask_action(
        assurer.actor, finding_id=finding.pk, person_id=where.first.person_id, text="Go through the rubric.",
        due_on=today + timedelta(days=7), now=NOW,
    )  # fmt: skip
    with pytest.raises(BadInput):
        actions.close_finding(assurer.actor, finding_id=finding.pk, stands=True, reason="Seen.", now=NOW)
    due = [one for one in answers.due_for(where.first.actor, NOW) if one.title == "Go through the rubric."]
    assert [one.by for one in due] == [today + timedelta(days=7)]
    with pytest.raises(NotFound):
        actions.note_done(where.second.actor, action_id=asked.pk, outcome="Done.", now=NOW)
    actions.note_done(where.first.actor, action_id=asked.pk, outcome="We did, on Monday.", now=NOW)
    assert "A finding waits: say what follows" in [one.title for one in answers.due_for(assurer.actor, NOW)]
    actions.close_finding(assurer.actor, finding_id=finding.pk, stands=True, reason="Seen.", now=NOW)


def test_today_tells_the_assurer_until_when_she_has_how_many() -> None:
    where = bench()
    proven(where)
    assurer = assurer_of(where)
    plan = drawn(where, assurer)
    due = answers.due_for(assurer.actor, NOW)
    assert [(one.title, one.by) for one in due] == [("Mark 1 attempt again", plan.due_on)]
    again(assurer, plan)
    assert answers.due_for(assurer.actor, NOW) == []


def test_a_finding_of_an_attempt_needs_the_assurer_s_marks_first() -> None:
    where = bench()
    proven(where)
    assurer = assurer_of(where)
    plan = drawn(where, assurer)
    with pytest.raises(NotFound):
        actions.raise_finding(assurer.actor, plan_id=plan.pk, unit_id=only_unit(plan).pk, text="Hm.", now=NOW)
    with pytest.raises(BadInput):
        actions.raise_finding(assurer.actor, plan_id=plan.pk, text="All of them.", doubts=True, now=NOW)
    assert actions.raise_finding(assurer.actor, plan_id=plan.pk, text="No photographs.", now=NOW).sitting_id is None


def test_the_whole_way_by_the_pages() -> None:
    where = bench()
    proven(where)
    lead, assurer, slug = where_lead(where), assurer_of(where), where.place.slug
    asks, looks = lead.client(), assurer.client()
    shares = {
        "assessors": 100,
        "candidates": 20,
        "methods": 100,
        "new_marks": 10,
        "new_weight": 3,
        "difference_weight": 3,
    }
    assert asks.post(reverse("assessment:set_sampling", args=[slug]), shares).status_code == 302
    refused = asks.post(reverse("assessment:set_sampling", args=[slug]), shares | {"assessors": 101})
    assert refused.status_code == 200
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    assert "Draw a sample" in asks.get(reverse("assessment:quality", args=[slug])).content.decode()
    plan = drawn(where, assurer)
    unit = only_unit(plan)
    marks = {f"mark_{number}": "1" for number in range(1, 5)} | {"note": "Too loose."}
    assert looks.post(reverse("assessment:mark_again", args=[slug, unit.pk]), marks).status_code == 302
    assert "Another result" in looks.get(reverse("assessment:marked_again", args=[slug, unit.pk])).content.decode()
    raised = looks.post(
        reverse("assessment:raise_finding", args=[slug, plan.pk]),
        {"attempt": str(unit.pk), "text": "Loose.", "doubts": "on"},
    )
    assert raised.status_code == 302
    page = looks.get(raised["Location"]).content.decode()
    assert "Open, the attempt is in doubt" in page
    finding = Finding.objects.within(where.program).get()
    closed = asks.post(
        reverse("assessment:close_finding", args=[slug, finding.pk]), {"stands": "no", "reason": "It was loose."}
    )
    assert closed.status_code == 302
    assert "Closed, the attempt does not count" in asks.get(closed["Location"]).content.decode()
    own = where.candidate.client().get(reverse("assessment:attempt", args=[slug, unit.sitting_id])).content.decode()
    assert "cannot be relied on" in own


def test_whoever_is_erased_leaves_her_marks_without_her_name() -> None:
    where = bench()
    assurer, _sitting, finding = doubted(where)
    assert [row["kind"] for row in answers.personal_data(where.program, assurer.person_id)] == ["looked_again"]
    answers.erase(where.program, assurer.person_id, NOW)
    finding.refresh_from_db()
    assert finding.raised_by_id is None
    assert not SamplingPlan.objects.within(where.program).exclude(assurer=None).exists()
    assert answers.personal_data(where.program, assurer.person_id) == []
