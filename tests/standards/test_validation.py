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
from skillmark.people import actions as person_actions
from skillmark.people.models import Message
from skillmark.people.rules import EMPLOYEE_FILE
from skillmark.standards import actions, answers, queries
from skillmark.standards.models import LineVote

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


def test_a_second_tap_keeps_the_first_dispute_with_its_answer_as_history(
    place: Workspace, framework: queries.Framework
) -> None:
    worker, lead = people.member(place, Role.WORKER), people.member(place, Role.TALENT_LEAD)
    line = first_line(worker.actor, framework)

    def said(agrees: bool, reason: str = "") -> LineVote:
        return actions.say(worker.actor, competency_id=line.pk, agrees=agrees, reason=reason, now=NOON)

    first = said(False, "No shims on the new ones.")
    assert said(False, "No shims on the new ones.").pk == first.pk, "tapped twice, it is said once"
    actions.answer_dispute(lead.actor, vote_id=first.pk, text="Version 2 drops it.", now=NOON)
    second = said(False, "And no gaskets.")
    said(True)
    first.refresh_from_db()
    assert (first.reason, first.answer) == ("No shims on the new ones.", "Version 2 drops it.")
    assert list(queries.open_disputes(lead.actor)) == []
    assert list(queries.disputes(lead.actor, framework.lineage)) == [first], "taken back, nobody need answer it"
    assert queries.confirmations(lead.actor, framework.pk) == {line.pk: (1, 0)}
    assert queries.own_votes(worker.actor, framework.pk)[line.pk].agrees
    assert {vote.pk for vote in queries.own_history(worker.actor, framework.pk)[line.pk]} == {first.pk, second.pk}
    page = worker.client().get(reverse("standards:validate", args=[worker.slug, framework.pk])).content.decode()
    for shown in ("You confirmed this.", first.reason, first.answer, second.reason):
        assert shown in page
    assert len(answers.personal_data(worker.actor, worker.person_id)) == 3
    answers.erase(people.system(place), worker.person_id, NOON)
    assert answers.personal_data(worker.actor, worker.person_id) == []


def test_job_holders_and_who_leads_them_say_and_nobody_else_where_the_employers_list_names_holders(
    place: Workspace, framework: queries.Framework
) -> None:
    system, line = people.system(place), first_line(people.system(place), framework)
    holder, other = people.member(place, Role.WORKER), people.member(place, Role.WORKER)
    leader, elsewhere = people.member(place, Role.LINE_MANAGER), people.member(place, Role.LINE_MANAGER)
    person_actions.set_manager(system, person_id=holder.person_id, manager_id=leader.person_id, now=NOON)
    assert all(queries.may_say(one.actor, framework, NOON) for one in (holder, other)), "nobody is known to hold it"
    held_by(system, holder, f" {framework.title.upper()} ")
    held_by(system, other, "Net mender")
    for member, may in ((holder, True), (leader, True), (other, False), (elsewhere, False)):
        assert queries.may_say(member.actor, framework, NOON) is may
    with pytest.raises(actions.NotHerWork):
        actions.say(other.actor, competency_id=line.pk, agrees=True, now=NOON)
    page = reverse("standards:validate", args=[place.slug, framework.pk])
    refused = other.client().post(page, {"confirm": line.pk.hex}, follow=True).content.decode()
    assert "Those who hold this job" in refused
    assert 'name="confirm"' not in refused
    assert holder.client().post(page, {"confirm": line.pk.hex}).status_code == 302
    assert queries.confirmations(system, framework.pk) == {line.pk: (1, 0)}
    with pytest.raises(access.Forbidden):
        actions.say(people.member(place, Role.ASSESSOR).actor, competency_id=line.pk, agrees=True, now=NOON)


def held_by(system: Actor, member: people.Member, title: str) -> None:
    """As the employer's own list tells."""
    person_actions.record_employment(system, person_id=member.person_id, title=title, source=EMPLOYEE_FILE, now=NOON)


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
