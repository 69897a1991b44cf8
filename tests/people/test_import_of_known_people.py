"""A table says nothing against what is known already: it adds people and fills blanks, and tells what it left."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tests.people import factories as make

from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role, holder
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.models import Employment, Person, SelfRating, WorkPreference

pytestmark = pytest.mark.django_db
OF_ATTACKER = "mallory@example.org"


def stored(where: queries.Workspace, person_id: UUID) -> Person:
    return Person.objects.within(make.system(where)).get(pk=person_id)


def wanted(where: queries.Workspace, person_id: UUID) -> tuple[int | None, int | None, date | None]:
    said = WorkPreference.objects.within(make.system(where)).get(person_id=person_id)
    return said.floor_wage, said.commute_minutes, said.available_from


@pytest.mark.parametrize("email", ["ruth@example.org", ""])
def test_a_recruiter_s_table_gives_nobody_a_lead_s_seat(email: str) -> None:
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER)
    lead = make.person(where, "Ruth Lead", email=email, reference="L-1")
    actions.grant_role(make.system(where), person_id=lead.pk, role=Role.TALENT_LEAD, now=make.NOW)
    row = replace(make.applicant("L-1", "Mallory"), email=OF_ATTACKER)
    brought = actions.import_applicants(recruiter.actor, applicants=[row], now=make.NOW)
    assert brought.left == {"L-1"}
    assert (stored(where, lead.pk).name, stored(where, lead.pk).email) == ("Ruth Lead", email)
    attacker = holder(make.account("Mallory", email=OF_ATTACKER))
    assert queries.own_invitations(attacker) == []
    with pytest.raises(NotFound):
        actions.accept_invitation(attacker, person_id=lead.pk, now=make.NOW)


def test_nor_the_seat_of_somebody_whose_role_has_ended_or_who_has_left() -> None:
    where = make.workspace()
    recruiter, system = make.member(where, Role.RECRUITER), make.system(where)
    former = make.person(where, "Ruth Lead", reference="L-1")
    grant = actions.grant_role(system, person_id=former.pk, role=Role.TALENT_LEAD, now=make.NOW)
    actions.end_role(system, grant_id=grant.pk, now=make.NOW)
    gone = make.person(where, "Gil Gone", reference="L-2")
    account_id = make.account("Gil Gone")
    actions.link_account(system, person_id=gone.pk, account_id=account_id, now=make.NOW)
    actions.end_link(holder(account_id), person_id=gone.pk, now=make.NOW)
    rows = [replace(make.applicant(number, "Mallory"), email=OF_ATTACKER) for number in ("L-1", "L-2")]
    assert actions.import_applicants(recruiter.actor, applicants=rows, now=make.NOW).left == {"L-1", "L-2"}
    assert [stored(where, person.pk).email for person in (former, gone)] == ["", ""]


def test_what_a_worker_said_herself_outlives_any_table() -> None:
    where = make.workspace()
    recruiter, ana = make.member(where, Role.RECRUITER), make.member(where, Role.WORKER, name="Ana Ruiz")
    Person.objects.within(recruiter.actor).filter(pk=ana.person_id).update(reference="W-1")
    actions.set_preference(
        ana.actor,
        person_id=ana.person_id,
        floor_wage=Decimal("30"),
        commute_minutes=None,
        available_from=None,
        now=make.NOW,
    )
    actions.rate_self(ana.actor, person_id=ana.person_id, competency_id="2.A.1.c", level=5, now=make.NOW)
    actions.record_employment(ana.actor, person_id=ana.person_id, title="Nurse", now=make.NOW)
    row = make.applicant("W-1", "Ana Ruiz", "Cook", [("2.A.1.c", "1"), ("2.B.1.f", "2")], wage="9.00")
    brought = actions.import_applicants(recruiter.actor, applicants=[row], now=make.NOW)
    assert brought.left == {"W-1"}
    assert wanted(where, ana.person_id) == (3000, None, None)
    said = queries.claimed_levels(recruiter.actor, [ana.person_id])[ana.person_id]
    assert said == {"2.A.1.c": 5, "2.B.1.f": 2}, "only what she has not said is filled in"
    assert [job.title for job in Employment.objects.within(recruiter.actor)] == ["Nurse"]


def test_what_her_coach_wrote_down_for_her_is_left_too() -> None:
    where = make.workspace()
    recruiter, ana = make.member(where, Role.RECRUITER), make.person(where, "Nadia Nguyen", reference="A-1")
    coach = make.member(where, Role.CASE_MANAGER, over=ana.pk)
    actions.set_preference(
        coach.actor,
        person_id=ana.pk,
        floor_wage=Decimal("30"),
        commute_minutes=None,
        available_from=None,
        now=make.NOW,
    )
    brought = actions.import_applicants(recruiter.actor, applicants=[make.applicant()], now=make.NOW)
    assert brought.left == {"A-1"}
    assert wanted(where, ana.pk) == (3000, None, None)


def test_blanks_of_an_applicant_are_filled_and_what_is_there_is_kept() -> None:
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER)
    first = replace(make.applicant(wage=None), email="", commute_minutes=None)
    nadia = actions.import_applicants(recruiter.actor, applicants=[first], now=make.NOW)["A-1"]
    assert wanted(where, nadia.pk) == (None, None, date(2026, 3, 11))
    assert actions.import_applicants(recruiter.actor, applicants=[make.applicant()], now=make.NOW).left == frozenset()
    assert stored(where, nadia.pk).email == "a-1@example.org"
    assert wanted(where, nadia.pk) == (2250, 30, date(2026, 3, 11))
    other = replace(make.applicant(name="Nadia Núñez", wage="9.00"), email=OF_ATTACKER)
    assert actions.import_applicants(recruiter.actor, applicants=[other], now=make.NOW).left == {"A-1"}
    assert (stored(where, nadia.pk).name, stored(where, nadia.pk).email) == ("Nadia Nguyen", "a-1@example.org")
    assert wanted(where, nadia.pk) == (2250, 30, date(2026, 3, 11))
    blank = replace(make.applicant(previous_job="", ratings=(), wage=None), email="", commute_minutes=None)
    assert actions.import_applicants(recruiter.actor, applicants=[blank], now=make.NOW).left == frozenset()
    assert wanted(where, nadia.pk) == (2250, 30, date(2026, 3, 11)), "a blank of the table says nothing"


def test_a_table_does_not_find_out_what_somebody_said_of_her_wage() -> None:
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER)
    nadia = make.person(where, "Nadia Nguyen", email="a-1@example.org", reference="A-1")
    coach = make.member(where, Role.CASE_MANAGER, over=nadia.pk)
    actions.set_preference(
        coach.actor,
        person_id=nadia.pk,
        floor_wage=Decimal("22.50"),
        commute_minutes=30,
        available_from=date(2026, 3, 11),
        now=make.NOW,
    )
    for wage in ("22.50", "9.00"):
        brought = actions.import_applicants(recruiter.actor, applicants=[make.applicant(wage=wage)], now=make.NOW)
        assert brought.left == {"A-1"}, "a right guess is answered like a wrong one"


def test_nobody_changes_herself_by_a_table() -> None:
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER, name="Rae Recruiter")
    Person.objects.within(recruiter.actor).filter(pk=recruiter.person_id).update(reference="R-1")
    row = make.applicant("R-1", "Rae Recruiter")
    assert actions.import_applicants(recruiter.actor, applicants=[row], now=make.NOW).left == {"R-1"}
    assert stored(where, recruiter.person_id).email == ""
    for model in (Employment, SelfRating, WorkPreference):
        assert not model.objects.within(recruiter.actor).exists()


def test_the_chain_counts_whom_a_table_left_as_they_were() -> None:
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER)
    make.person(where, "Bo Berg", reference="A-1")
    actions.import_applicants(recruiter.actor, applicants=[make.applicant()], now=make.NOW)
    row = AuditRow.objects.filter(workspace_id=where.pk, action="people.applicants.imported").get()
    assert row.facts == {"count": 1, "left": 1}
