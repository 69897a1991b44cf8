"""Which tasks of a pool somebody is given, and that anybody can draw them again."""

from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench
from tests.people import factories as people

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.queries import PoolDraw, TaskPool
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
TASKS = ["a", "b", "c", "d"]


def test_the_same_seed_draws_the_same_in_whatever_order_the_tasks_stand() -> None:
    by_hand = sorted(TASKS, key=lambda one: sha256(f"seed\n{one}\n0".encode()).hexdigest())
    assert list(rules.drawn_from(TASKS, [], 2, seed="seed")) == by_hand[:2]
    assert rules.drawn_from(TASKS[::-1], [], 2, seed="seed") == rules.drawn_from(TASKS, [], 2, seed="seed")
    assert len({rules.drawn_from(TASKS, [], 2, seed=str(seed)) for seed in range(40)}) > 4


def test_what_she_had_before_comes_after_all_others() -> None:
    for seed in map(str, range(20)):
        assert rules.drawn_from(TASKS, ["a", "b"], 1, seed=seed)[0] in ("c", "d")
        assert set(rules.drawn_from(TASKS, ["a", "b"], 3, seed=seed)) > {"c", "d"}


def test_another_member_draws_otherwise() -> None:
    first = rules.drawn_from(TASKS, [], 1, seed="seed")
    assert rules.drawn_from([one for one in TASKS if one not in first], [], 1, seed="seed") != first


def test_a_person_is_given_each_task_of_a_pool_before_one_again() -> None:
    where = bench()
    pool = pool_of(where)
    given = [draw(where, pool)[0].task_id for _time in range(4)]
    assert len(set(given[:3])) == 3
    assert given[3] in given[:3]


def test_a_draw_is_drawn_again_and_says_when_the_pool_has_changed() -> None:
    where = bench()
    pool = pool_of(where)
    sitting = draw(where, pool)[0]
    shown = queries.drawn_for(where.program, sitting)
    assert shown is not None
    assert (shown.alike, shown.replaced) == (True, False)
    assert [task.pk for task, taken in shown.tasks if taken] == [sitting.task_id]
    actions.set_pool(
        where.program,
        framework_id=where.framework.pk,
        name=pool.name,
        task_ids=[task.pk for task, taken in shown.tasks if not taken],
        count=1,
        now=NOW,
    )
    later = queries.drawn_for(where.program, sitting)
    assert later is not None
    assert (later.alike, later.replaced) == (True, True)
    kept = PoolDraw.objects.within(where.program).get()
    other = next(str(task.pk) for task, taken in shown.tasks if not taken)
    forged = PoolDraw.objects.record(where.program, now=NOW, pool=pool, seed=kept.seed, given=kept.given, drawn=[other])
    sitting.draw_id = forged.pk
    found = queries.drawn_for(where.program, sitting)
    assert found is not None
    assert not found.alike


def test_the_database_changes_no_pool_and_no_draw() -> None:
    where = bench()
    draw(where, pool_of(where))
    for model, change in ((TaskPool, {"count": 2}), (PoolDraw, {"seed": "mine"})):
        rows = model.objects.within(where.program)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_pool_shows_one_thing_and_holds_more_than_is_drawn() -> None:
    where = bench()
    pool = pool_of(where)
    same = {"framework_id": where.framework.pk, "name": "Another", "now": NOW}
    with pytest.raises(BadInput, match="more tasks than are drawn"):
        actions.set_pool(where.program, task_ids=pool.tasks, count=3, **same)
    apart = actions.set_task(
        where.program,
        framework_id=where.framework.pk,
        work_task_id=where.framework.work_tasks.get(reference="T-05").pk,
        shows=["TP-01"],
        now=NOW,
    )
    with pytest.raises(BadInput, match="one competency"):
        actions.set_pool(where.program, task_ids=[where.task.pk, apart.pk], count=1, **same)


def test_nobody_draws_for_herself() -> None:
    where = bench()
    pool = pool_of(where)
    with pytest.raises(Forbidden):
        actions.draw_tasks(where.first.actor, pool_id=pool.pk, person_id=where.first.person_id, now=NOW)
    assert not PoolDraw.objects.within(where.program).exists()


def test_who_leads_makes_a_pool_on_the_page_and_candidate_and_assessor_see_the_draw() -> None:
    where = bench()
    tasks = [str(task.pk) for task in three(where)]
    client, slug = people.member(where.place, Role.TALENT_LEAD).client(), where.place.slug
    page = reverse("assessment:set_pool", args=[slug, where.framework.pk])
    refused = client.post(page, {"name": "Seals", "tasks": tasks, "count": "3"})
    assert "more tasks than are drawn" in refused.content.decode()
    assert client.post(page, {"name": "Seals", "tasks": tasks, "count": "1"}).status_code == 302
    assert "Seals" in client.get(reverse("assessment:tasks", args=[slug])).content.decode()
    pool = queries.pools(where.program)[0]
    start = reverse("assessment:start", args=[slug])
    answer = client.post(start, {"task": f"pool:{pool.pk}", "person": str(where.candidate.person_id)})
    for member in (where.candidate, where.first):
        said = member.client().get(answer["Location"]).content.decode()
        assert "How this task was drawn" in said
        assert "it comes out the same" in said
        assert PoolDraw.objects.within(where.program).get().seed in said


def three(where: Bench) -> list[queries.AssessmentTask]:
    """Three tasks that show the same."""
    for reference in ("T-03", "T-04"):
        actions.set_task(
            where.program,
            framework_id=where.framework.pk,
            work_task_id=where.framework.work_tasks.get(reference=reference).pk,
            shows=["TP-02"],
            now=NOW,
        )
    return list(queries.tasks(where.program, where.framework.pk))


def pool_of(where: Bench) -> TaskPool:
    tasks = [task.pk for task in three(where)]
    return actions.set_pool(
        where.program, framework_id=where.framework.pk, name="Seals", task_ids=tasks, count=1, now=NOW
    )


def draw(where: Bench, pool: TaskPool) -> list[queries.Sitting]:
    return actions.draw_tasks(where.program, pool_id=pool.pk, person_id=where.candidate.person_id, now=NOW)
