"""What credentials does as jobs: sign an intent that was left unsigned, publish a list that changed; every day, let go
of records that are nobody's, and tell holders whose records end soon.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from skillmark.credentials import actions
from skillmark.credentials.actions.awards import SIGN
from skillmark.credentials.actions.lists import PUBLISH
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound

SWEEP = "credentials.sweep"
REMIND = "credentials.remind"


def sign(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    """Complete an award; done already, or its person erased meanwhile, there is nothing to do."""
    try:
        actions.complete(actor, award_id=UUID(payload["award"]), now=now)
    except NotFound:
        return


def publish(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.publish(actor, list_id=UUID(payload["list"]), now=now)


def sweep(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.sweep(actor, now=now)


def remind(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.remind(actor, now=now)


HANDLERS: dict[str, list[object]] = {}
CARRIERS = {SIGN: sign, PUBLISH: publish, SWEEP: sweep, REMIND: remind}
DAILY = (SWEEP, REMIND)
