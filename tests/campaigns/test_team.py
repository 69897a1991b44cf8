"""Who answers for a campaign, who pays, and what a record and a hire cost (S0-31)."""

from typing import Any

import pytest
from django.urls import reverse
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.campaigns import actions, queries, resources, rules
from skillmark.campaigns.models import Responsibility
from skillmark.campaigns.states import Arm, Duty, State
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions as persons

pytestmark = pytest.mark.django_db


def started() -> tuple[people.Workspace, people.Member, queries.Campaign]:
    where = make.place()
    return where, people.member(where, Role.TALENT_LEAD), make.campaign(where)


def organisation(where: people.Workspace, name: str) -> Any:
    return persons.add_organisation(people.system(where), name=name, kind="agency", now=make.NOW)


def spent(where: people.Workspace, campaign: queries.Campaign, arm: Arm, minor: int) -> None:
    actions.post(
        people.system(where), campaign_id=campaign.pk, arm=arm, hours=make.Decimal(1), money_minor=minor, planned=False,
        told_by="test", what="test", happened_on=make.TODAY, now=make.NOW,
    )  # fmt: skip


def test_one_person_answers_for_a_part_and_the_next_replaces_her_on_record() -> None:
    where, lead, campaign = started()
    ida, nils = people.member(where, Role.ASSESSOR), people.member(where, Role.PROVIDER)
    for somebody in (ida, ida, nils):
        actions.charge(
            lead.actor, campaign_id=campaign.pk, duty=Duty.CONTENT, person_id=somebody.person_id, now=make.NOW
        )
    assert [one.person_id for one in resources.responsibilities(lead.actor, campaign.pk)] == [nils.person_id]
    assert Responsibility.objects.within(lead.actor).count() == 2
    assert resources.workload(lead.actor, frozenset({nils.person_id, ida.person_id})) == {
        nils.person_id: 1, ida.person_id: 0,
    }  # fmt: skip


def test_nobody_who_only_applied_or_only_works_here_answers_for_a_part() -> None:
    where, lead, campaign = started()
    for person_id in (people.person(where, "Ana").pk, people.member(where, Role.WORKER).person_id):
        with pytest.raises(NotFound):
            actions.charge(lead.actor, campaign_id=campaign.pk, duty=Duty.STANDARDS, person_id=person_id, now=make.NOW)


def test_a_payer_s_new_sum_takes_the_place_of_the_old_one_and_shares_come_to_the_whole() -> None:
    where, lead, campaign = started()
    office, works = organisation(where, "Labour office"), organisation(where, "Tideway Works")
    for payer, arm, minor in (
        (office, Arm.TRAIN, 100), (office, Arm.TRAIN, 300), (works, Arm.TRAIN, 50), (works, Arm.SUPPORT, 50),
    ):  # fmt: skip
        actions.allot(lead.actor, campaign_id=campaign.pk, payer_id=payer.pk, arm=arm, money_minor=minor, now=make.NOW)
    money = resources.money(lead.actor, campaign)
    assert money.payers == {"Labour office": 300, "Tideway Works": 100}
    assert [arm.budget for arm in money.arms] == [350, 50, 0]


@pytest.mark.parametrize(("minor", "count", "each"), [(0, 0, None), (100, 0, None), (100, 3, 33), (50, 4, 13)])
def test_a_cost_is_the_sum_over_the_count_rounded_half_up_and_none_before_there_is_any(
    minor: int, count: int, each: int | None
) -> None:
    totals = [rules.ArmTotal(Arm.TRAIN, 100, make.Decimal(0), 0, make.Decimal(0), minor)]
    assert rules.resources(totals, [], records=count, hires=0).each_record == each


def test_what_a_hire_costs_leaves_support_out_for_whoever_may_not_know_it() -> None:
    where, lead, campaign = started()
    spent(where, campaign, Arm.TRAIN, 90_000)
    spent(where, campaign, Arm.SUPPORT, 30_000)
    ids = [people.person(where, name).pk for name in ("Ana", "Ben", "Cleo")]
    make.note(where, campaign.pk, ids, State.PLACED)
    told = resources.money(lead.actor, campaign)
    assert (told.spent, told.hires, told.each_hire, told.whole) == (90_000, 3, 30_000, False)
    coach = people.member(where, Role.CASE_MANAGER)
    assert resources.money(coach.actor, campaign).each_hire == 40_000
    shown = lead.client().get(page("team", lead, campaign)).content.decode()
    assert "$300 for each of 3 people" in shown
    assert "without support" in shown


def test_whoever_reads_the_campaign_alone_reads_the_owners_and_no_money() -> None:
    where, lead, campaign = started()
    actions.charge(lead.actor, campaign_id=campaign.pk, duty=Duty.STANDARDS, person_id=lead.person_id, now=make.NOW)
    recruiter = people.member(where, Role.RECRUITER)
    shown = recruiter.client().get(page("team", recruiter, campaign)).content.decode()
    assert resources.owners(lead.actor, campaign.pk)[Duty.STANDARDS].person.name in shown  # type: ignore[union-attr]
    assert "Budget" not in shown


def test_the_pages_name_who_answers_and_who_pays() -> None:
    where, lead, campaign = started()
    office = organisation(where, "Labour office")
    client = lead.client()
    chosen = {duty.value: str(lead.person_id) if duty is Duty.CONTENT else "" for duty in Duty}
    assert client.post(page("charge", lead, campaign), chosen).status_code == 302
    given = {"payer": str(office.pk), "arm": "train", "money": "1200"}
    assert client.post(page("allot", lead, campaign), given).status_code == 302
    assert client.post(page("allot", lead, campaign), given | {"money": "-1"}).status_code == 400
    shown = client.get(page("team", lead, campaign)).content.decode()
    assert "$1,200" in shown
    assert "100%" in shown


def page(name: str, member: Any, campaign: queries.Campaign) -> str:
    return reverse(f"campaigns:{name}", args=[member.slug, campaign.pk])
