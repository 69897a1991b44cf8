"""What support answers when higher floors ask. Search, timelines and calendars are told nothing, of nobody."""

from collections.abc import Callable
from typing import Any

from skillmark.support import held

ANSWERS: dict[str, Callable[..., Any]] = {"personal_data": held.personal_data, "erase": held.erase}
