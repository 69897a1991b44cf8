"""Pages of a draft that starts otherwise than from a rated occupation, of what is proposed for one, and of setting one
back to work.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, described, queries
from skillmark.standards.forms import OccupationForm
from skillmark.standards.models import Framework, Status
from skillmark.standards.starting_forms import BlankForm, DescribedStartForm, ProposalsForm, SetBackForm
from skillmark.standards.views.versions import back, too_late
from skillmark.ui.forms import refuse

SHOWN = 20  # proposals at once: as many as somebody reads through on a phone before she keeps them


@page("standards.framework.draft")
def start_blank(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BlankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_blank(actor, **form.cleaned_data, now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("The draft stands. Propose its tasks and its lines now."))
            return back(request, "framework", made.pk)
    return render(request, "standards/start_blank.html", {"form": form})


@page("standards.framework.draft")
def start_described(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A pasted description makes a draft without a line, and the list of what it seems to speak of."""
    language = "es" if translation.get_language() == "es" else "en"
    form = DescribedStartForm(request.POST or None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_from_description(actor, **form.cleaned_data, now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("The draft stands, without a line yet. Decide on what is proposed."))
            return back(request, "proposals", made.pk)
    return render(request, "standards/start_described.html", {"form": form})


@page("standards.framework.draft")
def start_esco(request: HttpRequest, actor: Actor) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = queries.esco_occupations(actor, text)
    form = OccupationForm(found, request.POST or None) if found else None
    if request.method == "POST" and form is not None and form.is_valid():
        made = actions.draft_from_esco(actor, code=form.cleaned_data["occupation_code"], now=sources.now())
        messages.success(request, _("The draft stands, without a line yet. Decide on what is proposed."))
        return back(request, "proposals", made.pk)
    context = {
        "text": text, "found": found, "form": form, "edition": queries.esco_in_use(actor),
        "may_import": access.may(actor, "standards.framework.import"), "most": queries.MOST_FOUND,
    }  # fmt: skip
    return render(request, "standards/start_esco.html", context)


@page("standards.line.edit")
def proposals(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """What is proposed for a draft, a page at a time; nothing becomes a line but what somebody gives a level."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    waiting = described.read(found.proposed) if queries.is_changeable(found) else []
    shown = waiting[:SHOWN]
    line_url = reverse("standards:add_line", args=[request.workspace_slug, framework_id])  # type: ignore[attr-defined]
    form = ProposalsForm(shown, line_url, request.POST or None) if shown else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            return _decided(request, actor, found, form)
        except BadInput as bad:
            refuse(form, bad)
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
    context = {"framework": found, "form": form, "waiting": len(waiting), "shown": len(shown)}
    return render(request, "standards/proposals.html", context)


def _decided(request: HttpRequest, actor: Actor, found: Framework, form: ProposalsForm) -> HttpResponse:
    """Take over what got a level; what got none waits, or is put aside where she says so."""
    levels, now = form.levels(), sources.now()
    made = actions.take_proposals(actor, framework_id=found.pk, levels=levels, now=now)
    if "rest" in request.POST:
        left = [reference for reference in form.names if reference not in levels]
        made = actions.leave_proposals(actor, framework_id=found.pk, references=left, now=now)
    if levels:
        told = ngettext("%(count)s line is proposed, with your name.", "%(count)s lines are proposed, with your name.",
                        len(levels))  # fmt: skip
        messages.success(request, told % {"count": len(levels)})
    elif "rest" not in request.POST:
        messages.info(request, _("You gave no level, so nothing was taken over."))
    return back(request, "proposals" if made.proposed else "lines", found.pk)


@page("standards.framework.publish")
def set_back(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """The way out for a draft that a group agreed to and nobody will publish."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.framework.publish", found)
    form = SetBackForm(request.POST or None)
    if found.status != Status.DRAFT or not queries.is_agreed(found):
        messages.info(request, _("Only a draft that a group agreed to, and that is not published, is set back."))
        return back(request, "framework", framework_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_back(actor, framework_id=framework_id, reason=form.cleaned_data["reason"], now=sources.now())
        except actions.NotAgreed:  # signed by the last side meanwhile
            return too_late(request, framework_id)
        messages.success(request, _("It is a draft again that can be changed. Put the question anew then."))
        return back(request, "framework", framework_id)
    return render(request, "standards/set_back.html", {"framework": found, "form": form})
