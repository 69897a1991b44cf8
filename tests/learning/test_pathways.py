"""Modules by hand: how each is given and by whom, what comes first, and when the whole way can be done."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from tests.campaigns import factories as make
from tests.learning.test_catalogue import address, asked, module, text_of
from tests.people import factories as people
from tests.support.spreadsheets import carried, taken_back

from skillmark.campaigns import queries as campaigns
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.planning import Module
from skillmark.kernel.values import BadInput
from skillmark.learning import actions, queries, rules
from skillmark.learning.actions import Taught
from skillmark.people import queries as persons
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


def chained() -> list[Module]:
    """Two ways to C, of which B's is the longer."""
    short, long, end = module("X", "A"), module("X", "B"), module("X", "C", prerequisites=("A", "B"))
    return [end, short, Module("B", long.steps, Decimal(4), 0, Decimal("3.5"))]


def saved(lead: people.Member, campaign: campaigns.Campaign, given: Module, **others: Any) -> queries.Module:
    taught = others.pop("taught", Taught())
    return actions.save_module(
        lead.actor, campaign_id=campaign.pk, module=given, taught=taught, now=make.NOW, **others
    )  # fmt: skip


def one_campaign() -> tuple[people.Member, campaigns.Campaign, str]:
    where = make.place()
    campaign = make.campaign(where)
    return people.member(where, Role.TALENT_LEAD), campaign, asked(where, campaign)[0]


def test_a_pathway_takes_the_hours_of_all_and_the_weeks_of_the_longest_chain() -> None:
    way = rules.pathway(chained(), ["C"])
    assert [leg.module.module_id for leg in way.legs] == ["A", "B", "C"]
    assert (way.hours, way.weeks) == (Decimal(29), Decimal("5.5"))
    assert way.legs[-1].begins == Decimal("3.5")
    assert rules.ends(chained()) == ["C"]


def test_a_week_from_a_monday_ends_on_its_sunday_and_a_part_of_a_day_counts_whole() -> None:
    monday = date(2026, 5, 4)
    assert rules.last_day(monday, Decimal(1)) == date(2026, 5, 10)
    assert rules.last_day(monday, Decimal("0.5")) == date(2026, 5, 7)
    assert rules.last_day(monday, Decimal(0)) == monday
    assert rules.first_day(monday, Decimal(1)) == date(2026, 5, 11)


def test_a_circle_is_written_out_and_there_is_none_where_two_ways_meet() -> None:
    assert rules.circle({"A": ["B"], "B": ["C"], "C": ["A"]}, "A") == ("A", "B", "C", "A")
    assert rules.circle({"A": ["A"]}, "A") == ("A", "A")
    assert rules.circle({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, "A") == ()


def test_a_module_saved_by_hand_keeps_what_waits_for_it_and_is_assumed_no_longer() -> None:
    lead, campaign, first = one_campaign()
    home = persons.profile(lead.actor)
    actions.import_modules(lead.actor, campaign_id=campaign.pk, modules=[module(first, assumed=True)], now=make.NOW)
    saved(lead, campaign, module(first, "M2", prerequisites=("M1",)))
    assert campaigns.campaign(lead.actor, campaign.pk).training_assumed
    old = queries.modules(lead.actor, campaign.pk).get(reference="M1")
    saved(lead, campaign, module(first, "Pumps 1"), module_id=old.pk, taught=Taught("online", home.pk))
    one, two = queries.modules(lead.actor, campaign.pk)
    assert (one.pk, one.reference, one.delivery, one.provider_id) == (old.pk, "Pumps 1", "online", home.pk)
    assert two.prerequisites == ["Pumps 1"]
    assert not campaigns.campaign(lead.actor, campaign.pk).training_assumed


def test_what_would_never_end_or_is_not_there_is_refused_with_its_field() -> None:
    lead, campaign, first = one_campaign()
    one = saved(lead, campaign, module(first, "M1"))
    saved(lead, campaign, module(first, "M2", prerequisites=("M1",)))
    refused = {
        "prerequisites": [module(first, "M1", prerequisites=("M2",)), module(first, "M1", prerequisites=("M9",))],
        "reference": [module(first, "M2"), module(first, "M;1")],
        "hours": [Module("M1", one_step(first), Decimal(0), 0, Decimal(1))],
    }
    for column, wrong in refused.items():
        for given in wrong:
            with pytest.raises(BadInput) as bad:
                saved(lead, campaign, given, module_id=one.pk)
            assert bad.value.problems[0].column == column
    with pytest.raises(BadInput, match="M2"):
        actions.remove_module(lead.actor, campaign_id=campaign.pk, module_id=one.pk, now=make.NOW)
    elsewhere = persons.profile(people.member(make.place(), Role.TALENT_LEAD).actor)
    with pytest.raises(NotFound):
        saved(lead, campaign, module(first, "M3"), taught=Taught("online", elsewhere.pk))
    assert [found.reference for found in queries.modules(lead.actor, campaign.pk)] == ["M1", "M2"]


def one_step(competency: str) -> Any:
    return module(competency).steps


def test_a_table_that_comes_in_keeps_how_a_module_is_given_and_its_undo_brings_back_what_it_took_away() -> None:
    lead, campaign, first = one_campaign()
    taught = Taught("hands_on", persons.profile(lead.actor).pk)
    kept = saved(lead, campaign, module(first, "M1"), taught=taught)
    saved(lead, campaign, module(first, "M2"), taught=taught)
    table = "module_id,competency_id,from_level,to_level,hours,cost,weeks,prerequisites\nM1," + first + ",0,1,3,7,1,\n"
    record = carried(lead.actor, "training", table, about_id=campaign.pk)
    assert [(one.pk, one.delivery) for one in queries.modules(lead.actor, campaign.pk)] == [(kept.pk, "hands_on")]
    taken_back(lead.actor, record)
    told = [(one.reference, one.delivery, one.provider_id) for one in queries.modules(lead.actor, campaign.pk)]
    assert told == [(name, "hands_on", taught.provider_id) for name in ("M1", "M2")]


def test_a_module_is_added_changed_and_taken_off_on_pages(language: str) -> None:
    lead, campaign, first = one_campaign()
    client = lead.client()
    home = persons.profile(lead.actor)
    sent = {
        "reference": "Pumps 1", "delivery": "on_the_job", "provider": str(home.pk), "hours": "12.5", "weeks": "2",
        "cost": "450.50", "competency_1": first, "from_1": "0", "to_1": "2",
    }  # fmt: skip
    half = client.post(address("add_module", lead, campaign), {**sent, "competency_2": first, "from_1": "2"})
    assert half.status_code == 400
    shown = text_of(half)
    assert "This has to be higher than the level before." in shown
    assert "Fill in all three, or none." in shown
    assert client.post(address("add_module", lead, campaign), sent).status_code == 302
    catalogue = text_of(client.get(address("catalogue", lead, campaign)))
    assert "On the job" in catalogue
    assert home.name in catalogue
    record = queries.modules(lead.actor, campaign.pk).get()
    assert record.cost_minor == 45_050
    places = {"workspace": lead.slug, "campaign_id": campaign.pk, "module_id": record.pk}
    change, remove, way = (
        reverse(f"learning:{name}", kwargs=places) for name in ("change_module", "remove_module", "pathway")
    )
    for page in (change, remove, way, address("pathways", lead, campaign)):
        html = client.get(page, headers={"accept-language": language}).content.decode()
        assert code_words_in(html, language) == []
    assert "May 17, 2026" in text_of(client.get(address("pathways", lead, campaign)))
    saved(lead, campaign, module(first, "M2", prerequisites=("Pumps 1",)))
    circle = client.post(change, {**sent, "prerequisites": ["M2"]})
    assert circle.status_code == 400
    assert "Pumps 1 → M2 → Pumps 1" in text_of(circle)
    assert "These wait for it: M2." in text_of(client.post(remove))
    second = queries.modules(lead.actor, campaign.pk).get(reference="M2")
    actions.remove_module(lead.actor, campaign_id=campaign.pk, module_id=second.pk, now=make.NOW)
    assert client.post(remove).status_code == 302
    assert "No training is on offer yet." in text_of(client.get(address("pathways", lead, campaign)))


def test_the_pages_of_a_long_catalogue_ask_no_more_than_those_of_a_short_one(
    django_assert_max_num_queries: Any,
) -> None:
    lead, campaign, first = one_campaign()
    client = lead.client()
    many = [module(first, f"M{n}", prerequisites=(f"M{n - 1}",) if n else ()) for n in range(60)]
    actions.import_modules(lead.actor, campaign_id=campaign.pk, modules=many, now=make.NOW)
    for name in ("catalogue", "pathways"):
        with django_assert_max_num_queries(20):
            client.get(address(name, lead, campaign))
