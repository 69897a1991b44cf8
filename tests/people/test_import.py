import io
import time
from pathlib import Path
from typing import Any

import pytest
from tests.people import factories as make

from skillmark.kernel.skills import read_applicants
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.models import Employment, Person, SelfRating, WorkPreference
from skillmark.people.readers import read_demographics

pytestmark = pytest.mark.django_db


def test_an_applicant_brings_her_job_what_she_says_and_what_she_needs() -> None:
    where = make.workspace()
    actor = make.system(where)
    persons = actions.import_applicants(actor, applicants=[make.applicant()], now=make.NOW)
    nadia = persons["A-1"]
    assert (nadia.name, nadia.email) == ("Nadia Nguyen", "a-1@example.org")
    assert queries.past_jobs(actor, [nadia.pk]) == {nadia.pk: [queries.PastJob("", "49-9071.00")]}
    assert queries.claimed_levels(actor, [nadia.pk]) == {nadia.pk: {"2.A.1.c": 3}}
    said = WorkPreference.objects.within(actor).get(person=nadia)
    assert (said.floor_wage, said.currency, said.period) == (2250, "USD", "HOUR")


def test_a_name_alone_is_enough() -> None:
    actor = make.system(make.workspace())
    alone = make.applicant(previous_job="", ratings=(), wage=None)
    persons = actions.import_applicants(actor, applicants=[alone], now=make.NOW)
    assert queries.past_jobs(actor, [persons["A-1"].pk]) == {}


def test_the_same_file_twice_changes_nothing() -> None:
    actor = make.system(make.workspace())
    applicants = [make.applicant(), make.applicant("A-2", "Grace Nguyen", "Cook")]
    first = actions.import_applicants(actor, applicants=applicants, now=make.NOW)
    second = actions.import_applicants(actor, applicants=applicants, now=make.NOW)
    assert {reference: person.pk for reference, person in first.items()} == {
        reference: person.pk for reference, person in second.items()
    }
    for model, rows in ((Person, 2), (Employment, 2), (SelfRating, 2), (WorkPreference, 2)):
        assert model.objects.within(actor).count() == rows


def test_what_changed_becomes_a_new_fact_that_names_the_old_one() -> None:
    actor = make.system(make.workspace())
    person = actions.import_applicants(actor, applicants=[make.applicant()], now=make.NOW)["A-1"]
    changed = make.applicant(previous_job="Cook", ratings=[("2.A.1.c", "4")])
    assert actions.import_applicants(actor, applicants=[changed], now=make.NOW).left == frozenset()
    assert queries.past_jobs(actor, [person.pk]) == {person.pk: [queries.PastJob("Cook", "")]}
    assert queries.claimed_levels(actor, [person.pk]) == {person.pk: {"2.A.1.c": 4}}
    assert sorted(row.level for row in SelfRating.objects.within(actor)) == [3, 4]


def test_one_workspace_does_not_know_the_numbers_of_another() -> None:
    here, there = make.workspace(), make.workspace()
    one = actions.import_applicants(make.system(here), applicants=[make.applicant()], now=make.NOW)["A-1"]
    other = actions.import_applicants(make.system(there), applicants=[make.applicant()], now=make.NOW)["A-1"]
    assert one.pk != other.pk
    assert queries.past_jobs(make.system(there), [one.pk]) == {}


@pytest.mark.parametrize("name", ["nursing_assistant", "electrician"])
def test_a_real_file_is_stored_within_seconds_and_in_few_queries(
    shared_data: Path, name: str, django_assert_max_num_queries: Any
) -> None:
    path = shared_data / "applicants" / f"{name}_applicants.csv"
    with path.open("rb") as stream:
        applicants = read_applicants(stream, name=path.name)
    actor = make.system(make.workspace())
    started = time.perf_counter()
    with django_assert_max_num_queries(60):
        persons = actions.import_applicants(actor, applicants=applicants, now=make.NOW)
    assert time.perf_counter() - started < 10  # about a second on a quiet machine
    assert len(persons) == len(applicants)
    ids = [person.pk for person in persons.values()]
    said = queries.claimed_levels(actor, ids)
    assert sum(map(len, said.values())) == sum(len(one.self_ratings) for one in applicants)


def test_answers_of_strangers_are_refused_and_nothing_is_stored() -> None:
    actor = make.system(make.workspace())
    actions.import_applicants(actor, applicants=[make.applicant()], now=make.NOW)
    with pytest.raises(BadInput, match="A-9"):
        actions.import_demographics(actor, rows=[("A-1", "sex", "female"), ("A-9", "sex", "male")], now=make.NOW)
    assert queries.attributes(actor) == []


def test_demographics_are_read_with_every_column_as_a_question() -> None:
    table = io.BytesIO("\ufeffapplicant_id,sex,age_band\nA-1,female,\nA-2,,25-39\n".encode())
    assert read_demographics(table, name="d.csv") == (("A-1", "sex", "female"), ("A-2", "age_band", "25-39"))


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("person,sex\nA-1,female\n", "d.csv, row 1, column applicant_id: the column is missing"),
        ("applicant_id,sex\nA-9,female\n", "d.csv, row 2, column applicant_id: nobody here has the number “A-9”"),
        ("applicant_id,sex\nA-1,female\nA-1,male\n", "d.csv, row 3, column applicant_id: “A-1” stands twice"),
        ("applicant_id,sex\nA-1," + "x" * 101 + "\n", "d.csv, row 2, column sex: is longer than 100 letters"),
    ],
)
def test_bad_demographics_are_refused_naming_file_row_and_column(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_demographics(io.BytesIO(text.encode()), name="d.csv", known=frozenset({"A-1"}))
