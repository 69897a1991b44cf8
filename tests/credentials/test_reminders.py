"""Holders are told that a record ends in 90, 30 and 7 days, once each, and what follows what is awarded no more."""

from datetime import datetime, timedelta

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement, awarded, signing
from tests.governance.factories import decided

from skillmark.credentials import actions, answers, handlers, renewal
from skillmark.credentials.models import Reminder, SignedRecord
from skillmark.credentials.renewal import Again, Terms
from skillmark.foundation import jobs, outbox
from skillmark.kernel.values import BadInput
from skillmark.people.models import Message

pytestmark = pytest.mark.django_db

END = NOW.replace(year=NOW.year + 2)  # of a demonstration's records, whatever was asked for


def before_end(days: int) -> datetime:
    return END - timedelta(days=days)


def told(where: Bench, event: str = "credentials.ends") -> list[dict[str, str]]:
    found = Message.objects.within(where.program).filter(event=event, person_id=where.candidate.person_id)
    return list(found.order_by("recorded_at", "id").values_list("parameters", flat=True))


def reminded(where: Bench) -> list[int]:
    return list(Reminder.objects.within(where.program).order_by("recorded_at").values_list("days", flat=True))


def test_each_reminder_is_told_once_on_its_day_however_often_the_work_is_done_again() -> None:
    where = bench()
    awarded(where)
    for days in (91, 90, 89, 30, 29, 7, 7, 1):
        for again in ("first", "second"):
            outbox_job(where, f"{days} {again}", before_end(days))
    assert reminded(where) == [90, 30, 7]
    assert len(told(where)) == 3
    assert told(where)[0] == {"record": "Pump assembly: seals", "day": END.date().isoformat()}


def outbox_job(where: Bench, key: str, now: datetime) -> None:
    """The day's work as the worker does it."""
    outbox.enqueue(where.program, handlers.REMIND, key=key, payload={}, due_at=now, now=now)
    jobs.run_all(now)


def test_after_days_without_a_worker_only_the_latest_is_told() -> None:
    where = bench()
    awarded(where)
    actions.remind(where.program, now=before_end(5))
    assert reminded(where) == [7]
    actions.remind(where.program, now=before_end(4))
    assert len(told(where)) == 1


def test_a_fault_while_telling_leaves_no_reminder_behind_and_the_next_run_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = bench()
    awarded(where)

    def fault(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("skillmark.credentials.actions.reminding.people_actions.tell", fault)
        with pytest.raises(OSError, match="disk"):
            actions.remind(where.program, now=before_end(30))
    assert reminded(where) == []
    assert actions.remind(where.program, now=before_end(30)) == 1


def test_nothing_is_told_of_what_was_withdrawn_renewed_or_is_about_to_be_signed_or_over() -> None:
    where = bench()
    withdrawn, renewed, intended = (
        awarded(where, earned=achievement(where, terms=Terms(again=Again.DELTA))) for _ in range(3)
    )
    with signing():
        actions.revoke(where.program, record_id=withdrawn.pk, reason="Marked on the wrong rubric.", now=before_end(50))
        actions.renew_award(where.program, record_id=renewed.pk, now=before_end(50))
    actions.intend_renewal(where.program, record_id=intended.pk, now=before_end(50))
    awarded(where)
    assert actions.remind(where.program, now=END) == 0
    assert actions.remind(where.program, now=before_end(30)) == 1


def test_a_record_too_short_for_a_reminder_is_not_told_of_on_its_first_day() -> None:
    month = NOW + timedelta(days=31)
    assert renewal.reminder_due(NOW, month, [], NOW) is None
    assert renewal.reminder_due(NOW, month, [], NOW + timedelta(days=1)) == 30
    assert renewal.reminder_due(NOW, month, [7], NOW + timedelta(days=25)) is None


def test_today_tells_the_holder_by_when_until_it_is_renewed() -> None:
    where = bench()
    record = awarded(where, earned=achievement(where, terms=Terms(again=Again.DELTA)))
    actor, now = where.candidate.actor, before_end(20)
    assert answers.due_for(actor, before_end(91)) == []
    (due,) = answers.due_for(actor, now)
    assert due.by == END.date()
    assert "Pump assembly: seals" in due.title
    with signing():
        actions.renew_award(where.program, record_id=record.pk, now=now)
    assert answers.due_for(actor, now) == []


def test_holders_of_what_is_not_awarded_any_more_are_told_once_what_follows_and_renew_into_it() -> None:
    where = bench()
    earned = achievement(where, terms=Terms(again=Again.DELTA))
    records = [awarded(where, earned=earned)]
    follows = achievement(where, public_name="Pump assembly: seals and rings", terms=Terms(again=Again.DELTA))
    decided(where.program, earned, "retire_achievement")
    for _ in range(2):
        actions.retire_achievement(where.program, achievement_id=earned.pk, successor_id=follows.pk, now=NOW)
    assert told(where, "credentials.not_awarded") == [
        {"record": "Pump assembly: seals", "next": "Pump assembly: seals and rings"}
    ]
    with signing():
        successor = actions.renew_award(where.program, record_id=records[0].pk, now=before_end(20))
    assert successor.award.achievement == follows


def test_where_nothing_follows_it_is_said_and_nothing_is_renewed() -> None:
    where = bench()
    earned = achievement(where, terms=Terms(again=Again.DELTA))
    record = awarded(where, earned=earned)
    decided(where.program, earned, "retire_achievement")
    actions.retire_achievement(where.program, achievement_id=earned.pk, now=NOW)
    assert told(where, "credentials.not_awarded") == [{"record": "Pump assembly: seals", "next": ""}]
    with pytest.raises(actions.NotProven) as refused, signing():
        actions.renew_award(where.program, record_id=record.pk, now=before_end(20))
    assert [one.lack.value for one in refused.value.missing] == ["nothing_follows"]
    assert SignedRecord.objects.within(where.program).count() == 1


def test_nothing_is_followed_by_itself_or_by_what_is_not_awarded() -> None:
    where = bench()
    earned, over = achievement(where), achievement(where, public_name="Rings")
    for one in (earned, over):
        decided(where.program, one, "retire_achievement")
    actions.retire_achievement(where.program, achievement_id=over.pk, now=NOW)
    for wrong in (earned, over):
        with pytest.raises(BadInput):
            actions.retire_achievement(where.program, achievement_id=earned.pk, successor_id=wrong.pk, now=NOW)


def test_nothing_is_retired_that_no_group_decided_to() -> None:
    where = bench()
    earned, other = achievement(where), achievement(where, public_name="Rings")
    decided(where.program, other, "retire_achievement")
    decided(where.program, earned, "change_policy")
    with pytest.raises(actions.NotDecided):
        actions.retire_achievement(where.program, achievement_id=earned.pk, now=NOW)
    decided(where.program, earned, "retire_achievement")
    assert actions.retire_achievement(where.program, achievement_id=earned.pk, now=NOW).retired_at == NOW
