"""The timeline of a person: from every context what its reader may see, and nothing of what she may not."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import NOW, Bench
from tests.assessment.factories import bench as a_bench
from tests.campaigns import factories as campaigns
from tests.credentials.factories import awarded, signing
from tests.people import factories as make
from tests.people.signing import asked, prepared, sign

from skillmark.campaigns.queries import State
from skillmark.credentials import actions as credentials
from skillmark.foundation.roles import Role
from skillmark.people import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    """Somebody who had a job, tried a task, has a record that was withdrawn, and left a programme for a reason."""
    where = a_bench()
    actions.record_employment(where.program, person_id=where.candidate.person_id, title="Cook", now=NOW)
    record = awarded(where)
    with signing():
        credentials.revoke(where.program, record_id=record.pk, reason="A mix-up", now=NOW)
    started = campaigns.campaign(where.place)
    campaigns.note(where.place, started.pk, [where.candidate.person_id])
    campaigns.note(where.place, started.pk, [where.candidate.person_id], State.DROPPED, reason="own_reasons")
    return where


def page_of(where: Bench, reader: make.Member) -> str:
    return reverse("house:timeline", args=[reader.slug, where.candidate.person_id])


def told(where: Bench, reader: make.Member) -> list[str]:
    """What happened, the newest first, as the table to keep tells it."""
    answer = reader.client().get(page_of(where, reader), {"download": "csv"})
    assert answer.status_code == 200, answer.content[:300]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return [row[1] for row in rows[1:]]


def kinds(titles: list[str]) -> set[str]:
    return {title.split(":")[0] for title in titles}


def test_she_reads_all_of_it_and_a_recruiter_neither_attempts_nor_roles(where: Bench) -> None:
    own = told(where, where.candidate)
    assert {"Added here", "Job: Cook"} <= set(own)
    assert {"Tried", "Record", "Record withdrawn", "Role given"} <= kinds(own)
    recruiter = make.member(where.place, Role.RECRUITER)
    seen = told(where, recruiter)
    assert "Job: Cook" in seen
    assert not {"Tried", "Role given"} & kinds(seen)
    assert set(seen) < set(own)
    assert not [one for one in own + seen if "own_reasons" in one or "mix-up" in one]


def test_what_she_signed_is_for_her_case_team_alone(where: Bench) -> None:
    manager = make.member(where.place, Role.CASE_MANAGER)
    text = prepared(manager, person_id=where.candidate.person_id)
    sign(where.candidate, asked(manager, text, where.candidate.person_id, link=False), text)
    assert "Signed: Consent" in told(where, where.candidate)
    assert "Signed: Consent" in told(where, manager)
    for role in (Role.RECRUITER, Role.TALENT_LEAD, Role.ASSESSOR):
        assert "Signed: Consent" not in told(where, make.member(where.place, role)), role


def test_nobody_reads_it_who_may_not_see_the_person(where: Bench) -> None:
    for role in (Role.WORKER, Role.LINE_MANAGER, Role.STEERING_MEMBER, Role.AGENCY):
        reader = make.member(where.place, role)
        assert reader.client().get(page_of(where, reader)).status_code == 404, role
    elsewhere = make.member(make.workspace(), Role.TALENT_LEAD)
    assert elsewhere.client().get(page_of(where, elsewhere)).status_code == 404


def test_it_narrows_to_one_kind_and_opens_what_it_tells_of(where: Bench) -> None:
    page = where.candidate.client().get(page_of(where, where.candidate), {"kind": "Job"}).content.decode()
    assert "Job: Cook" in page
    assert "Tried: " not in page
    lead = make.member(where.place, Role.TALENT_LEAD)
    client = lead.client()
    page = client.get(page_of(where, lead)).content.decode()
    addresses = [part.split('"')[0] for part in page.split('href="')[1:] if "/records/" in part or "/attempts/" in part]
    assert addresses
    assert {client.get(address).status_code for address in addresses} == {200}


def test_ten_more_jobs_take_no_more_queries(where: Bench) -> None:
    lead = make.member(where.place, Role.TALENT_LEAD)
    client = lead.client()
    client.get(page_of(where, lead))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(where, lead))
    for number in range(10):
        actions.record_employment(where.program, person_id=where.candidate.person_id, title=f"Job {number}", now=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(where, lead))
    assert len(many) == len(few)
