"""“You said, we did”, from either end: a change names what caused it, and what was said leads to the change."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.feedback.factories import (
    FRAMEWORK,
    NOW,
    Place,
    again,
    causes,
    changed,
    disputed,
    place,
    published,
    sent,
    suggested,
    told,
)
from tests.governance.consulting import AFTER, answered, opened, said
from tests.governance.factories import full_body
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.feedback import actions, answers, queries, subjects
from skillmark.feedback.models import Cause, ChangeRecord, Offer, State
from skillmark.foundation import access, samples
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions as governance
from skillmark.governance.queries import Comment, Hidden
from skillmark.kernel.values import BadInput
from skillmark.people import actions as persons
from skillmark.standards import actions as revising
from skillmark.standards import queries as frameworks
from skillmark.standards.models import LineVote

pytestmark = pytest.mark.django_db
VOTE, COMMENT = LineVote._meta.label_lower, Comment._meta.label_lower


def next_version(here: Place) -> frameworks.Framework:
    return revising.revise(here.system, framework_id=here.framework.pk, now=NOW)


def test_a_change_can_be_followed_to_what_caused_it_and_back(here: Place) -> None:
    one, other = suggested(here.worker.actor, here.framework, quotable=True), sent(here.framework)
    vote = disputed(here)
    change = changed(here.lead.actor, here.framework, one, other, source_ids=[vote.pk])
    kept = causes(change)
    assert {each.suggestion_id for each in kept} == {one.pk, other.pk, None}
    (copied,) = [each for each in kept if each.source_id]
    assert (copied.source_type, copied.source_id, copied.text) == (VOTE, vote.pk, "No shims on the new ones.")
    assert queries.because_of(here.worker.actor, VOTE, [vote.pk]) == {}  # nobody reads it before it is published
    assert list(queries.changes_of(one)) == []
    published(here.lead.actor, change)
    assert list(queries.changes_of(one)) == [change]
    assert queries.because_of(here.worker.actor, VOTE, [vote.pk]) == {vote.pk: [change]}
    assert list(queries.changes_about(here.worker.actor, FRAMEWORK, here.framework.pk)) == [change]
    assert list(queries.public_changes_about(here.workspace.pk, FRAMEWORK, here.framework.pk)) == [change]
    assert {again(each).state for each in (one, other)} == {State.DONE}
    assert told(here.worker) == ["feedback.changed"]  # once, though she said two things
    counted = queries.counted(here.lead.actor)
    assert (counted.said, counted.answered, counted.changed, counted.days) == (2, 2, 2, 0.0)


def test_what_was_said_of_a_line_is_copied_as_it_stood_and_never_published(here: Place) -> None:
    vote = disputed(here)
    change = changed(here.lead.actor, here.framework, source_ids=[vote.pk])
    line = frameworks.competencies(here.worker.actor, here.framework.pk)[0]
    revising.say(here.worker.actor, competency_id=line.pk, agrees=True, now=NOW)  # she thinks otherwise now
    assert [each.text for each in causes(change)] == ["No shims on the new ones."]
    published(here.lead.actor, change)
    (shown,) = queries.public_causes([change], 1).values()
    assert (shown.suggestions, shown.others, shown.quotes, shown.comments) == (0, 1, (), ())
    (guarded,) = queries.public_causes([change], here.workspace.minimum_cell).values()
    assert guarded.others is None


def test_what_she_disputed_is_told_to_her_and_goes_with_her_and_is_still_counted(here: Place) -> None:
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, source_ids=[disputed(here).pk]))
    assert told(here.worker) == ["feedback.changed"]
    held = answers.personal_data(here.system, here.worker.person_id)
    assert [(row["kind"], row["values"]["text"]) for row in held] == [  # type: ignore[index]
        ("cause", "No shims on the new ones.")
    ]
    persons.erase_person(here.system, person_id=here.worker.person_id, now=NOW)
    (cause,) = causes(change)
    assert (cause.text, cause.person_id) == ("", None)
    (shown,) = queries.public_causes([change], 1).values()
    assert shown.others == 1
    # nor does it come back when the causes are named anew
    actions.take_down(here.lead.actor, change_id=change.pk, now=NOW)
    actions.rewrite_change(
        here.lead.actor,
        change_id=change.pk,
        values=actions.ChangeValues("A", "B", NOW.date(), source_ids=[cause.source_id]),
        now=NOW,
    )
    assert [each.text for each in causes(change)] == [""]


def test_a_public_comment_is_read_where_it_was_made_and_hidden_there_is_hidden_here(here: Place) -> None:
    draft, body = next_version(here), full_body(here.system)
    found = opened(here.lead.actor, body, draft)
    comment = said(found, "The third task is taught nowhere.", organisation="Harbor School")
    about = subjects.subject(here.lead.actor, FRAMEWORK, draft.pk)
    assert subjects.heard(here.lead.actor, about) == []  # until the round is concluded
    answered(here.lead.actor, comment)
    governance.conclude(here.lead.actor, consultation_id=found.pk, now=AFTER)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, source_ids=[comment.pk], now=AFTER))
    assert [each.text for each in causes(change)] == [""]  # no copy: it is read where it was made
    assert queries.public_because_of(COMMENT, [comment.pk]) == {comment.pk: [change]}
    (shown,) = queries.public_causes([change], 10).values()
    assert [(each.who, each.text) for each in shown.comments] == [
        ("Harbor School", "The third task is taught nowhere.")
    ]
    governance.hide_comment(here.lead.actor, comment_id=comment.pk, because=Hidden.INSULT, now=AFTER)
    (hidden,) = queries.public_causes([change], 10).values()
    assert [each.text for each in hidden.comments] == [""]


def test_words_are_published_only_while_she_agrees(here: Place) -> None:
    said_it = suggested(here.worker.actor, here.framework, quotable=True)
    silent = suggested(here.worker.actor, here.framework, "Keep this to yourselves.")
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, said_it, silent))
    (shown,) = queries.public_causes([change], 1).values()
    assert shown.quotes == ("The third task needs a torque wrench.",)
    actions.unquote(here.worker.actor, suggestion_id=said_it.pk, now=NOW)
    (shown,) = queries.public_causes([change], 1).values()
    assert (shown.quotes, shown.suggestions) == ((), 2)


def test_those_joined_to_a_cause_are_counted_quoted_and_told_too(here: Place) -> None:
    second = people.member(here.workspace, Role.WORKER, name="Bo Chen")
    one = suggested(here.worker.actor, here.framework)
    alike = suggested(second.actor, here.framework, "So say we.", quotable=True)
    actions.join(here.lead.actor, suggestion_id=alike.pk, to_id=one.pk, now=NOW)
    with pytest.raises(NotFound):  # it is named by the one it was joined to
        changed(here.lead.actor, here.framework, alike)
    change = published(here.lead.actor, changed(here.lead.actor, here.framework, one))
    (shown,) = queries.public_causes([change], 1).values()
    assert (shown.suggestions, shown.quotes) == (2, ("So say we.",))
    assert list(queries.changes_of(again(alike))) == [change]
    assert told(second) == ["feedback.joined", "feedback.changed"]
    assert queries.counted(here.lead.actor).changed == 2


def test_a_draft_that_was_never_published_has_changed_nothing(here: Place) -> None:
    said_it, draft = suggested(here.worker.actor, here.framework), next_version(here)
    change = changed(here.lead.actor, draft, said_it)
    assert (change.was_id, change.topic) == (here.framework.pk, here.framework.lineage)
    with pytest.raises(BadInput):
        published(here.lead.actor, change)
    assert again(said_it).state == State.NEW
    assert told(here.worker) == []
    assert queries.counted(here.lead.actor).changed == 0
    with pytest.raises(NotFound):
        queries.public_change(change.pk)
    with pytest.raises(NotFound):
        queries.change(here.worker.actor, change.pk)


def test_a_version_in_force_is_offered_once_and_nothing_is_claimed_for_it(here: Place) -> None:
    said_it, draft = suggested(here.worker.actor, here.framework), next_version(here)
    new = standards.published(here.system, draft, now=NOW)
    (due,) = [each for each in answers.due_for(here.lead.actor, NOW) if str(new.pk) in each.url]
    assert "version 2" in due.title
    assert not ChangeRecord.objects.within(here.system).exists()
    assert not Cause.objects.within(here.system).exists()
    assert again(said_it).state == State.NEW
    change = changed(here.lead.actor, new, said_it)
    assert answers.due_for(here.lead.actor, NOW)  # until it is published
    published(here.lead.actor, change)
    assert answers.due_for(here.lead.actor, NOW) == []


def test_whoever_leads_can_say_that_a_version_answers_nothing(here: Place) -> None:
    disputed(here)
    new = standards.published(here.system, next_version(here), now=NOW)
    assert len(answers.due_for(here.lead.actor, NOW)) == 1
    with pytest.raises(access.Forbidden):
        actions.settle_offer(here.worker.actor, subject_type=FRAMEWORK, subject_id=new.pk, now=NOW)
    actions.settle_offer(here.lead.actor, subject_type=FRAMEWORK, subject_id=new.pk, now=NOW)
    assert answers.due_for(here.lead.actor, NOW) == []
    with pytest.raises(NotFound):
        actions.settle_offer(here.lead.actor, subject_type=FRAMEWORK, subject_id=new.pk, now=NOW)


def test_where_nobody_said_anything_nothing_is_offered(here: Place) -> None:
    suggested(here.worker.actor, here.framework, subject_type="foundation.workspace", subject_id=here.workspace.pk)
    standards.published(here.system, next_version(here), now=NOW)
    assert not Offer.objects.within(here.system).exists()


def test_nothing_of_another_workspace_is_named_or_read(here: Place) -> None:
    other = place()
    foreign, vote = suggested(other.worker.actor, other.framework), disputed(other)
    with pytest.raises(NotFound):
        changed(here.lead.actor, here.framework, foreign)
    with pytest.raises(NotFound):
        changed(here.lead.actor, here.framework, source_ids=[vote.pk])
    with pytest.raises(NotFound):
        changed(here.lead.actor, other.framework)
    assert not ChangeRecord.objects.within(here.system).exists()
    change = published(other.lead.actor, changed(other.lead.actor, other.framework, foreign))
    with pytest.raises(NotFound):
        queries.change(here.lead.actor, change.pk)
    assert list(queries.changes(here.lead.actor)) == []
    assert queries.because_of(here.lead.actor, VOTE, [vote.pk]) == {}
    with pytest.raises(NotFound):
        queries.publisher(here.workspace.pk)


def test_a_sample_shows_nothing_to_everybody_and_takes_nothing_from_outside(here: Place) -> None:
    change = published(here.lead.actor, changed(here.lead.actor, here.framework))
    assert queries.public_change(change.pk) == change
    samples.mark(here.system, of=people.workspace().pk, now=NOW)
    for asked in (lambda: queries.public_change(change.pk), lambda: queries.publisher(here.workspace.pk)):
        with pytest.raises(NotFound):
            asked()
    with pytest.raises(NotFound):
        sent(here.framework)
    with pytest.raises(NotFound):
        sent(here.framework, subject_type="foundation.workspace", subject_id=here.workspace.pk)


def test_only_whoever_leads_writes_publishes_and_takes_down(here: Place) -> None:
    change = changed(here.lead.actor, here.framework)
    for verb in (actions.publish_change, actions.take_down):
        with pytest.raises(access.Forbidden):
            verb(here.worker.actor, change_id=change.pk, now=NOW)
    with pytest.raises(access.Forbidden):
        changed(here.worker.actor, here.framework)
    with pytest.raises(BadInput):
        actions.take_down(here.lead.actor, change_id=change.pk, now=NOW)
    published(here.lead.actor, change)
    with pytest.raises(BadInput):
        published(here.lead.actor, change)
    with pytest.raises(BadInput):
        actions.rewrite_change(
            here.lead.actor, change_id=change.pk, values=actions.ChangeValues("A", "B", NOW.date()), now=NOW
        )
    actions.take_down(here.lead.actor, change_id=change.pk, now=NOW)
    with pytest.raises(NotFound):
        queries.public_change(change.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"words": ""},
        {"words": "x" * 2_001},
        {"title": "x" * 201},
        {"happened_on": (NOW + timedelta(days=1)).date()},
    ],
)
def test_a_change_says_what_and_when_and_not_in_the_future(here: Place, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        changed(here.lead.actor, here.framework, **wrong)


def test_a_suggestion_about_a_version_that_was_replaced_leads_to_the_one_in_force(here: Place) -> None:
    new = standards.published(here.system, next_version(here), now=NOW)
    old = subjects.subject(here.lead.actor, FRAMEWORK, here.framework.pk)
    assert old.changes_as == (FRAMEWORK, new.pk)
    task = frameworks.work_tasks(here.lead.actor, here.framework.pk)[0]
    part = subjects.subject(here.lead.actor, "standards.worktask", task.pk)
    assert (part.topic, part.changes_as) == (here.framework.lineage, (FRAMEWORK, new.pk))
    with pytest.raises(NotFound):
        subjects.subject(here.lead.actor, "standards.worktask", uuid4())


def test_the_list_asks_as_often_for_many_as_for_one(here: Place, django_assert_num_queries: object) -> None:
    def make() -> ChangeRecord:
        vote = disputed(here, people.member(here.workspace, Role.WORKER))
        one = suggested(here.worker.actor, here.framework, quotable=True)
        return published(here.lead.actor, changed(here.lead.actor, here.framework, one, source_ids=[vote.pk]))

    make()
    for _ in range(2):
        found = list(queries.public_changes(here.workspace.pk))
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert len(queries.public_causes(found, 1)) == len(found)
        make()
