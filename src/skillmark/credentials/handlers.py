"""What credentials does as jobs: sign an intent that was left unsigned, publish a list that changed, send the address
of a share; every day, let go of records that are nobody's and of shares long over, and tell holders whose records end
soon.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.credentials import actions, queries
from skillmark.credentials.actions.awarding import KIND as AWARDING
from skillmark.credentials.actions.intents import EARN, SIGN
from skillmark.credentials.actions.lists import PUBLISH
from skillmark.foundation import jobs
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions as people_actions
from skillmark.people import queries as people

SWEEP = "credentials.sweep"
REMIND = "credentials.remind"


@jobs.outside
def sign(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """Complete awards; for those done already, or whose person was erased meanwhile, there is nothing to do. In no
    transaction: the signer is asked while nobody waits for the database.
    """
    wanted = payload.get("awards") or [payload["award"]]  # one by itself: asked for by an earlier version
    actions.complete_all(actor, award_ids=[UUID(one) for one in wanted], now=now)


def publish(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.publish(actor, list_id=UUID(payload["list"]), now=now)


def sweep(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.sweep(actor, now=now)
    actions.let_go_of_shares(now)
    actions.let_go_of_proofs(now)
    actions.let_go_of_offers(now)


def remind(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    actions.remind(actor, now=now)


def carry_awarding(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """Award something to some of many."""
    actions.carry_awarding(actor, awarding_id=UUID(payload["awarding"]), part=payload["part"], now=now)


@jobs.outside
def send_share(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    """Hand the address of a share over, unless it is over meanwhile. The name in it is the one its records give."""
    sending = queries.sending_to_do(UUID(payload["sending"]))
    if sending is None:
        return
    share = sending.share
    records = queries.shown_in(share, now) if queries.is_open(share, now) else []
    if not records:
        actions.note_sending(sending.pk, problem="link_closed", now=now)
        return
    name = records[0].person.name
    letter = people_actions.Letter(
        event="credentials.shared",
        parameters={"name": name, "count": len(records)},
        language=share.account.language,
        sender=name,
        address=queries.address_of_share(share),
        until=share.expires_at.date(),
    )
    sample = any(record.workspace.demonstration for record in records)
    try:
        people_actions.hand_over(sending.pk, letter, channel=sending.channel, to=sending.address, demonstration=sample)
    except people_actions.Undeliverable as refused:
        actions.note_sending(sending.pk, problem=refused.problem, now=now)
        return
    actions.note_sending(sending.pk, now=now)


def linked(actor: Actor, person_id: UUID, payload: Mapping[str, str], now: datetime) -> None:
    """Her records from before she had a log-in are its own."""
    try:
        account_id = people.anyone(actor, person_id).account_id
    except NotFound:
        return
    actions.follow_account(actor, person_id=person_id, account_id=account_id, now=now)


def revoked(actor: Actor, record_id: UUID, payload: Mapping[str, str], now: datetime) -> None:
    """A record was withdrawn: certificates that rest on it are marked for whoever leads."""
    with suppress(NotFound):
        actions.question(actor, record_id=record_id, now=now)


def key_stolen(actor: Actor, key_id: UUID, payload: Mapping[str, Any], now: datetime) -> None:
    """A key of the workspace was in other hands: what it signed since then is withdrawn."""
    since = datetime.fromisoformat(payload["since"])
    actions.withdraw_stolen(actor, number=payload["number"], since=since, now=now)


def appeal_decided(actor: Actor, appeal_id: UUID, payload: Mapping[str, Any], now: datetime) -> None:
    """A second decision was taken; not upheld, or on another thing, it changes nothing here."""
    if payload.get("upheld"):
        actions.sign_anew(actor, appeal_id=appeal_id, now=now)


def earn(actor: Actor, payload: Mapping[str, Any], now: datetime) -> None:
    """Records were signed: whatever certificates their holders have earned by them are signed too."""
    for person_id in payload["people"]:
        with suppress(NotFound):
            actions.earn(actor, person_id=UUID(person_id), now=now)


def stack(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    """A certificate was published; retired since, nobody earns it."""
    with suppress(NotFound):
        actions.earn_for_holders(actor, rule_id=UUID(payload["rule"]), now=now)


def state(actor: Actor, payload: Mapping[str, str], now: datetime) -> None:
    """Sign a statement that was left unsigned."""
    actions.complete_statement(actor, statement_id=UUID(payload["statement"]), now=now)


HANDLERS = {
    "people.linked": [linked],
    "credentials.record.revoked": [revoked],
    "governance.appeal_decided": [appeal_decided],
    "foundation.signing_key.compromised": [key_stolen],
}
CARRIERS = {
    AWARDING: carry_awarding,
    EARN: earn,
    SIGN: sign,
    PUBLISH: publish,
    SWEEP: sweep,
    REMIND: remind,
    actions.SEND: send_share,
    actions.STACK: stack,
    actions.STATE: state,
}
DAILY = (SWEEP, REMIND)
