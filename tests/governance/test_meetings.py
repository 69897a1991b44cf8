"""Meetings: who is told, what is on the agenda, the calendar's file, and minutes that are only ever added to."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.governance.factories import NOW, alternate, cast, full_body, held, holder_of, question
from tests.governance.test_pages import boxes, text_of
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, calendars, queries
from skillmark.governance.models import Meeting, Minutes
from skillmark.governance.queries import Body
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries
from skillmark.standards import actions as lines

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 10, 19, 30, tzinfo=UTC)  # 15:30 in New York, where the clocks have gone forward
AFTER = THEN + timedelta(hours=2)


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Ruth Adeyemi")


@pytest.fixture
def system(lead: people.Member) -> Actor:
    return people.system(person_queries.workspace(lead.actor))


def called(actor: Actor, body: Body, *, begins_at: datetime = THEN, now: datetime = NOW) -> Meeting:
    return actions.call_meeting(actor, body_id=body.pk, begins_at=begins_at, place="Room 2", now=now)


def write(actor: Actor, meeting: Meeting, text: str, *, final: bool = False, now: datetime = AFTER) -> Minutes:
    return actions.write_minutes(actor, meeting_id=meeting.pk, text=text, final=final, now=now)


def told(actor: Actor, event: str) -> set[object]:
    found = person_queries.Message.objects.within(actor).filter(event=event)  # type: ignore[attr-defined]
    return set(found.values_list("person_id", flat=True))


def test_everybody_who_sits_there_that_day_or_stands_in_is_told(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    chair, operations, frontline, external = held(system, body)
    stands_in = alternate(lead.actor, frontline)
    actions.end_seat(lead.actor, seat_id=operations.pk, last_day=date(2026, 3, 9), now=NOW)
    meeting = called(holder_of(chair), body)
    expected = {chair.person_id, frontline.person_id, external.person_id, stands_in.person_id}
    assert told(system, "governance.meeting_called") == expected
    actions.call_off_meeting(lead.actor, meeting_id=meeting.pk, now=NOW)
    assert told(system, "governance.meeting_called_off") == expected
    with pytest.raises(NotFound):
        queries.meeting(lead.actor, meeting.pk)


def test_a_meeting_is_told_by_the_clock_of_the_workspace(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    her = people.member(body.workspace, name="Ana Ruiz")
    queries.Seat.objects.within(system).filter(pk=held(system, body)[2].pk).update(person=her.person_id)
    called(lead.actor, body, begins_at=datetime(2026, 3, 11, 1, 0, tzinfo=UTC))
    (message,) = person_queries.own_messages(her.holder)
    assert "meets on March 10, 2026 at 21:00" in message.text


@pytest.mark.parametrize("wrong", [{"begins_at": NOW}, {"minutes_long": 0}, {"minutes_long": 1441}])
def test_a_wrong_meeting_is_refused(lead: people.Member, system: Actor, wrong: dict[str, Any]) -> None:
    body = full_body(system)
    with pytest.raises(BadInput):
        actions.call_meeting(lead.actor, **({"body_id": body.pk, "begins_at": THEN, "now": NOW} | wrong))


def test_who_calls_and_who_writes(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    chair, operations, *_ = held(system, body)
    meeting = called(lead.actor, body)
    for other in (holder_of(operations), system):
        with pytest.raises(Forbidden):
            called(other, body)
        with pytest.raises(Forbidden):
            actions.call_off_meeting(other, meeting_id=meeting.pk, now=NOW)
    for other in (holder_of(operations), lead.actor, system):
        with pytest.raises(Forbidden):
            write(other, meeting, "Decided.")
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        write(stranger, meeting, "Decided.")
    with pytest.raises(NotFound):
        queries.meeting(stranger, meeting.pk)
    assert write(holder_of(chair), meeting, "Decided.").final is False
    with pytest.raises(BadInput, match="has begun"):
        actions.call_off_meeting(lead.actor, meeting_id=meeting.pk, now=AFTER)


def test_minutes_are_drafted_made_final_and_corrected_and_nothing_of_them_goes(
    lead: people.Member, system: Actor
) -> None:
    body = full_body(system)
    chair = holder_of(held(system, body)[0])
    meeting = called(chair, body)
    with pytest.raises(BadInput, match="not begun"):
        write(chair, meeting, "Too early.", now=NOW)
    (due,) = answers.due_for(chair, AFTER)
    assert due.title == "Write the minutes: Standards group"
    texts = [("Draft", False), ("Draft 2", False), ("Final", True), ("Right", True)]
    rows = [
        write(chair, meeting, text, final=final, now=AFTER + timedelta(minutes=number))
        for number, (text, final) in enumerate(texts)
    ]
    assert [row.text for row in queries.written(lead.actor, meeting)] == ["Right", "Final", "Draft 2", "Draft"]
    assert [row.corrects_id for row in rows] == [None, None, None, rows[2].pk]
    assert answers.due_for(chair, AFTER) == []
    for wrong in ({"text": "Again a draft"}, {"text": " ", "final": True}, {"text": "x" * 20_001, "final": True}):
        with pytest.raises(BadInput):
            write(chair, meeting, **wrong)  # type: ignore[arg-type]
    written = Minutes.objects.within(lead.actor).filter(pk=rows[3].pk)
    for change in (written.delete, lambda: written.update(text="Other")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_the_agenda_has_what_is_open_disputed_overdue_and_decided(lead: people.Member, system: Actor) -> None:
    standard = standards.published(system, standards.tideway(system))
    line = standard.competencies.order_by("pk")[0]
    worker = people.member(person_queries.workspace(lead.actor), Role.WORKER)
    lines.say(worker.actor, competency_id=line.pk, agrees=False, reason="We no longer do it.", now=NOW)
    body = full_body(system, name="Panel")
    meeting = called(lead.actor, body)
    done = question(lead.actor, body, title="Done")
    for seat in held(system, body):
        cast(seat, done)
    actions.close_proposal(lead.actor, proposal_id=done.pk, now=NOW)
    open_one = question(lead.actor, body, title="Open")
    question(lead.actor, full_body(system, name="Elsewhere"), title="Not ours")
    actions.end_seat(lead.actor, seat_id=held(system, body)[2].pk, last_day=date(2026, 3, 1), now=NOW)
    agenda = queries.agenda_of(lead.actor, meeting, NOW)
    assert agenda.proposals == [open_one]
    assert agenda.overdue == {"frontline": date(2026, 3, 1)}
    assert [decision.proposal for decision in agenda.decided] == [done]
    (disputed,) = agenda.others
    assert "We no longer do it." in disputed.title
    later = called(lead.actor, body, begins_at=THEN + timedelta(days=7))
    assert queries.agenda_of(lead.actor, later, NOW).decided == [], "told at the one before"


# The calendar's file


@given(st.text(), st.text(alphabet="é,;\\\n ☃"))
def test_a_calendar_file_is_lines_of_at_most_75_octets_that_say_what_was_said(title: str, where: str) -> None:
    text = calendars.event(
        uid="1", title=title, where=where, url="https://x.example/", begins_at=THEN, minutes_long=45, now=NOW
    )
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    unfolded = text.replace("\r\n ", "")
    assert "DTSTART:20260310T193000Z\r\n" in unfolded
    assert "DTEND:20260310T201500Z\r\n" in unfolded
    (summary,) = re.findall(r"(?m)^SUMMARY:(.*?)\r\nLOCATION|^SUMMARY:(.*?)\r\nURL", unfolded, re.S)[:1]
    escaped = "".join(summary)
    said = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), escaped, flags=re.S)
    assert said == "\n".join(title.splitlines())


# Pages


def address(name: str, member: people.Member, **rest: object) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": member.slug, **rest})


def test_a_meeting_is_called_read_printed_and_written_of_on_pages(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    chair = people.member(body.workspace, Role.WORKER, name="Hana")
    queries.Seat.objects.within(system).filter(pk=held(system, body)[0].pk).update(person=chair.person_id)
    question(lead.actor, body, title="Publish it?")
    call = address("call", lead, body_id=body.pk)
    form = boxes("day", date(2099, 1, 5)) | {"time": "14:30", "minutes_long": "90", "where": "Room 2"}
    assert "A meeting lies ahead." in text_of(lead.client().post(call, form | boxes("day", date(2026, 1, 1))), 400)
    shown = text_of(lead.client().post(call, form, follow=True))
    for said in ("Jan. 5, 2099, 2:30 p.m., Room 2", "Publish it?", "Call it off"):
        assert said in shown
    (meeting,) = queries.meetings(lead.actor)
    assert address("meeting", lead, meeting_id=meeting.pk) in text_of(lead.client().get(address("who_decides", lead)))
    papers = text_of(lead.client().get(address("papers", lead, meeting_id=meeting.pk)))
    assert "Nothing." in papers, "what changes, of each question"
    file = lead.client().get(address("calendar", lead, meeting_id=meeting.pk))
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART:20990105T193000Z" in file.content
    minutes = address("minutes", lead, meeting_id=meeting.pk)
    assert "this meeting has not begun" in text_of(chair.client().post(minutes, {"text": "Early"}), 400)
    Meeting.objects.within(lead.actor).update(begins_at=THEN)
    assert "- Publish it?: …" in text_of(chair.client().get(minutes))
    assert "Draft" in text_of(chair.client().post(minutes, {"text": "We talked."}, follow=True))
    final = text_of(chair.client().post(minutes, {"text": "We agreed.", "final": "on"}, follow=True))
    for said in ("Final", "We agreed.", "What stood here before", "We talked.", "Correct the minutes"):
        assert said in final
    assert lead.client().get(minutes).status_code == 403


def test_a_meeting_is_called_off_on_its_page(lead: people.Member, system: Actor) -> None:
    meeting = called(lead.actor, full_body(system), begins_at=NOW.replace(year=2099))
    off = address("call_off", lead, meeting_id=meeting.pk)
    assert "does not meet on" in text_of(lead.client().get(off))
    assert "The meeting is called off, and everybody is told." in text_of(lead.client().post(off, follow=True))
    assert list(queries.meetings(lead.actor)) == []


def test_a_meeting_reads_in_spanish(lead: people.Member, system: Actor) -> None:
    meeting = called(lead.actor, full_body(system), begins_at=NOW.replace(year=2099))
    page = lead.client().get(address("meeting", lead, meeting_id=meeting.pk), headers={"accept-language": "es"})
    assert "Orden del día" in page.content.decode()
