"""Signed records in a workspace: the list, one of them, its file, withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, showing, words
from skillmark.credentials.forms import RevokeForm
from skillmark.credentials.views.refusals import REFUSED, sentences
from skillmark.foundation import access, signer, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.governance import queries as decisions
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table

JSON_LD = "application/vc"  # VCDM 2.0, media types


@page("credentials.record.list")
def records(request: HttpRequest, actor: Actor) -> HttpResponse:
    slug = _slug(request)
    found = lists.find(
        request,
        queries.records(actor),
        text=["person__name", "award__achievement__public_name"],
        orders=[
            lists.Order("latest", _("The latest first"), ("-recorded_at", "-id")),
            lists.Order("name", _("By name"), ("person__name", "-recorded_at", "-id")),
            lists.Order("until", _("The one that ends first"), ("valid_until", "person__name", "id")),
        ],
    )
    shown = lists.part(request, found)
    stale = queries.stale(actor, shown)
    rows = [
        [
            Link(record.person.name, reverse("credentials:record", args=[slug, record.pk])),
            words.as_marked(record.award.achievement.public_name, record.pk in stale),
            date_format(record.valid_from, "DATE_FORMAT"),
            _until(record),
        ]
        for record in shown
    ]
    columns = [Column(_("Whose")), Column(_("What was earned")), Column(_("Issued")), Column(_("Counts until"))]
    table = Table(_("Records"), columns, rows, order=found.sort.label, hidden_caption=True)
    context = {
        "page": shown,
        "found": found,
        "unsigned": list(queries.unsigned(actor)),
        "may_award": access.may_ever(actor, "credentials.record.award"),
        "may_sign": access.may_ever(actor, "credentials.signing.read"),
        "may_see_who_signs": access.may_ever(actor, "credentials.delegation.read"),
        "may_read_statements": access.may_ever(actor, "credentials.statement.read"),
        "may_read_outside": access.may_ever(actor, "credentials.outside.read"),
    }
    return lists.answer(request, "credentials/records.html", context, table)


@page("credentials.record.read")
def record(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    found = queries.record(actor, record_id)
    about(request, found.person_id)
    own = actor.person_id == found.person_id
    context = {
        "shown": showing.record_page(found, sources.now()),
        "record": found,
        "own": own,
        "way": way_to_appeal(actor, found) if own else None,
        "wrongly": _wrongly(actor, found),
        "renewal": showing.renewal_page(found, sources.now()),
        "predecessor": queries.predecessor(found),
        "stacked": queries.stacked(found) if access.could(actor, "credentials.record.revoke", found) else None,
        "counting": showing.counting(actor, found, sources.now()),
        "doubted": queries.is_doubted(actor, found),
        "stale": bool(queries.stale(actor, [found])),
        "may_renew": found.revoked_at is None and access.could(actor, "credentials.record.award", found),
        "may_revoke": found.revoked_at is None and access.could(actor, "credentials.record.revoke", found),
    }
    return render(request, "credentials/record.html", context)


@page("credentials.record.read")
def record_json(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    found = queries.record(actor, record_id)
    about(request, found.person_id)
    headers = {"Content-Disposition": f'attachment; filename="{showing.file_name(found)}"'}
    return HttpResponse(found.document, content_type=JSON_LD, headers=headers)


@page("credentials.record.revoke")
def revoke(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    found = queries.record(actor, record_id)
    about(request, found.person_id)
    access.require(actor, "credentials.record.revoke", found)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke(actor, record_id=record_id, reason=form.cleaned_data["reason"], now=sources.now())
        messages.success(request, _("The record is withdrawn. Whoever checks it from now on is told so."))
        return redirect("credentials:record", _slug(request), record_id)
    back = reverse("credentials:record", args=[_slug(request), record_id])
    return render(request, "credentials/revoke.html", {"form": form, "record": found, "cancel_url": back})


@page("credentials.record.award")
def renew(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    """What is missing is said before anybody presses the button, and again where it changed meanwhile."""
    found = queries.record(actor, record_id)
    about(request, found.person_id)
    access.require(actor, "credentials.record.award", found)
    if found.replaced_by_id is not None:
        return redirect("credentials:record", _slug(request), found.replaced_by_id)
    lacks: list[str] = []
    if request.method == "POST":
        try:
            successor = actions.renew_award(actor, record_id=record_id, now=sources.now())
            messages.success(request, _("Renewed. The newer record has taken the place of the old one."))
            return redirect("credentials:record", _slug(request), successor.pk)
        except REFUSED as refused:
            lacks = sentences(refused, _("First a guardian has to agree. Note the consent on this person's page."))
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. The renewal is kept and will be signed by itself."))
            return redirect("credentials:record", _slug(request), record_id)
    shown = showing.renewal_page(found, sources.now())
    lacks = (shown.lacks if shown else []) or lacks or ([] if shown else [_("It counts no more, or has no last day.")])
    context = {
        "record": found,
        "renewal": shown,
        "lacks": lacks,
        "cancel_url": reverse("credentials:record", args=[_slug(request), record_id]),
    }
    return render(request, "credentials/renew.html", context)


def way_to_appeal(actor: Actor, found: queries.SignedRecord) -> decisions.Way | None:
    """Where its holder asks for a second decision on its withdrawal; None for what was not withdrawn."""
    if found.revoked_at is None:
        return None
    return decisions.way_to_appeal(actor, found._meta.label_lower, found.pk, sources.now())


def _wrongly(actor: Actor, found: queries.SignedRecord) -> bool:
    """Whether its withdrawal did not stand, and she who leads has to see that something is signed in its place."""
    if found.revoked_at is None or not access.could(actor, "credentials.record.award", found):
        return False
    return queries.to_look_at(actor, sources.now()).filter(pk=found.pk).exists()


def _until(record: queries.SignedRecord) -> str:
    if record.replaced:
        return _("Replaced")
    if record.revoked_at:
        return _("Withdrawn")
    return date_format(record.valid_until, "DATE_FORMAT") if record.valid_until else _("No last day")


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
