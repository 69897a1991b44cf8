"""The employee file of an HR system on its way through the one import machine."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import factories as make

from skillmark.foundation import jobs
from skillmark.foundation.imports import actions, queries, running
from skillmark.foundation.models import Import, ImportRow, StoredFile
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor, Role
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.people.models import Employment, Person, Unit
from skillmark.ui.sentences import in_words

pytestmark = pytest.mark.django_db
HEADER = "Employee ID,Full name,E-mail,Job title,Department,Shift,Manager,Start date,End date"
FILE = f"""{HEADER}
1,Ana Ruiz,ana@example.org,Machinist,Assembly,Early,3,2024-09-02,
2,Bo Chen,bo@example.org,Welder,Assembly,Late,3,2025-01-06,
3,Cleo Diaz,cleo@example.org,Supervisor,Assembly,Early,,2019-05-01,
"""


@pytest.fixture
def lead() -> Actor:
    return make.member(make.workspace(), Role.TALENT_LEAD, name="Lea Lead").actor


def bring(actor: Actor, text: str, *, name: str = "staff.csv", **said: Any) -> Import:
    """Brought, mapped as suggested and checked."""
    record = actions.bring(actor, kind="employees", name=name, content=text.encode(), now=make.NOW)
    mapping = record.mapping | said.get("mapping", {})
    actions.map_columns(actor, import_id=record.pk, mapping=mapping, orders=said.get("orders", {}), now=make.NOW)
    return work(actor, record)


def work(actor: Actor, record: Import) -> Import:
    jobs.run_all(make.NOW)
    return queries.one_import(actor, record.pk)


def carried(actor: Actor, text: str, **said: Any) -> Import:
    record = bring(actor, text, **said)
    assert record.state == ImportState.CHECKED
    actions.carry_out(actor, import_id=record.pk, now=make.NOW)
    return work(actor, record)


def taken_back(actor: Actor, record: Import) -> Import:
    actions.undo(actor, import_id=record.pk, now=make.NOW)
    return work(actor, record)


def by_number(actor: Actor) -> dict[str, Person]:
    return {person.reference: person for person in Person.objects.within(actor).exclude(reference="")}


def told(actor: Actor, record: Import) -> dict[int, str]:
    return {row.number: in_words(row.problem) for row in queries.with_problems(actor, record.pk)}


def state(actor: Actor) -> list[Any]:
    """Everything an import of employees touches."""
    return [list(model.objects.within(actor).order_by("pk").values()) for model in (Person, Employment, Unit)]


def counted(record: Import) -> dict[str, int]:
    return {fate: count for fate, count in record.counts.items() if count}


def test_a_check_says_what_would_become_of_each_row_and_changes_nothing(lead: Actor) -> None:
    before = state(lead)
    record = bring(lead, FILE)
    assert (record.state, counted(record)) == (ImportState.CHECKED, {"added": 3})
    assert state(lead) == before


def test_employees_come_with_job_unit_shift_and_a_supervisor_from_further_down(lead: Actor) -> None:
    record = carried(lead, FILE)
    assert (record.state, counted(record)) == (ImportState.DONE, {"added": 3})
    here = by_number(lead)
    ana = here["1"]
    assert (ana.name, ana.email, ana.shift, ana.unit and ana.unit.name) == (
        "Ana Ruiz", "ana@example.org", "Early", "Assembly",
    )  # fmt: skip
    assert {here["1"].manager_id, here["2"].manager_id, here["3"].manager_id} == {here["3"].pk, None}
    job = Employment.objects.within(lead).get(person=ana)
    assert (job.title, job.started, job.ended) == ("Machinist", date(2024, 9, 2), None)
    assert Unit.objects.within(lead).count() == 1
    assert not StoredFile.objects.within(lead).exists(), "the file is not kept once its rows are carried out"


def test_the_same_file_twice_changes_nothing(lead: Actor) -> None:
    carried(lead, FILE)
    before = state(lead)
    record = bring(lead, FILE)
    assert counted(record) == {"same": 3}
    actions.carry_out(lead, import_id=record.pk, now=make.NOW)
    assert counted(work(lead, record)) == {"same": 3}
    assert state(lead) == before


def test_what_changed_is_brought_up_to_date_and_the_old_job_stays_in_history(lead: Actor) -> None:
    carried(lead, FILE)
    later = FILE.replace("Welder", "Lead welder").replace("2025-01-06,", "2025-01-06,2026-01-31")
    later = later.replace("ana@example.org", "").replace("Early,3", "Night,2")
    record = carried(lead, later)
    assert counted(record) == {"changed": 2, "same": 1}
    here = by_number(lead)
    assert (here["1"].shift, here["1"].email, here["1"].manager_id) == ("Night", "ana@example.org", here["2"].pk)
    jobs_of_bo = Employment.objects.within(lead).filter(person=here["2"]).order_by("recorded_at", "pk")
    assert [job.title for job in jobs_of_bo] == ["Welder", "Lead welder"]
    assert (jobs_of_bo[1].replaces_id, jobs_of_bo[1].ended) == (jobs_of_bo[0].pk, date(2026, 1, 31))


def test_somebody_known_by_her_address_gets_her_number(lead: Actor) -> None:
    ana = make.person(persons.workspace(lead), "A. Ruiz", email="ana@example.org")
    carried(lead, FILE)
    assert by_number(lead)["1"].pk == ana.pk


def test_a_likely_duplicate_is_asked_about_and_never_merged_by_itself(lead: Actor) -> None:
    where = persons.workspace(lead)
    known = make.person(where, "Bo  chen")
    make.person(where, "Ana Ruiz", reference="77")  # another number: somebody else
    record = bring(lead, FILE)
    assert counted(record) == {"added": 2, "asked": 1}
    assert told(lead, record) == {3: "This may be somebody who is here already."}
    assert [[choice for choice, _ in row.choices] for row in queries.asked(lead, record.pk)] == [[str(known.pk)]]
    actions.answer(lead, import_id=record.pk, answers={3: str(known.pk), 2: "new", 4: "nonsense"}, now=make.NOW)
    record = work(lead, record)
    assert counted(record) == {"added": 2, "changed": 1}
    actions.carry_out(lead, import_id=record.pk, now=make.NOW)
    work(lead, record)
    assert by_number(lead)["2"].pk == known.pk


def test_an_unanswered_row_is_left_out_and_somebody_new_is_added(lead: Actor) -> None:
    make.person(persons.workspace(lead), "Bo Chen")
    record = bring(lead, FILE)
    actions.answer(lead, import_id=record.pk, answers={3: "new"}, now=make.NOW)
    assert counted(work(lead, record)) == {"added": 3}
    record = bring(lead, FILE)
    actions.carry_out(lead, import_id=record.pk, now=make.NOW)
    assert counted(work(lead, record)) == {"added": 2, "asked": 1}


ROWS = {
    "1,Ana,,Machinist,,,,2026-02-31,": "The column “Start date”: “2026-02-31” is not a day such as 2026-03-31.",
    "1,,,Machinist,,,,,": "The column “Full name” is empty.",
    ",Ana,,Machinist,,,,,": "There is no employee number, e-mail address or phone number to know the person by.",
    "1,Ana,ana.example,Machinist,,,,,": "“ana.example” is no e-mail address.",
    "1,Ana,,Machinist,,,99,,": "Nobody here or in this file has the number or e-mail address “99” of the supervisor.",
    "1,Ana,,Machinist,,,1,,": "“1” cannot be the supervisor: each would supervise the other.",
    "1,Ana,,Machinist,,,,2026-03-01,2026-02-01": "The leaving date is before the hire date.",
    "1,Ana,,,,,,2026-03-01,": "The dates belong to a job, and none is given.",
    f"1,Ana,,{'x' * 301},,,,,": "The column “Job title” has more than 300 letters.",
    "1,Ana,,Machinist": "",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_taken_is_told_and_the_others_go_on(row: str, lead: Actor) -> None:
    record = carried(lead, f"{HEADER}\n{row}\n8,Bo Chen,,Welder,,,,,\n")
    assert told(lead, record) == ({2: ROWS[row]} if ROWS[row] else {})
    assert "8" in by_number(lead)
    assert ("1" in by_number(lead)) == (not ROWS[row])


def test_a_number_that_stands_twice_is_taken_once(lead: Actor) -> None:
    record = carried(lead, FILE + "1,Ana Again,,Cook,,,,,\n")
    assert told(lead, record) == {5: "“1” stands already in row 2."}


def test_supervisors_in_a_circle_are_told_wherever_it_closes(lead: Actor) -> None:
    in_file = bring(lead, f"{HEADER}\n1,Ana,,A,,,2,,\n2,Bo,,B,,,1,,\n3,Cleo,,C,,,1,,\n")
    assert set(told(lead, in_file)) == {2, 3}
    carried(lead, FILE)
    record = carried(lead, f"{HEADER}\n3,Cleo Diaz,,Supervisor,,,1,,\n")
    assert told(lead, record) == {2: "“1” cannot be the supervisor: each would supervise the other."}
    assert by_number(lead)["3"].manager_id is None


def test_whoever_speaks_for_herself_keeps_her_name_and_address_and_nobody_changes_herself(lead: Actor) -> None:
    where = persons.workspace(lead)
    worker = make.member(where, Role.WORKER, name="Ana Ruiz")
    Person.objects.within(lead).filter(pk=worker.person_id).update(reference="1", email="hers@example.org")
    Person.objects.within(lead).filter(pk=lead.person_id).update(reference="2")
    record = carried(lead, FILE)
    assert set(told(lead, record)) == {2, 3}
    ana = by_number(lead)["1"]
    assert (ana.email, ana.shift) == ("hers@example.org", "Early")
    assert by_number(lead)["2"].name == "Lea Lead"


def test_number_and_address_of_two_people_are_never_mixed(lead: Actor) -> None:
    where = persons.workspace(lead)
    make.person(where, "Ana One", reference="1")
    make.person(where, "Ana Two", email="ana@example.org")
    record = carried(lead, FILE)
    assert told(lead, record)[2].startswith("The number belongs to Ana One and the e-mail address to Ana Two.")


def test_days_with_slashes_are_asked_about_only_where_nobody_can_tell(lead: Actor) -> None:
    text = f"{HEADER}\n1,Ana,,A,,,,03/04/2026,\n2,Bo,,B,,,,05/06/2026,31.12.2026\n"
    record = actions.bring(lead, kind="employees", name="a.csv", content=text.encode(), now=make.NOW)
    with pytest.raises(actions.NotMapped) as asked:
        actions.map_columns(lead, import_id=record.pk, mapping=record.mapping, orders={}, now=make.NOW)
    assert asked.value.orders == ("hired",)
    carried(lead, text, orders={"hired": "day_first"})
    started = Employment.objects.within(lead).values_list("started", flat=True)
    assert set(started) == {date(2026, 4, 3), date(2026, 6, 5)}
    carried(lead, text.replace("05/06/2026", "05/26/2026").replace("1,Ana", "3,Cy").replace("2,Bo", "4,Di"))
    assert date(2026, 3, 4) in Employment.objects.within(lead).values_list("started", flat=True)


def test_the_mapping_of_a_file_with_the_same_columns_is_remembered(lead: Actor) -> None:
    text = "Code,Who,Where from\n1,Ana Ruiz,Assembly\n"
    record = actions.bring(lead, kind="employees", name="a.csv", content=text.encode(), now=make.NOW)
    assert record.mapping == {}
    with pytest.raises(actions.NotMapped) as missing:
        actions.map_columns(lead, import_id=record.pk, mapping={"unit": "Where from"}, orders={}, now=make.NOW)
    assert missing.value.fields == (("name",), ("number", "email", "phone"))
    mapping = {"number": "Code", "name": "Who", "unit": "Where from"}
    bring(lead, text, mapping=mapping)
    again = actions.bring(lead, kind="employees", name="b.csv", content=text.encode(), now=make.NOW)
    assert again.mapping == mapping


def test_an_import_is_taken_back_exactly(lead: Actor) -> None:
    carried(lead, FILE)
    before = state(lead)
    later = FILE.replace("Welder", "Lead welder").replace("Early,3", "Night,2") + "4,Di Fox,,Cook,Kitchen,,1,,\n"
    record = carried(lead, later)
    assert state(lead) != before
    assert taken_back(lead, record).state == ImportState.UNDONE
    assert state(lead) == before


def test_an_import_stays_once_something_depends_on_it(lead: Actor) -> None:
    record = carried(lead, FILE)
    bo = by_number(lead)["2"]
    people.give_consent(
        make.system(persons.workspace(lead)), person_id=bo.pk, purpose="contact", recipients=[], now=make.NOW
    )
    before = state(lead)
    record = taken_back(lead, record)
    assert record.state == ImportState.DONE
    assert record.dependency == [["%(name)s has more here by now than the file brought.", {"name": "Bo Chen"}]]
    assert state(lead) == before


def test_what_was_changed_since_is_not_overwritten_by_an_undo(lead: Actor) -> None:
    carried(lead, FILE)
    record = carried(lead, FILE.replace("Late", "Night"))
    Person.objects.within(lead).filter(reference="2").update(shift="Split")
    assert taken_back(lead, record).dependency == [["%(name)s was changed since.", {"name": "Bo Chen"}]]


def test_a_killed_worker_loses_a_piece_and_no_row_is_carried_out_twice(
    lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PIECE", 1)
    record = bring(lead, FILE)
    actions.carry_out(lead, import_id=record.pk, now=make.NOW)
    for _ in range(2):
        jobs.run_next(make.NOW)
    running._read.clear()  # another worker goes on
    half = queries.one_import(lead, record.pk)
    assert (half.state, half.position) == (ImportState.CARRYING, 2)
    assert counted(work(lead, record)) == {"added": 3}
    assert Person.objects.within(lead).exclude(reference="").count() == 3


def test_what_is_tried_and_well_leaves_no_row_and_many_rows_take_no_more_queries_than_few(lead: Actor) -> None:
    def taken(first: int, count: int) -> int:
        rows = "".join(
            f"{number},Name {number},n{number}@example.org,Cook,Kitchen,Early,{first},2024-09-02,\n"
            for number in range(first + 1, first + count)
        )
        with CaptureQueriesContext(connection) as queries_taken:
            record = bring(lead, f"{HEADER}\n{first},Head,,Cook,Kitchen,Early,,2024-09-02,\n{rows}")
            assert counted(record) == {"added": count}
            assert not ImportRow.objects.within(lead).filter(of=record).exists()
            actions.carry_out(lead, import_id=record.pk, now=make.NOW)
            assert counted(work(lead, record)) == {"added": count}
        assert ImportRow.objects.within(lead).filter(of=record).count() == count
        heads = Person.objects.within(lead).filter(manager__reference=str(first))
        assert heads.count() == count - 1, "each has her own supervisor"
        return len(queries_taken)

    taken(10, 3)  # what is found once
    assert taken(1000, 10) == taken(2000, 100)


def test_erasing_anybody_stops_what_is_on_its_way_and_empties_what_was_kept(lead: Actor) -> None:
    done = carried(lead, FILE + "9,,,,,,,,\n")
    waiting = bring(lead, FILE)
    ana = by_number(lead)["1"]
    people.erase_person(make.system(persons.workspace(lead)), person_id=ana.pk, now=make.NOW)
    assert queries.one_import(lead, waiting.pk).state == ImportState.STOPPED
    assert not StoredFile.objects.within(lead).exists()
    rows = ImportRow.objects.within(lead)
    assert not rows.exclude(cells=[]).exists()
    assert not rows.filter(subject_id=ana.pk).exists()
    assert taken_back(lead, done).state == ImportState.UNDONE, "the others can still be taken back"
    assert set(by_number(lead)) == set()


def test_only_those_who_may_bring_employees_reach_an_import(lead: Actor) -> None:
    from skillmark.foundation.access import Forbidden

    record = bring(lead, FILE)
    recruiter = make.member(persons.workspace(lead), Role.RECRUITER).actor
    with pytest.raises(Forbidden):
        queries.one_import(recruiter, UUID(str(record.pk)))
    assert not queries.imports(recruiter).exists()
