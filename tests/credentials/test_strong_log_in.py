"""In a real workspace a password alone signs nothing and decides nothing; and whoever has only one is shown the way."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, bench, proven
from tests.credentials.factories import achievement, awarded
from tests.governance.factories import full_body
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.credentials import actions
from skillmark.foundation import sources
from skillmark.foundation.access import LogInTooWeak
from skillmark.foundation.roles import Role
from skillmark.governance import actions as governance
from skillmark.governance.models import Ballot, Choice
from skillmark.governance.queries import Constituency
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-one"
EMAIL = "tess@example.org"


@pytest.fixture(autouse=True)
def our_adapter(settings: Any) -> None:
    settings.ACCOUNT_ADAPTER = "skillmark.people.adapter.AccountAdapter"


def with_a_password(where: Any) -> Member:
    """A talent lead who logs in as people do."""
    added = people.person(where, "Tess Hale")
    account_id = people.account("Tess Hale", email=EMAIL, password=PASSWORD)
    people_actions.link_account(people.system(where), person_id=added.pk, account_id=account_id, now=NOW)
    people_actions.grant_role(people.system(where), person_id=added.pk, role=Role.TALENT_LEAD, now=NOW)
    return Member(added.pk, account_id, where.slug)


def test_a_lead_with_a_password_alone_signs_nothing_in_a_real_workspace() -> None:
    where = bench(demonstration=False)
    proven(where)
    lead = people.member(where.place, Role.TALENT_LEAD)
    earned = achievement(where)
    wanted = {"person_id": where.candidate.person_id, "achievement_id": earned.pk}
    with pytest.raises(LogInTooWeak):
        actions.intend(lead.actor, **wanted, now=NOW)
    refused = lead.client().get(reverse("credentials:award", args=[where.place.slug]))
    assert refused.status_code == 403
    assert reverse("mfa_index") in refused.content.decode()


def test_in_a_demonstration_the_printed_log_ins_sign() -> None:
    where = bench()
    record = awarded(where)
    lead = people.member(where.place, Role.TALENT_LEAD).client()
    assert lead.get(reverse("credentials:award", args=[where.place.slug])).status_code == 200
    assert lead.get(reverse("credentials:revoke", args=[where.place.slug, record.pk])).status_code == 200


def test_a_seat_s_vote_takes_a_second_step(client: Client) -> None:
    where = people.workspace()
    member = people.member(where, Role.STEERING_MEMBER)
    system, now = people.system(where), sources.now()
    body = full_body(system, now=now)
    seat = governance.take_seat(
        system,
        body_id=body.pk,
        constituency=Constituency.FRONTLINE,
        person_id=member.person_id,
        starts=NOW.date(),
        now=now,
    )
    proposal = governance.propose(
        system, body_id=body.pk, question="ask", subject_type="standards.framework", subject_id=body.pk,
        title="A question", what_changes="Nothing.", deadline=now + timedelta(days=7), now=now,
    )  # fmt: skip
    given = {"proposal_id": proposal.pk, "seat_id": seat.pk, "choice": Choice.YES, "now": now}
    with pytest.raises(LogInTooWeak):
        governance.vote(member.actor, **given)
    address = reverse("governance:proposal", args=[where.slug, proposal.pk])
    browser = member.client()
    assert "choice" in browser.get(address).content.decode()
    answer = browser.post(address, {"choice": "yes"})
    assert answer.status_code == 403
    assert reverse("mfa_index") in answer.content.decode()
    assert not Ballot.objects.within(system).exists()
    governance.vote(member.strong, **given)


def test_from_a_password_to_a_second_step_and_back_to_what_she_wanted() -> None:
    where = people.workspace()
    with_a_password(where)
    browser, wanted = Client(), reverse("credentials:award", args=[where.slug])
    browser.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert wanted in browser.get(reverse("credentials:records", args=[where.slug])).content.decode(), "no dead end"
    first = browser.get(wanted)
    assert first.status_code == 403
    assert f'href="{reverse("mfa_index")}"' in first.content.decode()
    assert browser.get(reverse("mfa_index"), follow=True).status_code == 200

    secret = _set_up_codes(browser)
    told = browser.get(wanted).content.decode()
    assert "logged in without it" in told
    out = f"{reverse('account_logout')}?next=%2Faccounts%2Flogin%2F%3Fnext%3D"
    assert out in told
    link = told[told.index(out) :].split('"')[0].replace("&amp;", "&")
    assert browser.get(link).status_code == 200
    onward = browser.post(link).headers["Location"]
    assert onward.startswith(reverse("account_login"))

    browser.post(onward, {"login": EMAIL, "password": PASSWORD})
    cache.clear()  # a code counts once, and half a minute is long for a test
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    back = browser.post(f"{reverse('mfa_authenticate')}", {"code": code})
    assert back.headers["Location"] == wanted
    assert browser.get(wanted).status_code == 200


def _set_up_codes(browser: Client) -> str:
    """As an app that shows codes does; gives the secret."""
    place = reverse("mfa_activate_totp")
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})  # it asks that it is really her
    assert browser.get(place).status_code == 200
    secret: str = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert browser.post(place, {"code": code}).status_code == 302
    return secret
