"""How the tasks of a version are shown and checked: the contexts that ask people to show them answer, this one never
knows them.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from skillmark.foundation.answers import TaskSetting

Answer = Callable[[UUID], Mapping[str, TaskSetting]]
PassRule = Callable[[UUID], list[str]]
_answers: list[Answer] = []
_pass_rules: list[PassRule] = []


def install(answers: Mapping[str, Answer], pass_rules: Mapping[str, PassRule]) -> None:
    """Put the assembled answers in force."""
    _answers[:] = answers.values()
    _pass_rules[:] = pass_rules.values()


def of(framework_id: UUID) -> dict[str, TaskSetting]:
    """In what way, under what conditions and with what tools each task (reference) is shown; a task that nobody is
    asked to show is absent. The caller has read the version in its own scope.
    """
    return {reference: setting for answer in _answers for reference, setting in answer(framework_id).items()}


def pass_rule(framework_id: UUID) -> list[str]:
    """By how many people, and how, results on a version are checked before a record is signed, in sentences. The caller
    has read the version in its own scope.
    """
    return [sentence for told in _pass_rules for sentence in told(framework_id)]
