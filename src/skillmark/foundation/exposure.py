"""What would show a person to whoever comes: an open share link, a pool, a story. Higher floors say who may not be
shown; nobody under 18 is.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import WorkspaceScope

Answer = Callable[[Actor, UUID, datetime], bool]
_answers: list[Answer] = []


class UnderAge(PermissionError):
    """Somebody under 18 is shown to nobody in public."""


def install(answers: Sequence[Answer]) -> None:
    """Put the answers to “may this person not be shown?” in force."""
    _answers[:] = answers


def may_be_shown(workspace_id: UUID, person_id: UUID | None, now: datetime) -> bool:
    """Whether a page about this person may be open to whoever has its address. One about nobody may."""
    if person_id is None:
        return True
    place = Actor(scope=WorkspaceScope(workspace_id), process="exposure")
    return not any(closed(place, person_id, now) for closed in _answers)


def require_may_be_shown(workspace_id: UUID, person_id: UUID | None, now: datetime) -> None:
    """Raises UnderAge."""
    if not may_be_shown(workspace_id, person_id, now):
        raise UnderAge(str(person_id))
