"""Today: what waits, whether its day has passed, and in how many queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from tests.campaigns import factories as campaigns
from tests.people import factories as people

from skillmark.config import tables
from skillmark.foundation import sources
from skillmark.foundation.answers import Due
from skillmark.foundation.roles import Role
from skillmark.people import queries

pytestmark = pytest.mark.django_db


def today_of(client: Client, slug: str, language: str = "en") -> str:
    address = reverse("house:today", kwargs={"workspace": slug})
    return client.get(address, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, {"en": "was due", "es": "venció el"}),
        (0, {"en": "by", "es": "hasta el"}),
        (1, {"en": "by", "es": "hasta el"}),
    ],
)
def test_what_is_past_its_day_was_due(days: int, said: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    by = queries.today(member.actor, sources.now()) + timedelta(days=days)
    monkeypatch.setitem(tables.answers()["due_for"], "people", lambda actor, now: [Due("Look", "/", by=by)])
    for language, words in said.items():
        with translation.override(language):
            day = date_format(by, "DATE_FORMAT")
        assert f'<span class="muted">{words} {day}</span>' in today_of(member.client(), member.slug, language)


def test_a_start_that_has_passed_was_due() -> None:
    where = campaigns.place()
    member = people.member(where, Role.TALENT_LEAD)
    campaigns.campaign(where)
    assert "was due May 4, 2026" in today_of(member.client(), member.slug)


def test_today_takes_as_many_queries_for_many_campaigns_as_for_one(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    where = campaigns.place()
    member = people.member(where, Role.TALENT_LEAD)
    client, counts = member.client(), []
    today_of(client, member.slug)  # a log-in is written into its session with the first page
    for more in (1, 6):
        for _ in range(more):
            campaigns.campaign(where)
        with django_assert_max_num_queries(30) as counted:
            today_of(client, member.slug)
        counts.append(len(counted))
    assert counts[0] == counts[1]
