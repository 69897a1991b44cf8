"""A spreadsheet of voluntary answers: it comes in, and nothing of it can be read back on any way."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.people import factories as make
from tests.support.spreadsheets import bring, carried, counted, taken_back, told, work

from skillmark.foundation import carriers, jobs, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.imports import actions as imports
from skillmark.foundation.imports import queries as brought
from skillmark.foundation.imports import running
from skillmark.foundation.models import Import, ImportRow, StoredFile, Workspace
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor, Role
from skillmark.people import actions, queries
from skillmark.people.models import Demographic

pytestmark = pytest.mark.django_db
FILE = "applicant_id,sex,age_band,remark\nA-1,female,25-39,calls at night\nA-2,male,,\n"
ANSWERS = {"mapping": {"column:sex": "sex", "column:age_band": "age_band"}}
VALUES = ("female", "male", "25-39", "calls at night")


@pytest.fixture
def where() -> Workspace:
    where = make.workspace()
    for number, name in (("A-1", "Ana Ruiz"), ("A-2", "Bo Chen"), ("A-3", "Cleo Diaz")):
        make.person(where, name, reference=number)
    return where


@pytest.fixture
def member(where: Workspace) -> make.Member:
    return make.member(where, Role.TALENT_LEAD, name="Lea Lead")


@pytest.fixture
def lead(member: make.Member) -> Actor:
    return member.actor


def answers(actor: Actor) -> dict[tuple[str, str], str]:
    rows = Demographic.objects.within(actor).values_list("person__reference", "attribute", "value")
    return {(reference, attribute): value for reference, attribute, value in rows}


def kept_of(actor: Actor) -> str:
    """Everything that is kept of imports, as text."""
    rows: list[Any] = [*Import.objects.within(actor).values(), *ImportRow.objects.within(actor).values()]
    return repr(rows)


def test_chosen_columns_come_in_and_the_others_do_not(lead: Actor) -> None:
    record = carried(lead, "answers", FILE, **ANSWERS)
    assert counted(record) == {"added": 2}
    assert answers(lead) == {("A-1", "sex"): "female", ("A-1", "age_band"): "25-39", ("A-2", "sex"): "male"}
    assert queries.attributes(lead) == ["age_band", "sex"]


def test_no_page_no_download_and_no_record_holds_an_answer(member: make.Member, where: Workspace) -> None:
    client, lead = member.client(), member.actor
    rows = FILE + "A-9,diverse,40-54,\nA-1,diverse,,\nfemale,A-3,,\nA-3,,,\nA-2,diverse\n" + f"A-3,{'x' * 101},,\n"
    sent = {"file": SimpleUploadedFile("answers.csv", rows.encode())}
    there = client.post(f"/w/{where.slug}/imports/bring/answers/", sent).headers["Location"]
    pages = [client.get(there).content.decode()]
    chosen = {"number": "applicant_id", "rest": ["sex", "age_band"]}
    assert client.post(there, chosen).status_code == 302
    address = there.removesuffix("columns/")
    for do in ("", "carry/", "undo/"):
        if do:
            client.post(f"{address}{do}")
        jobs.run_all(sources.now())
        pages += [client.get(f"{address}{page}").content.decode() for page in ("", "rows.csv")]
        pages.append(kept_of(lead))
    assert "Nobody here has the number in this row." in pages[1]
    assert "Can be taken over" in pages[1], "not: new, which would tell that she answered never before"
    for page in pages:
        assert not [value for value in (*VALUES, "diverse", "40-54", "xxx") if value in page]
    listed = list(csv.reader(io.StringIO(pages[2].removeprefix("\ufeff"))))
    assert listed[0] == ["Row", "Why it was not taken over"]
    assert [row[0] for row in listed[1:]] == ["4", "5", "6", "7", "8", "9"]
    assert answers(lead) == {}, "and all of it was taken back"


def test_a_guess_is_told_nothing_whatever_was_answered(lead: Actor) -> None:
    """The counts, the rows and whether it can be taken back are alike for a right guess and a wrong one."""
    first = carried(lead, "answers", FILE, **ANSWERS)
    right = carried(lead, "answers", FILE, **ANSWERS)
    told_right = [(row.number, row.fate, row.problem) for row in ImportRow.objects.within(lead).filter(of=right)]
    assert taken_back(lead, first).dependency == [["Answers of these people were brought again since.", {}]]
    assert taken_back(lead, right).state == ImportState.UNDONE
    wrong = carried(lead, "answers", FILE.replace("female", "diverse"), **ANSWERS)
    told_wrong = [(row.number, row.fate, row.problem) for row in ImportRow.objects.within(lead).filter(of=wrong)]
    assert (counted(right), told_right) == (counted(wrong), told_wrong)
    assert counted(bring(lead, "answers", FILE, **ANSWERS)) == counted(right)


def test_an_answer_given_again_takes_the_place_of_the_one_before_and_an_undo_puts_that_back(lead: Actor) -> None:
    carried(lead, "answers", FILE, **ANSWERS)
    before = answers(lead)
    later = carried(lead, "answers", "number,sex,age_band\nA-1,diverse,25-39\nA-3,male,\n", **ANSWERS)
    assert answers(lead)["A-1", "sex"] == "diverse"
    assert taken_back(lead, later).state == ImportState.UNDONE
    assert answers(lead) == before


def test_answers_that_were_counted_in_a_released_table_stay(lead: Actor) -> None:
    record = carried(lead, "answers", FILE, **ANSWERS)
    here = queries.persons_by_reference(lead)
    events = [queries.StageEvent(person.pk, "invited", number == "A-1") for number, person in here.items()]
    queries.group_table(lead, events, ["sex"], 10, "selection", make.NOW)
    record = taken_back(lead, record)
    assert (record.state, record.dependency) == (
        ImportState.DONE,
        [["A count of these people was released since.", {}]],
    )
    assert len(answers(lead)) == 3


def test_an_answer_is_kept_once_through_a_killed_worker(lead: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PIECE", 1)
    record = bring(lead, "answers", FILE, **ANSWERS)
    imports.carry_out(lead, import_id=record.pk, now=make.NOW)
    jobs.run_next(make.NOW)
    running._read.clear()  # another worker goes on
    assert counted(work(lead, record)) == {"added": 2}
    assert len(answers(lead)) == 3
    assert taken_back(lead, record).state == ImportState.UNDONE


def test_the_file_goes_when_it_is_brought_in_and_an_erased_persons_answers_go_wholly(lead: Actor) -> None:
    record = carried(lead, "answers", FILE, **ANSWERS)
    assert not StoredFile.objects.within(lead).exists()
    ana = queries.persons_by_reference(lead)["A-1"]
    actions.erase_person(make.system(queries.workspace(lead)), person_id=ana.pk, now=make.NOW)
    assert list(answers(lead)) == [("A-2", "sex")]
    assert taken_back(lead, record).state == ImportState.UNDONE


def test_a_file_that_nobody_brings_in_goes_after_a_day_and_one_of_another_kind_waits(lead: Actor) -> None:
    record = bring(lead, "answers", FILE, **ANSWERS)
    waits = bring(lead, "employees", "number,name\n7,Di Fox\n")
    system = make.system(queries.workspace(lead))
    carriers.sweep(system, {}, record.recorded_at + timedelta(days=1))
    assert Import.objects.within(lead).count() == 2
    carriers.sweep(system, {}, record.recorded_at + timedelta(days=1, seconds=1))
    assert list(Import.objects.within(lead)) == [waits]
    assert StoredFile.objects.within(lead).get().pk == waits.file_id


def test_somebody_of_another_workspace_is_nobody_here(lead: Actor) -> None:
    elsewhere = make.workspace()
    make.person(elsewhere, "Eve", reference="E-1")
    record = carried(lead, "answers", "number,sex\nE-1,female\n", mapping={"column:sex": "sex"})
    assert told(lead, record) == {2: "Nobody here has the number in this row."}
    assert not Demographic.objects.within(make.system(elsewhere)).exists()


def test_at_least_one_column_of_answers_is_chosen_and_the_number_is_none(member: make.Member, where: Workspace) -> None:
    sent = {"file": SimpleUploadedFile("answers.csv", FILE.encode())}
    client = member.client()
    there = client.post(f"/w/{where.slug}/imports/bring/answers/", sent).headers["Location"]
    assert client.post(there, {"number": "applicant_id"}).status_code == 400
    twice = client.post(there, {"number": "applicant_id", "rest": ["applicant_id"]})
    assert (twice.status_code, "This column is chosen twice." in twice.content.decode()) == (400, True)


def test_only_those_who_may_bring_answers_reach_them(lead: Actor, where: Workspace) -> None:
    record = bring(lead, "answers", FILE, **ANSWERS)
    recruiter = make.member(where, Role.RECRUITER).actor
    with pytest.raises(Forbidden):
        brought.one_import(recruiter, UUID(str(record.pk)))
    assert not brought.imports(recruiter).exists()
    with pytest.raises(Forbidden):
        imports.bring(recruiter, kind="answers", name="a.csv", content=FILE.encode(), now=make.NOW)
