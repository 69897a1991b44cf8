"""Why somebody is not eligible yet, said plainly, and what an upheld appeal asks of whoever leads."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from tests.hiring.factories import NOW, Setting, ranked
from tests.people import factories as places

from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.hiring import actions, answers, queries, rules
from skillmark.hiring.queries import FitEntry, FitRun
from skillmark.kernel.matching import State
from skillmark.people import actions as people_actions

KIND = "hiring.fitentry"
LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "tried", "why"),
    [
        (State.VERIFIED, False, None),
        (State.VERIFIED, True, None),  # tried before, and passed since
        (State.CLAIMED, True, rules.Lack.BELOW),
        (State.NOT_YET_ASSESSED, True, rules.Lack.BELOW),
        (State.ASSESSED_BELOW, False, rules.Lack.BELOW),
        (State.CLAIMED, False, rules.Lack.ONLY_SAID),
        (State.INFERRED, False, rules.Lack.ONLY_LIKELY),
        (State.NOT_YET_ASSESSED, False, rules.Lack.NOT_TRIED),
    ],
)
def test_what_was_tried_says_more_than_what_is_said(state: State, tried: bool, why: rules.Lack | None) -> None:
    assert rules.lack(state, tried=tried) is why


def test_whoever_is_invited_has_nothing_in_her_way() -> None:
    assert rules.is_not_eligible_yet(unmet_verified=1, eligible=True, invited=False)
    assert rules.is_not_eligible_yet(unmet_verified=0, eligible=False, invited=False)
    assert not rules.is_not_eligible_yet(unmet_verified=0, eligible=True, invited=False)
    assert not rules.is_not_eligible_yet(unmet_verified=3, eligible=False, invited=True)


def first_of(made: Setting, run: FitRun) -> FitEntry:
    found = queries.entries(made.actor, run.pk).first()
    assert found is not None
    return found


def with_account(made: Setting, entry: FitEntry) -> places.Member:
    account_id = places.account(entry.person.name)
    people_actions.link_account(made.actor, person_id=entry.person_id, account_id=account_id, now=NOW)
    return places.Member(entry.person_id, account_id, made.where.slug)


def appealed(made: Setting, her: places.Member, entry: FitEntry) -> appeals.Appeal:
    return decisions.file_appeal(her.actor, subject_type=KIND, subject_id=entry.pk, text="I can.", now=LATER)


def decided(made: Setting, found: appeals.Appeal, lead: places.Member, *, upheld: bool = True) -> None:
    quality = places.member(made.where, Role.QUALITY_ASSURER, name="Noor Haddad")
    decisions.name_decider(lead.actor, appeal_id=found.pk, person_id=quality.person_id, now=LATER)
    decisions.decide_appeal(quality.actor, appeal_id=found.pk, upheld=upheld, reason="She can.", now=LATER)


def to_invite(lead: places.Member) -> list[str]:
    return [due.title for due in answers.due_for(lead.actor, LATER) if due.title.startswith("Invite after")]


@pytest.mark.django_db
def test_her_page_says_requirement_by_requirement_why_she_is_not_eligible_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    made, run = ranked()
    entry = first_of(made, run)
    her = with_account(made, entry)
    monkeypatch.setattr(sources, "now", lambda: LATER)
    page = unescape(her.client().get(reverse("hiring:own_fit", args=[entry.pk])).content.decode())
    assert "Not eligible yet, by what was known on" in page
    facts = answers.judged(made.actor, KIND, entry.pk)
    assert facts is not None
    assert len(facts.facts) >= entry.unmet_verified > 0
    for fact in facts.facts:
        assert fact in page
    assert reverse("governance:file_appeal", args=[made.where.slug, KIND, entry.pk]) in page
    asked = her.client().get(reverse("governance:file_appeal", args=[made.where.slug, KIND, entry.pk]))
    assert facts.facts[0] in unescape(asked.content.decode())


@pytest.mark.django_db
def test_an_upheld_appeal_asks_whoever_leads_to_invite_her_until_somebody_does() -> None:
    made, run = ranked()
    entry = first_of(made, run)
    her, lead = with_account(made, entry), places.member(made.where, Role.TALENT_LEAD, name="Lena Lead")
    decided(made, appealed(made, her, entry), lead)
    assert to_invite(lead) == [f"Invite after an appeal: {entry.person.name}"]
    assert to_invite(places.member(made.where, Role.RECRUITER, name="Rae")) == []
    actions.invite(lead.actor, run_id=run.pk, entry_ids=[entry.pk], now=LATER)
    assert to_invite(lead) == []


@pytest.mark.django_db
def test_what_is_not_upheld_asks_nothing() -> None:
    made, run = ranked()
    entry = first_of(made, run)
    her, lead = with_account(made, entry), places.member(made.where, Role.TALENT_LEAD, name="Lena Lead")
    decided(made, appealed(made, her, entry), lead, upheld=False)
    assert to_invite(lead) == []


@pytest.mark.django_db
def test_whoever_invited_others_had_part_in_it_and_whoever_is_invited_has_nothing_to_appeal() -> None:
    made, run = ranked()
    first, second = queries.entries(made.actor, run.pk)[:2]
    lead, other = (places.member(made.where, Role.TALENT_LEAD, name=name) for name in ("Lena Lead", "Lea Lead"))
    actions.invite(lead.actor, run_id=run.pk, entry_ids=[first.pk], now=NOW)
    invited, passed_over = with_account(made, first), with_account(made, second)
    with pytest.raises(decisions.CannotAppeal) as refused:
        appealed(made, invited, first)
    assert refused.value.reason == "not_against"
    found = appealed(made, passed_over, second)
    with pytest.raises(decisions.CannotDecide) as barred:
        decisions.name_decider(other.actor, appeal_id=found.pk, person_id=lead.person_id, now=LATER)
    assert barred.value.reason == "had_part"
    assert decisions.name_decider(lead.actor, appeal_id=found.pk, person_id=other.person_id, now=LATER)


@pytest.mark.django_db
def test_one_appeal_about_a_campaign_is_open_however_often_the_list_is_computed() -> None:
    made, run = ranked()
    entry = first_of(made, run)
    her = with_account(made, entry)
    appealed(made, her, entry)
    anew = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=LATER)
    again = queries.entries(made.actor, anew.pk).get(person_id=entry.person_id)
    assert answers.judged(made.actor, KIND, entry.pk) is None  # the older list counts no more
    with pytest.raises(decisions.CannotAppeal) as refused:
        appealed(made, her, again)
    assert refused.value.reason == "already"
    way = appeals.way_to_appeal(her.actor, KIND, again.pk, LATER)
    assert way is not None
    assert way.appeal is not None


@pytest.mark.django_db
def test_whoever_was_invited_since_is_not_read_again(django_assert_num_queries: Any) -> None:
    made, run = ranked()
    lead = places.member(made.where, Role.TALENT_LEAD, name="Lena Lead")
    for entry in queries.entries(made.actor, run.pk)[:2]:
        decided(made, appealed(made, with_account(made, entry), entry), lead)
        actions.invite(lead.actor, run_id=run.pk, entry_ids=[entry.pk], now=LATER)
    actor = lead.actor
    with django_assert_num_queries(1):
        assert answers._to_invite(actor, made.where.slug) == []
