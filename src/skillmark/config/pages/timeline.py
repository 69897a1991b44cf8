"""What happened to one person, from every context, as far as the reader may see it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.config import tables
from skillmark.foundation.answers import Happened
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import queries as people
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("people.person.read")
def timeline(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Newest first; of each thing only what its own context tells this reader."""
    shown = people.person(actor, person_id)
    told: list[Happened] = [one for answer in tables.answers()["timeline"].values() for one in answer(actor, shown.pk)]
    kinds = [(kind, kind) for kind in sorted({one.kind for one in told})]
    found = lists.find(
        request,
        told,
        text=["title"],
        orders=[
            lists.Order("latest", _("Newest first"), ("-on", "title")),
            lists.Order("earliest", _("Oldest first"), ("on", "title")),
        ],
        choices=[lists.Choice("kind", _("What it is about"), "kind", kinds)] if len(kinds) > 1 else [],
    )
    part = lists.part(request, found)
    table = Table(
        caption=_("Timeline of %(name)s") % {"name": shown.name},
        columns=[Column(_("When")), Column(_("What happened")), Column(_("What it is about"))],
        rows=[
            [date_format(one.on, "DATE_FORMAT"), Link(one.title, one.url) if one.url else one.title, one.kind]
            for one in part
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    return lists.answer(request, "house/timeline.html", {"person": shown, "page": part, "found": found}, table)
