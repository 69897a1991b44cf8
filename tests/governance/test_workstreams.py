"""Areas of work that a workspace adds: one group leads on each, and who decides changes only as a group agrees."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.governance.factories import NOW, decided, full_body
from tests.governance.test_pages import text_of
from tests.governance.test_rights import WEEK
from tests.people import factories as people

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.models import DecisionRight
from skillmark.governance.queries import Constituency, Part, Proposal, Question, Workstream
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
PARTNERS = "Partners and schools"


@pytest.fixture
def partners(lead: people.Member) -> Workstream:
    return actions.add_workstream(lead.actor, name=PARTNERS, owner_id=lead.person_id, now=NOW)


def put(actor: Actor, body: queries.Body, found: Workstream) -> Proposal:
    now = sources.now()
    return actions.propose(
        actor, body_id=body.pk, question=Question.CHANGE_POLICY, subject_type=queries.WORKSTREAM, subject_id=found.pk,
        title="A third school?", what_changes="One more.", deadline=now + WEEK, now=now,
    )  # fmt: skip


def test_an_area_is_added_once_by_who_leads_with_an_owner_from_here(lead: people.Member, partners: Workstream) -> None:
    stranger = people.member(people.workspace(), Role.TALENT_LEAD)
    for wrong in ({"name": " "}, {"name": PARTNERS.upper()}, {"name": "Wages", "owner_id": stranger.person_id}):
        with pytest.raises(BadInput):
            actions.add_workstream(lead.actor, now=NOW, **wrong)  # type: ignore[arg-type]
    worker = people.member(partners.workspace, Role.WORKER)
    with pytest.raises(access.Forbidden):
        actions.add_workstream(worker.actor, name="Wages", now=NOW)
    with pytest.raises(NotFound):
        actions.hand_over_workstream(stranger.actor, workstream_id=partners.pk, owner_id=None, now=NOW)
    system = people.system(partners.workspace)
    told = answers.personal_data(system, lead.person_id)
    assert {"name": PARTNERS} in [row["values"] for row in told]
    answers.erase(system, lead.person_id, NOW)
    assert queries.workstream(system, partners.pk).owner is None


def test_who_decides_on_it_changes_only_as_a_group_has_agreed_since(
    lead: people.Member, system: Actor, partners: Workstream
) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    (stands,) = actions.set_rights(lead.actor, item=partners.pk, lead=one.pk, now=NOW)
    for item in (partners.pk, Question.PUBLISH):
        if item is Question.PUBLISH:
            (stands,) = actions.set_rights(lead.actor, item=item, lead=one.pk, now=NOW)
        with pytest.raises(actions.NotDecided) as refused:
            actions.set_rights(lead.actor, item=item, lead=other.pk, now=NOW)
        assert refused.value.right_id == stands.pk
        decided(system, stands, Question.CHANGE_POLICY)
        actions.set_rights(lead.actor, item=item, lead=other.pk, support=[Constituency.HR], now=NOW)
        with pytest.raises(actions.NotDecided):  # what was agreed is used up
            actions.set_rights(lead.actor, item=item, lead=one.pk, now=NOW)
    elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        actions.set_rights(elsewhere.actor, item=partners.pk, lead=one.pk, now=NOW)


def test_the_database_holds_one_lead_an_area_and_parts_of_one_group_in_several(
    lead: people.Member, system: Actor, partners: Workstream
) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    wages = actions.add_workstream(lead.actor, name="Wages", now=NOW)
    for area in (partners, wages):
        actions.set_rights(lead.actor, item=area.pk, lead=one.pk, advisory=[Constituency.HR], now=NOW)
    for wrong in (
        {"workstream": partners, "part": Part.LEAD, "body": other},
        {"workstream": partners, "part": Part.SUPPORT, "body": one},
        {"workstream": partners, "part": Part.SUPPORT, "constituency": Constituency.HR},
        {"workstream": partners, "item": Question.PUBLISH, "part": Part.SUPPORT, "body": other},
        {"part": Part.SUPPORT, "body": other},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            DecisionRight.objects.record(lead.actor, now=NOW, **wrong)


def test_its_own_group_is_asked_and_the_table_says_who_must_act(
    lead: people.Member, system: Actor, partners: Workstream
) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    actions.set_rights(lead.actor, item=partners.pk, lead=other.pk, advisory=[one.pk], now=NOW)
    with pytest.raises(BadInput, match="another group leads"):
        put(lead.actor, one, partners)
    asked = put(lead.actor, other, partners)
    member = people.member(person_queries.workspace(lead.actor), Role.WORKER)
    page = text_of(member.client().get(reverse("governance:rights", args=[lead.slug])))
    for said in (
        PARTNERS,
        "Leads: Other group",
        "Advises: Standards group",
        "A third school?",
        "4 seats of Other group",
    ):
        assert said in page
    held = queries.rights(member.actor)
    assert [row.asked for row in held if row.workstream] == [[asked]]
    assert not [row for row in held if row.item and row.asked], "it is a question of the area alone"


def test_pages_add_an_area_say_who_decides_and_send_to_the_group_before_a_change(
    lead: people.Member, system: Actor
) -> None:
    body, client = full_body(system), lead.client()
    add = reverse("governance:add_workstream", args=[lead.slug])
    shown = text_of(client.post(add, {"name": PARTNERS, "owner": ""}, follow=True))
    assert "It is added. Now say who decides on it." in shown
    assert "there is one of this name already" in text_of(client.post(add, {"name": PARTNERS, "owner": ""}), 400)
    (found,) = queries.workstreams(lead.actor)
    own = {"workspace": lead.slug, "workstream_id": found.pk}
    rights = reverse("governance:set_workstream_rights", kwargs=own)
    assert "Leads: Standards group" in text_of(client.post(rights, {"lead": str(body.pk)}, follow=True))
    sent = text_of(client.get(rights, follow=True))
    for said in ("A group decides first whether this is decided by others.", f"Who decides on: {PARTNERS}"):
        assert said in sent
    hand_over = reverse("governance:hand_over", kwargs=own)
    assert "Sees to it: Ruth Adeyemi" in text_of(client.post(hand_over, {"owner": str(lead.person_id)}, follow=True))
    html = client.get(reverse("governance:rights", args=[lead.slug]), headers={"accept-language": "es"})
    assert "Añadir un área de trabajo" in html.content.decode()
