"""Who is affected by a version of a standard: the contexts that use it answer, this one never knows them."""

from collections.abc import Callable, Mapping
from uuid import UUID

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor

Answer = Callable[[Actor, UUID], list[Hit]]
_answers: dict[str, Answer] = {}


def install(answers: Mapping[str, Answer]) -> None:
    """Put the assembled map context → answer in force."""
    _answers.clear()
    _answers.update(answers)


def by(actor: Actor, framework_id: UUID) -> dict[str, list[Hit]]:
    """Holders, postings, tasks, campaigns and what else uses this version, as far as this reader may see them: by kind,
    in the order in which the contexts stand.
    """
    found: dict[str, list[Hit]] = {}
    for answer in _answers.values():
        for hit in answer(actor, framework_id):
            found.setdefault(str(hit.kind), []).append(hit)
    return found
