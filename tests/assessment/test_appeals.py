"""An attempt that was not passed is marked anew after an upheld appeal: same evidence, other hands, once."""

from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, mark, observe
from tests.people import factories as people

from skillmark.assessment import actions, answers, handlers, queries
from skillmark.assessment.models import Evidence
from skillmark.foundation import access, erasure, files, sources
from skillmark.foundation.roles import Role
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.governance.queries import Appeal
from skillmark.people import actions as people_actions
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
BELOW = TO_STANDARD | {"2": 0}
KIND = "assessment.sitting"
SEEN = "Mounted the seal on a cleaned shaft; no leak at 6 bar."
PLAN = b"how I would do it"


@dataclass(frozen=True)
class Case:
    """An attempt that was not passed, on which a written observation and a file of hers are kept."""

    where: Bench
    lead: people.Member
    quality: people.Member
    sitting: queries.Sitting

    def appeal(self, days: int = 1) -> Appeal:
        return decisions.file_appeal(
            self.where.candidate.actor, subject_type=KIND, subject_id=self.sitting.pk, text="It held.",
            now=NOW + timedelta(days=days),
        )  # fmt: skip

    def decided(self, *, upheld: bool = True) -> Appeal:
        found = self.appeal()
        decisions.name_decider(
            self.lead.actor, appeal_id=found.pk, person_id=self.quality.person_id, now=NOW + timedelta(days=1)
        )
        decisions.decide_appeal(
            self.quality.actor, appeal_id=found.pk, upheld=upheld, reason="The gauge.", now=NOW + timedelta(days=2)
        )
        handlers.mark_anew(self.where.program, found.pk, {"upheld": upheld}, NOW + timedelta(days=2))
        return appeals.appeal(self.where.candidate.actor, found.pk)


@pytest.fixture
def case() -> Case:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Ruth Adeyemi")
    quality = people.member(where.place, Role.QUALITY_ASSURER, name="Noor Haddad")
    sitting = where.sitting()
    observe(where.first, sitting, SEEN)
    actions.add_evidence(
        where.candidate.actor, sitting_id=sitting.pk, content=PLAN, file_name="plan.txt", others=False, now=NOW
    )
    mark(where.first, sitting, BELOW)
    mark(where.second, sitting, BELOW)
    return Case(where, lead, quality, queries.sitting(where.program, sitting.pk))


def again(case: Case) -> queries.Sitting:
    found = case.decided()
    assert found.result_id is not None
    return queries.sitting(case.where.program, found.result_id)


def judged(case: Case, sitting_id: UUID) -> appeals.Judged:
    found = answers.judged(case.where.program, KIND, sitting_id)
    assert found is not None
    return found


def digests(sitting: queries.Sitting) -> list[tuple[str, str]]:
    return sorted((row.kind, row.digest) for row in sitting.evidence.all())


def test_after_an_upheld_appeal_the_same_evidence_is_marked_by_others(case: Case) -> None:
    second = again(case)
    assert second.pk != case.sitting.pk
    assert (second.person_id, second.task_id) == (case.sitting.person_id, case.sitting.task_id)
    assert digests(second) == digests(case.sitting)
    for first_hand in (case.where.first, case.where.second):
        with pytest.raises(actions.CannotRate) as refused:
            mark(first_hand, second)
        assert refused.value.reason == "had_part"
        assert queries.open_to(first_hand.actor, second) == ()
        assert queries.waiting_for(first_hand.actor) == []
        page = case.where.first.client().get(reverse("assessment:score", args=[case.where.place.slug, second.pk]))
        assert page.status_code == 302
    for name in ("Third", "Fourth"):
        other = people.member(case.where.place, Role.ASSESSOR, name=name)
        assert [one.sitting.pk for one in queries.waiting_for(other.actor)] == [second.pk]
        assert SEEN in [row.text for row in queries.evidence_seen(other.actor, second)]  # what was seen before
        mark(other, second)
    assert queries.result(queries.sitting(case.where.program, second.pk)).stage is queries.Stage.PASSED
    assert queries.result(queries.sitting(case.where.program, case.sitting.pk)).stage is queries.Stage.NOT_PASSED


def test_nobody_who_had_part_in_the_first_settles_a_difference_in_the_second(case: Case) -> None:
    second = again(case)
    third, fourth = (people.member(case.where.place, Role.ASSESSOR, name=name) for name in ("Third", "Fourth"))
    mark(third, second, TO_STANDARD | {"1": 3})
    mark(fourth, second, TO_STANDARD | {"1": 0})
    assert queries.result(queries.sitting(case.where.program, second.pk)).stage is queries.Stage.NEEDS_MODERATION
    with pytest.raises(actions.CannotRate) as refused:
        actions.settle(case.where.first.actor, sitting_id=second.pk, scores={"1": 2}, reason="So.", now=NOW)
    assert refused.value.reason == "had_part"
    assert queries.waiting_for(case.where.second.actor) == []


def test_what_the_new_assessors_write_is_hidden_from_each_other_as_ever(case: Case) -> None:
    second = again(case)
    third, fourth = (people.member(case.where.place, Role.ASSESSOR, name=name) for name in ("Third", "Fourth"))
    actions.add_evidence(third.actor, sitting_id=second.pk, text="A drop at 5 bar.", now=NOW)
    assert "A drop at 5 bar." not in [row.text for row in queries.evidence_seen(fourth.actor, second)]


def test_it_is_opened_once_however_often_it_is_announced_and_she_is_told_once(case: Case) -> None:
    second = again(case)
    found = appeals.own_appeals(case.where.candidate.actor).get()
    for _ in range(2):
        handlers.mark_anew(case.where.program, found.pk, {"upheld": True}, NOW + timedelta(days=3))
    hers = queries.sittings_of(case.where.program, case.where.candidate.person_id)
    assert sorted(one.pk for one in hers) == sorted([case.sitting.pk, second.pk])
    told = person_queries.messages_to(case.where.candidate.actor, case.where.candidate.person_id)
    assert [message.event for message in told].count("assessment.marked_anew") == 1


def test_what_is_not_upheld_or_about_something_else_opens_nothing(case: Case) -> None:
    found = case.decided(upheld=False)
    handlers.mark_anew(case.where.program, found.pk, {"upheld": True}, NOW)
    handlers.mark_anew(case.where.program, sources.new_id(), {"upheld": True}, NOW)
    assert len(queries.sittings_of(case.where.program, case.where.candidate.person_id)) == 1


def test_a_file_is_copied_so_that_each_attempt_keeps_its_own(case: Case) -> None:
    second = again(case)
    (first_file,) = [row.file_id for row in case.sitting.evidence.all() if row.file_id]
    (copied,) = [row.file_id for row in second.evidence.all() if row.file_id]
    assert first_file != copied
    files.remove(case.where.program, file_id=first_file, now=NOW)
    assert files.original(case.where.program, copied)[1] == PLAN


def test_after_she_is_erased_an_upheld_appeal_opens_nothing_and_her_attempts_are_gone(case: Case) -> None:
    second = again(case)
    erasure.erase(case.lead.strong, person_id=case.where.candidate.person_id, now=NOW + timedelta(days=3))
    assert not Evidence.objects.within(case.where.program).filter(sitting_id=second.pk).exists()
    found = appeals.all_appeals(case.lead.actor).get()
    handlers.mark_anew(case.where.program, found.pk, {"upheld": True}, NOW)
    assert (found.person_id, found.text, found.answer.upheld) == (None, "", True)


def test_whoever_marked_settled_handed_in_or_told_had_part_and_does_not_decide(case: Case) -> None:
    actions.tell_next_time(case.where.first.actor, sitting_id=case.sitting.pk, text="Torque.", now=NOW)
    seen_by = people.member(case.where.place, Role.ASSESSOR, name="Onlooker")
    actions.add_evidence(seen_by.actor, sitting_id=case.sitting.pk, text="I saw it hold.", now=NOW)
    hands = judged(case, case.sitting.pk).hands
    wanted = {case.where.first.person_id, case.where.second.person_id, seen_by.person_id}
    assert hands == wanted
    found = case.appeal()
    for one in wanted:
        with pytest.raises(decisions.CannotDecide):
            decisions.name_decider(case.lead.actor, appeal_id=found.pk, person_id=one, now=NOW)


def test_her_days_count_from_what_she_was_told_last(case: Case) -> None:
    assert judged(case, case.sitting.pk).told_on == person_queries.today(case.where.program, NOW)
    later = NOW + timedelta(days=20)
    actions.tell_next_time(case.where.first.actor, sitting_id=case.sitting.pk, text="Torque.", now=later)
    assert judged(case, case.sitting.pk).told_on == person_queries.today(case.where.program, later)
    assert case.appeal(days=50)


def test_what_is_passed_or_waits_cannot_be_appealed_and_is_nobodys_to_see(case: Case) -> None:
    actions.tell_next_time(case.where.first.actor, sitting_id=case.sitting.pk, text="Torque.", now=NOW)
    waiting = case.where.sitting()
    assert answers.judged(case.where.program, KIND, waiting.pk) is None
    passed = again(case)
    for name in ("Third", "Fourth"):
        mark(people.member(case.where.place, Role.ASSESSOR, name=name), passed)
    assert not judged(case, passed.pk).against
    assert answers.judged(case.where.program, "standards.framework", case.sitting.pk) is None
    elsewhere = people.system(people.workspace())
    assert answers.judged(elsewhere, KIND, case.sitting.pk) is None


def test_her_page_leads_to_the_appeal_and_says_how_it_stands(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: NOW + timedelta(days=1))
    address = reverse("assessment:attempt", args=[case.where.place.slug, case.sitting.pk])
    client = case.where.candidate.client()
    page = unescape(client.get(address).content.decode())
    form = reverse("governance:file_appeal", args=[case.where.place.slug, KIND, case.sitting.pk])
    assert form in page
    asked = unescape(client.get(form).content.decode())
    assert "Below the pass mark: " in asked
    assert client.post(form, {"text": " "}).status_code == 400
    assert client.post(form, {"text": "It held."}).status_code == 302
    (found,) = appeals.own_appeals(case.where.candidate.actor)
    page = unescape(client.get(address).content.decode())
    assert reverse("governance:appeal", args=[case.where.place.slug, found.pk]) in page
    assert form not in page
    assert form not in case.lead.client().get(address).content.decode()
    assert client.get(form).status_code == 302  # once


def test_after_the_last_day_her_page_offers_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: NOW + timedelta(days=31))
    address = reverse("assessment:attempt", args=[case.where.place.slug, case.sitting.pk])
    form = reverse("governance:file_appeal", args=[case.where.place.slug, KIND, case.sitting.pk])
    assert form not in case.where.candidate.client().get(address).content.decode()
    late = unescape(case.where.candidate.client().post(form, {"text": "It held."}).content.decode())
    assert "The last day to appeal was April 1, 2026." in late


def test_whoever_may_mark_it_anew_reads_nothing_of_the_first_until_hers_are_in(case: Case) -> None:
    place, rosa = case.where.place, case.where.candidate.person_id
    boss = people.member(place, Role.LINE_MANAGER, name="Bea Lund")
    people_actions.set_manager(case.where.program, person_id=rosa, manager_id=boss.person_id, now=NOW)
    both = people.member(place, Role.TALENT_LEAD, Role.ASSESSOR, name="Lea Moss")
    third, fourth = (people.member(place, Role.ASSESSOR, name=name) for name in ("Third", "Fourth"))
    audits = people.member(place, Role.QUALITY_ASSURER, name="Hana Sato")
    second = again(case)

    def reads(member: people.Member) -> bool:
        """Whether she finds the first attempt, by its address, in the list and among her attempts alike."""
        page = reverse("assessment:attempt", args=[place.slug, case.sitting.pk])
        opens = member.client().get(page).status_code == 200
        lists = access.may_ever(member.actor, "assessment.sitting.list")
        if lists:
            assert opens == queries.sittings(member.actor).filter(pk=case.sitting.pk).exists()
        assert opens == (case.sitting.pk in {one.pk for one in queries.sittings_of(member.actor, rosa)})
        return opens

    knew = (case.lead, case.quality, case.where.candidate, case.where.first)
    assert [reads(member) for member in knew] == [True] * 4
    mark_anew = (third, fourth, boss, both, audits)
    assert [reads(member) for member in mark_anew] == [False] * 5
    mark(third, second)
    assert [reads(member) for member in mark_anew] == [True, False, False, False, False]
    mark(fourth, second)
    assert [reads(member) for member in mark_anew] == [True] * 5


def test_whoever_decided_the_appeal_has_read_the_first_marks_and_marks_nothing_anew(case: Case) -> None:
    people_actions.grant_role(
        case.where.program, person_id=case.quality.person_id, role=Role.ASSESSOR, starts=NOW.date(), now=NOW
    )
    second = again(case)
    decider = case.quality.actor
    with pytest.raises(actions.CannotRate) as refused:
        actions.rate(decider, sitting_id=second.pk, scores=TO_STANDARD, now=NOW)
    assert refused.value.reason == "had_part"
    assert queries.waiting_for(decider) == []


def test_what_follows_an_upheld_appeal_is_told_and_she_is_not_told_to_practise(case: Case) -> None:
    found = case.decided()
    follows = judged(case, case.sitting.pk).follows
    client = case.where.candidate.client()
    place = case.where.place.slug
    mine = unescape(client.get(reverse("governance:appeal", args=[place, found.pk])).content.decode())
    assert "What happens now" in mine
    assert follows in mine
    first = unescape(client.get(reverse("assessment:attempt", args=[place, case.sitting.pk])).content.decode())
    assert "Practise it" not in first
    anew = unescape(client.get(reverse("assessment:attempt", args=[place, found.result_id])).content.decode())
    assert "It came of your appeal" in anew
