"""Shared tablets: who is on the list, how far a PIN reaches, and that nothing stays behind."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import bench
from tests.matrix import routes
from tests.people import factories as make
from tests.people.factories import Member
from tests.people.test_pages import text_of

from skillmark.foundation import access
from skillmark.foundation.models import AuditRow, Workspace
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions
from skillmark.people.models import Message, Person, Pin, PinTries, Tablet

pytestmark = pytest.mark.django_db
PIN, WRONG = "408173", "408174"
LIST = "/tablet/"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(make.NOW, tick=False) as moving:
        yield moving


def device(where: Workspace, maker: Member | None = None, **place: str) -> Client:
    """A browser that somebody made a shared tablet."""
    client = (maker or make.member(where, Role.LINE_MANAGER, name="Lin Manager")).client()
    page = reverse("people:make_tablet", args=[where.slug])
    answer = client.post(page, {"name": "Tablet of line 2", "unit": "", "shift": ""} | place)
    assert answer.headers["Location"] == LIST, text_of(answer)
    return client


def with_pin(member: Member, pin: str = PIN) -> Member:
    actions.set_pin(member.actor, pin=pin, now=make.NOW)
    return member


def typed(client: Client, member: Member, pin: str = PIN) -> Any:
    return client.post(reverse("people:tablet_enter", args=[member.person_id]), {"pin": pin})


def today(where: Workspace) -> str:
    return reverse("house:today", args=[where.slug])


def person_page(where: Workspace, member: Member) -> str:
    return reverse("people:person", args=[where.slug, member.person_id])


def test_who_makes_it_is_logged_out_and_it_lists_first_names_of_its_place_with_a_pin() -> None:
    where = make.workspace()
    unit, other = (actions.add_unit(make.system(where), name=name, now=make.NOW) for name in ("Line 2", "Ward"))
    for name, unit_id, pin in (("Ana Maria Ruiz", unit.pk, PIN), ("Bo Long", unit.pk, ""), ("Cy Other", other.pk, PIN)):
        her = make.member(where, name=name)
        Person.objects.within(her.actor).filter(pk=her.person_id).update(unit_id=unit_id, shift="Night")
        if pin:
            with_pin(her)
    elsewhere = with_pin(make.member(make.workspace(), name="Dee Elsewhere"))
    tablet = device(where, unit=str(unit.pk), shift="Night")
    assert tablet.get(today(where)).status_code == 302
    shown = tablet.get(LIST)
    body = text_of(shown)
    assert "Ana R." in body
    for hidden in ("Maria", "Ruiz", "Bo L", "Cy O", "Dee"):
        assert hidden not in body
    assert "no-store" in shown["Cache-Control"]
    assert shown["Clear-Site-Data"] == '"cache"'
    cookie = tablet.cookies["tablet"]
    assert (cookie["httponly"], cookie["path"]) == (True, LIST)
    assert typed(tablet, elsewhere).headers["Location"] == LIST
    assert "Ana R." not in text_of(Client().get(LIST))


def test_a_tampered_cookie_is_no_tablet() -> None:
    where = make.workspace()
    with_pin(make.member(where))
    tablet = device(where)
    forged = Client()
    forged.cookies["tablet"] = tablet.cookies["tablet"].value.replace(":", ":x", 1)
    assert "no shared tablet" in text_of(forged.get(LIST))


def test_a_pin_opens_her_tasks_and_nothing_else_and_the_chain_says_how_she_came() -> None:
    where = bench()
    sitting = where.sitting()
    assessor = with_pin(where.first)
    tablet = device(where.place)
    assert typed(tablet, assessor).headers["Location"] == today(where.place)
    shown = tablet.get(today(where.place))
    assert shown["Cache-Control"] == "no-store"
    body = text_of(shown)
    score = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    assert score in body or reverse("assessment:attempt", args=[where.place.slug, sitting.pk]) in body
    assert '<noscript><meta http-equiv="refresh" content="120;url=/tablet/">' in body
    assert tablet.get(score).status_code == 200
    row = AuditRow.objects.get(action="people.tablet.entered_by_pin")
    made = Tablet.objects.within(where.program).get()
    assert (row.person_id, row.account_id, row.subject_id) == (assessor.person_id, assessor.account_id, made.pk)
    marks = {f"criterion_{number}": "2" for number in range(1, 5)}
    assert tablet.post(score, marks)["Cache-Control"] == "no-store"


# whoever marked at it is led on to what to show next time, and whoever tried a task says what should change about it
OPEN = {
    "house:today", "assessment:attempt", "assessment:score", "assessment:next_time", "feedback:suggest", "people:brand",
}  # fmt: skip


def test_these_pages_alone_are_open_at_a_tablet() -> None:
    from django.urls import get_resolver

    found = {
        name for name, _, pattern in routes._patterns(get_resolver().url_patterns)
        if getattr(pattern.callback, "at_tablet", False)
    }  # fmt: skip
    assert found == OPEN


def test_at_a_tablet_nobody_signs_votes_exports_or_opens_a_person_even_as_a_lead() -> None:
    where = make.workspace(demonstration=True)
    lead = with_pin(make.member(where, *Role, name="Lea Lead"))
    tablet = device(where)
    typed(tablet, lead)
    assert tablet.get(today(where)).status_code == 200
    refused = 0
    for route in routes.pages():
        if route.scope == "public" or route.name in OPEN or set(route.parameters) - {"workspace"}:
            continue
        kwargs = {"workspace": where.slug} if "workspace" in route.parameters else {}
        for ask in (tablet.get, tablet.post):
            assert ask(reverse(route.name, kwargs=kwargs)).status_code == 403, route.name
            refused += 1
    assert refused > 40
    page = tablet.get(person_page(where, lead))
    assert page.status_code == 403
    assert "log in on a device of your own" in text_of(page)
    for name in ("account_email", "mfa_index", "account_change_password"):
        assert tablet.get(reverse(name)).status_code == 302
    assert tablet.get(today(make.workspace())).status_code == 404


def test_two_minutes_without_a_touch_and_she_is_out(clock: Any) -> None:
    where = make.workspace()
    her = with_pin(make.member(where, Role.WORKER))
    tablet = device(where)
    typed(tablet, her)
    for _ in range(3):
        clock.shift(timedelta(seconds=119))
        assert tablet.get(today(where)).status_code == 200
    clock.shift(timedelta(seconds=119))
    assert tablet.get(reverse("people:tablet_stay")).status_code == 204
    clock.shift(timedelta(seconds=119))
    assert tablet.get(today(where)).status_code == 200
    clock.shift(timedelta(seconds=121))
    assert tablet.get(today(where)).headers["Location"] == LIST
    assert tablet.get(today(where)).headers["Location"].startswith("/accounts/login/")
    typed(tablet, her)
    clock.shift(timedelta(seconds=121))
    assert tablet.get(reverse("people:tablet_stay")).status_code == 410
    assert tablet.get(today(where)).status_code == 302


def test_done_goes_back_to_the_list_and_she_is_out() -> None:
    where = make.workspace()
    her = with_pin(make.member(where, Role.WORKER))
    tablet = device(where)
    typed(tablet, her)
    assert f'href="{LIST}">Done' in text_of(tablet.get(today(where)))
    assert tablet.get(LIST)["Clear-Site-Data"] == '"cache"'
    assert tablet.get(today(where)).status_code == 302


def test_five_wrong_pins_lock_it_at_this_tablet_for_a_quarter_of_an_hour_and_tell_its_owner(clock: Any) -> None:
    where = make.workspace()
    her, other = with_pin(make.member(where, name="Ana Ruiz")), with_pin(make.member(where, name="Bo Long"))
    tablet, second = device(where), device(where)
    for _ in range(4):
        assert "This is not the PIN" in text_of(typed(tablet, her, WRONG))
    assert "locked here for 15 minutes" in text_of(typed(tablet, her, WRONG))
    assert "locked here for 15 minutes" in text_of(typed(tablet, her)), "the right one neither"
    (told,) = Message.objects.within(her.actor).filter(person_id=her.person_id)
    assert told.event == "people.pin_locked"
    assert AuditRow.objects.filter(action="people.pin.locked").count() == 1
    assert typed(second, her).status_code == 302, "another tablet is not locked"
    assert typed(tablet, other).status_code == 302, "nor is another's PIN"
    tablet.get(LIST)
    clock.shift(timedelta(minutes=15, seconds=1))
    assert typed(tablet, her).status_code == 302
    clock.shift(timedelta(minutes=1))
    tablet.get(LIST)
    for _ in range(4):
        assert "This is not the PIN" in text_of(typed(tablet, her, WRONG))


def test_a_pin_is_kept_as_passwords_are_and_one_that_is_guessed_is_refused() -> None:
    her = make.member(make.workspace())
    client, page = her.client(), reverse("people:pin", args=[her.slug])
    for guessed in ("111111", "121212", "123456", "987654", "12345", "abcdef", "١٢٣٤٧٥"):
        assert client.post(page, {"pin": guessed, "again": guessed}).status_code == 400
    assert client.post(page, {"pin": PIN, "again": WRONG}).status_code == 400
    assert client.post(page, {"pin": PIN, "again": PIN}).status_code == 302
    kept = Pin.objects.within(her.actor).get()
    assert kept.digest.startswith("scrypt$")
    assert PIN not in str(AuditRow.objects.values_list("facts", flat=True))
    with pytest.raises(BadInput):
        actions.set_pin(her.actor, pin="000000", now=make.NOW)
    client.post(page, {"take_back": "yes"})
    assert not Pin.objects.within(her.actor).exists()


def test_an_ended_tablet_puts_everybody_out_and_lists_nobody() -> None:
    where = make.workspace()
    her, lead = with_pin(make.member(where, Role.WORKER)), make.member(where, Role.TALENT_LEAD)
    tablet = device(where)
    typed(tablet, her)
    made = Tablet.objects.within(lead.actor).get()
    assert "Tablet of line 2" in text_of(lead.client().get(reverse("people:tablets", args=[where.slug])))
    end = reverse("people:end_tablet", args=[where.slug, made.pk])
    assert lead.client().post(end).status_code == 302
    assert tablet.get(today(where)).headers["Location"] == LIST
    assert "no shared tablet" in text_of(tablet.get(LIST))
    assert typed(tablet, her).headers["Location"] == LIST
    with pytest.raises(NotFound):
        actions.try_pin(make.system(where), tablet_id=made.pk, person_id=her.person_id, pin=PIN, now=make.NOW)


def test_erasing_a_person_takes_her_pin_and_puts_her_out() -> None:
    where = make.workspace()
    her = with_pin(make.member(where, Role.WORKER))
    tablet = device(where)
    typed(tablet, her, WRONG)
    typed(tablet, her)
    lead = make.member(where, Role.TALENT_LEAD).actor
    actions.erase_person(lead, person_id=her.person_id, now=make.NOW)
    assert not Pin.objects.within(lead).exists()
    assert not PinTries.objects.within(lead).exists()
    assert tablet.get(today(where)).headers["Location"] == LIST
    assert "Nobody of this place" in text_of(tablet.get(LIST))


def test_a_pin_taken_back_puts_her_out_and_another_person_may_not_set_it() -> None:
    where = make.workspace()
    her = with_pin(make.member(where, Role.WORKER))
    tablet = device(where)
    typed(tablet, her)
    actions.take_back_pin(her.actor, now=make.NOW)
    assert tablet.get(today(where)).headers["Location"] == LIST
    with pytest.raises(access.Forbidden):
        actions.set_pin(make.system(where), pin=PIN, now=make.NOW)


def test_a_tablet_of_another_workspace_tries_no_pin_here() -> None:
    where, elsewhere = make.workspace(), make.workspace()
    her = with_pin(make.member(where))
    maker = make.member(elsewhere, Role.TALENT_LEAD).actor
    there = actions.make_tablet(maker, name="There", unit_id=None, shift="", now=make.NOW)
    for actor in (make.system(where), make.system(elsewhere)):
        with pytest.raises(NotFound):
            actions.try_pin(actor, tablet_id=there.pk, person_id=her.person_id, pin=PIN, now=make.NOW)
    unit: UUID = actions.add_unit(make.system(where), name="Line", now=make.NOW).pk
    with pytest.raises(NotFound):
        actions.make_tablet(maker, name="There", unit_id=unit, shift="", now=make.NOW)
