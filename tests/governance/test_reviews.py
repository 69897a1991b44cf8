"""Reviews: what is due when, what lies before each, and that nothing anybody disputed is lost."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.campaigns.test_signals import OFFICE
from tests.governance.consulting import answered, opened, said, why
from tests.governance.factories import NOW, full_body, held, holder_of
from tests.governance.reviewing import KIND, LATER, TODAY, concluded, disputed, in_force, under_review
from tests.people import factories as people

from skillmark.campaigns import actions as market
from skillmark.campaigns.models import SignalKind
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.models import Conclusion, Question, Review, ReviewCycle, ReviewReason
from skillmark.governance.queries import Body
from skillmark.governance.rules import Timing
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries
from skillmark.standards import actions as lines
from skillmark.standards import handlers
from skillmark.standards import queries as line_queries
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(system: Actor) -> Framework:
    return in_force(system)


@pytest.fixture
def cycle(lead: people.Member, body: Body, standard: Framework) -> ReviewCycle:
    return under_review(lead.actor, body, standard)


def before_it(actor: Actor, cycle: ReviewCycle) -> dict[str, list[str]]:
    due = queries.review(actor, cycle.pk, NOW)
    piles = queries.lying_before(actor, cycle, due.subject, due.last)
    return {pile.kind: [paper.says for paper in pile.papers] for pile in piles}


# Cycles


def test_a_subject_has_one_open_cycle_and_a_new_one_ends_the_former(
    lead: people.Member, system: Actor, body: Body, standard: Framework, cycle: ReviewCycle
) -> None:
    other = full_body(system, name="Another group")
    later = under_review(lead.actor, other, standard, first_due_on=TODAY + timedelta(days=90))
    assert [due.cycle for due in queries.reviews(lead.actor, NOW)] == [later]
    with pytest.raises(NotFound):
        queries.cycle(lead.actor, cycle.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewCycle.objects.within(lead.actor).update(ended_at=None)


@pytest.mark.parametrize(
    "wrong",
    [{"months": 2}, {"months": 61}, {"first_due_on": TODAY - timedelta(days=1)}],
)
def test_a_wrong_cycle_is_refused(
    lead: people.Member, body: Body, standard: Framework, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadInput):
        under_review(lead.actor, body, standard, **wrong)
    assert queries.reviews(lead.actor, NOW) == []


def test_the_database_holds_the_months_too(lead: people.Member, cycle: ReviewCycle) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewCycle.objects.within(lead.actor).update(months=61)


def test_nobody_reviews_what_is_not_known_here_or_makes_a_stranger_responsible(
    lead: people.Member, body: Body, standard: Framework
) -> None:
    for wrong in ({"subject": "0" * 64}, {"subject_type": "campaigns.campaign"}):
        with pytest.raises(NotFound):
            under_review(lead.actor, body, standard, **wrong)
    stranger = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(BadInput):
        under_review(lead.actor, body, standard, responsible_id=stranger.person_id)
    with pytest.raises(NotFound):
        under_review(stranger.actor, body, standard)


def test_an_overdue_review_is_held_and_not_put_off(
    lead: people.Member, system: Actor, body: Body, standard: Framework, cycle: ReviewCycle
) -> None:
    late = NOW + timedelta(days=12)
    with pytest.raises(BadInput) as refused:
        under_review(lead.actor, body, standard, first_due_on=TODAY + timedelta(days=90), now=late)
    assert why(refused) == "the review is overdue: hold it, or leave its day as it is"
    other = full_body(system, name="Another group")
    under_review(lead.actor, other, standard, first_due_on=TODAY, now=late)
    (due,) = queries.reviews(lead.actor, late)
    assert (due.cycle.body, due.timing, due.days) == (other, Timing.OVERDUE, 12)


def test_who_sets_and_who_concludes(
    lead: people.Member, system: Actor, body: Body, standard: Framework, cycle: ReviewCycle
) -> None:
    chair, member, *_ = (holder_of(seat) for seat in held(system, body))
    her = people.member(body.workspace, Role.WORKER)
    elsewhere = holder_of(held(system, full_body(system, name="Another group"))[0])
    for other in (member, her.actor, elsewhere, system):
        with pytest.raises(Forbidden):
            concluded(other, cycle)
        with pytest.raises(Forbidden):
            under_review(other, body, standard)
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        concluded(stranger, cycle)
    concluded(chair, cycle)


def test_a_chair_does_not_take_a_review_away_from_another_group(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    other = full_body(system, name="Another group")
    with pytest.raises(Forbidden):
        under_review(holder_of(held(system, other)[0]), other, standard)
    assert queries.cycle(lead.actor, cycle.pk) == cycle


# Conclusions


def test_the_next_review_counts_from_the_day_it_was_held_where_the_workspace_is(
    lead: people.Member, cycle: ReviewCycle
) -> None:
    night = NOW.replace(hour=3)  # still the day before in New York
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle, happened_on=TODAY, now=night)
    concluded(lead.actor, cycle, happened_on=TODAY - timedelta(days=1), now=night)
    (due,) = queries.reviews(lead.actor, NOW)
    assert (due.due_on, due.timing) == (date(2027, 3, 1), Timing.LATER)
    (due,) = queries.reviews(lead.actor, LATER)
    assert (due.timing, due.days) == (Timing.OVERDUE, (LATER.date() - date(2027, 3, 1)).days)
    with pytest.raises(BadInput) as refused:
        concluded(lead.actor, cycle, happened_on=TODAY - timedelta(days=2))
    assert why(refused) == "the last review was held after this day"


def test_a_conclusion_is_never_changed_and_says_why(lead: people.Member, cycle: ReviewCycle) -> None:
    for wrong in (" ", "x" * 5_001):
        with pytest.raises(BadInput):
            concluded(lead.actor, cycle, reason=wrong)
    review = concluded(lead.actor, cycle)
    row = Review.objects.within(lead.actor).filter(pk=review.pk)
    for change in (row.delete, lambda: row.update(conclusion=Conclusion.RETIRE)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert review.reason.text == "Nothing has changed."
    assert review.reason.written_by_id == lead.person_id


def test_a_review_at_a_meeting_is_on_its_day_and_of_its_group(
    lead: people.Member, system: Actor, body: Body, cycle: ReviewCycle
) -> None:
    met = actions.call_meeting(lead.actor, body_id=body.pk, begins_at=NOW + timedelta(hours=1), now=NOW)
    theirs = actions.call_meeting(
        lead.actor, body_id=full_body(system, name="Other").pk, begins_at=NOW + timedelta(hours=1), now=NOW
    )
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle, meeting_id=met.pk)  # it has not begun
    after = NOW + timedelta(days=1)
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle, meeting_id=met.pk, happened_on=TODAY + timedelta(days=1), now=after)
    with pytest.raises(NotFound):
        concluded(lead.actor, cycle, meeting_id=theirs.pk, now=after)
    assert queries.meetings_to_name(lead.actor, cycle, None, after) == [met]
    assert concluded(lead.actor, cycle, meeting_id=met.pk, now=after).meeting == met


def test_no_dispute_is_lost_each_is_answered_or_carried_over(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    first = disputed(system, standard, "No shims any more.")
    second = disputed(system, standard, "A machine does it.", line=1)
    with pytest.raises(BadInput) as refused:
        concluded(lead.actor, cycle)
    assert why(refused) == "without an answer and not left to the next review: 2. Answer each, or tick it here"
    lines.answer_dispute(lead.actor, vote_id=first.pk, text="You are right.", now=NOW)
    later = disputed(system, standard, "Said while they wrote.", line=2)
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle, carried=[second.pk])
    review = concluded(lead.actor, cycle, carried=[second.pk, later.pk, first.pk])
    assert set(review.carried) == {str(second.pk), str(later.pk)}, "what was answered meanwhile is not carried"
    assert set(review.laid["disputes"]) == {str(first.pk), str(second.pk), str(later.pk)}
    (told,) = person_queries.Message.objects.within(system).filter(event="standards.dispute_answered")
    assert told.person_id == first.person_id
    assert before_it(lead.actor, cycle)["disputes"] == ["“A machine does it.”", "“Said while they wrote.”"]
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle)


def test_a_dispute_of_a_version_that_was_replaced_lies_before_the_next_review(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    from tests.standards import factories as standards

    vote = disputed(system, standard, "No shims any more.")
    standards.published(system, lines.revise(lead.actor, framework_id=standard.pk, now=NOW))
    assert before_it(lead.actor, cycle)["disputes"] == ["“No shims any more.”"]
    with pytest.raises(BadInput):
        concluded(lead.actor, cycle)
    concluded(lead.actor, cycle, carried=[vote.pk])


def test_what_the_market_said_and_what_was_commented_lies_before_it(
    lead: people.Member, system: Actor, body: Body, standard: Framework, cycle: ReviewCycle
) -> None:
    def note(says: str, now: object) -> None:
        market.note_signal(
            lead.actor, kind=SignalKind.TECHNOLOGY, occupation_code=standard.occupation_code, says=says,
            source=OFFICE, said_on=TODAY, now=now,  # type: ignore[arg-type]
        )  # fmt: skip

    note("Sensors test seals", NOW + timedelta(hours=1))
    draft = lines.revise(lead.actor, framework_id=standard.pk, now=NOW)
    comment = said(opened(lead.actor, body, draft))
    laid = before_it(lead.actor, cycle)
    assert laid["signals"] == [OFFICE.title]
    assert laid["comments"] == ["1 comment, 1 without a response, comments until April 1, 2026"]
    answered(lead.actor, comment)
    review = concluded(lead.actor, cycle, now=NOW + timedelta(hours=2))
    assert len(review.laid["signals"]) == 1
    note("Fewer pumps are sold", NOW + timedelta(hours=3))
    assert before_it(lead.actor, cycle)["signals"] == [OFFICE.title], "only the one since"
    found = [hit.title for hit in market_agenda(lead.actor)]
    assert len(found) == 1
    assert "Fewer pumps are sold" in found[0]


def market_agenda(actor: Actor, body: Body | None = None) -> list[object]:
    from skillmark.campaigns import answers as campaigns

    return list(campaigns.agenda(actor, NOW, body and body.pk))


def test_disputes_and_signals_go_before_the_group_that_reviews_else_leads_else_every_one(
    lead: people.Member, system: Actor, body: Body, standard: Framework
) -> None:
    from skillmark.standards import answers as standards

    disputed(system, standard, "No shims any more.")
    market.note_signal(
        lead.actor, kind=SignalKind.DEMAND, occupation_code=standard.occupation_code, says="Fell", source=OFFICE,
        said_on=TODAY, now=NOW + timedelta(hours=1),
    )  # fmt: skip
    other = full_body(system, name="Another group")

    def looks(which: Body) -> list[int]:
        return [len(standards.agenda(lead.actor, NOW, which.pk)), len(market_agenda(lead.actor, which))]

    assert [looks(body), looks(other)] == [[1, 1], [1, 1]]
    actions.set_rights(lead.actor, item=Question.PUBLISH, lead=other.pk, now=NOW)
    assert [looks(body), looks(other)] == [[0, 0], [1, 1]]
    under_review(lead.actor, body, standard)
    assert [looks(body), looks(other)] == [[1, 1], [0, 0]]


def test_due_reviews_are_on_the_agenda_of_their_group_and_on_today_of_whoever_answers_for_them(
    lead: people.Member, system: Actor, body: Body, standard: Framework
) -> None:
    prepares = people.member(body.workspace, Role.WORKER)
    other = full_body(system, name="Another group")
    due_on = TODAY + timedelta(days=45)
    under_review(lead.actor, body, standard, first_due_on=due_on, responsible_id=prepares.person_id)
    chair, sits, *_ = (holder_of(seat) for seat in held(system, body))

    def due(actor: Actor, days: int) -> list[str]:
        return [one.title for one in answers.due_for(actor, NOW + timedelta(days=days)) if "Review" in one.title]

    title = [f"Review: {standard.title}"]
    for actor in (lead.actor, chair, prepares.actor):
        assert [due(actor, days) for days in (14, 15, 46)] == [[], title, title]
    assert due(sits, 46) == []

    def on_agenda(which: Body, days: int) -> int:
        at = NOW + timedelta(days=days)
        meeting = actions.call_meeting(lead.actor, body_id=which.pk, begins_at=at, now=NOW)
        return len(queries.agenda_of(lead.actor, meeting, NOW).reviews)

    assert [on_agenda(body, days) for days in (10, 15)] == [0, 1], "by the day of the meeting"
    assert on_agenda(other, 15) == 0


def test_a_new_draft_is_wanted_until_it_is_begun(lead: people.Member, standard: Framework, cycle: ReviewCycle) -> None:
    concluded(lead.actor, cycle, conclusion=Conclusion.NEW_DRAFT)
    title = f"Draft the next version, as a review found: {standard.title}"
    assert title in [due.title for due in answers.due_for(lead.actor, NOW)]
    assert queries.review(lead.actor, cycle.pk, NOW).follow_up is Conclusion.NEW_DRAFT
    lines.revise(lead.actor, framework_id=standard.pk, now=NOW + timedelta(hours=1))
    assert queries.review(lead.actor, cycle.pk, NOW).follow_up is None
    assert title not in [due.title for due in answers.due_for(lead.actor, NOW)]


def test_that_it_is_no_longer_used_is_wanted_until_a_group_is_asked(
    lead: people.Member, body: Body, standard: Framework, cycle: ReviewCycle
) -> None:
    concluded(lead.actor, cycle, conclusion=Conclusion.RETIRE)
    assert queries.review(lead.actor, cycle.pk, NOW).follow_up is Conclusion.RETIRE
    actions.propose(
        lead.actor, body_id=body.pk, question=Question.RETIRE_STANDARD, subject_type=KIND, subject_id=standard.pk,
        title="Still?", what_changes="All.", deadline=NOW + timedelta(days=7), now=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert queries.review(lead.actor, cycle.pk, NOW).follow_up is None


def test_a_review_by_another_group_before_is_the_last_one_and_what_it_left_still_waits(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    vote = disputed(system, standard, "No shims any more.")
    concluded(lead.actor, cycle, carried=[vote.pk])
    other = full_body(system, name="Another group")
    later = under_review(lead.actor, other, standard, first_due_on=TODAY + timedelta(days=5))
    due = queries.review(lead.actor, later.pk, NOW)
    assert due.last is not None
    assert (due.last.cycle_id, due.due_on) == (cycle.pk, TODAY + timedelta(days=5))
    assert before_it(lead.actor, later)["disputes"] == ["“No shims any more.”"]


def test_who_wrote_and_who_prepares_are_told_and_forgotten(
    lead: people.Member, system: Actor, body: Body, standard: Framework
) -> None:
    cycle = under_review(lead.actor, body, standard, responsible_id=lead.person_id)
    review = concluded(lead.actor, cycle)
    kinds = {row["kind"] for row in answers.personal_data(system, lead.person_id)}
    assert {"review", "review_reason"} <= kinds
    answers.erase(system, lead.person_id, NOW)
    assert ReviewCycle.objects.within(system).get(pk=cycle.pk).responsible_id is None
    left = ReviewReason.objects.within(system).get(review=review)
    assert (left.written_by_id, left.text) == (None, "Nothing has changed.")


def test_another_workspace_sees_nothing(lead: people.Member, cycle: ReviewCycle) -> None:
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    assert queries.reviews(stranger, NOW) == []
    assert queries.reviewed_at(stranger, KIND) == {}
    with pytest.raises(NotFound):
        queries.review(stranger, cycle.pk, NOW)


def test_whoever_disputed_a_line_is_told_that_it_was_left_to_the_next_review(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    kept = disputed(system, standard, "No shims any more.")
    answered_since = disputed(system, standard, "A machine does it.", line=1)
    review = concluded(lead.actor, cycle, carried=[kept.pk, answered_since.pk])
    lines.answer_dispute(lead.actor, vote_id=answered_since.pk, text="It does.", now=NOW)
    handlers.tell_carried(system, review.pk, {}, NOW)
    (told,) = person_queries.Message.objects.within(system).filter(event="standards.dispute_carried")
    assert told.person_id == kept.person_id
    assert told.parameters["day"] == queries.review(lead.actor, cycle.pk, NOW).due_on.isoformat()
    assert "shims" not in str(told.parameters)


def test_a_review_ends_without_another_by_whoever_answers_for_the_group_and_with_a_reason(
    lead: people.Member, system: Actor, standard: Framework, cycle: ReviewCycle
) -> None:
    vote = disputed(system, standard, "No shims any more.")
    worker = people.member(cycle.workspace, Role.WORKER)
    with pytest.raises(Forbidden):
        actions.end_review(worker.actor, cycle_id=cycle.pk, reason="I say so.", now=NOW)
    with pytest.raises(BadInput):
        actions.end_review(lead.actor, cycle_id=cycle.pk, reason=" ", now=NOW)
    actions.end_review(lead.actor, cycle_id=cycle.pk, reason="The group is dissolved.", now=NOW)
    assert queries.reviews(lead.actor, LATER) == []
    with pytest.raises(NotFound):
        actions.end_review(lead.actor, cycle_id=cycle.pk, reason="Again.", now=NOW)
    [(ended, shown)] = queries.ended_reviews(worker.actor)
    assert (ended.ended_because, ended.ended_by_id) == ("The group is dissolved.", lead.person_id)
    assert shown is not None
    assert shown.title == standard.title
    assert list(line_queries.open_disputes(lead.actor)) == [vote]  # what waits goes on waiting
    told = answers.personal_data(lead.actor, lead.person_id)
    assert "The group is dissolved." in [row["values"].get("text") for row in told if row["kind"] == "review_reason"]
    answers.erase(system, lead.person_id, NOW)
    ended.refresh_from_db()
    assert ended.ended_by_id is None
    under_review(people.member(cycle.workspace, Role.TALENT_LEAD).actor, ended.body, standard)
    assert queries.ended_reviews(worker.actor) == []  # it is reviewed again
