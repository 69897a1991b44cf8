"""Awarding to many at once: who is left out and why, and that nobody gets two."""

import dataclasses
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench, mark, observe, proven
from tests.credentials.factories import achievement, awarded, signing
from tests.governance.factories import decided
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions as assessment
from skillmark.credentials import actions, queries
from skillmark.credentials.models import Award, AwardingPerson, SignedRecord, StatusPlace
from skillmark.foundation import jobs
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions as persons

pytestmark = pytest.mark.django_db


def passed(where: Bench, who: Member) -> Member:
    """She has an attempt that both assessors marked and that was passed."""
    proven(dataclasses.replace(where, candidate=who))
    return who


def failed(where: Bench, who: Member) -> Member:
    sitting = dataclasses.replace(where, candidate=who).sitting()
    observe(where.first, sitting)
    for one in (where.first, where.second):
        mark(one, sitting, {"1": 1, "2": 1, "3": 1, "4": 1})
    return who


def worker(where: Bench, name: str) -> Member:
    return people.member(where.place, Role.WORKER, name=name)


def outcomes(where: Bench) -> dict[str, str]:
    rows = AwardingPerson.objects.within(where.program).select_related("person", "award")
    return {row.person.name: row.left_out or ("got one" if row.award else "waits") for row in rows}


def test_those_who_are_ready_get_one_and_the_others_are_named_with_the_reason() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lena Lead")
    for one in (where.candidate, worker(where, "Ana Ruiz"), lead):
        passed(where, one)
    failed(where, worker(where, "Nils Farkas"))
    child = passed(where, worker(where, "Kim Young"))
    persons.state_age(where.program, person_id=child.person_id, under_18=True, now=NOW)
    earned = achievement(where)
    begun = actions.prepare_awarding(lead.actor, achievement_id=earned.pk, now=NOW)
    assert SignedRecord.objects.within(where.program).count() == 0
    actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
    actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    assert outcomes(where) == {
        "Rosa Castell": "got one",
        "Ana Ruiz": "got one",
        "Nils Farkas": "missing",
        "Kim Young": "guardian",
    }, "nobody awards to herself, so the lead is not among them"
    records = SignedRecord.objects.within(where.program)
    assert {record.person.name for record in records} == {"Rosa Castell", "Ana Ruiz"}
    assert StatusPlace.objects.within(where.program).values("index").distinct().count() == 2
    assert {award.awarded_by_id for award in Award.objects.within(where.program)} == {lead.person_id}


def test_awarded_meanwhile_by_hand_nobody_gets_a_second() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    passed(where, where.candidate)
    earned = achievement(where)
    begun = actions.prepare_awarding(lead.actor, achievement_id=earned.pk, now=NOW)
    awarded(where, earned=earned)
    actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    assert outcomes(where) == {"Rosa Castell": "before"}
    assert SignedRecord.objects.within(where.program).count() == 1
    again = actions.prepare_awarding(lead.actor, achievement_id=earned.pk, now=NOW)
    assert not again.people.exists(), "whoever has a record of it is not asked about"


def test_whoever_loses_her_role_midway_awards_to_nobody_more() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    passed(where, where.candidate)
    begun = actions.prepare_awarding(lead.actor, achievement_id=achievement(where).pk, now=NOW)
    actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
    persons.end_link(lead.holder, person_id=lead.person_id, now=NOW)
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    assert outcomes(where) == {"Rosa Castell": "not_yours"}
    assert not SignedRecord.objects.within(where.program).exists()


def test_retired_midway_it_is_awarded_to_nobody() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    passed(where, where.candidate)
    earned = achievement(where)
    begun = actions.prepare_awarding(lead.actor, achievement_id=earned.pk, now=NOW)
    actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
    decided(where.program, earned, "retire_achievement")
    actions.retire_achievement(where.program, achievement_id=earned.pk, now=NOW)
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    assert outcomes(where) == {"Rosa Castell": "retired"}


def test_without_a_signer_the_intents_stand_and_are_signed_later() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    for one in (where.candidate, worker(where, "Ana Ruiz")):
        passed(where, one)
    with signing():
        earned = achievement(where)
        begun = actions.prepare_awarding(lead.actor, achievement_id=earned.pk, now=NOW)
        actions.start_awarding(lead.actor, awarding_id=begun.pk, now=NOW)
        actions.carry_awarding(where.program, awarding_id=begun.pk, part=0, now=NOW)
    documents = set(Award.objects.within(where.program).values_list("document", flat=True))
    assert len(documents) == 2
    assert not SignedRecord.objects.within(where.program).exists()
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    assert SignedRecord.objects.within(where.program).count() == 2
    assert set(Award.objects.within(where.program).values_list("document", flat=True)) == documents


def test_another_reads_and_starts_none_of_it() -> None:
    where = bench()
    lead, other = (people.member(where.place, Role.TALENT_LEAD) for _ in range(2))
    recruiter = people.member(where.place, Role.RECRUITER)
    passed(where, where.candidate)
    begun = actions.prepare_awarding(lead.actor, achievement_id=achievement(where).pk, now=NOW)
    with pytest.raises(NotFound):
        queries.awarding(other.actor, begun.pk)
    with pytest.raises(NotFound):
        actions.start_awarding(other.actor, awarding_id=begun.pk, now=NOW)
    with pytest.raises(Forbidden):
        actions.prepare_awarding(recruiter.actor, achievement_id=begun.achievement_id, now=NOW)


def test_her_pages_lead_from_what_was_earned_to_each_record() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    passed(where, where.candidate)
    failed(where, worker(where, "Nils Farkas"))
    earned = achievement(where)
    client = lead.client()
    place = {"workspace": where.place.slug}
    chosen = client.post(reverse("credentials:award_many", kwargs=place), {"achievement": str(earned.pk)})
    shown = client.get(chosen["Location"])
    text = shown.content.decode()
    assert "2 people have an attempt" in text
    assert "Ready." in text
    assert "below the pass mark" in text
    begun = client.post(chosen["Location"])
    assert begun.status_code == 302
    with signing():
        jobs.run_all(NOW + timedelta(days=400))
    text = client.get(chosen["Location"]).content.decode()
    record = SignedRecord.objects.within(where.program).get()
    assert reverse("credentials:record", args=[where.place.slug, record.pk]) in text
    assert "1 of 2 records are signed" in text
    assert "Something is still missing." in text


def test_the_assessment_says_whose_attempts_are_settled() -> None:
    where = bench()
    waiting = dataclasses.replace(where, candidate=worker(where, "Ana Ruiz")).sitting()
    observe(where.first, waiting)
    passed(where, where.candidate)
    earned = achievement(where)
    assert queries.might_earn(where.program, earned) == [where.candidate.person_id]
    assessment.rate(where.first.actor, sitting_id=waiting.pk, scores={"1": 2, "2": 2, "3": 2, "4": 2}, now=NOW)
    assert queries.might_earn(where.program, earned) == [where.candidate.person_id], "one of two has marked it"
