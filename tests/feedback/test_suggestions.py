"""Suggestions: made with a name or without, answered, joined, quoted, and forgotten with whoever wrote them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.feedback.factories import NOW, Place, again, changed, place, published, sent, suggested, told
from tests.people import factories as people

from skillmark.feedback import actions, answers, queries
from skillmark.feedback.models import Answer, Kind, State, Suggestion, Way
from skillmark.foundation import access
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as persons

pytestmark = pytest.mark.django_db


def test_a_suggestion_keeps_its_subject_its_day_and_whoever_wrote_it(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, quotable=True)
    assert (said.person_id, said.title, said.topic) == (
        here.worker.person_id, here.framework.title, here.framework.lineage,
    )  # fmt: skip
    assert (said.state, said.way, said.quotable, said.happened_on) == (State.NEW, Way.INSIDE, True, NOW.date())


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1_001, "x" * 5_000])
def test_no_words_and_too_many_are_refused(here: Place, text: str) -> None:
    with pytest.raises(BadInput):
        suggested(here.worker.actor, here.framework, text)
    with pytest.raises(BadInput):
        sent(here.framework, text)
    assert not Suggestion.objects.within(here.system).exists()


def test_without_a_name_no_table_and_no_history_says_who_it_was(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, anonymous=True)
    assert (said.person_id, said.anonymous) == (None, True)
    entries = AuditRow.objects.filter(subject_id=said.pk)
    assert entries.count() == 1
    told_of = str(list(entries.values()))
    assert str(here.worker.person_id) not in told_of
    assert str(here.worker.account_id) not in told_of
    assert list(queries.own(here.worker.actor)) == []
    with pytest.raises(NotFound):
        queries.suggestion(here.worker.actor, said.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.within(here.system).update(person_id=here.worker.person_id)


def test_whoever_comes_without_a_log_in_leaves_no_name_and_one_who_is_known_there_is_told(here: Place) -> None:
    stranger, known = sent(here.framework), sent(here.framework, visitor=here.worker.holder)
    elsewhere = sent(here.framework, visitor=people.member(people.workspace(), Role.WORKER).holder)
    unnamed = sent(here.framework, visitor=here.worker.holder, anonymous=True)
    assert [each.person_id for each in (stranger, known, elsewhere, unnamed)] == [
        None, here.worker.person_id, None, None,
    ]  # fmt: skip
    assert {each.way for each in (stranger, known)} == {Way.PUBLIC}


def test_nothing_is_suggested_about_a_draft_from_outside_or_about_another_workspace(here: Place) -> None:
    other = place()
    draft = people.system(here.workspace)
    with pytest.raises(NotFound):
        suggested(here.worker.actor, other.framework)
    with pytest.raises(NotFound):
        sent(here.framework, subject_id=uuid4())
    with pytest.raises(NotFound):
        sent(here.framework, subject_type="people.person", subject_id=here.worker.person_id)
    with pytest.raises(access.Forbidden):
        suggested(draft, here.framework)  # the program has nothing to suggest


def test_only_whoever_leads_reads_and_answers_and_another_workspace_finds_nothing(here: Place) -> None:
    said, other = suggested(here.worker.actor, here.framework), place()
    recruiter = people.member(here.workspace, Role.RECRUITER)
    assert queries.suggestion(here.worker.actor, said.pk) == said
    for nobody in (recruiter, other.lead, other.worker):
        with pytest.raises(NotFound):
            queries.suggestion(nobody.actor, said.pk)
    with pytest.raises(access.Forbidden):
        queries.listed(recruiter.actor)
    with pytest.raises(access.Forbidden):
        actions.answer(here.worker.actor, suggestion_id=said.pk, state=State.DONE, reason="Yes.", now=NOW)
    assert list(queries.listed(other.lead.actor)) == []


def test_nobody_answers_herself(here: Place) -> None:
    own = suggested(here.lead.actor, here.framework)
    with pytest.raises(access.Forbidden):
        actions.answer(here.lead.actor, suggestion_id=own.pk, state=State.TAKEN_UP, reason="", now=NOW)


def test_what_is_not_taken_up_says_why_and_every_answer_is_kept_and_told(here: Place) -> None:
    said, lead = suggested(here.worker.actor, here.framework), here.lead.actor
    with pytest.raises(BadInput):
        actions.answer(lead, suggestion_id=said.pk, state=State.NOT_TAKEN_UP, reason=" ", now=NOW)
    with pytest.raises(BadInput):
        actions.answer(lead, suggestion_id=said.pk, state=State.NEW, reason="Hm.", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.record(lead, now=NOW, suggestion=said, state=State.NOT_TAKEN_UP)
    later = NOW + timedelta(days=3)
    actions.answer(lead, suggestion_id=said.pk, state=State.NOT_TAKEN_UP, reason="The law asks it.", now=NOW)
    actions.answer(lead, suggestion_id=said.pk, state=State.TAKEN_UP, reason="", now=later)
    assert (again(said).state, again(said).answered_on) == (State.TAKEN_UP, NOW.date())  # the day of the first one
    assert again(said).text
    assert [each.reason for each in queries.answers_to(said)] == ["", "The law asks it."]
    assert told(here.worker) == ["feedback.answered", "feedback.answered"]


def test_two_joined_get_one_answer_and_both_are_told_and_counted(here: Place) -> None:
    second = people.member(here.workspace, Role.WORKER, name="Bo Chen")
    one, other = suggested(here.worker.actor, here.framework), suggested(second.actor, here.framework, "So say we.")
    third = suggested(here.worker.actor, here.framework, "And again.")
    lead = here.lead.actor
    actions.join(lead, suggestion_id=third.pk, to_id=other.pk, now=NOW)
    actions.join(lead, suggestion_id=other.pk, to_id=one.pk, now=NOW)
    assert {again(each).joined_to_id for each in (other, third)} == {one.pk}  # what was joined follows
    with pytest.raises(BadInput):
        actions.answer(lead, suggestion_id=other.pk, state=State.DONE, reason="Yes.", now=NOW)
    actions.answer(lead, suggestion_id=one.pk, state=State.TAKEN_UP, reason="Next version.", now=NOW)
    assert {again(each).state for each in (one, other, third)} == {State.TAKEN_UP}
    assert [each.reason for each in queries.answers_to(again(other))] == ["Next version."]
    assert told(second) == ["feedback.joined", "feedback.answered"]
    assert told(here.worker) == ["feedback.joined", "feedback.joined", "feedback.answered"]
    assert (queries.counted(lead).said, queries.counted(lead).answered) == (3, 3)


def test_what_is_joined_to_one_that_has_its_answer_has_it_too(here: Place) -> None:
    one, late, lead = suggested(here.worker.actor, here.framework), sent(here.framework), here.lead.actor
    actions.answer(lead, suggestion_id=one.pk, state=State.NOT_TAKEN_UP, reason="The law.", now=NOW)
    actions.join(lead, suggestion_id=late.pk, to_id=one.pk, now=NOW + timedelta(days=2))
    assert (again(late).state, again(late).answered_on) == (State.NOT_TAKEN_UP, (NOW + timedelta(days=2)).date())


def test_nothing_is_joined_to_itself_in_a_circle_across_workspaces_or_once_a_change_came_of_it(here: Place) -> None:
    one, other, lead = suggested(here.worker.actor, here.framework), sent(here.framework), here.lead.actor
    elsewhere = place()
    foreign = suggested(elsewhere.worker.actor, elsewhere.framework)
    with pytest.raises(BadInput):
        actions.join(lead, suggestion_id=one.pk, to_id=one.pk, now=NOW)
    with pytest.raises(NotFound):
        actions.join(lead, suggestion_id=one.pk, to_id=foreign.pk, now=NOW)
    actions.join(lead, suggestion_id=one.pk, to_id=other.pk, now=NOW)
    with pytest.raises(BadInput):
        actions.join(lead, suggestion_id=other.pk, to_id=one.pk, now=NOW)
    with pytest.raises(BadInput):
        actions.join(lead, suggestion_id=one.pk, to_id=other.pk, now=NOW)
    third = sent(here.framework)
    changed(lead, here.framework, other)
    with pytest.raises(BadInput):
        actions.join(lead, suggestion_id=other.pk, to_id=third.pk, now=NOW)


def test_whoever_wrote_it_says_whether_it_is_quoted_and_whoever_leads_can_only_leave_it_out(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework)
    with pytest.raises(access.Forbidden):
        actions.quote(here.lead.actor, suggestion_id=said.pk, now=NOW)
    assert actions.quote(here.worker.actor, suggestion_id=said.pk, now=NOW).quotable
    assert not actions.unquote(here.lead.actor, suggestion_id=said.pk, now=NOW).quotable
    assert actions.quote(here.worker.actor, suggestion_id=said.pk, now=NOW).quotable
    assert not actions.unquote(here.worker.actor, suggestion_id=said.pk, now=NOW).quotable


def test_her_words_go_with_her_and_what_came_of_them_stays_and_is_counted(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework, quotable=True)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, said))
    before = queries.counted(here.lead.actor)
    held = answers.personal_data(here.system, here.worker.person_id)
    assert [row["kind"] for row in held] == ["suggestion"]
    assert "torque wrench" in str(held[0]["values"])
    persons.erase_person(here.system, person_id=here.worker.person_id, now=NOW)
    assert (again(said).text, again(said).person_id, again(said).quotable) == ("", None, False)
    assert answers.personal_data(here.system, here.worker.person_id) == []
    assert queries.counted(here.lead.actor) == before
    (told_of,) = queries.public_causes([change], 1).values()
    assert (told_of.suggestions, told_of.quotes) == (1, ())
    with pytest.raises(IntegrityError), transaction.atomic():  # nothing to be quoted any more
        Suggestion.objects.within(here.system).update(quotable=True)
    # and one that was forgotten can still be answered: nobody is told
    actions.answer(here.lead.actor, suggestion_id=said.pk, state=State.DONE, reason="It is.", now=NOW)


def test_whoever_answered_is_told_so_and_forgotten(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework)
    actions.answer(here.lead.actor, suggestion_id=said.pk, state=State.TAKEN_UP, reason="Yes.", now=NOW)
    changed(here.lead.actor, here.framework, said)
    held = answers.personal_data(here.system, here.lead.person_id)
    assert [row["kind"] for row in held] == ["answered", "change"]
    persons.erase_person(here.system, person_id=here.lead.person_id, now=NOW)
    assert answers.personal_data(here.system, here.lead.person_id) == []
    assert [each.reason for each in queries.answers_to(said)] == ["Yes."]


def test_today_asks_for_what_waited_more_than_two_weeks_and_not_for_ones_own(here: Place) -> None:
    said = suggested(here.worker.actor, here.framework)
    suggested(here.lead.actor, here.framework)
    joined = sent(here.framework)
    actions.join(here.lead.actor, suggestion_id=joined.pk, to_id=said.pk, now=NOW)
    fortnight = NOW + timedelta(days=14)
    assert answers.due_for(here.lead.actor, fortnight) == []
    (due,) = answers.due_for(here.lead.actor, fortnight + timedelta(days=1))
    assert str(said.pk) in due.url
    assert here.framework.title in due.title
    assert answers.due_for(here.worker.actor, fortnight + timedelta(days=1)) == []
    assert answers.due_for(place().lead.actor, fortnight + timedelta(days=1)) == []
    actions.answer(here.lead.actor, suggestion_id=said.pk, state=State.TAKEN_UP, reason="", now=fortnight)
    assert answers.due_for(here.lead.actor, fortnight + timedelta(days=1)) == []


def test_today_asks_the_database_once(here: Place, django_assert_num_queries: object) -> None:
    for _ in range(3):
        suggested(here.worker.actor, here.framework)
    actor = here.lead.actor
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(answers.due_for(actor, NOW + timedelta(days=30))) == 3


def test_anything_else_here_can_be_suggested_too(here: Place) -> None:
    whole = {"subject_type": "foundation.workspace", "subject_id": here.workspace.pk, "kind": Kind.OTHER}
    assert suggested(here.worker.actor, here.framework, **whole).subject_id == here.workspace.pk
    assert sent(here.framework, **whole).workspace_id == here.workspace.pk
    with pytest.raises(NotFound):
        suggested(here.worker.actor, here.framework, **(whole | {"subject_id": place().workspace.pk}))
