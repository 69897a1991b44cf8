"""Files of attempts go when their time is over; their fingerprint, the marks and the records on them stay."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench, mark
from tests.assessment.looking import assurer_of, drawn
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.assessment import actions, answers, queries
from skillmark.assessment.models import Ended, Evidence
from skillmark.foundation import files, holds, jobs, retention
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db
KIND = "assessment.evidence_file"
LATER = NOW + timedelta(days=400)


def settled(where: Bench, content: bytes = b"plan") -> Evidence:
    sitting = where.sitting()
    evidence = actions.add_evidence(
        where.first.actor, sitting_id=sitting.pk, content=content, file_name="a.txt", others=False, now=NOW
    )
    for assessor in (where.first, where.second):
        mark(assessor, sitting)
    return evidence


def rule(where: Bench, months: int = 12) -> make.Member:
    lead = make.member(where.place, Role.TALENT_LEAD, name="Lea Lead")
    retention.set_rule(lead.actor, kind=KIND, place="*", months=months, source="A test.", now=NOW)
    return lead


def night(where: Bench, now: datetime = LATER) -> None:
    retention.begin(where.program, {}, now)
    jobs.run_all(now)


def left(where: Bench, evidence: Evidence) -> Evidence:
    return Evidence.objects.within(where.program).get(pk=evidence.pk)


def test_a_file_goes_a_year_after_its_attempt_was_settled_and_its_hash_stays() -> None:
    where = bench()
    evidence = settled(where)
    rule(where)
    before = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    night(where, NOW + timedelta(days=300))
    assert left(where, evidence).destroyed_at is None
    night(where)
    gone = left(where, evidence)
    assert (gone.ended, gone.destroyed_at, gone.digest) == (Ended.TIME, LATER, evidence.digest)
    assert not StoredFile.objects.within(where.program).exists()
    after = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert after == before, "a record made on it later says the same as one made before"
    shown = text_of(
        where.first.client().get(reverse("assessment:attempt", args=[where.place.slug, evidence.sitting_id]))
    )
    assert "Its time was over." in shown
    assert evidence.digest in shown


def test_destroyed_twice_or_with_its_attempt_afterwards_it_is_gone_once() -> None:
    where = bench()
    evidence = settled(where)
    for now in (NOW, LATER):
        actions.destroy_old(where.program, evidence_id=evidence.pk, now=now)
    assert left(where, evidence).destroyed_at == NOW
    answers.lasting()["attempt"].drop(where.program, [evidence.sitting_id], LATER)
    assert not Evidence.objects.within(where.program).exists()


def test_the_same_file_handed_in_to_another_attempt_stays_readable(
    django_capture_on_commit_callbacks: Any,
) -> None:
    where = bench()
    first, second = settled(where), settled(where)
    assert first.digest == second.digest
    with django_capture_on_commit_callbacks(execute=True):
        actions.destroy_old(where.program, evidence_id=first.pk, now=NOW)
    assert second.file_id is not None
    assert files.original(where.program, second.file_id)[1] == b"plan"
    with django_capture_on_commit_callbacks(execute=True):
        actions.destroy_old(where.program, evidence_id=second.pk, now=NOW)
    assert not StoredFile.objects.within(where.program).exists()


def test_an_attempt_that_is_not_settled_keeps_its_files() -> None:
    where = bench()
    rule(where)
    sitting = where.sitting()
    evidence = actions.add_evidence(
        where.first.actor, sitting_id=sitting.pk, content=b"plan", file_name="a.txt", others=False, now=NOW
    )
    mark(where.first, sitting)
    night(where)
    assert left(where, evidence).destroyed_at is None


@pytest.mark.parametrize("kind", ["", KIND, "assessment.attempt"])
def test_what_must_be_kept_stays(kind: str) -> None:
    where = bench()
    evidence, lead = settled(where), rule(where)
    hold = holds.place_hold(lead.actor, person_id=where.candidate.person_id, kind=kind, reason="A court.", now=NOW)
    night(where)
    assert left(where, evidence).destroyed_at is None
    holds.end_hold(lead.actor, hold_id=hold.pk, now=LATER)
    night(where, LATER + timedelta(days=1))
    assert left(where, evidence).destroyed_at is not None


def test_what_somebody_is_to_look_at_again_stays_until_she_has() -> None:
    where = bench()
    evidence = settled(where)
    rule(where)
    drawn(where, assurer_of(where))
    night(where)
    assert left(where, evidence).destroyed_at is None


def test_a_reference_sample_keeps_its_files_until_it_is_retired() -> None:
    where = bench()
    evidence = settled(where)
    lead = rule(where)
    sample = actions.take_as_reference(where.program, sitting_id=evidence.sitting_id, now=NOW)
    night(where)
    assert left(where, evidence).destroyed_at is None
    actions.retire_reference(lead.actor, sample_id=sample.pk, now=LATER)
    night(where, LATER + timedelta(days=1))
    assert left(where, evidence).destroyed_at is not None


def test_the_shipped_rule_keeps_files_for_a_year() -> None:
    (shipped,) = [one for one in retention.latest() if one.kind == KIND]
    assert (shipped.place, shipped.months) == ("*", 12)
    with_files = retention.shipped("2026-12")
    assert list(retention.shipped("2026-11")) == [one for one in with_files if one.kind != KIND], (
        "what was taken over stays as it was"
    )


def test_nobody_destroys_a_file_by_hand() -> None:
    where = bench()
    evidence = settled(where)
    with pytest.raises(Forbidden):
        actions.destroy_old(where.first.actor, evidence_id=evidence.pk, now=NOW)
