"""Suggestions and what came of them, over REST: both ways, blanked as the pages have them."""

from typing import Any

import pytest
from django.test import Client
from tests.feedback.factories import NOW, changed, place, published, suggested
from tests.hiring.factories import sender
from tests.people import factories as people

from skillmark.feedback import actions
from skillmark.feedback.rules import BLANK
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db


def get(member: people.Member, path: str, permission: str) -> Any:
    return Client().get(f"/api/v1{path}", headers=sender(member, f"feedback.{permission}"))


def test_a_suggestion_tells_its_change_and_a_change_its_suggestions_with_the_same_blanks() -> None:
    here = place()
    made = suggested(here.worker.actor, here.framework, "Zoe Zander never checks it.")
    actions.blank(here.lead.actor, suggestion_id=made.pk, words=["Zoe Zander"], now=NOW)
    change = changed(here.lead.actor, here.framework, made)
    path = f"/suggestions/{made.pk}"
    led = get(here.lead, path, "suggestion.read").json()
    assert (led["text"], led["by"]) == (f"{BLANK} never checks it.", "Ana Ruiz")
    assert [each["id"] for each in led["changes"]] == [str(change.pk)]
    own = get(here.worker, path, "suggestion.read").json()
    assert (own["changes"], own["by"]) == ([], ""), "it is not published yet"
    assert get(here.worker, f"/changes/{change.pk}", "change.read").status_code == 404
    published(here.lead.actor, change)
    assert [each["id"] for each in get(here.worker, path, "suggestion.read").json()["changes"]] == [str(change.pk)]
    (cause,) = get(here.lead, f"/changes/{change.pk}", "change.read").json()["causes"]
    assert (cause["suggestion_id"], cause["text"]) == (str(made.pk), led["text"])
    read = get(here.worker, f"/changes/{change.pk}", "change.read")
    assert (read.json()["causes"], read.json()["told"]["suggestions"]) == (None, None), "one voice is not counted out"
    assert BLANK not in read.content.decode()
    assert [each["id"] for each in get(here.worker, "/changes", "change.read").json()["items"]] == [str(change.pk)]


def test_a_list_holds_everybodys_for_whoever_leads_and_ones_own_for_anybody() -> None:
    here = place()
    made = suggested(here.worker.actor, here.framework)
    nameless = suggested(here.worker.actor, here.framework, "And a vice.", anonymous=True)
    listed = get(here.lead, "/suggestions", "suggestion.list").json()["items"]
    assert [(each["id"], each["by"]) for each in listed] == [(str(made.pk), "Ana Ruiz"), (str(nameless.pk), "")]
    assert [each["id"] for each in get(here.worker, "/my-suggestions", "suggestion.own").json()["items"]] == [
        str(made.pk)
    ]
    other = people.member(here.workspace, Role.WORKER)
    assert get(other, f"/suggestions/{made.pk}", "suggestion.read").status_code == 404
    assert get(people.member(people.workspace(), Role.TALENT_LEAD), "/suggestions", "suggestion.list").json() == {
        "items": [], "next": None,
    }  # fmt: skip
