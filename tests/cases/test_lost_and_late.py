"""What goes wrong with a case and must not stay so: a key that was lost, a team that nobody is on any more, a release
that ran out, an answer given twice.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from tests.cases import factories as have

from skillmark.foundation import links
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.people.models import Message
from skillmark.support import actions, models, queries
from skillmark.support.queries import Refusal, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> have.Bench:
    return have.bench()


def address(there: have.Bench, name: str, **rest: object) -> str:
    return reverse(f"support:{name}", kwargs={"workspace": there.where.slug, **rest})


def followed(row: queries.Referral) -> tuple[Client, str]:
    """The browser of an agency that came by the address of a referral, and the page it landed on."""
    agency = Client()
    secret = links.secret_of(row.link_id)  # type: ignore[arg-type]
    landed = agency.get(reverse("people:follow", kwargs={"secret": secret}), follow=True)
    return agency, landed.redirect_chain[-1][0]


def test_a_case_whose_key_was_lost_is_closed_and_begun_anew(there: have.Bench) -> None:
    case, row = have.sent(there)
    need_id = models.Need.objects.within(there.program).get().pk
    agency, task = followed(row)
    models.Case.objects.within(there.program).update(key=b"x" * 60)
    coach, page = there.coach.client(), address(there, "case", case_id=case.pk)
    text = coach.get(page).content.decode()
    assert "sealed by another installation" in text
    assert address(there, "close_case", case_id=case.pk) in text
    closed = [
        *(address(there, name, case_id=case.pk) for name in ("assess", "pay")),
        *(address(there, name, case_id=case.pk, need_id=need_id) for name in ("plan_step", "refer")),
        *(address(there, name, referral_id=row.pk) for name in ("referral", "stop")),
    ]
    assert {at: coach.get(at).headers.get("Location") for at in closed} == dict.fromkeys(closed, page)
    with pytest.raises(NotFound):  # not that it was sealed elsewhere, and so is there
        queries.referral(there.other.actor, row.pk, there.today)
    assert "any more" in agency.get(task).content.decode()
    ana = there.ana.client()
    assert "its key stayed there" in ana.get(reverse("support:own")).content.decode()
    assert ana.get(reverse("support:own_referral", args=[row.pk])).status_code == 302

    assert coach.post(address(there, "close_case", case_id=case.pk)).status_code == 302
    stopped = models.Referral.objects.within(there.program).get()
    link = links.by_id(stopped.link_id)  # type: ignore[arg-type]
    assert (stopped.state, link and link.ended_at is not None) == (State.STOPPED, True)
    have.assessed(there, have.a_case(there))


def test_a_case_that_lost_its_team_gives_way_to_a_new_one(there: have.Bench) -> None:
    case, row = have.sent(there)
    told = Message.objects.within(there.program).filter(person_id=there.coach.person_id)
    assert told.count() == 1, "of her role here, and not of what she opened herself"
    with pytest.raises(BadInput, match="open case"):
        actions.open_case(there.other.actor, person_id=there.ana.person_id, organisation_id=there.home, now=there.now)
    grant = people.grants(there.program).get(over=case.pk)
    people_actions.end_role(there.program, grant_id=grant.pk, now=there.now)
    new = actions.open_case(there.other.actor, person_id=there.ana.person_id, organisation_id=there.home, now=there.now)
    states = models.Case.objects.within(there.program).values_list("pk", "closed_on")
    assert dict(states) == {case.pk: there.today, new.pk: None}
    assert models.Referral.objects.within(there.program).get(pk=row.pk).state == State.STOPPED


def test_nobody_leaves_a_team_that_would_end_on_a_day(there: have.Bench) -> None:
    case, coach, member = have.a_case(there), there.coach.actor, there.other.person_id
    yesterday = there.today - timedelta(days=1)
    with pytest.raises(BadInput, match="a day to come"):
        actions.join_team(coach, case_id=case.pk, person_id=member, ends=yesterday, now=there.now)
    actions.join_team(coach, case_id=case.pk, person_id=member, ends=there.today, now=there.now)
    with pytest.raises(BadInput, match="without a last day"):
        actions.leave_team(coach, case_id=case.pk, person_id=there.coach.person_id, now=there.now)
    actions.leave_team(coach, case_id=case.pk, person_id=member, now=there.now)


def test_a_release_that_ran_out_holds_up_nothing_and_is_still_taken_back(there: have.Bench) -> None:
    case, row = have.sent(there)
    models.Referral.objects.within(there.program).update(release_ends_on=there.today - timedelta(days=1))
    (line,) = queries.caseload(there.coach.actor, there.today)
    assert (line.referrals, line.load.overdue) == (0, 0)
    page = there.coach.client().get(address(there, "referral", referral_id=row.pk)).content.decode()
    assert address(there, "stop", referral_id=row.pk) in page
    back = reverse("support:own_referral", args=[row.pk])
    assert back in there.ana.client().get(reverse("support:own")).content.decode()
    assert actions.close_case(there.coach.actor, case_id=case.pk, now=there.now).closed_on == there.today
    assert there.ana.client().post(back).status_code == 302
    assert models.Referral.objects.within(there.program).get().state == State.STOPPED


def test_an_agency_that_said_no_is_told_so_and_its_address_is_shown_no_more(there: have.Bench) -> None:
    _case, row = have.sent(there)
    agency, task = followed(row)
    shown = agency.get(task).content.decode()
    assert f"opens until {date_format(row.release_ends_on)}," in shown
    answered = agency.post(task, {"accepts": "no", "refusal": Refusal.FULL.value}, follow=True)
    assert "Your answer is kept." in answered.content.decode()
    assert "<code>" not in there.coach.client().get(address(there, "referral", referral_id=row.pk)).content.decode()
