"""Messages of a person and of a sender, how somebody may be reached, and every message before it is sent."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden, may
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import actions, queries
from skillmark.people.forms import SafeContactForm
from skillmark.people.queries.messages import events, words
from skillmark.people.rules import Channel
from skillmark.people.views.shared import slug_of
from skillmark.people.words import how_sent
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("people.message.read")
def messages_to(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """What she was told, when, and what became of it."""
    shown = queries.anyone(actor, person_id)
    zone = ZoneInfo(queries.workspace(actor).time_zone)
    exact = may(actor, "people.safe_contact.read", shown)
    rows = [
        [
            words(message.event, message.parameters).text,
            date_format(message.recorded_at.astimezone(zone), "SHORT_DATE_FORMAT"),
            how_sent(message, zone, exact=exact),
        ]
        for message in queries.messages_to(actor, person_id)
    ]
    table = Table(
        caption=_("Messages"),
        columns=[Column(_("Message")), Column(_("Written")), Column(_("Delivery"))],
        rows=rows,
        order=_("Newest first"),
        hidden_caption=True,
    )
    return render(request, "people/messages.html", {"person": shown, "table": table})


@page("people.message.send")
def sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader caused to be written, and what could not be delivered."""
    slug = slug_of(request)
    zone = ZoneInfo(queries.workspace(actor).time_zone)
    found = lists.find(
        request,
        queries.sent_by(actor),
        text=["person__name"],
        orders=[
            lists.Order("latest", _("Newest first"), ("-recorded_at", "-pk")),
            lists.Order("name", _("By name"), ("person__name", "-recorded_at", "-pk")),
        ],
    )
    shown = lists.part(request, found)
    rows = [
        [
            _whom(actor, message.person, slug),
            words(message.event, message.parameters).subject,
            date_format(message.recorded_at.astimezone(zone), "SHORT_DATE_FORMAT"),
            how_sent(message, zone, exact=False),
        ]
        for message in shown
    ]
    table = Table(
        caption=_("Messages you sent"),
        columns=[Column(_("To")), Column(_("About")), Column(_("Written")), Column(_("Delivery"))],
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    may_preview = may(actor, "people.message.preview")
    context = {"page": shown, "found": found, "may_preview": may_preview}
    return lists.answer(request, "people/sent_messages.html", context, table)


@page("people.message.preview")
def preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each message there is, with made-up names, in every language."""
    shown = [
        [(code, name, words(event, sample, code)) for code, name in settings.LANGUAGES]
        for event, sample in events().items()
    ]
    sender = queries.profile(actor).public_name
    return render(request, "people/preview_messages.html", {"events": shown, "sender": sender})


@page("people.safe_contact.read")
def safe_contact(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """How she may be reached: read and changed by herself and her coach."""
    shown = queries.anyone(actor, person_id)
    said = queries.safe_contact(actor, person_id)
    if not may(actor, "people.safe_contact.change", shown):
        raise Forbidden("people.safe_contact.change")
    initial: dict[str, object] = {}
    if said is not None:
        initial = {"channel": said.channel, "opens": said.opens, "closes": said.closes}
        initial |= {"gathered_at": said.gathered_at, "address": said.address}
    form = SafeContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"channel": Channel(form.cleaned_data["channel"])}
        actions.set_safe_contact(actor, person_id=person_id, **given, now=sources.now())
        messages.success(request, _("Saved."))
        return redirect("people:safe_contact", workspace=slug_of(request), person_id=person_id)
    context = {"form": form, "person": shown, "zone": queries.workspace(actor).time_zone.replace("_", " ")}
    return render(request, "people/safe_contact.html", context, status=400 if form.errors else 200)


def _whom(actor: Actor, person: queries.Person, slug: str) -> Link | str:
    if not may(actor, "people.person.read", person):
        return person.name
    return Link(person.name, reverse("people:person", kwargs={"workspace": slug, "person_id": person.pk}))
