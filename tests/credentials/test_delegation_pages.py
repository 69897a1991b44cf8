"""Signing under a leave, as a supervisor meets it on her phone and a talent lead on her desk."""

from typing import Any

import pytest
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench, mark, observe, proven
from tests.credentials.factories import achievement, signing
from tests.credentials.test_delegation import RIGHT, leave, supervisor
from tests.people import factories as people

from skillmark.credentials import queries
from skillmark.credentials.delegation import Reach
from skillmark.credentials.models import Delegation, SignedRecord, SigningTraining
from skillmark.foundation import sources
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: NOW)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def base(where: Bench) -> str:
    return f"/w/{where.place.slug}/records/signing/"


def test_from_no_leave_over_training_to_a_signature() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where, trained=False)
    browser = her.client()
    assert "Ask a talent lead to let you." in text(browser, base(where))
    leave(where, her, earned)
    shown = text(browser, base(where))
    assert "First do the training in signing" in shown
    assert "Ready to sign" not in shown
    training = f"{base(where)}training/"
    assert training in shown
    told = browser.post(training, RIGHT | {"error": "leave"}).content.decode()
    assert "Not so. Read the rules above once more." in told
    assert not SigningTraining.objects.within(where.program).exists()
    assert browser.post(training, RIGHT).status_code == 302
    address = f"{base(where)}{where.candidate.person_id}/{earned.pk}/"
    assert address in text(browser, base(where))
    assert text(browser, address).count("<button") >= 1
    with signing():
        assert browser.post(address).status_code == 302
    assert SignedRecord.objects.within(where.program).get().award.delegation
    assert address not in text(browser, base(where))
    assert "It is signed already." in text(browser, address)


def test_whoever_lacks_something_stands_there_with_what_and_has_no_button() -> None:
    where = bench()
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    earned, her = achievement(where), supervisor(where)
    leave(where, her, earned)
    shown = text(her.client(), base(where))
    assert "Still missing: Practical test, 1 more." in shown
    address = f"{base(where)}{where.candidate.person_id}/{earned.pk}/"
    assert address not in shown
    page = text(her.client(), address)
    assert "Nothing is signed:" in page
    assert "Sign it" not in page
    her.client().post(address)
    assert not SignedRecord.objects.within(where.program).exists()


def test_somebody_out_of_reach_is_not_there_at_all() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where, leads_her=False)
    leave(where, her, earned)
    assert "Rosa Castell" not in text(her.client(), base(where))
    text(her.client(), f"{base(where)}{where.candidate.person_id}/{earned.pk}/", 404)


def test_a_lead_lets_somebody_sign_and_ends_it_on_pages() -> None:
    where = bench()
    earned, her = achievement(where), supervisor(where, trained=False)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale").client()
    form: dict[str, Any] = {
        "person": str(her.person_id), "achievements": [str(earned.pk)], "reach": "unit",
        "starts_day": "2", "starts_month": "3", "starts_year": "2026",
        "ends_day": "1", "ends_month": "3", "ends_year": "2026",
    }  # fmt: skip
    refused = lead.post(f"{base(where)}who/add/", form).content.decode()
    assert "Choose the unit." in refused
    assert "It lies before the first day." in refused
    sent = lead.post(f"{base(where)}who/add/", form | {"reach": "reports", "ends_year": "2027"})
    assert sent.status_code == 302
    shown = text(lead, f"{base(where)}who/")
    for said in ("Sara Voss", "Not trained yet", "Given by Tess Hale.", "For those who report"):
        assert said in shown
    given = Delegation.objects.within(where.program).get()
    assert Reach(given.reach) is Reach.REPORTS
    end = f"{base(where)}who/{given.pk}/end/"
    assert end in shown
    assert lead.post(end).status_code == 302
    assert "Ended" in text(lead, f"{base(where)}who/")
    assert "The time in which you may sign is over." in text(her.client(), base(where))


def test_the_training_that_waits_stands_on_her_first_page() -> None:
    where = bench()
    her = supervisor(where, trained=False)
    leave(where, her)
    assert "Do the training in signing" in text(her.client(), f"/w/{where.place.slug}/")


def test_the_page_asks_the_database_as_often_for_many_as_it_must() -> None:
    where = bench()
    her = supervisor(where)
    leave(where, her, reach=Reach.EVERYBODY)
    for number in range(30):
        people.person(where.place, f"Nobody {number}")
    assert queries.within_reach(her.actor, NOW).count() >= 30
    assert "more people have not tried a task yet." in text(her.client(), base(where))
