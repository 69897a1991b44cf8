"""A spreadsheet's way through the pages, from the file to the way back."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.people import factories as make
from tests.support.workbooks import day, workbook

from skillmark.foundation import jobs, sources
from skillmark.foundation.models import Import, Workspace
from skillmark.foundation.roles import Role
from skillmark.kernel.values import read_spreadsheet
from skillmark.people.models import Employment, Person

pytestmark = pytest.mark.django_db
ROWS = [
    ["Personalnummer", "Who", "Since"],
    [1042, "Ana Ruiz", day(46112)],
    [1043, "", day(46112)],
    [1044, "Bo Chen", ""],
]


@pytest.fixture
def where() -> Workspace:
    return make.workspace()


@pytest.fixture
def client(where: Workspace) -> Client:
    return make.member(where, Role.TALENT_LEAD, name="Lea Lead").client()


def brought(client: Client, where: Workspace, content: bytes, name: str = "staff.xlsx") -> str:
    """The address of the import."""
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = client.post(f"/w/{where.slug}/imports/bring/employees/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].removesuffix("columns/")


def work() -> None:
    jobs.run_all(sources.now())


def text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_a_file_is_mapped_checked_brought_in_and_taken_back(client: Client, where: Workspace) -> None:
    address = brought(client, where, workbook(ROWS))
    assert "2026-03-31" in text(client, f"{address}columns/"), "the first rows are shown, to know the file by"
    mapping = {"number": "Personalnummer", "name": "Who", "job": "", "hired": ""}
    client.post(f"{address}columns/", mapping)
    assert "0 of 6" in text(client, address)
    work()
    checked = text(client, address)
    assert "The column “Who” is empty." in checked
    assert not Person.objects.across_workspaces().filter(reference="1042").exists()
    assert "Bring in 2 rows" in checked
    client.post(f"{address}carry/")
    work()
    assert "What happened" in text(client, address)
    assert Person.objects.across_workspaces().get(reference="1044").name == "Bo Chen"
    failed = list(csv.reader(io.StringIO(client.get(f"{address}rows.csv").content.decode("utf-8-sig"))))
    assert failed == [
        ["Personalnummer", "Who", "Since", "Row", "Why it was not taken over"],
        ["1043", "", "2026-03-31", "3", "The column “Who” is empty."],
    ]
    client.post(f"{address}undo/")
    work()
    assert "Taken back" in text(client, address)
    assert not Person.objects.across_workspaces().exclude(reference="").exists()


def test_a_likely_duplicate_is_asked_about_on_the_page(client: Client, where: Workspace) -> None:
    known = make.person(where, "Bo Chen", email="bo@example.org")
    address = brought(client, where, b"Number,Name,Employee number\n1,Bo Chen,7\n", "staff.csv")
    client.post(f"{address}columns/", {"number": "Employee number", "name": "Name"})
    work()
    assert "This is Bo Chen, bo@example.org" in text(client, address)
    client.post(f"{address}answer/", {"row_2": str(known.pk)})
    work()
    client.post(f"{address}carry/")
    work()
    assert Person.objects.across_workspaces().get(reference="7").pk == known.pk


def test_the_order_of_days_is_asked_for_and_remembered_with_the_mapping(client: Client, where: Workspace) -> None:
    content = b"Employee number,Name,Job,Hire date\n1,Ana,Cook,03/04/2026\n"
    address = brought(client, where, content, "staff.csv")
    assert "How are the days of “Hire date” written?" in text(client, f"{address}columns/")
    mapping = {"number": "Employee number", "name": "Name", "job": "Job", "hired": "Hire date"}
    refused = client.post(f"{address}columns/", mapping)
    assert refused.status_code == 400
    assert "Say which number is the day." in refused.content.decode()
    assert client.post(f"{address}columns/", mapping | {"order_hired": "day_first"}).status_code == 302
    work()
    client.post(f"{address}carry/")
    work()
    assert str(Employment.objects.across_workspaces().get().started) == "2026-04-03"


def test_what_cannot_be_read_is_told_beside_the_file_and_nothing_is_kept(client: Client, where: Workspace) -> None:
    sent = {"file": SimpleUploadedFile("staff.xlsm", workbook(ROWS, parts={"xl/vbaProject.bin": b"x"}))}
    answer = client.post(f"/w/{where.slug}/imports/bring/employees/", sent)
    assert answer.status_code == 400
    assert "staff.xlsm: holds macros, which are not taken" in answer.content.decode()
    assert not Import.objects.across_workspaces().exists()


def test_the_filled_example_comes_in_as_it_is(client: Client, where: Workspace) -> None:
    example = client.get(f"/w/{where.slug}/imports/bring/employees/example.csv").content
    address = brought(client, where, example, "example.csv")
    record = Import.objects.across_workspaces().get()
    assert len(record.mapping) == 10, "every column is known by its name"
    client.post(f"{address}columns/", record.mapping | {"supervisor": ""})
    work()
    assert "Bring in 1 row" in text(client, address)


def test_a_column_is_chosen_once_and_what_is_needed_is_asked_for(client: Client, where: Workspace) -> None:
    address = brought(client, where, workbook(ROWS))
    twice = client.post(f"{address}columns/", {"number": "Who", "name": "Who"}).content.decode()
    assert "This column is chosen twice." in twice
    lacking = client.post(f"{address}columns/", {"name": "Who"}).content.decode()
    assert "Choose a column for one of these: Employee number, E-mail address, Phone number." in lacking


def test_a_page_that_is_behind_says_so_and_a_file_can_be_removed(client: Client, where: Workspace) -> None:
    address = brought(client, where, workbook(ROWS))
    assert "has moved on meanwhile" in client.post(f"{address}carry/", follow=True).content.decode()
    client.post(f"{address}discard/")
    assert not Import.objects.across_workspaces().exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rows_that_failed_and_the_example_come_in_again_in_either_form_and_start_nothing(
    form: str, client: Client, where: Workspace
) -> None:
    content = b"Number,Name,=cmd()\n7,,=1+1\n8,Bo Chen,@here\n"
    address = brought(client, where, content, "staff.csv")
    client.post(f"{address}columns/", {"number": "Number", "name": "Name"})
    work()
    failed = client.get(f"{address}rows.{form}")
    assert failed["Content-Disposition"] == f'attachment; filename="rows.{form}"'
    again = read_spreadsheet(failed.content, name=f"rows.{form}")
    assert again.columns == ("Number", "Name", "=cmd()", "Row", "Why it was not taken over")
    assert again.rows == ((2, ["7", "", "=1+1", "2", "The column “Name” is empty."]),)
    if form == "csv":
        assert "'=cmd()" in failed.content.decode(), "no column name starts a formula either"
    else:
        with zipfile.ZipFile(io.BytesIO(failed.content)) as parts:
            assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    example = client.get(f"/w/{where.slug}/imports/bring/employees/example.{form}").content
    assert "Ana Ruiz" in read_spreadsheet(example, name=f"example.{form}").rows[0][1]
    assert client.get(f"{address}rows.pdf").status_code == 404


def test_a_spanish_reader_is_told_in_spanish_on_the_page_and_in_the_download(client: Client, where: Workspace) -> None:
    spanish = {"headers": {"accept-language": "es"}}
    content = b"Number,Name\n7,Ana\n8,Bo,x\n"
    address = brought(client, where, content, "staff.csv")
    client.post(f"{address}columns/", {"number": "Number", "name": "Name"})
    work()
    said = "tiene 3 celdas y el encabezado tiene 2"
    assert said in client.get(address, follow=True, **spanish).content.decode()
    assert "has 3 cells where the header has 2" in text(client, address)
    failed = client.get(f"{address}rows.csv", **spanish).content.decode("utf-8-sig").splitlines()
    assert failed[1:] == [f",,3,{said}"]
    sent = {"file": SimpleUploadedFile("staff.csv", b"Number,,Name\n7,x,Ana\n")}
    refused = client.post(f"/w/{where.slug}/imports/bring/employees/", sent, **spanish).content.decode()
    assert "staff.csv, fila 1: la columna 2 no tiene nombre" in refused
