"""What campaigns say of a person, and how they forget her."""

import pytest
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.campaigns import actions, answers, queries
from skillmark.campaigns.models import State
from skillmark.foundation.roles import Role
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db


def test_she_reads_where_she_stood_and_her_seat() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    ana = people.person(where, "Ana").pk
    make.note(where, started.pk, [ana])
    make.note(where, started.pk, [ana], State.DROPPED, reason="place")
    actions.seat_people(actor, cohort_id=make.cohort(where, started.pk).pk, seats=make.seats([ana]), now=make.NOW)
    held = answers.personal_data(actor, ana)
    assert [row["kind"] for row in held] == ["status", "status", "seat"]
    assert held[1]["values"]["reason"] == "Too far away"
    seat = {"programme": "Start-here programme", "number": 1, "starts": "2026-05-04", "hours": "36"}
    assert held[2]["values"] == seat


def test_erasing_a_person_frees_her_seat_and_forgets_her_steps() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    ana, ben = (people.person(where, name).pk for name in ("Ana", "Ben"))
    make.note(where, started.pk, [ana, ben])
    group = make.cohort(where, started.pk)
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([ana, ben]), now=make.NOW)
    people_actions.erase_person(actor, person_id=ana, now=make.NOW)
    assert answers.personal_data(actor, ana) == []
    assert [seat.person_id for seat in queries.seats(actor, started.pk)] == [ben]
    assert [member.person.pk for member in queries.members(actor, started.pk)] == [ben]


def test_a_campaign_outlives_who_led_it() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD)
    started = make.campaign(where, actor=lead.actor)
    people_actions.erase_person(people.system(where), person_id=lead.person_id, now=make.NOW)
    assert queries.campaign(people.system(where), started.pk).owner_id is None


def test_a_talent_lead_is_told_what_waits() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD).actor
    started = make.campaign(where)
    assert [due.title for due in answers.due_for(lead, make.NOW)] == ["10 jobs are not promised yet: Pump fitters"]
    make.promise(where, started.pk)
    (due,) = answers.due_for(lead, make.NOW)
    assert due.title == "No seats are open yet: Pump fitters"
    assert due.url.endswith("/seats/open/")
    make.cohort(where, started.pk)
    assert answers.due_for(lead, make.NOW) == []
    assert answers.due_for(people.member(where, Role.RECRUITER).actor, make.NOW) == []


def test_her_timeline_tells_no_reason() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD).actor
    started = make.campaign(where)
    ana = people.person(where, "Ana").pk
    make.note(where, started.pk, [ana])
    make.note(where, started.pk, [ana], State.DROPPED, reason="own_reasons")
    titles = [event.title for event in answers.timeline(lead, ana)]
    assert titles == ["Start-here programme: Applied", "Start-here programme: Left before the end"]
    assessor = people.member(where, Role.ASSESSOR).actor
    assert answers.timeline(assessor, ana) == []


def test_search_finds_what_the_reader_may_open() -> None:
    where = make.place()
    started = make.campaign(where)
    lead, worker = people.member(where, Role.TALENT_LEAD).actor, people.member(where, Role.WORKER).actor
    assert [hit.title for hit in answers.search(lead, "PUMP")] == ["Pump fitters"]
    assert answers.search(worker, "pump") == []
    assert [hit.title for hit in answers.affected_by(lead, started.framework_id)] == ["Pump fitters"]
