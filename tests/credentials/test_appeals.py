"""Whoever's record was withdrawn asks for a second decision; upheld, it is signed anew, and the old one stays so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse
from tests.assessment import looking
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import awarded, signing
from tests.people import factories as people

from skillmark.assessment import actions as assessment_actions
from skillmark.credentials import actions, answers, handlers
from skillmark.credentials.models import Award, SignedRecord
from skillmark.foundation import erasure, jobs, sources
from skillmark.foundation.roles import Role
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
KIND = "credentials.signedrecord"
WHY = "The wrong pump was shown."


@dataclass(frozen=True)
class Case:
    """A record that `lead` withdrew."""

    where: Bench
    lead: people.Member
    quality: people.Member
    record: SignedRecord

    @property
    def judged(self) -> appeals.Judged:
        found = answers.judged(self.where.program, KIND, self.record.pk)
        assert found is not None
        return found

    def decided(self, *, upheld: bool = True) -> appeals.Appeal:
        her = self.where.candidate.actor
        found = decisions.file_appeal(her, subject_type=KIND, subject_id=self.record.pk, text="It was.", now=NOW)
        decisions.name_decider(self.lead.actor, appeal_id=found.pk, person_id=self.quality.person_id, now=NOW)
        decisions.decide_appeal(self.quality.actor, appeal_id=found.pk, upheld=upheld, reason="The film.", now=NOW)
        for _twice in range(2):
            handlers.appeal_decided(self.where.program, found.pk, {"upheld": upheld}, NOW)
        return appeals.appeal(her, found.pk)

    def due(self) -> list[str]:
        return [one.title for one in answers.due_for(self.lead.actor, NOW) if "after an appeal" in one.title]

    def told(self, event: str) -> list[dict[str, str | int]]:
        her = self.where.candidate
        return [one.parameters for one in person_queries.messages_to(her.actor, her.person_id) if one.event == event]

    def page(self, reader: people.Member) -> str:
        address = reverse("credentials:record", args=[self.where.place.slug, self.record.pk])
        return unescape(reader.client().get(address).content.decode())


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Ruth Adeyemi")
    quality = people.member(where.place, Role.QUALITY_ASSURER, name="Noor Haddad")
    record = awarded(where)
    monkeypatch.setattr(sources, "now", lambda: NOW)
    with signing():
        record = actions.revoke(lead.actor, record_id=record.pk, reason=WHY, now=NOW)
        yield Case(where, lead, quality, record)


def test_she_is_told_and_her_page_says_why_and_offers_an_appeal(case: Case) -> None:
    her = case.where.candidate
    [told] = case.told("credentials.withdrawn")
    assert told["appeal"] == 1
    way = reverse("governance:file_appeal", args=[case.where.place.slug, KIND, case.record.pk])
    for page in (case.page(her), her.client().get(reverse("credentials:own_record", args=[case.record.pk]))):
        text = page if isinstance(page, str) else unescape(page.content.decode())
        assert WHY in text
        assert way in text
    assert way not in case.page(case.quality)
    assert (case.judged.against, list(case.judged.facts)) == (True, [WHY])


def test_whoever_withdrew_it_does_not_decide(case: Case) -> None:
    her = case.where.candidate.actor
    found = decisions.file_appeal(her, subject_type=KIND, subject_id=case.record.pk, text="It was.", now=NOW)
    with pytest.raises(decisions.CannotDecide):
        decisions.name_decider(case.lead.actor, appeal_id=found.pk, person_id=case.lead.person_id, now=NOW)


def test_upheld_it_is_signed_anew_once_and_counts_until_the_same_day(case: Case) -> None:
    found = case.decided()
    award = Award.objects.within(case.where.program).get(pk=found.result_id)
    assert Award.objects.within(case.where.program).filter(achievement=award.achievement).count() == 2
    jobs.run_all(NOW)
    record = award.record
    record.refresh_from_db()
    assert (record.revoked_at, record.valid_until) == (None, case.record.valid_until)
    assert record.award.sittings == case.record.award.sittings
    case.record.refresh_from_db()
    assert case.record.revoked_at is not None  # a list of withdrawn records is never taken back
    assert not case.judged.against
    assert case.due() == []
    her = case.where.candidate
    assert "credentials.signed_anew" in [one.event for one in person_queries.messages_to(her.actor, her.person_id)]
    again = actions.award(
        case.where.program, person_id=her.person_id, achievement_id=award.achievement_id, now=NOW + timedelta(days=1)
    )
    assert again.pk == record.pk


def held_besides(case: Case, *, awarded_at: datetime, until: datetime) -> Award:
    """A record of the same achievement that was not withdrawn."""
    program, whose = case.where.program, case.where.candidate.person_id
    award: Award = Award.objects.record(
        program, now=awarded_at, person_id=whose, achievement=case.record.award.achievement, sittings=[], levels={},
        document="{}", key_number=1, verification_method="",
    )  # fmt: skip
    SignedRecord.objects.record(
        program, now=awarded_at, award=award, person_id=whose, document="{}", valid_from=awarded_at, valid_until=until
    )
    return award


def test_an_earlier_record_of_hers_takes_no_appeal_from_her_and_nothing_else_is_signed_by_it(case: Case) -> None:
    held_besides(case, awarded_at=NOW - timedelta(days=900), until=NOW - timedelta(days=1))
    held_besides(case, awarded_at=NOW - timedelta(days=100), until=NOW + timedelta(days=100))
    assert case.judged.against
    made = Award.objects.within(case.where.program).get(pk=case.decided().result_id)
    assert made.sittings == case.record.award.sittings
    assert case.told("credentials.signed_anew") == [
        {"record": case.record.award.achievement.public_name, "anew": 1, "same_day": 1}
    ]


def test_what_she_was_awarded_since_is_noted_and_not_told_as_signed_anew(case: Case) -> None:
    her = case.where.candidate.actor
    found = decisions.file_appeal(her, subject_type=KIND, subject_id=case.record.pk, text="It was.", now=NOW)
    since = held_besides(case, awarded_at=NOW, until=NOW + timedelta(days=100))
    assert not case.judged.against
    decisions.name_decider(case.lead.actor, appeal_id=found.pk, person_id=case.quality.person_id, now=NOW)
    decisions.decide_appeal(case.quality.actor, appeal_id=found.pk, upheld=True, reason="The film.", now=NOW)
    handlers.appeal_decided(case.where.program, found.pk, {"upheld": True}, NOW)
    assert appeals.appeal(her, found.pk).result_id == since.pk
    [told] = case.told("credentials.signed_anew")
    assert (told["anew"], told["same_day"]) == (0, 0)
    read = [one.subject + one.text for one in person_queries.own_messages(case.where.candidate.holder)]
    assert sum("You were awarded it again since" in one for one in read) == 1
    assert not any("signed anew" in one for one in read)


def test_what_is_not_upheld_changes_nothing(case: Case) -> None:
    assert case.decided(upheld=False).result_id is None
    assert Award.objects.within(case.where.program).count() == 1
    assert case.due() == []


def test_what_rests_on_a_doubted_attempt_is_not_signed_and_whoever_leads_is_asked(case: Case) -> None:
    assurer = looking.assurer_of(case.where)
    plan = looking.drawn(case.where, assurer)
    unit = looking.again(assurer, plan)
    finding = assessment_actions.raise_finding(
        assurer.actor, plan_id=plan.pk, unit_id=unit.pk, text="No guard.", doubts=True, now=NOW
    )
    assert case.judged.hands == {case.lead.person_id, assurer.person_id}
    assert case.decided().result_id is None
    assert case.due() == ["Look again at a record after an appeal: Rosa Castell"]
    assert "the withdrawal does not stand" in case.page(case.lead)
    assessment_actions.close_finding(
        case.quality.actor, finding_id=finding.pk, reason="It was on.", stands=True, now=NOW
    )
    her = case.where.candidate.person_id
    made = actions.award(case.where.program, person_id=her, achievement_id=case.record.award.achievement_id, now=NOW)
    assert made.pk != case.record.pk  # the withdrawn one is not given back as what there is already
    assert case.due() == []


def test_who_withdrew_it_is_forgotten_with_her(case: Case) -> None:
    erasure.erase(case.where.program, case.lead.person_id, NOW)
    case.record.refresh_from_db()
    assert case.record.revoked_by_id is None
