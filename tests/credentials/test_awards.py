"""A record is signed once, only when it is proven, and says what earned it."""

import json
from datetime import timedelta

import pytest
from tests.assessment.factories import NOW, Bench, bench, mark, observe, proven
from tests.credentials.factories import achievement, awarded, signing
from tests.people import factories as people

from skillmark.assessment import actions as assessment
from skillmark.credentials import actions, queries, rules
from skillmark.credentials.actions import NeedsGuardian, NotProven, awards
from skillmark.credentials.models import Award, SignedRecord, StatusPlace
from skillmark.credentials.rules import Lack
from skillmark.foundation import jobs
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel import vc
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db


def lists(where: Bench) -> vc.StatusLists:
    return vc.StatusLists(queries.list_loader(where.program))


def verdict(where: Bench, record: SignedRecord) -> vc.Verdict:
    return vc.verify(record.document.encode(), at=NOW + timedelta(minutes=5), status=lists(where))


def test_an_award_verifies_everywhere_and_is_marked_as_a_sample() -> None:
    where = bench()
    found = verdict(where, awarded(where))
    assert found.verdict == "valid", found.reason()
    assert found.check("status").code == "status_ok"
    assert found.check("trust").code == "sample_key"


def test_nothing_is_signed_until_the_policy_holds_and_each_lack_is_named() -> None:
    where = bench()
    earned = achievement(where, competencies=["TP-02"])

    def lacks() -> list[tuple[str, str, int]]:
        with pytest.raises(NotProven) as refused, signing():
            actions.award(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)
        return [(one.lack.value, one.detail, one.count) for one in refused.value.missing]

    assert lacks() == [(Lack.NO_ATTEMPT, "", 1)]
    sitting = where.sitting()
    assert lacks() == [(Lack.CONFIRMATION, "practical_test", 2), (Lack.EVIDENCE, "", 1)]
    observe(where.first, sitting)
    mark(where.first, sitting)
    assert lacks() == [(Lack.CONFIRMATION, "practical_test", 1)]
    mark(where.second, sitting, {"1": 2, "2": 2, "3": 2, "4": 0})
    assert lacks() == [(Lack.MODERATION, "", 1)]
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    assessment.settle(third.actor, sitting_id=sitting.pk, scores={"4": 0}, reason="No record was left.", now=NOW)
    assert lacks() == [(Lack.NOT_PASSED, "", 1)]
    assert not Award.objects.within(where.program).exists()
    assessment.tell_next_time(where.first.actor, sitting_id=sitting.pk, text="Leave a record.", now=NOW)
    proven(where)
    assert awarded(where, earned=earned).award.levels == {"TP-02": 4}


def test_a_competency_that_was_not_shown_is_named() -> None:
    where = bench()
    work_task = where.framework.work_tasks.get(reference="T-03")
    assessment.set_task(
        where.program, framework_id=where.framework.pk, work_task_id=work_task.pk, shows=["TP-04"], now=NOW
    )
    proven(where)
    with pytest.raises(NotProven) as refused, signing():
        actions.award(
            where.program,
            person_id=where.candidate.person_id,
            achievement_id=achievement(where, competencies=["TP-02", "TP-04"]).pk,
            now=NOW,
        )
    assert refused.value.missing == (rules.Missing(Lack.COMPETENCY, "TP-04"),)


def test_the_record_carries_what_earned_it_and_no_assessors_name() -> None:
    where = bench()
    record = awarded(where)
    text = record.document
    for name in ("Ida Berg", "Owen Pratt", "no leak at 6 bar"):
        assert name not in text
    document = json.loads(text)
    subject = document["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Rosa Castell"
    assert [one["targetCode"] for one in subject["achievement"]["alignment"]] == ["TP-02", "TP-07"]
    assert [one["value"] for one in subject["result"]] == ["4", "3", "2", "2", "2", "2"]
    assert "version 1" in subject["achievement"]["resultDescription"][-1]["name"]
    [layer] = [one for one in document["evidence"] if one["genre"] == "verification layer"]
    assert "an assessor, independent; an assessor, independent" in layer["narrative"]
    assert document["evidence"][0]["description"].startswith("SHA-256 ")
    assert document["name"].startswith("SAMPLE")


def test_a_record_counts_until_its_renewal_is_due() -> None:
    assert rules.valid_until(NOW, 24, time_zone="UTC") == NOW.replace(year=NOW.year + 2)
    assert rules.valid_until(NOW, None, time_zone="UTC") is None


def test_a_fault_between_signing_and_storing_leaves_one_credential_and_one_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = bench()
    proven(where)
    earned = achievement(where)

    def fault(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken, signing():
        broken.setattr(awards, "_keep", fault)
        with pytest.raises(OSError, match="disk"):
            actions.award(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)
    assert Award.objects.within(where.program).count() == 1
    assert not SignedRecord.objects.within(where.program).exists()
    with signing():
        jobs.run_all(NOW + timedelta(minutes=1))
        jobs.run_all(NOW + timedelta(minutes=2))
        again = actions.award(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)
    assert [record.pk for record in SignedRecord.objects.within(where.program)] == [again.pk]
    assert StatusPlace.objects.within(where.program).count() == 1
    assert verdict(where, again).verdict == "valid"


def test_a_withdrawn_record_reads_as_withdrawn_and_its_neighbour_does_not() -> None:
    where = bench()
    first, second = awarded(where), awarded(where)
    assert first.pk != second.pk
    with signing():
        actions.revoke(where.program, record_id=second.pk, reason="Marked on the wrong rubric.", now=NOW)
    assert verdict(where, second).check("status").code == "revoked"
    assert verdict(where, first).verdict == "valid"


def test_a_withdrawal_without_a_signer_stands_and_is_published_by_a_job() -> None:
    where = bench()
    record = awarded(where)
    withdrawn = actions.revoke(where.program, record_id=record.pk, reason="Mistaken identity.", now=NOW)
    assert withdrawn.revoked_at == NOW
    with signing():
        jobs.run_all(NOW + timedelta(minutes=1))
    assert verdict(where, record).check("status").code == "revoked"


def test_one_letter_changed_is_found() -> None:
    where = bench()
    record = awarded(where)
    tampered = record.document.replace("Pump assembly: seals", "Pump assembly: sealt")
    assert vc.verify(tampered.encode(), at=NOW, status=lists(where)).check("proof").code == "signature_wrong"


def test_a_talent_lead_awards_nothing_to_herself() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    with pytest.raises(Forbidden):
        actions.award(lead.actor, person_id=lead.person_id, achievement_id=achievement(where).pk, now=NOW)


def test_places_on_the_list_are_drawn_and_never_shared() -> None:
    where = bench()
    indexes = [awarded(where).award.place.index for _ in range(3)]  # type: ignore[union-attr]
    assert len(set(indexes)) == 3
    assert indexes != sorted(range(3))


def test_of_a_minor_nothing_is_signed_before_a_guardian_agrees() -> None:
    where = bench()
    earned = achievement(where)
    proven(where)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lea Lead")
    her = where.candidate.person_id
    people_actions.state_age(where.program, person_id=her, under_18=True, now=NOW)
    with pytest.raises(NeedsGuardian), signing():
        actions.award(where.program, person_id=her, achievement_id=earned.pk, now=NOW)
    assert not Award.objects.within(where.program).exists()
    day = NOW.date() - timedelta(days=1)
    people_actions.note_guardian_consent(
        lead.actor, person_id=her, guardian="Eva Ruiz", relation="mother", given_on=day, now=NOW
    )
    with signing():
        assert actions.award(where.program, person_id=her, achievement_id=earned.pk, now=NOW).person_id == her
