from datetime import timedelta

import pytest
import time_machine
from tests.people import factories as make

from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.actions.persons import ManagedInACircle
from skillmark.people.actions.roles import EndsBeforeItStarts

pytestmark = pytest.mark.django_db


def test_an_account_is_nobody_in_a_workspace_it_is_not_linked_to() -> None:
    mine, other = make.workspace(), make.workspace()
    lead = make.member(mine, Role.TALENT_LEAD)
    assert lead.actor.person_id == lead.person_id
    with pytest.raises(NotFound):
        queries.actor_for(lead.account_id, other.slug, strong_login=False)


def test_one_person_holds_several_roles_and_each_only_in_its_period() -> None:
    where = make.workspace()
    ana = make.member(where, Role.WORKER, Role.ASSESSOR)
    with time_machine.travel(make.NOW, tick=False):
        actions.grant_role(
            make.system(where),
            person_id=ana.person_id,
            role=Role.RECRUITER,
            starts=make.NOW.date() + timedelta(days=2),
            ends=make.NOW.date() + timedelta(days=3),
            now=make.NOW,
        )
        assert ana.actor.roles == {Role.WORKER, Role.ASSESSOR}
    with time_machine.travel(make.NOW + timedelta(days=3), tick=False):
        assert Role.RECRUITER in ana.actor.roles
    with time_machine.travel(make.NOW + timedelta(days=4), tick=False):
        assert Role.RECRUITER not in ana.actor.roles


def test_a_role_begins_on_the_workspace_s_own_day() -> None:
    where = make.workspace()  # New York
    ana = make.member(where)
    actions.grant_role(
        make.system(where), person_id=ana.person_id, role=Role.WORKER, starts=make.NOW.date(), now=make.NOW
    )
    with time_machine.travel("2026-03-02T04:30:00Z", tick=False):
        assert ana.actor.roles == set()
    with time_machine.travel("2026-03-02T05:30:00Z", tick=False):
        assert ana.actor.roles == {Role.WORKER}


def test_a_role_taken_away_is_gone_at_once() -> None:
    where = make.workspace()
    lead, ana = make.member(where, Role.TALENT_LEAD), make.member(where, Role.RECRUITER)
    (grant,) = queries.grants(lead.actor).filter(person_id=ana.person_id)
    actions.end_role(lead.actor, grant_id=grant.pk, now=make.NOW)
    assert ana.actor.roles == set()
    actions.end_role(lead.actor, grant_id=grant.pk, now=make.NOW + timedelta(days=1))
    assert queries.grants(lead.actor).get(pk=grant.pk).ended_at == make.NOW


def test_nobody_grants_or_ends_a_role_of_her_own() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, Role.OPERATOR)
    with pytest.raises(Forbidden):
        actions.grant_role(lead.actor, person_id=lead.person_id, role=Role.EVALUATOR, now=make.NOW)
    own = queries.grants(lead.actor).filter(person_id=lead.person_id).first()
    assert own is not None
    with pytest.raises(Forbidden):
        actions.end_role(lead.actor, grant_id=own.pk, now=make.NOW)


def test_a_recruiter_grants_no_roles() -> None:
    where = make.workspace()
    recruiter, ana = make.member(where, Role.RECRUITER), make.member(where)
    with pytest.raises(Forbidden):
        actions.grant_role(recruiter.actor, person_id=ana.person_id, role=Role.TALENT_LEAD, now=make.NOW)


def test_a_role_does_not_end_before_it_starts() -> None:
    where = make.workspace()
    ana = make.member(where)
    today = make.NOW.date()
    with pytest.raises(EndsBeforeItStarts):
        actions.grant_role(
            make.system(where),
            person_id=ana.person_id,
            role=Role.WORKER,
            starts=today,
            ends=today - timedelta(days=1),
            now=make.NOW,
        )


def test_a_line_manager_sees_her_own_reports_and_herself_alone() -> None:
    where = make.workspace()
    manager = make.member(where, Role.LINE_MANAGER, name="Mo Manager")
    hers, other = make.person(where, "Ana Ruiz"), make.person(where, "Bo Berg")
    actions.set_manager(make.system(where), person_id=hers.pk, manager_id=manager.person_id, now=make.NOW)
    assert [person.name for person in queries.persons(manager.actor)] == ["Ana Ruiz", "Mo Manager"]
    assert queries.person(manager.actor, hers.pk).pk == hers.pk
    with pytest.raises(NotFound):
        queries.person(manager.actor, other.pk)


def test_reports_are_nobody_s_business_without_the_role() -> None:
    where = make.workspace()
    former = make.member(where, Role.WORKER)
    hers = make.person(where, "Bo Berg")
    actions.set_manager(make.system(where), person_id=hers.pk, manager_id=former.person_id, now=make.NOW)
    assert former.actor.reports == frozenset()


def test_nobody_manages_her_own_manager() -> None:
    where = make.workspace()
    actor = make.system(where)
    top, middle, low = make.person(where, "T"), make.person(where, "M"), make.person(where, "L")
    actions.set_manager(actor, person_id=middle.pk, manager_id=top.pk, now=make.NOW)
    actions.set_manager(actor, person_id=low.pk, manager_id=middle.pk, now=make.NOW)
    with pytest.raises(ManagedInACircle):
        actions.set_manager(actor, person_id=top.pk, manager_id=low.pk, now=make.NOW)
    actions.set_manager(actor, person_id=low.pk, manager_id=None, now=make.NOW)
    actions.set_manager(actor, person_id=top.pk, manager_id=low.pk, now=make.NOW)


def test_floor_wage_is_for_herself_and_her_coach_alone() -> None:
    where = make.workspace()
    persons = actions.import_applicants(make.system(where), applicants=[make.applicant()], now=make.NOW)
    nadia = persons["A-1"]
    account_id = make.account("Nadia")
    actions.link_account(make.system(where), person_id=nadia.pk, account_id=account_id, now=make.NOW)
    herself = queries.actor_for(account_id, where.slug, strong_login=False)
    coach = make.member(where, Role.CASE_MANAGER, over=nadia.pk)
    for reader in (herself, coach.actor):
        said = queries.preference(reader, nadia.pk)
        assert said is not None
        assert said.floor_wage == 2250
    others = [make.member(where, role).actor for role in Role if role is not Role.CASE_MANAGER]
    for reader in [*others, make.member(where, Role.CASE_MANAGER).actor]:
        with pytest.raises(Forbidden):
            queries.preference(reader, nadia.pk)
