"""Reads of changes, from either end: what caused one, and what came of something that was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.feedback import rules, subjects
from skillmark.feedback.models import Cause, ChangeRecord, Offer, Suggestion
from skillmark.feedback.subjects import Words
from skillmark.foundation import access
from skillmark.foundation.models import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.samples import IN_EARNEST
from skillmark.foundation.scopes import NotFound


@dataclass(frozen=True, slots=True)
class Causes:
    """What everybody is told of the causes of a change. `suggestions` and `disputes` are None for too few to show, whom
    others could name; `quotes` are words whose writers agree, `comments` what was said in public.
    """

    suggestions: int | None
    others: int | None
    quotes: tuple[str, ...]
    comments: tuple[Words, ...]


def changes(actor: Actor) -> "QuerySet[ChangeRecord]":
    """The latest first. Whoever writes them sees those that are not published, too."""
    access.require(actor, "feedback.change.read")
    found: QuerySet[ChangeRecord] = ChangeRecord.objects.within(actor)
    if not access.may_ever(actor, "feedback.change.write"):
        found = found.exclude(published_at=None)
    return found.order_by("-happened_on", "-recorded_at", "-id")


def change(actor: Actor, change_id: UUID, *, lock: bool = False) -> ChangeRecord:
    """Raises NotFound, for what is not published too, but to whoever writes them."""
    return one(changes(actor), change_id, lock=lock)


def changes_about(actor: Actor, subject_type: str, subject_id: UUID) -> "QuerySet[ChangeRecord]":
    """Those about this very record, the latest first; of another scope than its readers, none."""
    if not access.may_ever(actor, "feedback.change.read"):
        return ChangeRecord.objects.across_workspaces().none()
    return changes(actor).filter(subject_type=subject_type, subject_id=subject_id)


def causes_of(found: ChangeRecord) -> list[Cause]:
    """Each cause with its suggestion, in the order in which they were named. The caller has read the change."""
    rows = found.causes.select_related("suggestion__person").prefetch_related("suggestion__joined")
    return list(rows.order_by("recorded_at", "id"))


def because_of(actor: Actor, source_type: str, ids: Iterable[UUID]) -> dict[UUID, list[ChangeRecord]]:
    """The published changes that came of each of these records, by its id. The caller may read the records."""
    return _by_source(Cause.objects.within(actor), source_type, ids)


def public_because_of(source_type: str, ids: Iterable[UUID]) -> dict[UUID, list[ChangeRecord]]:
    """Public scope: as `because_of`."""
    rows: QuerySet[Cause] = Cause.objects.across_workspaces()
    return _by_source(rows.filter(IN_EARNEST), source_type, ids)


def taken(actor: Actor, but: UUID | None = None) -> set[UUID]:
    """What other changes than `but` were said to come of already: ids of suggestions and of records elsewhere."""
    access.require(actor, "feedback.change.write")
    rows: QuerySet[Cause] = Cause.objects.within(actor).exclude(change_id=but)
    return {each for pair in rows.values_list("suggestion_id", "source_id") for each in pair if each is not None}


def offer_about(actor: Actor, subject_type: str, subject_id: UUID) -> Offer | None:
    """The offer that is not settled to say what a version answers."""
    access.require(actor, "feedback.change.write")
    found: QuerySet[Offer] = Offer.objects.within(actor).filter(subject_type=subject_type, subject_id=subject_id)
    return found.filter(settled_at=None).first()


def publisher(workspace_id: UUID) -> Workspace:
    """Public scope: a workspace that published a change. Raises NotFound."""
    if not _published().filter(workspace_id=workspace_id).exists():
        raise NotFound(str(workspace_id))
    return Workspace.objects.get(pk=workspace_id)


def public_changes(workspace_id: UUID) -> "QuerySet[ChangeRecord]":
    """Public scope: what a workspace published, the latest first."""
    return _published().filter(workspace_id=workspace_id)


def public_change(change_id: UUID) -> ChangeRecord:
    """Public scope. Raises NotFound for one that is not published."""
    return one(_published().select_related("workspace"), change_id)


def public_changes_about(workspace_id: UUID, subject_type: str, subject_id: UUID) -> "QuerySet[ChangeRecord]":
    """Public scope: the published changes about this very record, the latest first."""
    return _published().filter(workspace_id=workspace_id, subject_type=subject_type, subject_id=subject_id)


def public_causes(found: Iterable[ChangeRecord], least: int) -> Mapping[UUID, Causes]:
    """Public scope: what is told of the causes of these published changes, by the id of each. Fewer than `least` voices
    of one sort are not counted out.
    """
    ids = [each.pk for each in found]
    rows: QuerySet[Cause] = (
        Cause.objects.across_workspaces().filter(change_id__in=ids).exclude(change__published_at=None)
    )
    causes = list(rows.select_related("suggestion").order_by("recorded_at", "id"))
    roots = {cause.suggestion_id for cause in causes if cause.suggestion_id}
    said: QuerySet[Suggestion] = Suggestion.objects.across_workspaces().filter(Q(pk__in=roots) | Q(joined_to__in=roots))
    alike: dict[UUID, list[Suggestion]] = {}
    for each in said.order_by("recorded_at", "id"):
        alike.setdefault(each.joined_to_id or each.pk, []).append(each)
    elsewhere: dict[str, list[UUID]] = {}
    for cause in causes:
        if cause.source_id is not None:
            elsewhere.setdefault(cause.source_type, []).append(cause.source_id)
    public = subjects.said_in_public(elsewhere) if elsewhere else {}
    return {
        change_id: _told([one for one in causes if one.change_id == change_id], alike, public, least)
        for change_id in ids
    }


def _told(
    causes: Iterable[Cause], alike: Mapping[UUID, list[Suggestion]], public: Mapping[UUID, Words], least: int
) -> Causes:
    voices: list[Suggestion] = []
    comments: list[Words] = []
    others = 0
    for cause in causes:
        if cause.suggestion_id is not None:
            voices += alike.get(cause.suggestion_id, [])
        elif cause.source_id is not None and cause.source_id in public:
            comments.append(public[cause.source_id])
        else:
            others += 1
    quotes = tuple(each.text for each in voices if rules.may_quote(each.text, quotable=each.quotable))
    return Causes(
        rules.guarded(len(voices), least) if voices else 0,
        rules.guarded(others, least) if others else 0,
        quotes,
        tuple(comments),
    )


def _published() -> "QuerySet[ChangeRecord]":
    rows: QuerySet[ChangeRecord] = ChangeRecord.objects.across_workspaces().filter(IN_EARNEST)
    return rows.exclude(published_at=None).order_by("-happened_on", "-recorded_at", "-id")


def _by_source(rows: "QuerySet[Cause]", source_type: str, ids: Iterable[UUID]) -> dict[UUID, list[ChangeRecord]]:
    found: dict[UUID, list[ChangeRecord]] = {}
    wanted = rows.filter(source_type=source_type, source_id__in=list(ids)).exclude(change__published_at=None)
    for cause in wanted.select_related("change").order_by("change__happened_on", "id"):
        if cause.source_id is not None:
            found.setdefault(cause.source_id, []).append(cause.change)
    return found
