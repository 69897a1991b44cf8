"""A behaviour is rated by two people at least, each of what she watched, on lines that are described."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, assurer, bench, hand_in, mark, outsider, stage
from tests.assessment.watching import (
    AUDIT,
    DAY,
    FIRST,
    ON_PAPER,
    PEER,
    PORTFOLIO,
    SAID,
    SECOND,
    SUPERVISOR,
    THIRD,
    another,
    behaviour,
    gave,
    rate,
    watched,
)
from tests.credentials.factories import achievement, signing
from tests.people import factories as people

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import Rating
from skillmark.assessment.queries import LayerKind, Method, Stage
from skillmark.assessment.queries.tasks import behaviours
from skillmark.assessment.rules import Given, Layer, Observed
from skillmark.credentials import actions as credentials
from skillmark.credentials import rules as records
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries
from skillmark.standards import actions as standard_actions
from skillmark.standards.line_forms import as_it_is
from skillmark.standards.queries import CompetencyKind, Rubric

pytestmark = pytest.mark.django_db


# The rules -------------------------------------------------------------------------------------------------------


def test_two_records_of_one_person_are_one_observer() -> None:
    found = rules.watching([gave(FIRST, PEER, FIRST), gave(SECOND, SUPERVISOR, FIRST)], 2)
    assert found is not None
    assert (found.given, found.missing) == (1, 1)
    assert rules.watching([gave(FIRST, PEER, FIRST)], 0) is None


@pytest.mark.parametrize(
    ("layers", "given", "open_to_somebody"),
    [
        ([Layer(PEER, 1), Layer(SUPERVISOR, 1, 1)], [], (PEER, SUPERVISOR)),
        ([Layer(PEER, 1), Layer(SUPERVISOR, 1)], [gave(FIRST, PEER, FIRST)], (SUPERVISOR,)),
        ([Layer(PORTFOLIO, 1), Layer(AUDIT, 1)], [], (PORTFOLIO, AUDIT, SUPERVISOR, PEER, THIRD)),
        (
            [Layer(PORTFOLIO, 1), Layer(PEER, 1)],
            [gave(FIRST, PORTFOLIO, None), gave(SECOND, PEER, SECOND)],
            (SUPERVISOR, PEER, THIRD),
        ),
        (
            [Layer(PORTFOLIO, 1), Layer(AUDIT, 1)],
            [gave(FIRST, PEER, FIRST), gave(SECOND, THIRD, SECOND)],
            (PORTFOLIO, AUDIT),
        ),
    ],
)
def test_others_are_asked_only_where_the_policy_brings_too_few_who_watch(
    layers: Sequence[Layer], given: Sequence[Given], open_to_somebody: tuple[LayerKind, ...]
) -> None:
    assert rules.open_kinds(layers, given, independent=True, wanted=2) == open_to_somebody


@pytest.mark.parametrize(
    "odd",
    [
        Observed("  ", DAY, {"1": SAID}),
        Observed("x" * 201, DAY, {"1": SAID}),
        Observed("The counter", DAY + timedelta(days=1), {"1": SAID}),
        Observed("The counter", DAY, {}),
        Observed("The counter", DAY, {"1": " "}),
        Observed("The counter", DAY, {"1": "x" * 201}),
        Observed("The counter", DAY, {"9": SAID}),
    ],
)
def test_an_observer_says_where_on_a_day_that_has_come_and_what_she_saw(odd: Observed) -> None:
    with pytest.raises(BadInput):
        rules.checked_observed(odd, ["1", "2"], DAY)
    tidy = rules.checked_observed(Observed(" The counter ", DAY, {"1": f" {SAID} ", "2": " "}), ["1", "2"], DAY)
    assert tidy == Observed("The counter", DAY, {"1": SAID})


@pytest.mark.parametrize(
    ("method", "of_behaviour", "of_anything_else"),
    [
        (Method.KNOWLEDGE_TEST, False, False),
        (Method.BEHAVIOURAL_OBSERVATION, True, False),
        (Method.WORK_SAMPLE, True, True),
        (Method.SUPERVISED_TASK, True, True),
        (Method.STRUCTURED_INTERVIEW, False, False),
    ],
)
def test_being_watched_shows_a_behaviour_and_is_no_work_sample(
    method: Method, of_behaviour: bool, of_anything_else: bool
) -> None:
    assert rules.shows_work(method, behaviour=True) is of_behaviour
    assert rules.shows_work(method, behaviour=False) is of_anything_else


# What is watched -------------------------------------------------------------------------------------------------


def test_one_observer_twice_is_one() -> None:
    where = behaviour()
    sitting = where.sitting()
    rate(where.first, sitting, SUPERVISOR)
    with pytest.raises(CannotRate) as refused:
        rate(where.first, sitting, PEER)
    assert refused.value.reason == CannotRate.ALREADY
    assert stage(where, sitting.pk) is Stage.WAITS_FOR_ASSESSORS


def test_an_observer_who_turns_out_to_be_the_other_one_leaves_the_attempt_waiting() -> None:
    """She rated once by her log-in and once by a link, under another record; a third person then watches."""
    where = behaviour()
    sitting = where.sitting()
    rate(where.first, sitting, SUPERVISOR)
    double = another(where)
    rate(double, sitting, PEER)
    assert stage(where, sitting.pk) is Stage.PASSED
    people_queries.Person.objects.within(where.program).filter(pk=double.person_id).update(
        merged_into_id=where.first.person_id
    )
    assert stage(where, sitting.pk) is Stage.WAITS_FOR_ASSESSORS
    rate(where.second, sitting)
    assert stage(where, sitting.pk) is Stage.PASSED


def test_papers_and_an_audit_decide_nothing_before_two_people_watched() -> None:
    where = behaviour(ON_PAPER)
    sitting = where.sitting()
    hand_in(where, sitting)
    rate(where.first, sitting, PORTFOLIO)
    rate(assurer(where), sitting, AUDIT)
    found = queries.result(queries.sitting(where.program, sitting.pk))
    assert (found.stage, found.levels) == (Stage.WAITS_FOR_ASSESSORS, None)
    assert not any(layer.missing for layer in found.layers)
    assert found.observers == rules.Observers(2, 0)
    for member, kind in ((another(where), PEER), (outsider(where), THIRD)):
        assert [one.sitting.pk for one in queries.waiting_for(member.actor)] == [sitting.pk]
        rate(member, sitting, kind)
    assert stage(where, sitting.pk) is Stage.PASSED
    assert queries.waiting_for(another(where, "Too late").actor) == []


@pytest.mark.parametrize("kind", [None, SUPERVISOR, PEER])
def test_marks_without_words_are_no_observation(kind: LayerKind | None) -> None:
    where = behaviour()
    sitting, watches = where.sitting(), where.second if kind is PEER else where.first
    with pytest.raises(BadInput, match="what you saw"):
        actions.rate(watches.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=kind, now=NOW)
    with pytest.raises(BadInput, match="one line at least"):
        rate(watches, sitting, kind, watched(line=" "))
    assert not Rating.objects.within(where.program).exists()


def test_whoever_reads_papers_watched_nothing_and_no_other_task_is_watched() -> None:
    where = behaviour(ON_PAPER)
    with pytest.raises(BadInput, match="whoever watches"):
        rate(assurer(where), where.sitting(), AUDIT, watched())
    plain = bench()
    with pytest.raises(BadInput, match="whoever watches"):
        rate(plain.first, plain.sitting(), None, watched())


def test_the_rubric_any_task_begins_with_is_no_description_of_a_behaviour() -> None:
    where = bench()
    every = [row["category"] for row in where.task.rubric.criteria]
    assert rules.not_described(where.task.rubric.criteria) == every
    with pytest.raises(BadInput, match=every[0]):
        actions.correct_task(
            where.program, task_id=where.task.pk, method=Method.BEHAVIOURAL_OBSERVATION, conditions="", tools="",
            now=NOW,
        )  # fmt: skip


def test_a_behaviour_added_at_one_press_is_watched_as_it_stands_and_passes_for_one() -> None:
    where = bench()
    line = standard_actions.add_behaviour(
        where.program, framework_id=where.framework.pk, key="teamwork", language="en", now=NOW
    )
    task = where.framework.work_tasks.get(reference=line.competency.reference)
    made = actions.set_task(
        where.program, framework_id=where.framework.pk, work_task_id=task.pk,
        method=Method.BEHAVIOURAL_OBSERVATION, now=NOW,
    )  # fmt: skip
    assert made.shows == {line.competency.reference: line.level}
    assert line.competency.reference in behaviours(where.framework)


def test_a_line_that_describes_nothing_is_named_and_the_task_is_not_set() -> None:
    where = bench(described=True)
    rubric = Rubric.objects.within(where.program).get(work_task__reference="T-01")
    bare = rubric.criteria[1]
    bare["levels"][2]["description"] = " "
    rubric.save()
    for set_it in (
        lambda: actions.set_task(
            where.program, framework_id=where.framework.pk, work_task_id=rubric.work_task_id, shows=["TP-02"],
            method=Method.BEHAVIOURAL_OBSERVATION, now=NOW,
        ),
        lambda: correct_to_behaviour(where, rubric),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            set_it()
        assert bare["category"] in str(refused.value)
        assert rubric.criteria[0]["category"] not in str(refused.value)


def correct_to_behaviour(where: Bench, rubric: Rubric) -> None:
    task = actions.set_task(
        where.program, framework_id=where.framework.pk, work_task_id=rubric.work_task_id, shows=["TP-02"], now=NOW
    )
    actions.correct_task(
        where.program, task_id=task.pk, method=Method.BEHAVIOURAL_OBSERVATION, conditions="", tools="", now=NOW
    )


def test_who_leads_is_told_on_the_page_which_line_describes_nothing() -> None:
    where = bench(described=True)
    rubric = where.task.rubric
    rubric.criteria[2]["levels"][0]["description"] = ""
    rubric.save()
    page = reverse("assessment:correct_task", args=[where.place.slug, where.task.pk])
    told = {"method": "behavioural_observation", "conditions": "", "tools": ""}
    said = people.member(where.place, Role.TALENT_LEAD).client().post(page, told)
    assert said.status_code == 200
    assert rubric.criteria[2]["category"] in said.content.decode()
    assert queries.task(where.program, where.task.pk).method == Method.WORK_SAMPLE


def test_the_database_keeps_no_day_without_a_place() -> None:
    where = behaviour()
    given = rate(where.first, where.sitting())
    for wrong in ({"setting": ""}, {"seen_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.within(where.program).filter(pk=given.pk).update(**wrong)


def test_a_difference_goes_to_a_third_person_and_the_lower_mark_counts_otherwise() -> None:
    where = behaviour()
    apart, near = where.sitting(), where.sitting()
    rate(where.first, apart, scores=TO_STANDARD | {"2": 0})
    rate(where.second, apart)
    assert stage(where, apart.pk) is Stage.NEEDS_MODERATION
    rate(where.first, near, scores=TO_STANDARD | {"2": 3})
    rate(where.second, near)
    levels = queries.result(queries.sitting(where.program, near.pk)).levels
    assert levels is not None
    assert levels["2"] == 2


# On the pages ----------------------------------------------------------------------------------------------------


def sorted_as(where: Bench, kind: CompetencyKind, *references: str) -> None:
    """Said on the form of each line, as whoever leads would."""
    lead = people.member(where.place, Role.TALENT_LEAD)
    for row in where.framework.requirements.filter(competency__reference__in=references):
        held = {name: value for name, value in as_it_is(row).items() if name != "essential"}
        sent = held | ({"essential": "on"} if row.essential else {}) | {"kind": kind.value}
        page = reverse("standards:line", args=[where.place.slug, row.pk])
        assert lead.client().post(page, sent).status_code == 302


def test_a_behaviour_may_be_shown_by_being_watched_alone_and_nothing_technical_is() -> None:
    where = behaviour()
    every = [one for one in queries.required(where.framework) if one in where.task.shows]
    rest = sorted(set(queries.required(where.framework)) - set(every))
    other = where.framework.work_tasks.get(reference="T-01")
    actions.set_task(where.program, framework_id=where.framework.pk, work_task_id=other.pk, shows=rest, now=NOW)
    sorted_as(where, CompetencyKind.TECHNICAL, *every)
    whole = [*every, *rest]
    assert list(queries.not_performed(where.program, where.framework, whole)) == every
    with pytest.raises(BadInput, match="the work itself"):
        achievement(where, competencies=whole)
    sorted_as(where, CompetencyKind.BEHAVIOURAL, *every)
    assert not queries.not_performed(where.program, where.framework, whole)
    assert len(achievement(where, competencies=whole).alignments) == len(whole)


def test_nothing_is_signed_before_the_second_observer_and_the_record_says_how_many_watched() -> None:
    where = behaviour(ON_PAPER)
    sorted_as(where, CompetencyKind.BEHAVIOURAL, *where.task.shows)
    sitting, wanted = where.sitting(), achievement(where)
    hand_in(where, sitting)
    rate(where.first, sitting, PORTFOLIO)
    rate(assurer(where), sitting, AUDIT)
    rate(another(where), sitting, PEER)
    award = {"person_id": where.candidate.person_id, "achievement_id": wanted.pk, "now": NOW}
    with signing(), pytest.raises(credentials.NotProven) as refused:
        credentials.award(where.program, **award)
    assert refused.value.missing == (records.Missing(records.Lack.OBSERVER, count=1),)
    rate(outsider(where), sitting, THIRD, watched(seen_on=DAY - timedelta(days=3)))
    with signing():
        document = credentials.award(where.program, **award).document
    assert "Watched by 2 people, each apart" in document
    assert f"Watched on {DAY - timedelta(days=3)}, {DAY}" in document
    assert SAID not in document
    assert "Handover" not in document


def test_what_was_seen_is_kept_as_evidence_told_to_her_and_erased_with_her() -> None:
    where = behaviour()
    sitting = where.sitting()
    rate(where.first, sitting)
    rate(where.second, sitting)
    kept = [one.text for one in queries.sitting(where.program, sitting.pk).evidence.all()]
    assert kept == [f"Handover, line 2, {DAY}\n{where.task.rubric.criteria[0]['category']}: {SAID}"] * 2
    (told,) = (one for one in answers.personal_data(where.program, where.candidate.person_id))
    assert SAID in str(told["values"]["evidence"])
    people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=NOW)
    assert not Rating.objects.within(where.program).exists()


def test_ten_behaviours_on_the_list_take_no_more_queries_than_one() -> None:
    where = behaviour()
    page = reverse("assessment:attempts", args=[where.place.slug])
    lead = people.member(where.place, Role.TALENT_LEAD).client()

    def asked_for() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(page).status_code == 200
        return len(captured)

    rate(where.first, where.sitting())
    lead.get(page)
    before = asked_for()
    for _number in range(9):
        rate(where.first, where.sitting())
    assert asked_for() <= before


def test_a_task_that_is_no_behaviour_asks_and_says_nothing_of_observers() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    found = queries.result(queries.sitting(where.program, sitting.pk))
    assert found.observers is None
    page = where.candidate.client().get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk]))
    assert "observers" not in page.content.decode()
