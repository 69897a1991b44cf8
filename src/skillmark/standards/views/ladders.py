"""Pages of the steps of ladders that a standard counts for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.step_forms import StepForm, as_named, as_said
from skillmark.ui.forms import refuse


@page("standards.framework.read")
def steps(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    may_set = queries.is_usable(actor, found) and access.may_ever(actor, "standards.step.set")
    context = {
        "framework": found,
        "steps": queries.steps(actor, framework_id),
        "unsaid": queries.steps_without_rule(actor, framework_id),
        "may_set": may_set,
    }
    return render(request, "standards/steps.html", context)


@page("standards.step.set")
def set_step(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Say what a step takes; `?step=` opens one as it stands, or as the lines name it."""
    found, competencies = queries.framework(actor, framework_id), queries.competencies(actor, framework_id)
    name = request.GET.get("step", "")
    said = next((step for step in queries.steps(actor, framework_id) if step.name == name), None)
    required = {one.competency_id: one.level for one in queries.requirements(actor, framework_id)}
    initial = as_said(said, competencies) if said else as_named(name, required, competencies)
    form = StepForm(competencies, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            rule = actions.set_step(
                actor,
                framework_id=framework_id,
                step=form.cleaned_data["step"],
                needs=form.needs(),
                decided_by=form.cleaned_data["decided_by"],
                now=sources.now(),
            )
        except (queries.NotPublished, queries.NotInUse) as refused:
            form.add_error(None, queries.why_not_usable(refused))
        except BadInput as bad:
            refuse(form, bad)
        else:
            kept = _("Kept. From now on people read what the step takes.")
            messages.success(request, kept if rule.needs else _("Kept. It is no step any more."))
            return redirect("standards:steps", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
    return render(request, "standards/set_step.html", {"framework": found, "form": form, "said": said})
