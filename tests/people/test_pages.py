import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from tests.people import factories as make

from skillmark.foundation import routes
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.models import Person

pytestmark = pytest.mark.django_db


def address(name: str, member: make.Member, **rest: Any) -> str:
    return reverse(f"people:{name}", kwargs={"workspace": member.slug, **rest})


def upload(client: Client, url: str, text: str, **fields: str) -> Any:
    file = SimpleUploadedFile("applicants.csv", text.encode(), content_type="text/csv")
    return client.post(url, {"file": file, **fields})


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_people_are_listed_by_name_and_found_by_a_part_of_it() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    make.person(where, "Zoe Zed")
    make.person(where, "Ana Ruiz")
    make.person(make.workspace(), "Ana Elsewhere")
    shown = text_of(lead.client().get(address("people", lead)))
    assert shown.index("Ana Ruiz") < shown.index("Lea Lead") < shown.index("Zoe Zed")
    assert "Elsewhere" not in shown
    found = text_of(lead.client().get(address("people", lead), {"text": "ruiz"}))
    assert "Ana Ruiz" in found
    assert "Zoe Zed" not in found
    assert "Nothing here is like that" in text_of(lead.client().get(address("people", lead), {"text": "xyz"}))


def test_the_list_takes_as_many_queries_for_three_people_as_for_sixty(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD)
    client = lead.client()
    people = [make.applicant(f"A-{number}", f"Person {number:03}") for number in range(60)]
    for count in (3, 60):
        actions.import_applicants(make.system(where), applicants=people[:count], now=make.NOW)
        with django_assert_max_num_queries(14) as counted:
            assert client.get(address("people", lead)).status_code == 200
        if count == 3:
            few = len(counted)
    assert len(counted) == few
    assert "Person 055" in text_of(client.get(address("people", lead), {"page": 2}))


def test_a_person_s_page_shows_her_job_and_neither_wage_nor_demographics() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD)
    nadia = actions.import_applicants(make.system(where), applicants=[make.applicant()], now=make.NOW)["A-1"]
    actions.import_demographics(make.system(where), rows=[("A-1", "sex", "unsaid-value")], now=make.NOW)
    shown = text_of(lead.client().get(address("person", lead, person_id=nadia.pk)))
    assert "49-9071.00" in shown
    assert "Says so" in shown
    assert "A level is given for 1 competency." in shown
    assert "2.A.1.c" not in shown, "codes are for files; names stand where a standard is known"
    for hidden in ("22.50", "2250", "unsaid-value", "What this person needs of a job"):
        assert hidden not in shown


def test_a_line_manager_finds_nobody_else_s_people() -> None:
    where = make.workspace()
    manager = make.member(where, Role.LINE_MANAGER, name="Mo Manager")
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    actions.set_manager(make.system(where), person_id=hers.pk, manager_id=manager.person_id, now=make.NOW)
    client = manager.client()
    assert client.get(address("person", manager, person_id=hers.pk)).status_code == 200
    assert client.get(address("person", manager, person_id=other.pk)).status_code == 404
    assert "Bo Berg" not in text_of(client.get(address("people", manager)))


def test_a_person_is_added_and_her_number_is_hers_alone() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    client, url = lead.client(), address("add_person", lead)
    assert client.post(url, {"name": "Ana Ruiz", "reference": "77"}).status_code == 302
    again = client.post(url, {"name": "Bo Berg", "reference": "77"})
    assert again.status_code == 400
    assert "Somebody here has this number already." in text_of(again)
    assert [person.name for person in queries.persons(lead.actor, "77")] == ["Ana Ruiz"]


def test_problems_of_a_refused_table_are_its_readers_own_and_go_with_the_next() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    client = lead.client()
    problems = BadInput.of("is empty", file="applicants.csv", row=3, column="name").problems

    def keep() -> str:
        refused = actions.keep_problems(lead.actor, file="applicants.csv", problems=problems, now=make.NOW)
        return address("upload_problems", lead, refused_id=refused)

    first, second = keep(), keep()
    file = client.get(second)
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content.decode().splitlines() == ["file,row,column,problem", "applicants.csv,3,name,is empty"]
    assert client.get(first).status_code == 404
    colleague = make.member(make.workspace(), Role.TALENT_LEAD)
    assert colleague.client().get(second).status_code == 404


def test_more_than_fifty_megabytes_are_refused_before_they_are_read() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    url = address("bring_applicants", lead)
    announced, form = str(51 * 2**20), "multipart/form-data; boundary=x"
    response = lead.client().post(url, b"", content_type=form, CONTENT_LENGTH=announced)
    assert response.status_code == 413


def test_a_recruiter_does_not_bring_voluntary_answers() -> None:
    recruiter = make.member(make.workspace(), Role.RECRUITER)
    assert recruiter.client().get(address("bring_demographics", recruiter)).status_code == 403


def test_a_role_is_given_and_ended_on_its_pages() -> None:
    where = make.workspace()
    lead, ana = make.member(where, Role.TALENT_LEAD, name="Lea Lead"), make.member(where, name="Ana Ruiz")
    client = lead.client()
    given = client.post(address("grant_role", lead), {"person": str(ana.person_id), "role": "assessor"})
    assert given.status_code == 302
    assert ana.actor.roles == {Role.ASSESSOR}
    shown = text_of(client.get(address("roles", lead)))
    assert "Supervisor or assessor" in shown
    (grant,) = queries.grants(lead.actor).filter(person_id=ana.person_id)
    assert client.post(address("end_role", lead, grant_id=grant.pk)).status_code == 302
    assert ana.actor.roles == set()
    (own,) = queries.grants(lead.actor).filter(person_id=lead.person_id)
    assert client.post(address("end_role", lead, grant_id=own.pk)).status_code == 403
    mine = client.post(address("grant_role", lead), {"person": str(lead.person_id), "role": "assessor"})
    assert mine.status_code == 400


def test_only_a_coach_s_role_is_for_one_person() -> None:
    where = make.workspace()
    lead, ana = make.member(where, Role.TALENT_LEAD), make.member(where)
    wanted = {"person": str(ana.person_id), "role": "recruiter", "over": str(ana.person_id)}
    assert lead.client().post(address("grant_role", lead), wanted).status_code == 400


def test_the_profile_is_read_by_members_and_changed_by_a_lead() -> None:
    where = make.workspace()
    lead, worker = make.member(where, Role.TALENT_LEAD), make.member(where, Role.WORKER)
    changed = {
        "name": "Mercy Hall",
        "public_name": "Mercy",
        "colour": "#7A3B69",
        "time_zone": "Europe/Madrid",
        "minimum_cell": "12",
    }
    client = lead.client()
    assert client.post(address("change_profile", lead), changed | {"currency": "eur"}).status_code == 400
    assert client.post(address("change_profile", lead), changed | {"currency": "EUR"}).status_code == 302
    assert "Europe/Madrid" in text_of(worker.client().get(address("profile", worker)))
    assert worker.client().get(address("change_profile", worker)).status_code == 403
    assert b"#7a3b69" in worker.client().get(address("brand", worker)).content


def test_what_she_needs_of_a_job_is_entered_by_herself_and_refused_to_others() -> None:
    where = make.workspace()
    ana, lead = make.member(where, Role.WORKER), make.member(where, Role.TALENT_LEAD)
    url = address("preference", ana, person_id=ana.person_id)
    wanted = {"floor_wage": "21.50", "commute_minutes": "40"}
    assert ana.client().post(url, wanted).status_code == 302
    assert 'value="21.50"' in text_of(ana.client().get(url))
    assert lead.client().get(url).status_code == 403
    coach = make.member(where, Role.CASE_MANAGER, over=ana.person_id)
    assert 'value="21.50"' in text_of(coach.client().get(url))


@pytest.mark.parametrize(
    ("language", "to_her", "to_her_coach"),
    [
        (
            "en",
            ["What you need of a job", "You; your coach or case manager. Nobody who hires sees it."],
            [
                "What this person needs of a job",
                "The person it is about; coach or case manager of some people (only for those).",
            ],
        ),
        (
            "es",
            [
                "Lo que usted necesita de un trabajo",
                "Usted; su orientador o gestor de caso. No lo ve nadie que contrate.",
            ],
            [
                "Lo que esta persona necesita de un trabajo",
                "La persona de quien se trata; orientador o gestor de caso de algunas personas (solo para ellas).",
            ],
        ),
    ],
)
def test_her_own_pages_speak_to_her_and_not_of_her(language: str, to_her: list[str], to_her_coach: list[str]) -> None:
    where = make.workspace()
    ana = make.member(where, Role.WORKER)
    coach = make.member(where, Role.CASE_MANAGER, over=ana.person_id)
    for reader, told, untold in ((ana, to_her, to_her_coach), (coach, to_her_coach, to_her)):
        client, spoken = reader.client(), {"accept-language": language}
        needs = text_of(client.get(address("preference", ana, person_id=ana.person_id), headers=spoken))
        page = text_of(client.get(address("person", ana, person_id=ana.person_id), headers=spoken))
        assert all(sentence in needs for sentence in told)
        assert told[0] in page
        assert not any(sentence in needs + page for sentence in untold)


def test_a_worker_adds_a_job_to_her_own_page_and_to_nobody_else_s() -> None:
    where = make.workspace()
    ana, bo = make.member(where, Role.WORKER, name="Ana"), make.member(where, Role.WORKER, name="Bo")
    own, other = (address("record_employment", ana, person_id=one.person_id) for one in (ana, bo))
    backwards = {"title": "Cook", "started_day": "1", "started_month": "3", "started_year": "2020"}
    backwards |= {"ended_day": "1", "ended_month": "2", "ended_year": "2020"}
    assert ana.client().post(own, backwards).status_code == 400
    assert ana.client().post(own, {"title": "Cook"}).status_code == 302
    assert "Cook" in text_of(ana.client().get(address("person", ana, person_id=ana.person_id)))
    assert ana.client().post(other, {"title": "Cook"}).status_code == 404


def test_no_page_puts_a_name_into_the_audit_chain() -> None:
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    lead.client().post(address("add_person", lead), {"name": "Unmistakable Name"})
    rows = AuditRow.objects.filter(workspace_id=lead.actor.workspace_id)
    assert rows.filter(action="people.person.added").exists()
    assert all("Unmistakable" not in str(row.facts) for row in rows)


def test_a_role_that_ends_before_today_and_starts_today_is_refused_in_a_sentence() -> None:
    where = make.workspace()
    lead, ana = make.member(where, Role.TALENT_LEAD), make.member(where)
    wanted = {"person": str(ana.person_id), "role": "assessor", "ends_day": "1", "ends_month": "1", "ends_year": "2020"}
    answer = lead.client().post(address("grant_role", lead), wanted)
    assert answer.status_code == 400
    assert "The last day lies before the first day." in text_of(answer)


@pytest.mark.parametrize("reference, name", [("7" * 101, "Ana Ruiz"), ("7", "x" * 201)])
def test_a_table_with_a_text_longer_than_its_field_is_refused_on_both_databases(reference: str, name: str) -> None:
    where = make.workspace()
    with pytest.raises(BadInput, match="is longer than"):
        actions.import_applicants(make.system(where), applicants=[make.applicant(reference, name)], now=make.NOW)
    assert not Person.objects.within(make.system(where)).exists()


def test_what_somebody_told_is_of_her_workspace_s_own_day() -> None:
    where = make.workspace()  # New York
    ana = make.person(where)
    late = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)  # the evening of 31 March there
    said = actions.rate_self(make.system(where), person_id=ana.pk, competency_id="a", level=4, now=late)
    job = actions.record_employment(make.system(where), person_id=ana.pk, title="cook", now=late)
    assert {said.happened_on, job.happened_on} == {date(2026, 3, 31)}


def test_a_page_of_a_workspace_shows_instants_by_its_own_clock() -> None:
    """Half past ten in the evening of 3 March in New York is 4 March in Greenwich."""
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    evening = datetime(2026, 3, 4, 3, 30, tzinfo=UTC)

    @routes.page("house.today.read")
    def view(request: HttpRequest, actor: Actor) -> HttpResponse:
        return HttpResponse(f"{timezone.localtime(evening):%d %B}")

    request = RequestFactory().get("/")
    request.user, request.session = queries.own_account(lead.holder), {}  # type: ignore[assignment]
    assert view(request, workspace=lead.slug).content == b"03 March"
    assert timezone.get_current_timezone_name() == "UTC", "the next request starts with the usual clock"
