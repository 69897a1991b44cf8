"""What higher floors and the front door may ask of people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation.access import may
from skillmark.foundation.answers import Due, Happened, Hit
from skillmark.foundation.roles import Actor, Role
from skillmark.people import queries
from skillmark.people.actions import retaining
from skillmark.people.actions.erasing import forget, let_everybody_go
from skillmark.people.queries.own import held
from skillmark.people.words import ROLES

MOST_HITS = 20  # a search that finds more asks for a longer word


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Every row about a person: `{"kind", "recorded_at", "values"}`. The caller has made sure who reads."""
    return held(person_id)


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Corrections that people ask for; what is to be signed, and signed sheets to be looked at; messages that did not
    arrive; a worker of whom nothing is known yet is asked about her jobs.
    """
    return [*_corrections(actor, now), *_to_sign(actor), *_not_arrived(actor, now), *_first_job(actor)]


def _corrections(actor: Actor, now: datetime) -> list[Due]:
    asked = queries.waiting_corrections(actor, now)
    slug = queries.slug(actor)
    return [
        Due(
            _("Answer what %(name)s asks to have put right") % {"name": one.person.name},
            reverse("people:correction", kwargs={"workspace": slug, "correction_id": one.pk}),
            by=one.answer_by,
        )
        for one in asked
    ]


def _to_sign(actor: Actor) -> list[Due]:
    slug = queries.slug(actor)
    found = [
        Due(
            _("Read and sign: %(title)s") % {"title": one.text.title},
            reverse("people:sign", kwargs={"workspace": slug, "signing_id": one.pk}),
            by=one.by,
        )
        for one in queries.to_sign(actor)
    ]
    sheets = [
        Due(
            _("Look at the sheet that %(name)s signed") % {"name": one.request.person.name},
            reverse("people:check_sheet", kwargs={"workspace": slug, "sheet_id": one.pk}),
        )
        for one in queries.sheets_to_check(actor)
    ]
    return [*found, *sheets]


def _not_arrived(actor: Actor, now: datetime) -> list[Due]:
    lost = queries.not_arrived(actor, now)
    if not lost:
        return []
    title = ngettext(
        "A message to %(name)s did not arrive", "Messages to %(count)s people did not arrive", len(lost)
    ) % {"name": lost[0].name, "count": len(lost)}
    return [Due(title, reverse("people:sent_messages", kwargs={"workspace": queries.slug(actor)}))]


def _first_job(actor: Actor) -> list[Due]:
    if actor.person_id is None or not actor.has([Role.WORKER]):
        return []
    if queries.past_jobs(actor, [actor.person_id]) or queries.claimed_levels(actor, [actor.person_id]):
        return []
    slug = queries.slug(actor)
    address = reverse("people:record_employment", kwargs={"workspace": slug, "person_id": actor.person_id})
    return [Due(_("Tell us about a job you had"), address)]


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """Joining and jobs; roles and texts signed for herself and for those who may read them. Raises NotFound for whoever
    may not look.
    """
    person = queries.person(actor, person_id)
    jobs = [
        Happened(job.happened_on, _("Job: %(job)s") % {"job": job.title or job.occupation_code}, _("Job"))
        for job in queries.employments(actor, person_id)
    ]
    joined = Happened(queries.today(actor, person.recorded_at), _("Added here"), _("Person"))
    return [joined, *jobs, *_roles(actor, person_id), *_signed(actor, person_id)]


def _roles(actor: Actor, person_id: UUID) -> list[Happened]:
    if person_id != actor.person_id and not may(actor, "people.role.read"):
        return []
    told = []
    for grant in queries.grants(actor).filter(person_id=person_id):
        role, kind = {"role": ROLES[Role(grant.role)]}, _("Role")
        told.append(Happened(grant.starts, _("Role given: %(role)s") % role, kind))
        if grant.ended_at:
            told.append(Happened(queries.today(actor, grant.ended_at), _("Role ended: %(role)s") % role, kind))
    return told


def _signed(actor: Actor, person_id: UUID) -> list[Happened]:
    slug, own = queries.slug(actor), person_id == actor.person_id
    return [
        Happened(
            row.signed_on,
            _("Signed: %(title)s") % {"title": row.request.text.title},
            _("Signature"),
            reverse("people:to_sign", args=[slug]) if own else reverse("people:text", args=[slug, row.request.text_id]),
        )
        for row in queries.signed_by(actor, person_id)
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    """People whose name, number or address contains the text, by name, for those who may open the list."""
    if not text.strip() or not may(actor, "people.person.list"):
        return []
    slug = queries.slug(actor)
    return [
        Hit(person.name, _("Person"), reverse("people:person", kwargs={"workspace": slug, "person_id": person.pk}))
        for person in queries.persons(actor, text)[:MOST_HITS]
    ]


ANSWERS: dict[str, Callable[..., Any]] = {
    "personal_data": personal_data,
    "erase": forget,
    "due_for": due_for,
    "timeline": timeline,
    "search": search,
    "not_to_be_shown": queries.is_minor,
    "lasting": retaining.lasting,
    "leave": let_everybody_go,
}
