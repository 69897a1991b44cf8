"""Spreadsheets coming in, whatever their kind: choose a file, say which column is which, look, carry out, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from skillmark.config.pages.import_forms import AnswerForm, ColumnsForm, SpreadsheetForm, in_words
from skillmark.foundation import access, sources
from skillmark.foundation.imports import actions, kinds, queries
from skillmark.foundation.imports.kinds import Fate, Kind
from skillmark.foundation.models import Import
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.ui import lists, sentences
from skillmark.ui.tables import Column, Link, Table

SHOWN = 20  # rows with something wrong, on the page; all of them are in the download
FIRST = 3  # rows to recognise a file by
STATES = {
    ImportState.MAPPING: gettext_lazy("Columns to be named"),
    ImportState.CHECKING: gettext_lazy("Being checked"),
    ImportState.CHECKED: gettext_lazy("Checked, nothing brought in yet"),
    ImportState.CARRYING: gettext_lazy("Being brought in"),
    ImportState.DONE: gettext_lazy("Brought in"),
    ImportState.UNDOING: gettext_lazy("Being taken back"),
    ImportState.UNDONE: gettext_lazy("Taken back"),
    ImportState.STOPPED: gettext_lazy("Stopped"),
}
FATES = {
    Fate.ADDED: pgettext_lazy("rows", "New"),
    Fate.CHANGED: pgettext_lazy("rows", "Changed"),
    Fate.SAME: gettext_lazy("Already as in the file"),
    Fate.ASKED: gettext_lazy("You are asked about"),
    Fate.REFUSED: gettext_lazy("Cannot be taken over"),
}


@page("house.import.use")
def imports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be brought in, and what was."""
    shown = lists.part(request, queries.imports(actor))
    table = Table(
        caption=_("What was brought in"),
        columns=[Column(_("File")), Column(_("What it is")), Column(_("When")), Column(_("How it stands"))],
        rows=[[_link(request, row), kinds.kind(row.kind).title, _when(row), STATES[row.state]] for row in shown],
        order=_("Newest first"),
    )
    context = {"page": shown, "kinds": kinds.open_to(actor)}
    return lists.answer(request, "house/imports.html", context, table)


@page("house.import.use")
def bring(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Choose the file."""
    wanted = _kind(actor, kind)
    about = {"about": request.GET.get("about", "")}
    form = SpreadsheetForm(request.POST or None, request.FILES or None, actor=actor, kind=wanted, initial=about)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            record = actions.bring(
                actor, kind=kind, name=file.name, content=file.read(), about_id=form.about(), now=sources.now()
            )
        except BadInput as bad:
            form.add_error("file", sentences.in_words(bad.sentence()))
        else:
            return redirect("house:import_columns", workspace=_slug(request), import_id=record.pk)
    fields = [(field, wanted.needed(field.name)) for field in wanted.fields]
    context = {"form": form, "kind": wanted, "fields": fields}
    return render(request, "house/bring_import.html", context, status=400 if form.errors else 200)


@page("house.import.use")
def example(request: HttpRequest, actor: Actor, kind: str, form: str) -> HttpResponse:
    """A filled example to type over, with the column names this reader's language uses."""
    wanted = _kind(actor, kind)
    rest = wanted.rest.example if wanted.rest else ()
    header = [*(str(field.label) for field in wanted.fields), *(str(column) for column, _value in rest)]
    filled = [*(str(field.example) for field in wanted.fields), *(str(value) for _column, value in rest)]
    return _sheet(kind, form, header, [filled])


@page("house.import.use")
def columns(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Which column is which, suggested or remembered; and which number is the day where nobody can tell."""
    record = queries.one_import(actor, import_id)
    if record.state not in (ImportState.MAPPING, ImportState.CHECKED):
        return _back(request, record)
    kind = kinds.kind(record.kind)
    form = ColumnsForm(request.POST or None, record=record, kind=kind, asked=actions.asked_orders(actor, record))
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(actor, import_id=import_id, **form.said(), now=sources.now())
        except actions.NotMapped as lacking:
            form.add_lacking(lacking)
        else:
            return _back(request, record)
    first = Table(
        caption=_("First rows of the file"),
        columns=[Column(_("Row")), *(Column(column) for column in record.columns)],
        rows=[[number, *cells] for number, cells, wrong in queries.first_lines(actor, record, FIRST) if not wrong],
        dense=True,
    )
    context = {"form": form, "record": record, "kind": kind, "first": first}
    return render(request, "house/import_columns.html", context, status=400 if form.errors else 200)


@page("house.import.use")
def import_(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """How an import stands: what was found, what is asked, how far it is, what became of it."""
    record = queries.one_import(actor, import_id)
    if record.state == ImportState.MAPPING:
        return redirect("house:import_columns", workspace=_slug(request), import_id=record.pk)
    kind = kinds.kind(record.kind)
    problems = queries.with_problems(actor, import_id)
    wrong = problems.exclude(fate=Fate.ASKED)
    table = Table(
        caption=_("Rows that are not taken over, or not wholly"),
        columns=[Column(_("Row")), Column(_("Why"))],
        rows=[[row.number, in_words(row.problem)] for row in wrong[:SHOWN]],
        order=_("In the order of the file"),
    )
    carried = sum(record.counts.get(fate, 0) for fate in (Fate.ADDED, Fate.CHANGED))
    context = {
        "record": record,
        "kind": kind,
        "about": queries.about(actor, kind, record.about_id),
        "state": STATES[ImportState(record.state)],
        "stands_at": _stands_at(request, kind, record),
        "found": [(_fate(kind, fate), record.counts[fate]) for fate in Fate if record.counts.get(fate)],
        "carried": carried,
        "problems": problems.count(),
        "wrong": wrong.count(),
        "table": table,
        "form": AnswerForm(rows=queries.asked(actor, import_id)[:SHOWN]),
        "done": record.step * record.total + record.position,
        "all": record.total * len(kind.steps),
        "reasons": [in_words(reason) for reason in record.dependency],
    }
    return render(request, "house/import.html", context)


@page("house.import.use")
def rows(request: HttpRequest, actor: Actor, import_id: UUID, form: str) -> HttpResponse:
    """The rows that failed as they came, each with its reason in a last column: mend them and bring this file again.
    Of a kind that nobody reads back, which rows they are and why.
    """
    record = queries.one_import(actor, import_id)
    columns = [] if kinds.kind(record.kind).sealed else record.columns
    lines = [
        [*row.cells, *[""] * (len(columns) - len(row.cells)), row.number, in_words(row.problem)]
        for row in queries.told(actor, record)
    ]
    return _sheet("rows", form, [*columns, _("Row"), _("Why it was not taken over")], lines)


@page("house.import.use")
def answer(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Whom the rows are about of which nobody else can tell."""
    record = queries.one_import(actor, import_id)
    form = AnswerForm(request.POST or None, rows=queries.asked(actor, import_id)[:SHOWN])
    if request.method == "POST" and form.is_valid():
        _try(request, lambda: actions.answer(actor, import_id=import_id, answers=form.answers(), now=sources.now()))
    return _back(request, record)


@page("house.import.use")
def carry(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Bring the rows in."""
    record = queries.one_import(actor, import_id)
    if request.method == "POST":
        _try(request, lambda: actions.carry_out(actor, import_id=import_id, now=sources.now()))
    return _back(request, record)


@page("house.import.use")
def undo(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Says what taking back means, then has it done."""
    record = queries.one_import(actor, import_id)
    if request.method == "POST":
        _try(request, lambda: actions.undo(actor, import_id=import_id, now=sources.now()))
        return _back(request, record)
    return render(request, "house/undo_import.html", {"record": record, "cancel_url": _address(request, record)})


@page("house.import.use")
def discard(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Let go of a file that nothing was brought in of."""
    record = queries.one_import(actor, import_id)
    if request.method != "POST":
        return render(request, "house/discard_import.html", {"record": record, "cancel_url": _address(request, record)})
    if _try(request, lambda: actions.discard(actor, import_id=import_id, now=sources.now())):
        messages.success(request, _("The file was removed. Nothing was brought in."))
        return redirect("house:imports", workspace=_slug(request))
    return _back(request, record)


def _fate(kind: Kind, fate: Fate) -> Any:
    """Of answers nobody says whether they are new: that would tell who answered before."""
    return _("Can be taken over") if kind.sealed and fate is Fate.ADDED else FATES[fate]


def _stands_at(request: HttpRequest, kind: Kind, record: Import) -> str:
    """The page of the record that the file is about, where what was brought in stands."""
    if kind.about is None or record.about_id is None or record.state != ImportState.DONE:
        return ""
    return reverse(kind.about.page, args=[_slug(request), record.about_id])


def _kind(actor: Actor, name: str) -> Kind:
    try:
        wanted = kinds.kind(name)
    except KeyError:
        raise Http404 from None
    access.require(actor, wanted.permission)
    return wanted


def _try(request: HttpRequest, do: Any) -> bool:
    try:
        do()
    except actions.NotNow:
        messages.warning(request, _("The import has moved on meanwhile. This is how it stands now."))
        return False
    return True


def _back(request: HttpRequest, record: Import) -> HttpResponse:
    return redirect(_address(request, record))


def _address(request: HttpRequest, record: Import) -> str:
    return reverse("house:import", kwargs={"workspace": _slug(request), "import_id": record.pk})


def _link(request: HttpRequest, record: Import) -> Link:
    return Link(record.name or _("A file"), _address(request, record))


def _when(record: Import) -> str:
    return date_format(localtime(record.recorded_at), "SHORT_DATETIME_FORMAT")


def _sheet(name: str, form: str, header: list[str], rows: list[list[Any]]) -> HttpResponse:
    """The rows as a file of the form asked for. Raises Http404 for any other form."""
    if form not in (lists.CSV, lists.XLSX):
        raise Http404
    return lists.as_file(name, form, header, rows)


def _slug(request: HttpRequest) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug
