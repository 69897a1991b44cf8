"""Where a workspace asks it, only who has shown that she reads records well opens those of applicants."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.hiring.factories import NOW, Setting, ranked, sender
from tests.people import factories as places

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries as shown
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Role
from skillmark.hiring import actions, queries
from skillmark.hiring.queries import FitRun
from skillmark.hiring.tables import SHEETS
from skillmark.people import actions as people_actions

READING = shown.QualificationKind.READING
REFUSED = "First show that you are qualified"


def demand(made: Setting, *, demanded: bool = True) -> shown.QualificationRule:
    """One sample, all of it read alike, for a year."""
    wanted = shown.qualifying_of(
        shown.QualificationRule(samples=1, pass_percent=100, limit=0, months=12, demanded=demanded)
    )
    rule: shown.QualificationRule = assessment.set_qualification_rule(
        made.actor, kind=READING, framework_id=None, wanted=wanted, now=NOW
    )
    return rule


def qualify(made: Setting, member: places.Member, rule: shown.QualificationRule) -> None:
    """By the same steps as in earnest: trained, then a sample read as it is agreed."""
    if not shown.all_references(made.actor).exists():
        assessment.write_reference(made.actor, text="She led the shift.", claims=[("Led a shift", 1)], now=NOW)
    assessment.note_training(
        made.actor, person_id=member.person_id, kind=READING, text="An hour.", on=date(2026, 3, 1), now=NOW
    )
    [sample] = shown.given_to_show(member.actor, rule)
    tried = assessment.calibrate(member.actor, rule_id=rule.pk, marks={str(sample.pk): {"1": 1}}, now=sources.now())
    assert tried.passed


def addresses(made: Setting, run: FitRun) -> dict[str, str]:
    """Every page that shows an applicant's record, her fit, or the list."""
    campaign = {"workspace": made.where.slug, "campaign_id": made.campaign.pk}
    entry = queries.entries(made.actor, run.pk)[0]
    return {
        "fit": reverse("hiring:fit", kwargs=campaign),
        "plan": reverse("hiring:plan", kwargs=campaign),
        "invite": reverse("hiring:invite", kwargs=campaign),
        **{sheet: reverse("hiring:table", kwargs=campaign | {"sheet": sheet}) for sheet in SHEETS},
        "person_fit": reverse("hiring:person_fit", args=[made.where.slug, entry.pk]),
    }


def statuses(client: Client, found: dict[str, str]) -> dict[str, int]:
    return {name: client.get(address).status_code for name, address in found.items()}


@pytest.mark.django_db
def test_whoever_is_not_qualified_opens_no_record_and_is_told_the_way() -> None:
    made, run = ranked()
    rule, found = demand(made), addresses(made, run)
    recruiter = places.member(made.where, Role.RECRUITER)
    client = recruiter.client()
    way = reverse("assessment:own_qualification", args=[made.where.slug])
    for name, address in found.items():
        answer = client.get(address)
        assert answer.status_code == 403, name
        assert REFUSED in answer.content.decode(), name
        assert answer.content.decode().count(f'href="{way}"') == 1, name
    assert client.get(way).status_code == 200
    entry = queries.entries(made.actor, run.pk)[0]
    with pytest.raises(access.NotQualified):
        actions.invite(recruiter.actor, run_id=run.pk, entry_ids=[entry.pk], now=NOW)
    assert not queries.invitations(made.actor, made.campaign.pk).exists()
    qualify(made, recruiter, rule)
    assert set(statuses(client, found).values()) == {200}


@pytest.mark.django_db
def test_what_was_shown_ends_and_the_records_close_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made, run = ranked()
    rule = demand(made)
    recruiter = places.member(made.where, Role.RECRUITER)
    client, found = recruiter.client(), addresses(made, run)
    qualify(made, recruiter, rule)
    assert set(statuses(client, found).values()) == {200}
    kept = shown.own_standings(recruiter.actor, sources.now().date())[0].until
    assert kept is not None
    late = sources.now().replace(year=kept.year + 1)
    monkeypatch.setattr(sources, "now", lambda: late)
    assert set(statuses(client, found).values()) == {403}
    with pytest.raises(access.NotQualified):
        queries.entries(recruiter.actor, run.pk)
    for permission in ("hiring.fit.read", "hiring.plan.read", "hiring.entry.read", "hiring.person.invite"):
        with pytest.raises(access.NotQualified):
            access.require_ever(recruiter.actor, permission)
        assert access.may_ever(recruiter.actor, permission), "the menu still shows the way"


@pytest.mark.django_db
def test_a_line_manager_shows_it_too_before_she_opens_her_own_report() -> None:
    made, run = ranked()
    rule = demand(made)
    manager = places.member(made.where, Role.LINE_MANAGER, name="Mara Manager")
    entry = queries.entries(made.actor, run.pk)[0]
    people_actions.set_manager(made.actor, person_id=entry.person_id, manager_id=manager.person_id, now=NOW)
    address, client = reverse("hiring:person_fit", args=[made.where.slug, entry.pk]), manager.client()
    assert client.get(address).status_code == 403
    qualify(made, manager, rule)
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_talent_leads_programs_open_jobs_and_other_workspaces_are_left_alone() -> None:
    made, run = ranked()
    demand(made)
    found = addresses(made, run)
    both = places.member(made.where, Role.TALENT_LEAD, Role.RECRUITER)
    assert set(statuses(both.client(), found).values()) == {200}
    assert queries.entries(made.actor, run.pk).exists()
    recruiter = places.member(made.where, Role.RECRUITER)
    jobs = reverse("hiring:postings", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
    assert recruiter.client().get(jobs).status_code == 200
    other, other_run = ranked()
    elsewhere = places.member(other.where, Role.RECRUITER)
    assert set(statuses(elsewhere.client(), addresses(other, other_run)).values()) == {200}


@pytest.mark.django_db
def test_a_rule_that_does_not_demand_it_bars_nobody_and_a_later_one_counts() -> None:
    made, run = ranked()
    demand(made, demanded=False)
    recruiter = places.member(made.where, Role.RECRUITER)
    client, found = recruiter.client(), addresses(made, run)
    assert set(statuses(client, found).values()) == {200}
    demand(made)
    assert set(statuses(client, found).values()) == {403}
    demand(made, demanded=False)
    assert set(statuses(client, found).values()) == {200}


@pytest.mark.django_db
def test_her_program_is_told_the_same() -> None:
    made, run = ranked()
    recruiter = places.member(made.where, Role.RECRUITER)
    headers = sender(recruiter, "hiring.fit.read")
    rule = demand(made)
    paths = [f"/api/v1/campaigns/{made.campaign.pk}/fit-runs", f"/api/v1/fit-runs/{run.pk}",
             f"/api/v1/fit-runs/{run.pk}/entries"]  # fmt: skip
    for path in paths:
        answer = Client().get(path, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:skillmark:problem:not-qualified"), path
    qualify(made, recruiter, rule)
    for path in paths:
        assert Client().get(path, headers=headers).status_code == 200, path


@pytest.mark.django_db
def test_a_talent_lead_asks_for_it_on_the_page_of_the_rule() -> None:
    made, run = ranked()
    client = places.member(made.where, Role.TALENT_LEAD).client()
    address = reverse("assessment:set_reading_rule", args=[made.where.slug])
    assert "Whoever is not qualified reads no applicants’ records" in client.get(address).content.decode()
    given = {"samples": 1, "pass_percent": 100, "limit": 0, "months": 12, "demanded": "on"}
    assert client.post(address, given).status_code == 302
    recruiter = places.member(made.where, Role.RECRUITER).client()
    assert recruiter.get(addresses(made, run)["fit"]).status_code == 403
