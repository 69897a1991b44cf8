"""Seeing for oneself on the public page: in the browser alone, in the account by choice, and nobody else's."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.people import factories as people
from tests.standards.factories import NOON, lead, load_small_database, net_menders, published, tideway

from skillmark.config import tables
from skillmark.foundation import personal
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions as people_actions
from skillmark.standards import actions, queries, self_assessment
from skillmark.standards.models import KeptSelfAssessment
from skillmark.standards.queries import Framework
from skillmark.standards.self_assessment import Answers
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard() -> Framework:
    actor = lead(people.workspace())
    return published(actor, tideway(actor))


def at(name: str, framework: Framework) -> str:
    return reverse(f"standards:{name}", args=[framework.pk])


def said(framework: Framework, **levels: int) -> dict[str, str]:
    """What a browser sends: the form's fields, by the place of a competency."""
    order = [one.competency_id for one in queries.published_standard(framework.pk).indicators]
    wanted = {name.replace("_", "-"): level for name, level in levels.items()}
    return {f"line-{order.index(name)}": str(level) for name, level in wanted.items()}


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    html = response.content.decode()
    assert code_words_in(html) == []
    return re.sub(r"\s+", " ", html)


def test_anybody_sees_the_gap_and_the_next_task_without_an_account(standard: Framework) -> None:
    client, before = Client(), AuditRow.objects.count()
    asked = text_of(client.get(at("self_assessment", standard)))
    assert "Only you see this" in asked
    assert "Finds parts, positions, fits and tolerances on a drawing and builds to them." in asked
    answered = client.post(at("self_assessment", standard), said(standard, TP_01=4, TP_02=0), follow=True)
    page = text_of(answered)
    assert "By your word you can do 1 of the 8 things the job asks." in page
    assert "By your word, nothing" in page
    assert "4 levels" in page
    assert "You passed this over" in page
    assert "What to try next" in page
    (first, *_) = [task.sample_task for task in queries.published_standard(standard.pk).tasks]
    tasks = [task.sample_task for task in queries.published_standard(standard.pk).tasks]
    assert any(task in page for task in (first, *tasks))
    assert not KeptSelfAssessment.objects.exists()
    assert AuditRow.objects.count() == before


def test_the_answers_go_with_these_pages_alone_and_with_the_browser_unless_she_says_otherwise(
    standard: Framework,
) -> None:
    client = Client()
    response = client.post(at("self_assessment", standard), said(standard, TP_01=4))
    cookie = response.cookies["yourself"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (at("self_assessment", standard), True, "Lax")
    assert cookie["max-age"] == ""
    assert at("self_result", standard).startswith(cookie["path"])
    stays = client.post(at("self_assessment", standard), said(standard, TP_01=4) | {"stay": "on"})
    assert stays.cookies["yourself"]["max-age"] == 90 * 24 * 3600
    again = text_of(client.get(at("self_assessment", standard)))
    assert again.count(" checked") == 1
    gone = client.post(at("self_result", standard))
    assert gone.cookies["yourself"].value == ""
    assert client.get(at("self_result", standard)).headers["location"] == at("self_assessment", standard)


def test_a_bent_cookie_is_as_good_as_none(standard: Framework) -> None:
    read = queries.published_standard(standard.pk)
    fine = self_assessment.written(Answers(date(2026, 3, 2), {"TP-01": 4, "elsewhere": 9}), read)
    assert self_assessment.read(fine, read) == Answers(date(2026, 3, 2), {"TP-01": 4})
    lines = fine.split(".")[1]
    for bent in (
        "", "x", fine + "_", fine.replace(lines, "0" * 8), f"2026-02-30.{lines}.0-4", f"2026-03-02.{lines}.99-4",
        f"2026-03-02.{lines}.0-11", f"2026-03-02.{lines}.0-٤",
    ):  # fmt: skip
        assert self_assessment.read(bent, read) is None, bent
    client = Client()
    client.cookies["yourself"] = "nonsense"
    assert client.get(at("self_result", standard)).status_code == 302


def test_a_level_that_is_not_offered_is_refused(standard: Framework) -> None:
    refused = Client().post(at("self_assessment", standard), said(standard, TP_01=9))
    assert refused.status_code == 400
    assert "yourself" not in refused.cookies


def test_she_keeps_it_in_her_account_and_deletes_it(standard: Framework) -> None:
    member = people.member(people.workspace())
    client = member.client()
    client.post(at("self_assessment", standard), said(standard, TP_01=4, TP_02=0))
    result = text_of(client.get(at("self_result", standard)))
    carried = re.search(r'name="answers" value="([^"]+)"', result)
    assert carried is not None
    kept = text_of(client.post(at("keep_self_assessment", standard), {"answers": carried[1]}, follow=True))
    assert "Nobody but you reads it" in kept
    assert "By your word you can do 1 of the 8" in kept
    row = queries.own_self_assessment(member.holder, standard.pk)
    assert (row.answers, row.title, row.version) == ({"TP-01": 4, "TP-02": 0}, standard.title, 1)
    assert standard.title in text_of(client.get(reverse("standards:own_self_assessments")))
    assert standard.title in text_of(client.get(reverse("house:own_data")))
    (told,) = json.loads(client.get(reverse("house:own_data_json")).content)["self_assessments"]
    assert told["answers"] == {"TP-01": 4, "TP-02": 0}
    assert "TP-01 4" in client.get(reverse("house:own_data_file")).content.decode()
    client.post(at("own_self_assessment", standard))
    assert not KeptSelfAssessment.objects.exists()


def test_a_second_answer_replaces_the_first(standard: Framework) -> None:
    member = people.member(people.workspace())
    for level in (0, 4):
        actions.keep_self_assessment(
            member.holder, framework_id=standard.pk, levels={"TP-01": level, "elsewhere": 3},
            answered_on=date(2026, 3, 2), now=NOON,
        )  # fmt: skip
    (row,) = queries.own_self_assessments(member.holder)
    assert row.answers == {"TP-01": 4}


def test_nobody_else_reads_it_whatever_her_role(standard: Framework) -> None:
    """The employer who knows her, its leads and its program ask for everything of her, and it is not there."""
    place = standard.workspace
    hers = people.member(place, Role.WORKER)
    actions.keep_self_assessment(
        hers.holder, framework_id=standard.pk, levels={"TP-01": 4}, answered_on=date(2026, 3, 2), now=NOON
    )
    everything = personal.everything(people.system(place), hers.person_id)
    assert everything
    assert not any("self_assessment" in json.dumps(row, default=str) for row in everything)
    assert queries.own_self_assessments(people.member(place, *Role).holder).count() == 0
    with pytest.raises((NotFound, PermissionError)):
        queries.own_self_assessments(hers.actor)
    other = people.member(place, Role.TALENT_LEAD).client()
    assert other.get(at("own_self_assessment", standard)).status_code == 404
    assert "standards.keptselfassessment" not in {model._meta.label_lower for model in _of_a_workspace()}, (
        "it would travel with the workspace's file"
    )


def _of_a_workspace() -> list[Any]:
    from django.apps import apps

    from skillmark.foundation.records import names_workspace

    return [model for model in apps.get_models() if names_workspace(model)]


def test_it_goes_with_her_log_in(standard: Framework) -> None:
    hers = people.member(people.workspace())
    actions.keep_self_assessment(
        hers.holder, framework_id=standard.pk, levels={"TP-01": 4}, answered_on=date(2026, 3, 2), now=NOON
    )
    people_actions.erase_self(hers.holder, person_id=hers.person_id, now=NOON)
    assert not KeptSelfAssessment.objects.exists()


def test_an_occupation_s_examples_are_said_in_their_own_language() -> None:
    actor = lead(people.workspace())
    load_small_database(actor)
    found = published(actor, net_menders(actor))
    with translation.override("es"):
        client = Client()
        client.cookies["language"] = "es"
        page = client.get(at("self_assessment", found), headers={"accept-language": "es"}).content.decode()
    assert '<span lang="en">Troubleshooting at 2</span>' in page
    assert "Más que lo anterior, pero todavía no lo siguiente" in page


def test_a_draft_is_nobodys_to_measure_herself_by() -> None:
    actor = lead(people.workspace())
    draft = tideway(actor)
    assert Client().get(at("self_assessment", draft)).status_code == 404
    assert Client().get(at("self_result", draft)).status_code == 404


def test_the_question_is_found_from_the_public_page_until_a_newer_version_stands(standard: Framework) -> None:
    page = Client().get(at("published", standard)).content.decode()
    assert at("self_assessment", standard) in page
    actor = lead(standard.workspace)
    newer = actions.revise(actor, framework_id=standard.pk, now=NOON)
    published(actor, newer)
    page = Client().get(at("published", standard)).content.decode()
    assert at("self_assessment", standard) not in page
    assert tables.about_pages()["standards:own_self_assessments"].what
