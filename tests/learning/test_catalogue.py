"""A campaign's training: brought in whole or not at all, assumed where nobody offers any, and marked so."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.planning import Module, Step
from skillmark.kernel.values import BadInput
from skillmark.learning import actions, queries
from skillmark.standards import queries as standards
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db
COLUMNS = "module_id,competency_id,from_level,to_level,hours,cost,weeks,prerequisites\n"


def module(competency: str, name: str = "M1", **others: Any) -> Module:
    return Module(name, (Step(competency, 0, 2),), Decimal("12.5"), 45_050, Decimal(2), **others)


def asked(where: people.Workspace, campaign: campaigns.Campaign) -> list[str]:
    lines = standards.requirements(people.system(where), campaign.framework_id)
    return [requirement.competency_id for requirement in lines]


def address(name: str, member: people.Member, campaign: campaigns.Campaign) -> str:
    return reverse(f"learning:{name}", kwargs={"workspace": member.slug, "campaign_id": campaign.pk})


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def upload(member: people.Member, campaign: campaigns.Campaign, text: str) -> Any:
    file = SimpleUploadedFile("modules.csv", text.encode())
    return member.client().post(address("import", member, campaign), {"file": file})


def test_what_is_brought_in_is_what_planning_reads() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    first, second, *_ = asked(where, campaign)
    brought = [module(first), module(second, "M2", prerequisites=("M1",))]
    assert actions.import_modules(actor, campaign_id=campaign.pk, modules=brought, now=make.NOW) == 2
    assert queries.catalogue(actor, campaign.pk) == brought


def test_a_new_catalogue_takes_the_place_of_the_old() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    first = asked(where, campaign)[0]
    for name in ("M1", "M2"):
        actions.import_modules(actor, campaign_id=campaign.pk, modules=[module(first, name)], now=make.NOW)
    assert [each.module_id for each in queries.catalogue(actor, campaign.pk)] == ["M2"]


def test_the_assumed_catalogue_closes_everything_and_the_campaign_knows_it_is_assumed() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    actions.assume_catalogue(actor, campaign_id=campaign.pk, now=make.NOW)
    catalogue = queries.catalogue(actor, campaign.pk)
    assert all(each.assumed for each in catalogue)
    assert {step.competency_id for each in catalogue for step in each.steps} == set(asked(where, campaign))
    assert campaigns.campaign(actor, campaign.pk).training_assumed
    actions.import_modules(actor, campaign_id=campaign.pk, modules=[module(asked(where, campaign)[0])], now=make.NOW)
    assert not campaigns.campaign(actor, campaign.pk).training_assumed


def test_a_competency_may_go_by_the_sources_own_name() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    known = standards.identifiers(actor, campaign.framework_id)
    other, ours = next((name, own) for name, own in known.items() if own in asked(where, campaign) and name != own)
    actions.import_modules(actor, campaign_id=campaign.pk, modules=[module(other)], now=make.NOW)
    assert queries.catalogue(actor, campaign.pk)[0].steps[0].competency_id == ours
    twice = Module("M1", (Step(other, 0, 1), Step(ours, 0, 2)), Decimal(1), 0, Decimal(1))
    with pytest.raises(BadInput, match="gives one competency twice"):
        actions.import_modules(actor, campaign_id=campaign.pk, modules=[twice], now=make.NOW)


def test_who_may_bring_training_in() -> None:
    where, elsewhere = make.place(), make.place()
    campaign = make.campaign(where)
    modules = [module(asked(where, campaign)[0])]
    provider = people.member(where, Role.PROVIDER).actor
    actions.import_modules(provider, campaign_id=campaign.pk, modules=modules, now=make.NOW)
    recruiter = people.member(where, Role.RECRUITER).actor
    stranger = people.member(elsewhere, Role.TALENT_LEAD).actor
    with pytest.raises(access.Forbidden):
        actions.import_modules(recruiter, campaign_id=campaign.pk, modules=modules, now=make.NOW)
    with pytest.raises(NotFound):
        actions.import_modules(stranger, campaign_id=campaign.pk, modules=modules, now=make.NOW)


def test_a_bad_table_changes_nothing_shows_three_problems_and_gives_all_to_download() -> None:
    where = make.place()
    campaign = make.campaign(where)
    provider = people.member(where, Role.PROVIDER)
    first = asked(where, campaign)[0]
    bad = COLUMNS + "".join(f"M{number},{first},3,2,10,100,1,\n" for number in range(5))
    refused = upload(provider, campaign, bad)
    shown = text_of(refused)
    assert refused.status_code == 400
    assert "There are 5 problems in the table." in shown
    assert shown.count("is not above the from_level") == 3
    assert "modules.csv, row 2, column to_level" in shown
    every = provider.client()
    assert every.get(address("problems", provider, campaign)).status_code == 404  # another visit holds no table
    client = provider.client()
    client.post(address("import", provider, campaign), {"file": SimpleUploadedFile("modules.csv", bad.encode())})
    file = client.get(address("problems", provider, campaign)).content.decode()
    assert file.startswith("file,row,column,problem\n")
    assert file.count("modules.csv") == 5
    assert queries.catalogue(people.system(where), campaign.pk) == []


def test_the_downloaded_table_comes_back_as_it_was() -> None:
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD)
    first = asked(where, campaign)[0]
    assert upload(lead, campaign, f"{COLUMNS}M1,{first},0,2,12.5,450.50,2,\n").status_code == 302
    before = queries.catalogue(lead.actor, campaign.pk)
    table = lead.client().get(address("download", lead, campaign)).content.decode()
    assert upload(lead, campaign, table).status_code == 302
    assert queries.catalogue(lead.actor, campaign.pk) == before


def test_the_catalogue_page_marks_assumed_figures_and_names_what_nobody_teaches(language: str) -> None:
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD)
    client = lead.client()
    assert client.post(address("assume", lead, campaign)).status_code == 302
    shown = text_of(client.get(address("catalogue", lead, campaign)))
    assert "No provider gave these hours and costs." in shown
    assert "level 1 (assumed)" in shown
    assert "Nothing on offer teaches" not in shown
    one = [module(asked(where, campaign)[0])]
    actions.import_modules(lead.actor, campaign_id=campaign.pk, modules=one, now=make.NOW)
    shown = text_of(client.get(address("catalogue", lead, campaign)))
    assert "Nothing on offer teaches" in shown
    assert "No provider gave" not in shown
    html = client.get(address("catalogue", lead, campaign), headers={"accept-language": language}).content.decode()
    assert code_words_in(html, language) == []


def test_a_cost_in_yen_is_shown_and_given_back_as_it_was_brought() -> None:
    where = people.workspace(demonstration=True, currency="JPY")
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD)
    first = asked(where, campaign)[0]
    assert upload(lead, campaign, f"{COLUMNS}M1,{first},0,2,12.5,900,2,\n").status_code == 302
    assert "900 JPY" in text_of(lead.client().get(address("catalogue", lead, campaign)))
    assert "90,000" not in text_of(lead.client().get(address("catalogue", lead, campaign)))
    assert f"M1,{first},0,2,12.5,900,2," in lead.client().get(address("download", lead, campaign)).content.decode()
    assert upload(lead, campaign, f"{COLUMNS}M1,{first},0,2,12.5,900.5,2,\n").status_code == 400


def test_training_that_teaches_nothing_asked_for_is_brought_in_and_faults_name_the_file() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    assert actions.import_modules(actor, campaign_id=campaign.pk, modules=[module("NOT-ASKED")], now=make.NOW) == 1
    ours = asked(where, campaign)[0]
    twice = Module("M1", (Step(ours, 0, 1), Step(ours, 0, 2)), Decimal(1), 0, Decimal(1))
    with pytest.raises(BadInput, match=r"courses\.csv"):
        actions.import_modules(actor, campaign_id=campaign.pk, modules=[twice], name="courses.csv", now=make.NOW)
