"""When a person has shown a task, and what is still missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from skillmark.assessment.models import CameTo, LayerKind
from skillmark.assessment.rules.behaviour import ASKED_BESIDES, WATCHES, Observers, observers
from skillmark.kernel.agreement import Criterion, CriterionComparison, NeedsModeration, Rating, compare, settle
from skillmark.kernel.values import BadInput, add_months, told, written

MOST_CONFIRMATIONS = 9  # of one kind; more assessors than that stand round nobody
LONGEST_WHY_NOT = 300  # letters: a sentence or two
LONGEST_RECENT = 60  # months; what five years say about today, ten do not
LARGEST_LIMIT = 2  # levels; with four levels a larger difference is no agreement


@dataclass(frozen=True, slots=True)
class Layer:
    """So many confirmations of one kind, `independent` of them by people outside her line of reporting.

    `months`: how long each of them counts, from the day it was given; None where that is not limited.
    """

    kind: LayerKind
    count: int
    independent: int = 0
    months: int | None = None


@dataclass(frozen=True, slots=True)
class LayerState:
    """A layer and what of it there is; `too_old`: what does not count any more, the oldest first; `not_so`: what was
    given by somebody, or of something, of which it is not known that it is what the layer says.
    """

    layer: Layer
    given: int
    given_independent: int
    too_old: tuple["Given", ...] = ()
    not_so: tuple["Given", ...] = ()

    @property
    def missing(self) -> int:
        """How many confirmations it still needs: those that must be independent cannot be replaced by others."""
        return max(self.layer.count - self.given, self.layer.independent - self.given_independent, 0)

    @property
    def only_independent(self) -> bool:
        """Whether every confirmation still missing must come from somebody independent."""
        return self.missing > 0 and self.layer.independent - self.given_independent >= self.missing


@dataclass(frozen=True, slots=True)
class Given:
    """A rating as the rules see it; `holds`: she did not say that what was shown cannot be relied on. `watched_by`: who
    she is, where she watched a behaviour, whichever of her records marked it. `given_on`: the day, where it counts for
    how long. `so`: she was what this kind of confirmation says, and it was of what it says.
    """

    assessor_id: UUID
    kind: LayerKind
    role: str
    independent: bool
    scores: Mapping[str, int]
    holds: bool = True
    watched_by: UUID | None = None
    given_on: date = date.min
    rating_id: UUID | None = None
    so: bool = True


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an assessor confirms of what was shown: it shows what the task asks, is the person's own work, recent, and
    enough to judge by; `why_not` says why of what is not.
    """

    valid: bool
    authentic: bool
    current: bool
    sufficient: bool
    why_not: str = ""

    @property
    def holds(self) -> bool:
        return self.valid and self.authentic and self.current and self.sufficient


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that doubts an attempt; `stands` is None while it is open, then whether the attempt stands."""

    stands: bool | None


class Stage(StrEnum):
    """Where an attempt stands."""

    WAITS_FOR_ASSESSORS = "waits_for_assessors"
    NEEDS_MODERATION = "needs_moderation"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    IN_DOUBT = "in_doubt"
    DOES_NOT_COUNT = "does_not_count"

    @property
    def settled(self) -> bool:
        return self not in (Stage.WAITS_FOR_ASSESSORS, Stage.NEEDS_MODERATION)

    @property
    def takes_marks(self) -> bool:
        """Whether somebody may still mark it: it waits for marks, or was passed and a record may need some anew.
        Whatever else it came to stands: no mark given since turns it over.
        """
        return self in (Stage.WAITS_FOR_ASSESSORS, Stage.PASSED)

    @property
    def counts(self) -> bool:
        """Whether it is settled and nothing doubts it."""
        return self in (Stage.PASSED, Stage.NOT_PASSED)


# no finding doubts an attempt while marks are given: only what is settled is looked at again
CAME_TO = {
    Stage.NEEDS_MODERATION: CameTo.DIFFERS,
    Stage.PASSED: CameTo.PASSED,
    Stage.NOT_PASSED: CameTo.NOT_PASSED,
}


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt comes to: the level each criterion ended with (by position), empty until it is settled.

    `observers`: who watched, where a behaviour is rated.
    """

    stage: Stage
    layers: tuple[LayerState, ...]
    comparisons: tuple[CriterionComparison, ...] = ()
    levels: Mapping[str, int] | None = None
    observers: Observers | None = None

    @property
    def open_criteria(self) -> tuple[str, ...]:
        return tuple(comparison.criterion_id for comparison in self.comparisons if not comparison.settled)


def layers_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Layer, ...]:
    """The layers of a policy, as stored or as a programme writes them (“practical test”, independent = true: one).

    Raises BadInput: a kind unknown or twice, counts or months that do not fit, nobody independent,
    fewer than two confirmations in all.
    """
    kinds = [str(row.get("kind")).strip().replace(" ", "_") for row in rows]
    for kind in kinds:
        if kind not in LayerKind.values:
            raise BadInput.of(
                told("there is no way of checking called “%(value)s”", value=kind[:40]), file="policy", column="kind"
            )
        if kinds.count(kind) > 1:
            raise BadInput.of(told("“%(value)s” stands twice", value=kind), file="policy", column="kind")
    layers = tuple(
        Layer(LayerKind(kind), int(row["count"]), int(row.get("independent", 0)), _months(row.get("months")))
        for kind, row in zip(kinds, rows, strict=True)
    )
    for layer in layers:
        if not 1 <= layer.count <= MOST_CONFIRMATIONS or not 0 <= layer.independent <= layer.count:
            raise BadInput.of(
                told(
                    "%(kind)s needs 1 to %(most)s, no fewer than its independent ones",
                    kind=layer.kind,
                    most=MOST_CONFIRMATIONS,
                ),
                file="policy",
                column="count",
            )
        if layer.months is not None and not 1 <= layer.months <= LONGEST_RECENT:
            said = told("a confirmation counts 1 to %(most)s months", most=LONGEST_RECENT)
            raise BadInput.of(said, file="policy", column="months")
    if sum(layer.count for layer in layers) < 2:
        raise BadInput.of(told("at least two people confirm"), file="policy", column="count")
    if not any(layer.independent for layer in layers):
        raise BadInput.of(told("at least one confirmation is independent"), file="policy", column="independent")
    return layers


def _months(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def rows_of(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """The layers of a policy as they are stored; months only where they are limited, as in policies from before."""
    return [
        {"kind": layer.kind.value, "count": layer.count, "independent": layer.independent}
        | ({} if layer.months is None else {"months": layer.months})
        for layer in layers
    ]


def tops_of(criteria: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The highest level of each criterion of a rubric, by its position."""
    return {str(row["position"]): max(int(level["score"]) for level in row["levels"]) for row in criteria}


def fitting(levels: Mapping[str, int], tops: Mapping[str, int]) -> dict[str, int]:
    """A level on its scale for each criterion asked for. Raises BadInput for another criterion or a missing one."""
    if set(levels) != set(tops):
        raise BadInput.of(told("every criterion needs one mark"), file="marks")
    for name, top in tops.items():
        if not 0 <= levels[name] <= top:
            raise BadInput.of(told("a mark lies between 0 and %(top)s", top=top), file="marks", column=name)
    return {name: levels[name] for name in tops}


def checked_confirmed(given: Confirmed) -> Confirmed:
    """What she confirms, with a reason where and only where something is missing. Raises BadInput."""
    why_not = written(given.why_not, most=LONGEST_WHY_NOT, file="marks", column="why_not", missing=None)
    if not given.holds and not why_not:
        raise BadInput.of(told("say why of what is not ticked"), file="marks", column="why_not")
    if given.holds and why_not:
        raise BadInput.of(told("gives a reason although everything is ticked"), file="marks", column="why_not")
    return replace(given, why_not=why_not)


def rubric_of(criteria: Sequence[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """A rubric as `standard.json` writes it, its criteria named by their positions."""
    weights = {str(row["position"]): int(row["weight"]) for row in criteria}
    return tuple(Criterion(name, weights[name], top) for name, top in tops_of(criteria).items())


def layer_states(
    layers: Sequence[Layer], given: Sequence[Given], day: date | None = None, *, strictly: bool = False
) -> tuple[LayerState, ...]:
    """Each layer with the confirmations there are; with a day, without those that are too old by then; `strictly`: as a
    record may state it, without those that are not what their kind says.
    """
    states = []
    for layer in layers:
        not_so = tuple(one for one in given if strictly and one.kind == layer.kind and not one.so)
        true = [one for one in given if one not in not_so]
        stale = () if day is None else too_old(layer, true, day)
        counting = [one for one in true if one.kind == layer.kind and one not in stale]
        states.append(LayerState(layer, len(counting), sum(one.independent for one in counting), stale, not_so))
    return tuple(states)


def watching(given: Sequence[Given], wanted: int) -> Observers | None:
    """How many watched a behaviour; None where none is rated."""
    return observers(wanted, [one.watched_by for one in given if one.watched_by is not None])


def open_kinds(
    layers: Sequence[Layer],
    given: Sequence[Given],
    *,
    independent: bool,
    wanted: int = 0,
    day: date | None = None,
    strictly: bool = False,
) -> tuple[LayerKind, ...]:
    """The kinds of confirmation that still wait for somebody like this assessor, in the policy's order; with a day, for
    what is too old by then as well, and `strictly` for what is not what its kind says.

    Where a behaviour is rated and the policy's own ways bring fewer observers than are `wanted`, those who stand beside
    her can be asked besides.
    """
    states = layer_states(layers, given, day, strictly=strictly)
    kinds = [state.layer.kind for state in states if state.missing and (independent or not state.only_independent)]
    watched = watching(given, wanted)
    if watched is not None and watched.missing > sum(state.missing for state in states if state.layer.kind in WATCHES):
        kinds += [kind for kind in ASKED_BESIDES if kind not in kinds]
    return tuple(kinds)


def last_day(given_on: date, months: int) -> date:
    """The last day on which a confirmation is recent enough; the month's last where that month has no such day."""
    return add_months(given_on, months)


def too_old(layer: Layer, given: Sequence[Given], day: date) -> tuple[Given, ...]:
    """Confirmations of this layer that are not recent enough on a day, the oldest first. The last day still counts."""
    if layer.months is None:
        return ()
    hers = [one for one in given if one.kind == layer.kind and day > last_day(one.given_on, layer.months)]
    return tuple(sorted(hers, key=lambda one: one.given_on))


def result(
    layers: Sequence[Layer],
    rubric: Sequence[Criterion],
    given: Sequence[Given],
    *,
    limit: int,
    pass_mark: int,
    moderated: tuple[UUID, Mapping[str, int]] | None = None,
    doubts: Collection[Doubt] = (),
    wanted: int = 0,
) -> Result:
    """What the ratings of an attempt come to.

    Nothing is compared before every layer is there and, of a behaviour, as many watched as are `wanted`. A difference
    beyond the limit is settled by a third person, never averaged. Passed is whoever reaches the pass mark on every
    criterion: a strong one never makes up for a weak one. Where one of them says that what was shown cannot be relied
    on, nothing is passed on it.
    While a finding doubts the attempt it proves nothing, nor afterwards where the finding was right.
    """
    states, watched = layer_states(layers, given), watching(given, wanted)
    if any(state.missing for state in states) or (watched is not None and watched.missing):
        return Result(Stage.WAITS_FOR_ASSESSORS, states, observers=watched)
    comparisons = compare(rubric, [Rating(str(one.assessor_id), one.scores) for one in given], limit=limit)
    try:
        levels = settle(comparisons, Rating(str(moderated[0]), moderated[1]) if moderated else None)
    except NeedsModeration:
        return Result(Stage.NEEDS_MODERATION, states, comparisons, observers=watched)
    passed = all(level >= pass_mark for level in levels.values()) and all(one.holds for one in given)
    return Result(_stage(passed, doubts), states, comparisons, levels, watched)


def _stage(passed: bool, doubts: Collection[Doubt]) -> Stage:
    if any(doubt.stands is False for doubt in doubts):
        return Stage.DOES_NOT_COUNT
    if any(doubt.stands is None for doubt in doubts):
        return Stage.IN_DOUBT
    return Stage.PASSED if passed else Stage.NOT_PASSED


def may_see_others(stage: Stage) -> bool:
    """Whether assessors see each other's scores: only once every one of them is in."""
    return stage is not Stage.WAITS_FOR_ASSESSORS


def is_independent(
    assessor_id: UUID, assessor_manager: UUID | None, person_id: UUID, person_manager: UUID | None
) -> bool:
    """Neither leads the person nor is led by her."""
    return person_manager != assessor_id and assessor_manager != person_id


def proven_levels(passed: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """What the tasks somebody passed prove: for each competency the highest level one of them shows."""
    levels: dict[str, int] = {}
    for shows in passed:
        for competency, level in shows.items():
            levels[competency] = max(level, levels.get(competency, 0))
    return levels
