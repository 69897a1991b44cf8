"""Reads of standards that are no longer used, or will not be."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions
from skillmark.standards.models import Framework, Status
from skillmark.standards.queries.frameworks import frameworks
from skillmark.standards.rules import NotInUse, NotPublished


def refuse_retired(found: Framework) -> None:
    """Raises NotInUse for a version that was retired. The caller has read it in its own scope."""
    if found.status == Status.RETIRED:
        raise NotInUse(found.title)


def why_not_usable(refused: NotPublished) -> str:
    """Why nothing is started on a version, in the reader's language."""
    if isinstance(refused, NotInUse):
        return gettext("This version of the standard is not in use any more, so nothing new is started on it.")
    return gettext("This standard is a draft. It measures nobody before it is published.")


def may_retire(actor: Actor, found: Framework) -> bool:
    """Whether a group has decided that this version is no longer used."""
    question = decisions.Question.RETIRE_STANDARD
    return decisions.standing_decision(actor, found._meta.label_lower, found.pk, question) is not None


def to_do(actor: Actor) -> "QuerySet[Framework]":
    """What waits for whoever leads: drafts that no group was asked about, and versions in force of which a group has
    decided that they are no longer used; by title.
    """
    question = decisions.Question.RETIRE_STANDARD
    last = decisions.last_outcome(actor, Framework._meta.label_lower, question)
    unasked = Q(status=Status.DRAFT, proposal=None)
    ends = Q(status=Status.PUBLISHED, last=decisions.Outcome.PASSED)
    return frameworks(actor).annotate(last=last).filter(unasked | ends).select_related("workspace")
