"""What a body has to look at beside the questions put to it: higher contexts answer, this one never knows them.

An item is `fn(actor, now) -> list of Hit`; `config` hands the gathered answers to `install`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor

Items = Callable[[Actor, datetime], list[Hit]]
_items: dict[str, Items] = {}


def install(items: Mapping[str, Items]) -> None:
    """Put the assembled map context → items in force."""
    _items.clear()
    _items.update(items)


def others(actor: Actor, now: datetime) -> list[Hit]:
    """What every context wants looked at, lowest floor first."""
    return [hit for items in _items.values() for hit in items(actor, now)]
