"""Pages of the tasks of a draft: propose one, change it, drop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries, stored
from skillmark.standards.task_forms import LevelsForm, NewTaskForm, TaskForm
from skillmark.standards.views.versions import back, too_late
from skillmark.ui.sentences import in_words


@page("standards.line.edit")
def add_task(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    form = NewTaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_task(actor, framework_id=framework_id, **form.cleaned_data, now=sources.now())
        except BadInput as bad:
            form.add_error(None, in_words(bad.sentence()))
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
        else:
            messages.success(request, _("The task is proposed. Say now how it is shown and marked."))
            return redirect("standards:work_task", request.workspace_slug, made.pk)  # type: ignore[attr-defined]
    return render(request, "standards/task.html", {"framework": found, "form": form})


@page("standards.line.edit")
def work_task(request: HttpRequest, actor: Actor, work_task_id: UUID) -> HttpResponse:
    row = queries.work_task(actor, work_task_id)
    access.require(actor, "standards.line.edit", row.framework)
    dropping = request.method == "POST" and "drop" in request.POST
    sent = request.POST if request.method == "POST" and not dropping else None
    criteria = stored.criteria(row.rubric)
    chosen = LevelsForm(request.GET or {"levels": len(criteria[0].levels)})
    levels = chosen.cleaned_data["levels"] if chosen.is_valid() else None
    form = TaskForm(row, criteria, sent, levels)
    try:
        if dropping:
            actions.drop_task(actor, work_task_id=work_task_id, now=sources.now())
            messages.success(request, _("The task is out of this draft. The version in force still has it."))
            return back(request, "lines", row.framework_id)
        if request.method == "POST" and form.is_valid():
            actions.edit_task(actor, work_task_id=work_task_id, values=form.values(), now=sources.now())
            messages.success(request, _("The task is changed, with your name beside it."))
            return back(request, "lines", row.framework_id)
    except (actions.NotADraft, actions.AlreadyAsked):
        return too_late(request, row.framework_id)
    except BadInput as bad:
        form.add_error(None, in_words(bad.sentence()))
    context = {"framework": row.framework, "form": form, "row": row, "levels": chosen}
    return render(request, "standards/task.html", context)
