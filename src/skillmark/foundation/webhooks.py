"""Telling outside systems that something happened: which event and which record, signed, never what is in the record.

Headers follow Standard Webhooks: `webhook-id` (the same on every attempt, for the receiver to tell repeats by),
`webhook-timestamp`, and `webhook-signature` `v1a,…`: Ed25519 over "id.timestamp.body" by the workspace's signing
key, so that no secret is shared with anybody: what checks a delivery (`public_key`) may be known to all.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from skillmark.foundation import access, audit, fetch, jobs, signing
from skillmark.foundation.models.doors import Subscription
from skillmark.foundation.models.jobs import Job
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

GONE = 410  # the receiver asks not to be told any more
KIND = "foundation.webhook"
KEY_PREFIX = "whpk_"  # of public keys, by Standard Webhooks


class Undelivered(ConnectionError):
    """The receiver did not take it; it is tried again later. What is kept of it is the number it answered with."""

    def __init__(self, status: int) -> None:
        self.kept = f"HTTP {status}"
        super().__init__(f"answered with {status}")


class Standing(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    TAKEN = "taken"
    AGAIN = "again"
    GIVEN_UP = "given_up"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of the log. `again_at` stands beside AGAIN alone; `problem` is a number (`HTTP 500`) or a name."""

    event: str
    url: str
    at: datetime
    standing: Standing
    attempts: int
    again_at: datetime | None
    problem: str


@action
def subscribe(actor: Actor, *, url: str, events: Sequence[str], now: datetime) -> Subscription:
    """Have an outside system told of these events. Raises BadInput for an address that is no https:// address."""
    access.require(actor, "foundation.subscription.manage")
    if not events:
        raise BadInput.of("name at least one event", file="events")
    try:
        fetch.checked(url)
    except fetch.Refused as refused:
        raise BadInput.of(str(refused), file="url") from None
    made: Subscription = Subscription.objects.record(actor, now=now, url=url, events=sorted(set(events)))
    audit.record(actor, "foundation.subscription.opened", made, url=url, events=len(made.events))
    return made


@action
def unsubscribe(actor: Actor, *, subscription_id: UUID, now: datetime) -> None:
    """Tell it no more. Raises NotFound."""
    access.require(actor, "foundation.subscription.manage")
    row = one(Subscription.objects.within(actor).filter(ended_at=None), subscription_id, lock=True)
    _end(actor, row, now)


def subscriptions(actor: Actor) -> list[Subscription]:
    """Every outside system that is told, the newest first."""
    access.require(actor, "foundation.subscription.manage")
    return list(Subscription.objects.within(actor).filter(ended_at=None).order_by("-recorded_at", "-id"))


def subscription(actor: Actor, subscription_id: UUID) -> Subscription:
    """One that was not ended. Raises NotFound."""
    access.require(actor, "foundation.subscription.manage")
    return one(Subscription.objects.within(actor).filter(ended_at=None), subscription_id)


def deliveries(actor: Actor, most: int = 50) -> list[Delivery]:
    """The last deliveries of the workspace, to systems told no more too, the newest first."""
    access.require(actor, "foundation.subscription.manage")
    told = {str(row.pk): row for row in Subscription.objects.within(actor)}
    sent = Job.objects.filter(workspace_id=actor.workspace_id, kind=KIND).order_by("-recorded_at", "-id")[:most]
    return [_delivery(job, told[job.payload["subscription"]]) for job in sent]


def public_key(workspace_id: UUID, now: datetime) -> str | None:
    """What checks the deliveries signed now; None before the first thing this workspace signed."""
    good = [key for key in signing.keys(workspace_id) if signing.standing(key, now) is signing.Standing.GOOD]
    return KEY_PREFIX + base64.b64encode(bytes(good[-1].public)).decode() if good else None


@jobs.outside
def deliver(actor: Actor, payload: dict[str, Any], now: datetime, send: Any = fetch.fetch) -> None:
    """Carry one delivery. Raises Undelivered when it was not taken."""
    row = Subscription.objects.within(actor).filter(pk=payload["subscription"], ended_at=None).first()
    if row is None:
        return
    body = json.dumps(
        {
            "type": payload["event"],
            "timestamp": payload["at"],
            "data": {"type": payload["subject_type"], "id": payload["subject"]},
        }
    ).encode()
    seconds = str(int(now.timestamp()))
    with transaction.atomic():
        signed = signing.sign(actor.workspace_id, f"{payload['id']}.{seconds}.".encode() + body, now)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": payload["id"],
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1a,{base64.b64encode(signed.value).decode()}",
    }
    answer = send(row.url, method="POST", headers=headers, body=body, most_bytes=64 * 2**10)
    if answer.status == GONE:
        stop(actor, row, now)
    elif not 200 <= answer.status < 300:
        raise Undelivered(answer.status)


@action
def stop(actor: Actor, row: Subscription, now: datetime) -> None:
    """The receiver itself asked for it."""
    _end(actor, row, now)


def _end(actor: Actor, row: Subscription, now: datetime) -> None:
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.subscription.ended", row)


def _delivery(job: Job, row: Subscription) -> Delivery:
    standing = _standing(job, row)
    return Delivery(
        event=job.payload["event"],
        url=row.url,
        at=job.recorded_at,
        standing=standing,
        attempts=job.attempts,
        again_at=job.due_at if standing is Standing.AGAIN else None,
        problem=job.problem if standing in (Standing.AGAIN, Standing.GIVEN_UP) else "",
    )


def _standing(job: Job, row: Subscription) -> Standing:
    if job.done_at is not None:
        return Standing.ENDED if row.ended_at is not None and job.done_at >= row.ended_at else Standing.TAKEN
    if job.stopped_at is not None:
        return Standing.GIVEN_UP
    return Standing.AGAIN if job.problem else Standing.WAITING
