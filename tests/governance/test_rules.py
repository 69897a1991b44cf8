"""What a proposal comes to."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from skillmark.governance import rules
from skillmark.governance.models import Choice, Constituency, Outcome
from skillmark.governance.rules import Cast, DecisionRule, Voice, Vote

FRIDAY = datetime(2026, 3, 6, 17, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 9, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 5, 9, tzinfo=UTC)
THREE_OF_FOUR = DecisionRule(seats=4, quorum=3)


def yes(seat: Constituency) -> Vote:
    return Vote(seat, Choice.YES)


def no(seat: Constituency) -> Vote:
    return Vote(seat, Choice.NO)


HR, OPERATIONS, FRONTLINE, EXTERNAL, ALUMNI = Constituency


def test_without_a_frontline_vote_nothing_passes() -> None:
    votes = [yes(HR), yes(OPERATIONS), yes(EXTERNAL)]
    assert rules.outcome(rules.count(votes), THREE_OF_FOUR, FRIDAY, SATURDAY) is Outcome.NO_FRONTLINE_VOICE


def test_a_frontline_vote_against_is_a_voice_too() -> None:
    votes = [yes(HR), yes(OPERATIONS), no(FRONTLINE)]
    assert rules.outcome(rules.count(votes), THREE_OF_FOUR, FRIDAY, SATURDAY) is Outcome.PASSED


def test_two_of_four_are_no_quorum() -> None:
    assert rules.outcome(rules.count([yes(HR), yes(FRONTLINE)]), THREE_OF_FOUR, FRIDAY, SATURDAY) is Outcome.NO_QUORUM


def test_it_stays_open_while_seats_are_silent_and_the_deadline_is_ahead() -> None:
    votes = [yes(HR), yes(OPERATIONS), yes(FRONTLINE)]
    assert rules.outcome(rules.count(votes), THREE_OF_FOUR, FRIDAY, THURSDAY) is Outcome.OPEN


def test_it_is_counted_early_once_every_seat_voted() -> None:
    votes = [yes(HR), no(OPERATIONS), yes(FRONTLINE), yes(EXTERNAL)]
    assert rules.outcome(rules.count(votes), THREE_OF_FOUR, FRIDAY, THURSDAY) is Outcome.PASSED


def test_a_tie_does_not_pass() -> None:
    votes = [yes(HR), no(OPERATIONS), yes(FRONTLINE), no(EXTERNAL)]
    assert rules.outcome(rules.count(votes), THREE_OF_FOUR, FRIDAY, SATURDAY) is Outcome.REJECTED


@given(st.lists(st.tuples(st.sampled_from([HR, OPERATIONS, EXTERNAL]), st.sampled_from(list(Choice))), max_size=12))
def test_no_crowd_of_others_replaces_the_frontline(cast: list[tuple[Constituency, Choice]]) -> None:
    votes = [Vote(seat, choice) for seat, choice in cast]
    rule = DecisionRule(seats=len(votes) + 1, quorum=1)
    assert rules.outcome(rules.count(votes), rule, FRIDAY, SATURDAY) is not Outcome.PASSED


def test_a_term_covers_its_first_and_last_day() -> None:
    assert rules.holds_seat(date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 31))
    assert not rules.holds_seat(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))


def test_a_ready_body_of_four_needs_three() -> None:
    assert rules.quorum_of(4) == 3


def test_of_a_question_that_lost_its_quorum_nothing_counts() -> None:
    everybody = rules.count([yes(HR), yes(OPERATIONS), yes(FRONTLINE), yes(EXTERNAL)])
    lost = DecisionRule(seats=4, quorum=3, lost=True)
    assert rules.outcome(everybody, lost, FRIDAY, THURSDAY) is Outcome.NO_QUORUM


def test_no_frontline_voice_is_said_before_no_quorum() -> None:
    assert rules.outcome(rules.count([yes(HR)]), THREE_OF_FOUR, FRIDAY, SATURDAY) is Outcome.NO_FRONTLINE_VOICE


ONE, TWO, THREE, FOUR = (UUID(int=number) for number in range(1, 5))


def voted(seat: UUID, hours: int) -> Cast:
    at = THURSDAY + timedelta(hours=hours)
    return Cast(seat, at, at.date())


def test_votes_count_until_too_few_seats_are_left() -> None:
    left = THURSDAY + timedelta(hours=2)
    voices = [Voice(ONE), Voice(TWO), Voice(THREE, conflict=left), Voice(FOUR, conflict=left)]
    cast = [voted(TWO, 3), voted(ONE, 1)]
    assert [vote.seat for vote in rules.counted(cast, voices, quorum=3)] == [ONE]


def test_a_vote_cast_in_term_keeps_its_seat_in_the_quorum_when_the_term_is_over() -> None:
    voices = [Voice(ONE, ends=THURSDAY.date()), Voice(TWO), Voice(THREE)]
    cast = [voted(ONE, 1), voted(TWO, 30), voted(THREE, 31)]
    assert len(rules.counted(cast, voices, quorum=3)) == 3
    assert rules.counted(cast[1:], voices, quorum=3) == []


def test_a_vote_of_a_seat_with_a_conflict_never_counts() -> None:
    voices = [Voice(ONE, conflict=THURSDAY + timedelta(hours=9)), Voice(TWO), Voice(THREE)]
    assert [vote.seat for vote in rules.counted([voted(ONE, 1), voted(TWO, 2)], voices, quorum=2)] == [TWO]


def test_a_constituency_is_overdue_when_its_last_term_is_over() -> None:
    day = date(2026, 3, 6)
    terms = [(HR, date(2026, 3, 1)), (HR, date(2026, 3, 5)), (FRONTLINE, date(2026, 3, 6)), (EXTERNAL, None)]
    assert rules.overdue(terms, day) == {HR: date(2026, 3, 5)}
    assert rules.overdue([*terms, (HR, None)], day) == {}
