"""Showing chosen records to whoever has an address, for a while. No workspace's chain notes any of it: what a holder
shows to whom is nobody's business but hers.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from skillmark.credentials import queries
from skillmark.credentials.models import Look, Share, SharedRecord, ShareSending
from skillmark.foundation import access, links, outbox, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people

SEND = "credentials.share.send"
EMAIL, SMS = "email", "sms"
MOST_A_DAY = 5  # enough for a morning of applications; the text is ours, but its name and its receivers are hers
PERIODS = (7, 30, 90)  # days: an answer, an application, a season; longer, nobody remembers what is open
# after its end a share says why it is over, and to its holder who looked; then it is let go with all its looks
KEPT_AFTER = timedelta(days=90)


class TooMany(Exception):
    """She has had as many addresses sent in a day as anybody may."""


@action
def share(
    holder: Actor, *, record_ids: Collection[UUID], days: int, for_whom: str = "", now: datetime
) -> tuple[Share, str]:
    """Open these records of the holder's for `days` days; gives the share and its secret, which is not kept.

    Raises NotFound for a record that is not hers, UnderAge where she is known to be under 18.
    """
    access.require(holder, "credentials.own.share")
    account_id = people.own_account(holder).pk
    if days not in PERIODS:
        raise BadInput.of(f"one of {PERIODS}", file="days")
    hers = {record.pk: record for record in queries.own_records(holder)}
    wanted = list(dict.fromkeys(record_ids))
    if not wanted:
        raise BadInput.of("choose at least one", file="records")
    if unknown := [one for one in wanted if one not in hers]:
        raise NotFound(str(unknown[0]))
    queries.require_adult(holder, [hers[one] for one in wanted], now)
    share_id = sources.new_id()
    secret = links.secret_of(share_id)
    made = Share.objects.create(
        id=share_id,
        recorded_at=now,
        account_id=account_id,
        digest=links.digest(secret),
        for_whom=for_whom.strip(),
        expires_at=now + timedelta(days=days),
    )
    SharedRecord.objects.bulk_create(SharedRecord(recorded_at=now, share=made, record=hers[one]) for one in wanted)
    return made, secret


@action
def end_share(holder: Actor, *, share_id: UUID, now: datetime) -> Share:
    """Close it at once, for everybody who has the address. Closed before, nothing changes. Raises NotFound."""
    access.require(holder, "credentials.own.share")
    found = queries.own_share(holder, share_id)
    if found.ended_at is None:
        found.ended_at = now
        found.save(update_fields=["ended_at"])
    return found


@action
def note_look(visitor: Actor, *, share_id: UUID, now: datetime) -> None:
    """Somebody looked, other than its holder herself. Nothing of whoever it was is kept."""
    access.require(visitor, "credentials.share.follow")
    opened = queries.open_share(share_id, now)
    if visitor.account_id != opened.account_id:
        Look.objects.create(recorded_at=now, share=opened)


@action
def send(holder: Actor, *, share_id: UUID, email: str = "", phone: str = "", now: datetime) -> ShareSending:
    """Have the address sent to somebody, by e-mail or else as a text message, in our words alone.

    Raises TooMany after MOST_A_DAY in a day, NotFound for a share that is over.
    """
    access.require(holder, "credentials.own.share")
    found = queries.own_share(holder, share_id, lock=True)
    if not queries.is_open(found, now) or not queries.shown_in(found, now):
        raise NotFound(str(share_id))
    if queries.sent_lately(holder, now - timedelta(days=1)) >= MOST_A_DAY:
        raise TooMany(str(MOST_A_DAY))
    sending = ShareSending.objects.create(
        recorded_at=now, share=found, channel=EMAIL if email else SMS, address=(email or phone).strip()
    )
    outbox.enqueue(holder, SEND, key=f"{SEND}/{sending.pk}", payload={"sending": str(sending.pk)}, due_at=now, now=now)
    return sending


@action
def note_sending(sending_id: UUID, *, problem: str = "", now: datetime) -> None:
    """It was handed over, or never will be (`problem`): in either case to whom is not kept any longer."""
    waiting = ShareSending.objects.filter(pk=sending_id, sent_at=None, problem="")
    waiting.update(sent_at=None if problem else now, problem=problem, address="")


def let_go_of_shares(now: datetime) -> int:
    """Shares over for long, and those that show nothing any more, with their looks; gives how many."""
    over = Share.objects.filter(expires_at__lt=now - KEPT_AFTER) | Share.objects.filter(ended_at__lt=now - KEPT_AFTER)
    count = over.count()
    over.delete()
    return count + let_go_of_empty_shares()


def let_go_of_empty_shares() -> int:
    """Every record of it was erased, so nobody has anything to learn from it; gives how many."""
    empty = Share.objects.filter(shown=None)
    count = empty.count()
    empty.delete()
    return count
