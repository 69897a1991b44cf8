"""Seats against promises, where somebody stands, plan against actual, and the chain of steps."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from skillmark.campaigns import chain, rules
from skillmark.campaigns.chain import Facts, Standing
from skillmark.campaigns.models import Arm, DropReason, State, StepName
from skillmark.kernel.planning import MIXES, mix

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def event(state: State, on: date, hour: int) -> rules.Event:
    return rules.Event(state, on, datetime(2026, 3, 4, hour, tzinfo=UTC))


def test_seats_never_outrun_promises() -> None:
    assert rules.seats_short(seats=10, seats_open=0, openings=10) == 0
    assert rules.seats_short(seats=6, seats_open=6, openings=10) == 2


def test_what_happened_last_says_where_somebody_stands_however_late_it_was_noted() -> None:
    noted_late = [event(State.STARTED, TUESDAY, 8), event(State.ENROLLED, MONDAY, 9)]
    assert rules.standing(noted_late) is State.STARTED


def test_of_one_day_the_last_note_counts() -> None:
    assert rules.standing([event(State.DROPPED, MONDAY, 9), event(State.STARTED, MONDAY, 8)]) is State.DROPPED


def test_of_one_instant_the_last_given_counts() -> None:
    assert rules.standing([event(State.APPLIED, MONDAY, 8), event(State.INVITED, MONDAY, 8)]) is State.INVITED


def test_before_any_event_nobody_stands_anywhere() -> None:
    assert rules.standing([]) is None


def test_a_drop_out_has_a_reason_and_nobody_else_has() -> None:
    assert rules.reason_fits(State.DROPPED, DropReason.PAY)
    assert not rules.reason_fits(State.DROPPED, "")
    assert not rules.reason_fits(State.DROPPED, "because")
    assert rules.reason_fits(State.COMPLETED, "")
    assert not rules.reason_fits(State.COMPLETED, DropReason.PAY)


def test_plan_and_actual_never_mix() -> None:
    lines = [
        rules.Line(Arm.TRAIN, True, 3600, 72_000),
        rules.Line(Arm.TRAIN, False, 150, 1_000),
        rules.Line(Arm.TRAIN, False, 50, 500),
        rules.Line(Arm.MEASURE, True, 3600, 70_000),
    ]
    train, support, measure = rules.arm_totals(lines, (30, 40, 30))
    assert (train.planned_hours, train.actual_hours) == (Decimal(36), Decimal(2))
    assert (train.planned_minor, train.actual_minor) == (72_000, 1_500)
    assert (support.planned_hours, support.actual_minor) == (0, 0)
    assert measure.planned_minor == 70_000


@given(st.sampled_from(sorted(MIXES.values())), st.integers(0, 10**7), st.integers(0, 10**11))
def test_the_training_share_of_the_whole_plan_is_the_training_planned(
    shares: tuple[int, int, int], hundredths: int, minor: int
) -> None:
    whole_hours, whole_minor = rules.whole_plan(Decimal(hundredths) / 100, minor, shares[0])
    divided = mix(shares, hours=whole_hours, money=whole_minor)
    assert abs(divided.hours[0] - Decimal(hundredths) / 100) <= Decimal("0.01")
    assert abs(divided.money[0] - minor) <= 1
    assert sum(divided.money) == whole_minor


def facts(*noted: StepName, promised: int = 10, openings: int = 10, counted: bool = True) -> Facts:
    return Facts(frozenset(noted), counted, promised, openings)


def test_before_anything_the_promise_comes_next() -> None:
    found = chain.standings(facts(promised=0))
    assert found[StepName.PROMISE] is Standing.NEXT
    assert set(found.values()) == {Standing.NEXT, Standing.LATER}


def test_a_promise_that_falls_short_is_stuck() -> None:
    found = chain.standings(facts(StepName.PROMISE, StepName.STANDARD, promised=6))
    assert found[StepName.PROMISE] is Standing.STUCK
    assert found[StepName.APPLICANTS] is Standing.NEXT
    assert chain.to_do(found) == [StepName.PROMISE, StepName.APPLICANTS]


def test_a_step_left_out_while_a_later_one_is_done_is_stuck() -> None:
    found = chain.standings(facts(StepName.STANDARD, StepName.FIT))
    assert found[StepName.APPLICANTS] is Standing.STUCK
    assert found[StepName.PLAN] is Standing.NEXT


def test_where_nothing_has_to_stand_behind_seats_the_promise_holds_nothing_up() -> None:
    found = chain.standings(facts(promised=0, counted=False))
    assert found[StepName.PROMISE] is Standing.DONE
    assert chain.to_do(found) == [StepName.STANDARD]


def test_a_finished_campaign_has_nothing_to_do() -> None:
    found = chain.standings(facts(*StepName))
    assert set(found.values()) == {Standing.DONE}
    assert chain.to_do(found) == []


@given(st.frozensets(st.sampled_from(StepName)), st.integers(0, 12), st.booleans())
def test_at_most_one_step_is_next_and_what_was_noted_is_done(
    noted: frozenset[StepName], promised: int, counted: bool
) -> None:
    found = chain.standings(Facts(noted, counted, promised, 10))
    assert list(found.values()).count(Standing.NEXT) <= 1
    assert all(found[step] is Standing.DONE for step in noted - {StepName.PROMISE})
    order = list(found.values())
    if Standing.LATER in order:
        assert Standing.NEXT in order[: order.index(Standing.LATER)]
