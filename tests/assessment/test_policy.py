"""What a policy asks beside its numbers: how recent, and who may not be both."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.assessment.factories import (
    HOLDS,
    NOW,
    TO_STANDARD,
    TWO_ONE_INDEPENDENT,
    Bench,
    bench,
    mark,
    observe,
    stage,
)
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.models import LayerKind, Rating
from skillmark.assessment.queries import ProofState, Sitting, Stage
from skillmark.assessment.rules import Given, Layer
from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput

TEST, SUPERVISOR = LayerKind.PRACTICAL_TEST, LayerKind.SUPERVISOR_CONFIRMATION
pytestmark = pytest.mark.django_db
ONE, TWO = (UUID(int=number) for number in (1, 2))
HALF_A_YEAR = [{"kind": "practical_test", "count": 2, "independent": 1, "months": 6}]
BOTH_WAYS = [
    {"kind": "practical_test", "count": 1, "independent": 1},
    {"kind": "supervisor_confirmation", "count": 1, "independent": 0},
]
TWO_TESTS_AND_HER_SUPERVISOR = [*TWO_ONE_INDEPENDENT, *BOTH_WAYS[1:]]


def gave(who: UUID, day: date, kind: LayerKind = TEST) -> Given:
    return Given(who, kind, "assessor", True, {"1": 2}, given_on=day)


# how recent


@pytest.mark.parametrize(
    ("given_on", "day", "missing"),
    [
        (date(2026, 3, 2), date(2026, 9, 2), 0),  # the last day still counts
        (date(2026, 3, 2), date(2026, 9, 3), 1),
        (date(2026, 8, 31), date(2027, 2, 28), 0),  # the month's last, where it has no 31st
        (date(2026, 8, 31), date(2027, 3, 1), 1),
        (date(2027, 8, 29), date(2028, 2, 29), 0),  # a leap year has the day
        (date(2027, 8, 31), date(2028, 2, 29), 0),
        (date(2026, 9, 30), date(2027, 3, 30), 0),
        (date(2026, 9, 30), date(2027, 3, 31), 1),
    ],
)
def test_a_confirmation_counts_to_the_same_day_months_later(given_on: date, day: date, missing: int) -> None:
    [state] = rules.layer_states([Layer(TEST, 1, 1, months=6)], [gave(ONE, given_on)], day)
    assert state.missing == missing
    assert [one.given_on for one in state.too_old] == ([given_on] if missing else [])


def test_without_months_it_counts_without_end() -> None:
    [state] = rules.layer_states([Layer(TEST, 1, 1)], [gave(ONE, date(2001, 1, 1))], date(2026, 3, 2))
    assert (state.missing, state.too_old) == (0, ())


def test_what_is_too_old_in_one_way_is_not_in_another() -> None:
    layers, old = [Layer(TEST, 1, 1, months=1), Layer(SUPERVISOR, 1)], date(2026, 1, 1)
    states = rules.layer_states(layers, [gave(ONE, old), gave(TWO, old, SUPERVISOR)], date(2026, 3, 2))
    assert [state.missing for state in states] == [1, 0]


def passed(where: Bench) -> Sitting:
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    mark(where.second, sitting)
    return queries.sitting(where.program, sitting.pk)


def proof(where: Bench, monkeypatch: pytest.MonkeyPatch, day: datetime) -> ProofState:
    monkeypatch.setattr(sources, "now", lambda: day)
    return queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)


def again(member: Member, sitting: Sitting, day: datetime, scores: dict[str, int] | None = None) -> Rating:
    return actions.rate(member.actor, sitting_id=sitting.pk, scores=scores or TO_STANDARD, now=day)


LAST_DAY = datetime(2026, 9, 2, 15, 0, tzinfo=UTC)  # six months after NOW
DAY_AFTER = LAST_DAY + timedelta(days=1)


@pytest.fixture
def lapsed(db: None) -> tuple[Bench, Sitting]:
    where = bench(policy=HALF_A_YEAR)
    return where, passed(where)


def test_nothing_is_signed_on_what_is_too_old(lapsed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    where, _sitting = lapsed
    state = proof(where, monkeypatch, LAST_DAY)
    assert (state.satisfied, state.missing, state.too_old) == (True, (), ())
    assert state.attempts[0].recent == (("practical_test", 6, NOW.date()),)
    state = proof(where, monkeypatch, DAY_AFTER)
    assert (state.satisfied, state.stage, state.attempts) == (False, Stage.PASSED, ())
    assert state.missing == (("practical_test", 2),)
    assert state.too_old == (("practical_test", NOW.date(), 6), ("practical_test", NOW.date(), 6))


def test_the_same_assessor_confirms_again_what_is_too_old_and_both_stand(
    lapsed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, sitting = lapsed
    with pytest.raises(actions.CannotRate) as refused:
        again(where.first, sitting, LAST_DAY, dict.fromkeys(TO_STANDARD, 1))
    assert refused.value.reason == "already"
    early = again(where.first, sitting, LAST_DAY)
    assert early.renews is None  # the same once more is what she gave already
    later = again(where.first, sitting, DAY_AFTER)
    assert later.renews is not None
    assert later.renews.assessor_id == where.first.person_id
    assert Rating.objects.within(where.program).filter(sitting=sitting).count() == 3
    assert proof(where, monkeypatch, DAY_AFTER).missing == (("practical_test", 1),)
    again(where.second, sitting, DAY_AFTER)
    state = proof(where, monkeypatch, DAY_AFTER)
    assert state.satisfied
    assert state.attempts[0].recent == (("practical_test", 6, DAY_AFTER.date()),)
    assert [(kind, role) for kind, role, _free in state.attempts[0].roles] == [("practical_test", "assessor")] * 2


def test_what_was_confirmed_again_is_renewed_once_and_then_the_later_one(lapsed: Any) -> None:
    where, sitting = lapsed
    second = again(where.first, sitting, DAY_AFTER)
    assert again(where.first, sitting, DAY_AFTER).pk == second.pk
    third = again(where.first, sitting, datetime(2027, 3, 4, 15, 0, tzinfo=UTC))
    assert third.renews_id == second.pk
    mine = [one for one in queries.sitting(where.program, sitting.pk).ratings_in_force() if one.pk == third.pk]
    assert len(mine) == 1


def test_somebody_else_may_confirm_what_is_too_old(lapsed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    where, sitting = lapsed
    third = people.member(where.place, Role.ASSESSOR, name="Una Holm")
    monkeypatch.setattr(sources, "now", lambda: LAST_DAY)
    assert queries.open_to(third.actor, queries.sitting(third.actor, sitting.pk)) == ()
    monkeypatch.setattr(sources, "now", lambda: DAY_AFTER)
    assert queries.open_to(third.actor, queries.sitting(third.actor, sitting.pk)) == (TEST,)
    assert queries.waiting_for(third.actor) == []  # it is confirmed where somebody needs it, and waits on no list
    again(third, sitting, DAY_AFTER)
    assert proof(where, monkeypatch, DAY_AFTER).missing == (("practical_test", 1),)


def test_other_marks_the_second_time_may_fail_it_or_differ(lapsed: Any) -> None:
    where, sitting = lapsed
    again(where.first, sitting, DAY_AFTER, dict.fromkeys(TO_STANDARD, 0))
    assert stage(where, sitting.pk) is Stage.NEEDS_MODERATION
    waits = queries.sitting(where.program, sitting.pk)
    assert (waits.came_to, waits.settled_at) == ("differs", None)
    third = people.member(where.place, Role.ASSESSOR, name="Una Holm")
    actions.settle(
        third.actor, sitting_id=sitting.pk, scores=dict.fromkeys(TO_STANDARD, 1), reason="Seen.", now=DAY_AFTER
    )
    assert stage(where, sitting.pk) is Stage.NOT_PASSED
    with pytest.raises(actions.CannotRate) as refused:  # nothing more is confirmed of what was not passed
        again(where.second, sitting, DAY_AFTER, dict.fromkeys(TO_STANDARD, 1))
    assert refused.value.reason == "already"


def test_what_a_third_person_settled_is_not_opened_by_confirming_again() -> None:
    where = bench(policy=HALF_A_YEAR)
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting, TO_STANDARD | {"1": 0})
    mark(where.second, sitting)
    third = people.member(where.place, Role.ASSESSOR, name="Una Holm")
    actions.settle(third.actor, sitting_id=sitting.pk, scores={"1": 2}, reason="Seen.", now=NOW)
    with pytest.raises(actions.CannotRate) as refused:
        again(where.first, sitting, DAY_AFTER, TO_STANDARD | {"2": 0})
    assert refused.value.reason == "settled_before"
    assert Rating.objects.within(where.program).filter(sitting=sitting).count() == 2
    with pytest.raises(actions.CannotRate):  # whoever settled it is none of its assessors
        again(third, sitting, DAY_AFTER)
    again(where.first, sitting, DAY_AFTER)
    assert stage(where, sitting.pk) is Stage.PASSED


def test_the_policy_an_attempt_was_opened_under_says_how_recent(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    passed(where)
    actions.set_policy(where.program, framework_id=where.framework.pk, layers=HALF_A_YEAR, now=NOW)
    assert queries.policy(where.program, where.framework.pk).version == 2  # type: ignore[union-attr]
    assert proof(where, monkeypatch, DAY_AFTER).satisfied


def test_erasing_the_person_takes_what_was_confirmed_again(lapsed: Any) -> None:
    where, sitting = lapsed
    again(where.first, sitting, DAY_AFTER)
    again(where.first, sitting, datetime(2027, 3, 4, 15, 0, tzinfo=UTC))
    Sitting.objects.within(where.program).filter(pk=sitting.pk).delete()
    assert not Rating.objects.within(where.program).exists()


@pytest.mark.parametrize("months", [0, -1, 61])
def test_months_are_one_to_sixty(months: int) -> None:
    with pytest.raises(BadInput):
        rules.layers_of([{"kind": "practical_test", "count": 2, "independent": 1, "months": months}])


def test_a_policy_without_months_is_stored_as_before() -> None:
    assert rules.rows_of(rules.layers_of(TWO_ONE_INDEPENDENT)) == TWO_ONE_INDEPENDENT
    assert rules.rows_of(rules.layers_of(HALF_A_YEAR)) == HALF_A_YEAR


# what the pages say


def test_a_policy_is_said_on_its_page_and_stands_there_the_next_time() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lea Moss")
    address = f"/w/{where.place.slug}/attempts/tasks/{where.framework.pk}/checking/"
    asked = {
        "count_practical_test": 2, "independent_practical_test": 1, "months_practical_test": 6,
        "apart_1": "practical_test", "beside_1": "coaches",
    }  # fmt: skip
    page = lead.client().post(address, asked, follow=True).content.decode()
    assert "no older than 6 months when a record is signed" in page
    assert "Practical test: not by whoever also coaches the person." in page
    found = queries.policy(where.program, where.framework.pk)
    assert found is not None
    assert (found.layers, found.apart, found.blind) == (HALF_A_YEAR, [["practical_test", "coaches"]], False)
    page = lead.client().get(address).content.decode()
    assert '<option value="coaches" selected>' in page
    assert 'name="months_practical_test" value="6"' in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"apart_1": "practical_test"}, "Choose both, or neither."),
        ({"apart_1": "practical_test", "beside_1": "practical_test"}, "stands beside itself"),
        ({"apart_1": "audit", "beside_1": "leads"}, "“audit” is not asked for"),
        ({"months_audit": 3}, "Say how many there are, or leave the months empty."),
        ({"months_practical_test": 0}, "At least 1."),
    ],
)
def test_what_is_no_policy_is_said_beside_the_form(more: dict[str, object], said: str) -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lea Moss")
    address = f"/w/{where.place.slug}/attempts/tasks/{where.framework.pk}/checking/"
    page = lead.client().post(address, {"count_practical_test": 2, "independent_practical_test": 1, **more})
    assert said in page.content.decode()
    assert queries.policy(where.program, where.framework.pk).version == 1  # type: ignore[union-attr]


def test_each_way_of_checking_says_who_gave_it_what_is_too_old_and_who_may_still(
    lapsed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, sitting = lapsed
    address = f"/w/{where.place.slug}/attempts/{sitting.pk}/"
    monkeypatch.setattr(sources, "now", lambda: LAST_DAY)
    page = where.candidate.client().get(address).content.decode()
    assert "Assessor 1 on March 2, 2026, independent" in page
    assert "Counts for 6 months from the day it is given." in page
    monkeypatch.setattr(sources, "now", lambda: DAY_AFTER)
    page = where.candidate.client().get(address).content.decode()
    assert "Given on March 2, 2026, older than 6 months." in page
    assert "May still be given by: an assessor" not in page
    assert "May still be given by: whoever gave it before, an assessor, or whoever leads the person." in page
    assert "Berg" not in page
    assert "Confirm it again" not in page
    assert (
        "Given on March 2, 2026, older than 6 months." in where.candidate.client().get("/me/attempts/").content.decode()
    )
    assert "Confirm it again" in where.first.client().get(address).content.decode()
    marks = {f"mark_{name}": level for name, level in TO_STANDARD.items()}
    where.first.client().post(f"{address}score/", marks | HOLDS)
    page = where.first.client().get(address).content.decode()
    assert "Assessor 1 on Sept. 3, 2026, independent" in page
    assert "Assessor 1, earlier:" in page


def test_before_all_marks_are_in_it_is_not_said_who_gave_what() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    address = f"/w/{where.place.slug}/attempts/{sitting.pk}/"
    for reader in (where.candidate, where.second):
        page = reader.client().get(address).content.decode()
        assert "By whom and when is shown once all marks are in." in page
        assert "Assessor 1" not in page
    assert "Assessor 1 on March 2, 2026, independent" in where.first.client().get(address).content.decode()
