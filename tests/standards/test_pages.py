"""The pages of standards, as the people who open them see them."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.governance.factories import full_body
from tests.people import factories as people
from tests.standards.factories import (
    NOON,
    TIDEWAY,
    argued,
    load_small_database,
    net_menders,
    onet_files,
    published,
    tideway,
    zipped,
)

from skillmark.foundation.roles import Role
from skillmark.governance import actions as governance
from skillmark.kernel.skills import LegalKind, LegalRequirement, standard_json
from skillmark.kernel.skills.exchange import read_case
from skillmark.standards import actions, answers, queries, showing
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> people.Member:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(member.actor)
    return member


def address(name: str, member: people.Member, **rest: Any) -> str:
    return reverse(f"standards:{name}", kwargs={"workspace": member.slug, **rest})


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    html = response.content.decode()
    assert code_words_in(html) == []
    return re.sub(r"\s+", " ", html)


def test_a_talent_lead_finds_a_job_and_drafts_its_standard(lead: people.Member) -> None:
    client = lead.client()
    found = text_of(client.get(address("choose", lead), {"q": "menders"}))
    assert "Net Menders" in found
    assert "What net menders do." in found
    assert 'Also called: <em lang="en">menders</em>' in found  # rope makers are also called so
    shown = client.post(address("choose", lead) + "?q=menders", {"occupation_code": "51-0001.00"}, follow=True)
    page = text_of(shown)
    law, tasks, indicators = (
        page.index(heading) for heading in ("What the law asks first", "What a person can do", "First-pass indicators")
    )
    assert law < tasks < indicators
    for said in (
        "Ask your state",
        "can inspect part 1 of the work to find faults",
        "Inspect part 1 of the work to find faults.",
        "Not a core task",
        "Safety and rules",
        "“To standard” (2) or better on every line",
        "Must-have",
        "Nice to have",
        "Low confidence",
        "Below the cut",
        "none found",
        "keep, edit or drop",
        "The rule by which this was drafted",
        "O*NET 29.0 Database, CC BY 4.0, US Department of Labor/ETA; modified",
    ):
        assert said in page, said


def test_a_refusal_is_told_in_plain_words(lead: people.Member) -> None:
    url = address("choose", lead) + "?q=51-000"
    few = text_of(lead.client().post(url, {"occupation_code": "51-0003.00"}))
    assert "Lamp Tenders (51-0003.00) has only 1 rated elements that matter to it" in few
    none = text_of(lead.client().post(url, {"occupation_code": "51-0004.00"}))
    assert "Buoy Painters (51-0004.00) has no ratings" in none
    assert not queries.frameworks(lead.actor).exists()


def test_ones_own_framework_is_drafted_from_two_files(lead: people.Member) -> None:
    files = {
        "package": SimpleUploadedFile("framework.json", (TIDEWAY / "framework.json").read_bytes()),
        "requirements": SimpleUploadedFile("requirements.csv", (TIDEWAY / "requirements.csv").read_bytes()),
    }
    page = text_of(lead.client().post(address("own_framework", lead), files, follow=True))
    assert "First-pass indicators" in page
    assert "as in the requirements file" in page


def test_a_file_that_is_no_framework_is_refused_in_a_sentence(lead: people.Member) -> None:
    files = {
        "package": SimpleUploadedFile("framework.json", b"{]"),
        "requirements": SimpleUploadedFile("requirements.csv", (TIDEWAY / "requirements.csv").read_bytes()),
    }
    assert "framework.json, row 1: is not JSON" in text_of(lead.client().post(address("own_framework", lead), files))
    assert not queries.frameworks(lead.actor).exists()


def test_an_occupation_database_is_loaded_from_a_zip() -> None:
    operator = people.member(people.workspace(), Role.OPERATOR)
    upload = SimpleUploadedFile("db_30_1_text.zip", zipped(onet_files(), "text").getvalue())
    page = text_of(operator.client().post(address("load", operator), {"archive": upload}, follow=True))
    assert "4 occupations are loaded from O*NET 30.1 Database." in page
    bomb = SimpleUploadedFile("bomb.zip", b"no zip")
    assert "bomb.zip: is not a zip file" in text_of(
        operator.client().post(address("load", operator), {"archive": bomb})
    )


def test_publishing_puts_a_question_to_a_group(lead: people.Member) -> None:
    framework = argued(lead.actor, net_menders(lead.actor))
    url = address("publish", lead, framework_id=framework.pk)
    assert "No group stands yet" in text_of(lead.client().get(url))
    body = governance.set_up_body(lead.actor, name="Standards group", now=NOON)
    assert "Who decides" in text_of(lead.client().get(url))
    question = {
        "body_id": str(body.pk),
        "what_changes": "Net menders are measured by it.",
        "for_whom": "All menders.",
        "asked": "Yes or no.",
        "last_day_day": "31",
        "last_day_month": "12",
        "last_day_year": "2099",
    }
    refused = text_of(lead.client().post(url, question, follow=True))
    assert "Too few people sit in this group" in refused
    assert queries.framework(lead.actor, framework.pk).proposal is None
    question["body_id"] = str(full_body(people.system(framework.workspace)).pk)
    answer = lead.client().post(url, question)
    assert answer.status_code == 302, text_of(answer)
    again = queries.framework(lead.actor, framework.pk)
    assert again.proposal is not None
    assert again.proposal.title == "Publish the standard “Net Menders”, version 1"
    assert again.status == queries.Status.DRAFT
    asked = text_of(lead.client().get(answer.headers["location"]))
    for said in ("For whom", "All menders.", "What you are asked", "Yes or no.", "“To standard” (2) on every line"):
        assert said in asked, said
    assert "See the vote" in text_of(lead.client().get(address("framework", lead, framework_id=framework.pk)))


def test_a_published_standard_is_open_to_everybody_as_a_page_and_as_data(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    url = reverse("standards:published", args=[framework.pk])
    assert Client().get(url).status_code == 404
    framework = published(people.system(framework.workspace), framework)
    page = text_of(Client().get(url))
    assert "Pass mark" in page
    assert framework.digest in page
    data = json.loads(Client().get(reverse("standards:published_document", args=[framework.pk])).content)
    drafted = standard_json(queries.standard(lead.actor, framework.pk))
    assert data["text"]["standard"] == json.loads(json.dumps(drafted))
    assert data["text"]["pass_marks"] == dict.fromkeys((task["source_id"] for task in drafted["tasks"]), 2)  # type: ignore[attr-defined]
    assert (data["digest"], data["status"]) == (framework.digest, "published")


def test_a_published_standard_is_open_to_other_programs_and_to_paper(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    client, names = Client(), ("published_case", "published_jsonld", "published_to_print")
    addresses = {name: reverse(f"standards:{name}", args=[framework.pk]) for name in names}
    assert {client.get(one).status_code for one in addresses.values()} == {404}
    framework = published(people.system(framework.workspace), framework)
    case = client.get(addresses["published_case"]).content
    read = read_case(case, name="case.json")
    assert (read.document.identifier, read.document.version) == (str(framework.pk), "1")
    assert [item.item_type for item in read.items] == ["Competency"] * 5 + ["Task"] * 3
    assert read.document.creator == lead.slug.title()
    linked = client.get(addresses["published_jsonld"])
    assert linked.headers["content-type"] == "application/ld+json"
    graph = json.loads(linked.content)["@graph"]
    assert graph[0]["@id"] == read.document.uri
    kinds = [each["@type"] for each in graph]
    assert {kind: kinds.count(kind) for kind in ("ceasn:Competency", "ceasn:Rubric")} == {
        "ceasn:Competency": 8, "ceasn:Rubric": 8,
    }  # fmt: skip
    rubric = next(each for each in graph if "or more on every criterion" in str(each.get("ceasn:description", "")))
    criteria = [each for each in graph if each["@id"] in rubric["ceasn:hasRubricCriterion"]]
    levels = [level["ceasn:benchmarkLabel"]["en"] for level in criteria[0]["ceasn:hasCriterionLevel"]]
    assert "To standard" in levels
    assert read.document.uri.endswith(reverse("standards:published", args=[framework.pk]))
    paper = text_of(client.get(addresses["published_to_print"]))
    assert paper.count('<details class="govuk-details" open>') >= 3
    for said in ("Sample task", "How it is marked", "Pass mark", framework.digest, "O*NET"):
        assert said in paper
    page = client.get(reverse("standards:published", args=[framework.pk])).content.decode()
    assert all(f'href="{one}"' in page for one in addresses.values())


def test_a_draft_of_a_demonstration_is_shown_marked() -> None:
    place = people.workspace(demonstration=True)
    framework = tideway(people.system(place))
    page = text_of(Client().get(reverse("standards:published", args=[framework.pk])))
    assert "SAMPLE: a draft of a demonstration" in page


def test_the_files_of_a_standard_are_what_the_kernel_writes(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    document = lead.client().get(address("document", lead, framework_id=framework.pk))
    expected = json.dumps(queries.standard_document(lead.actor, framework.pk), ensure_ascii=False, indent=2)
    assert document.content.decode() == expected
    table = lead.client().get(address("requirements", lead, framework_id=framework.pk)).content.decode()
    assert table.splitlines()[:2] == [
        "job_id,competency_id,level,weight,essential",
        "51-0001.00,2.C.7.a,3,450,false",
    ]


def test_a_page_takes_as_many_queries_for_ten_competencies_as_for_five(
    lead: people.Member, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    own = tideway(people.system(net_menders(lead.actor).workspace))
    counts = []
    for framework in (queries.frameworks(lead.actor).exclude(pk=own.pk).get(), own):
        with django_assert_max_num_queries(30) as counted:
            assert lead.client().get(address("framework", lead, framework_id=framework.pk)).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_spanish_pages_are_spanish(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    client = lead.client()
    client.cookies["django_language"] = "es"
    with translation.override("en"):  # a page leaves its language behind in this thread
        html = client.get(address("framework", lead, framework_id=framework.pk)).content.decode()
    for said in ("Primero, lo que pide la ley", "Pregunte en su estado", "Seguridad y reglas", "Imprescindible"):
        assert said in html, said
    assert code_words_in(html, "es") == []


def test_erasing_a_person_forgets_who_drafted_even_a_published_version(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    published(people.system(framework.workspace), framework)
    told = answers.personal_data(lead.actor, lead.person_id)
    assert [entry["values"]["standard"] for entry in told] == ["Net Menders"]
    answers.erase(people.system(framework.workspace), lead.person_id, NOON)
    assert answers.personal_data(lead.actor, lead.person_id) == []
    assert queries.framework(lead.actor, framework.pk).drafted_by_id is None


def test_a_draft_nobody_was_asked_about_is_due_and_found(lead: people.Member) -> None:
    framework = net_menders(lead.actor)
    assert [due.title for due in answers.due_for(lead.actor, NOON)] == ["Put to the vote: Net Menders"]
    assert [hit.url for hit in answers.search(lead.actor, "mend")] == [
        address("framework", lead, framework_id=framework.pk)
    ]
    worker = people.member(framework.workspace, Role.WORKER)
    assert answers.due_for(worker.actor, NOON) == []
    with pytest.raises(actions.NoDecision):
        actions.publish_framework(lead.actor, framework_id=framework.pk, now=NOON)


def test_what_nobody_looked_up_is_named_and_what_is_known_has_its_row() -> None:
    known = LegalRequirement(LegalKind.LICENCE, "A pilot's licence", "Nevada", "state board", date(2026, 1, 2), True)
    hint = LegalRequirement(
        LegalKind.REGISTRY, "The work seems to need one: “x”", "ask your state", "tasks", None, False
    )
    open_one = LegalRequirement(LegalKind.MINIMUM_AGE, "Not known yet", "ask your state", "nobody", None, False)
    shown = showing.legal([known, hint, open_one])
    assert shown.table is not None
    assert [row[0] for row in shown.table.rows] == ["Licence", "Registry entry"]
    assert shown.unknown == ["Minimum age"]
    assert showing.legal([open_one]).table is None
