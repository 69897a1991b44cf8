"""What standards lay before a review: lines that people dispute, what is said wrongly in public, and who uses it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.governance.reviewed import Counted, Paper, Pile, Reviewed
from skillmark.people import queries as people
from skillmark.standards import affected, consistency, queries
from skillmark.standards.models import OUT_OF_USE, Framework, LineVote, Status

SUBJECT = Framework._meta.label_lower


def subject_of(found: Framework) -> tuple[str, str]:
    """What is reviewed of a version, as the group that reviews it names it: its kind, and what versions share."""
    return SUBJECT, found.lineage


def subjects(actor: Actor, subject_type: str | None, lineages: Collection[str] | None) -> dict[str, Reviewed]:
    """Standards by what their versions have in common: these, or all of which a version is in force."""
    if subject_type not in (None, SUBJECT) or not access.may(actor, "standards.framework.read"):
        return {}
    every = queries.frameworks(actor)
    in_force = every.filter(status=Status.PUBLISHED).order_by().values("lineage")
    versions: dict[str, list[Framework]] = {}
    for each in every.filter(lineage__in=in_force if lineages is None else list(lineages)):
        versions.setdefault(each.lineage, []).append(each)
    slug = people.slug(actor)
    return {lineage: _subject(slug, rows) for lineage, rows in versions.items()}


def _subject(slug: str, versions: list[Framework]) -> Reviewed:
    """`versions`: the newest first."""
    in_force = next((each for each in versions if each.status == Status.PUBLISHED), versions[0])
    draft = next((each for each in versions if each.status == Status.DRAFT and each.version >= in_force.version), None)
    moved = [moment for each in versions for moment in (each.recorded_at, each.published_at) if moment is not None]
    begins = ("lines", draft.pk) if draft else ("revise", in_force.pk)
    return Reviewed(
        subject_type=SUBJECT,
        title=in_force.title,
        url=reverse("standards:framework", args=[slug, in_force.pk]),
        records=[in_force.pk, *(each.pk for each in versions if each.pk != in_force.pk)],
        draft_url=reverse(f"standards:{begins[0]}", args=[slug, begins[1]]),
        drafting=draft is not None,
        moved_at=max(moved),
        ended=in_force.status in OUT_OF_USE,
    )


def piles(actor: Actor, subject_type: str, lineage: str, since: datetime | None) -> list[Pile]:
    """Disputes said or answered since, and every one that waits; what is said wrongly; who uses what is in force."""
    if subject_type != SUBJECT or not access.may(actor, "standards.framework.read"):
        return []
    slug = people.slug(actor)
    found = [Pile("disputes", _("Disputed lines"), _disputes(actor, slug, lineage, since))]
    versions = list(queries.versions(actor, lineage))
    if access.may_ever(actor, "standards.consistency.read"):
        found.append(Pile("said", _("Said in public, and does not hold"), _said_wrongly(actor, versions)))
    in_force = next((each for each in versions if each.status == Status.PUBLISHED), None)
    if in_force is not None:
        page = reverse("standards:in_use", args=[slug, in_force.pk])
        counts = [Counted(kind, len(hits), page) for kind, hits in affected.by(actor, in_force.pk).items()]
        found.append(Pile("in_use", _("Who uses the version in force"), counts=counts))
    return found


def _disputes(actor: Actor, slug: str, lineage: str, since: datetime | None) -> list[Paper]:
    every: QuerySet[LineVote] = LineVote.objects.within(actor).filter(competency__framework__lineage=lineage)
    disputed = every.filter(queries.HEARD, agrees=False)
    if since is not None:
        disputed = disputed.filter(Q(answered_at=None) | Q(answered_at__gt=since) | Q(recorded_at__gt=since))
    rows = list(disputed.select_related("competency").order_by("recorded_at", "id"))
    counted: dict[Any, tuple[int, int]] = {
        row["competency_id"]: (row["yes"], row["no"])
        for row in every.filter(queries.STANDS, competency_id__in={row.competency_id for row in rows})
        .values("competency_id")
        .annotate(yes=Count("id", filter=Q(agrees=True)), no=Count("id", filter=Q(agrees=False)))
    }
    return [
        Paper(
            title=row.competency.name,
            says=f"“{row.reason}”",
            url=reverse("standards:disputes", args=[slug, row.competency.framework_id]),
            record_id=row.pk,
            on=people.today(actor, row.recorded_at),
            waits=row.answered_at is None,
            answer=row.answer,
            figures=_("Confirmed by %(yes)s, disputed by %(no)s.")
            % {"yes": counted[row.competency_id][0], "no": counted[row.competency_id][1]},
        )
        for row in rows
    ]


def _said_wrongly(actor: Actor, versions: list[Framework]) -> list[Paper]:
    own = {each.pk for each in versions}
    return [
        Paper(title=fault.citation.title, says=_what_does_not_hold(fault), url=fault.citation.fix_url)
        for fault in consistency.faults(actor)
        if fault.framework.pk in own
    ]


def _what_does_not_hold(fault: consistency.Fault) -> str:
    """What it is that says so, and what is wrong with it."""
    if fault.newer is not None:
        return _("%(kind)s, made from a version that was replaced") % {"kind": fault.citation.kind}
    if fault.retired:
        return _("%(kind)s, made from a standard that is no longer in use") % {"kind": fault.citation.kind}
    number = len(fault.unassessed)
    return ngettext(
        "%(kind)s, asks for %(number)s thing that no task shows",
        "%(kind)s, asks for %(number)s things that no task shows",
        number,
    ) % {"kind": fault.citation.kind, "number": number}
