"""The access map: an OR of ANDs of named predicates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from uuid import UUID

import pytest

from skillmark.foundation import access, sources
from skillmark.foundation.roles import ANYBODY, Actor, Grant, Role, holder, program
from skillmark.foundation.scopes import HolderScope, WorkspaceScope

PLACE, ELSEWHERE, SELF, REPORT, OTHER, RECORD = (UUID(int=number) for number in range(1, 7))


@dataclass(frozen=True)
class About:
    person_id: UUID
    workspace_id: UUID = PLACE
    pk: UUID = RECORD


def person(*roles: Role, person_id: UUID | None = SELF) -> Actor:
    return Actor(
        scope=WorkspaceScope(PLACE),
        account_id=sources.new_id(),
        person_id=person_id,
        grants=tuple(Grant(role) for role in roles),
        reports=frozenset([REPORT]),
    )


def for_one(*roles: Role, over: UUID = OTHER) -> Actor:
    """Somebody who holds these roles for one part alone."""
    return replace(person(), grants=tuple(Grant(role, over) for role in roles))


@pytest.fixture
def table() -> Iterator[None]:
    access.install(
        {
            "test.rate": [[access.role(Role.ASSESSOR), access.is_not_about_self]],
            "test.read": [[access.role(Role.LINE_MANAGER), access.is_own_report], [access.is_about_self]],
            "test.nobody": [],
        }
    )
    yield
    from skillmark.config import tables

    tables.install()


@pytest.mark.usefixtures("table")
def test_every_predicate_of_one_branch_must_hold() -> None:
    assessor = person(Role.ASSESSOR)
    assert access.may(assessor, "test.rate", About(OTHER))
    assert not access.may(assessor, "test.rate", About(SELF)), "nobody acts on herself"
    assert not access.may(person(Role.WORKER), "test.rate", About(OTHER))


@pytest.mark.usefixtures("table")
def test_one_branch_is_enough() -> None:
    assert access.may(person(Role.WORKER), "test.read", About(SELF))
    assert access.may(person(Role.LINE_MANAGER), "test.read", About(REPORT))
    assert not access.may(person(Role.LINE_MANAGER), "test.read", About(OTHER))


@pytest.mark.usefixtures("table")
def test_a_route_asks_whether_any_subject_could_be_allowed() -> None:
    assert access.may_ever(person(Role.ASSESSOR), "test.rate")
    assert not access.may_ever(person(Role.WORKER), "test.rate")
    assert access.may_ever(person(Role.WORKER), "test.read")
    assert not access.may_ever(person(*Role), "test.nobody")


@pytest.mark.usefixtures("table")
def test_a_permission_nobody_declared_is_a_defect() -> None:
    with pytest.raises(KeyError):
        access.may(person(), "test.unknown")


@pytest.mark.usefixtures("table")
def test_require_names_the_permission_it_misses() -> None:
    with pytest.raises(access.Forbidden) as refused:
        access.require(person(Role.WORKER), "test.rate", About(OTHER))
    assert refused.value.permission == "test.rate"
    access.require(person(Role.ASSESSOR), "test.rate", About(OTHER))


@pytest.mark.usefixtures("table")
def test_the_foundations_own_permissions_are_always_in_force() -> None:
    assert "foundation.signing_key.rotate" in access.installed()


@pytest.mark.parametrize(
    "predicate, who, verdict",
    [
        (access.anybody, ANYBODY, True),
        (access.signed_in, ANYBODY, False),
        (access.signed_in, person(), True),
        (access.is_holder, holder(SELF), True),
        (access.is_holder, person(), False),
        (access.is_member, person(person_id=None), False),
        (access.is_member, person(Role.AGENCY, person_id=None), True),
        (access.is_member, person(), True),
        (access.is_member, holder(SELF), False),
        (access.is_program, program(PLACE, "worker"), True),
        (access.is_program, person(*Role), False),
        (access.role(Role.AGENCY), person(Role.AGENCY), True),
        (access.role(Role.AGENCY), person(Role.WORKER), False),
        (access.role(Role.AGENCY), Actor(grants=(Grant(Role.AGENCY),)), False),
        (access.role(Role.AGENCY), for_one(Role.AGENCY), False),
        (access.role_for_some(Role.AGENCY), for_one(Role.AGENCY), True),
        (access.role_for_some(Role.AGENCY), for_one(Role.WORKER), False),
        (access.role_for_some(Role.AGENCY), person(Role.AGENCY), False),
    ],
)
def test_predicates_about_the_actor(predicate: access.Predicate, who: Actor, verdict: bool) -> None:
    assert predicate(who, None) is verdict


@pytest.mark.parametrize(
    "predicate, subject, verdict",
    [
        (access.in_workspace, About(OTHER), True),
        (access.in_workspace, About(OTHER, ELSEWHERE), False),
        (access.is_about_self, About(SELF), True),
        (access.is_about_self, About(OTHER), False),
        (access.is_own_report, About(REPORT), True),
        (access.is_own_report, About(SELF), False),
    ],
)
def test_predicates_about_the_subject(predicate: access.Predicate, subject: About, verdict: bool) -> None:
    assert predicate(person(), subject) is verdict


def test_a_password_alone_signs_and_decides_nothing_but_in_a_demonstration() -> None:
    weak = person(Role.TALENT_LEAD)
    assert not access.logged_in_for_signing(weak, None)
    assert access.logged_in_for_signing(replace(weak, strong_login=True), None)
    assert access.logged_in_for_signing(replace(weak, demonstration=True), None)


@pytest.mark.usefixtures("table")
def test_whom_only_her_log_in_hinders_is_told_so_and_still_finds_the_way() -> None:
    access.install({"test.sign": [[access.role(Role.TALENT_LEAD), access.logged_in_for_signing]]})
    lead, worker = person(Role.TALENT_LEAD), person(Role.WORKER)
    assert access.may_ever(lead, "test.sign"), "a menu shows it"
    assert access.could(lead, "test.sign")
    assert not access.may(lead, "test.sign")
    for ask in (access.require, access.require_ever):
        with pytest.raises(access.LogInTooWeak):
            ask(lead, "test.sign")
        with pytest.raises(access.Forbidden) as refused:
            ask(worker, "test.sign")
        assert not isinstance(refused.value, access.LogInTooWeak)
        ask(replace(lead, strong_login=True), "test.sign")


@pytest.mark.usefixtures("table")
def test_whom_only_a_qualification_hinders_is_told_so_and_still_finds_the_way() -> None:
    @access.to_be_shown
    def is_qualified(actor: Actor, subject: object) -> bool:
        return False

    access.install({"test.open": [[access.role(Role.RECRUITER), is_qualified, access.is_not_about_self]]})
    recruiter, worker = person(Role.RECRUITER), person(Role.WORKER)
    assert access.may_ever(recruiter, "test.open"), "a menu shows it"
    assert access.could(recruiter, "test.open", About(OTHER))
    assert not access.may(recruiter, "test.open", About(OTHER))
    for ask in (partial(access.require, subject=About(OTHER)), access.require_ever):
        with pytest.raises(access.NotQualified):
            ask(recruiter, "test.open")
        with pytest.raises(access.Forbidden) as refused:
            ask(worker, "test.open")
        assert not isinstance(refused.value, access.NotQualified)
    with pytest.raises(access.Forbidden) as herself:
        access.require(recruiter, "test.open", About(SELF))
    assert not isinstance(herself.value, access.NotQualified), "qualified or not, nobody acts on herself"


def test_a_role_for_a_part_reaches_the_records_of_that_part_alone() -> None:
    reaches, coach = access.role_over(Role.CASE_MANAGER), for_one(Role.CASE_MANAGER, over=OTHER)
    assert reaches(coach, About(OTHER))
    assert not reaches(coach, About(REPORT))
    assert not reaches(coach, None)
    assert not reaches(for_one(Role.WORKER, over=OTHER), About(OTHER))
    assert not reaches(person(Role.CASE_MANAGER), About(OTHER)), "held for everybody is another role than hers"
    assert not reaches(replace(coach, scope=HolderScope(SELF)), About(OTHER))
    assert reaches(for_one(Role.CASE_MANAGER, over=PLACE), SimpleNamespace(pk=OTHER, unit_id=PLACE))
    assert reaches(for_one(Role.CASE_MANAGER, over=PLACE), SimpleNamespace(person_id=OTHER, cohort_id=PLACE))
