"""Reads of suggestions: those of a workspace, her own, what waits, and what is counted of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from skillmark.feedback import rules
from skillmark.feedback.models import Answer, Cause, ChangeRecord, Offer, State, Suggestion
from skillmark.feedback.rules import Counted, Told
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people

SUGGESTION = "feedback.suggestion"  # the kind of record that holds and rules name
YES, NO = "yes", "no"
LATE, OFFERED = 0, 1
OPEN = (State.NEW, State.TAKEN_UP)  # what a change may still come of
MOST_OFFERED = 200  # what a lead looks through to find the one that says the same


def listed(actor: Actor) -> "QuerySet[Any]":
    """Every suggestion of the workspace; `is_answered` and `is_changed` are "yes" or "no", as they are counted."""
    access.require(actor, "feedback.suggestion.list")
    rows: QuerySet[Suggestion] = Suggestion.objects.within(actor).select_related("person")
    found: QuerySet[Any] = rows.annotate(
        is_answered=_yes(Q(answered_on__isnull=False)),
        is_changed=_yes(Exists(_published_causes())),
    )
    return found


def suggestion(actor: Actor, suggestion_id: UUID, *, lock: bool = False) -> Suggestion:
    """One, for whoever may read it. Raises NotFound, for what is somebody else's too."""
    found: QuerySet[Suggestion] = Suggestion.objects.within(actor)
    if not access.may_ever(actor, "feedback.suggestion.list"):
        found = found.filter(person_id=actor.person_id) if actor.person_id else found.none()
    row = one(found if lock else found.select_related("person", "joined_to"), suggestion_id, lock=lock)
    access.require(actor, "feedback.suggestion.read", row)
    return row


def as_blanked(actor: Actor, found: Suggestion, words: Sequence[str]) -> str:
    """How a suggestion reads once these words are blanked. The caller has asked leave.

    Raises BadInput as `rules.blanked`, and where a word is part of the actor's own name: what is said of her, she does
    not take out for good. What she wrote herself is hers.
    """
    reader = actor.person_id
    if reader is not None and reader != found.person_id and rules.names(words, people.anyone(actor, reader).name):
        said = told("your own name is among these words; somebody else who leads blanks it")
        raise BadInput.of(said, file="suggestion", column="words")
    return rules.blanked(found.text, words)


def own(actor: Actor) -> "QuerySet[Suggestion]":
    """Her own under her name, the latest first."""
    access.require(actor, "feedback.suggestion.own")
    rows: QuerySet[Suggestion] = Suggestion.objects.within(actor)
    found = rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()
    return found.select_related("joined_to").order_by("-recorded_at", "-id")


def answers_to(found: Suggestion) -> "QuerySet[Answer]":
    """What was answered to it or to the one it is joined to, the latest first. The caller has read it in its scope."""
    rows: QuerySet[Answer] = Answer.objects.across_workspaces().filter(workspace_id=found.workspace_id)
    ids = [each for each in (found.pk, found.joined_to_id) if each is not None]
    return rows.filter(suggestion_id__in=ids).order_by("-recorded_at", "-id")


def changes_of(found: Suggestion, *, published: bool = True) -> "QuerySet[ChangeRecord]":
    """The changes that came of it, itself or as joined to another. The caller has read it in its scope."""
    rows: QuerySet[ChangeRecord] = ChangeRecord.objects.across_workspaces().filter(workspace_id=found.workspace_id)
    ids = [each for each in (found.pk, found.joined_to_id) if each is not None]
    rows = rows.filter(pk__in=Cause.objects.across_workspaces().filter(suggestion_id__in=ids).values("change_id"))
    return (rows.exclude(published_at=None) if published else rows).order_by("-happened_on", "-id")


def to_join(actor: Actor, found: Suggestion) -> "QuerySet[Suggestion]":
    """Others it can be joined to, those on the same topic and the latest first; at most two hundred."""
    access.require(actor, "feedback.suggestion.list")
    rows: QuerySet[Suggestion] = Suggestion.objects.within(actor).filter(joined_to=None).exclude(pk=found.pk)
    here = Case(When(topic=found.topic, then=Value(0)), default=Value(1))
    return rows.exclude(text="").order_by(here, "-recorded_at", "-id")[:MOST_OFFERED]


def open_about(actor: Actor, topic: str) -> "QuerySet[Suggestion]":
    """Those on a topic of which a change may still come, those joined to another left out, the oldest first."""
    access.require(actor, "feedback.suggestion.list")
    rows: QuerySet[Suggestion] = Suggestion.objects.within(actor).filter(topic=topic, joined_to=None, state__in=OPEN)
    return rows.order_by("recorded_at", "id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for whoever leads: a suggestion without an answer for too long, by its own id, or (`offered`) a
    version that came into force, by its type and id, of which nobody has said what it answers.
    """

    offered: bool
    title: str
    subject_type: str
    which: UUID
    on: date


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """What waits for the actor, who never answers herself; in one query, since Today asks everybody."""
    if not access.may_ever(actor, "feedback.change.write"):
        return []
    rows: QuerySet[Suggestion] = Suggestion.objects.within(actor)
    before = rules.late_before(people.today(actor, now))
    late = rows.filter(state=State.NEW, joined_to=None, happened_on__lt=before)
    if actor.person_id is not None:
        late = late.exclude(person_id=actor.person_id)
    offers: QuerySet[Offer] = Offer.objects.within(actor).filter(settled_at=None)
    found = late.annotate(what=Value(LATE)).values_list("what", "title", "subject_type", "id", "happened_on")
    others = offers.annotate(what=Value(OFFERED)).values_list(
        "what", "title", "subject_type", "subject_id", "happened_on"
    )
    rows_of_both: QuerySet[Any, Any] = found.union(others, all=True)
    return [Waiting(what == OFFERED, *rest) for what, *rest in rows_of_both]


def first_day(actor: Actor) -> date | None:
    """The day of the first suggestion."""
    access.require(actor, "feedback.suggestion.list")
    return Suggestion.objects.within(actor).order_by("happened_on").values_list("happened_on", flat=True).first()


def counted(actor: Actor) -> Counted:
    """How many came, were answered and led to a published change, and how long the first answer took."""
    told = listed(actor).values_list("happened_on", "answered_on", "is_changed")
    return rules.counted([Told(on, answered_on, changed == YES) for on, answered_on, changed in told])


def _published_causes() -> "QuerySet[Cause]":
    rows: QuerySet[Cause] = Cause.objects.across_workspaces().exclude(change__published_at=None)
    return rows.filter(Q(suggestion_id=OuterRef("pk")) | Q(suggestion_id=OuterRef("joined_to_id")))


def _yes(condition: Any) -> Case:
    return Case(When(condition, then=Value(YES)), default=Value(NO), output_field=CharField())
