"""Drafts open to public comment: fixed words, an address nobody reads, a response to each, and no vote before that."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.governance.consulting import ADDRESS, AFTER, CLOSES, answered, at, opened, page_of, said, why
from tests.governance.factories import NOW, full_body, held, holder_of
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.handlers import carry_answer
from skillmark.governance.models import Comment, Consultation, Hidden, Verdict
from skillmark.governance.queries import Body
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries
from skillmark.standards import actions as lines
from skillmark.standards import answers as standard_answers
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db


def test_what_is_commented_on_are_the_words_as_they_stood_whatever_the_draft_becomes(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    before = found.text
    assert len(before.split("\n")) > 10
    requirement = draft.requirements.first()
    assert requirement is not None
    name = requirement.competency.name
    assert name in before
    lines.drop_line(lead.actor, requirement_id=requirement.pk, now=NOW)
    now_stands = standard_answers.draft_to_comment(lead.actor, draft._meta.label_lower, draft.pk)
    assert now_stands is not None
    assert "\n".join(now_stands.lines) != before
    at(monkeypatch, NOW)
    text = Client().get(reverse("governance:consultation_text", args=[found.pk])).content
    assert text.decode() == before
    assert hashlib.sha256(text).hexdigest() == found.digest
    assert found.digest in page_of(found)


def test_nothing_is_concluded_while_a_response_is_missing_or_comments_can_still_come(
    lead: people.Member, body: Body, draft: Framework
) -> None:
    found = opened(lead.actor, body, draft)
    first, second = said(found), said(found, "A pass mark is too high.")
    answered(lead.actor, first)
    with pytest.raises(BadInput) as refused:
        actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    assert why(refused) == "comments without a response: 1"
    answered(lead.actor, second, verdict=Verdict.DECLINED)
    with pytest.raises(BadInput) as refused:
        actions.conclude(lead.actor, consultation_id=found.pk, now=CLOSES - timedelta(seconds=1))
    assert why(refused) == "comments can still come"
    assert actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER).concluded_at == AFTER
    with pytest.raises(BadInput):
        answered(lead.actor, first)
    with pytest.raises(BadInput):
        actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)


def test_a_draft_is_put_to_the_vote_only_once_its_comments_are_answered_and_published(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    standards.argued(lead.actor, draft, now=NOW)
    found = opened(lead.actor, body, draft)
    comment = said(found)

    def ask() -> object:
        return lines.ask_to_publish(
            lead.actor, framework_id=draft.pk, body_id=body.pk, title="May we?", what_changes="All.",
            deadline=AFTER + timedelta(days=7), now=AFTER,
        )  # fmt: skip

    with pytest.raises(actions.CommentsWait):
        ask()
    with pytest.raises(actions.CommentsWait):  # nor straight to the group
        actions.propose(
            lead.actor, body_id=body.pk, question="publish", subject_type="standards.framework", subject_id=draft.pk,
            title="May we?", what_changes="All.", deadline=AFTER + timedelta(days=7), now=AFTER,
        )  # fmt: skip
    answered(lead.actor, comment)
    with pytest.raises(actions.CommentsWait):
        ask()
    at(monkeypatch, AFTER)
    shown = lead.client().get(reverse("standards:framework", args=[lead.slug, draft.pk])).content.decode()
    assert reverse("governance:consultation", args=[lead.slug, found.pk]) in shown
    assert reverse("standards:publish", args=[lead.slug, draft.pk]) not in shown
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    assert ask()
    with pytest.raises(BadInput) as refused:
        opened(lead.actor, body, draft, closes_at=AFTER + timedelta(days=3), now=AFTER)
    assert why(refused) == "a group is voting on this version just now"


def test_one_round_runs_at_a_time_and_none_on_what_is_published(
    lead: people.Member, system: Actor, body: Body, draft: Framework
) -> None:
    found = opened(lead.actor, body, draft)
    with pytest.raises(BadInput) as refused:
        opened(lead.actor, body, draft)
    assert why(refused) == "an earlier round of comments on this is not concluded"
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.record(
            system, now=NOW, body=body, subject_type=found.subject_type, subject_id=found.subject_id, title="x",
            text="x", digest="x", closes_at=CLOSES,
        )  # fmt: skip
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    published = standards.published(system, draft, now=AFTER)
    with pytest.raises(BadInput) as refused:
        opened(lead.actor, body, published)
    assert why(refused) == "this version is published already"
    with pytest.raises(NotFound):
        opened(lead.actor, body, draft, subject_type="test.thing")


def test_a_demonstration_writes_to_nobody_outside_and_forgets_the_address(settings: object) -> None:
    there = people.workspace(demonstration=True)
    lead = people.member(there, Role.TALENT_LEAD)
    system = people.system(there)
    found = opened(lead.actor, full_body(system), standards.tideway(system, now=NOW))
    comment = said(found, address=ADDRESS)
    answered(lead.actor, comment)
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    settings.INSTALLED = type("Mailing", (), {"mail": "smtp://localhost", "sms": ""})()  # type: ignore[attr-defined]
    carry_answer(system, {"comment": str(comment.pk)}, AFTER)
    assert mail.outbox == []
    assert Comment.objects.within(lead.actor).get(pk=comment.pk).sealed is None


def test_somebody_known_here_is_told_on_her_page_and_erased_leaves_only_what_she_said(
    lead: people.Member, system: Actor, body: Body, draft: Framework
) -> None:
    her = people.member(person_queries.workspace(lead.actor), Role.WORKER, name="Ana Ruiz")
    found = opened(lead.actor, body, draft)
    comment = actions.comment(
        her.holder, consultation_id=found.pk, text="Mine.", name="Ana Ruiz", language="en", now=NOW
    )
    sealed = actions.comment(
        her.holder, consultation_id=found.pk, text="Mine too.", name="Ana Ruiz", address=ADDRESS, language="en", now=NOW
    )
    assert comment.person_id == her.person_id
    told = answers.personal_data(system, her.person_id)
    assert {"Mine.", "Mine too."} == {one["values"]["text"] for one in told}  # type: ignore[index]
    answered(lead.actor, comment, sealed)
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    letters = person_queries.Message.objects.within(system).filter(event="governance.comment_answered")  # type: ignore[attr-defined]
    assert [letter.person_id for letter in letters] == [her.person_id]
    answers.erase(system, her.person_id, AFTER)
    for left in Comment.objects.within(system).filter(consultation=found):
        assert (left.person_id, left.name, left.sealed) == (None, "", None)
        assert left.text.startswith("Mine")


def test_who_wrote_a_comment_can_have_her_name_taken_off(lead: people.Member, body: Body, draft: Framework) -> None:
    found = opened(lead.actor, body, draft)
    comment = said(found, name="Jo Park", address=ADDRESS)
    page = reverse("governance:moderate_comment", args=[lead.slug, comment.pk])
    assert lead.client().post(page, {"what": "forget"}).status_code == 302
    left = Comment.objects.within(lead.actor).get(pk=comment.pk)
    assert (left.name, left.sealed, left.text) == ("", None, comment.text)


def test_the_next_workspace_neither_reads_nor_answers(lead: people.Member, body: Body, draft: Framework) -> None:
    found = opened(lead.actor, body, draft)
    comment = said(found)
    there = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        answered(there.actor, comment)
    with pytest.raises(NotFound):
        queries.consultation(there.actor, found.pk)
    other_system = people.system(person_queries.workspace(there.actor))
    theirs = opened(there.actor, full_body(other_system), standards.tideway(other_system, now=NOW))
    with pytest.raises(NotFound):
        actions.respond(
            there.actor, consultation_id=theirs.pk, comment_ids=[comment.pk], verdict=Verdict.ACCEPTED, reason="x",
            now=AFTER,
        )  # fmt: skip
    assert Comment.objects.within(lead.actor).get(pk=comment.pk).response_id is None


def test_only_who_leads_or_chairs_opens_answers_and_hides(lead: people.Member, body: Body, draft: Framework) -> None:
    worker = people.member(person_queries.workspace(lead.actor), Role.WORKER)
    chair = next(seat for seat in held(lead.actor, body) if seat.chairs)
    with pytest.raises(Forbidden):
        opened(worker.actor, body, draft)
    found = opened(holder_of(chair), body, draft)
    comment = said(found)
    for refused in (
        lambda: answered(worker.actor, comment),
        lambda: actions.hide_comment(worker.actor, comment_id=comment.pk, because=Hidden.INSULT, now=AFTER),
        lambda: actions.forget_commenter(worker.actor, comment_id=comment.pk, now=AFTER),
        lambda: actions.conclude(worker.actor, consultation_id=found.pk, now=AFTER),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert answered(holder_of(chair), comment)


def test_comments_wait_on_the_agenda_and_on_the_chair_s_day(
    lead: people.Member, system: Actor, body: Body, draft: Framework
) -> None:
    found = opened(lead.actor, body, draft)
    chair = holder_of(next(seat for seat in held(lead.actor, body) if seat.chairs))
    other = holder_of(next(seat for seat in held(lead.actor, body) if not seat.chairs))
    wanted = reverse("governance:consultation", args=[lead.slug, found.pk])

    def waits(actor: Actor, now: object = NOW) -> list[str]:
        return [due.title for due in answers.due_for(actor, now) if due.url == wanted]  # type: ignore[arg-type]

    assert waits(chair) == []
    comments = [said(found), said(found, "Another.")]
    assert waits(chair) == waits(lead.actor) == [f"Answer 2 comments: {found.title}"]
    assert waits(other) == []
    [hit] = answers.agenda(lead.actor, NOW)
    assert (hit.kind, hit.url) == ("Public comment", wanted)
    answered(lead.actor, *comments)
    assert answers.agenda(lead.actor, NOW) == []
    assert waits(chair) == []
    assert waits(chair, AFTER) == [f"Publish the responses: {found.title}"]
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    assert waits(chair, AFTER) == []
