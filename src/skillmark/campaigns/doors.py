"""Where a step that is not done yet is done: higher contexts answer, this one never knows their pages.

A door is `fn(actor, campaign_id) -> {step name: address}`; `config` hands the gathered answers to `install`.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from uuid import UUID

from django.urls import Resolver404, resolve

from skillmark.foundation import access
from skillmark.foundation.roles import Actor

Door = Callable[[Actor, UUID], Mapping[str, str]]
_doors: dict[str, Door] = {}


def install(doors: Mapping[str, Door]) -> None:
    """Put the assembled map context → door in force."""
    _doors.clear()
    _doors.update(doors)


def addresses(actor: Actor, campaign_id: UUID) -> dict[str, str]:
    """Step name → the page where it is done, as far as this reader may open it."""
    gathered: dict[str, str] = {}
    for door in _doors.values():
        gathered.update(door(actor, campaign_id))
    return {step: address for step, address in gathered.items() if opens_to(actor, address)}


def opens_to(actor: Actor, address: str) -> bool:
    """Whether the page at this address could open to the actor; what is no page of ours does not."""
    permission = _asked_for(address.partition("?")[0])
    return permission is not None and access.may_ever(actor, permission)


@lru_cache(maxsize=4096)  # a page of a campaign names fifteen, and each is looked for among all addresses
def _asked_for(path: str) -> str | None:
    """The permission that the page at this path declares; none where it is no page of ours."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    permission: str | None = getattr(view, "permission", None)
    return permission
