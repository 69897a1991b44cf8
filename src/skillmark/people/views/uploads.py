"""Bringing in applicants, and voluntary demographics by a door of their own."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.skills import read_applicants
from skillmark.kernel.values import BadInput, write_table
from skillmark.people import actions, queries
from skillmark.people.forms import TableForm
from skillmark.people.readers import read_demographics
from skillmark.people.views.shared import slug_of

SHOWN = 3  # a person mends three rows and tries again; all of them are in the file


@page("people.person.import")
def bring_applicants(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table of applicants: stored whole, or refused whole with what is wrong. `next` says where to go on."""
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "may_bring_answers": access.may_ever(actor, "people.demographics.import"),
    }
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], sources.now()
        key = bytes(queries.workspace(actor).digest_key)
        try:
            applicants = read_applicants(file.file, name=file.name, key=key)
            brought = actions.import_applicants(actor, applicants=applicants, now=now)
        except BadInput as bad:
            return _refused(request, actor, "people/bring_applicants.html", context, file.name, bad)
        count = len(applicants)
        done = ngettext("%(count)s applicant is here now.", "%(count)s applicants are here now.", count)
        messages.success(request, done % {"count": count})
        if left := len(brought.left):
            kept = ngettext(
                "Of %(count)s person not everything in the table was taken over. What was here already was kept.",
                "Of %(count)s people not everything in the table was taken over. What was here already was kept.",
                left,
            )
            messages.warning(request, kept % {"count": left})
        return _go_on(request, str(context["next"]))
    return render(request, "people/bring_applicants.html", context, status=400 if form.errors else 200)


@page("people.demographics.import")
def bring_demographics(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table of voluntary answers: kept for counting alone, shown to nobody."""
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], sources.now()
        known = frozenset(queries.persons_by_reference(actor))
        try:
            rows = read_demographics(file.file, name=file.name, known=known)
            count = actions.import_demographics(actor, rows=rows, now=now)
        except BadInput as bad:
            return _refused(request, actor, "people/bring_demographics.html", context, file.name, bad)
        done = ngettext("The answers of %(count)s person are kept.", "The answers of %(count)s people are kept.", count)
        messages.success(request, done % {"count": count})
        return redirect("people:people", workspace=slug_of(request))
    return render(request, "people/bring_demographics.html", context, status=400 if form.errors else 200)


@page("people.person.import")
def problems(request: HttpRequest, actor: Actor, refused_id: UUID) -> HttpResponse:
    """Everything wrong with the table this reader brought last, as a table."""
    refused = queries.refused_upload(actor, refused_id)
    text = io.StringIO()
    rows = [[refused.file, row or "", column or "", message] for row, column, message in refused.problems]
    write_table(text, ["file", "row", "column", "problem"], rows)
    response = HttpResponse(text.getvalue().encode("utf-8"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response


def _refused(
    request: HttpRequest, actor: Actor, template: str, context: dict[str, object], file: str, bad: BadInput
) -> HttpResponse:
    refused_id = actions.keep_problems(actor, file=file, problems=bad.problems, now=sources.now())
    shown = [problem.sentence() for problem in bad.problems[:SHOWN]]
    told = context | {"problems": shown, "count": len(bad.problems), "refused_id": refused_id}
    return render(request, template, told, status=400)


def _go_on(request: HttpRequest, following: str) -> HttpResponse:
    here = {request.get_host()}
    if following and url_has_allowed_host_and_scheme(following, allowed_hosts=here, require_https=request.is_secure()):
        return redirect(following)
    return redirect("people:people", workspace=slug_of(request))
