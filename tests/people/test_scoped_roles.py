"""A role for one person reaches that person and nobody else."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.people import factories as make

from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.answers import ANSWERS

pytestmark = pytest.mark.django_db


def test_a_coach_of_one_person_sees_her_and_herself_alone() -> None:
    where = make.workspace()
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    coach = make.member(where, Role.CASE_MANAGER, name="Cy Coach", over=hers.pk)
    assert [person.name for person in queries.persons(coach.actor)] == ["Ana Ruiz", "Cy Coach"]
    assert [hit.title for hit in ANSWERS["search"](coach.actor, "B")] == []
    with pytest.raises(NotFound):
        queries.person(coach.actor, other.pk)
    with pytest.raises(NotFound):
        queries.employments(coach.actor, other.pk)

    def status(page: str, person_id: object) -> int:
        url = reverse(f"people:{page}", kwargs={"workspace": where.slug, "person_id": person_id})
        return coach.client().get(url).status_code

    assert [status(page, hers.pk) for page in ("person", "record_employment", "preference")] == [200, 200, 200]
    assert [status(page, other.pk) for page in ("person", "record_employment", "preference")] == [404, 404, 403]


def test_a_coach_of_one_person_changes_nobody_else() -> None:
    where = make.workspace()
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    coach = make.member(where, Role.CASE_MANAGER, over=hers.pk)
    actions.record_employment(coach.actor, person_id=hers.pk, title="Cook", now=make.NOW)
    with pytest.raises(Forbidden):
        actions.record_employment(coach.actor, person_id=other.pk, title="Cook", now=make.NOW)
    with pytest.raises(Forbidden):
        actions.set_manager(coach.actor, person_id=other.pk, manager_id=coach.person_id, now=make.NOW)
    with pytest.raises(Forbidden):
        actions.add_person(coach.actor, name="Cleo Cruz", now=make.NOW)


def test_a_talent_lead_for_one_person_leads_nobody_and_erases_nobody() -> None:
    where = make.workspace()
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    lead = make.member(where, Role.TALENT_LEAD, over=hers.pk)
    for person in (hers, other):
        with pytest.raises(Forbidden):
            actions.erase_person(lead.actor, person_id=person.pk, now=make.NOW)
        with pytest.raises(Forbidden):
            actions.grant_role(lead.actor, person_id=person.pk, role=Role.TALENT_LEAD, now=make.NOW)
    with pytest.raises(Forbidden):
        actions.import_applicants(lead.actor, applicants=[make.applicant()], now=make.NOW)


def test_a_line_manager_for_one_person_alone_has_no_reports() -> None:
    where = make.workspace()
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    manager = make.member(where, Role.LINE_MANAGER, name="Mo Manager", over=hers.pk)
    actions.set_manager(make.system(where), person_id=other.pk, manager_id=manager.person_id, now=make.NOW)
    assert manager.actor.reports == frozenset()
    assert [person.name for person in queries.persons(manager.actor)] == ["Mo Manager"]


def test_a_coach_of_a_unit_sees_its_people() -> None:
    where = make.workspace()
    unit = actions.add_unit(make.system(where), name="Night shift", now=make.NOW)
    inside, outside = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    queries.Person.objects.within(make.system(where)).filter(pk=inside.pk).update(unit=unit)
    coach = make.member(where, Role.CASE_MANAGER, name="Cy Coach", over=unit.pk)
    assert [person.name for person in queries.persons(coach.actor)] == ["Ana Ruiz", "Cy Coach"]
    actions.record_employment(coach.actor, person_id=inside.pk, title="Cook", now=make.NOW)
    with pytest.raises(Forbidden):
        actions.record_employment(coach.actor, person_id=outside.pk, title="Cook", now=make.NOW)


def test_a_role_over_something_that_is_not_here_reaches_nobody() -> None:
    where = make.workspace()
    other = make.person(where, "Bo Berg")
    coach = make.member(where, name="Cy Coach")
    actions.grant_role(
        make.system(where),
        person_id=coach.person_id,
        role=Role.CASE_MANAGER,
        over=uuid4(),
        starts=date(2026, 1, 1),
        now=make.NOW,
    )
    assert [person.name for person in queries.persons(coach.actor)] == ["Cy Coach"]
    with pytest.raises(NotFound):
        queries.person(coach.actor, other.pk)
