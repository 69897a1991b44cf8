"""Under 18: a guardian agrees before records are made, and nothing shows her in public."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people import factories as make

from skillmark.foundation import access, exposure, links
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries, rules

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@given(born=DAYS, day=DAYS)
def test_she_is_an_adult_from_the_day_eighteen_years_later(born: date, day: date) -> None:
    leap = (born.month, born.day) == (2, 29)
    birthday = date(born.year + 18, 3, 1) if leap else born.replace(year=born.year + 18)
    if leap and (born.year + 18) % 4 == 0:
        birthday = date(born.year + 18, 2, 29)
    assert rules.is_under_18(born, None, day) == (day < birthday)


def test_without_a_day_what_is_stated_counts() -> None:
    day = date(2026, 3, 2)
    assert rules.is_under_18(None, True, day)
    assert not rules.is_under_18(None, False, day)
    assert not rules.is_under_18(None, None, day)


@pytest.fixture
def ana() -> make.Member:
    return make.member(make.workspace(), Role.WORKER)


def coach_of(member: make.Member) -> make.Member:
    return make.member(queries.workspace(member.actor), Role.CASE_MANAGER, over=member.person_id)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("age"), st.integers(-400, 400)),  # days from today to her eighteenth birthday
        st.tuples(st.just("state"), st.booleans()),
        st.tuples(st.just("link"), st.integers(1, 500)),
        st.tuples(st.just("consent"), st.sampled_from(sorted(rules.PUBLIC_PURPOSES))),
        st.tuples(st.just("wait"), st.integers(1, 300)),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_nothing_shows_her_while_she_is_known_to_be_under_18(
    ana: make.Member, steps: list[tuple[str, int | bool | str]]
) -> None:
    system, person = make.system(queries.workspace(ana.actor)), queries.anyone(ana.actor, ana.person_id)
    now, secrets = make.NOW, list[str]()
    for step, value in steps:
        minor = queries.is_minor(system, ana.person_id, now)
        if step == "wait":
            now += timedelta(days=int(value))
        elif step == "age":
            birthday = now.date() + timedelta(days=int(value))
            born = date(birthday.year - 18, birthday.month, min(birthday.day, 28))
            actions.state_age(system, person_id=ana.person_id, born_on=born, now=now)
        elif step == "state":
            actions.state_age(system, person_id=ana.person_id, under_18=bool(value), now=now)
        elif step == "link":
            made = refused_if(minor, lambda now=now, days=value: opened(system, person, now, int(days)))
            secrets += [made] if made else []
        else:
            refused_if(
                minor,
                lambda now=now, purpose=value: actions.give_consent(
                    system, person_id=ana.person_id, purpose=str(purpose), now=now
                ),
            )
        if queries.is_minor(system, ana.person_id, now):
            for secret in secrets:
                with pytest.raises(NotFound):
                    links.follow(secret, purpose="people.person.read", now=now)
            today = queries.today(system, now)
            for purpose in rules.PUBLIC_PURPOSES:
                assert not queries.consents(system, ana.person_id, purpose=purpose, on=today)


def opened(actor: Actor, person: queries.Person, now: datetime, days: int) -> str:
    made = links.open_link(
        actor,
        purpose="people.person.read",
        subject=person,
        person_id=person.pk,
        expires_at=now + timedelta(days=days),
        single_use=False,
        now=now,
    )
    return made[1]


def refused_if(minor: bool, act: Callable[[], object]) -> str:
    if not minor:
        return str(act())
    with pytest.raises(exposure.UnderAge):
        act()
    return ""


@pytest.mark.django_db
def test_a_link_that_lets_somebody_do_one_thing_is_open_to_a_minor(ana: make.Member) -> None:
    system, person = make.system(queries.workspace(ana.actor)), queries.anyone(ana.actor, ana.person_id)
    actions.state_age(system, person_id=ana.person_id, under_18=True, now=make.NOW)
    until = make.NOW + timedelta(days=1)
    _, secret = links.open_link(
        system, purpose="task.answer", subject=person, person_id=person.pk, expires_at=until, single_use=True,
        now=make.NOW,
    )  # fmt: skip
    assert links.use(secret, purpose="task.answer", now=make.NOW).person_id == person.pk


@pytest.mark.django_db
def test_a_minor_says_so_herself_and_only_her_coach_takes_it_back(ana: make.Member) -> None:
    actions.state_age(ana.actor, person_id=ana.person_id, under_18=True, now=make.NOW)
    with pytest.raises(actions.StaysUnder18):
        actions.state_age(ana.actor, person_id=ana.person_id, under_18=False, now=make.NOW)
    with pytest.raises(actions.StaysUnder18):
        actions.state_age(ana.actor, person_id=ana.person_id, born_on=date(1990, 1, 1), now=make.NOW)
    actions.state_age(coach_of(ana).actor, person_id=ana.person_id, under_18=False, now=make.NOW)
    assert not queries.is_minor(ana.actor, ana.person_id, make.NOW)


@pytest.mark.django_db
def test_a_lead_does_not_read_an_age_and_nobody_states_a_day_to_come(ana: make.Member) -> None:
    lead = make.member(queries.workspace(ana.actor), Role.TALENT_LEAD)
    with pytest.raises(access.Forbidden):
        queries.age(lead.actor, ana.person_id)
    with pytest.raises(BadInput):
        actions.state_age(ana.actor, person_id=ana.person_id, born_on=date(2030, 1, 1), now=make.NOW)
    with pytest.raises(BadInput):
        actions.state_age(ana.actor, person_id=ana.person_id, now=make.NOW)


@pytest.mark.django_db
def test_records_are_made_while_a_guardian_agrees(ana: make.Member) -> None:
    lead = make.member(queries.workspace(ana.actor), Role.TALENT_LEAD)
    actions.state_age(ana.actor, person_id=ana.person_id, under_18=True, now=make.NOW)
    assert not queries.records_may_be_made(lead.actor, ana.person_id, make.NOW)
    address = reverse("people:guardian", kwargs={"workspace": ana.slug, "person_id": ana.person_id})
    paper = {
        "guardian": "Eva Ruiz",
        "relation": "mother",
        "given_on_day": "1",
        "given_on_month": "3",
        "given_on_year": "2026",
    }
    assert ana.client().post(address, paper).status_code == 403
    assert lead.client().post(address, paper).status_code == 302
    assert queries.records_may_be_made(lead.actor, ana.person_id, make.NOW)
    (consent,) = queries.guardian_consents(lead.actor, ana.person_id)
    end = reverse(
        "people:withdraw_guardian",
        kwargs={"workspace": ana.slug, "person_id": ana.person_id, "guardian_consent_id": consent.pk},
    )
    assert lead.client().post(end).status_code == 302
    assert not queries.records_may_be_made(lead.actor, ana.person_id, make.NOW)
    assert "Eva Ruiz" in ana.client().get(reverse("house:own_data")).content.decode()
