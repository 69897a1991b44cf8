"""A certificate is earned by itself once its records hold, says why, and is questioned when one is withdrawn."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement, awarded, signing
from tests.people import factories as people

from skillmark.credentials import actions, answers, documents, queries, stacking
from skillmark.credentials.models import Award, StackRule
from skillmark.credentials.stacking import Held, Needs, Why
from skillmark.foundation import audit, jobs, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions

A, B, C, D = (uuid4() for _ in range(4))


def held(days_ago: int = 0, *, ends: int | None = None, revoked: int | None = None, replaced: bool = False) -> Held:
    return Held(
        uuid4(),
        NOW - timedelta(days=days_ago),
        NOW + timedelta(days=ends) if ends is not None else None,
        NOW - timedelta(days=revoked) if revoked is not None else None,
        replaced,
    )


# The rule itself -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "why"),
    [
        ([], Why.NEVER),
        ([held(5, revoked=1)], Why.WITHDRAWN),
        ([held(5, ends=-1)], Why.ENDED),
        ([held(5, revoked=1, replaced=True)], Why.ENDED),
        ([held(31)], Why.TOO_OLD),
    ],
)
def test_a_record_that_does_not_hold_is_told_with_the_reason(one: list[Held], why: Why) -> None:
    found = stacking.standing(Needs((A, B), days=30), {A: [held()], B: one}, NOW)
    assert not found.earned
    assert found.lacking == (stacking.Lacking(B, why),)


def test_a_record_signed_exactly_so_many_days_before_is_young_enough() -> None:
    assert stacking.standing(Needs((A, B), days=30), {A: [held(30)], B: [held()]}, NOW).earned


def test_of_several_records_the_latest_that_holds_counts() -> None:
    old, new, gone = held(20), held(10), held(1, revoked=0)
    found = stacking.standing(Needs((A,)), {A: [new, old, gone]}, NOW)
    assert found.counting[A] == new


def test_so_many_of_some_are_enough_and_no_more_are_named() -> None:
    needs = Needs((A,), (B, C, D), 2)
    found = stacking.standing(needs, {A: [held()], B: [held(9)], C: [held(3)], D: [held(6)]}, NOW)
    assert found.earned
    assert set(found.counting) == {A, C, D}
    one = stacking.standing(needs, {A: [held()], B: [held(9)]}, NOW)
    assert (one.earned, one.more, [lack.achievement for lack in one.among]) == (False, 1, [C, D])


# The certificate -----------------------------------------------------------------------------------------------------


def two() -> tuple[Bench, Any, Any]:
    where = bench()
    return (
        where,
        achievement(where, public_name="Pump seals", competencies=["TP-02"]),
        achievement(where, public_name="Pump checks", competencies=["TP-07"]),
    )


def stack(where: Bench, *parts: Any, **options: Any) -> StackRule:
    given = {"public_name": "Pump technician", "every": [part.pk for part in parts], "now": NOW} | options
    return actions.publish_stack(where.program, **given)


def run(now: datetime | None = None) -> None:
    """What was announced is due at the clock's own instant, later than any of these tests' days."""
    now = now or sources.now() + timedelta(minutes=1)
    with signing():
        for _ in range(4):  # a job's job, and its own
            jobs.run_all(now)


def certificates(where: Bench) -> list[queries.SignedRecord]:
    return list(queries.records(where.program).filter(award__stacked__isnull=False))


@pytest.mark.django_db
def test_it_is_signed_by_itself_with_the_last_record_it_asks_for_and_names_each() -> None:
    where, seals, checks = two()
    rule = stack(where, seals, checks)
    first = awarded(where, earned=seals)
    run()
    assert certificates(where) == []
    second = awarded(where, earned=checks)
    run()
    (found,) = certificates(where)
    document = json.loads(found.document)
    assert vc.verify(found.document.encode(), at=NOW + timedelta(hours=1)).check("proof").code == "proof_ok"
    assert document["credentialSubject"]["achievement"]["achievementType"] == "Certificate"
    assert document["credentialSubject"]["achievement"]["id"] == rule.certificate_id.urn
    because = {one["id"]: one["name"] for one in document["evidence"]}
    assert because == {
        json.loads(first.document)["id"]: "Earned because of: Pump seals, signed on 2026-03-02",
        json.loads(second.document)["id"]: "Earned because of: Pump checks, signed on 2026-03-02",
    }
    assert found.valid_until == min(one.valid_until for one in (first, second) if one.valid_until)
    assert audit.check(where.place.pk) is None


@pytest.mark.django_db
def test_it_is_signed_once_however_often_it_is_looked_at() -> None:
    where, seals, checks = two()
    stack(where, seals, checks)
    for earned in (seals, checks):
        awarded(where, earned=earned)
    run()
    for _ in range(3):
        actions.earn(where.program, person_id=where.candidate.person_id, now=NOW + timedelta(hours=1))
        run()
    assert len(certificates(where)) == 1
    assert Award.objects.within(where.program).filter(stacked__isnull=False).count() == 1


@pytest.mark.django_db
def test_whoever_has_met_it_before_it_was_published_earns_it_then() -> None:
    where, seals, checks = two()
    for earned in (seals, checks):
        awarded(where, earned=earned)
    stack(where, seals, checks)
    run()
    assert len(certificates(where)) == 1


@pytest.mark.django_db
def test_records_that_are_too_old_or_withdrawn_earn_nothing() -> None:
    where, seals, checks = two()
    awarded(where, earned=seals)
    second = awarded(where, earned=checks, now=NOW + timedelta(days=40))
    stack(where, seals, checks, days=30, now=NOW + timedelta(days=41))
    run(NOW + timedelta(days=41))
    assert certificates(where) == []
    with signing():
        actions.revoke(where.program, record_id=second.pk, reason="Mixed up.", now=NOW + timedelta(days=42))
    stack(where, seals, checks, public_name="Other", now=NOW + timedelta(days=42))
    run(NOW + timedelta(days=42))
    assert certificates(where) == []


@pytest.mark.django_db
def test_a_published_rule_never_changes() -> None:
    where, seals, checks = two()
    rule = stack(where, seals, checks)
    rule.days = 10
    with pytest.raises(DatabaseError), transaction.atomic():
        rule.save()
    again = stack(where, seals, checks, days=10)
    assert (again.certificate.version, rule.certificate.version) == (2, 1)


@pytest.mark.django_db
def test_nobody_awards_or_renews_it_by_hand() -> None:
    where, seals, checks = two()
    rule = stack(where, seals, checks)
    for earned in (seals, checks):
        awarded(where, earned=earned)
    hers = where.candidate.person_id
    with pytest.raises(actions.NotProven) as refused, signing():
        actions.award(where.program, person_id=hers, achievement_id=rule.certificate_id, now=NOW)
    assert [one.lack for one in refused.value.missing] == [queries.Lack.BY_RULE]
    run()
    (found,) = certificates(where)
    with pytest.raises(actions.NotProven), signing():
        actions.renew_award(where.program, record_id=found.pk, now=NOW + timedelta(days=3600))


@pytest.mark.django_db
def test_a_withdrawn_record_questions_the_certificate_and_does_not_withdraw_it() -> None:
    where, seals, checks = two()
    stack(where, seals, checks)
    first, _second = (awarded(where, earned=earned) for earned in (seals, checks))
    run()
    (found,) = certificates(where)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    later = NOW + timedelta(hours=2)
    with signing():
        actions.revoke(where.program, record_id=first.pk, reason="One assessor was not there.", now=later)
    run()
    (found,) = certificates(where)
    assert found.revoked_at is None
    assert found.award.stacked.question == "Pump seals: One assessor was not there."
    assert any("certificate rests on was withdrawn" in due.title for due in answers.due_for(lead.actor, later))
    page = lead.client().get(f"/w/{where.place.slug}/records/{found.pk}/").content.decode()
    assert "One assessor was not there." in page
    hers = where.candidate.client().get(f"/w/{where.place.slug}/records/{found.pk}/").content.decode()
    assert "It stands all the same" not in hers
    with pytest.raises(BadInput):
        actions.settle(lead.actor, record_id=found.pk, reason=" ", now=later)
    with pytest.raises(Forbidden):
        actions.settle(where.candidate.actor, record_id=found.pk, reason="Mine.", now=later)
    address = f"/w/{where.place.slug}/records/{found.pk}/stands/"
    assert lead.client().post(address, {"reason": "Shown again."}).status_code == 302
    assert not any("rests on was withdrawn" in due.title for due in answers.due_for(lead.actor, later))


@pytest.mark.django_db
def test_erasing_its_holder_removes_it_with_all_it_rests_on() -> None:
    where, seals, checks = two()
    stack(where, seals, checks)
    for earned in (seals, checks):
        awarded(where, earned=earned)
    run()
    with signing():
        people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=NOW + timedelta(hours=1))
    assert not queries.records(where.program).exists()
    assert not Award.objects.within(where.program).exists()


@pytest.mark.django_db
def test_its_holder_takes_it_along_in_every_form() -> None:
    where, seals, checks = two()
    stack(where, seals, checks)
    for earned in (seals, checks):
        awarded(where, earned=earned)
    run()
    (found,) = certificates(where)
    assert vc.unbake(documents.picture(found, "png")) == found.document
    assert documents.page(found, NOW).startswith(b"%PDF")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"every": 1}, {"every": 2, "count": 1}, {"every": 1, "some": 1, "count": 2}, {"every": 2, "days": 0}]
)
def test_a_rule_that_asks_for_too_little_or_too_much_is_not_published(wrong: dict[str, int]) -> None:
    where, seals, checks = two()
    parts: list[UUID] = [seals.pk, checks.pk]
    options: dict[str, Any] = {"every": parts[: wrong["every"]], "some": parts[1 : 1 + wrong.get("some", 0)]}
    options |= {name: wrong[name] for name in ("count", "days") if name in wrong}
    with pytest.raises(BadInput):
        actions.publish_stack(where.program, public_name="Pump technician", now=NOW, **options)


@pytest.mark.django_db
def test_a_lead_publishes_it_on_a_page_and_a_holder_reads_what_she_lacks() -> None:
    where, seals, checks = two()
    awarded(where, earned=seals)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    base = f"/w/{where.place.slug}/records/earn"
    given = {"public_name": "Pump technician", "every": [str(seals.pk)], "some": [], "count": "", "days": "365"}
    assert lead.client().post(f"{base}/stack/", given).status_code == 200
    given["every"] = [str(seals.pk), str(checks.pk)]
    answer = lead.client().post(f"{base}/stack/", given)
    assert answer.status_code == 302
    page = where.candidate.client().get(answer["Location"]).content.decode()
    assert "Pump checks: no record yet." in page
    assert "in force, signed on" in page
    assert "Pump seals: no record yet." not in page


@pytest.mark.django_db
def test_who_uses_a_version_is_what_is_earned_on_it_the_rules_that_ask_for_that_and_whoever_holds_it() -> None:
    where, seals, checks = two()
    rule = stack(where, seals, checks)
    record = awarded(where, earned=checks)
    found = {(str(one.kind), one.title): one.url for one in answers.affected_by(where.program, where.framework.pk)}
    slug = where.place.slug
    assert found == {
        ("What you can earn", "Pump checks (1)"): f"/w/{slug}/records/earn/",
        ("What you can earn", "Pump seals (1)"): f"/w/{slug}/records/earn/",
        ("What you can earn", "Pump technician (1)"): f"/w/{slug}/records/earn/",
        ("Certificate earned by a rule", "Pump technician"): f"/w/{slug}/records/earn/{rule.certificate_id}/stack/",
        ("Record", record.person.name): f"/w/{slug}/records/{record.pk}/",
    }
    assert answers.affected_by(where.program, uuid4()) == []
