"""A campaign's training: brought in whole or not at all, assumed where nobody offers any, and marked so."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from tests.campaigns import factories as make
from tests.people import factories as people
from tests.support.spreadsheets import bring, carried, counted, taken_back, told, work

from skillmark.campaigns import actions as campaigning
from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, jobs
from skillmark.foundation.imports import actions as imports
from skillmark.foundation.imports import running
from skillmark.foundation.models.imports import ImportState
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


def test_a_bad_row_keeps_the_whole_table_out_and_every_row_says_why() -> None:
    where = make.place()
    campaign = make.campaign(where)
    provider = people.member(where, Role.PROVIDER).actor
    first = asked(where, campaign)[0]
    bad = f"{COLUMNS}M1,{first},0,2,12.5,450,2,\nM2,{first},3,2,10,100,1,M9\nM3,,0,1,1,1,1,\n"
    record = bring(provider, "training", bad, about_id=campaign.pk)
    assert told(provider, record) == {
        2: "Training comes in whole: mend the other rows, and bring this one with them.",
        3: "to_level: 2 is not above the from_level 3; prerequisites: module M9 is in no readable row of the table",
        4: "The column “competency_id” is empty.",
    }
    with translation.override("es"):
        assert told(provider, record)[3] == (
            "to_level: 2 no es más alto que el nivel de partida (from_level) 3; "
            "prerequisites: el módulo M9 no está en ninguna fila legible de la tabla"
        )
    imports.carry_out(provider, import_id=record.pk, now=make.NOW)
    assert counted(work(provider, record)) == {"refused": 3}
    assert queries.catalogue(people.system(where), campaign.pk) == []


def test_the_same_table_twice_changes_nothing_and_an_undo_puts_the_one_before_back() -> None:
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD).actor
    first, second, *_ = asked(where, campaign)
    actions.assume_catalogue(lead, campaign_id=campaign.pk, now=make.NOW)
    before = queries.catalogue(lead, campaign.pk)
    text = f"{COLUMNS}M1,{second},0,2,12.5,450,2,\nM1,{first},0,2,12.5,450,2,\nM2,{first},0,1,3,0,1,M1\n"
    record = carried(lead, "training", text, about_id=campaign.pk)
    assert counted(record) == {"added": 3}
    assert [one.module_id for one in queries.catalogue(lead, campaign.pk)] == ["M1", "M2"]
    assert not campaigns.campaign(lead, campaign.pk).training_assumed
    assert counted(carried(lead, "training", text, about_id=campaign.pk)) == {"same": 3}
    assert taken_back(lead, record).state == ImportState.UNDONE
    assert queries.catalogue(lead, campaign.pk) == before
    assert campaigns.campaign(lead, campaign.pk).training_assumed


def test_training_that_was_changed_or_planned_with_since_stays() -> None:
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD).actor
    first = asked(where, campaign)[0]
    record = carried(lead, "training", f"{COLUMNS}M1,{first},0,2,12.5,450,2,\n", about_id=campaign.pk)
    campaigning.note_step(
        people.system(where), campaign_id=campaign.pk, step=campaigns.StepName.PLAN, happened_on=make.TODAY,
        url_name="campaigns:campaign", url_arguments=[str(campaign.pk)], now=make.NOW + timedelta(minutes=1),
    )  # fmt: skip
    assert taken_back(lead, record).dependency == [["A plan was made with this training since.", {}]]
    actions.assume_catalogue(lead, campaign_id=campaign.pk, now=make.NOW)
    assert taken_back(lead, record).dependency == [["The training on offer was changed since.", {}]]


def test_a_killed_worker_puts_no_half_of_a_table_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PIECE", 1)
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD).actor
    first, second, *_ = asked(where, campaign)
    text = f"{COLUMNS}M1,{first},0,2,12.5,450,2,\nM2,{second},0,2,1,1,1,\n"
    record = bring(lead, "training", text, about_id=campaign.pk)
    imports.carry_out(lead, import_id=record.pk, now=make.NOW)
    jobs.run_next(make.NOW)
    running._read.clear()  # another worker goes on
    assert queries.catalogue(lead, campaign.pk) == []
    assert counted(work(lead, record)) == {"added": 2}
    assert len(queries.catalogue(lead, campaign.pk)) == 2


def test_only_who_keeps_the_catalogue_brings_it_and_of_her_own_workspace() -> None:
    where = make.place()
    campaign = make.campaign(where)
    text = f"{COLUMNS}M1,{asked(where, campaign)[0]},0,2,12.5,450,2,\n"
    with pytest.raises(access.Forbidden):
        bring(people.member(where, Role.RECRUITER).actor, "training", text, about_id=campaign.pk)
    with pytest.raises(NotFound):
        bring(people.member(make.place(), Role.PROVIDER).actor, "training", text, about_id=campaign.pk)
    provider = people.member(where, Role.PROVIDER)
    with pytest.raises(ValueError, match="about a record"):
        bring(provider.actor, "training", text)
    page = provider.client().get(address("import", provider, campaign), follow=True).content.decode()
    assert f'<option value="{campaign.pk}" selected>' in page


def test_the_downloaded_table_comes_back_as_it_was() -> None:
    where = make.place()
    campaign = make.campaign(where)
    lead = people.member(where, Role.TALENT_LEAD)
    first = asked(where, campaign)[0]
    carried(lead.actor, "training", f"{COLUMNS}M1,{first},0,2,12.5,450.50,2,\n", about_id=campaign.pk)
    before = queries.catalogue(lead.actor, campaign.pk)
    table = lead.client().get(address("download", lead, campaign)).content.decode()
    assert counted(carried(lead.actor, "training", table, about_id=campaign.pk)) == {"same": 1}
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
    carried(lead.actor, "training", f"{COLUMNS}M1,{first},0,2,12.5,900,2,\n", about_id=campaign.pk)
    assert "900 JPY" in text_of(lead.client().get(address("catalogue", lead, campaign)))
    assert "90,000" not in text_of(lead.client().get(address("catalogue", lead, campaign)))
    assert f"M1,{first},0,2,12.5,900,2," in lead.client().get(address("download", lead, campaign)).content.decode()
    odd = bring(lead.actor, "training", f"{COLUMNS}M1,{first},0,2,12.5,900.5,2,\n", about_id=campaign.pk)
    assert told(lead.actor, odd) == {2: "cost: 900.5 has any decimals"}


def test_training_that_teaches_nothing_asked_for_is_brought_in_and_faults_name_the_file() -> None:
    where = make.place()
    campaign, actor = make.campaign(where), people.system(where)
    assert actions.import_modules(actor, campaign_id=campaign.pk, modules=[module("NOT-ASKED")], now=make.NOW) == 1
    ours = asked(where, campaign)[0]
    twice = Module("M1", (Step(ours, 0, 1), Step(ours, 0, 2)), Decimal(1), 0, Decimal(1))
    with pytest.raises(BadInput, match=r"courses\.csv"):
        actions.import_modules(actor, campaign_id=campaign.pk, modules=[twice], name="courses.csv", now=make.NOW)
