"""Who decides what, what is agreed elsewhere, and decisions that other contexts ask for."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.governance.factories import LONG_AGO, NOW, decided, full_body, question
from tests.governance.test_pages import boxes, text_of
from tests.people import factories as people
from tests.standards.factories import argued, load_small_database, net_menders

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, queries
from skillmark.governance.models import Agreement, DecisionRight
from skillmark.governance.queries import Body, Constituency, Elsewhere, Part, Proposal, Question
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Ruth Adeyemi")


@pytest.fixture
def system(lead: people.Member) -> Actor:
    return people.system(person_queries.workspace(lead.actor))


def put(actor: Actor, body: Body, asked: str, *, now: datetime = NOW) -> Proposal:
    return actions.propose(
        actor, body_id=body.pk, question=asked, subject_type="test.thing", subject_id=sources.new_id(),
        title="May we?", what_changes="Something.", deadline=now + WEEK, now=now,
    )  # fmt: skip


# Standing decisions


def test_a_decision_stands_for_its_question_its_subject_and_its_kind_alone(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    decision = decided(system, body, Question.WIDEN_PILOT)
    kind = "governance.body"
    assert queries.standing_decision(lead.actor, kind, body.pk, Question.WIDEN_PILOT) == decision
    assert queries.standing_decision(lead.actor, kind, body.pk, Question.CUT_SCORE) is None
    assert queries.standing_decision(lead.actor, "other.kind", body.pk, Question.WIDEN_PILOT) is None
    assert queries.standing_decision(lead.actor, kind, sources.new_id(), Question.WIDEN_PILOT) is None
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    assert queries.standing_decision(stranger, kind, body.pk, Question.WIDEN_PILOT) is None


# Rights


def test_only_the_group_that_leads_is_asked(lead: people.Member, system: Actor) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    assert put(lead.actor, other, Question.CUT_SCORE).body == other, "nobody said who leads"
    actions.set_rights(lead.actor, item=Question.CUT_SCORE, lead=one.pk, now=NOW)
    with pytest.raises(BadInput, match="another group leads"):
        put(lead.actor, other, Question.CUT_SCORE)
    assert put(lead.actor, one, Question.CUT_SCORE).body == one
    assert put(lead.actor, other, Question.CHANGE_POLICY).body == other


def test_who_leads_supports_and_advises_is_read_as_it_was_said_last(lead: people.Member, system: Actor) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    stands = actions.set_rights(lead.actor, item=Question.PUBLISH, lead=other.pk, support=[one.pk], now=NOW)[0]
    decided(system, stands, Question.CHANGE_POLICY)
    actions.set_rights(
        lead.actor, item=Question.PUBLISH, lead=one.pk, support=[Constituency.HR],
        advisory=[other.pk, Constituency.ALUMNI], now=NOW,
    )  # fmt: skip
    said = next(row for row in queries.rights(lead.actor) if row.item is Question.PUBLISH)
    assert said.lead is not None
    assert said.lead.body == one
    assert [(row.body, row.constituency) for row in said.support] == [(None, "hr")]
    assert {row.body or row.constituency for row in said.advisory} == {other, "alumni"}
    assert DecisionRight.objects.within(lead.actor).count() == 4


def test_each_has_one_part_and_comes_from_here(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    for twice in ({"support": [body.pk]}, {"support": [Constituency.HR], "advisory": [Constituency.HR]}):
        with pytest.raises(BadInput):
            actions.set_rights(lead.actor, item=Question.PUBLISH, lead=body.pk, now=NOW, **twice)  # type: ignore[arg-type]
    foreign = full_body(people.system(people.workspace()))
    with pytest.raises(NotFound):
        actions.set_rights(lead.actor, item=Question.PUBLISH, lead=foreign.pk, now=NOW)
    member = people.member(body.workspace, Role.STEERING_MEMBER).actor
    with pytest.raises(Forbidden):
        actions.set_rights(member, item=Question.PUBLISH, lead=body.pk, now=NOW)


@pytest.mark.parametrize("part", [Part.LEAD, Part.SUPPORT])
def test_the_database_holds_one_lead_and_one_part(lead: people.Member, system: Actor, part: Part) -> None:
    one, other = full_body(system), full_body(system, name="Other group")
    actions.set_rights(lead.actor, item=Question.PUBLISH, lead=one.pk, now=NOW)
    again = {"body": other} if part is Part.LEAD else {"body": one}
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionRight.objects.record(lead.actor, now=NOW, item=Question.PUBLISH, part=part, **again)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionRight.objects.record(
            lead.actor, now=NOW, item=Question.CUT_SCORE, part=Part.LEAD, constituency=Constituency.HR
        )


# Agreed elsewhere


@pytest.mark.parametrize("item", list(Elsewhere))
def test_what_is_agreed_with_a_union_is_not_put_to_a_group(lead: people.Member, system: Actor, item: Elsewhere) -> None:
    body = full_body(system)
    assert put(lead.actor, body, item).question == item, "where there is none, a group may be asked"
    actions.name_agent(lead.actor, name="Local 12", starts=TODAY, now=NOW)
    with pytest.raises(BadInput, match="agreed elsewhere"):
        put(lead.actor, body, item)
    assert put(lead.actor, body, Question.CUT_SCORE).question == Question.CUT_SCORE, "standards stay with the group"
    actions.end_agent(lead.actor, last_day=TODAY, now=NOW)
    with pytest.raises(BadInput):
        put(lead.actor, body, item)
    assert put(lead.actor, body, item, now=NOW + timedelta(days=1)).question == item


def test_the_day_on_which_agreeing_begins_is_the_workspaces_own(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    actions.name_agent(lead.actor, name="Local 12", starts=date(2026, 3, 3), now=NOW)
    evening = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 2 March in New York
    assert put(lead.actor, body, Elsewhere.PAY, now=evening).question == Elsewhere.PAY
    with pytest.raises(BadInput):
        put(lead.actor, body, Elsewhere.PAY, now=evening + timedelta(hours=4))


def test_what_was_agreed_is_noted_with_clause_and_day_and_only_ever_corrected(
    lead: people.Member, system: Actor
) -> None:
    noted = {"item": Elsewhere.HOURS, "clause": "Article 12", "agreed_on": LONG_AGO, "now": NOW}
    with pytest.raises(BadInput, match="no bargaining agent"):
        actions.note_agreement(lead.actor, **noted)  # type: ignore[arg-type]
    actions.name_agent(lead.actor, name="Local 12", starts=LONG_AGO, now=NOW)
    for wrong in ({"clause": "  "}, {"agreed_on": TODAY + timedelta(days=1)}):
        with pytest.raises(BadInput):
            actions.note_agreement(lead.actor, **(noted | wrong))  # type: ignore[arg-type]
    first = actions.note_agreement(lead.actor, **noted)  # type: ignore[arg-type]
    second = actions.note_agreement(lead.actor, **(noted | {"clause": "Article 13", "replaces_id": first.pk}))  # type: ignore[arg-type]
    assert list(queries.agreements(lead.actor)) == [second]
    with pytest.raises(NotFound):
        actions.note_agreement(lead.actor, **(noted | {"replaces_id": first.pk}))  # type: ignore[arg-type]
    for change in (
        Agreement.objects.within(lead.actor).filter(pk=second.pk).delete,
        lambda: Agreement.objects.within(system).update(item="pay"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    assert list(queries.agreements(stranger)) == []


def test_there_is_one_union_at_a_time(lead: people.Member) -> None:
    with pytest.raises(NotFound):
        actions.end_agent(lead.actor, last_day=TODAY, now=NOW)
    actions.name_agent(lead.actor, name="Local 12", starts=TODAY, now=NOW)
    with pytest.raises(BadInput):
        actions.name_agent(lead.actor, name="Local 13", starts=TODAY, now=NOW)
    with pytest.raises(BadInput):
        actions.end_agent(lead.actor, last_day=LONG_AGO, now=NOW)


# Pages


def address(name: str, member: people.Member, **rest: object) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": member.slug, **rest})


def test_rights_are_set_and_read_on_pages(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    member = people.member(body.workspace, Role.WORKER)
    set_rights = address("set_rights", lead, kind="cut_score")
    chosen = {"lead": str(body.pk), "support": ["hr"], "advisory": ["hr"]}
    assert "Each has one part in a decision." in text_of(lead.client().post(set_rights, chosen), 400)
    shown = text_of(lead.client().post(set_rights, chosen | {"advisory": ["alumni"]}, follow=True))
    assert set_rights in shown
    theirs = text_of(member.client().get(address("rights", lead)))
    for said in ("Leads: Standards group", "Supports: Human resources", "Advises: Former participants"):
        assert said in theirs
    assert set_rights not in theirs
    assert lead.client().get(address("set_rights", lead, kind="pay")).status_code == 404


def test_what_is_agreed_elsewhere_is_noted_and_corrected_on_pages(lead: people.Member, system: Actor) -> None:
    agent, agree = address("agent", lead), address("agree", lead)
    days = boxes("starts", LONG_AGO)
    assert "no bargaining agent is noted" in text_of(
        lead.client().post(agree, {"item": "pay", "clause": "1"} | boxes("agreed_on", LONG_AGO)), 400
    )
    assert "are agreed with Local 12" in text_of(lead.client().post(agent, {"name": "Local 12"} | days, follow=True))
    lead.client().post(agree, {"item": "hours", "clause": "Article 12"} | boxes("agreed_on", LONG_AGO))
    (noted,) = queries.agreements(lead.actor)
    correct = address("correct_agreement", lead, agreement_id=noted.pk)
    assert "Article 12" in text_of(lead.client().get(correct))
    right = {"item": "hours", "clause": "Article 13"} | boxes("agreed_on", LONG_AGO)
    shown = text_of(lead.client().post(correct, right, follow=True))
    assert "Working hours: Article 13, Jan. 1, 2026 (Local 12)" in shown
    assert "Article 12" not in shown
    full_body(system)
    ask = address("ask", lead)
    asked = {"title": "More pay?", "what_changes": "Pay.", "for_whom": "All.", "asked": "Yes or no."}
    asked |= {"question": "pay", "body_id": str(queries.bodies(lead.actor)[0].pk)} | boxes("last_day", date(2099, 1, 1))
    assert "this is agreed elsewhere, and not put to a group here" in text_of(lead.client().post(ask, asked), 400)
    assert "What is asked" not in text_of(lead.client().get(ask))
    made = text_of(lead.client().post(ask, asked | {"question": "change_policy"}, follow=True))
    for said in ("The question is put.", "More pay?", "For whom", "What you are asked", "Yes or no."):
        assert said in made


def test_a_question_about_a_record_comes_with_it_and_is_put_once(lead: people.Member, system: Actor) -> None:
    load_small_database(lead.actor)
    standard = argued(lead.actor, net_menders(lead.actor))
    one, other = full_body(system), full_body(system, name="Other group")
    actions.set_rights(lead.actor, item=Question.CUT_SCORE, lead=other.pk, now=NOW)
    about = {"question": "cut_score", "type": "standards.framework", "id": str(standard.pk)}
    ask = f"{address('ask', lead)}?{urlencode(about)}"
    shown = text_of(lead.client().get(ask))
    assert standard.title in shown
    assert "Other group" in shown
    assert one.name not in shown, "it does not lead"
    asked = {"title": "This pass mark?", "what_changes": "It.", "for_whom": "All.", "asked": "Yes or no."}
    asked |= {"body_id": str(other.pk)} | boxes("last_day", date(2099, 1, 1))
    assert "The question is put." in text_of(lead.client().post(ask, asked, follow=True))
    made = queries.open_question(lead.actor, "standards.framework", standard.pk, "cut_score")
    assert made is not None
    assert lead.client().get(ask).headers["Location"] == address("proposal", lead, proposal_id=made.pk)
    for wrong in ({"question": "pay"}, {"id": "1"}, {"id": str(sources.new_id())}, {"type": "people.person"}):
        assert lead.client().get(f"{address('ask', lead)}?{urlencode(about | wrong)}").status_code == 404


def test_a_question_nobody_could_pass_is_not_put(lead: people.Member) -> None:
    body = actions.set_up_body(lead.actor, name="Empty", now=NOW)
    asked = {"title": "A", "what_changes": "B", "for_whom": "C", "asked": "D", "question": "other"}
    asked |= {"body_id": str(body.pk)} | boxes("last_day", date(2099, 1, 1))
    assert "Too few people sit in this group" in text_of(lead.client().post(address("ask", lead), asked), 400)


def test_rights_read_in_spanish(lead: people.Member, system: Actor) -> None:
    question(lead.actor, full_body(system))
    for name, said in (("rights", "Quién decide qué"), ("ask", "Preguntar a un grupo"), ("agent", "comité de empresa")):
        html = lead.client().get(address(name, lead), headers={"accept-language": "es"}).content.decode()
        assert said in html
