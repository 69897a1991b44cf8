"""What somebody learned before is tried by the same standard, and a claim alone earns nothing."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.assessment.claiming import (
    DID,
    PAPER,
    SAW,
    SENTENCE,
    accepted,
    claimed,
    coach_of,
    lead_of,
    replace_version,
    shown,
)
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, mark, observe, stage
from tests.credentials.factories import achievement, signing
from tests.people import factories as people
from tests.people.factories import Member
from tests.standards import factories as standards

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import Evidence, NeverChanged, PriorAnswer, PriorEvidence, Sitting
from skillmark.assessment.queries import PriorStatus, Stage
from skillmark.credentials import actions as credentials
from skillmark.credentials import rules as records
from skillmark.foundation import files
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions as governance
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries
from skillmark.people.queries import messages_to
from skillmark.standards.queries import NotPublished

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    return bench()


# The rules -------------------------------------------------------------------------------------------------------


def test_a_claim_names_what_the_standard_asks_for_in_its_order() -> None:
    assert rules.checked_claim(["b", "a"], ["a", "b", "c"]) == ["a", "b"]
    for odd in ([], ["a", "z"]):
        with pytest.raises(BadInput):
            rules.checked_claim(odd, ["a", "b"])
    assert rules.not_tried(["a", "b"], {"one": ["b", "c"]}) == ["a"]


# A claim ---------------------------------------------------------------------------------------------------------


def test_a_claim_earns_nothing_before_it_is_shown_and_marked_like_anything_else(where: Bench) -> None:
    claim = claimed(where)
    shown(where.candidate, claim)
    wanted = achievement(where)
    award = {"person_id": where.candidate.person_id, "achievement_id": wanted.pk, "now": NOW}

    def lacks() -> set[records.Lack]:
        with signing(), pytest.raises(credentials.NotProven) as refused:
            credentials.award(where.program, **award)
        return {one.lack for one in refused.value.missing}

    assert lacks() == {records.Lack.NO_ATTEMPT}
    sitting = accepted(where, claim)
    assert (sitting.policy_id, sitting.task_id) == (queries.policy(where.program, where.framework.pk).pk, where.task.pk)  # type: ignore[union-attr]
    assert lacks() == {records.Lack.CONFIRMATION}
    mark(where.first, sitting)
    mark(where.second, sitting)
    with signing():
        record = credentials.award(where.program, **award)
    assert record.award.achievement_id == wanted.pk
    assert record.document.count("Path: prior learning") == 1
    assert "The claim itself earned nothing." in record.document
    assert DID not in record.document
    assert "Portland" not in record.document


def test_a_record_without_a_claim_names_no_path(where: Bench) -> None:
    sitting = where.sitting()
    observe(where.first, sitting)
    for assessor in (where.first, where.second):
        mark(assessor, sitting)
    wanted = achievement(where)
    with signing():
        record = credentials.award(
            where.program, person_id=where.candidate.person_id, achievement_id=wanted.pk, now=NOW
        )
    assert "prior learning" not in record.document


def test_nothing_is_claimed_against_a_version_that_was_replaced() -> None:
    where = bench(demonstration=False)
    waits = claimed(where)
    replace_version(where)
    with pytest.raises(NotPublished):
        claimed(where, text="Something else.")
    with pytest.raises(NotPublished):
        accepted(where, waits)
    assert queries.claim(where.candidate.actor, waits.pk).status is PriorStatus.WAITS
    assert not Sitting.objects.within(where.program).exists()
    slug = where.place.slug
    page = reverse("assessment:answer_claim", args=[slug, waits.pk])
    given = {"accepted": "yes", "tasks": [str(where.task.pk)], "sentence": SENTENCE}
    assert "A newer version" in lead_of(where).client().post(page, given).content.decode()
    assert queries.claimable(where.program) == []
    made = reverse("assessment:make_claim", args=[slug, where.candidate.person_id, where.framework.pk])
    assert where.candidate.client().get(made).status_code == 302
    actions.decline_prior_learning(lead_of(where).actor, claim_id=waits.pk, sentence="See version 2.", now=NOW)


def test_a_draft_of_a_real_workspace_is_claimed_against_by_nobody() -> None:
    real = bench(demonstration=False)
    draft = standards.tideway(real.program, now=NOW)
    assert draft.pk != real.framework.pk
    with pytest.raises(NotPublished):
        claimed(real, framework_id=draft.pk)


def test_evidence_with_somebody_else_on_it_is_not_kept(where: Bench) -> None:
    claim = claimed(where)
    with pytest.raises(BadInput, match="somebody else"):
        shown(where.candidate, claim, paper=True, others=True)
    with pytest.raises(BadInput, match="say whether"):
        actions.add_prior_evidence(where.candidate.actor, claim_id=claim.pk, content=PAPER, file_name="a.txt", now=NOW)
    assert not PriorEvidence.objects.within(where.program).exists()
    assert not StoredFile.objects.within(where.program).exists()


def test_whoever_helped_with_the_claim_marks_nothing_of_it_and_settles_nothing(where: Bench) -> None:
    coach, helper = coach_of(where), coach_of(where, "Ivo Brandt")
    claim = claimed(where, coach)
    shown(helper, claim)
    sitting = accepted(where, claim)
    slug = where.place.slug
    for hand in (coach, helper):
        with pytest.raises(CannotRate) as refused:
            mark(hand, sitting)
        assert refused.value.reason == CannotRate.HELPED
        assert queries.waiting_for(hand.actor) == []
        told = hand.client().get(reverse("assessment:score", args=[slug, sitting.pk]), follow=True).content.decode()
        assert "Somebody else marks it" in told
        assert "Mark it" not in told
    assert [one.sitting.pk for one in queries.waiting_for(where.first.actor)] == [sitting.pk]
    mark(where.first, sitting, TO_STANDARD | {"1": 0})
    mark(where.second, sitting)
    assert stage(where, sitting.pk) is Stage.NEEDS_MODERATION
    assert queries.waiting_for(coach.actor) == []
    with pytest.raises(CannotRate) as refused:
        actions.settle(coach.actor, sitting_id=sitting.pk, scores={"1": 2}, reason="I know her.", now=NOW)
    assert refused.value.reason == CannotRate.HELPED


def test_whoever_helped_does_not_look_again_at_it(where: Bench) -> None:
    coach = coach_of(where)
    sitting = accepted(where, claimed(where, coach))
    found = queries.sitting(where.program, sitting.pk)
    assert queries.had_part(people_of(coach, where), found)
    assert not queries.had_part(people_of(where.first, where), found)


def people_of(member: Member, where: Bench) -> Any:
    return people_queries.anyone(where.program, member.person_id)


def test_a_helper_of_one_claim_marks_other_attempts(where: Bench) -> None:
    coach = coach_of(where)
    claimed(where, coach)
    other = where.sitting()
    mark(coach, other)
    assert stage(where, other.pk) is Stage.WAITS_FOR_ASSESSORS


def test_what_is_claimed_and_handed_in_is_copied_and_assessors_read_it_before_they_mark(where: Bench) -> None:
    coach = coach_of(where)
    claim = claimed(where, coach)
    words, paper = shown(coach, claim), shown(where.candidate, claim, paper=True)
    sitting = accepted(where, claim)
    copied = list(Evidence.objects.within(where.program).filter(sitting=sitting).order_by("recorded_at", "id"))
    assert [one.text for one in copied] == [f"{DID}\nPortland, 2016 to 2019", SAW, ""]
    assert [one.digest for one in copied[1:]] == [words.digest, paper.digest]
    assert [one.given_by_id for one in copied] == [coach.person_id, coach.person_id, where.candidate.person_id]
    assert {one.happened_on for one in copied} == {claim.happened_on}
    assert copied[2].file_id not in (None, paper.file_id)
    assert files.original(where.program, copied[2].file_id)[1] == PAPER
    seen = [one.pk for one in queries.evidence_seen(where.first.actor, queries.sitting(where.first.actor, sitting.pk))]
    assert seen == [one.pk for one in copied]
    page = where.first.client().get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk]))
    assert SAW in page.content.decode()
    assert reverse("assessment:claim", args=[where.place.slug, claim.pk]) not in page.content.decode()


def test_what_an_assessor_wrote_stays_hidden_on_an_attempt_that_came_of_a_claim(where: Bench) -> None:
    sitting = accepted(where, claimed(where, coach_of(where)))
    observe(where.first, sitting, "Held at 6 bar.")
    found = queries.sitting(where.second.actor, sitting.pk)
    assert "Held at 6 bar." not in [one.text for one in queries.evidence_seen(where.second.actor, found)]


def test_tasks_that_leave_out_what_is_claimed_are_refused_by_name(where: Bench) -> None:
    claim = claimed(where, competencies=["TP-02", "TP-01"])
    left_out = where.framework.competencies.get(reference="TP-01").name
    with pytest.raises(BadInput) as refused:
        accepted(where, claim)
    assert left_out in str(refused.value)
    assert not Sitting.objects.within(where.program).exists()
    assert queries.claim(where.candidate.actor, claim.pk).status is PriorStatus.WAITS


def test_whoever_was_not_told_what_to_show_next_time_is_not_tried_by_a_claim_either(where: Bench) -> None:
    failed = where.sitting()
    for assessor in (where.first, where.second):
        mark(assessor, failed, TO_STANDARD | {"4": 1})
    claim = claimed(where)
    with pytest.raises(actions.NotTold):
        accepted(where, claim)
    assert queries.claim(where.candidate.actor, claim.pk).status is PriorStatus.WAITS


def test_what_is_withdrawn_is_neither_answered_nor_added_to_and_an_answer_stands(where: Bench) -> None:
    withdrawn, declined, lead = claimed(where), claimed(where, text="Other."), lead_of(where)
    actions.withdraw_prior_learning(where.candidate.actor, claim_id=withdrawn.pk, now=NOW)
    actions.decline_prior_learning(lead.actor, claim_id=declined.pk, sentence="Show more.", now=NOW)
    for claim in (withdrawn, declined):
        with pytest.raises(BadInput, match="already"):
            accepted(where, claim)
        with pytest.raises(BadInput, match="already"):
            shown(where.candidate, claim)
        with pytest.raises(BadInput, match="already"):
            actions.withdraw_prior_learning(where.candidate.actor, claim_id=claim.pk, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            PriorAnswer.objects.record(
                where.program, now=NOW, happened_on=NOW.date(), claim=claim, status="accepted", sentence="Yes"
            )
        with pytest.raises(NeverChanged):
            claim.save()
    assert queries.claims_to_answer(lead.actor) == []


@pytest.mark.parametrize("sentence", ["", "  ", "x" * 501])
def test_whoever_answers_says_why_in_a_few_words(where: Bench, sentence: str) -> None:
    claim = claimed(where)
    with pytest.raises(BadInput):
        actions.decline_prior_learning(lead_of(where).actor, claim_id=claim.pk, sentence=sentence, now=NOW)
    with pytest.raises(BadInput):
        actions.accept_prior_learning(
            lead_of(where).actor, claim_id=claim.pk, task_ids=[where.task.pk], sentence=sentence, now=NOW
        )


@pytest.mark.parametrize(
    "odd", [{"text": " "}, {"place": ""}, {"period": ""}, {"text": "x" * 3001}, {"competencies": ["XX-99"]}]
)
def test_a_claim_says_what_was_done_where_and_when(where: Bench, odd: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        claimed(where, **odd)


def test_the_same_claim_again_is_the_same_claim(where: Bench) -> None:
    assert claimed(where).pk == claimed(where).pk
    assert claimed(where, text="Other.").pk != claimed(where).pk


def test_what_shows_a_claim_sent_twice_is_kept_once(where: Bench) -> None:
    claim = claimed(where)
    for paper in (True, False):
        assert shown(where.candidate, claim, paper=paper) == shown(where.candidate, claim, paper=paper)
    assert claim.evidence.count() == 2


def test_nobody_answers_her_own_claim_and_nobody_but_her_coach_claims_for_her(where: Bench) -> None:
    people_actions.grant_role(where.program, person_id=where.candidate.person_id, role=Role.TALENT_LEAD, now=NOW)
    claim = claimed(where)
    with pytest.raises(Forbidden):
        actions.decline_prior_learning(where.candidate.actor, claim_id=claim.pk, sentence="No.", now=NOW)
    stray = people.member(where.place, Role.CASE_MANAGER, name="Stray", over=where.first.person_id)
    for other in (stray, where.first, lead_of(where)):
        with pytest.raises(Forbidden):
            claimed(where, other)
    for other in (stray, where.first):
        with pytest.raises(NotFound):
            queries.claim(other.actor, claim.pk)


def test_where_an_agent_bargains_no_claim_tells_a_lead_of_what_was_not_passed(where: Bench) -> None:
    governance.name_agent(where.program, name="Local 12", starts=date(2026, 1, 1), now=NOW)
    first, slug, lead = claimed(where), where.place.slug, lead_of(where)
    sitting = accepted(where, first)
    page = reverse("assessment:claim", args=[slug, first.pk])
    attempt = reverse("assessment:attempt", args=[slug, sitting.pk])
    assert attempt in lead.client().get(page).content.decode()
    for assessor in (where.first, where.second):
        mark(assessor, sitting, TO_STANDARD | {"4": 1})
    assert attempt not in lead.client().get(page).content.decode()
    assert attempt in where.candidate.client().get(page).content.decode()
    again = claimed(where, text="And since then again.")
    answer = reverse("assessment:answer_claim", args=[slug, again.pk])
    given = {"accepted": "yes", "tasks": [str(where.task.pk)], "sentence": SENTENCE}
    said = lead.client().post(answer, given).content.decode()
    assert "can be tried now" in said
    assert "not passed" not in said


# How long it is kept ---------------------------------------------------------------------------------------------


def test_whoever_claimed_is_told_of_the_answer_and_reads_why_after_the_log_in(where: Bench) -> None:
    lead, first, second = lead_of(where), claimed(where), claimed(where, text="Something else.")
    accepted(where, first)
    actions.decline_prior_learning(lead.actor, claim_id=second.pk, sentence=SENTENCE, now=NOW)
    actions.withdraw_prior_learning(where.candidate.actor, claim_id=claimed(where, text="A third.").pk, now=NOW)
    her = where.candidate
    told = [one for one in messages_to(her.actor, her.person_id) if one.event == "assessment.claim_answered"]
    assert sorted(one.parameters["accepted"] for one in told) == [0, 1]
    assert SENTENCE not in str([one.parameters for one in told])
