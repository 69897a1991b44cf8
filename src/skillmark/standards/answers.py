"""What standards answer when higher floors and `config` ask."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation import access
from skillmark.foundation.answers import Due, Hit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.governance import subjects
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import consistency, consulted, queries, reviewing, stored, suggested
from skillmark.standards.models import (
    EditedPart,
    Framework,
    FrameworkImport,
    ItemAlignment,
    JobAnalysis,
    JobRating,
    KeptReason,
    LineEdit,
    LineVote,
    Panelist,
    Status,
)

MOST_PUBLISHED = 20  # what a shelf of the front page could hold


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    """The versions a person drafted, her own answers on panels, the reasons she wrote, and the panels she called."""
    drafted = Framework.objects.within(actor).filter(drafted_by_id=person_id).order_by("recorded_at", "id")
    rated = JobRating.objects.within(actor).filter(panelist__person_id=person_id)
    seats = Panelist.objects.within(actor).filter(person_id=person_id).select_related("analysis__framework")
    wrote = KeptReason.objects.within(actor).filter(given_by_id=person_id)
    compared = ItemAlignment.objects.within(actor).filter(reviewer_id=person_id).select_related("origin", "destination")
    called = JobAnalysis.objects.within(actor).filter(opened_by_id=person_id).select_related("framework")
    rows: list[tuple[str, datetime, dict[str, Any]]] = [
        *(("drafted", one.recorded_at, {"standard": one.title, "version": one.version}) for one in drafted),
        *(("called a panel", one.recorded_at, {"standard": one.framework.title}) for one in called),
        *(
            ("on a panel", one.recorded_at,
             {"standard": one.analysis.framework.title, "as": one.capacity, "finished_at": one.finished_at})
            for one in seats
        ),
        *(
            ("rated", one.recorded_at,
             {"what": _what(one),
              "importance": one.importance, "frequency": one.frequency, "at_entry": one.at_entry})
            for one in rated.select_related("work_task", "requirement__competency").order_by("recorded_at", "id")
        ),
        *(
            ("gave a reason", one.recorded_at, {"for": one.requirement.competency.name, "text": one.text})
            for one in wrote.select_related("requirement__competency").order_by("recorded_at", "id")
        ),
        *(
            (_edited(one), one.recorded_at, {"line": one.name, "fields": one.fields})
            for one in LineEdit.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
        ),
        *(
            ("said of a line", one.recorded_at,
             {"line": one.competency.name, "agrees": one.agrees, "reason": one.reason, "answer": one.answer})
            for one in LineVote.objects.within(actor).filter(person_id=person_id).select_related("competency")
        ),
        *(
            ("answered of a line", one.recorded_at, {"line": one.competency.name, "answer": one.answer})
            for one in LineVote.objects.within(actor).filter(answered_by_id=person_id).select_related("competency")
        ),
        *(
            ("compared statements", one.recorded_at,
             {"statement": one.origin.statement, "with": one.destination.statement, "found": one.relation,
              "on": one.reviewed_on})
            for one in compared.order_by("recorded_at", "id")
        ),
        *(
            ("brought a framework", one.recorded_at, {"file": one.name})
            for one in FrameworkImport.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
        ),
    ]  # fmt: skip
    return [{"kind": kind, "recorded_at": at, "values": values} for kind, at, values in rows]


def _edited(one: LineEdit) -> str:
    return f"{one.verb} a {'draft' if one.part == EditedPart.WHOLE else 'line'}"


def _what(rating: JobRating) -> str:
    if rating.work_task is not None:
        return rating.work_task.statement
    assert rating.requirement is not None, "a row rates one or the other, held by the database"
    return rating.requirement.competency.name


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """The standard stays, with a closed panel's figures; who drafted and argued is forgotten, and what she rated."""
    Panelist.objects.within(actor).filter(person_id=person_id).delete()
    JobAnalysis.objects.within(actor).filter(opened_by_id=person_id).update(opened_by=None)
    LineVote.objects.within(actor).filter(person_id=person_id).update(person=None)
    LineVote.objects.within(actor).filter(answered_by_id=person_id).update(answered_by=None)
    LineEdit.objects.within(actor).filter(person_id=person_id).update(person=None)
    ItemAlignment.objects.within(actor).filter(reviewer_id=person_id).update(reviewer=None)
    FrameworkImport.objects.within(actor).filter(person_id=person_id).update(person=None)
    KeptReason.objects.within(actor).filter(given_by_id=person_id).update(given_by=None)
    Framework.objects.within(actor).filter(drafted_by_id=person_id).update(drafted_by=None)


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Panels that wait for her own answers; drafts that no group has been asked about, and what a group decided to stop
    using, for whoever may.
    """
    own = [
        Due(
            title=_("Say what the work takes: %(title)s") % {"title": seat.analysis.framework.title},
            url=reverse("standards:rate", args=[seat.workspace.slug, seat.analysis.framework_id]),
        )
        for seat in queries.open_seats(actor)
    ]
    return own + _to_be_decided_or_done(actor) + _said_wrongly(actor)


def _to_be_decided_or_done(actor: Actor) -> list[Due]:
    """Drafts that no group has been asked about, and what a group decided to stop using and nobody has done yet."""
    if not access.may_ever(actor, "standards.framework.publish") or actor.demonstration:
        return []
    told = []
    for framework in queries.to_do(actor):
        named = {"title": framework.title}
        if framework.status == Status.PUBLISHED:
            url = reverse("standards:retire", args=[framework.workspace.slug, framework.pk])
            told.append(Due(title=_("Stop using it, as a group decided: %(title)s") % named, url=url))
        else:
            told.append(Due(title=_("Put to the vote: %(title)s") % named, url=_address(framework)))
    return told


def _said_wrongly(actor: Actor) -> list[Due]:
    """What is read in public and does not hold, as one line: the page has each with its fix."""
    if not access.may_ever(actor, "standards.consistency.read"):
        return []
    found = consistency.faults(actor)
    if not found:
        return []
    title = ngettext(
        "“%(title)s” says in public what does not hold", "%(count)s things say in public what does not hold", len(found)
    ) % {"title": found[0].citation.title, "count": len(found)}
    return [Due(title=title, url=reverse("standards:consistent", args=[people.slug(actor)]))]


def search(actor: Actor, text: str) -> list[Hit]:
    found = queries.frameworks(actor).filter(title__icontains=text).select_related("workspace")[:20]
    others = queries.from_elsewhere(actor).filter(title__icontains=text).select_related("workspace")[:20]
    return [Hit(title=framework.title, kind=_("Standard"), url=_address(framework)) for framework in found] + [
        Hit(
            title=framework.title,
            kind=_("Framework from elsewhere"),
            url=reverse("standards:imported_framework", args=[framework.workspace.slug, framework.pk]),
        )
        for framework in others
    ]


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The standard a group is asked about."""
    if subject_type != Framework._meta.label_lower:
        return None
    try:
        framework = queries.framework(actor, subject_id)
    except (NotFound, access.Forbidden):
        return None
    return Hit(title=framework.title, kind=_("Standard"), url=_address(framework))


def draft_to_comment(actor: Actor, subject_type: str, subject_id: UUID) -> subjects.Draft | None:
    """A version that everybody may be asked to comment on. Raises BadInput for one that is no draft any more, or on
    which a group is voting.
    """
    if subject_type != Framework._meta.label_lower:
        return None
    framework = queries.framework(actor, subject_id)
    if framework.status != Status.DRAFT:
        raise BadInput.of(told("this version is published already"), file="consultation")
    if queries.vote_is_open(framework):
        raise BadInput.of(told("a group is voting on this version just now"), file="consultation")
    return subjects.Draft(queries.named(framework), consulted.lines(stored.standard(framework)))


def published() -> list[Hit]:
    """Public scope: the standards in force, and those of a demonstration, by title."""
    return [
        Hit(
            title=framework.title,
            kind="SAMPLE" if framework.workspace.demonstration else _("Standard"),
            url=reverse("standards:published", args=[framework.pk]),
        )
        for framework in queries.in_public()[:MOST_PUBLISHED]
    ]


def _address(framework: Framework) -> str:
    return reverse("standards:framework", args=[framework.workspace.slug, framework.pk])


def agenda(actor: Actor, now: datetime, body_id: UUID | None = None) -> list[Hit]:
    """Lines in force that somebody disputes and nobody has answered, the oldest first: for the next meeting of whatever
    group looks after the standard.
    """
    if not access.may(actor, "standards.framework.read"):
        return []
    disputes = list(queries.open_disputes(actor))
    if not disputes:
        return []
    care = decisions.care(actor, reviewing.SUBJECT)
    return [
        Hit(
            title=_("%(line)s: “%(reason)s”") % {"line": vote.competency.name, "reason": vote.reason},
            kind=_("Disputed line"),
            url=reverse("standards:framework", args=[people.slug(actor), vote.competency.framework_id]),
        )
        for vote in disputes
        if care.concerns(body_id, vote.competency.framework.lineage)
    ]


ANSWERS = {
    "agenda": agenda,
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "search": search,
    "published": published,
    "subject_of_vote": subject_of_vote,
    "draft_to_comment": draft_to_comment,
    "review_subjects": reviewing.subjects,
    "review_piles": reviewing.piles,
    "subject_of_feedback": suggested.subject,
    "public_subject": suggested.public_subject,
    "heard_of": suggested.heard_of,
}
