"""Two records of one person made one, undone, erased, told."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from tests.people import factories as make

from skillmark.foundation import holds, links, personal, retention
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor, Role, holder
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.models import Consent, Employment, Merge, Person, RoleGrant, SelfRating, WorkPreference

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
TABLES = (Person, Employment, SelfRating, WorkPreference, Consent, RoleGrant)


@pytest.fixture
def lead() -> Actor:
    return make.member(make.workspace(), Role.TALENT_LEAD, name="Lea Lead").actor


@pytest.fixture
def two(lead: Actor) -> tuple[UUID, UUID]:
    """Ana as an applicant, with a job, ratings and needs, and Ana as an employee, with needs of her own."""
    system = make.system(queries.workspace(lead))
    applicant = actions.import_applicants(system, applicants=[make.applicant("A-1", "Ana Ruiz")], now=make.NOW)["A-1"]
    employee = make.person(queries.workspace(lead), "Ana M. Ruiz", phone="+15550100")
    report = make.person(queries.workspace(lead), "Bo Chen")
    actions.set_manager(system, person_id=report.pk, manager_id=applicant.pk, now=make.NOW)
    actions.set_manager(system, person_id=employee.pk, manager_id=applicant.pk, now=make.NOW)
    needs: dict[str, Any] = {"floor_wage": None, "commute_minutes": 20, "available_from": None}
    actions.set_preference(system, person_id=employee.pk, **needs, now=make.NOW)
    coach = make.person(queries.workspace(lead), "Cleo Coach")
    actions.grant_role(
        system, person_id=coach.pk, role=Role.CASE_MANAGER, over=applicant.pk, starts=make.NOW.date(), now=make.NOW
    )
    return employee.pk, applicant.pk


def state(actor: Actor) -> list[Any]:
    return [list(model.objects.within(actor).order_by("pk").values()) for model in TABLES]


def merge(lead: Actor, two: tuple[UUID, UUID]) -> Merge:
    return actions.merge_persons(lead, kept_id=two[0], absorbed_id=two[1], now=make.NOW)


def test_what_one_record_had_follows_to_the_other_and_what_it_lacked_is_filled(
    lead: Actor, two: tuple[UUID, UUID]
) -> None:
    merge(lead, two)
    kept, absorbed = (Person.objects.within(lead).get(pk=pk) for pk in two)
    assert (kept.name, kept.reference, kept.email, kept.phone) == ("Ana M. Ruiz", "A-1", "a-1@example.org", "+15550100")
    assert (absorbed.merged_into_id, absorbed.reference, kept.manager_id) == (kept.pk, "", None)
    assert Employment.objects.within(lead).get().person_id == kept.pk
    assert Person.objects.within(lead).get(name="Bo Chen").manager_id == kept.pk
    assert RoleGrant.objects.within(lead).get(role=Role.CASE_MANAGER).over == kept.pk
    assert {found.pk for found in queries.persons(lead, "Ana")} == {kept.pk}
    with pytest.raises(NotFound):
        queries.person(lead, absorbed.pk)


def test_of_what_there_may_be_one_the_kept_record_keeps_its_own(lead: Actor, two: tuple[UUID, UUID]) -> None:
    merge(lead, two)
    assert WorkPreference.objects.within(lead).get(person_id=two[0]).commute_minutes == 20
    assert WorkPreference.objects.within(lead).get(person_id=two[1]).commute_minutes == 30


def test_an_undo_restores_exactly(lead: Actor, two: tuple[UUID, UUID]) -> None:
    before = state(lead)
    made = merge(lead, two)
    assert state(lead) != before
    actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert state(lead) == before
    with pytest.raises(NotFound):
        actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert merge(lead, two).pk != made.pk, "they can be merged again"


def test_an_undo_is_refused_once_something_new_depends_on_it(lead: Actor, two: tuple[UUID, UUID]) -> None:
    made = merge(lead, two)
    actions.record_employment(lead, person_id=two[0], title="Cook", now=LATER)
    before = state(lead)
    with pytest.raises(actions.SomethingDepends):
        actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert state(lead) == before


def test_an_undo_is_refused_once_a_value_that_was_taken_is_another(lead: Actor, two: tuple[UUID, UUID]) -> None:
    made = merge(lead, two)
    Person.objects.within(lead).filter(pk=two[0]).update(email="new@example.org")
    with pytest.raises(actions.SomethingDepends):
        actions.undo_merge(lead, merge_id=made.pk, now=LATER)


def told(lead: Actor, person_id: UUID) -> list[str]:
    kinds = [row["kind"].partition(".") for row in personal.everything(lead, person_id)]
    return sorted(kind for context, _, kind in kinds if context == "people")


def test_she_is_told_what_both_records_hold_and_after_an_undo_each_its_own(lead: Actor, two: tuple[UUID, UUID]) -> None:
    apart = [told(lead, pk) for pk in two]
    made = merge(lead, two)
    assert told(lead, two[0]) == sorted([*apart[0], *apart[1], "merge"])
    actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert told(lead, two[1]) == apart[1]


def test_erasing_her_erases_both_records(lead: Actor, two: tuple[UUID, UUID]) -> None:
    merge(lead, two)
    actions.erase_person(make.system(queries.workspace(lead)), person_id=two[0], now=LATER)
    for person in Person.objects.within(lead).filter(pk__in=two):
        assert (person.name, person.email, person.erased_at) == ("", "", LATER)
    assert not WorkPreference.objects.within(lead).filter(person_id__in=two).exists()
    assert not Merge.objects.within(lead).exists()


def test_she_erases_both_records_herself(lead: Actor, two: tuple[UUID, UUID]) -> None:
    merge(lead, two)
    account = actions.open_account(email="ana@example.org", name="Ana", password=None, now=make.NOW)
    actions.link_account(make.system(queries.workspace(lead)), person_id=two[0], account_id=account.pk, now=make.NOW)
    actions.erase_self(holder(account.pk), person_id=two[0], now=LATER)
    assert {person.erased_at for person in Person.objects.within(lead).filter(pk__in=two)} == {LATER}


def test_a_hold_on_either_record_stops_the_erasure_of_both(lead: Actor, two: tuple[UUID, UUID]) -> None:
    holds.place_hold(lead, person_id=two[1], reason="A claim is open.", now=make.NOW)
    made = merge(lead, two)
    with pytest.raises(holds.OnHold):
        actions.erase_person(make.system(queries.workspace(lead)), person_id=two[0], now=LATER)
    assert [one.person_id for one in holds.standing(lead)] == [two[0]]
    actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert [one.person_id for one in holds.standing(lead)] == [two[1]]


def test_a_link_given_to_either_record_is_given_to_the_one_that_stays(lead: Actor, two: tuple[UUID, UUID]) -> None:
    """Else it would let her do to herself what only another may."""
    until = make.NOW + timedelta(days=7)
    link, _ = links.open_link(
        lead, purpose="test.do", subject=queries.workspace(lead), person_id=two[0], holder_id=two[1], single_use=True,
        expires_at=until, now=make.NOW,
    )  # fmt: skip
    made = merge(lead, two)
    assert CapabilityLink.objects.within(lead).get(pk=link.pk).holder_id == two[0]
    actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    assert CapabilityLink.objects.within(lead).get(pk=link.pk).holder_id == two[1]


def test_no_rule_lets_go_of_a_merged_record_alone(lead: Actor, two: tuple[UUID, UUID]) -> None:
    retention.set_rule(lead, kind="people.person", place="us", months=1, source="A law.", now=make.NOW)
    merge(lead, two)
    gone = retention.tonight(lead, make.NOW + timedelta(days=400))
    assert two[1] not in [person_id for kind in gone for person_id in kind.person_ids]


def test_after_an_undo_erasing_one_leaves_the_other(lead: Actor, two: tuple[UUID, UUID]) -> None:
    made = merge(lead, two)
    actions.undo_merge(lead, merge_id=made.pk, now=LATER)
    actions.erase_person(make.system(queries.workspace(lead)), person_id=two[0], now=LATER)
    assert Person.objects.within(lead).get(pk=two[1]).name == "Ana Ruiz"
    assert Employment.objects.within(lead).get().person_id == two[1]


def test_a_merged_record_is_never_merged_again_and_two_log_ins_are_never_made_one(
    lead: Actor, two: tuple[UUID, UUID]
) -> None:
    where = queries.workspace(lead)
    ana, bo = (make.member(where, Role.WORKER, name=name) for name in ("Ana", "Bo"))
    for kept, absorbed, reason in ((ana, bo, "log_ins"), (ana, ana, "same")):
        with pytest.raises(actions.CannotMerge) as refused:
            actions.merge_persons(lead, kept_id=kept.person_id, absorbed_id=absorbed.person_id, now=make.NOW)
        assert refused.value.reason == reason
    merge(lead, two)
    with pytest.raises(actions.CannotMerge):
        actions.merge_persons(lead, kept_id=ana.person_id, absorbed_id=two[1], now=make.NOW)


def test_nobody_merges_herself(lead: Actor, two: tuple[UUID, UUID]) -> None:
    assert lead.person_id is not None
    with pytest.raises(Forbidden):
        actions.merge_persons(lead, kept_id=two[0], absorbed_id=lead.person_id, now=make.NOW)


def test_every_table_of_every_context_that_names_a_person_follows_or_is_history() -> None:
    from skillmark.people.actions.merging import _movable

    follows = {(model._meta.label, attribute) for model, attribute in _movable()}
    for model in apps.get_models():
        if getattr(model, "append_only", False) or model is Merge:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Person:
                assert (model._meta.label, field.attname) in follows


def test_the_pages_say_which_record_stays_and_undo_it(two: tuple[UUID, UUID], lead: Actor) -> None:
    client = make.member(queries.workspace(lead), Role.TALENT_LEAD).client()
    root = f"/w/{queries.workspace(lead).slug}/people"
    assert "Ana Ruiz" in client.get(f"{root}/{two[0]}/merge/?text=Ruiz").content.decode()
    page = client.get(f"{root}/{two[0]}/merge/{two[1]}/").content.decode()
    assert "This record stays" in page
    assert f"{two[1]}/merge/{two[0]}/" in page, "the other may stay instead"
    shown = client.post(f"{root}/{two[0]}/merge/{two[1]}/", follow=True).content.decode()
    assert "was merged into this one" in shown
    made = Merge.objects.within(lead).get()
    assert "gets back all it had" in client.get(f"{root}/merges/{made.pk}/undo/").content.decode()
    assert "two records again" in client.post(f"{root}/merges/{made.pk}/undo/", follow=True).content.decode()
