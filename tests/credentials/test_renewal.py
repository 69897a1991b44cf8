"""A record is renewed once, only when what must be shown again was shown, and its successor takes its place."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, TO_STANDARD, TWO_ONE_INDEPENDENT, Bench, bench, proven
from tests.credentials.factories import achievement, signing
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.assessment import actions as assessment
from skillmark.assessment.queries import AssessmentTask
from skillmark.credentials import actions, queries, renewal
from skillmark.credentials.actions import NotProven, renewing
from skillmark.credentials.models import Award, SignedRecord
from skillmark.credentials.renewal import Again, Terms
from skillmark.credentials.rules import Lack, Missing
from skillmark.foundation import jobs, signer
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel import vc

pytestmark = pytest.mark.django_db

END = NOW.replace(year=NOW.year + 2)
NEAR = END - timedelta(days=20)
DELTA, FULL = Terms(again=Again.DELTA), Terms()


def issued(where: Bench, terms: Terms = DELTA, **fields: Any) -> SignedRecord:
    proven(where)
    earned = achievement(where, renewal_months=24, terms=terms, **fields)
    with signing():
        return actions.award(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)


def renew(where: Bench, record: SignedRecord, now: datetime = NEAR) -> SignedRecord:
    with signing():
        return actions.renew_award(where.program, record_id=record.pk, now=now)


def lacks(where: Bench, record: SignedRecord, now: datetime = NEAR) -> list[Lack]:
    with pytest.raises(NotProven) as refused:
        renew(where, record, now)
    return [one.lack for one in refused.value.missing]


def shown(where: Bench, task: AssessmentTask, now: datetime) -> None:
    sitting = assessment.open_sitting(where.program, task_id=task.pk, person_id=where.candidate.person_id, now=now)
    assessment.add_evidence(where.first.actor, sitting_id=sitting.pk, text="No leak at 6 bar.", now=now)
    for one in (where.first, where.second):
        assessment.rate(one.actor, sitting_id=sitting.pk, scores=TO_STANDARD, now=now)


def newer_standard(where: Bench, *, pass_mark: int) -> AssessmentTask:
    """A version 2, marked at another pass mark or the same, with what can be earned on it."""
    second = standards.tideway(where.program, now=NEAR)
    second.rubrics.update(pass_mark=pass_mark)
    assessment.set_policy(where.program, framework_id=second.pk, layers=TWO_ONE_INDEPENDENT, now=NEAR)
    work_task = second.work_tasks.get(reference="T-02")
    task = assessment.set_task(
        where.program, framework_id=second.pk, work_task_id=work_task.pk, shows=["TP-02", "TP-07"], now=NEAR
    )
    achievement(where, framework_id=second.pk, renewal_months=24, terms=DELTA)
    return task


def verdict(where: Bench, record: SignedRecord, now: datetime) -> vc.Verdict:
    status = vc.StatusLists(queries.list_loader(where.program))
    return vc.verify(record.document.encode(), at=now, status=status)


def test_date_and_terms_are_known_at_issue_and_the_date_is_signed() -> None:
    where = bench()
    record = issued(where, Terms(opens_days=60, again=Again.DELTA, grace_days=10))
    assert json.loads(record.document)["validUntil"] == END.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert record.award.terms == {"opens_days": 60, "again": "delta", "grace_days": 10}
    assert lacks(where, record, END - timedelta(days=61)) == [Lack.TOO_EARLY]
    assert renew(where, record, END - timedelta(days=59)).pk != record.pk


def test_the_terms_of_a_record_are_those_of_its_issue_whatever_was_said_since() -> None:
    where = bench()
    record = issued(where, DELTA)
    achievement(where, renewal_months=24, terms=FULL)
    assert renew(where, record).award.terms == FULL.kept()  # the promise of the newer version is the successor's


def test_everything_is_shown_again_where_that_was_promised_and_before_it_nothing_is_signed() -> None:
    where = bench()
    record = issued(where, FULL)
    proven(where)  # before renewal opened: it shows nothing of today
    assert lacks(where, record) == [Lack.NOT_AGAIN]
    sitting = assessment.open_sitting(
        where.program, task_id=where.task.pk, person_id=where.candidate.person_id, now=NEAR
    )
    assert lacks(where, record) == [Lack.CONFIRMATION, Lack.EVIDENCE]
    assessment.rate(where.first.actor, sitting_id=sitting.pk, scores=TO_STANDARD, now=NEAR)
    assert lacks(where, record) == [Lack.CONFIRMATION, Lack.EVIDENCE]
    assert Award.objects.within(where.program).count() == 1
    shown(where, where.task, NEAR)
    successor = renew(where, record)
    assert json.loads(successor.document)["evidence"][0]["narrative"] == "Everything was shown again."


def test_the_successor_names_the_old_record_inside_its_signed_data_and_retires_it() -> None:
    where = bench()
    record = issued(where)
    successor = renew(where, record)
    record.refresh_from_db()
    named = json.loads(successor.document)["evidence"][0]
    assert named["id"] == json.loads(record.document)["id"]
    assert named["description"] == f"SHA-256 {hashlib.sha256(record.document.encode()).hexdigest()}"
    assert record.replaced
    assert record.replaced_by == successor
    assert verdict(where, record, NEAR).check("status").code == "revoked"
    assert verdict(where, successor, NEAR).verdict == "valid"
    assert successor.valid_until == END.replace(year=END.year + 2)  # nobody loses by renewing early


def test_a_changed_competency_is_shown_again_on_the_new_version_and_the_unchanged_are_not() -> None:
    where = bench()
    record = issued(where)
    task = newer_standard(where, pass_mark=1)
    with pytest.raises(NotProven) as refused:
        renew(where, record)
    assert refused.value.missing == (Missing(Lack.NOT_AGAIN),)
    shown(where, task, NEAR)
    successor = renew(where, record)
    assert successor.award.achievement.framework.version == 2
    assert json.loads(successor.document)["evidence"][0]["narrative"] == "Everything was shown again."


def test_a_newer_version_that_changed_nothing_of_it_asks_for_nothing() -> None:
    where = bench()
    record = issued(where)
    newer_standard(where, pass_mark=2)
    successor = renew(where, record)
    narrative = json.loads(successor.document)["evidence"][0]["narrative"]
    assert narrative.startswith("Not shown again: ")
    assert successor.award.sittings == []


def test_where_nothing_can_be_earned_on_the_newer_version_yet_it_says_so() -> None:
    where = bench()
    record = issued(where)
    standards.published(where.program, where.framework, now=NOW)
    standards.published(where.program, standards.tideway(where.program, now=NOW), now=NOW)
    assert lacks(where, record) == [Lack.NEWER_STANDARD]


def test_after_its_end_a_record_is_renewed_within_grace_and_not_beyond() -> None:
    where = bench()
    record = issued(where)
    late = END + timedelta(days=renewal.GRACE_DAYS)
    assert lacks(where, record, late) == [Lack.TOO_LATE]
    assert verdict(where, record, END + timedelta(days=1)).check("validity").code == "expired"
    successor = renew(where, record, late - timedelta(seconds=1))
    assert successor.valid_until is not None
    assert successor.valid_until > END.replace(year=END.year + 2)  # counted from the renewal


def test_what_was_withdrawn_is_not_renewed() -> None:
    where = bench()
    record = issued(where)
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Marked on the wrong rubric.", now=NEAR)
    assert lacks(where, record) == [Lack.WITHDRAWN]


def test_withdrawn_between_intent_and_signature_the_successor_is_never_signed() -> None:
    where = bench()
    record = issued(where)
    actions.intend_renewal(where.program, record_id=record.pk, now=NEAR)
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Marked on the wrong rubric.", now=NEAR)
        jobs.run_all(NEAR + timedelta(minutes=1))
    assert SignedRecord.objects.within(where.program).get() == record
    assert Award.objects.within(where.program).count() == 1


def test_a_record_without_a_last_day_has_nothing_to_renew() -> None:
    assert renewal.out_of_time(DELTA, None, NOW) == (Missing(Lack.NO_LAST_DAY),)


def test_renewed_twice_there_is_one_successor() -> None:
    where = bench()
    record = issued(where)
    first = renew(where, record)
    assert renew(where, record, NEAR + timedelta(days=1)) == first
    assert SignedRecord.objects.within(where.program).count() == 2


def test_killed_between_signing_and_retiring_the_old_record_counts_until_a_job_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = bench()
    record = issued(where)

    def fault(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("skillmark.credentials.actions.awards.retire", fault)
        with pytest.raises(OSError, match="disk"):
            renew(where, record)
    record.refresh_from_db()
    assert record.revoked_at is None
    assert SignedRecord.objects.within(where.program).count() == 1
    with signing():
        jobs.run_all(NEAR + timedelta(minutes=1))
        jobs.run_all(NEAR + timedelta(minutes=2))
    record.refresh_from_db()
    assert record.replaced
    assert SignedRecord.objects.within(where.program).count() == 2


def test_without_a_signer_the_old_record_counts_on() -> None:
    where = bench()
    record = issued(where)
    with pytest.raises(signer.SignerUnavailable):
        actions.renew_award(where.program, record_id=record.pk, now=NEAR)
    record.refresh_from_db()
    assert record.revoked_at is None


def test_a_renewed_record_that_was_wrong_can_still_be_told_as_withdrawn() -> None:
    where = bench()
    record = issued(where)
    renew(where, record)
    with signing():
        told = actions.revoke(where.program, record_id=record.pk, reason="She was not there.", now=NEAR)
    assert not told.replaced
    assert told.award.place is not None
    told.award.place.refresh_from_db()
    assert not told.award.place.replaced


def test_nobody_renews_her_own_record_and_no_assessor_renews_any() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    record = issued(where)
    SignedRecord.objects.within(where.program).update(person_id=lead.person_id)
    for member in (lead, where.first):
        with pytest.raises(Forbidden):
            renewing.intend_renewal(member.actor, record_id=record.pk, now=NEAR)


def test_an_erased_holder_leaves_neither_record() -> None:
    where = bench()
    renew(where, issued(where))
    actions.forget(where.program, where.candidate.person_id, NEAR)
    assert not Award.objects.within(where.program).exists()
    assert not SignedRecord.objects.within(where.program).exists()
