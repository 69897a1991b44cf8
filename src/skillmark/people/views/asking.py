"""Asking somebody who has no account: by message or on a slip; what was asked, ending it, printing it."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from skillmark.foundation import access, links, qr, sources
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import actions, queries
from skillmark.people.forms import AskForm
from skillmark.people.models import Asking
from skillmark.people.queries.messages import address_of, brought_by, words
from skillmark.people.views.shared import slug_of
from skillmark.people.words import how_sent
from skillmark.ui.tables import Column, Link, Table

LATEST = 50  # links on one page


@page("people.link.ask")
def ask(request: HttpRequest, actor: Actor, purpose: str, subject_id: UUID) -> HttpResponse:
    """Whom to ask, how and for how long; and who was asked for this before."""
    doing = links.task(purpose)
    subject = doing.find(actor, subject_id)
    before = list(links.asked_about(actor, purpose, subject_id)[:LATEST])
    if doing.of_herself:
        herself = queries.anyone(actor, subject.person_id)
        everybody = [(str(herself.pk), herself.name)]
    else:
        everybody = queries.to_choose(actor, without=[subject.person_id, actor.person_id])
    form = AskForm(everybody, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.ask(
                actor,
                purpose=purpose,
                subject_id=subject_id,
                person_id=UUID(given["person"]),
                days=given["days"],
                on_paper=given["how"] == AskForm.SLIP,
                now=sources.now(),
            )
        except actions.WrongPerson:
            form.add_error("person", _("This has to be done by somebody else, or on your own pages."))
        else:
            if made.on_paper:
                return redirect(f"{reverse('people:slips', args=[slug_of(request)])}?link={made.pk}")
            messages.success(request, _("The link is on its way. What became of it stands below."))
            return redirect("people:ask", workspace=slug_of(request), purpose=purpose, subject_id=subject_id)
    context = {
        "form": form,
        "task": doing,
        "about": queries.anyone(actor, subject.person_id).name,
        "says": words(doing.event, doing.says(subject)).text,
        "table": _table(request, actor, before) if before else None,
        "may_add": access.may(actor, "people.person.add"),
    }
    return render(request, "people/ask.html", context, status=400 if form.errors else 200)


@page("people.link.ask")
def asked(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every link the reader sent or printed, and what became of it."""
    mine = list(links.asked_by(actor)[:LATEST])
    open_slips = any(one.on_paper and links.opens(one, sources.now()) for one in mine)
    context = {
        "table": _table(request, actor, mine) if mine else None,
        "open_slips": open_slips,
        "askings": queries.askings(actor),
        "asks_many": access.may(actor, "people.link.ask_many"),
    }
    return render(request, "people/asked.html", context)


@page("people.link.ask")
def end_asked(request: HttpRequest, actor: Actor, link_id: UUID) -> HttpResponse:
    link = links.asked(actor, link_id)
    if request.method == "POST":
        actions.end_asked(actor, link_id=link_id, now=sources.now())
        messages.success(request, _("The link opens nothing any more."))
        return redirect("people:ask", workspace=slug_of(request), purpose=link.purpose, subject_id=link.subject_id)
    back = {"workspace": slug_of(request), "purpose": link.purpose, "subject_id": link.subject_id}
    context = {
        "what": links.task(link.purpose).title,
        "name": queries.anyone(actor, link.holder_id).name if link.holder_id else "",
        "cancel_url": reverse("people:ask", kwargs=back),
    }
    return render(request, "people/end_asked.html", context)


@never_cache
@page("people.link.ask")
def slips(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Slips: all that the reader made and that still open, to cut out, or the one she names (`link`); one a sheet where
    they belong to what she asked of many (`asking`).
    """
    now, together = sources.now(), _asking(request, actor)
    found = links.still_open(links.asked_by(actor).filter(on_paper=True), now)
    wanted = request.GET.get("link", "")
    if together is not None:
        found = found.filter(pk__in=queries.asked_persons(actor, together).exclude(link_id=None).values("link_id"))
    chosen = [one for one in found if links.can_be_shown(one) and wanted in ("", str(one.pk))]
    zone = ZoneInfo(queries.workspace(actor).time_zone)
    shown = [_slip(actor, one, zone) for one in chosen]
    context = {"slips": shown, "sender": queries.profile(actor).public_name, "together": together}
    return render(request, "people/slips.html", context)


def _asking(request: HttpRequest, actor: Actor) -> Asking | None:
    """Raises NotFound for what is none of hers."""
    given = request.GET.get("asking", "")
    try:
        return queries.asking(actor, UUID(given)) if given else None
    except ValueError:
        raise NotFound(given) from None


def _slip(actor: Actor, link: CapabilityLink, zone: ZoneInfo) -> dict[str, Any]:
    """A slip in the language of whoever gets it."""
    doing = links.task(link.purpose)
    holder = queries.anyone(actor, link.holder_id)  # type: ignore[arg-type]  # a slip always has one
    address = address_of(link)
    with translation.override(holder.language):
        said = words(doing.event, doing.says(doing.find(actor, link.subject_id)))
        return {
            "name": holder.name,
            "language": holder.language,
            "subject": said.subject,
            "text": said.text,
            "until": date_format(link.expires_at.astimezone(zone), "DATE_FORMAT"),
            "address": address,
            "code": SafeString(qr.svg(address)),
        }


def _table(request: HttpRequest, actor: Actor, made: list[CapabilityLink]) -> Table:
    zone = ZoneInfo(queries.workspace(actor).time_zone)
    named = queries.names(actor, [one.holder_id for one in made if one.holder_id])
    sent = brought_by(actor, [one.pk for one in made])
    now = sources.now()
    rows = []
    for one in made:
        message = sent.get(one.pk)
        how = _("On a slip") if one.on_paper else (how_sent(message, zone, exact=False) if message else "")
        is_open = links.opens(one, now)
        address = reverse("people:end_asked", kwargs={"workspace": slug_of(request), "link_id": one.pk})
        name = named.get(one.holder_id, "") if one.holder_id else ""
        row = [name, links.task(one.purpose).title, how, _standing(one, zone, is_open=is_open)]
        rows.append([*row, Link(_("End"), address, name) if is_open else ""])
    return Table(
        caption=_("Who was asked by link"),
        columns=[
            Column(_("Who")), Column(_("What for")), Column(_("How")), Column(_("How it stands")), Column(_("Change")),
        ],
        rows=rows,
        order=_("Newest first"),
        hidden_caption=True,
    )  # fmt: skip


def _standing(link: CapabilityLink, zone: ZoneInfo, *, is_open: bool) -> str:
    def day(moment: Any) -> str:
        return date_format(moment.astimezone(zone), "SHORT_DATE_FORMAT")

    if link.used_at is not None:
        return _("Done, %(day)s") % {"day": day(link.used_at)}
    if link.ended_at is not None:
        return _("Ended, %(day)s") % {"day": day(link.ended_at)}
    said = _("Open until %(day)s") if is_open else _("Ran out, %(day)s")
    return said % {"day": day(link.expires_at)}
