"""Coming in for the first time: by the link that goes out with a first role, and by nothing else."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.foundation import access, jobs, links
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Role
from skillmark.people import actions, queries
from skillmark.people.models import Account, Person
from skillmark.people.queries.messages import address_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
PASSWORD = "seven grey herons"


@pytest.fixture
def operator() -> make.Member:
    return make.member(make.workspace(), Role.OPERATOR, name="Olga Operator")


def known(operator: make.Member, **values: str) -> Person:
    return actions.add_person(make.system(_place(operator)), name="Lena Park", now=NOW, **values)


def _place(operator: make.Member) -> Any:
    return queries.workspace(operator.actor)


def entered(link: CapabilityLink) -> tuple[Client, str]:
    browser = Client()
    return browser, browser.get(address_of(link).partition("localhost:8000")[2])["Location"]


def invited(operator: make.Member, person: Person) -> CapabilityLink:
    link = actions.invite(operator.actor, person_id=person.pk, now=NOW)
    assert link is not None
    jobs.run_all(NOW)
    return link


def test_with_her_first_role_she_is_sent_a_link_and_comes_in_by_it(operator: make.Member) -> None:
    person = known(operator, email="lena@example.org")
    given = {"person": str(person.pk), "role": "talent_lead", "over": ""}
    page = operator.client().post(reverse("people:grant_role", args=[operator.slug]), given, follow=True)
    assert "an invitation goes to lena@example.org" in text_of(page)
    jobs.run_all(datetime.now(UTC))
    (letter,) = (one for one in mail.outbox if one.to == ["lena@example.org"])
    address = re.findall(r"http\S+(/t/\S+)", str(letter.body))[0]
    browser = Client()
    place = browser.get(address)["Location"]
    shown = text_of(browser.get(place))
    assert "Talent lead" in shown
    assert "lena@example.org" in shown
    assert browser.post(place, {"password": "short"}).status_code == 400
    assert "common" in text_of(browser.post(place, {"password": "password1234"}))
    assert Account.objects.filter(email="lena@example.org").count() == 0
    came = browser.post(place, {"password": PASSWORD})
    assert came["Location"] == f"/w/{operator.slug}/"
    assert "Lena Park" in text_of(browser.get(came["Location"]))
    account = Account.objects.get(email="lena@example.org")
    assert account.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=account).verified
    assert Client().get(address)["Location"]
    late, place = entered(CapabilityLink.objects.across_workspaces().get(purpose="people.joining"))
    assert late.get(place).status_code == 410


def test_a_second_role_sends_no_second_invitation(operator: make.Member) -> None:
    person = known(operator, email="lena@example.org")
    invited(operator, person)
    assert actions.invite(operator.actor, person_id=person.pk, now=NOW) is None
    assert actions.invite(operator.actor, person_id=known(operator).pk, now=NOW) is None, "no address"


def test_an_address_changed_since_the_invitation_is_not_proved_by_it(operator: make.Member) -> None:
    """Else whoever leads one workspace would come into another that invites the address she typed."""
    person = known(operator, email="lead@elsewhere.example")
    old = invited(operator, person)
    Person.objects.across_workspaces().filter(pk=person.pk).update(email="victim@example.org")
    invited_again = actions.ask(
        operator.actor, purpose="people.joining", subject_id=person.pk, person_id=person.pk, days=7, on_paper=False,
        now=NOW,
    )  # fmt: skip
    jobs.run_all(NOW)
    assert invited_again.pk != old.pk
    browser, place = entered(old)
    assert browser.post(place, {"password": PASSWORD}).status_code == 302
    assert not EmailAddress.objects.get(email="victim@example.org").verified
    other = make.workspace()
    actions.add_person(make.system(other), name="Vic", email="victim@example.org", now=NOW)
    account = Account.objects.get(email="victim@example.org")
    assert queries.own_invitations(make.Member(person.pk, account.pk, operator.slug).holder) == []


def test_a_slip_proves_no_address(operator: make.Member) -> None:
    person = known(operator, email="lena@example.org")
    slip = actions.ask(
        operator.actor, purpose="people.joining", subject_id=person.pk, person_id=person.pk, days=7, on_paper=True,
        now=NOW,
    )  # fmt: skip
    browser, place = entered(slip)
    assert browser.post(place, {"password": PASSWORD}).status_code == 302
    assert not EmailAddress.objects.get(email="lena@example.org").verified


def test_on_a_slip_without_any_address_she_gives_one_that_nobody_has(operator: make.Member) -> None:
    make.account(email="taken@example.org")
    person = known(operator)
    slip = actions.ask(
        operator.actor, purpose="people.joining", subject_id=person.pk, person_id=person.pk, days=7, on_paper=True,
        now=NOW,
    )  # fmt: skip
    browser, place = entered(slip)
    refused = browser.post(place, {"password": PASSWORD, "email": "taken@example.org"})
    assert "Somebody logs in by this address already" in text_of(refused)
    assert browser.post(place, {"password": PASSWORD, "email": "new@example.org"}).status_code == 302
    assert Account.objects.get(email="new@example.org").persons.get().pk == person.pk


def test_whoever_has_a_log_in_is_led_to_it_and_no_link_enters_it(operator: make.Member) -> None:
    account_id = make.account("Lena Park", email="lena@example.org", password=PASSWORD)
    person = known(operator, email="lena@example.org")
    link = invited(operator, person)
    browser, place = entered(link)
    assert browser.get(place)["Location"] == "/me/"
    browser.post(place, {"password": "another long one"})
    assert Account.objects.get(pk=account_id).check_password(PASSWORD)
    assert "_auth_user_id" not in browser.session
    assert [one.pk for one in queries.own_invitations(make.Member(person.pk, account_id, "").holder)] == [person.pk]


def test_only_who_gives_roles_invites_and_nobody_by_another_ones_link(operator: make.Member) -> None:
    person, other = known(operator, email="lena@example.org"), known(operator, email="other@example.org")
    for role in (Role.RECRUITER, Role.CASE_MANAGER, Role.ASSESSOR):
        member = make.member(_place(operator), role)
        with pytest.raises(access.Forbidden):
            actions.invite(member.actor, person_id=person.pk, now=NOW)
    holder = links.holder_of(invited(operator, person))
    with pytest.raises(access.Forbidden):
        actions.join(holder, person_id=other.pk, password=PASSWORD, now=NOW)


def test_a_first_password_leads_in(operator: make.Member) -> None:
    account = queries.own_account(operator.holder)
    browser = Client()
    form = browser.get(actions.password_path(account), follow=True)
    assert "Choose your password" in text_of(form)
    came = browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "Olga Operator" in text_of(came)
    used = text_of(Client().get(actions.password_path(account)[:-3] + "xx/", follow=True))
    assert "This link opens nothing any more" in used
