"""Other systems that are told: added, logged and ended on pages, and how a receiver checks who sent it."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.exceptions import InvalidSignature
from django.test import Client
from django.urls import reverse
from tests.people import factories as people

from skillmark.config.pages.events import EVENTS
from skillmark.foundation import access, fetch, jobs, outbox, signer, webhooks
from skillmark.foundation.models import Subscription
from skillmark.foundation.roles import Role
from skillmark.foundation.webhooks import Standing
from skillmark.foundation.work import action

pytestmark = pytest.mark.django_db
URL, EVENT = "https://hr.example.org/told", "credentials.record.issued"
SOURCE = Path(access.__file__).resolve().parents[1]


@pytest.fixture
def lead() -> Iterator[people.Member]:
    with signer.in_process("hooks"), time_machine.travel(people.NOW, tick=False):
        yield people.member(people.workspace(demonstration=True), Role.TALENT_LEAD)


def address(name: str, member: people.Member, **parts: Any) -> str:
    return reverse(f"house:{name}", kwargs={"workspace": member.slug, **parts})


def add(member: people.Member, **changed: Any) -> Any:
    return member.client().post(address("add_hook", member), {"url": URL, "events": [EVENT]} | changed)


@action
def happens(member: people.Member) -> None:
    outbox.announce(EVENT, webhooks.subscriptions(member.actor)[0])


class Receiver:
    """Answers as it is told to, and keeps what it was sent."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.sent = list(statuses), []  # type: ignore[var-annotated]

    def __call__(self, url: str, **options: Any) -> fetch.Answer:
        self.sent.append(options | {"url": url})
        return fetch.Answer(self.statuses.pop(0), {}, b"")


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Receiver:
    made = Receiver()

    @jobs.outside
    def carry(actor: Any, payload: Any, now: Any) -> None:
        webhooks.deliver(actor, payload, now, send=made)

    monkeypatch.setitem(jobs._carriers, webhooks.KIND, carry)
    return made


def page_of(member: people.Member) -> str:
    return member.client().get(address("hooks", member)).content.decode()


def test_a_delivery_that_is_not_taken_is_logged_with_when_it_is_tried_again(
    lead: people.Member, receiver: Receiver
) -> None:
    assert add(lead).status_code == 302
    happens(lead)
    assert "Waits to be sent" in page_of(lead)
    receiver.statuses = [500, 503, 204]
    jobs.run_all(people.NOW)
    (first,) = webhooks.deliveries(lead.actor)
    assert (first.standing, first.problem, first.attempts) == (Standing.AGAIN, "HTTP 500", 1)
    shown = page_of(lead)
    assert "Not taken (HTTP 500). Tried again" in shown
    assert "A record was signed" in shown
    pauses = []
    for _ in range(2):
        (waits,) = webhooks.deliveries(lead.actor)
        assert waits.again_at is not None
        pauses.append(waits.again_at)
        jobs.run_all(waits.again_at)
    assert pauses[0] == people.NOW + timedelta(minutes=1)
    assert pauses[1] == pauses[0] + timedelta(minutes=2)
    assert [one.standing for one in webhooks.deliveries(lead.actor)] == [Standing.TAKEN]
    assert len({one["headers"]["webhook-id"] for one in receiver.sent}) == 1


def test_a_delivery_nobody_takes_is_given_up_and_says_so(lead: people.Member, receiver: Receiver) -> None:
    add(lead)
    happens(lead)
    receiver.statuses = [500] * 20
    now = people.NOW
    while (one := webhooks.deliveries(lead.actor)[0]).standing in (Standing.WAITING, Standing.AGAIN):
        now = one.again_at or now
        jobs.run_all(now)
    assert (one.standing, one.attempts) == (Standing.GIVEN_UP, 12)
    assert timedelta(days=1) < now - people.NOW < timedelta(days=3)
    assert "Given up (HTTP 500)" in page_of(lead)


def test_a_system_that_was_ended_is_told_no_more(lead: people.Member, receiver: Receiver) -> None:
    add(lead)
    happens(lead)
    (row,) = webhooks.subscriptions(lead.actor)
    end = address("end_hook", lead, subscription_id=row.pk)
    assert URL in lead.client().get(end).content.decode()
    assert lead.client().post(end).status_code == 302
    assert lead.client().post(end).status_code == 404
    jobs.run_all(people.NOW)
    assert receiver.sent == []
    assert "Not sent: it is told no more" in page_of(lead)


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "http://hr.example.org"},
        {"url": "https://u:p@hr.example.org"},
        {"url": ""},
        {"events": []},
        {"events": ["x"]},
    ],
)
def test_what_will_not_do_is_refused_beside_its_field(lead: people.Member, changed: dict[str, Any]) -> None:
    assert add(lead, **changed).status_code == 400
    assert not Subscription.objects.within(lead.actor).exists()


def test_the_receiver_of_the_how_to_page_takes_ours_and_nobody_elses(
    lead: people.Member, receiver: Receiver, root: Path
) -> None:
    page = (root / "docs/how-to/tell-another-system.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip() and not line.startswith(("import", "from"))]) <= 10
    place: dict[str, Any] = {}
    exec(code, place)
    add(lead)
    key_address = reverse("house:hook_key", kwargs={"workspace_id": lead.actor.workspace_id})
    assert Client().get(key_address).json() == {"key": None}
    happens(lead)
    receiver.statuses = [204]
    jobs.run_all(people.NOW)
    key = Client().get(key_address).json()["key"]
    (sent,) = receiver.sent
    headers, body = sent["headers"], sent["body"]
    assert place["told"](headers, body, key)["type"] == EVENT
    with pytest.raises(InvalidSignature):
        place["told"](headers, body.replace(b"issued", b"revoked"), key)
    with pytest.raises(InvalidSignature):
        place["told"](headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body, key)
    with time_machine.travel(people.NOW + timedelta(minutes=6), tick=False), pytest.raises(ValueError, match="too old"):
        place["told"](headers, body, key)


def test_every_event_that_is_announced_can_be_chosen() -> None:
    announced = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("outbox.announce", "outbox.announce_each"):
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
                announced.add(node.args[0].value)
    assert announced == set(EVENTS)
