"""Attempts are opened, shown, marked and settled; and how results are checked."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.evidence import add_evidence
from skillmark.assessment.models import (
    Judgement,
    LayerKind,
    NextTime,
    Path,
    PoolDraw,
    PriorLearning,
    Rating,
    Settlement,
    Sitting,
    VerificationPolicy,
)
from skillmark.assessment.queries import chances
from skillmark.assessment.queries.chances import given_as
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.standards import queries as standards

LONGEST_NEXT_TIME = 1000  # letters: three things to practise, not a lesson

FEEDBACK_GIVEN = "assessment.feedback_given"  # the event of the message


class NoPolicy(Exception):
    """How results on this standard are checked has not been said yet."""


class NotDecided(Exception):
    """No group has decided that results on this standard are checked otherwise."""


class NotTold(Exception):
    """She did not pass the last time, and nobody has told her what to show: `sittings` are the attempts it is about."""

    def __init__(self, sittings: Sequence[Sitting]) -> None:
        self.sittings = sittings
        super().__init__(", ".join(str(sitting.pk) for sitting in sittings))


class CannotRate(Exception):
    """This person may not mark this attempt, or nothing waits for her. `reason` is one of the codes below; `part` says
    which other part of hers keeps her from it, where one does.
    """

    ALREADY, NOT_WAITING, NOT_QUALIFIED = chances.ALREADY, chances.NOT_WAITING, chances.NOT_QUALIFIED
    HELPED, HAD_PART, APART, NAME_HIDDEN = chances.HELPED, chances.HAD_PART, chances.APART, chances.NAME_HIDDEN
    OWN, NOT_INDEPENDENT, SETTLED_BEFORE = "own", "not_independent", "settled_before"
    UNTRAINED, TOO_FEW, HAD_NO_PART, NOT_TO_TELL = "untrained", "too_few", "had_no_part", "not_to_tell"

    def __init__(self, reason: str, part: str = "") -> None:
        self.reason, self.part = reason, part
        super().__init__(reason)


@action
def set_policy(
    actor: Actor,
    *,
    framework_id: UUID,
    layers: Sequence[Mapping[str, Any]],
    apart: Collection[Collection[str]] = (),
    blind: bool = False,
    now: datetime,
) -> VerificationPolicy:
    """Say how results on a standard are checked, as a new version. The same again changes nothing.

    `apart`: pairs of parts that one person may not have both; `blind`: names are hidden from assessors until their
    marks are in. Raises BadInput for what is no policy or could not be met, NotDecided where a published standard has a
    policy and no group has decided since that it may change.
    """
    access.require(actor, "assessment.policy.set")
    asked = rules.layers_of(layers)
    rules.checked_givers(asked)
    wanted = {
        "layers": rules.rows_of(asked),
        "apart": [list(pair) for pair in rules.apart_of(apart, asked)],
        "blind": rules.checked_blind(blind, asked),
    }
    framework = standards.framework(actor, framework_id)
    before = queries.policy(actor, framework_id)
    if before is not None and {name: getattr(before, name) for name in wanted} == wanted:
        return before
    if not queries.may_change_policy(actor, framework, before):
        raise NotDecided(framework.title)
    policy: VerificationPolicy = VerificationPolicy.objects.record(
        actor, now=now, framework=framework, version=before.version + 1 if before else 1, **wanted
    )
    audit.record(actor, "assessment.policy.set", policy, framework=framework_id, version=policy.version)
    return policy


@action
def open_sitting(
    actor: Actor,
    *,
    task_id: UUID,
    person_id: UUID,
    draw: PoolDraw | None = None,
    claim: PriorLearning | None = None,
    now: datetime,
) -> Sitting:
    """Let a person try a task, under the policy now in force; `draw` says how it was drawn, `claim` what she learned
    before that is tried.

    Raises NoPolicy, standards' NotInUse where the standard was retired, and NotTold where she did not pass it the last
    time and was not told what to show; whoever draws has asked that of the whole pool.
    """
    task = queries.task(actor, task_id)
    person = people.anyone(actor, person_id)
    access.require(actor, "assessment.sitting.open", person)
    standards.refuse_retired(task.framework)
    policy = queries.policy(actor, task.framework_id)
    if policy is None:
        raise NoPolicy(str(task.framework_id))
    if draw is None:
        require_told(actor, person_id, [task_id])
    sitting: Sitting = Sitting.objects.record(
        actor,
        now=now,
        task=task,
        policy=policy,
        person=person,
        draw=draw,
        claim=claim,
        path=Path.PRIOR_LEARNING if claim is not None else "",
        opened_by_id=actor.person_id,
    )
    audit.record(actor, "assessment.sitting.opened", sitting, person=person_id)
    outbox.announce("assessment.sitting.opened", sitting)
    return sitting


@action
def rate(
    actor: Actor,
    *,
    sitting_id: UUID,
    scores: Mapping[str, int],
    kind: LayerKind | None = None,
    seen: str = "",
    judgement: Judgement | None = None,
    confirmed: rules.Confirmed | None = None,
    observed: rules.Observed | None = None,
    now: datetime,
) -> Rating:
    """Mark an attempt: a level for every criterion of the rubric (by position). Given once, it stands; the same again
    is what she gave already. What has become too old by the policy she may give again, and both stand.

    `seen` is what she saw, kept as evidence together with her marks or not at all. `judgement`: what she thinks of the
    attempt as a whole; it counts for no result. `confirmed`: what she says of what was shown; where she does not
    confirm all of it, the attempt is not passed. People are always asked; a program that fills a demonstration is not.

    `observed`: of a behaviour, where and when she watched and what she saw; without it nobody rates one who stands
    beside her, and nothing else is told in this way. It is kept as evidence too.

    `kind` says which way of checking this is; without it, the first one that still waits for somebody like her.
    Raises CannotRate for one's own attempt, another rating than the first, where nothing waits for her, where she
    helped with the claim it came of, where the policy keeps this apart from another part of hers, or where she is not
    what this way of checking says (`rules.lacks`); BadInput for odd scores.
    """
    sitting = queries.sitting(actor, sitting_id, lock=True)
    assessor_id = _somebody_else(actor, sitting)
    access.require(actor, "assessment.sitting.rate", sitting)
    today = people.today(actor, now)
    chance = queries.chance(actor, sitting, day=today, kind=kind)
    if not chance.kinds:
        before = queries.own_rating(actor, sitting)
        if before is None or not _is_the_same(before, sitting, scores, kind, judgement, confirmed, observed, seen):
            raise CannotRate(chance.why, chance.part)
        return before
    way = kind or chance.kinds[0]
    watched = _watched(sitting, way, observed, today)
    independent = queries.independent(actor, sitting)
    rating: Rating = Rating.objects.record(
        actor,
        now=now,
        happened_on=today,
        sitting=sitting,
        assessor_id=assessor_id,
        kind=way,
        role=given_as(actor, sitting, way),
        independent=independent,
        scores=rules.fitting(scores, rules.tops_of(sitting.task.rubric.criteria)),
        judgement=judgement or "",
        renews_id=chance.renews,
        **(asdict(rules.checked_confirmed(confirmed)) if confirmed else {}),
        **(asdict(watched) if watched else {}),
    )
    audit.record(actor, "assessment.sitting.rated", sitting, layer=LayerKind(rating.kind), independent=independent)
    for text in (seen, _told(sitting, watched) if watched else ""):
        if text.strip():
            add_evidence(actor, sitting_id=sitting_id, text=text, now=now)
    _announce(actor, sitting, now)
    return rating


@action
def settle(actor: Actor, *, sitting_id: UUID, scores: Mapping[str, int], reason: str, now: datetime) -> Settlement:
    """Settle the criteria on which assessors differ too far. Both ratings stay as they were given.

    Raises CannotRate for the person herself, one of the assessors, somebody not independent, or where nothing is open.
    """
    sitting = queries.sitting(actor, sitting_id, lock=True)
    moderator_id = _somebody_else(actor, sitting)
    access.require(actor, "assessment.sitting.settle", sitting)
    result = queries.result(sitting)
    if any(one.assessor_id == moderator_id for one in queries.given(sitting)):
        raise CannotRate(CannotRate.ALREADY)
    if not queries.may_mark_anew(actor, sitting):
        raise CannotRate(CannotRate.HAD_PART)
    if result.stage is not rules.Stage.NEEDS_MODERATION:
        raise CannotRate(CannotRate.NOT_WAITING)
    if moderator_id in queries.helpers(sitting):
        raise CannotRate(CannotRate.HELPED)
    if not queries.independent(actor, sitting):
        raise CannotRate(CannotRate.NOT_INDEPENDENT)
    if sitting.task.framework_id in queries.barred(actor, people.today(actor, now)):
        raise CannotRate(CannotRate.NOT_QUALIFIED)
    if not reason.strip():
        raise BadInput.of(told("say why"), file="settlement", column="reason")
    tops = rules.tops_of(sitting.task.rubric.criteria)
    settlement: Settlement = Settlement.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        sitting=sitting,
        moderator_id=moderator_id,
        scores=rules.fitting(scores, {name: top for name, top in tops.items() if name in result.open_criteria}),
        reason=reason.strip(),
    )
    audit.record(actor, "assessment.sitting.settled", sitting, criteria=len(result.open_criteria))
    _announce(actor, sitting, now)
    return settlement


@action
def tell_next_time(actor: Actor, *, sitting_id: UUID, text: str, now: datetime) -> NextTime:
    """Say what somebody who did not pass is to show next time, and let her know that it is there. The same words again
    change nothing.

    Raises CannotRate for the person herself, for whoever had no part in an attempt that others can speak of, and where
    it did not end below the pass mark; BadInput without words or for too many.
    """
    sitting = queries.sitting(actor, sitting_id, lock=True)
    author_id = _somebody_else(actor, sitting)
    access.require(actor, "assessment.feedback.give", sitting)
    if queries.result(sitting).stage is not rules.Stage.NOT_PASSED:
        raise CannotRate(CannotRate.NOT_TO_TELL)
    if not queries.tells(actor, sitting, people.today(actor, now)):
        raise CannotRate(CannotRate.HAD_NO_PART)
    empty = told("say what to show next time")
    said = written(text, most=LONGEST_NEXT_TIME, file="next_time", column="text", missing=empty)
    before: NextTime | None = sitting.next_time.filter(author_id=author_id, text=said).first()
    if before is not None:
        return before
    next_time: NextTime = NextTime.objects.record(
        actor, now=now, happened_on=people.today(actor, now), sitting=sitting, author_id=author_id, text=said
    )
    audit.record(actor, "assessment.feedback.given", sitting)
    people_actions.tell(
        actor,
        person_id=sitting.person_id,
        event=FEEDBACK_GIVEN,
        parameters={"task": sitting.task.work_task.statement},
        now=now,
    )
    return next_time


def require_told(actor: Actor, person_id: UUID, task_ids: Collection[UUID]) -> None:
    """Raises NotTold where she did not pass one of these tasks the last time and was not told what to show."""
    sittings = queries.not_told(actor, person_id, task_ids)
    if sittings:
        raise NotTold(sittings)


def _somebody_else(actor: Actor, sitting: Sitting) -> UUID:
    """The person acting, who is not the one who is marked: nobody marks herself, whatever her roles."""
    if actor.person_id is None:
        raise NotFound("only a person marks what people show")
    if actor.person_id == sitting.person_id:
        raise CannotRate(CannotRate.OWN)
    return actor.person_id


def _is_the_same(
    before: Rating,
    sitting: Sitting,
    scores: Mapping[str, int],
    kind: LayerKind | None,
    judgement: Judgement | None,
    confirmed: rules.Confirmed | None,
    observed: rules.Observed | None,
    seen: str,
) -> bool:
    """Whether somebody sends once more what she gave, since no answer reached her."""
    asked = {"scores": dict(scores), "kind": kind or before.kind, "judgement": judgement or ""}
    asked |= asdict(rules.checked_confirmed(confirmed)) if confirmed else {}
    asked |= asdict(observed) if observed else {}
    if asked != {name: getattr(before, name) for name in asked}:
        return False
    digest = hashlib.sha256(seen.strip().encode()).hexdigest()
    return not seen.strip() or sitting.evidence.filter(digest=digest, given_by_id=before.assessor_id).exists()


def _watched(sitting: Sitting, way: LayerKind, observed: rules.Observed | None, today: date) -> rules.Observed | None:
    """What she saw of a behaviour. Raises BadInput where she watched and does not say it, or says it of other tasks."""
    if not sitting.task.observers or way not in rules.WATCHES:
        if observed is not None:
            raise BadInput.of(told("is asked of whoever watches a behaviour"), file="marks", column="seen")
        return None
    if observed is None:
        raise BadInput.of(told("say where and when you watched, and what you saw"), file="marks", column="seen")
    return rules.checked_observed(observed, rules.tops_of(sitting.task.rubric.criteria), today)


def _told(sitting: Sitting, watched: rules.Observed) -> str:
    """What an observer saw, as one text to be kept: place and day, then the indicators in their order."""
    lines = [
        f"{row['category']}: {watched.seen[str(row['position'])]}"
        for row in sitting.task.rubric.criteria
        if str(row["position"]) in watched.seen
    ]
    return "\n".join([f"{watched.setting}, {watched.seen_on.isoformat()}", *lines])


def _announce(actor: Actor, sitting: Sitting, now: datetime) -> None:
    """Tell others that all marks are in, and note what they came to and when it was settled, so that nobody looks for
    it any more.
    """
    marked = queries.sitting(actor, sitting.pk)
    stage = queries.result(marked).stage
    if stage is rules.Stage.WAITS_FOR_ASSESSORS:
        return
    if stage is rules.Stage.NEEDS_MODERATION and hasattr(marked, "settlement"):
        raise CannotRate(CannotRate.SETTLED_BEFORE)
    marked.came_to = rules.CAME_TO[stage]
    marked.settled_at = (marked.settled_at or now) if stage.settled else None
    marked.save(update_fields=["came_to", "settled_at"])
    outbox.announce("assessment.sitting.marked", sitting, stage=stage.value)
