"""Reads of consultations: what is open to comment, what was said, and what still waits for a response."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from skillmark.foundation import access, sealing
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.samples import IN_EARNEST
from skillmark.governance.models import Comment, Consultation


def consultations(actor: Actor) -> "QuerySet[Any]":
    """Those of the workspace, the one that closes last on top; `waiting` is how many comments have no response."""
    access.require(actor, "governance.body.read")
    rows: QuerySet[Consultation] = Consultation.objects.within(actor)
    found: QuerySet[Any] = rows.annotate(waiting=Count("comments", filter=Q(comments__response=None)))
    return found.select_related("body", "workspace").order_by("-closes_at", "id")


def consultation(actor: Actor, consultation_id: UUID, *, lock: bool = False) -> Consultation:
    """Raises NotFound."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Consultation] = Consultation.objects.within(actor)
    return one(found.select_related("body", *([] if lock else ["workspace"])), consultation_id, lock=lock)


def comment(actor: Actor, comment_id: UUID, *, lock: bool = False) -> Comment:
    """Raises NotFound."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Comment] = Comment.objects.within(actor)
    return one(found.select_related("consultation__body"), comment_id, lock=lock)


def running(actor: Actor, subject_type: str, subject_id: UUID) -> Any:
    """The consultation on a subject that is not concluded, `waiting` as in `consultations`; None without one."""
    found = consultations(actor).filter(subject_type=subject_type, subject_id=subject_id, concluded_at=None)
    return found.first()


def is_consulted(actor: Actor, subject_type: str, subject_id: UUID) -> bool:
    """Whether a consultation on a subject is not concluded. The caller asks as whoever puts questions."""
    access.require(actor, "governance.proposal.make")
    found: QuerySet[Consultation] = Consultation.objects.within(actor)
    return found.filter(subject_type=subject_type, subject_id=subject_id, concluded_at=None).exists()


def to_answer(actor: Actor, now: datetime) -> list[Any]:
    """Consultations that the actor leads and that wait: for responses, or, once all are given, for being concluded."""
    if not access.may_ever(actor, "governance.consultation.lead"):
        return []
    found = consultations(actor).filter(concluded_at=None).filter(Q(waiting__gt=0) | Q(closes_at__lte=now))
    rows = found.prefetch_related("body__seats")
    return [each for each in rows if access.may(actor, "governance.consultation.lead", each)]


def unanswered_comments(found: Consultation) -> int:
    """How many have no response. The caller has read the consultation in its own scope."""
    return found.comments.filter(response=None).count()


def said_of(found: Consultation) -> "QuerySet[Comment]":
    """What was said, line by line, the whole first; without the sealed addresses. The caller has read the consultation
    in its own scope.
    """
    said: QuerySet[Comment] = found.comments.select_related("response").defer("sealed")
    return said.order_by("line", "recorded_at", "id")


def voices(said: "QuerySet[Comment]") -> Mapping[str, int]:
    """Constituency → how many comments; the empty one for whoever named none."""
    return Counter(each.constituency for each in said)


def public_consultation(consultation_id: UUID) -> Consultation:
    """Public scope: open or closed. Raises NotFound, also for one of a sample."""
    found: QuerySet[Consultation] = Consultation.objects.across_workspaces().filter(IN_EARNEST)
    return one(found.select_related("workspace"), consultation_id)


def published_comments(ids: Iterable[UUID]) -> "QuerySet[Comment]":
    """Public scope: those of these that are published, as consultations are concluded; without the sealed addresses."""
    rows: QuerySet[Comment] = Comment.objects.across_workspaces().filter(IN_EARNEST, pk__in=list(ids))
    return rows.exclude(consultation__concluded_at=None).defer("sealed")


def comments_on(actor: Actor, subject_type: str, subject_ids: Iterable[UUID]) -> "QuerySet[Comment]":
    """What was said of drafts of these in consultations that are concluded; without the sealed addresses."""
    access.require(actor, "governance.body.read")
    rows: QuerySet[Comment] = Comment.objects.within(actor).exclude(consultation__concluded_at=None)
    about = rows.filter(consultation__subject_type=subject_type, consultation__subject_id__in=list(subject_ids))
    return about.defer("sealed").order_by("-recorded_at", "-id")


def open_to_comment(now: datetime) -> "QuerySet[Consultation]":
    """Public scope: what everybody can comment on now, the one that closes first on top."""
    found: QuerySet[Consultation] = Consultation.objects.across_workspaces()
    return found.filter(IN_EARNEST, closes_at__gt=now).select_related("workspace").order_by("closes_at", "id")


def to_be_told(actor: Actor, comment_id: UUID) -> tuple[Comment, str] | None:
    """For the job that tells her: an answered comment and the address she left; None where it is gone or unreadable."""
    access.require(actor, "people.message.deliver")
    found = Comment.objects.within(actor).filter(pk=comment_id).exclude(sealed=None)
    left = found.select_related("consultation").first()
    if left is None or left.sealed is None:
        return None
    try:
        return left, sealing.unseal(left.pk, bytes(left.sealed))
    except sealing.Unreadable:
        return None
