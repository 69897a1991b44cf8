"""What credentials does as jobs: sign an intent that was left unsigned, publish a list that changed; every day, let go
of records that are nobody's.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from skillmark.credentials import actions
from skillmark.credentials.actions.awards import SIGN
from skillmark.credentials.actions.lists import PUBLISH
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people

SWEEP = "credentials.sweep"


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
    actions.let_go_of_shares(now)


def linked(actor: Actor, person_id: UUID, payload: Mapping[str, str], now: datetime) -> None:
    """Her records from before she had a log-in are its own."""
    try:
        account_id = people.anyone(actor, person_id).account_id
    except NotFound:
        return
    actions.follow_account(actor, person_id=person_id, account_id=account_id, now=now)


HANDLERS = {"people.linked": [linked]}
CARRIERS = {SIGN: sign, PUBLISH: publish, SWEEP: sweep}
DAILY = (SWEEP,)
