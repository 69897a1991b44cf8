"""What a person has proved on a standard, and what is still missing before it can be signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from skillmark.assessment import rules
from skillmark.assessment.models import CameTo, Evidence, Method, Path, Sitting
from skillmark.assessment.queries.chances import layers_on
from skillmark.assessment.queries.sittings import given, result, sittings
from skillmark.assessment.queries.tasks import behaviours
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One criterion of the rubric and the level it ended with: `level` of `top`, called `quality`."""

    category: str
    level: int
    top: int
    quality: str
    description: str


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """How a task was drawn: `count` of `tasks` of a pool by a seed, after what she had been given `before`. Which other
    tasks there are it does not say: others are still to try them.
    """

    pool: str
    version: int
    count: int
    tasks: int
    before: int
    seed: str


@dataclass(frozen=True, slots=True)
class AttemptProof:
    """A settled attempt, as a record may carry it: no name of anybody.

    `layers`: (kind, asked for, of these independent, given); `roles`: (kind, as what, independent) of these;
    `evidence`: (kind, SHA-256, day). `pass_mark` is the least level that passes, on every criterion. `watched_by`:
    how many people watched a behaviour, on the days `watched`. `claimed`: it came of a claim of prior learning.
    `recent`: (kind, months, day of the oldest that counts) of what may not be older; `apart`: parts that nobody had
    both; `blind`: names were hidden from assessors until their marks were in. `drawn`: how its task was drawn from a
    pool, None where somebody chose it.
    """

    sitting_id: UUID
    task_id: UUID
    task: str
    task_reference: str
    method: Method
    rubric_id: UUID
    rubric_version: int
    pass_mark: int
    lines: tuple[RubricLine, ...]
    policy_version: int
    layers: tuple[tuple[str, int, int, int], ...]
    roles: tuple[tuple[str, str, bool], ...]
    evidence: tuple[tuple[str, str, date], ...]
    moderated: bool
    settled_on: date
    shows: Mapping[str, int]
    watched_by: int = 0
    watched: tuple[date, ...] = ()
    claimed: bool = False
    recent: tuple[tuple[str, int, date], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    blind: bool = False
    drawn: DrawnFrom | None = None


@dataclass(frozen=True, slots=True)
class ProofState:
    """Whether what a person showed may be signed.

    `performed`: of `levels`, what the work itself proves: no knowledge test, and being watched proves only a behaviour.
    `observers`: how many are still to watch a behaviour.

    `missing`: (kind, how many) of the confirmations still needed; `no_evidence`: nothing was kept of it; `stage` is
    that of the attempt that is furthest, None without one. `levels`: what the passed attempts prove, by competency.

    `too_old`: (kind, day it was given, months it counts) of what was passed and is not recent enough any more, where
    nothing recent stands beside it; what is needed instead is in `missing`.
    """

    satisfied: bool
    stage: rules.Stage | None
    missing: tuple[tuple[str, int], ...]
    no_evidence: bool
    levels: Mapping[str, int]
    performed: Mapping[str, int]
    attempts: tuple[AttemptProof, ...]
    observers: int = 0
    too_old: tuple[tuple[str, date, int], ...] = ()


FURTHEST = (
    rules.Stage.PASSED,
    rules.Stage.IN_DOUBT,
    rules.Stage.NEEDS_MODERATION,
    rules.Stage.WAITS_FOR_ASSESSORS,
    rules.Stage.NOT_PASSED,
    rules.Stage.DOES_NOT_COUNT,
)


def proof_state(
    actor: Actor, person_id: UUID, framework_id: UUID, *, sitting_ids: Collection[UUID] | None = None
) -> ProofState:
    """What a person has proved on a standard; `sitting_ids` keeps only these attempts.

    Satisfied by one attempt that was passed, checked as the policy says, as recently as it says, and of which evidence
    was kept.
    """
    return proof_states(actor, [person_id], framework_id, sitting_ids=sitting_ids)[person_id]


def proof_states(
    actor: Actor, person_ids: Collection[UUID], framework_id: UUID, *, sitting_ids: Collection[UUID] | None = None
) -> dict[UUID, ProofState]:
    """What each of these people has proved on a standard, read together. Where results are not for discipline, what was
    not passed, or differs, is not told here: whoever signs does not need it.
    """
    access.require(actor, "assessment.proof.read")
    found = sittings(actor).filter(person_id__in=person_ids, task__framework_id=framework_id)
    # of many people the tasks are few: each is read once, and not with every attempt again
    shared = ("task__framework", "task__work_task", "task__rubric", "policy", "draw__pool")
    found = found.select_related(None).select_related("settlement").prefetch_related(*shared)
    if decisions.has_agent(actor, sources.now()):
        found = found.filter(came_to__in=["", CameTo.PASSED])
    if sitting_ids is not None:
        found = found.filter(pk__in=sitting_ids)
    taken: dict[UUID, list[Sitting]] = {person_id: [] for person_id in person_ids}
    for sitting in found.order_by("recorded_at", "id"):
        taken[sitting.person_id].append(sitting)
    watched = [hers[0].task.framework for hers in taken.values() if any(one.task.observers for one in hers)]
    of_behaviour = behaviours(watched[0]) if watched else frozenset()
    limited = any(layer.get("months") for hers in taken.values() for one in hers for layer in one.policy.layers)
    today = people.today(actor, sources.now()) if limited else None
    return {person_id: _state(actor, hers, today, of_behaviour) for person_id, hers in taken.items()}


def _state(actor: Actor, found: Collection[Sitting], today: date | None, of_behaviour: Collection[str]) -> ProofState:
    judged = [(sitting, result(sitting)) for sitting in found]
    if not judged:
        return ProofState(False, None, (), False, {}, {}, ())
    furthest, state = min(judged, key=lambda pair: FURTHEST.index(pair[1].stage))
    passed = [
        (sitting, found, layers_on(actor, sitting, today))
        for sitting, found in judged
        if found.stage is rules.Stage.PASSED
    ]
    attempts = tuple(
        _attempt(sitting, found, layers)
        for sitting, found, layers in passed
        if _counting(sitting) and not any(layer.missing for layer in layers)
    )
    layers = layers_on(actor, furthest, today) if state.stage is rules.Stage.PASSED else state.layers
    return ProofState(
        satisfied=bool(attempts),
        stage=state.stage,
        missing=tuple((layer.layer.kind.value, layer.missing) for layer in layers if layer.missing),
        no_evidence=not _counting(furthest) and not attempts,
        levels=rules.proven_levels([attempt.shows for attempt in attempts]),
        performed=rules.proven_levels([_performed(attempt, of_behaviour) for attempt in attempts]),
        attempts=attempts,
        observers=state.observers.missing if state.observers else 0,
        too_old=tuple(
            (layer.layer.kind.value, old.given_on, layer.layer.months or 0)
            for _sitting, _found, states in passed
            for layer in states
            if layer.missing
            for old in layer.too_old
        ),
    )


def _counting(sitting: Sitting) -> list[Evidence]:
    """What those who marked saw, destroyed since or not: its hash stays in the record."""
    return [row for row in sitting.evidence.all() if row.counts]


def _performed(attempt: AttemptProof, of_behaviour: Collection[str]) -> dict[str, int]:
    """Of what an attempt proves, what the work itself shows."""
    return {
        competency: level
        for competency, level in attempt.shows.items()
        if rules.shows_work(attempt.method, behaviour=competency in of_behaviour)
    }


def below(actor: Actor, person_ids: Collection[UUID], framework_id: UUID) -> dict[UUID, set[str]]:
    """Competencies each person has tried to show and not yet shown; whoever has none is absent. Where results are not
    for discipline nobody is told: who asks hands it on to those who lead.
    """
    access.require(actor, "assessment.proof.read")
    tried: dict[UUID, set[str]] = {}
    shown: dict[UUID, set[str]] = {}
    wanted = set(person_ids)
    for sitting in sittings(actor).filter(task__framework_id=framework_id).order_by("id"):
        stage = result(sitting).stage
        if sitting.person_id in wanted and stage.counts:
            into = shown if stage is rules.Stage.PASSED else tried
            into.setdefault(sitting.person_id, set()).update(sitting.task.shows)
    left_over = {person: left for person, one in tried.items() if (left := one - shown.get(person, set()))}
    return {} if left_over and decisions.has_agent(actor, sources.now()) else left_over


def _attempt(sitting: Sitting, found: rules.Result, layers: Sequence[rules.LayerState]) -> AttemptProof:
    rubric = sitting.task.rubric
    not_counting = [one for state in layers for one in (*state.too_old, *state.not_so)]
    marks = [one for one in given(sitting) if one not in not_counting]
    days = [rating.happened_on for rating in sitting.ratings.all()]
    settlement = getattr(sitting, "settlement", None)
    evidence = sorted(_counting(sitting), key=lambda row: (row.recorded_at, row.pk))
    return AttemptProof(
        sitting_id=sitting.pk,
        task_id=sitting.task_id,
        task=sitting.task.work_task.statement,
        task_reference=sitting.task.work_task.reference,
        method=Method(sitting.task.method),
        rubric_id=rubric.pk,
        rubric_version=rubric.version,
        pass_mark=rubric.pass_mark,
        lines=tuple(_line(row, (found.levels or {})[str(row["position"])]) for row in rubric.criteria),
        policy_version=sitting.policy.version,
        layers=tuple(
            (state.layer.kind.value, state.layer.count, state.layer.independent, state.given) for state in layers
        ),
        roles=tuple((one.kind.value, one.role, one.independent) for one in marks),
        evidence=tuple((row.kind, row.digest, row.happened_on) for row in evidence),
        moderated=settlement is not None,
        settled_on=max([*days, settlement.happened_on] if settlement else days),
        shows=sitting.task.shows,
        watched_by=found.observers.given if found.observers else 0,
        watched=tuple(sorted({rating.seen_on for rating in sitting.ratings.all() if rating.seen_on is not None})),
        claimed=sitting.path == Path.PRIOR_LEARNING,
        recent=tuple(
            (state.layer.kind.value, state.layer.months, _oldest(state, marks))
            for state in layers
            if state.layer.months is not None
        ),
        apart=tuple((one, other) for one, other in sitting.policy.apart),
        blind=sitting.policy.blind,
        drawn=_drawn(sitting),
    )


def _drawn(sitting: Sitting) -> DrawnFrom | None:
    if sitting.draw is None:
        return None
    draw, pool = sitting.draw, sitting.draw.pool
    return DrawnFrom(pool.name, pool.version, pool.count, len(pool.tasks), len(draw.given), draw.seed)


def _oldest(state: rules.LayerState, marks: Sequence[rules.Given]) -> date:
    """The day of the oldest confirmation of a layer that counts."""
    return min(one.given_on for one in marks if one.kind == state.layer.kind)


def _line(row: Mapping[str, Any], level: int) -> RubricLine:
    reached = next(one for one in row["levels"] if one["score"] == level)
    top = max(one["score"] for one in row["levels"])
    return RubricLine(row["category"], level, top, reached["quality"], reached["description"])
