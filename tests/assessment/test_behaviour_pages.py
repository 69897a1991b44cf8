"""What observers read and send, by page and by link."""

from typing import Any

import pytest
from django.urls import reverse
from tests.assessment.factories import HOLDS, assurer
from tests.assessment.watching import DAY, ON_PAPER, SAID, behaviour
from tests.people import factories as people
from tests.people.test_links import asked, entered

from skillmark.assessment.models import Rating

pytestmark = pytest.mark.django_db


def sent(**more: Any) -> dict[str, Any]:
    day = {"seen_on_day": str(DAY.day), "seen_on_month": str(DAY.month), "seen_on_year": str(DAY.year)}
    marks = {f"mark_{position}": "2" for position in range(1, 5)}
    return marks | day | HOLDS | {"setting": "Handover, line 2", "saw_1": SAID} | more


def test_observers_rate_on_the_page_and_all_they_saw_stands_side_by_side_once_both_are_in() -> None:
    where = behaviour()
    sitting = where.sitting()
    score = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    attempt = reverse("assessment:attempt", args=[where.place.slug, sitting.pk])
    for lacking in ({"saw_1": " "}, {"setting": ""}, {"seen_on_day": ""}):
        again = where.first.client().post(score, sent() | lacking)
        assert again.status_code == 200
        assert "govuk-error-message" in again.content.decode()
    assert where.first.client().post(score, sent()).status_code == 302
    before = where.candidate.client().get(attempt).content.decode()
    assert "1 of 2 observers" in before
    assert SAID not in before
    assert "Handover" not in where.second.client().get(attempt).content.decode(), "she would follow it"
    second = sent(mark_3="3", saw_1="", saw_3="Put the tool back where it hangs.", setting="Early shift")
    assert where.second.client().post(score, second).status_code == 302
    after = where.candidate.client().get(attempt).content.decode()
    for said in (
        "2 of 2 observers", "Observer 1 watched: Handover, line 2", "Observer 2 watched: Early shift",
        f"Observer 1 saw: {SAID}", "Observer 2 saw: Put the tool back where it hangs.",
        "They agree.", "1 level apart. The lower mark counts.", "Confirmed by a colleague",
    ):  # fmt: skip
        assert said in after, said
    assert "Ida Berg" not in after, "nobody is named"


def test_a_day_to_come_is_refused_on_the_page() -> None:
    where = behaviour()
    score = reverse("assessment:score", args=[where.place.slug, where.sitting().pk])
    said = where.first.client().post(score, sent(seen_on_year="2999"))
    assert "has not come yet" in said.content.decode()


def test_somebody_without_an_account_says_by_her_link_what_she_saw() -> None:
    where = behaviour(ON_PAPER)
    sitting = where.sitting()
    customer = people.person(where.place, "Sol Vega", email="sol@example.org")
    browser, place = entered(asked(where, sitting, customer))
    assert "Where did you see it?" in browser.get(place).content.decode()
    assert browser.post(place, sent(saw_1="")).status_code == 400
    assert browser.post(place, sent()).status_code == 302
    given = Rating.objects.within(where.program).get()
    assert (given.assessor_id, given.kind, given.role) == (customer.pk, "third_party", "outside")
    assert (given.setting, given.seen) == ("Handover, line 2", {"1": SAID})


def test_a_policy_of_papers_asks_what_was_seen_only_of_those_who_watch() -> None:
    where = behaviour(ON_PAPER)
    sitting = where.sitting()
    score = reverse("assessment:score", args=[where.place.slug, sitting.pk])
    page = where.first.client().get(score).content.decode()
    assert "What did you see?" in page
    empty = {"setting": "", "saw_1": "", "seen_on_day": "", "seen_on_month": "", "seen_on_year": ""}
    assert assurer(where).client().post(score, sent() | empty).status_code == 302
    assert where.second.client().post(score, sent() | empty).status_code == 200


# What comes of it ------------------------------------------------------------------------------------------------
