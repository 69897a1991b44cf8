"""An open job is read for what shuts people out before everybody reads it; nothing in it is changed."""

import pytest
from tests.hiring.factories import setting
from tests.hiring.test_pages import address, lead

from skillmark.hiring import queries

pytestmark = pytest.mark.django_db
GIVEN = {
    "pay_low": "23.50", "pay_high": "27", "pay_period": "HOUR", "schedule": "Days", "locality": "Harbor City",
    "country": "US", "closes_on_day": "31", "closes_on_month": "3", "closes_on_year": "2036",
    "how_to_apply": "jobs@harbor.example",
}  # fmt: skip


def test_words_that_shut_people_out_are_flagged_beside_the_text_and_stay_as_they_are() -> None:
    made = setting()
    client = lead(made).client()
    text = "Young team, 5 years of experience."
    answer = client.post(address(made, "open_job"), GIVEN | {"schedule": text})
    page = answer.content.decode()
    assert not queries.postings(made.actor, made.campaign.pk).exists()
    assert '<q lang="en">Young</q>' in page
    assert '<q lang="en">5 years of experience</q>' in page
    assert "Years say how long somebody was there, not what she can do." in page
    assert "Say what a person has to be able to do on the first day, and how well." in page
    assert '<a href="#id_schedule">Schedule</a>' in page
    assert text in page
    assert client.post(address(made, "open_job"), GIVEN | {"schedule": text, "read": "on"}).status_code == 302
    (opened,) = queries.postings(made.actor, made.campaign.pk)
    assert opened.schedule == text


def test_plain_words_open_the_job_at_once() -> None:
    made = setting()
    client = lead(made).client()
    assert 'name="read"' not in client.get(address(made, "open_job")).content.decode()
    assert client.post(address(made, "open_job"), GIVEN).status_code == 302
    assert queries.postings(made.actor, made.campaign.pk).count() == 1


def test_having_read_it_opens_nothing_that_may_not_be_opened() -> None:
    made = setting()
    client = lead(made).client()
    refused = client.post(
        address(made, "open_job"), GIVEN | {"schedule": "Days. A bachelor's degree is required.", "read": "on"}
    )
    assert refused.status_code == 400
    assert not queries.postings(made.actor, made.campaign.pk).exists()
