"""Reads of what people say of lines in force; a group's next agenda asks for the open disputes."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.standards.models import LineVote


def own_votes(actor: Actor, framework_id: UUID) -> dict[UUID, LineVote]:
    """What she herself said of the lines of a version, with the answers, by competency."""
    access.require(actor, "standards.line.validate")
    if actor.person_id is None:
        return {}
    rows = LineVote.objects.within(actor).filter(competency__framework_id=framework_id, person_id=actor.person_id)
    return {row.competency_id: row for row in rows}


def open_disputes(actor: Actor, framework_id: UUID | None = None) -> "QuerySet[LineVote]":
    """Disputes that nobody has answered, the oldest first: what the next review has to look at."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[LineVote] = LineVote.objects.within(actor).filter(agrees=False, answered_at=None)
    if framework_id is not None:
        found = found.filter(competency__framework_id=framework_id)
    return found.select_related("competency__framework").order_by("recorded_at", "id")


def disputes(actor: Actor, lineage: str) -> "QuerySet[LineVote]":
    """Disputes of lines of any version of a standard, answered or not, the latest first."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[LineVote] = LineVote.objects.within(actor).filter(agrees=False)
    return (
        found.filter(competency__framework__lineage=lineage)
        .select_related("competency")
        .order_by("-recorded_at", "-id")
    )


def confirmations(actor: Actor, framework_id: UUID) -> dict[UUID, tuple[int, int]]:
    """How many confirm and how many dispute each competency of a version."""
    access.require(actor, "standards.framework.read")
    rows = LineVote.objects.within(actor).filter(competency__framework_id=framework_id).values("competency_id")
    counted = rows.annotate(yes=Count("id", filter=Q(agrees=True)), no=Count("id", filter=Q(agrees=False)))
    return {row["competency_id"]: (row["yes"], row["no"]) for row in counted}
