"""The form that starts from a job takes tables as people have them: workbooks, and columns under other names."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.people import factories as make
from tests.support.workbooks import day, workbook

from skillmark.campaigns import queries as campaigns
from skillmark.config.mainjob.inputs import EXAMPLE
from skillmark.config.mainjob.tables import Taken, taken, told_of_files
from skillmark.foundation import sources
from skillmark.foundation.imports import actions as imports
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.planning import read_modules
from skillmark.kernel.skills import Applicant, read_applicants
from skillmark.kernel.values import BadInput
from skillmark.people.queries import Workspace
from skillmark.people.readers import read_demographics

pytestmark = pytest.mark.django_db
HEADER = ("Número de solicitante", "Último trabajo", "Correo electrónico", "Nombre", "Disponible desde")


@pytest.fixture
def where() -> Workspace:
    return make.workspace(demonstration=True)


@pytest.fixture
def lead(where: Workspace) -> Actor:
    return make.member(where, Role.TALENT_LEAD, name="Lea Lead").actor


def read(table: Taken) -> tuple[Applicant, ...]:
    return read_applicants(table.stream, name=table.name)


def refusals(table: Taken) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read(table)
    return [problem.sentence() for problem in told_of_files([table], refused.value.problems)]


def test_a_workbook_under_spanish_names_is_the_same_people(lead: Actor) -> None:
    rows = [("A-1", "Cook", "", "Ana Ruiz", day(46112)), ("A-2", "Welder", "bo@example.org", "Bo Chen", "")]
    found = read(taken(lead, "applicants", workbook([HEADER, *rows]), "people.xlsx"))
    assert [(one.person_id, one.name, one.previous_job, one.email, one.available_from) for one in found] == [
        ("A-1", "Ana Ruiz", "Cook", "", date(2026, 3, 31)),
        ("A-2", "Bo Chen", "Welder", "bo@example.org", None),
    ]


def test_every_problem_is_told_at_its_place_in_the_file_that_was_sent(lead: Actor) -> None:
    content = b"Applicant number;Last job;Name;Years\n\nA;Cook;Ada;4\nA;Cook;Bo;4\nC;Cook;Cy;1;2\nD;Cook;Di;many\n"
    assert refusals(taken(lead, "applicants", content, "people.csv")) == [
        "people.csv, row 4, column Applicant number: “A” stands twice",
        "people.csv, row 5: has 5 cells where the header has 4",
        "people.csv, row 6, column Years: “many” is not a number",
    ]


def test_a_column_that_nobody_knows_is_asked_for_by_its_name(lead: Actor) -> None:
    with pytest.raises(BadInput, match=r"people\.csv, row 1: no column seems to be “Previous job” \(found: Name, X\)"):
        taken(lead, "applicants", b"Name,X\nAda,Cook\n", "people.csv")


def test_days_that_can_be_meant_in_two_ways_are_not_guessed(lead: Actor) -> None:
    content = b"Name,Last job,Available\nAda,Cook,03/04/2026\n"
    with pytest.raises(BadInput, match=r"people\.csv, column Available: its days can be meant in two ways"):
        taken(lead, "applicants", content, "people.csv")
    plain = content.replace(b"03/04", b"13/04")
    assert read(taken(lead, "applicants", plain, "people.csv"))[0].available_from == date(2026, 4, 13)


def test_a_file_is_read_as_it_was_mapped_the_last_time(lead: Actor) -> None:
    content = b"Who,What\nAda,Cook\n"
    with pytest.raises(BadInput):
        taken(lead, "applicants", content, "people.csv")
    record = imports.bring(lead, kind="applicants", name="people.csv", content=content, now=sources.now())
    mapping = {"name": "Who", "prior_occupation": "What"}
    imports.map_columns(lead, import_id=record.pk, mapping=mapping, orders={}, now=sources.now())
    assert read(taken(lead, "applicants", content, "others.csv"))[0].name == "Ada"


def test_answers_and_training_too(lead: Actor) -> None:
    answers = taken(lead, "answers", b"Number;Sex;Age band\nA;female;25-39\n", "answers.csv")
    assert read_demographics(answers.stream, name="answers.csv") == (("A", "Sex", "female"), ("A", "Age band", "25-39"))
    course = ("Course", "Teaches", "From", "To", "Contact hours", "Price", "Weeks")
    training = taken(lead, "training", workbook([course, ("Pumps 1", "TP-01", 0, 2, 12.5, 450, 2)]), "training.xlsx")
    (module,) = read_modules(training.stream, "training.xlsx")
    assert (module.module_id, module.steps[0].competency_id, module.hours) == ("Pumps 1", "TP-01", 12.5)


def test_the_examples_own_tables_are_read_as_they_stand(lead: Actor) -> None:
    content = (EXAMPLE / "applicants.csv").read_bytes()
    with (EXAMPLE / "applicants.csv").open("rb") as stream:
        plain = read_applicants(stream, name="applicants.csv")
    found = read(taken(lead, "applicants", content, "applicants.csv"))
    assert [(one.person_id, one.self_ratings, one.years) for one in found] == [
        (one.person_id, one.self_ratings, one.years) for one in plain
    ]


def test_one_form_with_workbooks_makes_the_whole_campaign(where: Workspace) -> None:
    client = make.member(where, Role.TALENT_LEAD, name="Lea Lead").client()
    sheets = {"applicants": workbook([HEADER, ("A-1", "Cook", "", "Ana Ruiz", "")])}
    sent = {
        "framework": SimpleUploadedFile("framework.json", (EXAMPLE / "framework.json").read_bytes()),
        "requirements": SimpleUploadedFile("requirements.csv", (EXAMPLE / "requirements.csv").read_bytes()),
        "applicants": SimpleUploadedFile("people.xlsx", sheets["applicants"]),
    }
    said = {"openings": 3, "starts_on_day": 9, "starts_on_month": 3, "starts_on_year": 2027}
    answer = client.post(f"/w/{where.slug}/start/", sent | said | {"template": "nontraditional"})
    assert answer.status_code == 302, answer.content.decode()
    lead = make.member(where, Role.TALENT_LEAD, name="Another").actor
    (campaign,) = campaigns.campaigns(lead)
    assert campaign.openings == 3


def test_a_spanish_reader_is_told_file_row_and_column_in_spanish(where: Workspace) -> None:
    client = make.member(where, Role.TALENT_LEAD, name="Lea Lead").client()
    rows = "A;Cook;Ada;4\nA;Cook;Bo;4\nC;Cook;Cy;1;2\nD;Cook;Di;many\nE;Cook;;1\n"
    sent = {
        "framework": SimpleUploadedFile("framework.json", (EXAMPLE / "framework.json").read_bytes()),
        "requirements": SimpleUploadedFile("requirements.csv", (EXAMPLE / "requirements.csv").read_bytes()),
        "applicants": SimpleUploadedFile(
            "people.csv", f"Número de solicitante;Último trabajo;Nombre;Years\n{rows}".encode()
        ),
    }
    said = {"openings": 3, "starts_on_day": 9, "starts_on_month": 3, "starts_on_year": 2027}
    said |= {"template": "nontraditional"}
    spanish = {"headers": {"accept-language": "es"}}
    page = client.post(f"/w/{where.slug}/start/", sent | said, **spanish).content.decode()
    assert "people.csv, fila 3, columna Número de solicitante: «A» aparece dos veces" in page
    assert "people.csv, fila 4: tiene 5 celdas y el encabezado tiene 4" in page
    (download,) = re.findall(r'href="([^"]*errors\.csv)"', page)
    assert client.get(download, **spanish).content.decode().splitlines() == [
        "archivo,fila,columna,problema",
        "people.csv,3,Número de solicitante,«A» aparece dos veces",
        "people.csv,4,,tiene 5 celdas y el encabezado tiene 4",
        "people.csv,5,Years,«many» no es un número",
        "people.csv,6,Nombre,está en blanco",
    ]
    assert "people.csv,5,Years,“many” is not a number" in client.get(download).content.decode()
