"""What a body has to look at beside the questions put to it: higher contexts answer, this one never knows them.

An item is `fn(actor, now, body's id) -> list of Hit`, without an id what is before any body; `config` hands the
gathered answers to `install`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor

Items = Callable[[Actor, datetime, UUID | None], list[Hit]]
_items: dict[str, Items] = {}


def install(items: Mapping[str, Items]) -> None:
    """Put the assembled map context → items in force."""
    _items.clear()
    _items.update(items)


def others(actor: Actor, now: datetime, body_id: UUID) -> list[Hit]:
    """What every context wants this body to look at, lowest floor first."""
    return [hit for items in _items.values() for hit in items(actor, now, body_id)]
