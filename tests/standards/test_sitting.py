"""Sixty requirements are rated in one sitting of ten minutes: by the number of things a rater has to do."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client
from tests.people import factories as people
from tests.standards.factories import NOON, load_small_database, net_menders
from tests.standards.test_analysis import address, asked

from skillmark.foundation.roles import Role
from skillmark.standards import actions, queries

pytestmark = pytest.mark.django_db
REQUIREMENTS, MINUTES = 60, 10
SECONDS_A_TAP = 3  # to read a line in a second and a half, and to answer what one sees every day three times


@pytest.fixture
def rater() -> tuple[people.Member, queries.Framework]:
    """Somebody on the panel of a draft of sixty requirements."""
    lead = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(lead.actor)
    draft = net_menders(lead.actor)
    for number in range(draft.requirements.count(), REQUIREMENTS):
        line = actions.LineValues(f"Mends net {number}", "", 3, 100, False, "The knot holds at 40 kg.")
        actions.add_line(lead.actor, framework_id=draft.pk, reference=f"N-{number}", values=line, now=NOON)
    for task in queries.work_tasks(lead.actor, draft.pk):
        actions.drop_task(lead.actor, work_task_id=task.pk, now=NOON)
    assert draft.requirements.count() == REQUIREMENTS
    return asked(lead, draft)[0], draft


def sit(client: Client, start: str) -> tuple[int, int]:
    """What she taps until she is told that every line is answered, and how many pages she sends."""
    taps, sent, where = 0, 0, start
    while True:
        page = client.get(where).content.decode()
        if "You have answered every line" in page:
            return taps, sent
        names = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page))
        given = {name: "no" if name.startswith("at_entry") else "4" for name in names}
        action = re.search(r'<form method="post" novalidate action="([^"]+)"', page)
        assert action is not None
        answer = client.post(urljoin(where, action[1]), given)
        assert answer.status_code == 302
        taps, sent, where = taps + len(given) + 1, sent + 1, urljoin(where, answer.headers["location"])


def test_page_by_page_on_a_phone(rater: tuple[people.Member, queries.Framework]) -> None:
    her, draft = rater
    taps, sent = sit(her.client(), address("rate", her, draft))
    assert (taps, sent) == (190, 10)
    assert taps * SECONDS_A_TAP <= MINUTES * 60
    assert len(queries.own_ratings(her.actor, queries.own_seat(her.actor, draft.pk))) == REQUIREMENTS


def test_all_of_them_on_one_page_at_a_desk(rater: tuple[people.Member, queries.Framework]) -> None:
    her, draft = rater
    client = her.client()
    first = client.get(address("rate", her, draft)).content.decode()
    assert 'href="?page=all"' in first
    taps, sent = sit(client, address("rate", her, draft) + "?page=all")
    assert (taps, sent) == (181, 1)
    assert queries.own_seat(her.actor, draft.pk).finished_at is not None
