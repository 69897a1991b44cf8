"""What standards answer when higher floors and `config` ask."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.foundation import access
from skillmark.foundation.answers import Due, Hit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.standards import queries
from skillmark.standards.models import Framework, ItemAlignment, Status

MOST_PUBLISHED = 20  # what a shelf of the front page could hold


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    """The versions a person drafted, and the statements she compared."""
    compared = ItemAlignment.objects.within(actor).filter(reviewer_id=person_id).order_by("recorded_at", "id")
    drafted = Framework.objects.within(actor).filter(drafted_by_id=person_id).order_by("recorded_at", "id")
    return [
        {"kind": "drafted", "recorded_at": framework.recorded_at,
         "values": {"standard": framework.title, "version": framework.version}}
        for framework in drafted
    ] + [
        {"kind": "compared", "recorded_at": alignment.recorded_at,
         "values": {"statement": alignment.origin.statement, "with": alignment.destination.statement,
                    "relation": alignment.relation, "on": alignment.reviewed_on}}
        for alignment in compared.select_related("origin", "destination")
    ]  # fmt: skip


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """The standard stays, and so does what was found of two statements; who did it is forgotten."""
    ItemAlignment.objects.within(actor).filter(reviewer_id=person_id).update(reviewer=None)
    Framework.objects.within(actor).filter(drafted_by_id=person_id).update(drafted_by=None)


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Drafts that no group has been asked about, for whoever may ask."""
    if not access.may_ever(actor, "standards.framework.publish") or actor.demonstration:
        return []
    waiting = queries.frameworks(actor).filter(status=Status.DRAFT, proposal=None).select_related("workspace")
    return [
        Due(title=_("Put to the vote: %(title)s") % {"title": framework.title}, url=_address(framework))
        for framework in waiting
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    found = queries.frameworks(actor).filter(title__icontains=text).select_related("workspace")[:20]
    return [Hit(title=framework.title, kind=_("Standard"), url=_address(framework)) for framework in found]


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The standard a group is asked about."""
    if subject_type != Framework._meta.label_lower:
        return None
    try:
        framework = queries.framework(actor, subject_id)
    except (NotFound, access.Forbidden):
        return None
    return Hit(title=framework.title, kind=_("Standard"), url=_address(framework))


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


ANSWERS = {
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "search": search,
    "published": published,
    "subject_of_vote": subject_of_vote,
}
