"""A list downloads whole: the same rows, order and filter as its pages, and nothing that runs in a spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse
from tests.people import factories as make

from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db


def downloaded(member: make.Member, **query: str) -> list[list[str]]:
    address = reverse("people:people", kwargs={"workspace": member.slug})
    answer = member.client().get(address, {"download": "csv"} | query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_more_than_a_page_comes_whole_and_in_order() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Zoe")
    for number in range(60):
        make.person(where, f"Person {number:02}")
    header, *rows = downloaded(lead, page="2")
    assert header[0] == "Name"
    assert [row[0] for row in rows] == [*(f"Person {number:02}" for number in range(60)), "Zoe"]
    assert [row[0] for row in downloaded(lead, text="Person 07")[1:]] == ["Person 07"]


def test_who_may_see_less_downloads_less() -> None:
    where = make.workspace()
    make.person(where, "Somebody else")
    manager = make.member(where, Role.LINE_MANAGER, name="Max")
    assert "Somebody else" not in [row[0] for row in downloaded(manager)[1:]]
    worker = make.member(where, Role.WORKER)
    address = reverse("people:people", kwargs={"workspace": worker.slug})
    assert worker.client().get(address, {"download": "csv"}).status_code == 403


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@sum"])
def test_a_name_that_looks_like_a_formula_does_not_run(name: str) -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Zoe")
    make.person(where, name)
    assert "'" + name in [row[0] for row in downloaded(lead)]


def test_the_page_offers_the_table_with_its_own_filter() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD, name="Zoe")
    address = reverse("people:people", kwargs={"workspace": lead.slug})
    assert "?text=Zoe&amp;download=csv" in lead.client().get(address, {"text": "Zoe"}).content.decode()
