"""Where a union or works council bargains, results are not for discipline: what whoever leads people sees of them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.assessment.models import CameTo, Rating, Settlement, Sitting
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions


def results_are_kept(actor: Actor) -> bool:
    """Whether results of people she leads are kept from the actor: a bargaining agent is in force, and she leads."""
    leads = actor.has([Role.TALENT_LEAD]) or bool(actor.reports)
    return leads and not actor.process and actor.link is None and decisions.has_agent(actor, sources.now())


def left_open(actor: Actor, found: "QuerySet[Sitting]") -> "QuerySet[Sitting]":
    """These attempts without those whose result is kept from the actor.

    Of whoever she leads she finds what was passed and what still waits for marks, and whatever she marked or settled
    herself; where assessors differ, only if it is for her to settle.
    """
    if not results_are_kept(actor):
        return found
    marked = Rating.objects.within(actor).filter(sitting=OuterRef("pk"), assessor_id=actor.person_id)
    settled = Settlement.objects.within(actor).filter(sitting=OuterRef("pk"), moderator_id=actor.person_id)
    shown = Q(came_to__in=["", CameTo.PASSED]) | Q(person_id=actor.person_id) | Exists(marked) | Exists(settled)
    if actor.has([Role.ASSESSOR]):
        shown |= Q(came_to=CameTo.DIFFERS) & ~Q(person_id__in=actor.reports)
    return found.filter(shown if actor.has([Role.TALENT_LEAD]) else shown | ~Q(person_id__in=actor.reports))


def marks_are_kept(actor: Actor, sitting: Sitting) -> bool:
    """Whether marks, differences and what assessors wrote of an attempt are kept from the actor: she leads the person,
    and has no part in marking it.
    """
    leads = actor.has([Role.TALENT_LEAD]) or sitting.person_id in actor.reports
    if not leads or sitting.person_id == actor.person_id or not results_are_kept(actor):
        return False
    settlement = getattr(sitting, "settlement", None)
    hands = {rating.assessor_id for rating in sitting.ratings.all()} | {settlement.moderator_id if settlement else None}
    settles = actor.has([Role.ASSESSOR]) and sitting.came_to == CameTo.DIFFERS
    return actor.person_id not in hands and not (settles and sitting.person_id not in actor.reports)
