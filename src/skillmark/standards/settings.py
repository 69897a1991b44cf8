"""How the tasks of a version are shown: the contexts that ask people to show them answer, this one never knows them."""

from collections.abc import Callable, Mapping
from uuid import UUID

from skillmark.foundation.answers import TaskSetting

Answer = Callable[[UUID], Mapping[str, TaskSetting]]
_answers: list[Answer] = []


def install(answers: Mapping[str, Answer]) -> None:
    """Put the assembled answers in force."""
    _answers[:] = answers.values()


def of(framework_id: UUID) -> dict[str, TaskSetting]:
    """In what way, under what conditions and with what tools each task (reference) is shown; a task that nobody is
    asked to show is absent. The caller has read the version in its own scope.
    """
    return {reference: setting for answer in _answers for reference, setting in answer(framework_id).items()}
