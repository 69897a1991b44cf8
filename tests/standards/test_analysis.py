"""A panel says what the work takes; what has to be argued for stays only with a reason."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, argued, ask, decide, load_small_database, net_menders, tideway

from skillmark.foundation import access
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance.queries import Choice
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, answers, queries
from skillmark.standards.queries import Capacity
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> people.Member:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(member.actor)
    return member


def fellow(lead: people.Member, *roles: Role) -> people.Member:
    return people.member(people.queries.workspace(lead.actor), *roles)


def asked(lead: people.Member, draft: queries.Framework, count: int = 3) -> list[people.Member]:
    raters = [fellow(lead, Role.WORKER) for _ in range(count)]
    seats = {rater.person_id: Capacity.INCUMBENT for rater in raters}
    actions.ask_panel(lead.actor, framework_id=draft.pk, capacities=seats, now=NOON)
    return raters


def rates(rater: people.Member, draft: queries.Framework, mark: int, **special: int) -> None:
    """This mark on every line, but on those whose name begins with a word in `special`."""
    lines = queries.lines(rater.actor, draft.pk)
    marks = {line.key: special.get(line.text.split()[0].lower(), mark) for line in lines}
    rated = {key: actions.Rated(value, value, value > 3) for key, value in marks.items()}
    actions.rate(rater.actor, framework_id=draft.pk, rated=rated, now=NOON)


def differences(actor: Actor, before: queries.Framework, after: queries.Framework) -> tuple[Any, ...]:
    return queries.differences(actor, before.pk, after.pk)


def address(name: str, member: people.Member, draft: queries.Framework) -> str:
    return reverse(f"standards:{name}", args=[member.slug, draft.pk])


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    html = response.content.decode()
    assert code_words_in(html) == []
    return re.sub(r"\s+", " ", html)


def test_publishing_is_refused_while_a_reason_is_missing(lead: people.Member) -> None:
    draft = net_menders(lead.actor)  # English Language is among what it asks
    shown = lead.client().get(address("publish", lead, draft))
    assert shown.status_code == 200
    with pytest.raises(actions.ReasonsMissing):
        actions.ask_to_publish(
            lead.actor, framework_id=draft.pk, body_id=draft.pk, title="t", what_changes="w", deadline=NOON, now=NOON
        )
    decide(people.system(draft.workspace), draft)
    (english,) = queries.to_argue(draft)
    english.requirement.kept_reason.delete()  # as no verb does
    with pytest.raises(actions.ReasonsMissing):
        actions.publish_framework(lead.actor, framework_id=draft.pk, now=NOON)


def test_what_was_agreed_to_stays_until_it_is_signed_and_nothing_else_is_published(lead: people.Member) -> None:
    draft = net_menders(lead.actor)
    asked(lead, draft)
    decide(people.system(draft.workspace), draft)
    (english,) = queries.to_argue(draft)
    agreed = queries.published_text(draft)
    for refused in (
        lambda: actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={english.requirement.pk: ""}, now=NOON),
        lambda: actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON),
        lambda: asked(lead, draft),
        lambda: actions.drop_line(lead.actor, requirement_id=english.requirement.pk, now=NOON),
    ):
        with pytest.raises(actions.AlreadyDecided):
            refused()
    said = "The group agreed to this version as it stands"
    sent = {english.requirement.pk.hex: "Other"}
    assert said in text_of(lead.client().post(address("reasons", lead, draft), sent, follow=True))
    page = text_of(lead.client().get(address("framework", lead, draft)))
    assert "Edit the lines" not in page
    assert "not the text that the group voted on" not in page
    assert queries.published_text(queries.framework(lead.actor, draft.pk)) == agreed
    draft.competencies.get(reference="2.C.1.e").delete()  # as no verb does
    with pytest.raises(actions.NotAsVoted):
        actions.publish_framework(lead.actor, framework_id=draft.pk, now=NOON)
    assert "not the text that the group voted on" in text_of(lead.client().get(address("framework", lead, draft)))


def test_after_a_vote_that_failed_its_text_is_free_again(lead: people.Member) -> None:
    draft = net_menders(lead.actor)
    decide(people.system(draft.workspace), draft, choice=Choice.NO)
    (english,) = queries.to_argue(draft)
    actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={english.requirement.pk: "Other"}, now=NOON)
    assert [line.reason for line in queries.to_argue(draft)] == ["Other"]


def test_the_next_version_keeps_what_the_panel_said_of_each_line_that_stays_as_it_was(lead: people.Member) -> None:
    system, first = people.system(people.queries.workspace(lead.actor)), tideway(lead.actor)
    weak, other, *_rest = first.requirements.select_related("competency").order_by("position")
    for rater, mark in zip(asked(lead, first), (5, 4, 4), strict=True):
        rates(rater, first, mark, **{weak.competency.name.split()[0].lower(): 2})
    actions.close_panel(lead.actor, framework_id=first.pk, now=NOON)
    decide(system, first)
    actions.publish_framework(system, framework_id=first.pk, now=NOON)
    second = actions.revise(system, framework_id=first.pk, now=NOON)
    reference = other.competency.reference
    line = second.requirements.get(competency__reference=reference)
    values = actions.LineValues("Reads a gauge aloud", "", other.level, other.weight, True, other.descriptor)
    actions.edit_line(system, requirement_id=line.pk, values=values, now=NOON)
    kept = second.requirements.get(competency=second.competencies.get(reference=weak.competency.reference))
    values = actions.LineValues(
        weak.competency.name, weak.competency.description, weak.level, 1, False, weak.descriptor
    )
    actions.edit_line(system, requirement_id=kept.pk, values=values, now=NOON)  # of its weight nobody was asked
    why = {each.requirement.competency.reference: each.why.value for each in queries.to_argue(second)}
    assert why == {weak.competency.reference: "below_cut", reference: "not_rated"}
    actions.give_reasons(system, framework_id=second.pk, reasons={kept.pk: ""}, now=NOON)
    with pytest.raises(actions.ReasonsMissing):
        actions.ask_to_publish(
            system, framework_id=second.pk, body_id=second.pk, title="t", what_changes="w", deadline=NOON, now=NOON
        )
    decide(system, second)
    actions.publish_framework(system, framework_id=second.pk, now=NOON)
    before, after = (queries.published_text(queries.framework(system, one.pk))["basis"] for one in (first, second))
    figures = before["panel"]["requirements"]
    assert after["panel"] is None
    assert after["carried"]["panels"]["1"]["closed_on"] == before["panel"]["closed_on"]
    assert after["carried"]["requirements"] == {
        name: {"version": 1} | said for name, said in figures.items() if name != reference
    }
    page = text_of(Client().get(reverse("standards:published", args=[second.pk])))
    assert "rated version 1, until" in page
    assert "by the panel of version 1, closed on March 2, 2026" in page
    found = {one.reference: {each.field for each in one.fields} for one in differences(system, first, second)}
    assert found[weak.competency.reference] == {"weight", "essential"}
    assert found[reference] >= {"name", "description", "reason", "panel.mean", "panel.version"}
    assert set(found) == {weak.competency.reference, reference}
    shown = text_of(lead.client().get(address("differences", lead, second)))
    assert "Importance, 1 to 5" in shown
    assert "The signs are in English." in shown
    third = actions.revise(system, framework_id=second.pk, now=NOON)
    assert (queries.basis(third) or {})["carried"] == after["carried"]
    assert differences(system, second, third) == ()
    earlier = text_of(lead.client().get(address("analysis", lead, third)))
    assert "rated version 1, until" in earlier


def test_a_line_that_is_reworded_after_the_panel_has_no_figures_of_it(lead: people.Member) -> None:
    system, draft = people.system(people.queries.workspace(lead.actor)), tideway(lead.actor)
    for rater in asked(lead, draft):
        rates(rater, draft, 4)
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    row = draft.requirements.select_related("competency").order_by("position")[0]
    task = queries.work_tasks(system, draft.pk)[0]
    values = actions.LineValues("Reads a gauge aloud", "", row.level, row.weight, row.essential, row.descriptor)
    actions.edit_line(system, requirement_id=row.pk, values=values, now=NOON)
    task.statement = "can do less"
    task.save()
    told = (queries.basis(queries.framework(system, draft.pk)) or {})["panel"]
    assert row.competency.reference not in told["requirements"]
    assert task.reference not in told["tasks"]
    assert "read" not in told
    assert len(told["requirements"]) == draft.requirements.count() - 1
    (asked_for,) = queries.to_argue(queries.framework(system, draft.pk))
    assert (asked_for.requirement.pk, asked_for.why.value) == (row.pk, "not_rated")
    assert "not rated by three or more" in text_of(lead.client().get(address("analysis", lead, draft)))


def test_a_panel_reads_the_level_and_what_it_said_ends_where_more_is_asked_for(lead: people.Member) -> None:
    system, draft = people.system(people.queries.workspace(lead.actor)), tideway(lead.actor)
    raters = asked(lead, draft)
    row = draft.requirements.select_related("competency").order_by("position")[0]
    shown = text_of(raters[0].client().get(address("rate", raters[0], draft), {"page": "all"}))
    assert f"Asked for: level {row.level}. {row.descriptor}" in shown
    for rater in raters:
        rates(rater, draft, 4)
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    about = row.competency
    values = actions.LineValues(about.name, about.description, row.level + 1, row.weight, True, row.descriptor)
    actions.edit_line(system, requirement_id=row.pk, values=values, now=NOON)
    (asked_for,) = queries.to_argue(queries.framework(system, draft.pk))
    assert (asked_for.requirement.pk, asked_for.why.value) == (row.pk, "not_rated")


def test_while_a_group_decides_what_it_reads_stays(lead: people.Member) -> None:
    draft = net_menders(lead.actor)
    rater, *_ = asked(lead, draft)
    ask(people.system(draft.workspace), draft)
    (english,) = queries.to_argue(draft)
    assert english.reason
    with pytest.raises(actions.AlreadyAsked):
        actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={english.requirement.pk: "Other"}, now=NOON)
    with pytest.raises(actions.AlreadyAsked):
        actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    said = "A group is voting on this version just now."
    sent = {english.requirement.pk.hex: "Other"}
    assert said in text_of(lead.client().post(address("reasons", lead, draft), sent, follow=True))
    assert said in text_of(lead.client().post(address("analysis", lead, draft), {"close": "yes"}, follow=True))
    assert [line.reason for line in queries.to_argue(draft)] == [english.reason]
    rates(rater, draft, 4)  # her own answers are no part of it yet


def test_nobody_rates_who_was_not_asked_and_nobody_sees_anothers_answers(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    first, second, third = asked(lead, draft)
    rates(first, draft, 5)
    for stranger in (lead, fellow(lead, Role.WORKER)):
        with pytest.raises(NotFound):
            rates(stranger, draft, 1)
        assert stranger.client().get(address("rate", stranger, draft)).status_code == 404
    seat = queries.own_seat(first.actor, draft.pk)
    for other in (second.actor, lead.actor, people.system(draft.workspace)):
        with pytest.raises(access.Forbidden):
            queries.own_ratings(other, seat)
    assert queries.own_ratings(second.actor, queries.own_seat(second.actor, draft.pk)) == {}
    assert "checked" not in text_of(third.client().get(address("rate", third, draft)))


def test_the_figures_of_two_are_not_shown(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    first, second, _third = asked(lead, draft)
    rates(first, draft, 5)
    rates(second, draft, 2)
    with pytest.raises(actions.TooFewRaters):
        actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    page = text_of(lead.client().post(address("analysis", lead, draft), {"close": "yes"}, follow=True))
    assert "Fewer than three have answered" in page


def test_below_the_cut_a_requirement_stays_only_with_a_reason_printed_for_all(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    weak = draft.requirements.order_by("position")[0].competency.name.split()[0].lower()
    for rater, mark in zip(asked(lead, draft), (5, 4, 4), strict=True):
        rates(rater, draft, mark, **{weak: 2})
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    flagged = [line.requirement.competency.name for line in queries.to_argue(draft)]
    assert [name.split()[0].lower() for name in flagged] == [weak]
    with pytest.raises(actions.PanelClosed):
        asked(lead, draft)
    client = lead.client()
    assert "Below the cut" in text_of(client.get(address("analysis", lead, draft)))
    (line,) = queries.to_argue(draft)
    sent = {line.requirement.pk.hex: "A bolt too loose has cost a hand."}
    assert "A bolt too loose has cost a hand." in text_of(
        client.post(address("reasons", lead, draft), sent, follow=True)
    )
    decide(people.system(draft.workspace), draft)
    actions.publish_framework(people.system(draft.workspace), framework_id=draft.pk, now=NOON)
    public = text_of(Client().get(reverse("standards:published", args=[draft.pk])))
    assert "3 people who do or supervise the work" in public
    assert "A bolt too loose has cost a hand." in public
    told = json.loads(Client().get(reverse("standards:published_document", args=[draft.pk])).content)
    assert told["text"]["basis"]["panel"]["raters"] == 3
    assert list(told["text"]["basis"]["reasons"].values()) == ["A bolt too loose has cost a hand."]
    with pytest.raises(actions.NotADraft):
        actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={line.requirement.pk: "Other"}, now=NOON)


def test_forgetting_a_rater_changes_no_published_figure(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    raters = asked(lead, draft)
    for rater in raters:
        rates(rater, draft, 4)
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    before = queries.basis(draft)
    hers = answers.personal_data(lead.actor, raters[0].person_id)
    assert {row["kind"] for row in hers} == {"on a panel", "rated"}
    answers.erase(people.system(draft.workspace), raters[0].person_id, NOON)
    assert answers.personal_data(lead.actor, raters[0].person_id) == []
    assert queries.basis(draft) == before


def test_a_rater_answers_page_by_page_and_takes_up_where_she_was(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    rater, *_ = asked(lead, draft)
    assert [due.title for due in answers.due_for(rater.actor, NOON)] == [f"Say what the work takes: {draft.title}"]
    client, lines = rater.client(), queries.lines(rater.actor, draft.pk)
    pages = [lines[at : at + 6] for at in range(0, len(lines), 6)]
    first, *rest = pages
    half = answer(first[1:]) | {f"importance-{first[0].key}": "5"}
    page = text_of(client.post(address("rate", rater, draft) + "?page=1", half))
    assert "the other answers here wait for it" in page
    assert len(queries.own_ratings(rater.actor, queries.own_seat(rater.actor, draft.pk))) == len(first) - 1
    for number, some in enumerate(pages, start=1):
        page = text_of(client.post(f"{address('rate', rater, draft)}?page={number}", answer(some), follow=True))
    assert "You have answered every line" in page
    assert answers.due_for(rater.actor, NOON) == []
    assert rest


def test_a_lead_asks_one_after_the_other_by_name(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    rater = people.member(draft.workspace, Role.LINE_MANAGER, name="Sara Voss")
    client, place = lead.client(), address("analysis", lead, draft)
    sent = {"person": str(rater.person_id), "capacity": "supervisor"}
    assert client.post(place, {"person": str(rater.person_id)}).status_code == 200  # as what was not said
    assert not queries.panelists(lead.actor, draft.pk).exists()
    assert "Sara Voss, supervises the work: not finished" in text_of(client.post(place, sent, follow=True))
    assert "Sara Voss, supervises the work" in text_of(client.post(place, sent, follow=True))
    assert [seat.capacity for seat in queries.panelists(lead.actor, draft.pk)] == ["supervisor"]


def test_what_is_no_line_and_no_point_of_the_scale_is_refused_and_keeps_nothing(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    rater, *_ = asked(lead, draft)
    key = queries.lines(rater.actor, draft.pk)[0].key
    for rated in ({key: actions.Rated(6, 1, True)}, {"nothing": actions.Rated(1, 1, True)}):
        with pytest.raises(BadInput):
            actions.rate(rater.actor, framework_id=draft.pk, rated=rated, now=NOON)
    other = net_menders(lead.actor)
    (line,) = queries.to_argue(other)
    with pytest.raises(BadInput):
        actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={line.requirement.pk: "x"}, now=NOON)
    assert argued(lead.actor, other).pk == other.pk


def answer(lines: list[queries.Line]) -> dict[str, str]:
    given = {"importance": "4", "frequency": "5", "at_entry": "no"}
    return {f"{name}-{line.key}": value for line in lines for name, value in given.items()}
