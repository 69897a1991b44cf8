"""Telling outside systems that something happened: which event and which record, signed, never what is in the record.

Headers follow Standard Webhooks: `webhook-id` (the same on every attempt, for the receiver to tell repeats by),
`webhook-timestamp`, and `webhook-signature` `v1a,…`: Ed25519 over "id.timestamp.body" by the workspace's signing
key, so that no secret is shared with anybody.
"""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from skillmark.foundation import access, audit, fetch, jobs, signing
from skillmark.foundation.models.doors import Subscription
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

GONE = 410  # the receiver asks not to be told any more


class Undelivered(ConnectionError):
    """The receiver did not take it; it is tried again later."""


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
        raise Undelivered(f"answered with {answer.status}")


@action
def stop(actor: Actor, row: Subscription, now: datetime) -> None:
    """The receiver itself asked for it."""
    _end(actor, row, now)


def _end(actor: Actor, row: Subscription, now: datetime) -> None:
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.subscription.ended", row)
