"""Who somebody is to a person who is tried, what was handed in, and what nobody here can confirm today."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import Evidence, LayerKind, Sitting
from skillmark.assessment.queries.sittings import handed_in_to, result
from skillmark.foundation import access, files, sources
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.people import queries as people


def giver(actor: Actor, assessor: Any, sitting: Sitting, *, outside: bool) -> rules.Giver:
    """How the actor, whose record `assessor` is, stands to whoever takes an attempt."""
    return rules.Giver(
        leads=sitting.person.manager_id == assessor.pk,
        led=assessor.manager_id == sitting.person_id,
        assesses=actor.has([Role.ASSESSOR]),
        assures=actor.has([Role.QUALITY_ASSURER]),
        asked=actor.link is not None,
        same_unit=assessor.unit_id is not None and assessor.unit_id == sitting.person.unit_id,
        outside=outside,
    )


def is_outside(actor: Actor, found: Sequence[Sitting], day: date | None = None) -> bool:
    """Whether the actor has no place here, and comes from another organisation or was asked by a link. Looked up only
    where one of these attempts may be confirmed from outside.
    """
    asked = any(sitting.task.observers or _asks_for(sitting, LayerKind.THIRD_PARTY) for sitting in found)
    if not asked or actor.person_id is None:
        return False
    where = people.belonging(actor, [actor.person_id], day or people.today(actor, sources.now()))[actor.person_id]
    return not where.here and (where.elsewhere or actor.link is not None)


def _to_look_at(actor: Actor, sitting: Sitting, before: frozenset[UUID]) -> list[Evidence]:
    """Whoever confirms anew what was passed looks at it as she would have then: without what others wrote."""
    blind = result(sitting).stage is rules.Stage.PASSED
    return handed_in_to(actor, sitting, blind=blind, before=before)


def handed_in(actor: Actor, found: Sequence[Sitting]) -> dict[UUID, rules.HandedIn]:
    """What the actor can look at of each of these attempts; what kind of file is looked up only where it matters."""
    of_files = [sitting for sitting in found if any(_asks_for(sitting, kind) for kind in rules.OF_FILES)]
    by_others = {
        sitting.pk
        for sitting in of_files
        if any(row.opens and row.given_by_id not in (actor.person_id, sitting.person_id)
               for row in sitting.evidence.all())
    }  # fmt: skip
    before = decisions.hands_before_each(actor, by_others) if by_others else {}
    shown: dict[UUID, list[UUID]] = {sitting.pk: [] for sitting in found}
    for sitting in of_files:
        seen = _to_look_at(actor, sitting, before.get(sitting.pk, frozenset()))
        shown[sitting.pk] = [row.file_id for row in seen if row.opens and row.file_id]
    asked = {file_id for sitting in found if _asks_for(sitting, LayerKind.RECORDED_DEMONSTRATION)
             for file_id in shown[sitting.pk]}  # fmt: skip
    kept = StoredFile.objects.within(actor).filter(pk__in=asked, media_type__in=files.VIDEOS) if asked else []
    recordings = {row.pk for row in kept}
    return {
        sitting_id: rules.HandedIn(bool(file_ids), not recordings.isdisjoint(file_ids))
        for sitting_id, file_ids in shown.items()
    }


def _asks_for(sitting: Sitting, kind: LayerKind) -> bool:
    return any(layer["kind"] == kind for layer in sitting.policy.layers)


def cannot_be_given(actor: Actor) -> dict[LayerKind, rules.Lacks]:
    """The kinds of confirmation that nobody with a log-in here can give anybody today, with what is missing; of one
    from outside somebody can still be asked by a link.
    """
    access.require(actor, "assessment.policy.set")
    today = people.today(actor, sources.now())
    held: dict[str, set[UUID]] = {}
    for role, person_id in people.in_force(actor, today).filter(over=None).values_list("role", "person_id"):
        held.setdefault(role, set()).add(person_id)
    everybody: QuerySet[people.Person] = people.persons(actor).order_by()
    lack = rules.Lacks
    found: dict[LayerKind, rules.Lacks] = {}
    led = everybody.filter(manager__isnull=False)
    if not led.exists():
        found[LayerKind.SUPERVISOR_CONFIRMATION] = lack.NOT_SUPERVISOR
    units = everybody.exclude(unit=None).values("unit").annotate(number=Count("pk"))
    if not units.filter(number__gt=1).exists():
        found[LayerKind.PEER] = lack.NOT_COLLEAGUE
    if Role.QUALITY_ASSURER not in held:
        found[LayerKind.AUDIT] = lack.NOT_ASSURER
    marking = held.get(Role.ASSESSOR, set())
    where = people.belonging(actor, marking, today)
    if not any(one.elsewhere and not one.here for one in where.values()):
        found[LayerKind.THIRD_PARTY] = lack.NOT_OUTSIDE
    leading = led.filter(manager__in=held.get(Role.LINE_MANAGER, set()))
    if not marking and not leading.exists():
        for kind in (LayerKind.PRACTICAL_TEST, *rules.OF_FILES):
            found[kind] = lack.NOT_ASSESSOR
    return found
