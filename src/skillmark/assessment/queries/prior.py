"""Claims of prior learning: who reads which, what waits for an answer, and who helped with one."""

from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.assessment.models import AssessmentTask, PriorEvidence, PriorLearning, Sitting
from skillmark.assessment.queries.discipline import left_open
from skillmark.assessment.queries.sittings import name_is_hidden, not_blind_to
from skillmark.assessment.queries.tasks import tasks
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.people import queries as people
from skillmark.standards import queries as standards

READ_ALL = (Role.TALENT_LEAD, Role.CASE_MANAGER)  # held for the whole workspace, they read every claim
COACHES = (Role.CASE_MANAGER,)


def claims(actor: Actor) -> "QuerySet[PriorLearning]":
    """The claims this reader answers or helps with, the latest first: all for whoever leads, else of those she
    coaches.
    """
    access.require(actor, "assessment.prior.list")
    found = _claims(actor)
    if not actor.has(READ_ALL):
        coached = actor.over(COACHES)
        found = found.filter(Q(person_id__in=coached) | Q(person__unit_id__in=coached))
    return found.prefetch_related(None).order_by("-recorded_at", "-id")


def claim(actor: Actor, claim_id: UUID, *, lock: bool = False) -> PriorLearning:
    """One claim this reader may see. Raises NotFound. `lock` holds it until the unit of work ends."""
    if lock:
        one(PriorLearning.objects.within(actor), claim_id, lock=True)
    found = one(_claims(actor), claim_id)
    if not access.may(actor, "assessment.prior.read", found):
        raise NotFound(str(claim_id))
    return found


def claim_evidence(claim: PriorLearning) -> list[PriorEvidence]:
    """What was handed in with a claim the caller has read, in the order it came."""
    return sorted(claim.evidence.all(), key=lambda row: (row.recorded_at, row.pk))


def claims_to_answer(actor: Actor) -> list[PriorLearning]:
    """Claims of others that nobody has answered, for whoever may, the longest waiting first."""
    if not access.may_ever(actor, "assessment.prior.answer"):
        return []
    found: QuerySet[PriorLearning] = PriorLearning.objects.within(actor)
    waiting = found.filter(answer=None).select_related("person").order_by("recorded_at", "id")
    return [one_claim for one_claim in waiting if access.may(actor, "assessment.prior.answer", one_claim)]


def own_claims(holder: Actor) -> list[PriorLearning]:
    """The account's own claims in every workspace, the latest first."""
    access.require(holder, "assessment.own.read")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    found: QuerySet[PriorLearning] = PriorLearning.objects.across_workspaces()
    own = found.filter(person__account_id=holder.scope.account_id).select_related("workspace", "framework", "answer")
    return list(own.order_by("-recorded_at", "-id"))


def sittings_of_claim(actor: Actor, claim: PriorLearning) -> list[Sitting]:
    """The attempts that a claim opened, the first first, those of them this reader may see and may know to be hers:
    neither one she is to mark again nor one whose result, or name, is kept from her.
    """
    found = left_open(actor, not_blind_to(actor)).filter(claim=claim)
    whole = (
        found.select_related("task__work_task", "person", "policy")
        .prefetch_related("ratings")
        .order_by("recorded_at", "id")
    )
    seen = [sitting for sitting in whole if access.may(actor, "assessment.sitting.read", sitting)]
    return [sitting for sitting in seen if not name_is_hidden(actor, sitting)]


def claimable(actor: Actor) -> list[standards.Framework]:
    """The versions that can be claimed against now: people may be measured by them, and a task of them is set."""
    found: dict[UUID, standards.Framework] = {}
    for task in tasks(actor):
        if standards.is_usable(actor, task.framework):
            found.setdefault(task.framework_id, task.framework)
    return list(found.values())


def whom_to_claim_for(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of those this reader may claim for: herself first, then whom she coaches."""
    own = [people.anyone(actor, actor.person_id)] if actor.person_id is not None else []
    hers = [(str(row.pk), row.name) for row in own if access.may(actor, "assessment.prior.claim", row)]
    if not access.may_ever(actor, "assessment.prior.list"):
        return hers
    coached = {str(row.pk) for row in people.persons(actor) if access.may(actor, "assessment.prior.claim", row)} - {
        str(actor.person_id)
    }
    return hers + [(person_id, name) for person_id, name in people.to_choose(actor) if person_id in coached]


def tasks_for(actor: Actor, claim: PriorLearning) -> list[AssessmentTask]:
    """The tasks of its standard that show something of what is claimed, in the standard's order."""
    return [task for task in tasks(actor, claim.framework_id) if set(task.shows) & set(claim.competencies)]


def names_of(claim: PriorLearning) -> list[str]:
    """The competencies of a claim by name, in the standard's order."""
    rows = claim.framework.competencies.filter(reference__in=claim.competencies).order_by("position")
    return list(rows.values_list("name", flat=True))


def _claims(actor: Actor) -> "QuerySet[PriorLearning]":
    found: QuerySet[PriorLearning] = PriorLearning.objects.within(actor)
    return found.select_related("person", "framework", "answer").prefetch_related("evidence")
