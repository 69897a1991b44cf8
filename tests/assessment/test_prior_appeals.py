"""A claim of prior learning that was declined is decided again by somebody else, and that decision binds."""

from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from tests.assessment.claiming import DID, PAPER, SAW, SENTENCE, claimed, coach_of, lead_of, shown
from tests.assessment.factories import NOW, Bench, bench
from tests.people import factories as people

from skillmark.assessment import actions, answers, handlers, queries
from skillmark.assessment.models import PriorLearning
from skillmark.assessment.queries import PriorStatus
from skillmark.foundation import files, sources
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
KIND = PriorLearning._meta.label_lower
WHY = "No reference."
ASK = "Ask for a second decision"


@dataclass(frozen=True)
class Case:
    """A claim with words and a file, written by her coach and declined by a lead."""

    where: Bench
    lead: people.Member
    coach: people.Member
    quality: people.Member
    claim: PriorLearning

    def decided(self, *, upheld: bool) -> appeals.Appeal:
        filed = decisions.file_appeal(
            self.where.candidate.actor, subject_type=KIND, subject_id=self.claim.pk, text="I have one.", now=NOW
        )
        decisions.name_decider(self.lead.actor, appeal_id=filed.pk, person_id=self.quality.person_id, now=NOW)
        decisions.decide_appeal(self.quality.actor, appeal_id=filed.pk, upheld=upheld, reason="It is there.", now=NOW)
        for _ in range(2):  # as often as it is announced
            handlers.try_after_all(self.where.program, filed.pk, {"upheld": upheld}, NOW)
        return appeals.appeal(self.where.candidate.actor, filed.pk)

    def claims(self) -> list[PriorLearning]:
        return list(PriorLearning.objects.within(self.where.program).order_by("recorded_at", "id"))


@pytest.fixture
def case() -> Case:
    where = bench()
    lead, coach = lead_of(where), coach_of(where)
    quality = people.member(where.place, Role.QUALITY_ASSURER, name="Noor Haddad")
    claim = claimed(where, coach)
    shown(coach, claim)
    shown(where.candidate, claim, paper=True)
    actions.decline_prior_learning(lead.actor, claim_id=claim.pk, sentence=WHY, now=NOW)
    return Case(where, lead, coach, quality, queries.claim(where.candidate.actor, claim.pk))


def test_an_upheld_appeal_has_the_claim_tried_and_nobody_declines_it_again(case: Case) -> None:
    again = queries.claim(case.where.candidate.actor, case.decided(upheld=True).result_id)  # type: ignore[arg-type]
    assert [one.status for one in case.claims()] == [PriorStatus.DECLINED, PriorStatus.WAITS]
    assert (again.text, again.competencies, again.written_by_id) == (DID, ["TP-02"], case.coach.person_id)
    words, paper = queries.claim_evidence(again)
    assert (words.text, words.given_by_id) == (SAW, case.coach.person_id)
    assert paper.file_id is not None
    assert paper.file_id not in [one.file_id for one in queries.claim_evidence(case.claim)]
    assert files.original(case.where.program, paper.file_id)[1] == PAPER
    with pytest.raises(BadInput):
        actions.decline_prior_learning(case.lead.actor, claim_id=again.pk, sentence=WHY, now=NOW)
    (sitting,) = actions.accept_prior_learning(
        case.lead.actor, claim_id=again.pk, task_ids=[case.where.task.pk], sentence=SENTENCE, now=NOW
    )
    assert queries.result(sitting).stage is queries.Stage.WAITS_FOR_ASSESSORS


def test_an_appeal_that_is_not_upheld_leaves_the_answer_as_it_is(case: Case) -> None:
    assert case.decided(upheld=False).result_id is None
    handlers.try_after_all(case.where.program, case.claim.pk, {"upheld": True}, NOW)
    assert [one.status for one in case.claims()] == [PriorStatus.DECLINED]


def test_nobody_decides_who_declined_it_wrote_it_or_handed_something_in(case: Case) -> None:
    judged = answers.judged(case.where.program, KIND, case.claim.pk)
    assert judged is not None
    assert judged.hands == {case.lead.person_id, case.coach.person_id}
    filed = decisions.file_appeal(
        case.where.candidate.actor, subject_type=KIND, subject_id=case.claim.pk, text="I have one.", now=NOW
    )
    with pytest.raises(decisions.CannotDecide):
        decisions.name_decider(case.lead.actor, appeal_id=filed.pk, person_id=case.lead.person_id, now=NOW)
    assert [key for key, _name in appeals.able_to_decide(case.lead.actor, filed, NOW)] == [case.quality.person_id]


def test_what_waits_or_is_withdrawn_or_another_s_is_no_matter_of_appeal(case: Case) -> None:
    waits = claimed(case.where, text="Nobody answered this.")
    assert answers.judged(case.where.program, KIND, waits.pk) is None
    actions.withdraw_prior_learning(case.where.candidate.actor, claim_id=waits.pk, now=NOW)
    assert answers.judged(case.where.program, KIND, waits.pk) is None
    with pytest.raises(NotFound):
        decisions.file_appeal(case.coach.actor, subject_type=KIND, subject_id=case.claim.pk, text="Hm.", now=NOW)


def test_she_finds_the_way_where_her_answer_stands_and_whoever_decides_reads_what_was_claimed(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "now", lambda: NOW + timedelta(days=1))
    slug, hers = case.where.place.slug, case.where.candidate.client()
    page = reverse("assessment:claim", args=[slug, case.claim.pk])
    for address in (page, reverse("assessment:own_claims")):
        told = hers.get(address).content.decode()
        assert WHY in told
        assert ASK in told
    assert ASK not in case.coach.client().get(page).content.decode()
    ask = reverse("governance:file_appeal", args=[slug, KIND, case.claim.pk])
    assert hers.post(ask, {"text": "I have a reference."}).status_code == 302
    filed = appeals.own_appeals(case.where.candidate.actor).get()
    later = NOW + timedelta(days=1)
    decisions.name_decider(case.lead.actor, appeal_id=filed.pk, person_id=case.quality.person_id, now=later)
    deciding = case.quality.client()
    decide = reverse("governance:decide_appeal", args=[slug, filed.pk])
    read = unescape(deciding.get(decide).content.decode())
    for told in (DID, SAW, WHY, "Handed in with it: 1 file"):
        assert told in read
    assert deciding.post(decide, {"upheld": "yes", "reason": "It is there."}).status_code == 302
    handlers.try_after_all(case.where.program, filed.pk, {"upheld": True}, later)
    again = case.claims()[-1]
    answer = reverse("assessment:answer_claim", args=[slug, again.pk])
    leads = case.lead.client()
    form = leads.get(answer).content.decode()
    assert "a second decision says that it is tried" in form
    assert 'name="accepted"' not in form
    sent = {"accepted": "no", "tasks": [str(case.where.task.pk)], "sentence": SENTENCE}
    assert leads.post(answer, sent).status_code == 302
    assert queries.claim(case.where.candidate.actor, again.pk).status is PriorStatus.ACCEPTED
