"""Pages of job analysis: ask a panel, rate on a phone, read the figures, write the reasons."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import queries as people
from skillmark.standards import actions, panel, queries, showing_basis
from skillmark.standards.analysis_forms import A_PAGE, PanelForm, RatingForm, ReasonsForm
from skillmark.standards.models import Framework, Status
from skillmark.standards.views.versions import stands

WHOLE = "all"  # every line at once, for whoever sits at a desk


@page("standards.analysis.ask")
def analysis(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Who is asked and who has answered; once closed, the figures."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.analysis.ask", found)
    held = queries.analysis(actor, framework_id)
    seats = list(queries.panelists(actor, framework_id))
    may_ask = queries.is_changeable(found) and (held is None or held.closed_at is None)
    form = None
    if may_ask:
        left = people.to_choose(actor, without=[seat.person_id for seat in seats])
        asking = request.method == "POST" and "close" not in request.POST
        form = PanelForm(left, request.POST if asking else None) if left else None
    if request.method == "POST":
        answer = _asked_or_closed(request, actor, found, form)
        if answer is not None:
            return answer
    closed, earlier = held.basis if held else None, showing_basis.earlier(found)
    context = {
        "framework": found,
        "analysis": held,
        "seats": seats,
        "finished": sum(1 for seat in seats if seat.finished_at),
        "form": form,
        "closed": closed is not None,
        "earlier": earlier,
        "table": showing_basis.panel_table(found) if closed or earlier else None,
        "together": showing_basis.together(closed) if closed else "",
        "fewest": panel.FEWEST_RATERS,
    }
    return render(request, "standards/analysis.html", context)


@page("standards.analysis.rate")
def rate(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Her own answers, a few lines at a time; each page is kept as it is sent."""
    seat = queries.own_seat(actor, framework_id)
    found, lines = queries.framework(actor, framework_id), queries.lines(actor, framework_id)
    given = queries.own_ratings(actor, seat)
    whole = request.GET.get("page") == WHOLE
    size = max(1, len(lines)) if whole else A_PAGE
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    number = _page(request, pages, given)
    closed = seat.analysis.closed_at is not None
    sent = request.POST if request.method == "POST" else None
    form = RatingForm(pages[number - 1], given, sent) if pages and not closed else None
    if request.method == "POST" and form is not None:
        valid = form.is_valid()
        try:
            actions.rate(actor, framework_id=framework_id, rated=form.rated(), now=sources.now())
        except actions.PanelClosed:
            messages.error(request, _("The panel has closed, so nothing more is kept."))
            return redirect("standards:rate", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
        if valid:
            return _next(request, framework_id, number, len(pages))
    context = {
        "framework": found,
        "form": form,
        "number": number,
        "pages": len(pages),
        "answered": len(given),
        "all": len(lines),
        "finished": seat.finished_at is not None,
        "before": number - 1,
        "here": WHOLE if whole else number,
    }
    return render(request, "standards/rate.html", context)


@page("standards.reason.give")
def reasons(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Why requirements stay that have to be argued for."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.reason.give", found)
    asked = queries.to_argue(found) if found.status == Status.DRAFT else []
    form = ReasonsForm(asked, showing_basis.whys(), request.POST or None) if asked else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.give_reasons(actor, framework_id=framework_id, reasons=form.reasons(), now=sources.now())
            messages.success(request, _("The reasons are kept. They are printed with the standard."))
        except actions.AlreadyAsked as asked:
            messages.error(request, stands(asked))
        return redirect("standards:framework", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
    return render(request, "standards/reasons.html", {"framework": found, "form": form})


def _asked_or_closed(
    request: HttpRequest, actor: Actor, found: Framework, form: PanelForm | None
) -> HttpResponse | None:
    """What a sent form came to; None where it stays open with what is wrong."""
    try:
        if "close" in request.POST:
            actions.close_panel(actor, framework_id=found.pk, now=sources.now())
            messages.success(request, _("The panel is closed, and its figures stand."))
        elif form is not None and form.is_valid():
            actions.ask_panel(actor, framework_id=found.pk, capacities=form.capacities(), now=sources.now())
            messages.success(request, _("Asked: it waits for them under “Today”. You can name the next."))
        else:
            return None
    except actions.TooFewRaters:
        messages.error(request, _("Fewer than three have answered, so one could be told from the figures."))
    except actions.AlreadyAsked as asked:
        messages.error(request, stands(asked))
    except (actions.PanelClosed, actions.NotADraft):
        messages.error(request, _("There is no open panel for this version."))
    return redirect("standards:analysis", request.workspace_slug, found.pk)  # type: ignore[attr-defined]


def _page(request: HttpRequest, pages: Sequence[Sequence[queries.Line]], given: Mapping[str, Any]) -> int:
    """The page asked for, else the first one that has an unanswered line."""
    asked = request.GET.get("page", "")
    if asked.isdecimal() and 1 <= int(asked[:4]) <= len(pages):
        return int(asked[:4])
    return next((at for at, lines in enumerate(pages, start=1) if any(line.key not in given for line in lines)), 1)


def _next(request: HttpRequest, framework_id: UUID, number: int, pages: int) -> HttpResponse:
    slug = request.workspace_slug  # type: ignore[attr-defined]
    to = redirect("standards:rate", slug, framework_id)
    if number < pages:
        to["Location"] += f"?page={number + 1}"
    return to
