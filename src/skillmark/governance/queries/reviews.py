"""Reads of reviews: which are due when, what lies before each, and what must follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import reviewed, rules
from skillmark.governance.models import (
    Body,
    Conclusion,
    Consultation,
    Meeting,
    Proposal,
    Question,
    Review,
    ReviewCycle,
    Seat,
)
from skillmark.governance.queries.bodies import bodies
from skillmark.governance.queries.rights import leading
from skillmark.governance.reviewed import Paper, Pile, Reviewed
from skillmark.governance.rules import Care, Timing
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A cycle as it stands on a day. `days` are left until `due_on`, or have gone by since where it is overdue.

    `last` is the last review of the subject, by whatever body; `follow_up` is what it came to where that is not begun
    yet. `subject` is None where the reader may not see it.
    """

    cycle: ReviewCycle
    subject: Reviewed | None
    last: Review | None
    due_on: date
    timing: Timing
    days: int
    follow_up: Conclusion | None = None

    @property
    def title(self) -> str:
        return self.subject.title if self.subject else gettext("Something you may not see")


def reviews(actor: Actor, now: datetime, *, body_id: UUID | None = None) -> list[ReviewDue]:
    """Every cycle that runs, or those of one body: what is longest overdue on top, then by due day."""
    access.require(actor, "governance.body.read")
    rows = _cycles(actor)
    return _due(actor, list(rows if body_id is None else rows.filter(body_id=body_id)), now)


def review(actor: Actor, cycle_id: UUID, now: datetime) -> ReviewDue:
    """One of them. Raises NotFound, also for a cycle that has ended."""
    return _due(actor, [cycle(actor, cycle_id)], now)[0]


def cycle(actor: Actor, cycle_id: UUID, *, lock: bool = False) -> ReviewCycle:
    """A cycle that runs. Raises NotFound."""
    access.require(actor, "governance.body.read")
    if lock:
        return one(ReviewCycle.objects.within(actor).filter(ended_at=None), cycle_id, lock=True)
    return one(_cycles(actor), cycle_id)


def cycle_of(actor: Actor, subject_type: str, subject: str) -> ReviewCycle | None:
    """The cycle that runs on a subject."""
    access.require(actor, "governance.body.read")
    found: ReviewCycle | None = _cycles(actor).filter(subject_type=subject_type, subject=subject).first()
    return found


def review_of(actor: Actor, subject_type: str, subject: str, now: datetime) -> ReviewDue | None:
    """How the review of a subject stands, None where nobody reviews it."""
    found = cycle_of(actor, subject_type, subject)
    return _due(actor, [found], now)[0] if found else None


def ended_reviews(actor: Actor) -> list[tuple[ReviewCycle, Reviewed | None]]:
    """Cycles that were ended, with the reason, and in whose place none runs, the last one first; each with what it was
    on, None where the reader may not see that.
    """
    access.require(actor, "governance.body.read")
    every: QuerySet[ReviewCycle] = ReviewCycle.objects.within(actor)
    same = every.filter(subject_type=OuterRef("subject_type"), subject=OuterRef("subject"))
    after = same.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("ended_at")))
    rows = every.exclude(ended_because="").exclude(Exists(after)).select_related("body", "ended_by")
    found = list(rows.order_by("-ended_at", "-id"))
    known = {
        (kind, subject): shown
        for kind in sorted({each.subject_type for each in found})
        for subject, shown in reviewed.of(actor, kind, {each.subject for each in found}).items()
    }
    return [(each, known.get((each.subject_type, each.subject))) for each in found]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a review left to the next one: the ids of what waits, of which kind of subject, and by when that is held;
    None where no next one is due.
    """

    subject_type: str
    ids: frozenset[UUID]
    due_on: date | None


def carried_over(actor: Actor, review_id: UUID) -> CarriedOver:
    """What this review left. Raises NotFound."""
    access.require(actor, "governance.body.read")
    held: QuerySet[Review] = Review.objects.within(actor).select_related("cycle")
    found = one(held, review_id)
    due_on = _due_on(found.cycle, found) if found.cycle.ended_at is None else None
    return CarriedOver(found.cycle.subject_type, frozenset(UUID(each) for each in found.carried), due_on)


def last_review(actor: Actor, cycle: ReviewCycle) -> Review | None:
    """The last review of what the cycle is on, by whatever body. The caller has read it in its own scope."""
    return _last(actor, [cycle]).get((cycle.subject_type, cycle.subject))


def held_reviews(actor: Actor, cycle: ReviewCycle) -> "QuerySet[Review]":
    """Every review of what the cycle is on, the last one first, with its reason. The caller has read the cycle in its
    own scope.
    """
    found: QuerySet[Review] = Review.objects.within(actor)
    same = found.filter(cycle__subject_type=cycle.subject_type, cycle__subject=cycle.subject)
    return same.select_related("cycle__body", "meeting", "reason").order_by("-happened_on", "-recorded_at", "-id")


def lying_before(actor: Actor, cycle: ReviewCycle, subject: Reviewed | None, last: Review | None) -> list[Pile]:
    """What the review has to look at: what came since the last one, and whatever waits for an answer from before."""
    since = last.recorded_at if last else None
    found = reviewed.piles(actor, cycle.subject_type, cycle.subject, since)
    return [*found, _comments(actor, cycle, subject, since)]


def waiting(piles: Sequence[Pile]) -> dict[UUID, Paper]:
    """What somebody is owed an answer to, by its id."""
    papers = [paper for pile in piles for paper in pile.papers if paper.waits]
    return {paper.record_id: paper for paper in papers if paper.record_id is not None}


def meetings_to_name(actor: Actor, cycle: ReviewCycle, last: Review | None, now: datetime) -> list[Meeting]:
    """Meetings of the body at which the review can have been held: those begun since the last one, the latest first."""
    found: QuerySet[Meeting] = Meeting.objects.within(actor).filter(body_id=cycle.body_id, called_off_at=None)
    rows = found.filter(begins_at__lte=now).select_related("workspace").order_by("-begins_at", "id")
    first = last.happened_on if last else date.min
    return [each for each in rows[:20] if people.today(actor, each.begins_at) >= first]


def unreviewed(actor: Actor, running: Sequence[ReviewDue]) -> list[tuple[str, Reviewed]]:
    """What is in force and no cycle is on, each with its name among its kind: it would never be overdue."""
    had = {(each.cycle.subject_type, each.cycle.subject) for each in running}
    return [(subject, found) for subject, found in reviewed.in_force(actor) if (found.subject_type, subject) not in had]


def whom_to_make_responsible(actor: Actor, day: date) -> list[tuple[UUID, str]]:
    """Everybody who has a role on this day, by name."""
    access.require(actor, "governance.body.read")
    held = people.in_force(actor, day).filter(person__erased_at=None)
    return sorted(dict(held.values_list("person_id", "person__name")).items(), key=lambda one: (one[1].casefold(), one))


def to_review(actor: Actor, now: datetime) -> list[ReviewDue]:
    """What the actor answers for, as who is responsible, chairs or leads: reviews overdue or soon due, and what one
    came to and nobody has begun.
    """
    if actor.person_id is None:
        return []
    found = [each for each in reviews(actor, now) if each.timing is not Timing.LATER or each.follow_up]
    return [
        each
        for each in found
        if each.cycle.responsible_id == actor.person_id or access.may(actor, "governance.review.conclude", each.cycle)
    ]


def reviewed_at(actor: Actor, subject_type: str) -> dict[str, datetime]:
    """When each subject of a kind was last reviewed: what was known by then lay before that review."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Any] = Review.objects.within(actor).filter(cycle__subject_type=subject_type)
    rows = found.order_by("recorded_at").values_list("cycle__subject", "recorded_at")
    return dict(rows)


def care(actor: Actor, subject_type: str) -> Care:
    """Which body looks after which subjects of a kind."""
    access.require(actor, "governance.body.read")
    rows = ReviewCycle.objects.within(actor).filter(subject_type=subject_type, ended_at=None)
    lead = leading(actor, Question.PUBLISH)
    return Care(dict(rows.values_list("subject", "body_id")), lead.body_id if lead else None)


def bodies_to_review_with(actor: Actor) -> list[Body]:
    """The bodies which the actor may give something to review, by name."""
    if not access.may_ever(actor, "governance.review.set"):
        return []
    return [each for each in bodies(actor) if access.may(actor, "governance.review.set", place_of(each))]


def place_of(body: Body) -> Seat:
    """A place in a body, for what its chair may do there."""
    return Seat(workspace_id=body.workspace_id, body=body)


@dataclass(frozen=True, slots=True)
class InPublic:
    """What everybody reads of the reviews of a subject; `overdue` is the number of days, 0 where it is not."""

    last_on: date | None
    due_on: date | None
    overdue: int


def review_in_public(workspace_id: UUID, subject_type: str, subject: str, day: date) -> InPublic:
    """Public scope: the caller has found the subject to be public. `day` is the one where the workspace is."""
    held: QuerySet[Review] = Review.objects.across_workspaces().filter(workspace_id=workspace_id)
    of_it = held.filter(cycle__subject_type=subject_type, cycle__subject=subject)
    last = of_it.order_by("happened_on", "recorded_at").last()
    cycles: QuerySet[ReviewCycle] = ReviewCycle.objects.across_workspaces().filter(workspace_id=workspace_id)
    runs = cycles.filter(subject_type=subject_type, subject=subject, ended_at=None).first()
    due_on = _due_on(runs, last) if runs else None
    return InPublic(last.happened_on if last else None, due_on, max((day - due_on).days, 0) if due_on else 0)


def _cycles(actor: Actor) -> "QuerySet[ReviewCycle]":
    found: QuerySet[ReviewCycle] = ReviewCycle.objects.within(actor).filter(ended_at=None)
    return found.select_related("body", "responsible", "workspace").prefetch_related("body__seats")


def _due(actor: Actor, cycles: list[ReviewCycle], now: datetime) -> list[ReviewDue]:
    if not cycles:
        return []
    today = people.today(actor, now)
    last = _last(actor, cycles)
    kinds = {each.subject_type for each in cycles}
    known = {
        (kind, subject): found
        for kind in sorted(kinds)
        for subject, found in reviewed.of(actor, kind, {each.subject for each in cycles}).items()
    }
    asked = _asked_to_retire(actor, list(last.values()))
    shown = []
    for each in cycles:
        key = (each.subject_type, each.subject)
        review, subject = last.get(key), known.get(key)
        due_on = _due_on(each, review)
        shown.append(
            ReviewDue(
                each, subject, review, due_on, rules.timing(due_on, today), abs((due_on - today).days),
                _follow_up(review, subject, asked),
            )
        )  # fmt: skip
    return sorted(shown, key=lambda due: (due.due_on, due.title.casefold(), due.cycle.pk))


def _due_on(cycle: ReviewCycle, last: Review | None) -> date:
    """The first due day holds until a review was held under this very cycle."""
    held = last.happened_on if last is not None and last.cycle_id == cycle.pk else None
    return rules.next_review(cycle.first_due_on, cycle.months, held)


def _last(actor: Actor, cycles: Sequence[ReviewCycle]) -> dict[tuple[str, str], Review]:
    rows: QuerySet[Review] = Review.objects.within(actor).filter(cycle__subject__in={each.subject for each in cycles})
    found = rows.select_related("cycle").order_by("happened_on", "recorded_at", "id")
    return {(each.cycle.subject_type, each.cycle.subject): each for each in found}


def _asked_to_retire(actor: Actor, last: Sequence[Review]) -> Mapping[UUID, datetime]:
    """Record → when a group was last asked to retire it."""
    if not any(each.conclusion == Conclusion.RETIRE for each in last):
        return {}
    rows = Proposal.objects.within(actor).filter(question=Question.RETIRE_STANDARD).order_by("recorded_at")
    return dict(rows.values_list("subject_id", "recorded_at"))


def _follow_up(last: Review | None, subject: Reviewed | None, asked: Mapping[UUID, datetime]) -> Conclusion | None:
    """What the last review came to, where nobody has begun it."""
    if last is None or subject is None or subject.ended:
        return None
    if last.conclusion == Conclusion.NEW_DRAFT:
        return None if subject.drafting or subject.moved_at > last.recorded_at else Conclusion.NEW_DRAFT
    if last.conclusion == Conclusion.RETIRE:
        put = any(record in asked and asked[record] > last.recorded_at for record in subject.records)
        return None if put else Conclusion.RETIRE
    return None


def _comments(actor: Actor, cycle: ReviewCycle, subject: Reviewed | None, since: datetime | None) -> Pile:
    """Rounds of public comments on its versions that came to an end since, or still run."""
    rows: QuerySet[Any] = Consultation.objects.within(actor).filter(
        subject_type=cycle.subject_type, subject_id__in=list(subject.records) if subject else []
    )
    papers = []
    for each in rows.select_related("workspace").prefetch_related("comments").order_by("closes_at", "id"):
        if since is not None and each.concluded_at is not None and each.concluded_at <= since:
            continue
        said = len(each.comments.all())
        open_ones = sum(comment.response_id is None for comment in each.comments.all())
        counted = ngettext("%(count)s comment", "%(count)s comments", said) % {"count": said}
        left = gettext("%(count)s without a response") % {"count": open_ones}
        until = gettext("comments until %(last)s") % {"last": date_format(each.last_day)}
        papers.append(
            Paper(
                title=each.title,
                says=", ".join([counted, *([left] if open_ones else []), *([] if each.concluded_at else [until])]),
                url=reverse("governance:consultation", args=[each.workspace.slug, each.pk]),
                record_id=each.pk,
            )
        )
    return Pile("comments", gettext("Public comments"), papers)
