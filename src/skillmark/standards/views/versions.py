"""Pages of versions: draft the next one, edit it line by line, see what differs and for whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from skillmark.feedback import queries as feedback
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.kernel.skills import wording
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, affected, queries, showing_versions
from skillmark.standards.forms import RetireForm
from skillmark.standards.line_forms import (
    DescribedForm,
    LineForm,
    NewLineForm,
    TracingForm,
    as_it_is,
    as_it_is_known,
)
from skillmark.standards.models import Status
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words


@page("standards.line.edit")
def revise(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    if request.method == "POST":
        try:
            made = actions.revise(actor, framework_id=framework_id, now=sources.now())
        except actions.NotInForce:
            messages.error(request, _("Only the version in force has a next one."))
            return back(request, "framework", framework_id)
        except actions.AlreadyDrafted:
            messages.error(request, _("The next version is being drafted already."))
            return back(request, "framework", framework_id)
        messages.success(request, _("The next version stands as a draft. Change its lines; the one in force stays."))
        return back(request, "lines", made.pk)
    return render(request, "standards/revise.html", {"framework": found})


@page("standards.contributor.read")
def lines(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Who contributed which line; whoever may change a draft goes on to its forms."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.contributor.read", found)
    slug = request.workspace_slug  # type: ignore[attr-defined]
    may_edit = access.may(actor, "standards.line.edit", found)
    context = {
        "framework": found,
        "table": showing_versions.lines(actor, found, slug, linked=may_edit),
        "tasks": showing_versions.tasks(actor, found, slug, linked=may_edit),
        "editable": may_edit and queries.is_changeable(found),
    }
    return render(request, "standards/lines.html", context)


@page("standards.line.edit")
def add_line(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    code = request.GET.get("code", "")
    known = queries.proposal(actor, found, code) if code else None
    initial = as_it_is_known(known) if known else None
    tasks = queries.work_tasks(actor, framework_id)
    form = NewLineForm(tasks, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(
                actor,
                framework_id=framework_id,
                reference=form.cleaned_data["reference"],
                values=form.values(),
                now=sources.now(),
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.sentence()))
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
        else:
            messages.success(request, _("The line is proposed."))
            return back(request, "lines", framework_id)
    return render(request, "standards/line.html", {"framework": found, "form": form})


@page("standards.line.edit")
def line(request: HttpRequest, actor: Actor, requirement_id: UUID) -> HttpResponse:
    row = queries.requirement(actor, requirement_id)
    access.require(actor, "standards.line.edit", row.framework)
    dropping = request.method == "POST" and "drop" in request.POST
    tasks = queries.work_tasks(actor, row.framework_id)
    form = LineForm(tasks, request.POST if request.method == "POST" and not dropping else None, initial=as_it_is(row))
    try:
        if dropping:
            actions.drop_line(actor, requirement_id=requirement_id, now=sources.now())
            messages.success(request, _("The line is out of this draft. The version in force still has it."))
            return back(request, "lines", row.framework_id)
        if request.method == "POST" and form.is_valid():
            actions.edit_line(actor, requirement_id=requirement_id, values=form.values(), now=sources.now())
            messages.success(request, _("The line is changed, with your name beside it."))
            return back(request, "lines", row.framework_id)
    except actions.LastLine:
        messages.error(request, _("It is the last line. A standard needs one at least."))
        return back(request, "lines", row.framework_id)
    except (actions.NotADraft, actions.AlreadyAsked):
        return too_late(request, row.framework_id)
    except BadInput as bad:
        form.add_error(None, in_words(bad.sentence()))
    return render(request, "standards/line.html", {"framework": row.framework, "form": form, "row": row})


@page("standards.line.edit")
def tracing(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """The lines that name no task yet, each with the tasks to choose from."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    lacking = queries.untraced(actor, found) if queries.is_changeable(found) else []
    tasks = queries.work_tasks(actor, framework_id)
    form = TracingForm(lacking, tasks, request.POST or None) if lacking and tasks else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.trace_lines(actor, framework_id=framework_id, tasks=form.tasks(), now=sources.now())
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
        left = len(lacking) - len(form.tasks())
        if left == 0:
            messages.success(request, _("Every line names a task now."))
            return back(request, "framework", framework_id)
        messages.success(request, _("What you chose is kept."))
        return back(request, "tracing", framework_id)
    context = {"framework": found, "form": form, "no_tasks": bool(lacking) and not tasks}
    return render(request, "standards/tracing.html", context)


@page("standards.line.edit")
def from_text(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """A pasted description, read for competencies and for what shuts people out. What it speaks of waits as proposals,
    each with its sentence; nothing else of it is kept.
    """
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    language = "es" if translation.get_language() == "es" else "en"
    form = DescribedForm(request.POST if request.method == "POST" else None, initial={"language": language})
    context: dict[str, object] = {"framework": found, "form": form}
    if request.method == "POST" and form.is_valid():
        text, written_in = form.cleaned_data["text"], form.cleaned_data["language"]
        try:
            _draft, proposed = actions.propose_from_text(
                actor, framework_id=framework_id, text=text, language=written_in, now=sources.now()
            )
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
        context |= {
            "read": True,
            "language": written_in,
            "proposals": proposed,
            "findings": showing_versions.findings(wording.check(text, written_in), written_in),
        }
    return render(request, "standards/described.html", context)


@page("standards.framework.read")
def differences(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    before = queries.before(actor, found)
    hits = affected.by(actor, before.pk) if before else {}
    shown = lists.part(request, [hit for several in hits.values() for hit in several])
    context = {
        "framework": found,
        "before": before,
        "changes": showing_versions.changes(queries.differences(actor, before.pk, found.pk)) if before else None,
        "counts": [(kind, len(several)) for kind, several in hits.items()],
        "page": shown,
        "said_changes": feedback.changes_about(actor, found._meta.label_lower, found.pk),
    }
    return lists.answer(request, "standards/differences.html", context, showing_versions.affected(list(shown)))


@page("standards.framework.read")
def in_use(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Who and what uses this very version, as far as the reader may see them."""
    found = queries.framework(actor, framework_id)
    hits = affected.by(actor, framework_id)
    shown = lists.part(request, [hit for several in hits.values() for hit in several])
    context = {"framework": found, "counts": [(kind, len(several)) for kind, several in hits.items()], "page": shown}
    table = showing_versions.affected(list(shown), _("Who uses this version"))
    return lists.answer(request, "standards/in_use.html", context, table)


@page("standards.framework.retire")
def retire(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Says what stops and what stays, then does it; before a group has decided, leads to where it is asked."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.framework.retire", found)
    slug = request.workspace_slug  # type: ignore[attr-defined]
    if found.status != Status.PUBLISHED:
        messages.info(request, _("Only a standard that is in force can be retired."))
        return back(request, "framework", framework_id)
    if not queries.may_retire(actor, found):
        messages.info(request, _("A group decides first whether this standard is no longer used. Then come back here."))
        return redirect(decisions.address_to_ask(slug, decisions.Question.RETIRE_STANDARD, found, **_asked(found)))
    others = queries.frameworks(actor).filter(status=Status.PUBLISHED).exclude(pk=found.pk)
    form = RetireForm([(str(one.pk), queries.named(one)) for one in others], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire_framework(
                actor, framework_id=framework_id, successor_id=form.successor_id(), now=sources.now()
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is no longer in use. Its public page says so, with the day."))
            return back(request, "framework", framework_id)
    context = {
        "framework": found,
        "form": form,
        "counts": [(kind, len(several)) for kind, several in affected.by(actor, framework_id).items()],
        "cancel_url": reverse("standards:framework", args=[slug, framework_id]),
    }
    return render(request, "standards/retire.html", context, status=400 if form.errors else 200)


def _asked(found: queries.Framework) -> dict[str, str]:
    """The half page for the group, as far as it is known."""
    return {
        "what_changes": _("Nothing new is started on “%(title)s”. What was earned by it stays.")
        % {"title": found.title},
        "for_whom": _("For everybody who was promised a record on it, and for open jobs and tasks that use it."),
    }


def stands(refusal: actions.AlreadyAsked) -> str:
    """Why a draft stays as it is, in a sentence."""
    if isinstance(refusal, actions.AlreadyDecided):
        return _("The group agreed to this version as it stands, so nothing of it is changed. It waits to be signed.")
    return _("A group is voting on this version just now.")


def too_late(request: HttpRequest, framework_id: UUID) -> HttpResponse:
    messages.error(request, _("This version is published, or a group is reading it to decide, so no line is changed."))
    return back(request, "framework", framework_id)


def back(request: HttpRequest, name: str, framework_id: UUID) -> HttpResponse:
    return redirect(f"standards:{name}", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
