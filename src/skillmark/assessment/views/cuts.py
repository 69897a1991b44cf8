"""Pages of setting a pass mark: the panels, a member's estimates on her phone, and the panel's record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, rules, showing, words
from skillmark.assessment.forms import CloseCutForm, CutPanelForm, EstimateForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import actions as standards
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status


@page("assessment.cut.read")
def cut_panels(request: HttpRequest, actor: Actor) -> HttpResponse:
    table = Table(
        caption=_("Panels"),
        columns=[Column(_("Task")), Column(_("Since")), Column(_("How it stands"))],
        rows=[
            [
                Link(capfirst(panel.task.work_task.statement), _address(request, panel.pk)),
                date_format(panel.recorded_at, "DATE_FORMAT"),
                status(*words.panel_state(panel)),
            ]
            for panel in queries.cut_panels(actor)
        ],
        hidden_caption=True,
    )
    context = {"table": table, "may_open": access.may_ever(actor, "assessment.cut.open")}
    return render(request, "assessment/cut_panels.html", context)


@page("assessment.cut.open")
def open_cut_panel(request: HttpRequest, actor: Actor) -> HttpResponse:
    tasks = [(str(task.pk), capfirst(task.work_task.statement)) for task in queries.tasks(actor)]
    form = CutPanelForm(tasks, people.to_choose(actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            panel = actions.open_cut_panel(
                actor,
                task_id=UUID(form.cleaned_data["task"]),
                person_ids=[UUID(one) for one in form.cleaned_data["people"]],
                now=sources.now(),
            )
            messages.success(request, _("Each finds it on the page “Today”."))
            return redirect("assessment:cut_panel", _slug(request), panel.pk)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/open_cut_panel.html", {"form": form, "tasks": tasks})


@page("assessment.cut.read")
def cut_panel(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """The panel's record; whoever leads calls another round here."""
    panel = queries.cut_panel(actor, panel_id)
    may_move = panel.closed_at is None and access.may_ever(actor, "assessment.cut.open")
    if request.method == "POST" and panel.closed_at is not None:
        return _carry(request, actor, panel_id)
    if request.method == "POST":
        access.require(actor, "assessment.cut.open")
        try:
            actions.next_round(actor, panel_id=panel_id, now=sources.now())
            messages.success(request, _("Everybody estimates again, and sees what the round before came to."))
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        return redirect("assessment:cut_panel", _slug(request), panel_id)
    decision = queries.decision_on(actor, panel) if panel.closed_at else None
    context = {
        **_border(actor, panel),
        "decision": decision,
        "asked": None if decision or not panel.closed_at else _asked(actor, panel),
        "may_ask": panel.closed_at and access.may_ever(actor, "governance.proposal.make"),
        "ask_address": decisions.address_to_ask(
            _slug(request), decisions.Question.CUT_SCORE, panel, **showing.half_page(panel)
        ),
        "may_carry": decision and not panel.carried_into and access.may_ever(actor, "assessment.cut.open"),
        "panel": panel,
        "state": words.panel_state(panel),
        "rounds": [(one, showing.round_table(panel, one)) for one in queries.rounds_of(panel)],
        "seats": len(panel.seats.all()),
        "pass_word": showing.level_word(panel, panel.pass_mark),
        "may_close": may_move and queries.complete(panel),
        "may_go_on": may_move and queries.complete(panel) and panel.round < actions.MOST_ROUNDS,
    }
    return render(request, "assessment/cut_panel.html", context)


@page("assessment.cut.open")
def close_cut_panel(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    panel = queries.panel_to_decide(actor, panel_id)
    least = min(queries.cut_tops(panel).values())
    levels = [(str(level), showing.level_word(panel, level)) for level in range(1, least + 1)]
    found = showing.recommended(panel)
    form = CloseCutForm(levels, request.POST or None, initial={"pass_mark": str(found)} if found else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_cut_panel(
                actor,
                panel_id=panel_id,
                pass_mark=form.cleaned_data["pass_mark"],
                reason=form.cleaned_data["reason"],
                now=sources.now(),
            )
            messages.success(request, _("The panel’s word is kept. A group decides next whether the pass mark is set."))
            return redirect("assessment:cut_panel", _slug(request), panel_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    word = showing.level_word(panel, found)
    context: dict[str, Any] = {"form": form, "panel": panel, "word": word, **_border(actor, panel)}
    return render(request, "assessment/close_cut_panel.html", context)


@page("assessment.cut.estimate")
def estimate(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    seat = queries.seat_of(actor, panel_id)
    done = queries.has_estimated(seat)
    form = EstimateForm(seat.panel.task.rubric.criteria, request.POST or None)
    if request.method == "POST" and not done and form.is_valid():
        try:
            actions.estimate(actor, panel_id=panel_id, levels=form.marks(), now=sources.now())
            messages.success(request, _("Your estimates are kept. Thank you."))
        except actions.CannotRate:
            messages.error(request, _("You have answered in this round. What you gave stands."))
        return redirect("assessment:estimate", _slug(request), panel_id)
    before = [one for one in queries.rounds_of(seat.panel) if one.found is not None]
    context = {
        "form": form,
        "panel": seat.panel,
        "done": done,
        "before": showing.round_table(seat.panel, before[-1]) if before else None,
    }
    return render(request, "assessment/estimate.html", context)


def _carry(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """Write what a group decided into the next version, where that could not be done at once."""
    access.require(actor, "assessment.cut.open")
    try:
        actions.carry_pass_mark(actor, panel_id=panel_id, now=sources.now())
        messages.success(request, _("The pass mark stands in the draft of the next version."))
    except actions.NotDecided:
        messages.error(request, _("No group has decided on this pass mark yet."))
    except standards.AlreadyAsked:
        messages.error(request, _("A group is voting on the next version, so nobody changes it now."))
    except BadInput as bad:
        messages.error(request, in_words(bad.problems[0].message))
    return redirect("assessment:cut_panel", _slug(request), panel_id)


def _border(actor: Actor, panel: queries.CutPanel) -> dict[str, Any]:
    border = queries.border_of(actor, panel)
    table = showing.border_table(panel, border) if border else None
    return {"border": border, "border_table": table, "fewest": rules.FEWEST_ON_THE_BORDER}


def _asked(actor: Actor, panel: queries.CutPanel) -> Any:
    """The question about this pass mark that a group has before it."""
    question = decisions.Question.CUT_SCORE
    return decisions.open_question(actor, panel._meta.label_lower, panel.pk, question)


def _address(request: HttpRequest, panel_id: UUID) -> str:
    return reverse("assessment:cut_panel", args=[_slug(request), panel_id])


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
