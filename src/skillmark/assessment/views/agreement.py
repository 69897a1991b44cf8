"""Pages on how far assessors agree; every figure opens to the marks beneath it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.assessment import queries, rules, showing
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.ui.tables import Column, Link, Table


@page("assessment.agreement.read")
def agreements(request: HttpRequest, actor: Actor) -> HttpResponse:
    table = Table(
        caption=_("Tasks"),
        columns=[Column(_("Task")), Column(_("Attempts"), numeric=True)],
        rows=[
            [Link(capfirst(task.work_task.statement), _address(request, "agreement", task.pk)), task.tried]
            for task in queries.marked_by_several(actor)
        ],
        hidden_caption=True,
    )
    return render(request, "assessment/agreements.html", {"table": table})


@page("assessment.agreement.read")
def agreement(request: HttpRequest, actor: Actor, task_id: UUID) -> HttpResponse:
    found = queries.agreement(actor, task_id)
    lines = [(_("The whole attempt"), found.whole), *((name, figures) for _place, name, figures in found.criteria)]
    context = {
        "task": found.task,
        "fewest": rules.FEWEST_ATTEMPTS,
        "few": found.whole.too_few,
        "compared": len(found.compared),
        "criteria": _figures_table(_("By criterion"), _("Criterion"), lines),
        "raters": _figures_table(_("By assessor"), _("Assessor"), [(name, one) for _id, name, one in found.raters]),
        "marks": None if queries.results_are_kept(actor) else _marks_table(request, found),
    }
    return render(request, "assessment/agreement.html", context)


def _figures_table(caption: str, of: str, lines: list[tuple[str, rules.Figures]]) -> Table:
    return Table(
        caption=caption,
        columns=[
            Column(of),
            Column(_("Attempts"), numeric=True),
            Column(_("Equal marks"), numeric=True),
            Column(_("Weighted kappa"), numeric=True),
            Column(_("Krippendorff’s alpha"), numeric=True),
            Column(_("Intraclass correlation"), numeric=True),
        ],
        rows=[[name, figures.attempts, *_cells(figures)] for name, figures in lines],
    )


def _cells(figures: rules.Figures) -> list[str]:
    said, kappa = showing.figures_in_words(figures), figures.kappa
    if not said or kappa is None:
        return [_("Too few to say")] * 4
    return [_("%(agreed)s of %(all)s") % {"agreed": kappa.agreed, "all": kappa.n}, *(figure for _name, figure in said)]


def _marks_table(request: HttpRequest, found: queries.TaskAgreement) -> Table:
    names = {person: name for person, name, _figures in found.raters}
    rows = []
    for number, one in enumerate(found.compared, start=1):
        marks = ["; ".join(str(mark) for mark in one.marks[place]) for place, _name, _figures in found.criteria]
        title = _("Attempt %(number)s") % {"number": number}
        who = "; ".join(names[rater] for rater in one.raters)
        beyond = _("Settled by a third person") if hasattr(one.sitting, "settlement") else _("A difference to settle")
        settled = beyond if one.differs else _("Within the limit")
        rows.append([Link(title, _address(request, "attempt", one.sitting.pk)), who, *marks, settled])
    criteria = [Column(name) for _place, name, _figures in found.criteria]
    return Table(
        caption=_("The marks beneath"),
        columns=[
            Column(_("Attempt")),
            Column(_("Assessors, in the order they marked")),
            *criteria,
            Column(_("How it stands")),
        ],
        rows=rows,
    )


def _address(request: HttpRequest, name: str, of: UUID) -> str:
    return reverse(f"assessment:{name}", args=[request.workspace_slug, of])  # type: ignore[attr-defined]
