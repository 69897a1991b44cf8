"""When somebody may try again."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from skillmark.assessment.rules.results import Stage


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt as trying again sees it; `told`: she was told what to show next time."""

    sitting_id: UUID
    task_id: UUID
    stage: Stage
    told: bool


def not_told(tried: Iterable[Tried]) -> list[UUID]:
    """The attempts after which she is first told what to show: at each task the last that counts, where it was not
    passed and nobody has told her. `tried`: in the order they were opened.
    """
    last = {one.task_id: one for one in tried if one.stage.counts}
    return [one.sitting_id for one in last.values() if one.stage is Stage.NOT_PASSED and not one.told]
