"""In what way a task is shown, and that whatever can be earned rests on the work itself."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench, mark, observe, proven
from tests.credentials.factories import achievement, awarded, signing
from tests.people import factories as people

from skillmark.assessment import actions, queries
from skillmark.assessment.queries import AssessmentTask, Method
from skillmark.credentials import actions as credentials
from skillmark.credentials import queries as records
from skillmark.credentials import rules
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db


def test_what_is_to_be_earned_needs_the_work_itself_for_each_competency_and_is_told_which_task_is_missing() -> None:
    where = bench()
    every = whole(where, Method.KNOWLEDGE_TEST)
    with pytest.raises(BadInput, match="not a knowledge test alone") as refused:
        achievement(where, competencies=every)
    listed = str(refused.value).split("beside it): ")[1]
    for line in where.framework.requirements.select_related("competency"):
        assert (line.competency.name in listed) is (line.competency.reference not in where.task.shows)
    statements = dict(where.framework.work_tasks.values_list("reference", "statement"))
    # of TP-01 the nearest is T-03, which is set already
    assert f"(“{statements['T-04']}”)" in listed


def test_with_the_work_itself_for_each_it_can_be_earned() -> None:
    where = bench()
    every = whole(where, Method.SIMULATION)
    assert len(achievement(where, competencies=every).alignments) == len(every)


def test_a_part_of_the_standard_is_not_earned_by_what_is_known_either() -> None:
    where = bench()
    whole(where, Method.KNOWLEDGE_TEST)
    part = sorted(set(queries.required(where.framework)) - set(where.task.shows))[:1]
    with pytest.raises(BadInput, match="not a knowledge test alone"):
        achievement(where, competencies=part)


def test_parts_that_became_known_only_do_not_add_up() -> None:
    where = bench()
    every = whole(where, Method.PROJECT)
    halves = [
        achievement(where, public_name=name, competencies=half)
        for name, half in (("One half", every[::2]), ("Other half", every[1::2]))
    ]
    to_a_quiz(where)
    with pytest.raises(BadInput, match="knowledge test alone"):
        credentials.publish_stack(where.program, public_name="The whole", every=[half.pk for half in halves], now=NOW)


def test_a_knowledge_test_alone_never_makes_the_record() -> None:
    """The design was sound when it was defined, and became a quiz before anybody tried it."""
    where = bench()
    every = whole(where, Method.PROJECT)
    wanted = achievement(where, competencies=every)
    other = to_a_quiz(where)
    proven(where)
    passed(where, other)
    with signing(), pytest.raises(credentials.NotProven) as refused:
        credentials.award(where.program, person_id=where.candidate.person_id, achievement_id=wanted.pk, now=NOW)
    assert {lack.lack for lack in refused.value.missing} == {rules.Lack.NO_TASK}
    assert [lack.detail for lack in refused.value.missing] == [one for one in every if one not in where.task.shows]
    assert not records.achievement(where.program, wanted.pk).awards.exists()


def test_whoever_leads_reads_of_what_was_defined_before_which_task_it_lacks_and_a_record_signed_stays() -> None:
    where = bench()
    every = whole(where, Method.PROJECT)
    record = awarded(where, earned=achievement(where, public_name="Known since", competencies=sorted(where.task.shows)))
    achievement(where, public_name="Pump assembly", competencies=every)
    listed = reverse("credentials:achievements", args=[where.place.slug])
    lead = people.member(where.place, Role.TALENT_LEAD).client()
    assert "no task shows the work itself yet" not in lead.get(listed).content.decode()
    to_a_quiz(where)
    said = lead.get(listed).content.decode()
    assert said.count("no task shows the work itself yet") == len(every) - len(where.task.shows)
    assert said.count("Nobody can earn it as it stands") == 1
    assert "Nobody can earn it as it stands" not in where.candidate.client().get(listed).content.decode()
    assert [one.pk for one in records.in_force(where.program, NOW)] == [record.pk]


def test_the_same_people_with_the_same_marks_have_the_record_where_the_work_was_shown() -> None:
    where = bench()
    every = whole(where, Method.PROJECT)
    wanted = achievement(where, competencies=every)
    other = queries.tasks(where.program, where.framework.pk).exclude(pk=where.task.pk).get()
    proven(where)
    passed(where, other)
    with signing():
        record = credentials.award(
            where.program, person_id=where.candidate.person_id, achievement_id=wanted.pk, now=NOW
        )
    assert set(record.award.levels) == set(every)


def test_a_task_is_corrected_until_somebody_has_tried_it() -> None:
    where = bench()
    told = {"method": Method.SIMULATION, "conditions": " One hour, alone. ", "tools": "The practice stand."}
    actions.correct_task(where.program, task_id=where.task.pk, **told, now=NOW)
    where.sitting()
    with pytest.raises(actions.AlreadyTried):
        actions.correct_task(
            where.program, task_id=where.task.pk, method=Method.PROJECT, conditions="", tools="", now=NOW
        )
    task = queries.task(where.program, where.task.pk)
    assert (task.method, task.conditions, task.tools) == ("simulation", "One hour, alone.", "The practice stand.")


def test_only_who_leads_corrects_a_task_and_not_at_any_length() -> None:
    where = bench()
    with pytest.raises(Forbidden):
        actions.correct_task(
            where.first.actor, task_id=where.task.pk, method=Method.PROJECT, conditions="", tools="", now=NOW
        )
    with pytest.raises(BadInput, match="longer than"):
        actions.correct_task(
            where.program,
            task_id=where.task.pk,
            method=Method.PROJECT,
            conditions="",
            tools="x" * (actions.LONGEST_SETTING + 1),
            now=NOW,
        )


def test_the_database_knows_the_seven_ways() -> None:
    where = bench()
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentTask.objects.within(where.program).filter(pk=where.task.pk).update(method="quiz")


def test_who_leads_corrects_it_on_the_page_and_the_candidate_and_assessor_read_it() -> None:
    where = bench()
    client = people.member(where.place, Role.TALENT_LEAD).client()
    page = reverse("assessment:correct_task", args=[where.place.slug, where.task.pk])
    listed = reverse("assessment:tasks", args=[where.place.slug])
    assert page in client.get(listed).content.decode()
    told = {"method": "supervised_task", "conditions": "On the early shift.", "tools": "A torque wrench."}
    assert client.post(page, told).status_code == 302
    sitting = where.sitting()
    attempt = reverse("assessment:attempt", args=[where.place.slug, sitting.pk])
    score = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    for member, address in ((where.candidate, attempt), (where.first, score), (where.candidate, listed)):
        said = member.client().get(address).content.decode()
        assert all(word in said for word in ("Supervised task", "On the early shift.", "A torque wrench.")), address
    assert page not in client.get(listed).content.decode()
    later = client.post(page, told | {"method": "project"}, follow=True).content.decode()
    assert "Somebody has tried this task already." in later


def test_the_page_says_for_what_the_work_itself_is_missing() -> None:
    where = bench()
    every = whole(where, Method.KNOWLEDGE_TEST)
    client = people.member(where.place, Role.TALENT_LEAD).client()
    page = reverse("credentials:define", args=[where.place.slug, where.framework.pk])
    answer = client.post(page, {"public_name": "Pump assembly", "competencies": every})
    assert answer.status_code == 200
    assert "not a knowledge test alone" in answer.content.decode()


def whole(where: Bench, method: Method) -> list[str]:
    """All that the standard asks for; what the set task does not show, another shows in this way."""
    every = list(queries.required(where.framework))
    rest = [one for one in every if one not in where.task.shows]
    work_task = where.framework.work_tasks.get(reference="T-03")
    actions.set_task(
        where.program,
        framework_id=where.framework.pk,
        work_task_id=work_task.pk,
        shows=rest,
        method=method,
        now=NOW,
    )
    return every


def to_a_quiz(where: Bench) -> AssessmentTask:
    """The other task becomes a knowledge test before anybody has tried it."""
    other = queries.tasks(where.program, where.framework.pk).exclude(pk=where.task.pk).get()
    return actions.correct_task(
        where.program, task_id=other.pk, method=Method.KNOWLEDGE_TEST, conditions="", tools="", now=NOW
    )


def passed(where: Bench, task: AssessmentTask) -> None:
    sitting = actions.open_sitting(where.program, task_id=task.pk, person_id=where.candidate.person_id, now=NOW)
    observe(where.first, sitting)
    top = {one.criterion_id: one.top for one in queries.rubric(sitting)}
    for assessor in (where.first, where.second):
        mark(assessor, sitting, top)
