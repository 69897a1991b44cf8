"""A record goes into its holder's wallet: offered by her, fetched once. No chain notes it; it is hers."""

import base64
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from skillmark.credentials import queries
from skillmark.credentials.models import WalletOffer
from skillmark.foundation import access, links, sources
from skillmark.foundation.roles import Actor, holder
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import queries as people

OPEN_FOR = timedelta(minutes=10)  # to install a wallet as well
MOST_MISSES = 5  # of a million numbers
PIN_DIGITS = 6
SECRET_BYTES = 32


@action
def offer(owner: Actor, *, record_id: UUID, now: datetime) -> tuple[str, str]:
    """Offer a record of hers to a wallet; gives the code and the number, neither of which is kept. Raises NotFound."""
    access.require(owner, "credentials.own.read")
    let_go_of_offers(now)
    record = queries.own_record(owner, record_id)
    code, pin = _secret(), f"{int.from_bytes(sources.random_bytes(8), 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}}"
    account = people.own_account(owner)
    WalletOffer.objects.filter(account=account, record=record).delete()  # the newest alone opens anything
    made = WalletOffer.objects.create(
        recorded_at=now, record=record, account=account, code=links.digest(code), pin="", expires_at=now + OPEN_FOR
    )
    made.pin = _pin(made, pin)
    made.save(update_fields=["pin"])
    return code, pin


def exchange(code: str, pin: str, now: datetime) -> str:
    """Change a code for a token, once. A wrong number counts, and after MOST_MISSES the offer is over; so this is no
    one transaction: what is refused must stay counted. Raises NotFound, whatever the reason.
    """
    found = _open(now).filter(code=links.digest(code), token="").first()
    if found is None:
        raise NotFound("offer")
    if not hmac.compare_digest(found.pin, _pin(found, pin)):
        WalletOffer.objects.filter(pk=found.pk).update(misses=F("misses") + 1)
        raise NotFound("offer")
    token = _secret()
    if not _open(now).filter(pk=found.pk, token="").update(token=links.digest(token)):
        raise NotFound("offer")
    return token


@action
def fetch_offered(token: str, *, now: datetime) -> str:
    """The document of the offer behind a token, once, while it is its owner's. Raises NotFound."""
    found = _open(now).filter(token=links.digest(token), fetched_at=None).first() if token else None
    if found is None or not _open(now).filter(pk=found.pk, fetched_at=None).update(fetched_at=now):
        raise NotFound("offer")
    return queries.own_record(holder(found.account_id), found.record_id).document


def let_go_of_offers(now: datetime) -> int:
    """Those whose minutes are over; gives how many."""
    return WalletOffer.objects.filter(expires_at__lt=now).delete()[0]


def _open(now: datetime) -> "QuerySet[WalletOffer]":
    return WalletOffer.objects.filter(expires_at__gt=now, misses__lt=MOST_MISSES)


def _pin(found: WalletOffer, pin: str) -> str:
    return links.digest(f"{found.pk} {found.code} {pin}")


def _secret() -> str:
    return base64.urlsafe_b64encode(sources.random_bytes(SECRET_BYTES)).rstrip(b"=").decode()
