"""Links, tokens, rates, webhooks, QR codes."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.foundation.factories import NOON, actor, worker, workspace

from skillmark.foundation import access, fetch, links, outbox, qr, signer, signing, sources, tokens, webhooks
from skillmark.foundation.models import ApiToken, CapabilityLink, Job, Subscription, Workspace
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

HOUR = timedelta(hours=1)


@pytest.fixture
def place(db: None) -> Iterator[Workspace]:
    with signer.in_process("7"):
        yield workspace()


# Links ---------------------------------------------------------------------------------------------------------------


def opened(place: Workspace, *, single_use: bool = False) -> tuple[CapabilityLink, str]:
    return links.open_link(
        worker(place),
        purpose="test.read",
        subject=place,
        person_id=None,
        expires_at=NOON + HOUR,
        single_use=single_use,
        now=NOON,
    )


def test_a_link_opens_its_subject_for_its_purpose_until_it_expires(place: Workspace) -> None:
    made, secret = opened(place)
    assert links.follow(secret, purpose="test.read", now=NOON).subject_id == place.pk
    for purpose, now, text in (
        ("test.write", NOON, secret),
        ("test.read", NOON + HOUR, secret),
        ("test.read", NOON, secret + "x"),
        ("test.read", NOON, ""),
    ):
        with pytest.raises(NotFound):
            links.follow(text, purpose=purpose, now=now)
    links.end_link(worker(place), link_id=made.pk, now=NOON)
    with pytest.raises(NotFound):
        links.follow(secret, purpose="test.read", now=NOON)


def test_only_the_digest_of_a_link_is_kept(place: Workspace) -> None:
    made, secret = opened(place)
    assert len(secret) == 22, "128 bits"
    assert secret not in str(CapabilityLink.objects.within(worker(place)).values())
    assert made.digest == links.digest(secret)


def test_a_link_for_one_use_is_spent_by_it(place: Workspace) -> None:
    _, secret = opened(place, single_use=True)
    links.follow(secret, purpose="test.read", now=NOON)
    links.use(secret, purpose="test.read", now=NOON)
    with pytest.raises(NotFound):
        links.use(secret, purpose="test.read", now=NOON)
    with pytest.raises(NotFound):
        links.follow(secret, purpose="test.read", now=NOON)


def test_a_link_for_many_uses_is_not_spent(place: Workspace) -> None:
    _, secret = opened(place)
    for _ in range(2):
        links.use(secret, purpose="test.read", now=NOON)


# Tokens --------------------------------------------------------------------------------------------------------------

PERMISSION = "foundation.subscription.manage"


def test_a_token_is_for_what_its_owner_may_do(place: Workspace) -> None:
    owner = actor(place, Role.OPERATOR)
    made, text = tokens.open_token(owner, name="import", permissions=[PERMISSION], expires_at=NOON + HOUR, now=NOON)
    assert text.startswith("skm_")
    assert text not in str(ApiToken.objects.within(owner).values())
    assert tokens.recognised(text, NOON) == made
    assert tokens.recognised(text, NOON + HOUR) is None
    assert tokens.recognised(text[4:], NOON) is None
    for beyond in ("foundation.signing_key.unknown", PERMISSION):
        with pytest.raises(access.Forbidden):
            tokens.open_token(
                actor(place, Role.WORKER), name="x", permissions=[beyond], expires_at=NOON + HOUR, now=NOON
            )


@pytest.mark.parametrize("name, lasts", [("", HOUR), ("  ", HOUR), ("x", timedelta(0)), ("x", timedelta(days=367))])
def test_a_token_without_a_name_or_for_too_long_is_refused(place: Workspace, name: str, lasts: timedelta) -> None:
    with pytest.raises(BadInput):
        tokens.open_token(
            actor(place, Role.OPERATOR), name=name, permissions=[PERMISSION], expires_at=NOON + lasts, now=NOON
        )


def test_a_token_is_ended_by_its_owner_alone(place: Workspace) -> None:
    owner = actor(place, Role.OPERATOR)
    made, text = tokens.open_token(owner, name="x", permissions=[PERMISSION], expires_at=NOON + HOUR, now=NOON)
    with pytest.raises(NotFound):
        tokens.end_token(actor(place, Role.OPERATOR), token_id=made.pk, now=NOON)
    assert tokens.own_tokens(owner) == [made]
    tokens.end_token(owner, token_id=made.pk, now=NOON)
    assert tokens.recognised(text, NOON) is None
    with pytest.raises(NotFound):
        tokens.end_token(owner, token_id=made.pk, now=NOON)
    assert [row.ended_at for row in tokens.own_tokens(owner)] == [NOON]


def test_the_program_itself_has_no_token(place: Workspace) -> None:
    with pytest.raises(access.Forbidden):
        tokens.open_token(worker(place), name="x", permissions=[PERMISSION], expires_at=NOON + HOUR, now=NOON)


# Rates ---------------------------------------------------------------------------------------------------------------


def test_a_bucket_gives_its_burst_and_then_what_drips_in() -> None:
    buckets, rate = Buckets(), Rate(burst=3, each_second=0.5)
    assert [buckets.wait("a", rate, 0.0) for _ in range(5)] == [0, 0, 0, 2, 2]
    assert buckets.wait("b", rate, 0.0) == 0, "each has a bucket of its own"
    assert [buckets.wait("a", rate, 2.0) for _ in range(2)] == [0, 2]
    assert [buckets.wait("a", rate, 1000.0) for _ in range(4)] == [0, 0, 0, 2]


def test_full_buckets_are_let_go() -> None:
    buckets, rate = Buckets(), Rate(burst=1, each_second=1.0)
    for number in range(10_001):
        buckets.wait(str(number), rate, 0.0)
    buckets.wait("x", rate, 100.0)
    assert len(buckets._left) == 1


# Webhooks ------------------------------------------------------------------------------------------------------------


def subscribed(place: Workspace) -> Subscription:
    return webhooks.subscribe(
        actor(place, Role.OPERATOR), url="https://example.org/hook", events=["test.happened"], now=NOON
    )


@action
def announce(place: Workspace, event: str = "test.happened") -> None:
    outbox.announce(event, place, name="Maria Lopez")


def test_an_event_is_told_to_those_who_asked_for_it_without_its_payload(place: Workspace) -> None:
    row = subscribed(place)
    announce(place)
    announce(place, "test.other")
    job = Job.objects.get(kind="foundation.webhook")
    assert job.payload["subscription"] == str(row.pk)
    assert "Maria" not in json.dumps(job.payload)


def carried(place: Workspace, status: int) -> dict[str, Any]:
    sent: dict[str, Any] = {}

    def send(url: str, **options: Any) -> fetch.Answer:
        sent.update(options, url=url)
        return fetch.Answer(status, {}, b"")

    webhooks.deliver(worker(place), Job.objects.get(kind="foundation.webhook").payload, NOON, send=send)
    return sent


def test_a_delivery_is_signed_with_the_workspaces_key(place: Workspace) -> None:
    subscribed(place)
    announce(place)
    sent = carried(place, 204)
    headers = sent["headers"]
    version, _, value = headers["webhook-signature"].partition(",")
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + sent["body"]
    public = signing.keys(place.pk)[0].public
    Ed25519PublicKey.from_public_bytes(bytes(public)).verify(base64.b64decode(value), signed)
    assert version == "v1a"
    assert json.loads(sent["body"])["data"] == {"type": "foundation.workspace", "id": str(place.pk)}


def test_the_id_of_a_delivery_is_the_same_on_every_attempt(place: Workspace) -> None:
    subscribed(place)
    announce(place)
    ids = set()
    for _ in range(2):
        ids.add(carried(place, 200)["headers"]["webhook-id"])
    assert len(ids) == 1


def test_a_receiver_that_does_not_take_it_is_tried_again(place: Workspace) -> None:
    subscribed(place)
    announce(place)
    with pytest.raises(webhooks.Undelivered):
        carried(place, 500)


def test_a_receiver_that_is_gone_is_told_no_more(place: Workspace) -> None:
    row = subscribed(place)
    announce(place)
    carried(place, 410)
    row.refresh_from_db(from_queryset=Subscription.objects.across_workspaces())
    assert row.ended_at == NOON
    assert carried(place, 200) == {}


@pytest.mark.parametrize("url", ["http://example.org/", "https://u:p@example.org/", "x"])
def test_a_hook_that_is_no_https_address_is_refused(place: Workspace, url: str) -> None:
    with pytest.raises(BadInput):
        webhooks.subscribe(actor(place, Role.OPERATOR), url=url, events=["test.happened"], now=NOON)


def test_only_an_operator_opens_and_ends_subscriptions(place: Workspace) -> None:
    row = subscribed(place)
    with pytest.raises(access.Forbidden):
        webhooks.unsubscribe(actor(place, Role.WORKER), subscription_id=row.pk, now=NOON)
    webhooks.unsubscribe(actor(place, Role.OPERATOR), subscription_id=row.pk, now=NOON)
    with pytest.raises(NotFound):
        webhooks.unsubscribe(actor(place, Role.OPERATOR), subscription_id=sources.new_id(), now=NOON)


# QR codes ------------------------------------------------------------------------------------------------------------


def test_a_qr_code_is_a_plain_svg_with_a_quiet_zone() -> None:
    drawn = qr.svg("https://localhost:8000/r/abc")
    assert drawn.startswith("<svg")
    assert not re.search(r"<script|style=|on\w+=", drawn)
    assert qr.svg("a") != qr.svg("b")


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.svg("x" * 5000)
