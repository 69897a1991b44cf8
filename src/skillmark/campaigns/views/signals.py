"""Market signals: to read, to note and to correct."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.campaigns import actions, queries
from skillmark.campaigns.forms import SignalForm
from skillmark.campaigns.models import Signal, SignalKind
from skillmark.campaigns.views.shared import day, slug_of
from skillmark.campaigns.words import SIGNALS
from skillmark.foundation import sources
from skillmark.foundation.access import may
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.ui import lists
from skillmark.ui.figures import number_text
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table


@page("campaigns.signal.read")
def signals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What sources say about the market of each job, the latest on top."""
    in_force = {str(one.pk): one for one in queries.in_force(actor)}
    found = lists.find(
        request,
        queries.signals_since(actor, in_force.get(request.GET.get("since", ""))),
        text=["says", "occupation_code", "region", "source_title"],
        orders=[
            lists.Order("latest", _("Latest first"), ("-happened_on", "-recorded_at", "-id")),
            lists.Order("job", _("By job"), ("occupation_code", "-happened_on", "-recorded_at", "-id")),
        ],
        choices=[
            lists.Choice(
                "since",
                _("Noted since this standard is in force"),
                "since",
                [(pk, one.title) for pk, one in in_force.items()],
            )
        ],
    )
    shown = lists.part(request, found)
    titles, may_note = queries.occupations(actor), may(actor, "campaigns.signal.note")
    table = Table(
        caption=_("Market signals"),
        columns=[
            Column(_("What it says")),
            Column(_("Job")),
            Column(_("Figure")),
            Column(_("Region")),
            Column(_("Day")),
            Column(_("Source")),
            *([Column(_("If it is wrong"))] if may_note else []),
        ],
        rows=[
            [
                f"{SIGNALS[SignalKind(each.kind)]}: {each.says}",
                titles.get(each.occupation_code, each.occupation_code),
                "" if each.figure is None else f"{number_text(each.figure)} {each.unit}",
                each.region,
                day(each.happened_on),
                _source(each),
                *([_correction(request, each)] if may_note else []),
            ]
            for each in shown
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    context = {"page": shown, "found": found, "may_note": may_note}
    return lists.answer(request, "campaigns/signals.html", context, table)


@page("campaigns.signal.note")
def note(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new signal, or one that takes the place of `corrects` in the address."""
    before = None
    if wanted := request.GET.get("corrects", ""):
        signal_id = id_in(wanted)
        if signal_id is None:
            raise Http404
        before = queries.signal(actor, signal_id)
    initial = {name: getattr(before, name) for name in SignalForm.base_fields if name != "said_on"} if before else {}
    if before:
        initial["said_on"] = before.happened_on
    occupations = queries.occupations(actor)
    form = SignalForm(request.POST or None, initial=initial, occupations=occupations.items())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        source = actions.Source(given["source_title"], given["source_link"], given["source_page"])
        try:
            actions.note_signal(
                actor,
                kind=SignalKind(given["kind"]),
                occupation_code=given["occupation_code"],
                says=given["says"],
                source=source,
                said_on=given["said_on"],
                region=given["region"],
                figure=given["figure"],
                unit=given["unit"],
                replaces_id=before.pk if before else None,
                now=sources.now(),
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is kept, and waits on the agenda of the next meeting."))
            return redirect("campaigns:signals", slug_of(request))
    context = {"form": form, "before": before, "occupations": occupations}
    return render(request, "campaigns/note_signal.html", context, status=400 if form.errors else 200)


def _source(signal: Signal) -> Link | str:
    title = signal.source_title
    if signal.source_page:
        title = _("%(title)s, page %(page)s") % {"title": title, "page": signal.source_page}
    return Link(title, signal.source_link) if signal.source_link else title


def _correction(request: HttpRequest, signal: Signal) -> Link:
    address = reverse("campaigns:note_signal", args=[slug_of(request)])
    return Link(_("Correct"), f"{address}?corrects={signal.pk}", about=signal.says)
