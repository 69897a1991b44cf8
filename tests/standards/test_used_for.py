"""What a competency counts for beside the job is named once, and read by the person wherever the job is."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, lead, published, tideway

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Role
from skillmark.kernel.skills.changes import Part
from skillmark.standards import actions, affected, queries
from skillmark.standards.line_forms import as_it_is
from skillmark.standards.queries import Framework
from skillmark.ui import lists

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)
NAMED = {"review_item": "Works safely", "ladder_step": "Fitter 2"}
READ = ("Feeds “Works safely” in the performance review", "Counts for the step “Fitter 2”")


@pytest.fixture
def first() -> Framework:
    actor = lead(people.workspace())
    return published(actor, tideway(actor))


def named(member: people.Member, draft: Framework, **values: str) -> None:
    """The form of the first line, sent with these values besides what it holds."""
    row = draft.requirements.order_by("position")[0]
    held = {name: value for name, value in as_it_is(row).items() if name != "essential"}
    form = held | ({"essential": "on"} if row.essential else {}) | values
    sent = member.client().post(reverse("standards:line", args=[member.slug, row.pk]), form)
    assert sent.status_code == 302


def test_it_is_named_on_the_line_told_in_the_difference_and_covered_by_the_fingerprint(first: Framework) -> None:
    member, actor = people.member(first.workspace, Role.TALENT_LEAD), lead(first.workspace)
    draft = actions.revise(actor, framework_id=first.pk, now=LATER)
    named(member, draft)
    assert queries.differences(actor, first.pk, draft.pk) == ()
    named(member, draft, **NAMED)
    (change,) = queries.differences(actor, first.pk, draft.pk)
    assert change.part is Part.REQUIREMENT
    assert {one.field: (one.before, one.after) for one in change.fields} == {
        name: ("", value) for name, value in NAMED.items()
    }
    published(actor, draft, now=LATER)
    text = queries.published_document(draft.pk)["text"]["standard"]["first_pass_indicators"]
    assert {name: text[0][name] for name in NAMED} == NAMED
    assert not set(NAMED) & set(text[1])
    again = actions.revise(actor, framework_id=draft.pk, now=LATER + timedelta(days=9))
    assert queries.differences(actor, draft.pk, again.pk) == ()


def test_the_person_reads_it_on_the_public_page_and_beside_what_she_says(first: Framework) -> None:
    member, actor = people.member(first.workspace, Role.TALENT_LEAD), lead(first.workspace)
    draft = actions.revise(actor, framework_id=first.pk, now=LATER)
    named(member, draft, **NAMED)
    public = reverse("standards:published", args=[first.pk])
    assert not any(said in Client().get(public).content.decode() for said in READ)
    published(actor, draft, now=LATER)
    hers = people.member(people.workspace())
    actions.keep_self_assessment(
        hers.holder, framework_id=draft.pk, levels={"TP-01": 1}, answered_on=date(2026, 3, 22), now=LATER
    )
    for client, name in ((Client(), "published"), (hers.client(), "own_self_assessment")):
        page = client.get(reverse(f"standards:{name}", args=[draft.pk])).content.decode()
        assert all(said in page for said in READ), name


def test_who_uses_the_version_before_is_counted_and_shown_in_parts(
    first: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many hold a record of it, the page stays short; the file has them all."""
    actor = lead(first.workspace)
    second = published(actor, actions.revise(actor, framework_id=first.pk, now=LATER), now=LATER)
    holders = [Hit(f"Holder {number:03}", "Record", f"/r/{number}") for number in range(120)]

    def answer(*_: Any) -> list[Hit]:
        return holders

    monkeypatch.setattr(
        affected, "_answers", {"credentials": answer, "hiring": lambda *_: [Hit("A job", "Open job", "/j")]}
    )
    client = people.member(first.workspace, Role.TALENT_LEAD)
    address = reverse("standards:differences", args=[client.slug, second.pk])
    page = client.client().get(address).content.decode()
    assert "Record: 120" in page
    assert "Open job: 1" in page
    assert page.count("Holder ") == 50
    last = client.client().get(address, {"page": 3}).content.decode()
    assert "Holder 119" in last
    assert "A job" in last
    rows = client.client().get(address, {lists.DOWNLOAD: lists.CSV}).content.decode().splitlines()
    assert len(rows) == 122
    assert json.dumps(rows[-1]).count("A job") == 1
