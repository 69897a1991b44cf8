"""One story on the pages, and the caseload of 60; what a campaign's ledger is told."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.campaigns import factories as campaigns
from tests.cases import factories as have
from tests.people import factories as make

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaign_queries
from skillmark.foundation.models import Reading
from skillmark.foundation.roles import Role
from skillmark.kernel.values import Money
from skillmark.people import queries as people
from skillmark.support import actions, models, queries, rules
from skillmark.support.queries import Domain, State, Urgency

pytestmark = pytest.mark.django_db
CASES = 60


@pytest.fixture
def there() -> have.Bench:
    return have.bench()


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_from_the_case_to_the_answer_of_an_agency_without_an_account(there: have.Bench) -> None:
    offer, coach, ana = have.an_offer(there), there.coach.client(), there.ana.client()

    def at(name: str, **rest: object) -> str:
        return reverse(f"support:{name}", kwargs={"workspace": there.where.slug, **rest})

    opened = coach.post(at("open_case"), {"person": str(there.ana.person_id), "organisation": str(there.home)})
    case_id = models.Case.objects.within(there.program).get().pk
    assert opened["Location"] == at("case", case_id=case_id)
    answers = {"substance_use": "now", "substance_use_words": have.WORDS[0], "food": "none"}
    assert coach.post(at("assess", case_id=case_id), answers).status_code == 302
    page = coach.get(at("case", case_id=case_id)).content.decode()
    assert have.WORDS[0] in page
    assert "Alcohol and drugs" in page
    need_id = models.Need.objects.within(there.program).get().pk
    assert "(1 place left)" in coach.get(at("refer", case_id=case_id, need_id=need_id)).content.decode()
    wanted = {"offer": str(offer.pk), "purpose": have.WORDS[3], "passes": ["phone"]}
    wanted |= boxes("release_ends_on", there.today + timedelta(days=20))
    assert coach.post(at("refer", case_id=case_id, need_id=need_id), wanted).status_code == 302
    row = models.Referral.objects.within(there.program).get()
    assert "Waits for consent" in coach.get(at("referral", referral_id=row.pk)).content.decode()

    mine = ana.get(reverse("support:own")).content.decode()
    assert have.PROVIDER in mine
    assert "Cora Coach" in mine
    asked = ana.get(reverse("support:own_referral", args=[row.pk])).content.decode()
    assert "They are told that they may not pass it on" in asked
    assert ana.post(reverse("support:own_referral", args=[row.pk]), {"agrees": "yes"}).status_code == 302

    shown = coach.get(at("referral", referral_id=row.pk)).content.decode()
    address = re.search(r"<code>http://[^/]+(/t/[^<]+)</code>", shown)
    assert address
    agency = Client()
    landed = agency.get(address[1], follow=True)
    text = landed.content.decode()
    assert "Ana Ruiz" in text
    assert "treatment record" in text
    assert have.WORDS[0] not in text  # what she needs it for, and no more than she released
    task = landed.redirect_chain[-1][0]
    assert agency.post(task, {"accepts": "no"}).status_code == 400
    assert agency.post(task, {"accepts": "yes", "says": "Come on Monday."}).status_code == 302
    assert queries.referral(there.coach.actor, row.pk, there.today).state is State.ACCEPTED
    assert f"{have.PROVIDER}," in ana.get(reverse("support:own")).content.decode().split("Who opened")[1]
    assert Reading.objects.within(there.program).filter(person_id=there.ana.person_id, what="support.case.read")

    ana.post(reverse("support:own_referral", args=[row.pk]))
    assert agency.get(task).status_code == 410
    assert "Ana Ruiz" not in agency.get(task).content.decode()


def test_an_employers_form_asks_for_nothing_it_must_not_know_and_says_who_does() -> None:
    there = have.bench(kind="employer")
    case = have.a_case(there)
    assess = reverse("support:assess", kwargs={"workspace": there.where.slug, "case_id": case.pk})
    page = there.coach.client().get(assess).content.decode()
    assert 'name="housing"' in page
    assert 'name="health"' not in page
    assert "A case team outside of it asks" in page


def test_a_caseload_of_sixty_asks_the_database_no_more_than_one_of_one(there: have.Bench) -> None:
    have.assessed(there, have.a_case(there))
    address = reverse("support:caseload", args=[there.where.slug])
    client = there.coach.client()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        assert client.get(address).status_code == 200
    for number in range(2, CASES + 1):
        person_id = make.person(there.where, f"Person {number:02}").pk
        case = have.a_case(there, person_id=person_id, within_days=number - 20)
        actions.assess(
            there.coach.actor, case_id=case.pk, answers={Domain.HOUSING: actions.Answer(Urgency.SOON)}, now=there.now
        )
    with CaptureQueriesContext(connection) as many:
        answer = client.get(address)
    assert f"{CASES} open cases" in answer.content.decode()
    assert len(many) == len(one) == 9
    found = client.get(address, {"text": "Person 31"}).content.decode()
    assert re.findall(r"Person \d\d</a>", found) == ["Person 31</a>"]


def test_what_is_overdue_comes_first() -> None:
    today = date(2026, 5, 4)
    days = [today - timedelta(days=1), today, None, today + timedelta(days=3), today + timedelta(days=2)]
    assert rules.load(days, today) == rules.Load(1, 1, today + timedelta(days=2))


def test_the_ledger_is_told_hours_and_money_and_no_name(there: have.Bench) -> None:
    where = campaigns.place()
    coach = make.member(where, Role.CASE_MANAGER, name="Cora Coach")
    ana = make.member(where, Role.WORKER)
    found = campaigns.campaign(where)
    system = make.system(where)
    campaign_actions.note_status(
        system, campaign_id=found.pk, person_ids=[ana.person_id], state=campaign_queries.State.ENROLLED,
        happened_on=make.NOW.date(), now=make.NOW,
    )  # fmt: skip
    case = actions.open_case(
        coach.actor, person_id=ana.person_id, organisation_id=people.profile(system).pk, campaign_id=found.pk,
        now=there.now,
    )  # fmt: skip
    assert case.assess_by == make.NOW.date() + timedelta(days=rules.ASSESS_WITHIN_DAYS)
    today = people.today(coach.actor, there.now)
    for money in (Money(4_500, "USD"), Money(900, "EUR")):
        actions.pay(coach.actor, case_id=case.pk, money=money, words="Bus.", happened_on=today, now=there.now)
    actions.write_note(coach.actor, case_id=case.pk, words="Called.", hours=Decimal("0.5"), now=there.now)
    lines = list(campaign_queries.LedgerEntry.objects.within(system).filter(told_by="support"))
    assert sorted((line.arm, line.what, line.money_minor, line.hundredths_of_hours) for line in lines) == [
        ("support", "support", 0, 50), ("support", "support", 4_500, 0),
    ]  # fmt: skip
    whole = queries.whole(coach.actor, queries.case(coach.actor, UUID(str(case.pk))), today)
    assert {money.currency: money.minor for money in whole.cost} == {"USD": 4_500, "EUR": 900}


def test_a_place_is_taken_while_the_service_runs_and_free_after_it(there: have.Bench) -> None:
    _case, row = have.sent(there)
    outside, coach = have.receiver(row), there.coach.actor

    def left() -> int:
        return queries.places(coach, queries.offers(coach))[0].left

    assert left() == 1
    actions.answer(outside, referral_id=row.pk, accepts=True, now=there.now)
    assert left() == 0
    assert queries.places_for(coach, Domain.SUBSTANCE_USE) == []
    actions.begin_service(coach, referral_id=row.pk, starts_on=there.today, now=there.now)
    actions.end_service(coach, referral_id=row.pk, outcome=queries.Outcome.MET, ends_on=there.today, now=there.now)
    assert left() == 1
