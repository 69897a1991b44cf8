"""Whoever did not pass is told what to show, and only then tries again."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests.assessment.factories import HOLDS, NOW, TO_STANDARD, Bench, bench, mark, stage
from tests.people import factories as people

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.models import NeverChanged, NextTime, PoolDraw, Sitting
from skillmark.assessment.rules import Stage, Tried
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.people.models import Message, RoleGrant

pytestmark = pytest.mark.django_db
BELOW = TO_STANDARD | {"4": 1}
SAID = "Turn the shaft by hand before the cover goes on."
ONE, TWO, TASK, ANOTHER = (UUID(int=number) for number in range(1, 5))


def failed(where: Bench) -> Sitting:
    sitting = where.sitting()
    for assessor in (where.first, where.second):
        mark(assessor, sitting, BELOW)
    assert stage(where, sitting.pk) is Stage.NOT_PASSED
    return sitting


def say(member: people.Member, sitting: Sitting, text: str = SAID) -> NextTime:
    return actions.tell_next_time(member.actor, sitting_id=sitting.pk, text=text, now=NOW)


@pytest.mark.parametrize(
    ("last", "before", "stopped"),
    [
        (Tried(TWO, TASK, Stage.NOT_PASSED, told=False), Tried(ONE, TASK, Stage.PASSED, told=False), [TWO]),
        (Tried(TWO, TASK, Stage.NOT_PASSED, told=True), Tried(ONE, TASK, Stage.NOT_PASSED, told=False), []),
        (Tried(TWO, TASK, Stage.PASSED, told=False), Tried(ONE, TASK, Stage.NOT_PASSED, told=False), []),
        (Tried(TWO, ANOTHER, Stage.PASSED, told=False), Tried(ONE, TASK, Stage.NOT_PASSED, told=False), [ONE]),
        (
            Tried(TWO, TASK, Stage.WAITS_FOR_ASSESSORS, told=False),
            Tried(ONE, TASK, Stage.NOT_PASSED, told=False),
            [ONE],
        ),
        (Tried(TWO, TASK, Stage.DOES_NOT_COUNT, told=False), Tried(ONE, TASK, Stage.PASSED, told=False), []),
    ],
)
def test_the_last_attempt_that_counts_decides_whether_somebody_is_told_first(
    last: Tried, before: Tried, stopped: list[UUID]
) -> None:
    assert rules.not_told([before, last]) == stopped


def test_nobody_tries_again_before_she_was_told_what_to_show() -> None:
    where = bench()
    first = failed(where)
    with pytest.raises(actions.NotTold) as refused:
        where.sitting()
    assert [one.pk for one in refused.value.sittings] == [first.pk]
    assert Sitting.objects.within(where.program).count() == 1
    say(where.first, first)
    (message,) = Message.objects.within(where.program).filter(event="assessment.feedback_given")
    assert message.person_id == where.candidate.person_id
    assert list(message.parameters) == ["task"]
    second = where.sitting()
    for assessor in (where.first, where.second):
        mark(assessor, second, BELOW)
    with pytest.raises(actions.NotTold):
        where.sitting()  # what was said after the first is not said after the second


def test_another_person_and_another_task_are_not_held_up() -> None:
    where = bench()
    failed(where)
    somebody = people.member(where.place, Role.WORKER, name="Noor Said")
    other = actions.set_task(
        where.program,
        framework_id=where.framework.pk,
        work_task_id=where.framework.work_tasks.get(reference="T-03").pk,
        shows=["TP-02"],
        now=NOW,
    )
    for task, person_id in ((where.task, somebody.person_id), (other, where.candidate.person_id)):
        assert actions.open_sitting(where.program, task_id=task.pk, person_id=person_id, now=NOW)


def test_no_task_of_a_pool_is_drawn_while_one_of_them_was_failed_untold() -> None:
    where = bench()
    other = actions.set_task(
        where.program,
        framework_id=where.framework.pk,
        work_task_id=where.framework.work_tasks.get(reference="T-03").pk,
        shows=["TP-02"],
        now=NOW,
    )
    pool = actions.set_pool(
        where.program, framework_id=where.framework.pk, name="Seals", task_ids=[where.task.pk, other.pk], count=1,
        now=NOW,
    )  # fmt: skip
    sitting = failed(where)
    with pytest.raises(actions.NotTold):
        actions.draw_tasks(where.program, pool_id=pool.pk, person_id=where.candidate.person_id, now=NOW)
    assert not PoolDraw.objects.within(where.program).exists()
    say(where.second, sitting)
    (drawn,) = actions.draw_tasks(where.program, pool_id=pool.pk, person_id=where.candidate.person_id, now=NOW)
    assert drawn.task_id == other.pk


def test_only_whoever_judged_it_says_what_to_show() -> None:
    where = bench()
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    waiting = where.sitting()
    with pytest.raises(actions.CannotRate, match="not_to_tell"):
        say(where.first, waiting)
    for assessor in (where.first, where.second):
        mark(assessor, waiting, BELOW)
    with pytest.raises(actions.CannotRate, match="had_no_part"):
        say(third, waiting)
    with pytest.raises(actions.CannotRate, match="own"):
        say(where.candidate, waiting)
    with pytest.raises(Forbidden):
        say(people.member(where.place, Role.TALENT_LEAD), waiting)
    assert [person.name for person in queries.who_tells(where.program, waiting, NOW.date())] == [
        "Ida Berg",
        "Owen Pratt",
    ]
    RoleGrant.objects.within(where.program).filter(
        person_id__in=[where.first.person_id, where.second.person_id]
    ).update(ended_at=NOW)
    assert say(third, waiting).text == SAID  # nobody is held up for ever because those who judged her have left


def test_whoever_settled_a_difference_says_it_too() -> None:
    where = bench()
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    sitting = where.sitting()
    mark(where.first, sitting, TO_STANDARD | {"1": 0})
    mark(where.second, sitting)
    actions.settle(third.actor, sitting_id=sitting.pk, scores={"1": 0}, reason="I saw it.", now=NOW)
    assert say(third, sitting).author_id == third.person_id


def test_what_was_said_stands_and_is_hers() -> None:
    where = bench()
    sitting = failed(where)
    said = say(where.first, sitting)
    assert say(where.first, sitting, f" {SAID} ").pk == said.pk
    assert Message.objects.within(where.program).filter(event="assessment.feedback_given").count() == 1
    said.text = "Never mind."
    with pytest.raises(NeverChanged):
        said.save()
    for text in ("  ", "x" * (actions.LONGEST_NEXT_TIME + 1)):
        with pytest.raises(BadInput):
            say(where.first, sitting, text)
    (attempt,) = answers.personal_data(where.program, where.candidate.person_id)
    assert attempt["values"]["next_time"] == [SAID]
    told = answers.personal_data(where.program, where.first.person_id)
    assert {"kind": "said_what_to_show", "recorded_at": None, "values": {"count": 1}} in told
    answers.erase(where.program, where.first.person_id, NOW)
    assert NextTime.objects.within(where.program).get().author_id is None
    answers.erase(where.program, where.candidate.person_id, NOW)
    assert not NextTime.objects.within(where.program).exists()


def test_the_start_page_says_whom_to_ask_and_the_attempt_page_where_to_write_it() -> None:
    where = bench()
    sitting = failed(where)
    slug, client = where.place.slug, where.first.client()
    start = reverse("assessment:start", args=[slug])
    asked = {"task": str(where.task.pk), "person": str(where.candidate.person_id)}
    refused = client.post(start, asked)
    assert refused.status_code == 200
    assert "Ida Berg, Owen Pratt" in refused.content.decode()
    page = reverse("assessment:next_time", args=[slug, sitting.pk])
    attempt = reverse("assessment:attempt", args=[slug, sitting.pk])
    assert page in client.get(attempt).content.decode()
    hers = where.candidate.client()
    before = hers.get(attempt).content.decode()
    assert page not in before
    assert "Before the next attempt" in before
    assert client.post(page, {"text": ""}).status_code == 200
    assert client.post(page, {"text": SAID})["Location"] == attempt
    for address in (attempt, reverse("assessment:own")):
        assert SAID in hers.get(address).content.decode()
    assert client.post(start, asked).status_code == 302


def test_the_last_who_marks_is_led_on_to_say_it_and_the_first_is_not() -> None:
    where = bench()
    sitting = where.sitting()
    slug = where.place.slug
    given = {f"mark_{place}": str(level) for place, level in BELOW.items()} | HOLDS
    address = reverse("assessment:score", args=[slug, sitting.pk])
    attempt = reverse("assessment:attempt", args=[slug, sitting.pk])
    assert where.first.client().post(address, given)["Location"] == attempt
    led = where.second.client().post(address, given)["Location"]
    assert led == reverse("assessment:next_time", args=[slug, sitting.pk])
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    assert third.client().get(led)["Location"] == attempt
