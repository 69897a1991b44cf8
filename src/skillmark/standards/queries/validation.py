"""Reads of what people say of lines in force; a group's next agenda asks for the open disputes."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people
from skillmark.standards.models import Framework, LineVote, Panelist

STANDS = Q(replaced_at=None)  # what somebody says now, not what she said before
HEARD = STANDS | Q(answered_at__isnull=False)  # and what was answered, though she said something else since


def may_say(actor: Actor, found: Framework, now: datetime) -> bool:
    """Whether she sees the work of this standard: she holds the job as the employer's own list tells, leads somebody
    who does, or was asked on a panel of any version. Where that list names nobody in the job, whoever works or
    supervises here may: nobody can be told from the others. The caller has read the framework in its own scope.
    """
    access.require(actor, "standards.line.validate")
    holders = people.who_hold(actor, {found.title, found.occupation_code}, now)
    if not holders or actor.person_id in holders or holders & actor.reports:
        return True
    asked: QuerySet[Panelist] = Panelist.objects.within(actor).filter(analysis__framework__lineage=found.lineage)
    return actor.person_id is not None and asked.filter(person_id=actor.person_id).exists()


def own_votes(actor: Actor, framework_id: UUID) -> dict[UUID, LineVote]:
    """What she herself says of the lines of a version, with the answers, by competency."""
    return {row.competency_id: row for row in _own(actor, framework_id).filter(STANDS)}


def own_history(actor: Actor, framework_id: UUID) -> dict[UUID, list[LineVote]]:
    """What she herself said was wrong before she said something else, with the answers, by competency, latest first."""
    told: dict[UUID, list[LineVote]] = {}
    for row in _own(actor, framework_id).filter(~STANDS, agrees=False).order_by("-recorded_at", "-id"):
        told.setdefault(row.competency_id, []).append(row)
    return told


def open_disputes(actor: Actor, framework_id: UUID | None = None) -> "QuerySet[LineVote]":
    """Disputes that nobody has answered, the oldest first: what the next review has to look at."""
    access.require(actor, "standards.framework.read")
    found: QuerySet[LineVote] = LineVote.objects.within(actor).filter(STANDS, agrees=False, answered_at=None)
    if framework_id is not None:
        found = found.filter(competency__framework_id=framework_id)
    return found.select_related("competency__framework").order_by("recorded_at", "id")


def disputes(actor: Actor, lineage: str) -> "QuerySet[LineVote]":
    """Disputes of lines of any version of a standard, answered or not, the latest first; none that was taken back
    before anybody answered.
    """
    access.require(actor, "standards.framework.read")
    found: QuerySet[LineVote] = LineVote.objects.within(actor).filter(HEARD, agrees=False)
    return (
        found.filter(competency__framework__lineage=lineage)
        .select_related("competency")
        .order_by("-recorded_at", "-id")
    )


def confirmations(actor: Actor, framework_id: UUID) -> dict[UUID, tuple[int, int]]:
    """How many confirm and how many dispute each competency of a version."""
    access.require(actor, "standards.framework.read")
    rows = LineVote.objects.within(actor).filter(STANDS, competency__framework_id=framework_id)
    counted = rows.values("competency_id").annotate(
        yes=Count("id", filter=Q(agrees=True)), no=Count("id", filter=Q(agrees=False))
    )
    return {row["competency_id"]: (row["yes"], row["no"]) for row in counted}


def _own(actor: Actor, framework_id: UUID) -> "QuerySet[LineVote]":
    access.require(actor, "standards.line.validate")
    found: QuerySet[LineVote] = LineVote.objects.within(actor).filter(competency__framework_id=framework_id)
    return found.filter(person_id=actor.person_id) if actor.person_id else found.none()
