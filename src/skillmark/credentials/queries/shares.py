"""What a holder shows, who looked, and what whoever has the address of a share finds there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from skillmark.credentials.models import Look, Share, ShareSending, SignedRecord
from skillmark.foundation import access, exposure, links
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, holder
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.people import queries as people


def own_shares(holder: Actor) -> list[Share]:
    """The account's shares, the newest first, each with `shown_count` and `look_count`."""
    found = _own(holder).annotate(shown_count=Count("shown", distinct=True), look_count=Count("looks", distinct=True))
    return list(found.order_by("-recorded_at", "-id"))


def own_share(holder: Actor, share_id: UUID, *, lock: bool = False) -> Share:
    """One of the account's own shares. Raises NotFound for anybody else's."""
    return one(_own(holder), share_id, lock=lock)


def looks_at(holder: Actor, share: Share) -> list[Look]:
    """When somebody opened a share of the account's, the latest first. In no other scope is this read."""
    access.require(holder, "credentials.looks.read")
    return list(Look.objects.filter(share=own_share(holder, share.pk)).order_by("-recorded_at", "-id"))


def sendings_of(holder: Actor, share: Share) -> list[ShareSending]:
    """How the account sent the address of a share, the latest first."""
    return list(ShareSending.objects.filter(share=own_share(holder, share.pk)).order_by("-recorded_at", "-id"))


def sent_lately(holder: Actor, since: datetime) -> int:
    """How many addresses the account has had sent since then; those it withdrew meanwhile count."""
    return ShareSending.objects.filter(share__in=_own(holder), recorded_at__gt=since).count()


def sending_to_do(sending_id: UUID) -> ShareSending | None:
    """One that is still to be handed over, for whoever carries it."""
    waiting = ShareSending.objects.filter(pk=sending_id, sent_at=None, problem="")
    return waiting.select_related("share__account").first()


def address_of_share(share: Share) -> str:
    """The address that opens it: shown to its holder, sent, printed, and never kept."""
    return settings.ADDRESS + reverse("credentials:follow_share", kwargs={"secret": links.secret_of(share.pk)})


def share_behind(secret: str) -> Share | None:
    """The share that an address leads to, open or over."""
    return Share.objects.filter(digest=links.digest(secret)).first()


def share_by_id(share_id: UUID) -> Share | None:
    """A share that a browser was let in to before."""
    return Share.objects.filter(pk=share_id).first()


def open_share(share_id: UUID, now: datetime) -> Share:
    """A share that shows something just now. Raises NotFound."""
    found = share_by_id(share_id)
    if found is None or not is_open(found, now) or not shown_in(found, now):
        raise NotFound(str(share_id))
    return found


def is_open(share: Share, now: datetime) -> bool:
    return share.ended_at is None and share.expires_at > now


def records_in(share: Share) -> list[SignedRecord]:
    """The records its holder chose, as far as they are there and still hers, the latest first."""
    chosen = SignedRecord.objects.across_workspaces().filter(shares__share=share).select_related("person", "workspace")
    hers = chosen.filter(Q(account_id=share.account_id) | Q(person__account_id=share.account_id))
    return list(hers.order_by("-recorded_at", "-id"))


def shown_in(share: Share, now: datetime) -> list[SignedRecord]:
    """What whoever has the address sees; nothing where she is known to be under 18 by now."""
    found = records_in(share)
    try:
        require_adult(holder(share.account_id), found, now)
    except exposure.UnderAge:
        return []
    return found


def require_adult(holder: Actor, records: Iterable[SignedRecord], now: datetime) -> None:
    """Raises UnderAge where any workspace that she is in, or whose record it is, knows her to be under 18."""
    persons = {(record.workspace_id, record.person_id) for record in records}
    persons |= {(person.workspace_id, person.pk) for person in people.own_persons(holder)}
    for workspace_id, person_id in sorted(persons):
        exposure.require_may_be_shown(workspace_id, person_id, now)


def _own(holder: Actor) -> "QuerySet[Share]":
    access.require(holder, "credentials.own.share")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    return Share.objects.filter(account_id=holder.scope.account_id)
