"""How the words of a standard read, and what its panel did not find needed, before anybody votes on them."""

import re

import pytest
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, load_small_database, net_menders, published, tideway

from skillmark.foundation.roles import Role
from skillmark.standards import actions, queries
from skillmark.standards.queries import Capacity

pytestmark = pytest.mark.django_db
SHUTS_OUT = actions.LineValues("Isolates a pump", "Five years of experience.", 4, 500, True, "He locks and tags it.")


@pytest.fixture
def lead() -> people.Member:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(member.actor)
    return member


def shown(member: people.Member, name: str, draft: queries.Framework) -> str:
    response = member.client().get(reverse(f"standards:{name}", args=[member.slug, draft.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_line_that_asks_for_years_and_says_he_is_flagged_where_it_is_changed(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    before = {flag.passage for _, flag in queries.reading(lead.actor, draft.pk).passages}
    line = draft.requirements.order_by("position")[0]
    actions.edit_line(lead.actor, requirement_id=line.pk, values=SHUTS_OUT, now=NOON)
    found = queries.reading(lead.actor, draft.pk)
    assert {(text.name, flag.passage) for text, flag in found.passages if flag.passage not in before} == {
        ("Isolates a pump", "Five years of experience"), ("Isolates a pump", "He"),
    }  # fmt: skip
    page = shown(lead, "reading", draft)
    assert "Five years of experience" in page
    assert reverse("standards:line", args=[lead.slug, line.pk]) in page
    assert "No panel of those who do the work was asked" in page
    assert f"{len(found)} places in it may shut people out" in shown(lead, "publish", draft)
    nobody_to_change = people.member(people.queries.workspace(lead.actor), Role.WORKER)
    assert reverse("standards:line", args=[lead.slug, line.pk]) not in shown(nobody_to_change, "reading", draft)


def test_what_the_panel_put_below_the_cut_is_what_nobody_found_needed(lead: people.Member) -> None:
    draft = net_menders(lead.actor)
    raters = [people.member(people.queries.workspace(lead.actor), Role.WORKER) for _ in range(3)]
    seats = {rater.person_id: Capacity.INCUMBENT for rater in raters}
    actions.ask_panel(lead.actor, framework_id=draft.pk, capacities=seats, now=NOON)
    lines = queries.lines(lead.actor, draft.pk)
    low = next(line for line in lines if not line.is_task and "Language" not in line.text)
    for rater in raters:
        rated = {line.key: actions.Rated(*((2, 2, False) if line == low else (5, 5, True))) for line in lines}
        actions.rate(rater.actor, framework_id=draft.pk, rated=rated, now=NOON)
    assert queries.reading(lead.actor, draft.pk).unneeded == []
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    ((unneeded, _said),) = queries.reading(lead.actor, draft.pk).unneeded
    assert unneeded.requirement.competency.name == low.text
    page = shown(lead, "reading", draft)
    rated = "The panel rated it 2.00 of 5, by 3 people: below the cut."
    assert rated in page
    assert "write why it stays" in page
    first = published(people.system(draft.workspace), draft)
    second = actions.revise(lead.actor, framework_id=first.pk, now=NOON)
    assert rated in shown(lead, "reading", second), "nobody asked anew, what the first panel said stands"


def test_each_text_is_read_in_the_language_it_is_written_in(lead: people.Member) -> None:
    draft = tideway(lead.actor)
    line = draft.requirements.order_by("position")[0]
    wanted = "Cinco años de experiencia y buena presencia para el trato con los clientes."
    spanish = actions.LineValues("Aísla una bomba", wanted, 4, 500, True, "Sí.")
    actions.edit_line(lead.actor, requirement_id=line.pk, values=spanish, now=NOON)
    found = [(text.language, flag.passage) for text, flag in queries.reading(lead.actor, draft.pk).passages]
    assert ("es", "buena presencia") in found
