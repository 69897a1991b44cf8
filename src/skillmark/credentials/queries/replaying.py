"""Carrying out a kept verification again as it was: at its instant, with the contexts and the lists it read then."""

import hashlib
from dataclasses import dataclass

from skillmark.credentials import formats
from skillmark.credentials.models import ListAtHand, OutsideRecord
from skillmark.credentials.queries.lists import published_loader
from skillmark.credentials.queries.records import bytes_of
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.kernel import vc
from skillmark.kernel.vc.replaying import contexts_used


@dataclass(frozen=True, slots=True)
class Replay:
    """What it comes to now. `lost`: addresses of contexts that are read otherwise by now, and of lists whose version is
    not at hand any more; with none, `same` says whether every check has come to what was kept.
    """

    verdict: vc.Verdict
    same: bool
    lost: tuple[str, ...]


def replay(actor: Actor, record: OutsideRecord) -> Replay | None:
    """None for what nobody signed as a whole, and for what was checked before what that read was kept."""
    access.require(actor, "credentials.outside.read")
    data = bytes_of(actor, record)
    opened = formats.opened(data)
    if opened.format is formats.Format.RESUME or not record.used:
        return None
    lists, lost = _lists(actor, record.used["lists"])
    now_read = contexts_used(opened.document)
    lost += [address for address, digest in record.used["contexts"].items() if now_read.get(address) != digest]
    if opened.older is not None:
        pages = {address: text.encode() for address, text in record.pages.items()}
        verdict = formats.judged_older(opened.older, pages, record.checked_at)[0].verdict
    else:
        verdict = vc.verify(data, at=record.checked_at, status=vc.StatusLists(lists.get))
    kept = [(one["check"], one["result"], one["code"]) for one in record.verdict["checks"]]
    found = [(one.check, one.result, one.code) for one in verdict.checks]
    return Replay(verdict, found == kept, tuple(lost))


def _lists(actor: Actor, wanted: dict[str, str]) -> tuple[dict[str, bytes], list[str]]:
    """The lists in the versions that were read, by address, and the addresses of those that are not at hand."""
    rows = ListAtHand.objects.within(actor).filter(address__in=wanted).values_list("address", "document")
    held = [(address, document.encode()) for address, document in rows]
    ours = published_loader()
    held += [(address, own) for address in wanted if (own := ours(address)) is not None]
    found = {address: data for address, data in held if hashlib.sha256(data).hexdigest() == wanted[address]}
    return found, [address for address in wanted if address not in found]
