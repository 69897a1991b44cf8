"""What several actions of support need."""

from uuid import UUID

from skillmark.foundation import access
from skillmark.foundation.roles import Actor, program
from skillmark.kernel.values import BadInput, Sentence, told, written
from skillmark.support import queries, rules
from skillmark.support.models import Case

LONGEST = 4000  # letters of what a team writes down at once


def worked_on(actor: Actor, case_id: UUID) -> Case:
    """A case that the actor works on, held until the unit of work ends. Raises NotFound, and BadInput once closed."""
    found = queries.case(actor, case_id, lock=True)
    access.require(actor, "support.case.work", found)
    if found.closed_on is not None:
        raise BadInput.of(told("was closed"), file="case")
    return found


def said(text: str, column: str, missing: Sentence | None = None) -> str:
    """What somebody wrote, held to its length; without `missing` it may be left empty."""
    return written(text, most=LONGEST, file="case", column=column, missing=missing)


def worded(actor: Actor, found: Case, words: str) -> dict[str, str | bool]:
    """Words that may tell of anything, with whether an outside team wrote them: where the house becomes an employer
    later, such words are kept back.
    """
    return {"words": words, "outside": rules.is_outside(queries.ties(actor, found))}


def house(actor: Actor) -> Actor:
    """The program itself where the actor is: it gives roles and tells ledgers, once an action has asked who may."""
    return program(actor.workspace_id, "support", demonstration=actor.demonstration)


def refused(column: str, sentence: Sentence) -> BadInput:
    return BadInput.of(sentence, file="case", column=column)
