"""What sources say about the market of a job: with day and source, never changed, on the agenda by itself."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from tests.campaigns import factories as make
from tests.campaigns.test_pages import text_of
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.campaigns import actions, answers, queries
from skillmark.campaigns.models import Signal, SignalKind
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import new_id
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)
OFFICE = actions.Source("Labour office, first quarter", "https://labour.example/q1", "14")


def lead_and_code() -> tuple[people.Workspace, people.Member, str]:
    where = make.place()
    return where, people.member(where, Role.TALENT_LEAD), standards.tideway(people.system(where)).occupation_code


def noted(actor: Actor, code: str, **changes: Any) -> Signal:
    given: dict[str, Any] = {
        "kind": SignalKind.DEMAND,
        "occupation_code": code,
        "says": "Advertised jobs fell",
        "source": OFFICE,
        "said_on": make.TODAY,
        "figure": Decimal("-12.5"),
        "unit": "% in a year",
        "now": LATER,
    }
    return actions.note_signal(actor, **given | changes)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"source": actions.Source("  ", "https://labour.example/q1")}, "source_title"),
        ({"source": actions.Source("Office", "javascript:alert(1)")}, "source_link"),
        ({"says": " "}, "says"),
        ({"unit": ""}, "unit"),
        ({"figure": None}, "unit"),
        ({"said_on": make.TODAY + timedelta(days=9)}, "said_on"),
        ({"occupation_code": "no-such-job"}, "occupation_code"),
    ],
)
def test_a_signal_without_source_sentence_unit_or_job_is_refused(changes: dict[str, Any], column: str) -> None:
    _, lead, code = lead_and_code()
    with pytest.raises(BadInput) as refused:
        noted(lead.actor, code, **changes)
    assert refused.value.problems[0].column == column
    assert not queries.signals(lead.actor).exists()


@pytest.mark.parametrize("wrong", [{"source_title": ""}, {"source_link": "javascript:alert(1)"}, {"unit": ""}])
def test_the_database_refuses_it_too(wrong: dict[str, str]) -> None:
    _, lead, code = lead_and_code()
    fields: dict[str, Any] = {
        "kind": "demand", "occupation_code": code, "says": "Fell", "figure": 1, "unit": "%", "source_title": "Office",
        "happened_on": make.TODAY,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.record(lead.actor, now=make.NOW, **fields | wrong)


def test_a_signal_is_corrected_once_and_never_changed() -> None:
    _, lead, code = lead_and_code()
    first = noted(lead.actor, code)
    second = noted(lead.actor, code, says="Advertised jobs rose", figure=Decimal(3), replaces_id=first.pk)
    assert [each.says for each in queries.signals(lead.actor)] == [second.says]
    with pytest.raises(NotFound):
        noted(lead.actor, code, replaces_id=first.pk)
    rows = Signal.objects.within(lead.actor).filter(pk=first.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(says="Nothing happened")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_only_who_leads_notes_and_another_workspace_sees_nothing() -> None:
    where, lead, code = lead_and_code()
    first = noted(lead.actor, code)
    with pytest.raises(Forbidden):
        noted(people.member(where, Role.RECRUITER).actor, code)
    elsewhere, stranger, same_code = lead_and_code()
    assert not queries.signals(stranger.actor).exists()
    with pytest.raises(NotFound):
        noted(stranger.actor, same_code, replaces_id=first.pk)
    assert answers.agenda(people.member(elsewhere, Role.STEERING_MEMBER).actor, LATER) == []


def test_what_was_noted_since_a_standard_was_published_is_on_the_agenda() -> None:
    where = people.workspace()
    system = people.system(where)
    draft = standards.tideway(system)
    lead = people.member(where, Role.TALENT_LEAD).actor
    noted(lead, draft.occupation_code, says="Before it was in force", now=make.NOW)
    assert answers.agenda(lead, LATER) == []
    framework = standards.published(system, draft)
    assert framework.published_at is not None
    since = framework.published_at + timedelta(hours=1)
    wrong = noted(lead, framework.occupation_code, says="Machines test the pumps", now=since)
    noted(lead, framework.occupation_code, says="Machines test some pumps", replaces_id=wrong.pk, now=since)
    noted(lead, framework.occupation_code, says="Said long ago", now=draft.recorded_at)
    sits = people.member(where, Role.STEERING_MEMBER)
    (hit,) = answers.agenda(sits.actor, since)
    shown = text_of(sits.client().get(hit.url))
    assert "Machines test some pumps" in shown
    assert "Said long ago" not in shown
    assert hit.title.startswith(f"{framework.title}: Machines test some pumps (Labour office, first quarter, ")
    assert answers.agenda(people.member(where, Role.WORKER).actor, since) == []


def test_the_page_notes_shows_and_corrects_with_source_and_day() -> None:
    _, lead, code = lead_and_code()
    client = lead.client()
    day = {"said_on_day": "2", "said_on_month": "3", "said_on_year": "2026"}
    given = {"occupation_code": code, "kind": "pay", "says": "Pay rose", "source_title": "Pay survey", **day}
    address = reverse("campaigns:note_signal", args=[lead.slug])
    refused = client.post(address, given | {"figure": "4"})
    assert refused.status_code == 400
    assert "a figure and its unit go together" in text_of(refused).lower()
    link = {"source_link": "https://pay.example/2026", "source_page": "7"}
    shown = client.post(address, given | {"figure": "4", "unit": "% in a year"} | link, follow=True)
    said = text_of(shown)
    assert "What is paid for it: Pay rose" in said
    assert "4 % in a year" in said
    assert "Pay survey, page 7" in said
    assert 'href="https://pay.example/2026"' in shown.content.decode()
    kept = queries.signals(lead.actor).get()
    page = client.get(address, {"corrects": kept.pk})
    assert 'value="Pay survey"' in page.content.decode()
    client.post(f"{address}?corrects={kept.pk}", given | {"says": "Pay fell"})
    assert [each.says for each in queries.signals(lead.actor)] == ["Pay fell"]
    for wrong in ("nonsense", new_id(), kept.pk):
        assert client.get(address, {"corrects": wrong}).status_code == 404
