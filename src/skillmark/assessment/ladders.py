"""What an attempt counts for beside its record: the context that knows what people hold answers, this one never knows
it.
"""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from skillmark.foundation.roles import Actor
from skillmark.standards.queries import Counting, Framework

Answer = Callable[[Actor, Framework, Collection[str], UUID], list[Counting]]
_answers: list[Answer] = []


def install(answers: Mapping[str, Answer]) -> None:
    """Put the assembled answers in force."""
    _answers[:] = answers.values()


def counts_for(actor: Actor, framework: Framework, competencies: Collection[str], person_id: UUID) -> list[Counting]:
    """The steps and review items that these competencies count for, and how far this person is with each."""
    return [one for answer in _answers for one in answer(actor, framework, competencies, person_id)]
