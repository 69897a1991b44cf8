"""Claims of prior learning on their pages, what is told of them, and how they go."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.claiming import DID, PAPER, SAW, SENTENCE, accepted, claimed, coach_of, lead_of, shown
from tests.assessment.factories import NOW, Bench, bench, mark

from skillmark.assessment import answers, queries
from skillmark.assessment.models import Evidence, PriorAnswer, PriorEvidence, PriorLearning, Sitting
from skillmark.assessment.queries import PriorStatus
from skillmark.foundation import files
from skillmark.foundation.models.files import StoredFile
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    return bench()


def test_a_claim_is_told_to_her_and_goes_with_her(where: Bench) -> None:
    coach = coach_of(where)
    claim = claimed(where, coach)
    shown(coach, claim, paper=True)
    accepted(where, claim)
    held = answers.personal_data(where.program, where.candidate.person_id)
    told = next(one["values"] for one in held if one["kind"] == "prior_learning")
    assert (told["text"], told["answer"], told["state"]) == (DID, SENTENCE, "Accepted: to be shown")
    helped = {one["kind"]: one["values"] for one in answers.personal_data(where.program, coach.person_id)}
    assert helped["prior_learning_helped"] == {"count": 2}
    people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=NOW + timedelta(days=1))
    for model in (PriorLearning, PriorEvidence, PriorAnswer, Sitting, Evidence, StoredFile):
        assert not model.objects.within(where.program).exists(), model


def test_erasing_whoever_helped_leaves_the_claim_without_her_name(where: Bench) -> None:
    coach = coach_of(where)
    claim = claimed(where, coach)
    shown(coach, claim)
    people_actions.erase_person(where.program, person_id=coach.person_id, now=NOW + timedelta(days=1))
    left = queries.claim(where.candidate.actor, claim.pk)
    assert (left.written_by_id, left.text) == (None, DID)
    assert left.evidence.get().given_by_id is None


def test_a_claim_goes_when_its_time_is_over_and_the_attempt_stays_with_its_path(where: Bench) -> None:
    claim, later = claimed(where), NOW + timedelta(days=400)
    shown(where.candidate, claim, paper=True)
    waiting = claimed(where, text="Nobody answered this.")
    lasting = answers.lasting()["prior_learning"]
    sitting = accepted(where, claim)
    assert not lasting.rows(where.program, later).exists(), "its attempt waits for marks"
    mark(where.first, sitting)
    mark(where.second, sitting)
    assert [one.pk for one in lasting.rows(where.program, later)] == [claim.pk]
    lasting.drop(where.program, [claim.pk], later)
    assert [one.pk for one in PriorLearning.objects.within(where.program)] == [waiting.pk]
    left = queries.sitting(where.program, sitting.pk)
    assert (left.claim_id, left.path) == (None, "prior_learning")
    (kept,) = StoredFile.objects.within(where.program)
    assert files.original(where.program, kept.pk)[1] == PAPER
    (proof,) = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk).attempts
    assert proof.claimed


# On the pages ----------------------------------------------------------------------------------------------------


def test_a_coach_claims_for_her_a_lead_finds_it_on_today_and_she_reads_the_answer(where: Bench) -> None:
    slug, coach, lead = where.place.slug, coach_of(where), lead_of(where)
    client = coach.client()
    begin = reverse("assessment:begin_claim", args=[slug])
    asked = client.get(begin).content.decode()
    assert "Rosa Castell" in asked
    assert "Owen Pratt" not in asked
    chosen = {"person": str(where.candidate.person_id), "framework": str(where.framework.pk)}
    made = client.post(begin, chosen)
    assert made.status_code == 302
    told = {"kind": "job", "text": DID, "place": "Portland", "period": "2016", "competencies": ["TP-02"]}
    assert "govuk-error-message" in client.post(made["Location"], told | {"competencies": []}).content.decode()
    at = client.post(made["Location"], told)["Location"]
    claim = PriorLearning.objects.within(where.program).get()
    evidence = reverse("assessment:claim_evidence", args=[slug, claim.pk])
    assert client.post(evidence, {"observation": SAW}).status_code == 302
    assert SAW in client.get(at).content.decode()
    (due,) = (one for one in answers.due_for(lead.actor, NOW) if str(claim.pk) in one.url)
    assert DID not in due.title
    answer = reverse("assessment:answer_claim", args=[slug, claim.pk])
    assert answer in lead.client().get(due.url).content.decode()
    given = {"accepted": "yes", "tasks": [], "sentence": SENTENCE}
    assert lead.client().post(answer, given).status_code == 200
    assert lead.client().post(answer, given | {"tasks": [str(where.task.pk)]}).status_code == 302
    assert not [one for one in answers.due_for(lead.actor, NOW) if str(claim.pk) in one.url]
    own = where.candidate.client().get(reverse("assessment:own_claims")).content.decode()
    assert SENTENCE in own
    sitting = Sitting.objects.within(where.program).get()
    attempt = reverse("assessment:attempt", args=[slug, sitting.pk])
    assert attempt in where.candidate.client().get(at).content.decode()
    assert "came of a claim of prior learning" in where.candidate.client().get(attempt).content.decode()


def test_she_withdraws_on_the_page(where: Bench) -> None:
    claim = claimed(where)
    page = reverse("assessment:withdraw_claim", args=[where.place.slug, claim.pk])
    assert where.candidate.client().get(page).status_code == 200
    assert where.candidate.client().post(page).status_code == 302
    assert queries.claim(where.candidate.actor, claim.pk).status is PriorStatus.WITHDRAWN


def test_ten_claims_on_the_list_take_no_more_queries_than_one(where: Bench) -> None:
    client, page = lead_of(where).client(), reverse("assessment:claims", args=[where.place.slug])

    def asked_for() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    claimed(where)
    asked_for()
    before = asked_for()
    for number in range(9):
        claimed(where, text=f"Claim {number}")
    assert asked_for() <= before


@pytest.mark.parametrize("others", ["asked", "yes"])
def test_a_file_with_others_on_it_is_not_kept_with_a_claim_whatever_is_sent(where: Bench, others: str) -> None:
    """Nobody is asked about a file of a claim: what an attempt lets wait for others is refused here."""
    claim = claimed(where)
    address = reverse("assessment:claim_evidence", args=[where.candidate.slug, claim.pk])
    client = where.candidate.client()
    page = client.get(address).content.decode()
    assert "can be asked" not in page
    assert "address of something on the web" not in page
    handed_in = {"file": SimpleUploadedFile("shop.txt", PAPER), "others": others, "asked": "1"}
    answer = client.post(address, handed_in)
    assert answer.status_code == 200
    assert not queries.claim(where.candidate.actor, claim.pk).evidence.exists()
    kept = client.post(address, {"file": SimpleUploadedFile("shop.txt", PAPER), "others": "covered"})
    assert kept.status_code == 302
