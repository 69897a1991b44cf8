"""Where a message goes and when, as a rule alone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from skillmark.people import rules
from skillmark.people.rules import Channel, Delivery, Reach, Safety

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # 12:00 there
EVENING = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)  # 21:30
NEXT_MORNING = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)  # 08:00
BOTH = Reach("ana@example.org", "+15550142999")
PHONE = Reach("", "+15550142999")
NOWHERE = Reach("", "")


def goes(reach: Reach, safety: Safety | None = None, now: datetime = NOON) -> Delivery:
    return rules.delivery(reach, safety, BERLIN, now)


@pytest.mark.parametrize(
    ("reach", "channel", "address"),
    [
        (BOTH, Channel.EMAIL, "ana@example.org"),
        (PHONE, Channel.SMS, "+15550142999"),
        (NOWHERE, Channel.PAGE, ""),
    ],
)
def test_it_goes_by_e_mail_else_by_sms_else_stays_on_her_page(reach: Reach, channel: Channel, address: str) -> None:
    assert goes(reach) == Delivery(channel, NOON, address)


def test_an_sms_waits_through_the_night_and_a_letter_does_not() -> None:
    assert goes(PHONE, now=EVENING).at == NEXT_MORNING
    assert goes(BOTH, now=EVENING).at == EVENING


@pytest.mark.parametrize("channel", [Channel.NONE, Channel.PAGE])
def test_no_messages_means_her_page_alone(channel: Channel) -> None:
    assert goes(BOTH, Safety(channel)) == Delivery(Channel.PAGE, NOON)


def test_another_channel_than_the_one_allowed_is_never_tried() -> None:
    assert goes(PHONE, Safety(Channel.EMAIL)) == Delivery(Channel.PAGE, NOON, problem="no_address")
    assert goes(Reach("ana@example.org", ""), Safety(Channel.SMS)).channel is Channel.PAGE


def test_stop_ends_every_sms_whatever_was_set() -> None:
    stopped = Reach("ana@example.org", "+15550142999", stopped=True)
    assert goes(stopped, Safety(Channel.SMS)) == Delivery(Channel.PAGE, NOON, problem="stopped")
    assert goes(stopped, Safety(Channel.EMAIL)).channel is Channel.EMAIL
    assert goes(Reach("", "+15550142999", stopped=True)).problem == "stopped"


def test_her_hours_hold_for_letters_too_and_stand_instead_of_quiet_hours() -> None:
    mornings = Safety(Channel.EMAIL, time(9), time(11))
    assert goes(BOTH, mornings).at == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    nights = Safety(Channel.SMS, time(22), time(6))
    assert goes(BOTH, nights).at == datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
    assert goes(BOTH, nights, datetime(2026, 3, 2, 22, 0, tzinfo=UTC)).at == datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
    assert goes(BOTH, nights, datetime(2026, 3, 3, 4, 59, tzinfo=UTC)).at == datetime(2026, 3, 3, 4, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "waits"),
    [(8, 59, True), (9, 0, False), (16, 59, False), (17, 0, True), (23, 59, True), (0, 0, True)],
)
def test_hours_hold_from_their_first_minute_to_before_their_last(hour: int, minute: int, waits: bool) -> None:
    now = datetime(2026, 3, 2, hour, minute, tzinfo=BERLIN)
    assert (rules.next_open(time(9), time(17), BERLIN, now) > now) is waits


def test_the_clock_that_is_put_forward_moves_the_morning_too() -> None:
    night = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)
    assert rules.next_open(time(8), time(21), BERLIN, night) == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)


def test_a_number_is_known_however_it_is_written() -> None:
    written = ["+49 151 23456789", "0151/234 567 89", "(0049) 151-23456789"]
    assert {rules.number_tail(number) for number in written} == {"123456789"}
    assert rules.number_tail("none") == ""
