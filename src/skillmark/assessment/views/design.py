"""Pages of what people are asked to show."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, rules, showing, words
from skillmark.assessment.forms import MethodForm, PoolForm, TaskForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import queries as standards
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words


@page("assessment.task.read")
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    listed = []
    policies, set_tasks = queries.policies(actor), queries.tasks_by_framework(actor)
    may_set = access.may_ever(actor, "assessment.task.set")
    every = [task.pk for of_one in set_tasks.values() for task in of_one]
    tried = queries.tried(actor, every) if may_set else frozenset()
    pools = queries.pools(actor)
    drafts = () if actor.demonstration else (standards.Status.DRAFT,)
    closed = (standards.Status.RETIRED, *drafts)
    for framework in standards.frameworks(actor):
        policy = policies.get(framework.pk)
        layers = rules.layer_states(rules.layers_of(policy.layers), []) if policy else ()
        of_it = set_tasks.get(framework.pk, [])
        listed.append(
            {
                "framework": framework,
                "tasks": [(task, words.METHODS[task.method], may_set and task.pk not in tried) for task in of_it],
                "pools": [pool for pool in pools if pool.framework_id == framework.pk],
                "layers": [showing.layer_line(state) for state in layers],
                "beside": showing.policy_lines(policy) if policy else [],
                "usable": framework.status not in closed,
            }
        )
    may_list = access.may_ever(actor, "assessment.sitting.list")
    return render(request, "assessment/tasks.html", {"listed": listed, "may_set": may_set, "may_list": may_list})


@page("assessment.task.set")
def set_task(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    framework = standards.framework(actor, framework_id)
    work_tasks = [(str(task.pk), capfirst(task.statement)) for task in standards.work_tasks(actor, framework_id)]
    names = [(one.reference, one.name) for one in standards.competencies(actor, framework_id)]
    form = TaskForm(work_tasks, names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_task(
                actor,
                framework_id=framework_id,
                work_task_id=UUID(form.cleaned_data["work_task"]),
                shows=form.cleaned_data["shows"],
                limit=form.cleaned_data["limit"],
                **form.told(),
                now=sources.now(),
            )
            messages.success(request, _("People can now be asked to show this task."))
            return redirect("assessment:tasks", _slug(request))
        except standards.NotPublished as refused:
            form.add_error(None, standards.why_not_usable(refused))
        except BadInput as bad:
            refuse(form, bad)
    return render(request, "assessment/set_task.html", {"form": form, "framework": framework})


@page("assessment.task.set")
def correct_task(request: HttpRequest, actor: Actor, task_id: UUID) -> HttpResponse:
    task = queries.task(actor, task_id)
    before = {"method": task.method, "conditions": task.conditions, "tools": task.tools}
    form = MethodForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_task(actor, task_id=task_id, **form.told(), now=sources.now())
            messages.success(request, _("Corrected. Whoever tries it reads this before."))
        except actions.AlreadyTried:
            messages.error(request, _("Somebody has tried this task already. It stays as it was told then."))
        except BadInput as bad:
            form.add_error("method", in_words(bad.problems[0].message))
        if not form.errors:
            return redirect("assessment:tasks", _slug(request))
    return render(request, "assessment/correct_task.html", {"form": form, "task": task})


@page("assessment.task.set")
def set_pool(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    framework = standards.framework(actor, framework_id)
    tasks = [(str(task.pk), capfirst(task.work_task.statement)) for task in queries.tasks(actor, framework_id)]
    form = PoolForm(tasks, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_pool(
                actor,
                framework_id=framework_id,
                name=given["name"],
                task_ids=[UUID(task_id) for task_id in given["tasks"]],
                count=given["count"],
                now=sources.now(),
            )
            messages.success(request, _("From now on it can be drawn from."))
            return redirect("assessment:tasks", _slug(request))
        except BadInput as bad:
            form.add_error(bad.problems[0].column or None, in_words(bad.problems[0].message))
    return render(request, "assessment/set_pool.html", {"form": form, "framework": framework})


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
