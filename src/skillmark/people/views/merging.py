"""Two records of one person: finding the other one, saying which stays, and the way back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden, may
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import actions, queries
from skillmark.people.forms import SearchForm
from skillmark.people.models import Person
from skillmark.people.views.shared import slug_of
from skillmark.ui.tables import Column, Link, Table

REASONS = {
    "same": gettext_lazy("This is the same record."),
    "merged": gettext_lazy("One of the two was merged already."),
    "log_ins": gettext_lazy("Both have a log-in. One of them has to leave this workspace on “My page” first."),
    "contact": gettext_lazy("These two cannot be merged here. Ask the coach of this person."),
}


@page("people.person.merge")
def find(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Which other record is the same person's: those alike are shown, others searched for."""
    shown = _hers(actor, person_id)
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["text"] if form.is_bound and form.is_valid() else ""
    found = [other for other in queries.alike(actor, shown, text) if may(actor, "people.person.merge", other)]
    rows = [[Link(other.name, _address(request, shown, other)), *_told(other)] for other in found]
    columns = [Column(_("Name")), Column(_("Number in another system")), Column(_("E-mail address"))]
    table = Table(caption=_("Records that may be the same person's"), columns=columns, rows=rows, order=_("By name"))
    return render(request, "people/find_merge.html", {"person": shown, "form": form, "table": table, "text": text})


@page("people.person.merge")
def merge(request: HttpRequest, actor: Actor, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Says which record stays and what it takes over, then merges."""
    kept, other = _hers(actor, person_id), _hers(actor, other_id)
    if request.method == "POST":
        try:
            actions.merge_persons(actor, kept_id=kept.pk, absorbed_id=other.pk, now=sources.now())
        except actions.CannotMerge as refused:
            messages.warning(request, REASONS[refused.reason])
            return redirect("people:find_merge", workspace=slug_of(request), person_id=kept.pk)
        messages.success(request, _("The two records are one now."))
        return redirect("people:person", workspace=slug_of(request), person_id=kept.pk)
    labels = (_("Name"), _("Number in another system"), _("E-mail address"))
    rows = zip(labels, (kept.name, *_told(kept)), (other.name, *_told(other)), strict=True)
    columns = [Column(""), Column(_("This record stays")), Column(_("This one joins it"))]
    table = Table(caption=_("The two records"), columns=columns, rows=[list(row) for row in rows])
    cancel = reverse("people:person", kwargs={"workspace": slug_of(request), "person_id": kept.pk})
    context = {"person": kept, "table": table, "swap_url": _address(request, other, kept), "cancel_url": cancel}
    return render(request, "people/merge.html", context)


@page("people.person.merge")
def undo(request: HttpRequest, actor: Actor, merge_id: UUID) -> HttpResponse:
    """Says what the way back means, then takes it."""
    shown = queries.merge(actor, merge_id)
    slug = slug_of(request)
    if request.method == "POST":
        try:
            actions.undo_merge(actor, merge_id=merge_id, now=sources.now())
        except actions.SomethingDepends:
            words = _("They stay one: something was added or changed since, and nobody can tell whose it would be.")
            messages.warning(request, words)
        else:
            messages.success(request, _("They are two records again."))
        return redirect("people:person", workspace=slug, person_id=shown.kept_id)
    cancel = reverse("people:person", kwargs={"workspace": slug, "person_id": shown.kept_id})
    return render(request, "people/undo_merge.html", {"merge": shown, "cancel_url": cancel})


def _hers(actor: Actor, person_id: UUID) -> Person:
    shown = queries.person(actor, person_id)
    if not may(actor, "people.person.merge", shown):
        raise Forbidden("people.person.merge")
    return shown


def _told(person: Person) -> tuple[str, str]:
    return person.reference, person.email


def _address(request: HttpRequest, kept: Person, other: Person) -> str:
    address = {"workspace": slug_of(request), "person_id": kept.pk, "other_id": other.pk}
    return reverse("people:merge", kwargs=address)
