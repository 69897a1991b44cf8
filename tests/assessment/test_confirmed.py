"""Valid, authentic, current, sufficient: what was shown is judged before anything passes on it."""

import re
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.assessment.factories import HOLDS, NOW, TO_STANDARD, bench, mark, observe, stage
from tests.assessment.test_rules import ONE, POLICY, RUBRIC, TWO, gave

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.models import CONFIRMED, Rating
from skillmark.assessment.rules import Confirmed, Given, Stage
from skillmark.kernel.values import BadInput

WHY = "The seal on the photograph is of another pump."
NOT_HERS = Confirmed(valid=True, authentic=False, current=True, sufficient=True, why_not=WHY)
WHOLE = Confirmed(valid=True, authentic=True, current=True, sufficient=True)
MARKS = {f"mark_{number}": "2" for number in range(1, 5)}


@pytest.mark.parametrize("ticked", list(product([True, False], repeat=4)))
def test_all_four_hold_or_there_is_a_reason(ticked: tuple[bool, bool, bool, bool]) -> None:
    holds = all(ticked)
    assert Confirmed(*ticked).holds is holds
    for why in ("", "  ", WHY):
        given = Confirmed(*ticked, why_not=why)
        if holds is bool(why.strip()):
            with pytest.raises(BadInput):
                rules.checked_confirmed(given)
        else:
            assert rules.checked_confirmed(given).why_not == why.strip()


def test_a_reason_is_a_sentence_or_two() -> None:
    with pytest.raises(BadInput):
        rules.checked_confirmed(Confirmed(False, True, True, True, why_not="x" * (rules.LONGEST_WHY_NOT + 1)))


def test_nothing_passes_on_what_one_of_them_could_not_rely_on() -> None:
    lacking = Given(TWO, gave(TWO, 3, 3).kind, "assessor", True, {"1": 3, "2": 3}, holds=False)
    found = rules.result(POLICY, RUBRIC, [gave(ONE, 3, 3), lacking], limit=1, pass_mark=2)
    assert found.stage is Stage.NOT_PASSED
    assert found.levels == {"1": 3, "2": 3}, "the marks stay what they are"
    assert rules.result(POLICY, RUBRIC, [lacking], limit=1, pass_mark=2).stage is Stage.WAITS_FOR_ASSESSORS
    apart = rules.result(POLICY, RUBRIC, [gave(ONE, 0, 3), lacking], limit=1, pass_mark=2)
    assert apart.stage is Stage.NEEDS_MODERATION


@pytest.mark.django_db
def test_full_marks_on_somebody_elses_work_prove_nothing_and_she_reads_why() -> None:
    where = bench()
    sitting = where.sitting()
    observe(where.first, sitting)
    actions.rate(where.first.actor, sitting_id=sitting.pk, scores=TO_STANDARD, confirmed=NOT_HERS, now=NOW)
    address = reverse("assessment:attempt", args=[where.place.slug, sitting.pk])
    for reader in (where.second, where.candidate):
        assert WHY not in reader.client().get(address).content.decode(), "it would tell the other assessor"
    actions.rate(where.second.actor, sitting_id=sitting.pk, scores=TO_STANDARD, confirmed=WHOLE, now=NOW)
    assert stage(where, sitting.pk) is Stage.NOT_PASSED
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (state.satisfied, state.levels) == (False, {})
    shown = where.candidate.client().get(address).content.decode()
    assert WHY in shown
    assert "It is this person’s own work" in shown
    assert "It is recent" not in shown
    assert "Ida Berg" not in shown
    (attempt,) = answers.personal_data(where.program, where.candidate.person_id)
    assert attempt["values"]["not_confirmed"] == [WHY]
    with pytest.raises(actions.NotTold):
        where.sitting()


@pytest.mark.django_db
def test_who_was_not_asked_counts_as_before() -> None:
    where = bench()
    sitting = where.sitting()
    for assessor in (where.first, where.second):
        assert mark(assessor, sitting).lacking == []
    assert stage(where, sitting.pk) is Stage.PASSED


@pytest.mark.django_db
def test_the_database_holds_that_what_is_missing_has_a_reason() -> None:
    where = bench()
    sitting = where.sitting()
    rating = actions.rate(where.first.actor, sitting_id=sitting.pk, scores=TO_STANDARD, confirmed=WHOLE, now=NOW)
    row = Rating.objects.within(where.program).filter(pk=rating.pk)
    for change in (
        {"authentic": False},
        {"why_not": WHY},
        {"current": None},
        dict.fromkeys(CONFIRMED) | {"why_not": WHY},
        {"valid": None, "authentic": False, "why_not": WHY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)
    row.update(authentic=False, why_not=WHY)


@pytest.mark.django_db
def test_the_page_ticks_nothing_itself_and_asks_why_of_what_is_missing() -> None:
    where = bench()
    sitting = where.sitting()
    client = where.first.client()
    address = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    page = client.get(address).content.decode()
    assert page.count('type="checkbox"') == 4
    assert not re.search(r"<input[^>]* checked", page)
    three = {"confirmed": HOLDS["confirmed"][:3]}
    for sent in (MARKS, MARKS | three, MARKS | HOLDS | {"why_not": WHY}, MARKS | {"confirmed": ["nothing"]}):
        assert client.post(address, sent).status_code == 200
    assert not Rating.objects.within(where.program).exists()
    assert client.post(address, MARKS | three | {"why_not": WHY}).status_code == 302
    rating = Rating.objects.within(where.program).get()
    assert (rating.lacking, rating.why_not) == (["sufficient"], WHY)
    assert where.second.client().post(address, MARKS | HOLDS).status_code == 302
    assert stage(where, sitting.pk) is Stage.NOT_PASSED


@pytest.mark.django_db
def test_no_tick_at_all_is_an_answer_where_it_has_a_reason() -> None:
    where = bench()
    sitting = where.sitting()
    address = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    assert where.first.client().post(address, MARKS | {"why_not": WHY}).status_code == 302
    assert Rating.objects.within(where.program).get().lacking == list(CONFIRMED)
