"""Texts to be signed, for whoever asks people to sign them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import files, sources
from skillmark.foundation.access import Forbidden, may
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.forms.signing import AskToSignForm, NewVersionForm, TextForm
from skillmark.people.models import Signature, SigningRequest
from skillmark.people.showing import how_signed, signed_as, text_shown
from skillmark.people.views.shared import slug_of
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table, Text


@page("people.text.prepare")
def texts(request: HttpRequest, actor: Actor) -> HttpResponse:
    slug = slug_of(request)
    found = lists.find(
        request,
        queries.texts(actor),
        text=["title"],
        orders=[
            lists.Order("latest", _("Newest first"), ("-recorded_at", "-pk")),
            lists.Order("title", _("By title"), ("title", "pk")),
        ],
    )
    shown = lists.part(request, found)
    rows = [
        [
            Link(one.title, reverse("people:text", kwargs={"workspace": slug, "text_id": one.pk})),
            one.person.name if one.person else _("Nobody in particular"),
            one.version,
            _("Withdrawn") if one.withdrawn_at else _("In force"),
        ]
        for one in shown
    ]
    table = Table(
        caption=_("Texts to be signed"),
        columns=[
            Column(_("Title")),
            Column(_("About")),
            Column(_("Version"), numeric=True),
            Column(_("How it stands")),
        ],
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    return lists.answer(request, "people/texts.html", {"page": shown, "found": found}, table)


@page("people.text.prepare")
def add_text(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = TextForm(_people(actor), request.POST or None, request.FILES or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.prepare_text(
                actor,
                title=given["title"],
                language=given["language"],
                content=form.content,
                person_id=UUID(given["person"]) if given["person"] else None,
                now=sources.now(),
            )
        except BadInput:
            form.add_error("file" if given["file"] else "text", _cannot_be_taken())
        except Forbidden:
            form.add_error("person", _("You prepare texts about those you coach. Choose one of them."))
        else:
            return redirect("people:text", workspace=slug_of(request), text_id=made.pk)
    return render(request, "people/add_text.html", {"form": form}, status=400 if form.errors else 200)


@page("people.text.prepare")
def text(request: HttpRequest, actor: Actor, text_id: UUID) -> HttpResponse:
    """The text, who is asked, who signed which version."""
    shown = queries.text(actor, text_id)
    about(request, shown.person_id)
    later = getattr(shown, "replaced_by", None)
    found = lists.find(
        request,
        queries.requests_of(actor, shown),
        text=["person__name"],
        orders=[
            lists.Order("asked", _("As they were asked"), ("recorded_at", "pk")),
            lists.Order("name", _("By name"), ("person__name", "pk")),
        ],
    )
    asked = lists.part(request, found)
    context = text_shown(actor, shown) | {
        "later": later,
        "in_force": later is None and shown.withdrawn_at is None,
        "page": asked,
        "found": found,
    }
    return lists.answer(request, "people/text.html", context, _asked(request, actor, list(asked), found.sort.label))


@page("people.text.prepare")
def text_file(request: HttpRequest, actor: Actor, text_id: UUID) -> HttpResponse:
    shown = queries.text(actor, text_id)
    about(request, shown.person_id)
    return files.attachment(*queries.content(actor, shown))


@page("people.text.prepare")
def change_text(request: HttpRequest, actor: Actor, text_id: UUID) -> HttpResponse:
    shown = queries.text(actor, text_id)
    about(request, shown.person_id)
    before = text_shown(actor, shown)
    form = NewVersionForm(
        request.POST or None, request.FILES or None, initial={"title": shown.title, "text": before["words"]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.change_text(
                actor, text_id=text_id, title=form.cleaned_data["title"], content=form.content, now=sources.now()
            )
        except BadInput:
            form.add_error("file" if form.cleaned_data["file"] else "text", _cannot_be_taken())
        except actions.TextIsOver:
            form.add_error(None, _("This version is not in force any more. Look at the latest one."))
        else:
            messages.success(request, _("A new version. Whoever has not signed yet is asked to sign this one."))
            return redirect("people:text", workspace=slug_of(request), text_id=made.pk)
    return render(request, "people/change_text.html", before | {"form": form}, status=400 if form.errors else 200)


@page("people.text.prepare")
def withdraw_text(request: HttpRequest, actor: Actor, text_id: UUID) -> HttpResponse:
    shown = queries.text(actor, text_id)
    about(request, shown.person_id)
    where = {"workspace": slug_of(request), "text_id": text_id}
    if request.method == "POST":
        try:
            actions.withdraw_text(actor, text_id=text_id, now=sources.now())
            messages.success(request, _("Withdrawn. Nobody can sign it any more; what was signed stays."))
        except actions.TextIsOver:
            messages.error(request, _("This version is not in force any more. Look at the latest one."))
        return redirect(reverse("people:text", kwargs=where))
    context = {"text": shown, "cancel_url": reverse("people:text", kwargs=where)}
    return render(request, "people/withdraw_text.html", context)


@page("people.text.prepare")
def ask_to_sign(request: HttpRequest, actor: Actor, text_id: UUID) -> HttpResponse:
    shown = queries.text(actor, text_id)
    about(request, shown.person_id)
    form = AskToSignForm(_people(actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asked = actions.ask_to_sign(
                actor,
                text_id=text_id,
                person_id=UUID(given["person"]),
                by=given["by"],
                link=given["how"] != AskToSignForm.SHEET,
                on_paper=given["how"] == AskToSignForm.SLIP,
                now=sources.now(),
            )
        except BadInput:
            form.add_error("by", _("This day lies in the past."))
        except actions.TextIsOver:
            form.add_error(None, _("This version is not in force any more. Look at the latest one."))
        else:
            return asked_next(request, actor, asked, given["how"])
    context = {"form": form, "text": shown, "may_add": may(actor, "people.person.add")}
    return render(request, "people/ask_to_sign.html", context, status=400 if form.errors else 200)


def asked_next(request: HttpRequest, actor: Actor, asked: SigningRequest, how: str) -> HttpResponse:
    """Where whoever asked goes on: to what she prints, or back to the text."""
    slug = slug_of(request)
    if how == AskToSignForm.SHEET:
        return redirect("people:signing_sheet", workspace=slug, signing_id=asked.pk)
    if how == AskToSignForm.SLIP and asked.person_id != actor.person_id:
        return redirect("people:slips", workspace=slug)
    messages.success(request, _("Asked. What became of it stands with the text."))
    if may(actor, "people.text.prepare", asked.text):
        return redirect("people:text", workspace=slug, text_id=asked.text_id)
    return redirect("people:guardian", workspace=slug, person_id=asked.on_behalf_of_id)


def _cannot_be_taken() -> str:
    return _("This cannot be taken. Write plain text, or bring a PDF or a plain text file of at most 50 MB.")


def _people(actor: Actor) -> list[tuple[str, str]]:
    return queries.to_choose(actor)


def _asked(request: HttpRequest, actor: Actor, asked: list[SigningRequest], order: Text) -> Table:
    slug = slug_of(request)
    signed: dict[UUID, Signature] = {one.pk: one.signature for one in asked if hasattr(one, "signature")}
    how, named = how_signed(actor, list(signed.values())), signed_as(list(signed.values()))
    rows = []
    for one in asked:
        signature = signed.get(one.pk)
        name = one.person.name or _("Somebody who was erased since")
        if one.on_behalf_of is not None:
            name = _("%(name)s, for %(whom)s") % {"name": name, "whom": one.on_behalf_of.name}
        if signature is None:
            stands = (
                _("Not yet; by %(day)s") % {"day": date_format(one.by, "SHORT_DATE_FORMAT")} if one.by else _("Not yet")
            )
            sheet = reverse("people:bring_sheet", kwargs={"workspace": slug, "signing_id": one.pk})
            rows.append([name, stands, "", "", Link(_("Signed on paper?"), sheet, name)])
        else:
            day = date_format(signature.signed_on, "SHORT_DATE_FORMAT")
            rows.append([name, day, how[signature.pk], named[signature.pk], ""])
    return Table(
        caption=_("Who is asked to sign it"),
        columns=[
            Column(_("Who")), Column(_("Signed on")), Column(_("How")), Column(_("Signed as")), Column(_("Change")),
        ],
        rows=rows,
        order=order,
    )  # fmt: skip
