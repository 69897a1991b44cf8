"""Pages of frameworks from elsewhere: which there are, bringing one in, reading one, taking it along."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.exchange_forms import FrameworkFileForm
from skillmark.standards.models import ComingState, ImportedFramework
from skillmark.ui import lists
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Link, Table

ON_THE_WAY = 10  # files that came last: what somebody still remembers
FORMS = {
    formats.CASE: ("application/json", "json"),
    formats.RSD: ("application/json", "json"),
    formats.CTDL: ("application/ld+json", "jsonld"),
    formats.CSV: ("text/csv; charset=utf-8", "csv"),
}
STATES = {
    ComingState.READING: gettext_lazy("Being read and checked"),
    ComingState.KEEPING: gettext_lazy("Being brought in"),
    ComingState.DONE: gettext_lazy("Brought in"),
    ComingState.REFUSED: gettext_lazy("Could not be taken"),
}


@page("standards.framework.read")
def imported(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every edition of every framework that was brought in."""
    orders = [
        lists.Order("title", _("By title"), ("title", "document_identifier", "-edition")),
        lists.Order("newest", _("Newest first"), ("-recorded_at", "-id")),
    ]
    found = lists.find(request, queries.from_elsewhere(actor), text=["title", "licence"], orders=orders)
    shown = lists.part(request, found)
    slug = _slug(request)
    table = Table(
        caption=_("Frameworks from elsewhere"),
        columns=[
            Column(_("Title")),
            Column(_("Version of its source")),
            Column(_("Edition here"), numeric=True),
            Column(_("Licence")),
            Column(_("Brought in on")),
        ],
        rows=[
            [
                Link(one.title, reverse("standards:imported_framework", args=[slug, one.pk])),
                one.source_version,
                one.edition,
                one.licence,
                _day(one),
            ]
            for one in shown
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    may_import = access.may(actor, "standards.framework.import")
    coming = list(queries.framework_imports(actor)[:ON_THE_WAY]) if may_import else []
    context = {
        "page": shown,
        "found": found,
        "may_import": may_import,
        "coming": [(one, STATES[ComingState(one.state)]) for one in coming],
    }
    return lists.answer(request, "standards/imported.html", context, table)


@page("standards.framework.import")
def bring_framework(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose the file; a job reads it."""
    form = FrameworkFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, format_name = form.cleaned_data["file"], form.cleaned_data["format_name"]
        try:
            record = actions.bring_framework(
                actor, name=file.name, content=file.read(), format_name=format_name, now=sources.now()
            )
        except BadInput as bad:
            form.add_error("file", in_words(bad.sentence()))
        else:
            return redirect("standards:coming_framework", _slug(request), record.pk)
    return render(request, "standards/bring_framework.html", {"form": form}, status=400 if form.errors else 200)


@page("standards.framework.import")
def coming_framework(request: HttpRequest, actor: Actor, coming_id: UUID) -> HttpResponse:
    """How far a file is, what came of it, or why it was not taken."""
    record = queries.framework_import(actor, coming_id)
    context = {
        "record": record,
        "state": STATES[ComingState(record.state)],
        "problems": [in_words(problem) for problem in record.problems],
    }
    return render(request, "standards/coming_framework.html", context)


@page("standards.framework.read")
def imported_framework(request: HttpRequest, actor: Actor, imported_id: UUID) -> HttpResponse:
    """What one framework says of itself, and its statements, a page at a time."""
    framework = queries.imported_framework(actor, imported_id)
    orders = [
        lists.Order("source", _("In the order of its source"), ("position",)),
        lists.Order("code", _("By code"), ("code", "position")),
    ]
    text = ["statement", "name", "code", "identifier"]
    found = lists.find(request, queries.imported_items(actor, imported_id), text=text, orders=orders)
    shown = lists.part(request, found)
    table = Table(
        caption=_("Its statements"),
        columns=[Column(_("Statement")), Column(_("Code")), Column(_("Kind"))],
        rows=[[_statement(item.name, item.statement), item.code, item.item_type] for item in shown],
        order=found.sort.label,
    )
    slug = _slug(request)
    context = {
        "framework": framework,
        "facts": _facts(framework),
        "page": shown,
        "found": found,
        "forms": [(form.upper(), reverse("standards:package", args=[slug, framework.pk, form])) for form in FORMS],
    }
    return lists.answer(request, "standards/imported_framework.html", context, table)


@page("standards.framework.read")
def package(request: HttpRequest, actor: Actor, framework_id: UUID, form: str) -> HttpResponse:
    """A framework, or a standard of our own, as a file of one of the formats. Raises Http404 for any other."""
    if form not in FORMS:
        raise Http404
    try:
        found = queries.exported(actor, str(framework_id))
    except queries.NoSuchFramework:
        raise Http404 from None
    kind, ending = FORMS[form]
    response = HttpResponse(formats.written(found, form), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="framework-{form}.{ending}"'
    return response


def _facts(framework: ImportedFramework) -> list[tuple[str, object]]:
    facts = [
        (_("Identifier"), framework.document_identifier),
        (_("Address"), framework.uri),
        (_("Version of its source"), framework.source_version),
        (_("Edition here"), framework.edition),
        (_("Licence"), framework.licence),
        (_("File"), framework.file_name),
        (_("Brought in on"), _day(framework)),
        (_("Relations between statements"), framework.associations.count()),
        (_("Rubrics"), len(framework.rubrics)),
    ]
    return [(name, value) for name, value in facts if value]


def _statement(name: str, statement: str) -> str:
    return f"{name}: {statement}" if name and name != statement else statement


def _day(framework: ImportedFramework) -> str:
    return date_format(localtime(framework.recorded_at), "DATE_FORMAT")


def _slug(request: HttpRequest) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug
