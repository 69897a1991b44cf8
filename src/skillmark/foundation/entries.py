"""Ways in that reach less far than a log-in of one's own: through an organisation's provider, or by PIN at a shared
tablet; and a lead's way to look at a sample as somebody else.

An entry stands in the session and belongs to one workspace. Where one stands it counts, and no log-in beside it:
nothing that is hers alone, no other workspace and no page about her log-in can be reached by it. Who looks at a sample
stays logged in, and by her entry reaches what the made-up person would: her own records too, and nothing that is real.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, holder
from skillmark.foundation.scopes import NotFound

KEY = "entry"
TABLET = "/tablet/"  # the list a shared tablet goes back to
AWAY_SECONDS = 120  # as long as somebody looks at a machine between two touches; then the next one may stand there


class Way(StrEnum):
    PROVIDER = "provider"
    PIN = "pin"
    SAMPLE = "sample"


class NotThisWay(Forbidden):
    """Open to her, but not by the way she came in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody came in, into which workspace (its slug), as whom. `ground_id` names the record it stands on: with
    that ended, the entry is over. `seen_at`: seconds since 1970 of the last request. Of somebody who looks at a sample,
    `ground_id` is herself, `account_id` is logged in beside the entry, `role` is what she looks at,
    and `back` is where she came from.
    """

    way: Way
    workspace: str
    person_id: UUID
    ground_id: UUID
    strong_login: bool
    seen_at: int
    account_id: UUID | None = None
    role: str = ""
    back: str = ""


class EntrySource(Protocol):
    """Gives the actor of an entry; raises NotFound for one that stands no more. `people` provides it."""

    def __call__(self, entry: Entry) -> Actor: ...


_source: list[EntrySource] = []


def install(source: EntrySource) -> None:
    _source[:] = [source]


def begin(
    request: HttpRequest, way: Way, *, workspace: str, person_id: UUID, ground_id: UUID, strong_login: bool = False
) -> None:
    """She is in, by this way alone: whatever this browser was logged in as before is over."""
    request.session.flush()
    request.session[KEY] = {
        "way": way.value,
        "workspace": workspace,
        "person": str(person_id),
        "ground": str(ground_id),
        "strong": strong_login,
        "seen": _seconds(),
    }


def look(
    request: HttpRequest, *, workspace: str, person_id: UUID, ground_id: UUID | None, role: str, back: str
) -> None:
    """She looks at a sample from now on, and stays logged in; with her log-in it ends."""
    request.session[KEY] = {
        "way": Way.SAMPLE.value,
        "workspace": workspace,
        "person": str(person_id),
        "ground": str(ground_id),
        "strong": False,
        "seen": _seconds(),
        "role": role,
        "back": back,
    }


def of(request: HttpRequest) -> Entry | None:
    """The entry of this browser, whether or not it still stands."""
    kept = request.session.get(KEY)
    if kept is None:
        return None
    return Entry(
        Way(kept["way"]), kept["workspace"], UUID(kept["person"]), UUID(kept["ground"]), kept["strong"], kept["seen"],
        getattr(getattr(request, "user", None), "pk", None), kept.get("role", ""), kept.get("back", ""),
    )  # fmt: skip


def actor(entry: Entry) -> Actor:
    """Whom it lets act, with no more than she may there. Raises NotFound when it stands no more."""
    return _source[0](entry)


def actor_here(
    request: HttpRequest, entry: Entry, permission: str, scope: str, workspace: str, at_tablet: bool
) -> Actor | None:
    """The actor of a page of a workspace, or of her own records. Nobody (None) once the entry is over: who looked at a
    sample is herself again with the next page.

    Raises NotThisWay for what is hers alone and for what is not done at a shared tablet, NotFound for another
    workspace.
    """
    try:
        found = actor(entry)
    except NotFound:
        end(request)
        return None
    if entry.way is Way.SAMPLE:
        return _in_sample(found, permission, scope, workspace)
    if entry.way is Way.PIN and not touch(request):
        return None
    if scope == "holder" or (entry.way is Way.PIN and not at_tablet):
        raise NotThisWay(permission)
    if workspace != entry.workspace:
        raise NotFound(workspace)
    return found


def _in_sample(found: Actor, permission: str, scope: str, workspace: str) -> Actor:
    """Whoever she looks as, in the sample or among that person's own records. Whether another workspace is there or is
    hers is not looked up: she is led back first.
    """
    if scope == "holder" and found.account_id is not None:
        return replace(holder(found.account_id), sample=True)
    if workspace != found.slug:
        raise NotThisWay(permission)
    return found


def stands(request: HttpRequest) -> bool:
    """Whether whoever came in this way is still in; asking is no touch."""
    entry = of(request)
    if entry is None or (entry.way is Way.PIN and not 0 <= _seconds() - entry.seen_at <= AWAY_SECONDS):
        return False
    try:
        actor(entry)
    except NotFound:
        return False
    return True


def touch(request: HttpRequest) -> bool:
    """Somebody in by PIN is still there; False, and nobody is in any more, after AWAY_SECONDS without a touch."""
    entry, seconds = of(request), _seconds()
    if entry is None or entry.way is not Way.PIN:
        return False
    if not 0 <= seconds - entry.seen_at <= AWAY_SECONDS:
        request.session.flush()
        return False
    request.session[KEY] = request.session[KEY] | {"seen": seconds}
    return True


def is_at_tablet(request: HttpRequest) -> bool:
    """Whether this browser is a shared tablet that somebody came in at by PIN."""
    entry = of(request) if hasattr(request, "session") else None
    return entry is not None and entry.way is Way.PIN


def looks(request: HttpRequest) -> bool:
    """Whether somebody looks at a sample with this browser."""
    entry = of(request) if hasattr(request, "session") else None
    return entry is not None and entry.way is Way.SAMPLE


def end(request: HttpRequest) -> None:
    """She leaves. Who looked at a sample is herself again; anybody else is nobody."""
    if looks(request):
        del request.session[KEY]
    else:
        request.session.flush()


def _seconds() -> int:
    return int(sources.now().timestamp())
