"""A signing key was in other hands: what it signed since then is withdrawn, and what a thief makes with it is told."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import SEED, achievement, as_file, awarded, signing

from skillmark.credentials import actions, answers, checking, queries
from skillmark.credentials.models import SignedRecord
from skillmark.foundation import actions as foundation
from skillmark.foundation import jobs, signer
from skillmark.foundation.roles import Actor, Grant, Role
from skillmark.kernel import vc
from skillmark.people import queries as messages

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(days=3)
WORKED = SOON + timedelta(days=400)  # when the worker has done what is due by then
AFTER = WORKED + timedelta(days=1)


def stolen(where: Bench, record: SignedRecord, since: datetime) -> None:
    operator = Actor(scope=where.program.scope, grants=(Grant(Role.OPERATOR),), demonstration=True, process="keys")
    with signing():
        foundation.mark_compromised(operator, number=record.award.key_number, since=since, now=SOON)
        jobs.run_all(WORKED)


def forged(record: SignedRecord, **changes: object) -> bytes:
    """What whoever has the key makes of a record: anything, of any date."""
    document = {name: value for name, value in json.loads(record.document).items() if name != "proof"} | changes
    with signer.in_process(SEED):
        signed = vc.issue(
            document,
            sign=lambda data: signer.sign(record.workspace_id, record.award.key_number, data),
            verification_method=record.award.verification_method,
            created=NOW,
        )
    return as_file(signed)


def test_what_was_signed_before_still_counts_and_what_was_signed_since_is_withdrawn() -> None:
    where = bench()
    first = awarded(where, now=NOW)
    second = awarded(where, now=NOW + timedelta(days=2), earned=achievement(where, public_name="Rings"))
    stolen(where, first, NOW + timedelta(days=1))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.revoked_at, second.revoked_at is None) == (None, False)
    assert "in other hands" in second.revocation_reason
    her = where.candidate
    told = [one for one in messages.messages_to(her.actor, her.person_id) if one.event == "credentials.withdrawn"]
    assert [one.parameters["appeal"] for one in told] == [0]  # nobody judged her
    assert answers.judged(where.program, "credentials.signedrecord", second.pk) is None
    assert checking.check(first.document.encode(), AFTER).verdict == "valid"
    assert checking.check(second.document.encode(), AFTER).verdict == "invalid"


def test_a_record_the_thief_dates_back_is_told_and_the_genuine_one_is_not() -> None:
    where = bench()
    record = awarded(where, now=NOW)
    made = forged(record, name="SAMPLE: Master of pumps")
    assert checking.check(made, SOON).verdict == "valid", "the signature holds"
    stolen(where, record, NOW + timedelta(days=1))
    verdict = checking.check(made, AFTER)
    assert (verdict.verdict, verdict.reason().code) == ("invalid", "key_revoked")
    told = Client().post("/check/", {"text": made.decode()}).content.decode()
    assert "This record is genuine." not in told
    assert checking.check(record.document.encode(), AFTER).verdict == "valid"


def test_it_is_awarded_anew_with_the_new_key_and_nothing_else_withdrawn_is() -> None:
    where = bench()
    earned = achievement(where)
    record = awarded(where, now=NOW + timedelta(days=2), earned=earned)
    stolen(where, record, NOW + timedelta(days=1))
    assert queries.might_earn(where.program, earned) == [where.candidate.person_id]
    again = awarded(where, now=SOON, earned=earned)
    assert again.pk != record.pk
    assert again.award.key_number != record.award.key_number
    assert checking.check(again.document.encode(), AFTER).verdict == "valid"
    with signing():
        actions.revoke(where.program, record_id=again.pk, reason="Marked on the wrong rubric.", now=SOON)
    assert awarded(where, now=SOON, earned=earned).pk == again.pk, "withdrawn for a fault, the attempts earn it no more"
