"""What was noted elsewhere since a version is in force: the contexts that note it answer, this one never knows them."""

from collections.abc import Callable, Mapping

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor
from skillmark.standards.models import Framework

Answer = Callable[[Actor, Framework], list[Hit]]
_answers: list[Answer] = []


def install(answers: Mapping[str, Answer]) -> None:
    """Put the assembled answers in force."""
    _answers[:] = answers.values()


def of(actor: Actor, framework: Framework) -> list[Hit]:
    """How much of each kind was noted, as far as this reader may see it, each with the list it opens to."""
    return [hit for answer in _answers for hit in answer(actor, framework)]
