"""Attempts: where they stand, what waits for whom, and what each reader may see of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from skillmark.assessment import rules
from skillmark.assessment.models import Evidence, EvidenceKind, LayerKind, Rating, SampledAttempt, Sitting
from skillmark.assessment.queries.discipline import left_open, marks_are_kept
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role, program
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.governance import queries as decisions
from skillmark.kernel.agreement import Criterion
from skillmark.standards import queries as standards

SEES_ALL = (Role.TALENT_LEAD, Role.ASSESSOR, Role.QUALITY_ASSURER)
SHARED = ("task__framework", "task__work_task", "task__rubric__framework", "policy")
OF_ITS_OWN = ("person", "settlement", "claim")
PARTS = (*SHARED, *OF_ITS_OWN)


def sittings(actor: Actor) -> "QuerySet[Sitting]":
    """Attempts this reader may see, the latest first: all for those who mark or lead, else of her reports; none whose
    result is kept from her.
    """
    return _whole(_seen(actor)).order_by("-recorded_at", "-id")


def sittings_by_name(actor: Actor) -> "QuerySet[Sitting]":
    """As `sittings`, each with the `shown_name` of its person by which it is found and sorted: empty where it is hidden
    from this reader. Bare: what is shown of a page of them, `in_whole` reads.
    """
    return _named(actor, _seen(actor)).order_by("-recorded_at", "-id")


def in_whole(actor: Actor, page: "QuerySet[Sitting]", order: Sequence[str]) -> list[Sitting]:
    """The attempts of a page of `sittings_by_name` with all that is judged, in this order. A page is cut from many bare
    rows: sorting ten thousand of them with their rubrics took most of the time of the list.
    """
    # a page by its ids, since PostgreSQL finds no good plan for it within; a whole list is too long for that
    ids: Any = list(page.values_list("pk", flat=True)) if page.query.is_sliced else page.values("pk")
    found: QuerySet[Sitting] = Sitting.objects.within(actor).filter(pk__in=ids)
    return list(of_few_tasks(_whole(_named(actor, found)).order_by(*order)))


def _named(actor: Actor, found: "QuerySet[Sitting]") -> "QuerySet[Sitting]":
    hidden = When(hidden_from(actor), then=Value(""))
    return found.annotate(shown_name=Case(hidden, default=F("person__name")))


def _seen(actor: Actor) -> "QuerySet[Sitting]":
    """The attempts this reader may see, bare."""
    access.require(actor, "assessment.sitting.list")
    found = left_open(actor, not_blind_to(actor))
    if not (actor.process or actor.has(SEES_ALL)):
        found = found.filter(person_id__in=actor.reports)
    return found


def labelled(found: "QuerySet[Sitting]", label: str) -> "QuerySet[Sitting]":
    """Those of these attempts that have this label. Raises BadInput for what is none."""
    wanted = Q(pk__in=[])
    for ending in rules.endings(label):
        wanted |= Q(pk__endswith=ending)
    return found.filter(wanted)


def not_blind_to(actor: Actor) -> "QuerySet[Sitting]":
    """Attempts of the workspace without those the actor is to mark again, or that came out otherwise on appeal and are
    marked anew by those who mark, as she does: until she has, she sees nothing of them.
    """
    found: QuerySet[Sitting] = Sitting.objects.within(actor)
    if actor.person_id is None:
        return found
    # both are few, and named once: asked of each of ten thousand attempts they took a third of the list's time
    open_to_her = SampledAttempt.objects.within(actor).filter(plan__assurer_id=actor.person_id, drawn=True, remark=None)
    found = found.exclude(pk__in=open_to_her.values("sitting_id"))
    return found.exclude(pk__in=_marked_anew(actor, actor.person_id)) if _marks(actor) else found


def _marked_anew(actor: Actor, person_id: UUID) -> "QuerySet[Any]":
    """The ids of attempts that are marked anew on appeal, while neither all marks nor the actor's are in. Whoever
    appealed, judged the first or decided that it does not stand has seen it, and marks nothing anew.
    """
    hers = Rating.objects.within(actor).filter(sitting=OuterRef("pk"), assessor_id=person_id)
    second: QuerySet[Sitting] = Sitting.objects.within(actor).filter(pk=OuterRef("result_id"), settled_at=None)
    appeals = decisions.carried_appeals(actor, Sitting._meta.label_lower)
    others = appeals.exclude(parties__person_id=person_id)
    return others.filter(Exists(second.exclude(Exists(hers)))).values("subject_id")


def sittings_of(actor: Actor, person_id: UUID) -> list[Sitting]:
    """The attempts of one person, those this reader may see and may know to be hers."""
    found = left_open(actor, not_blind_to(actor)).filter(person_id=person_id)
    whole = _whole(found).order_by("-recorded_at", "-id")
    seen = [sitting for sitting in whole if access.may(actor, "assessment.sitting.read", sitting)]
    return [sitting for sitting in seen if not name_is_hidden(actor, sitting)]


def sitting(actor: Actor, sitting_id: UUID, *, lock: bool = False) -> Sitting:
    """An attempt this reader may see. Raises NotFound. `lock` holds it until the unit of work ends."""
    held = left_open(actor, not_blind_to(actor))
    if lock:
        one(held, sitting_id, lock=True)
    found = one(_whole(held), sitting_id)
    if not access.may(actor, "assessment.sitting.read", found):
        raise NotFound(str(sitting_id))
    return found


def people_with_an_attempt(actor: Actor, framework_id: UUID, *, as_of: datetime) -> frozenset[UUID]:
    """Who had opened an attempt at a task of the standard by then, for those who count: ids, nothing else of it."""
    access.require(actor, "assessment.sitting.count")
    found: QuerySet[Sitting] = Sitting.objects.within(actor)
    known = found.filter(task__framework_id=framework_id, recorded_at__lte=as_of)
    return frozenset(known.values_list("person_id", flat=True))


def settled_people(actor: Actor, framework_id: UUID) -> frozenset[UUID]:
    """Who has an attempt at a task of the standard that waits for no assessor any more, among those the reader sees."""
    found = sittings(actor).filter(task__framework_id=framework_id, settled_at__isnull=False)
    return frozenset(found.order_by().values_list("person_id", flat=True))


def own_sittings(holder: Actor) -> list[Sitting]:
    """The account's own attempts in every workspace, the latest first."""
    access.require(holder, "assessment.own.read")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    found: QuerySet[Sitting] = Sitting.objects.across_workspaces()
    own = found.filter(person__account_id=holder.scope.account_id).select_related("workspace")
    return list(_whole(own).prefetch_related("next_time").order_by("-recorded_at", "-id"))


def handed_in_to(
    actor: Actor, sitting: Sitting, *, blind: bool, before: frozenset[UUID] | None = None
) -> list[Evidence]:
    """What was handed in. What another assessor wrote is hidden with her marks: it would tell them; `blind` hides it
    where all marks are in, too. Whoever helped with a claim, or judged before an appeal, marks nothing here, so that
    what came of her hands tells none. What waits for others who are on it, or was refused by one of them, is told to
    whoever handed it in and to the person tried alone. `before`: who judged what it came of, where that is known.
    """
    rows: list[Evidence] = sorted(sitting.evidence.all(), key=lambda row: (row.recorded_at, row.pk))
    rows = [row for row in rows if row.counts or _is_told(actor, sitting, row)]
    if rules.may_see_others(result(sitting).stage) and not marks_are_kept(actor, sitting) and not blind:
        return rows
    open_to_all = {sitting.person_id, actor.person_id} | helpers(sitting)
    if not {row.given_by_id for row in rows} <= open_to_all:
        open_to_all |= decisions.hands_before(actor, sitting.pk) if before is None else before
    return [row for row in rows if row.given_by_id in open_to_all]


def _is_told(actor: Actor, sitting: Sitting, row: Evidence) -> bool:
    return actor.person_id is not None and actor.person_id in (row.given_by_id, sitting.person_id)


def given(sitting: Sitting) -> list[rules.Given]:
    """The ratings of an attempt as the rules see them, in the order they came: what was given again, once."""
    rows = sitting.ratings_in_force()
    of_files = any(rating.kind in rules.OF_FILES for rating in rows)
    file = of_files and any(row.kind == EvidenceKind.FILE and row.counts for row in sitting.evidence.all())
    return [
        rules.Given(
            rating.assessor_id,
            LayerKind(rating.kind),
            rating.role,
            rating.independent,
            rating.scores,
            holds=not rating.lacking,
            # merged since, two records of one observer are one
            watched_by=(rating.assessor.merged_into_id or rating.assessor_id) if rating.observed else None,
            given_on=rating.happened_on,
            rating_id=rating.pk,
            so=rules.was_so(LayerKind(rating.kind), rating.role, file=file),
        )
        for rating in rows
    ]


def name_is_hidden(actor: Actor, sitting: Sitting) -> bool:
    """Whether the reader does not learn yet whose attempt it is: the policy hides names, she marks as an assessor like
    others, and neither her marks nor those of all are in. Whoever leads, or opened it, knows.
    """
    if not sitting.policy.blind or sitting.settled_at is not None or not _is_ordinary(actor):
        return False
    if actor.person_id in (sitting.person_id, sitting.person.manager_id, sitting.opened_by_id):
        return False
    return all(rating.assessor_id != actor.person_id for rating in sitting.ratings.all())


def _is_ordinary(actor: Actor) -> bool:
    """Whether she marks, by her role or by a link, and leads nobody's attempts."""
    assesses = actor.link is not None or actor.has([Role.ASSESSOR])
    return actor.person_id is not None and assesses and not actor.has([Role.TALENT_LEAD])


def _marks(actor: Actor) -> bool:
    """Whether she is one of those who mark: everybody's attempts, by an audit too, those of her reports, or one by a
    link.
    """
    return actor.link is not None or actor.has([Role.ASSESSOR, Role.LINE_MANAGER, Role.QUALITY_ASSURER])


def hidden_from(actor: Actor) -> Q:
    """Attempts of which `name_is_hidden` to this reader, as a condition of a query."""
    if not _is_ordinary(actor):
        return Q(pk__in=[])
    hers = Rating.objects.within(actor).filter(sitting=OuterRef("pk"), assessor_id=actor.person_id)
    known = Q(person_id=actor.person_id) | Q(person__manager_id=actor.person_id) | Q(opened_by_id=actor.person_id)
    return Q(policy__blind=True, settled_at=None) & ~known & Q(~Exists(hers))


def stale(actor: Actor, found: Iterable[Sitting]) -> frozenset[UUID]:
    """Those of these attempts that were marked by a rubric which marks the task otherwise by now."""
    listed = list(found)
    newer = standards.newer_rubrics(actor, [one.task.rubric for one in listed])
    return frozenset(one.pk for one in listed if one.task.rubric_id in newer)


def own_stale(holder: Actor, found: Iterable[Sitting]) -> frozenset[UUID]:
    """As `stale`, of the account's own attempts, each by the standards of its own workspace."""
    access.require(holder, "assessment.own.read")
    by_place: dict[UUID, list[Sitting]] = {}
    for sitting in found:
        by_place.setdefault(sitting.workspace_id, []).append(sitting)
    return frozenset().union(*(stale(program(place, "own attempts"), hers) for place, hers in by_place.items()))


def stale_ids(actor: Actor, sitting_ids: Collection[UUID]) -> frozenset[UUID]:
    """As `stale`, of attempts that a record names, for whoever may read the record: ids, nothing else of them."""
    rows: QuerySet[Sitting] = Sitting.objects.within(actor).filter(pk__in=sitting_ids)
    return stale(actor, rows.select_related("task__rubric__framework"))


def rubric(sitting: Sitting) -> tuple[Criterion, ...]:
    return rules.rubric_of(sitting.task.rubric.criteria)


def result(sitting: Sitting) -> rules.Result:
    """What the ratings come to so far."""
    settlement = getattr(sitting, "settlement", None)
    return rules.result(
        rules.layers_of(sitting.policy.layers),
        rubric(sitting),
        given(sitting),
        limit=sitting.task.limit,
        pass_mark=sitting.task.rubric.pass_mark,
        moderated=(settlement.moderator_id, settlement.scores) if settlement else None,
        doubts=[
            rules.Doubt(closing.stands if (closing := getattr(finding, "closing", None)) else None)
            for finding in sitting.findings.all()
            if finding.doubts
        ],
        wanted=sitting.task.observers,
    )


def helpers(sitting: Sitting) -> frozenset[UUID]:
    """Who helped with the claim an attempt came of, by writing it or by handing something in; not the person herself.
    None of them marks it.
    """
    if sitting.claim is None:
        return frozenset()
    hands = [sitting.claim.written_by_id, *(row.given_by_id for row in sitting.claim.evidence.all())]
    return frozenset(hand for hand in hands if hand is not None and hand != sitting.person_id)


def own_rating(actor: Actor, sitting: Sitting) -> Rating | None:
    """What the reader gave for an attempt, if she did; what she gave last, where she gave it again."""
    if actor.person_id is None:
        return None
    return next((rating for rating in sitting.ratings_in_force() if rating.assessor_id == actor.person_id), None)


def of_few_tasks(found: "QuerySet[Sitting]") -> "QuerySet[Sitting]":
    """The same attempts, each task and policy read once: of many attempts these are few, and wide."""
    return found.select_related(None).select_related(*OF_ITS_OWN).prefetch_related(*SHARED)


def with_raters(found: "QuerySet[Sitting]") -> "QuerySet[Sitting]":
    """These attempts with all that is judged, and who marked them."""
    return _whole(found).prefetch_related("ratings__assessor")


def _whole(found: "QuerySet[Sitting]") -> "QuerySet[Sitting]":
    by_whom = Rating.objects.across_workspaces().select_related("assessor")  # of attempts already in their scope
    return found.select_related(*PARTS).prefetch_related(
        Prefetch("ratings", by_whom), "evidence", "findings__closing", "claim__evidence"
    )
