"""In which ways somebody may mark an attempt now, what keeps her from it, and what waits for her."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from skillmark.assessment import rules
from skillmark.assessment.models import LayerKind, Rating, Sitting
from skillmark.assessment.queries.givers import giver, handed_in, is_outside
from skillmark.assessment.queries.sittings import given, helpers, name_is_hidden, of_few_tasks, result, sittings
from skillmark.assessment.queries.standing import barred
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.people import queries as people

# what keeps somebody from marking, as `Chance.why` and CannotRate say it
ALREADY, NOT_WAITING, NOT_QUALIFIED = "already", "not_waiting", "not_qualified"
HELPED, HAD_PART = "helped", "had_part"
APART, NAME_HIDDEN = "apart", "name_hidden"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An attempt that waits for the reader: to mark it, or to settle a difference."""

    sitting: Sitting
    to_settle: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """The ways in which somebody may mark an attempt; where there are none, `why` says it by a code, and `part` names
    the part of hers that keeps her from it. `renews`: the rating of hers in whose place another would count.
    """

    kinds: tuple[LayerKind, ...]
    why: str = ""
    part: str = ""
    renews: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Marker:
    """Somebody who marks, and what many attempts ask about her, looked up once for all of them."""

    actor: Actor
    assessor: Any
    closed: frozenset[UUID]
    parts: Mapping[UUID, frozenset[str]]
    outside: bool
    shown: Mapping[UUID, rules.HandedIn]


def independent(actor: Actor, sitting: Sitting) -> bool:
    """Whether the actor neither leads the person nor is led by her. Raises NotFound for an actor who is no person."""
    if actor.person_id is None:
        raise NotFound("only a person is independent of another")
    return _free(people.anyone(actor, actor.person_id), sitting)


def chance(actor: Actor, sitting: Sitting, *, day: date | None = None, kind: LayerKind | None = None) -> Chance:
    """In which ways the actor may mark an attempt on a day, today where none is given; `kind` asks for this one alone.
    The caller has made sure that she may mark it at all, and that it is not her own. Raises NotFound for no person.
    """
    if actor.person_id is None:
        raise NotFound("only a person marks what people show")
    if actor.person_id in helpers(sitting):
        return Chance((), HELPED)
    if actor.person_id in decisions.hands_before(actor, sitting.pk, or_decided=True):  # she knows the first marks
        return Chance((), HAD_PART)
    assessor = people.anyone(actor, actor.person_id)
    found = _before_barring(assessor.pk, _free(assessor, sitting), sitting, recent_on(actor, sitting, day), kind)
    if not found.kinds:
        return found
    found = _unless_barred(found, sitting, barred(actor, day), kind)
    if not found.kinds:
        return found
    found = _beside_her_parts(actor, found, sitting, parts_of(actor, [sitting], day), kind)
    if not found.kinds:
        return found
    standing = giver(actor, assessor, sitting, outside=is_outside(actor, [sitting], day))
    return _as_who_she_is(found, standing, handed_in(actor, [sitting])[sitting.pk], kind)


def given_as(actor: Actor, sitting: Sitting, kind: LayerKind) -> str:
    """As what the actor confirms something of an attempt, where nothing keeps her from it."""
    if actor.person_id is None:
        raise NotFound("only a person marks what people show")
    assessor = people.anyone(actor, actor.person_id)
    return rules.given_as(kind, giver(actor, assessor, sitting, outside=False)).value


def open_to(actor: Actor, sitting: Sitting) -> tuple[LayerKind, ...]:
    """The ways of checking in which this reader may mark the attempt now; none where it does not wait for her."""
    if actor.person_id in (None, sitting.person_id) or not access.may(actor, "assessment.sitting.rate", sitting):
        return ()
    return chance(actor, sitting).kinds


def open_among(actor: Actor, found: Sequence[Sitting]) -> frozenset[UUID]:
    """Those of these attempts that this reader may mark now, as `open_to` says of one, looked up together."""
    others = [
        sitting
        for sitting in found
        if actor.person_id not in (None, sitting.person_id)
        and access.may(actor, "assessment.sitting.rate", sitting)
        and actor.person_id not in helpers(sitting)
    ]
    if not others or actor.person_id is None:
        return frozenset()
    known = frozenset(decisions.judged_before(actor, actor.person_id, or_decided=True))
    others = [sitting for sitting in others if sitting.pk not in known]
    marker = _marker(actor, people.anyone(actor, actor.person_id), others)
    return frozenset(sitting.pk for sitting in others if _chance_of(marker, sitting).kinds)


def recent_on(actor: Actor, sitting: Sitting, day: date | None = None) -> date | None:
    """The day on which confirmations of this attempt are to be recent; None where its policy limits none, or nothing is
    to be confirmed of it any more.
    """
    if not any(layer.months for layer in rules.layers_of(sitting.policy.layers)):
        return None
    if not result(sitting).stage.takes_marks:
        return None
    return day or people.today(actor, sources.now())


def layers_on(actor: Actor, sitting: Sitting, day: date | None = None) -> tuple[rules.LayerState, ...]:
    """Each way of checking as it stands on a day, today where none is given: without what is too old by then, and
    without what is not known to be what it says.
    """
    layers = rules.layers_of(sitting.policy.layers)
    return rules.layer_states(layers, given(sitting), recent_on(actor, sitting, day), strictly=True)


def parts_of(actor: Actor, found: Iterable[Sitting], day: date | None = None) -> dict[UUID, frozenset[str]]:
    """What part the actor has in each of these attempts or in their people, by the codes of policies: how she stands to
    them, and what she confirmed of them on the same standard. Attempts whose policy keeps nothing apart are absent.
    """
    asked = [sitting for sitting in found if sitting.policy.apart]
    if not asked or actor.person_id is None:
        return {}
    rated: dict[tuple[UUID, UUID], set[str]] = {}
    hers = Rating.objects.within(actor).filter(
        assessor_id=actor.person_id, sitting__person__in={sitting.person_id for sitting in asked}
    )
    for person_id, framework_id, kind in hers.values_list("sitting__person", "sitting__task__framework", "kind"):
        rated.setdefault((person_id, framework_id), set()).add(kind)
    today = day or people.today(actor, sources.now())
    grants = people.in_force(actor, today).filter(person_id=actor.person_id, role=Role.CASE_MANAGER)
    coached = set(grants.values_list("over", flat=True))
    return {
        sitting.pk: frozenset(rated.get((sitting.person_id, sitting.task.framework_id), set()))
        | _relations(actor, sitting, coached)
        for sitting in asked
    }


def _relations(actor: Actor, sitting: Sitting, coached: set[UUID | None]) -> frozenset[str]:
    """A coach without anybody named coaches everybody."""
    leads = sitting.person.manager_id == actor.person_id
    coaches = not coached.isdisjoint({None, sitting.person_id} | ({sitting.person.unit_id} - {None}))
    started = sitting.opened_by_id == actor.person_id
    held = {rules.Relation.LEADS: leads, rules.Relation.COACHES: coaches, rules.Relation.STARTED: started}
    return frozenset(relation.value for relation, holds in held.items() if holds)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor as assessor, the longest waiting first. What was passed and has become too old since
    waits for nobody here: it is confirmed again where somebody needs it.
    """
    if actor.person_id is None or not access.may_ever(actor, "assessment.sitting.rate"):
        return []
    assessor = people.anyone(actor, actor.person_id)
    others = sittings(actor).filter(settled_at=None).exclude(person_id=assessor.pk)
    hers = Rating.objects.within(actor).filter(sitting=OuterRef("pk"), assessor_id=assessor.pk)
    others = others.exclude(pk__in=decisions.judged_before(actor, assessor.pk, or_decided=True))
    found = [
        sitting
        for sitting in of_few_tasks(others.exclude(Exists(hers))).order_by("recorded_at", "id")
        if access.may(actor, "assessment.sitting.rate", sitting) and assessor.pk not in helpers(sitting)
    ]
    marker = _marker(actor, assessor, found)
    waiting = [(sitting, _wanted(marker, sitting)) for sitting in found]
    return [Waiting(sitting, to_settle) for sitting, to_settle in waiting if to_settle is not None]


def _marker(actor: Actor, assessor: Any, found: Sequence[Sitting]) -> _Marker:
    parts, outside, shown = parts_of(actor, found), is_outside(actor, found), handed_in(actor, found)
    return _Marker(actor, assessor, barred(actor), parts, outside, shown)


def _wanted(marker: _Marker, sitting: Sitting) -> bool | None:
    """False: to mark; True: to settle a difference; None: nothing."""
    stage = result(sitting).stage
    if stage is rules.Stage.NEEDS_MODERATION:
        free = _free(marker.assessor, sitting)
        return True if free and sitting.task.framework_id not in marker.closed else None
    if stage.settled:
        return None
    return False if _chance_of(marker, sitting).kinds else None


def _chance_of(marker: _Marker, sitting: Sitting) -> Chance:
    """As `chance`, of one of the attempts she was looked up for. The caller has left out what she helped with or judged
    before.
    """
    actor, assessor = marker.actor, marker.assessor
    found = _before_barring(assessor.pk, _free(assessor, sitting), sitting, recent_on(actor, sitting), None)
    if found.kinds:
        found = _unless_barred(found, sitting, marker.closed, None)
    if found.kinds:
        found = _beside_her_parts(actor, found, sitting, marker.parts, None)
    if found.kinds:
        standing = giver(actor, assessor, sitting, outside=marker.outside)
        found = _as_who_she_is(found, standing, marker.shown[sitting.pk], None)
    return found


def _before_barring(
    assessor_id: UUID, free: bool, sitting: Sitting, day: date | None, kind: LayerKind | None
) -> Chance:
    """What waits for somebody like her. Where she has given marks, only what does not count any more of them."""
    marks, layers = given(sitting), rules.layers_of(sitting.policy.layers)
    waiting: tuple[LayerKind, ...] = ()
    if result(sitting).stage.takes_marks:
        wanted = sitting.task.observers
        waiting = rules.open_kinds(layers, marks, independent=free, wanted=wanted, day=day, strictly=True)
    hers = next((one for one in marks if one.assessor_id == assessor_id), None)
    settlement = getattr(sitting, "settlement", None)
    if settlement is not None and settlement.moderator_id == assessor_id:
        return Chance((), ALREADY)
    if hers is not None:
        states = rules.layer_states(layers, marks, day, strictly=True)
        waiting = tuple(
            state.layer.kind
            for state in states
            if hers in (*state.too_old, *state.not_so) and state.layer.kind in waiting
        )
        if not waiting:
            return Chance((), ALREADY)
    if not waiting or (kind is not None and kind not in waiting):
        return Chance((), NOT_WAITING)
    return Chance(waiting, renews=hers.rating_id if hers else None)


def _unless_barred(found: Chance, sitting: Sitting, closed: frozenset[UUID], kind: LayerKind | None) -> Chance:
    if sitting.task.framework_id not in closed:
        return found
    left = rules.open_to_unqualified(found.kinds)
    return _left(found, left, kind) or Chance((), NOT_QUALIFIED)


def _beside_her_parts(
    actor: Actor,
    found: Chance,
    sitting: Sitting,
    parts: Mapping[UUID, frozenset[str]],
    kind: LayerKind | None,
) -> Chance:
    """Without what her other part in it keeps her from, and what nobody confirms who does not know whom she sees."""
    apart = [(one, other) for one, other in sitting.policy.apart]
    had = parts.get(sitting.pk, frozenset())
    beside = _left(found, rules.kinds_left(apart, found.kinds, had), kind)
    if beside is None:
        return Chance((), APART, rules.kept_from(apart, kind or found.kinds[0], had) or "")
    if not name_is_hidden(actor, sitting):
        return beside
    return _left(beside, rules.kinds_without_a_name(beside.kinds), kind) or Chance((), NAME_HIDDEN)


def _as_who_she_is(found: Chance, standing: rules.Giver, shown: rules.HandedIn, kind: LayerKind | None) -> Chance:
    """Without what she is not, or of which nothing was handed in."""
    kinds = tuple(one for one in found.kinds if rules.lacks(one, standing, shown) is None)
    asked = (kind,) if kind is not None else found.kinds
    return _left(found, kinds, kind) or Chance((), str(rules.lacks_of_all(asked, standing, shown) or NOT_WAITING))


def _left(found: Chance, kinds: tuple[LayerKind, ...], kind: LayerKind | None) -> Chance | None:
    """The same chance with fewer ways; None where none is left, or not the one that was asked for."""
    if not kinds or (kind is not None and kind not in kinds):
        return None
    return Chance(kinds, renews=found.renews)


def _free(assessor: Any, sitting: Sitting) -> bool:
    return rules.is_independent(assessor.pk, assessor.manager_id, sitting.person_id, sitting.person.manager_id)
