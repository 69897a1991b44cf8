"""Those who see the work confirm or dispute a line; a dispute waits for the next review and gets an answer."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, published, tideway

from skillmark.foundation import access
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people.models import Message
from skillmark.standards import actions, answers, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Workspace:
    return people.workspace()


@pytest.fixture
def framework(place: Workspace) -> queries.Framework:
    system = people.system(place)
    return published(system, tideway(system))


def first_line(actor: Actor, framework: queries.Framework) -> queries.Competency:
    return queries.competencies(actor, framework.pk)[0]


def test_a_dispute_without_a_reason_of_a_draft_or_by_a_stranger_is_refused(
    place: Workspace, framework: queries.Framework
) -> None:
    worker, line = people.member(place, Role.WORKER), first_line(people.system(place), framework)
    with pytest.raises(BadInput):
        actions.say(worker.actor, competency_id=line.pk, agrees=False, reason=" ", now=NOON)
    draft = first_line(people.system(place), tideway(people.system(place)))
    with pytest.raises(actions.NotInForce):
        actions.say(worker.actor, competency_id=draft.pk, agrees=True, now=NOON)
    with pytest.raises(access.Forbidden):
        actions.say(people.member(place, Role.RECRUITER).actor, competency_id=line.pk, agrees=True, now=NOON)
    elsewhere = people.member(people.workspace(), Role.WORKER)
    with pytest.raises(NotFound):
        actions.say(elsewhere.actor, competency_id=line.pk, agrees=True, now=NOON)
    assert queries.confirmations(worker.actor, framework.pk) == {}


def test_a_second_thought_takes_the_place_of_the_first(place: Workspace, framework: queries.Framework) -> None:
    worker, manager = people.member(place, Role.WORKER), people.member(place, Role.LINE_MANAGER)
    line = first_line(worker.actor, framework)
    actions.say(worker.actor, competency_id=line.pk, agrees=False, reason="No shims on the new ones.", now=NOON)
    actions.say(manager.actor, competency_id=line.pk, agrees=True, now=NOON)
    assert queries.confirmations(worker.actor, framework.pk) == {line.pk: (1, 1)}
    actions.say(worker.actor, competency_id=line.pk, agrees=True, now=NOON)
    assert queries.confirmations(worker.actor, framework.pk) == {line.pk: (2, 0)}
    assert list(queries.open_disputes(worker.actor)) == []


def test_a_dispute_waits_and_its_answer_reaches_whoever_asked_and_nobody_elses_name_is_shown(
    place: Workspace, framework: queries.Framework
) -> None:
    worker, lead = people.member(place, Role.WORKER), people.member(place, Role.TALENT_LEAD)
    line = first_line(worker.actor, framework)
    page = reverse("standards:validate", args=[worker.slug, framework.pk])
    worker.client().post(page, {"dispute": line.pk.hex, f"reason-{line.pk.hex}": "No shims on the new ones."})
    (waiting,) = queries.open_disputes(lead.actor, framework.pk)
    desk = reverse("standards:disputes", args=[lead.slug, framework.pk])
    shown = lead.client().get(desk).content.decode()
    assert "No shims on the new ones." in shown
    assert "Ana Ruiz" not in shown.split("<main")[1].split("</main")[0]
    with pytest.raises(BadInput):
        actions.answer_dispute(lead.actor, vote_id=waiting.pk, text=" ", now=NOON)
    with pytest.raises(access.Forbidden):
        actions.answer_dispute(worker.actor, vote_id=waiting.pk, text="Yes", now=NOON)
    with pytest.raises(NotFound):
        actions.answer_dispute(lead.actor, vote_id=uuid4(), text="Yes", now=NOON)
    lead.client().post(desk, {"vote": str(waiting.pk), "answer": "Version 2 drops it."})
    assert "Version 2 drops it." in worker.client().get(page).content.decode()
    told_of = Message.objects.across_workspaces().filter(person_id=worker.person_id)
    message = told_of.filter(event="standards.dispute_answered").last()
    assert message is not None
    assert "Version 2" not in str(message.parameters), "what was answered is read after the log-in"
    assert list(queries.open_disputes(lead.actor)) == []
    told = answers.personal_data(worker.actor, worker.person_id)
    assert [row["values"]["answer"] for row in told] == ["Version 2 drops it."]
    answers.erase(people.system(place), worker.person_id, NOON)
    answers.erase(people.system(place), lead.person_id, NOON)
    assert answers.personal_data(worker.actor, worker.person_id) == []
    assert queries.confirmations(worker.actor, framework.pk) == {line.pk: (0, 1)}


def test_the_database_holds_no_dispute_without_a_reason(place: Workspace, framework: queries.Framework) -> None:
    worker = people.member(place, Role.WORKER)
    vote = actions.say(
        worker.actor, competency_id=first_line(worker.actor, framework).pk, agrees=False, reason="x", now=NOON
    )
    vote.reason = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.save()
