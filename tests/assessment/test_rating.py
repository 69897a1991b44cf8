"""Two people mark apart, nobody overwrites anybody, and a difference goes to a third."""

import hashlib
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import HOLDS, NOW, TO_STANDARD, TWO_ONE_INDEPENDENT, bench, mark, observe, proven, stage
from tests.governance.factories import decided
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.assessment import actions, queries
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import Evidence, NeverChanged, Rating
from skillmark.assessment.queries import Stage
from skillmark.foundation import access
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.standards import actions as publishing
from skillmark.standards.queries import NotPublished

pytestmark = pytest.mark.django_db


def test_a_second_rater_cannot_overwrite_the_first() -> None:
    where = bench()
    sitting = where.sitting()
    first = mark(where.first, sitting)
    mark(where.second, sitting, {"1": 3, "2": 3, "3": 3, "4": 3})
    again = Rating.objects.within(where.program).get(pk=first.pk)
    assert again.scores == TO_STANDARD
    assert again.assessor_id == where.first.person_id
    again.scores = {"1": 0, "2": 0, "3": 0, "4": 0}
    with pytest.raises(NeverChanged):
        again.save()


def test_the_database_refuses_a_second_rating_of_the_same_assessor() -> None:
    where = bench()
    sitting = where.sitting()
    first = mark(where.first, sitting)
    fields = {
        "sitting": sitting, "assessor_id": first.assessor_id, "kind": first.kind, "role": first.role,
        "independent": True, "scores": {}, "happened_on": NOW.date(),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.record(where.program, now=NOW, **fields)


def test_whoever_rated_does_not_rate_again() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    with pytest.raises(CannotRate) as refused:
        mark(where.first, sitting, {"1": 3, "2": 3, "3": 3, "4": 3})
    assert refused.value.reason == CannotRate.ALREADY


def test_nobody_rates_herself_whatever_her_roles() -> None:
    where = bench()
    people_actions.grant_role(where.program, person_id=where.candidate.person_id, role=Role.ASSESSOR, now=NOW)
    with pytest.raises(CannotRate) as refused:
        mark(where.candidate, where.sitting())
    assert refused.value.reason == CannotRate.OWN


def test_the_others_marks_are_hidden_until_both_are_in() -> None:
    where = bench()
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    sitting = queries.sitting(where.program, sitting.pk)
    assert queries.ratings_seen(where.second.actor, sitting) == []
    assert queries.evidence_seen(where.second.actor, sitting) == []
    assert len(queries.ratings_seen(where.first.actor, sitting)) == 1
    assert queries.ratings_seen(where.candidate.actor, sitting) == []
    mark(where.second, sitting)
    sitting = queries.sitting(where.program, sitting.pk)
    assert len(queries.ratings_seen(where.second.actor, sitting)) == 2
    assert len(queries.evidence_seen(where.second.actor, sitting)) == 1


def test_a_difference_beyond_the_limit_goes_to_a_third_person_and_is_never_averaged() -> None:
    where = bench()
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    sitting = where.sitting()
    mark(where.first, sitting, {"1": 0, "2": 2, "3": 2, "4": 2})
    mark(where.second, sitting, {"1": 3, "2": 2, "3": 3, "4": 2})
    assert stage(where, sitting.pk) is Stage.NEEDS_MODERATION
    for rater in (where.first, where.second):
        with pytest.raises(CannotRate):
            actions.settle(rater.actor, sitting_id=sitting.pk, scores={"1": 3}, reason="Mine was right.", now=NOW)
    with pytest.raises(BadInput):
        actions.settle(third.actor, sitting_id=sitting.pk, scores={"1": 2, "2": 3}, reason="Seen.", now=NOW)
    actions.settle(third.actor, sitting_id=sitting.pk, scores={"1": 2}, reason="The guard was in place.", now=NOW)
    result = queries.result(queries.sitting(where.program, sitting.pk))
    assert result.stage is Stage.PASSED
    assert result.levels == {"1": 2, "2": 2, "3": 2, "4": 2}
    assert [
        rating.scores["1"] for rating in queries.ratings_seen(third.actor, queries.sitting(third.actor, sitting.pk))
    ] == [0, 3]


def test_within_the_limit_the_lower_mark_counts() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting, {"1": 1, "2": 2, "3": 2, "4": 2})
    mark(where.second, sitting)
    assert stage(where, sitting.pk) is Stage.NOT_PASSED


def test_one_weak_criterion_is_not_made_up_for() -> None:
    where = bench()
    sitting = where.sitting()
    for rater in (where.first, where.second):
        mark(rater, sitting, {"1": 3, "2": 3, "3": 3, "4": 1})
    assert stage(where, sitting.pk) is Stage.NOT_PASSED
    below = queries.below(where.program, [where.candidate.person_id], where.framework.pk)
    assert below == {where.candidate.person_id: {"TP-02", "TP-07"}}


def test_one_confirmation_must_be_independent() -> None:
    where = bench()
    boss = people.member(where.place, Role.LINE_MANAGER, name="Marta Sole")
    deputy = people.member(where.place, Role.ASSESSOR, name="Piet Vos")
    people_actions.set_manager(where.program, person_id=where.candidate.person_id, manager_id=boss.person_id, now=NOW)
    people_actions.set_manager(where.program, person_id=deputy.person_id, manager_id=where.candidate.person_id, now=NOW)
    sitting = where.sitting()
    mark(boss, sitting)
    with pytest.raises(CannotRate) as refused:
        mark(deputy, sitting)
    assert refused.value.reason == CannotRate.NOT_WAITING
    assert mark(where.second, sitting).independent


def test_a_line_manager_marks_her_own_reports_alone() -> None:
    where = bench()
    boss = people.member(where.place, Role.LINE_MANAGER, name="Marta Sole")
    with pytest.raises(NotFound):
        mark(boss, where.sitting())


def test_a_recruiter_marks_nobody() -> None:
    where = bench()
    recruiter = people.member(where.place, Role.RECRUITER, name="Kim Lund")
    assert not access.may_ever(recruiter.actor, "assessment.sitting.rate")


def test_a_talent_lead_leads_and_does_not_mark() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    with pytest.raises(Forbidden):
        mark(lead, where.sitting())


def test_marks_outside_the_rubric_are_refused() -> None:
    where = bench()
    sitting = where.sitting()
    for scores in ({"1": 2}, TO_STANDARD | {"5": 1}, TO_STANDARD | {"1": 4}, TO_STANDARD | {"1": -1}):
        with pytest.raises(BadInput):
            mark(where.first, sitting, scores)


def test_what_waits_is_told_to_those_it_waits_for() -> None:
    where = bench()
    sitting = where.sitting()
    assert [one.sitting.pk for one in queries.waiting_for(where.first.actor)] == [sitting.pk]
    assert queries.waiting_for(where.candidate.actor) == []
    mark(where.first, sitting)
    assert queries.waiting_for(where.first.actor) == []
    assert [one.to_settle for one in queries.waiting_for(where.second.actor)] == [False]
    mark(where.second, sitting, TO_STANDARD | {"1": 0})
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    assert [one.to_settle for one in queries.waiting_for(third.actor)] == [True]


def test_proof_names_what_is_missing_and_carries_no_name() -> None:
    where = bench()
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (state.satisfied, state.stage) == (False, None)
    sitting = where.sitting()
    mark(where.first, sitting)
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert state.missing == (("practical_test", 1),)
    mark(where.second, sitting)
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (state.satisfied, state.no_evidence) == (False, True)
    text = "Mounted the seal; no leak."
    actions.add_evidence(where.first.actor, sitting_id=sitting.pk, text=text, now=NOW)
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert state.satisfied
    assert state.levels == {"TP-02": 4, "TP-07": 3}
    attempt = state.attempts[0]
    assert attempt.evidence == (("observation", hashlib.sha256(text.encode()).hexdigest(), NOW.date()),)
    assert attempt.roles == (("practical_test", "assessor", True), ("practical_test", "assessor", True))
    assert "Berg" not in repr(state)
    assert text not in repr(state)


def test_the_policy_of_the_day_an_attempt_was_opened_judges_it() -> None:
    where = bench()
    sitting = proven(where)
    stricter = [{"kind": "practical_test", "count": 3, "independent": 2}]
    standards.published(where.program, where.framework, now=NOW)
    change = {"framework_id": where.framework.pk, "layers": stricter, "now": NOW + timedelta(hours=2)}
    with pytest.raises(actions.NotDecided):
        actions.set_policy(where.program, **change)
    decided(where.program, where.framework, "change_policy", now=NOW + timedelta(hours=1))
    actions.set_policy(where.program, **change)
    assert queries.result(sitting).stage is Stage.PASSED
    assert queries.policy(where.program, where.framework.pk).version == 2  # type: ignore[union-attr]
    with pytest.raises(actions.NotDecided):  # the decision was about one change, not about every later one
        actions.set_policy(where.program, **(change | {"layers": TWO_ONE_INDEPENDENT, "now": NOW + timedelta(hours=3)}))


def test_the_same_policy_again_is_no_new_version() -> None:
    where = bench()
    again = actions.set_policy(
        where.program,
        framework_id=where.framework.pk,
        layers=[{"kind": "practical_test", "count": 2, "independent": 1}],
        now=NOW,
    )
    assert again.version == 1


def test_a_draft_measures_nobody_in_a_real_workspace() -> None:
    place = people.workspace()
    program = people.system(place)
    framework = standards.tideway(program, now=NOW)
    with pytest.raises(NotPublished):
        actions.set_task(
            program,
            framework_id=framework.pk,
            work_task_id=framework.work_tasks.get(reference="T-02").pk,
            shows=["TP-02"],
            now=NOW,
        )


def test_a_task_without_words_of_a_panel_shows_what_it_is_most_similar_to() -> None:
    where = bench()
    task = actions.set_task(
        where.program,
        framework_id=where.framework.pk,
        work_task_id=where.framework.work_tasks.get(reference="T-03").pk,
        now=NOW,
    )
    assert task.shows == {"TP-01": 4, "TP-03": 4}


def test_a_candidate_of_another_workspace_is_not_there() -> None:
    where, other = bench(), bench()
    with pytest.raises(NotFound):
        queries.sitting(other.first.actor, where.sitting().pk)


def test_an_own_attempt_is_seen_by_its_holder_alone() -> None:
    where = bench()
    sitting = where.sitting()
    assert [one.pk for one in queries.own_sittings(where.candidate.holder)] == [sitting.pk]
    assert queries.own_sittings(where.first.holder) == []


def test_the_list_of_attempts_asks_as_often_for_many_as_for_one() -> None:
    where = bench()
    asked = []
    for _ in range(2):
        for _ in range(3):
            proven(where)
            mark(where.first, where.sitting())
        with CaptureQueriesContext(connection) as counted:
            found = [queries.result(sitting).stage for sitting in queries.sittings(where.first.actor)]
            queries.waiting_for(where.second.actor)
        asked.append((len(found), len(counted)))
    assert asked[0][0] * 2 == asked[1][0]
    assert asked[0][1] == asked[1][1]


def test_the_page_on_which_one_marks_asks_as_often_among_many_attempts_as_alone() -> None:
    where = bench()
    client, asked = where.first.client(), []
    address = reverse("assessment:score", args=[where.place.slug, where.sitting().pk])
    client.get(address)  # that it was read is noted once a day
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        asked.append(len(counted))
        for _another in range(3):
            proven(where)
            where.sitting()
    assert asked[0] == asked[1]


def test_what_is_settled_is_not_loaded_for_anybody_s_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    proven(where)
    rated_by_first = where.sitting()
    mark(where.first, rated_by_first)
    differing = where.sitting()
    mark(where.first, differing, {"1": 3, "2": 3, "3": 3, "4": 3})
    mark(where.second, differing, {"1": 0, "2": 3, "3": 3, "4": 3})
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    chances = import_module("skillmark.assessment.queries.chances")
    looked_at: list[UUID] = []
    wanted = chances._wanted

    def noted(marker: Any, sitting: Any) -> bool | None:
        looked_at.append(sitting.pk)
        return wanted(marker, sitting)

    monkeypatch.setattr(chances, "_wanted", noted)
    waiting = [(one.sitting.pk, one.to_settle) for one in queries.waiting_for(third.actor)]
    assert waiting == [(rated_by_first.pk, False), (differing.pk, True)]
    assert looked_at == [rated_by_first.pk, differing.pk]
    assert queries.waiting_for(where.first.actor) == []
    actions.settle(third.actor, sitting_id=differing.pk, scores={"1": 2}, reason="I saw it.", now=NOW)
    looked_at.clear()
    queries.waiting_for(people.member(where.place, Role.ASSESSOR, name="Ada Holm").actor)
    assert looked_at == [rated_by_first.pk]


def test_marks_and_what_was_seen_are_kept_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    sitting = where.sitting()
    client = where.first.client()
    client.raise_request_exception = False
    given = {f"mark_{number}": "2" for number in range(1, 5)} | {"observation": "Seal mounted dry."} | HOLDS

    def fault(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    address = f"/w/{where.place.slug}/attempts/{sitting.pk}/score/"
    with monkeypatch.context() as broken:
        broken.setattr(Evidence.objects, "record", fault)
        assert client.post(address, given).status_code == 500
    assert not Rating.objects.within(where.program).exists()
    assert client.post(address, given).status_code == 302
    assert Rating.objects.within(where.program).count() == 1
    assert [one.text for one in Evidence.objects.within(where.program)] == ["Seal mounted dry."]


def test_the_page_of_tasks_takes_the_same_reads_however_many_standards() -> None:
    where = bench()
    client = where.first.client()
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse("assessment:tasks", args=[where.place.slug])).status_code == 200
        asked.append(len(counted))
        for _another in range(3):
            framework = standards.tideway(where.program, now=NOW)
            actions.set_policy(where.program, framework_id=framework.pk, layers=TWO_ONE_INDEPENDENT, now=NOW)
            work_task = framework.work_tasks.get(reference="T-02")
            actions.set_task(
                where.program, framework_id=framework.pk, work_task_id=work_task.pk, shows=["TP-02"], now=NOW
            )
    assert asked[0] == asked[1]


def test_marks_by_a_rubric_that_was_replaced_are_said_to_be_out_of_date() -> None:
    where = bench(demonstration=False)
    sitting, later = proven(where), NOW + timedelta(days=20)
    client = where.first.client()
    page, said = reverse("assessment:attempt", args=[where.place.slug, sitting.pk]), "these marks are out of date"
    assert said not in client.get(page).content.decode()
    second = publishing.revise(where.program, framework_id=where.framework.pk, now=later)
    second.rubrics.filter(work_task__reference="T-02").update(pass_mark=3)
    assert said not in client.get(page).content.decode()  # only once it is in force
    standards.published(where.program, second, now=later)
    assert said in client.get(page).content.decode()
