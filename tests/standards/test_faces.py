"""What a version says stands on each of its faces: the level's own words, how results are checked, what replaced it."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, bench
from tests.hiring.factories import posting, setting
from tests.people import factories as people
from tests.standards.factories import lead, load_small_database, net_menders, published, tideway

from skillmark.foundation.roles import Role
from skillmark.kernel.skills.exchange import read_case
from skillmark.standards import actions, affected, queries, settings

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)
WORDS = "Hears a dry bearing before it is hot."


def read(name: str, framework: queries.Framework) -> str:
    response = Client().get(reverse(f"standards:{name}", args=[framework.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_what_a_lead_wrote_of_a_level_stands_on_every_face() -> None:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    system = people.system(people.queries.workspace(member.actor))
    load_small_database(system)
    for draft in (net_menders(system), tideway(system)):
        row = draft.requirements.select_related("competency").order_by("position")[1]
        values = actions.LineValues(row.competency.name, row.competency.description, 3, 200, True, WORDS)
        actions.edit_line(system, requirement_id=row.pk, values=values, now=NOW)
        framework = published(system, draft)
        for face in ("published", "published_to_print", "published_jsonld", "published_case"):
            assert WORDS in read(face, framework), face
        own = member.client().get(reverse("standards:framework", args=[member.slug, framework.pk]))
        assert WORDS in own.content.decode()


def test_published_examples_of_each_level_are_still_read_beside_it() -> None:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    system = people.system(people.queries.workspace(member.actor))
    load_small_database(system)
    page = read("published", published(system, net_menders(system)))
    assert "2: Troubleshooting at 2" in page
    assert "4: Troubleshooting at 4" in page


def test_linked_data_says_how_results_are_checked_as_the_page_does() -> None:
    framework = bench(demonstration=False).framework
    told = settings.pass_rule(framework.pk)
    assert told
    graph = json.loads(read("published_jsonld", framework))["@graph"]
    (assessed,) = [one for one in graph if one["@type"] == "ceterms:AssessmentProfile"]
    assert assessed["ceterms:scoringMethodDescription"]["en"] == " ".join(told)
    assert "How results are checked" in read("published", framework)


def test_each_line_leads_to_the_one_that_replaced_it_in_the_packages_of_both_versions() -> None:
    system = lead(people.workspace())
    first = published(system, tideway(system))
    second = actions.revise(system, framework_id=first.pk, now=LATER)
    gone = second.requirements.order_by("position")[0]
    reference = gone.competency.reference
    actions.drop_line(system, requirement_id=gone.pk, now=LATER)
    second = published(system, second, now=LATER)
    old, new = (read_case(read("published_case", one).encode(), name="case.json") for one in (first, second))
    told: list[Any] = [[one for one in each.associations if one.type == "replacedBy"] for each in (old, new)]
    assert told[0] == told[1]
    was, now = ({item.code: item.identifier for item in each.items} for each in (old, new))
    assert {one.origin.identifier: one.destination.identifier for one in told[0]} == {
        old.document.identifier: new.document.identifier,
        **{was[code]: now[code] for code in was if code != reference},
    }


def test_open_jobs_campaigns_and_training_that_use_a_version_are_told() -> None:
    made = setting()
    posting(made)
    found = affected.by(made.actor, made.campaign.framework_id)
    assert {kind: len(found[kind]) for kind in ("Campaign", "Training module", "Open job")} == {
        "Campaign": 1, "Training module": 14, "Open job": 1,
    }  # fmt: skip
    assert found["Training module"][0].url == reverse("learning:catalogue", args=[made.where.slug, made.campaign.pk])
    assert affected.by(made.actor, people.system(people.workspace()).workspace_id) == {}
