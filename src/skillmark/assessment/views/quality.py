"""Pages of looking again: how much, the samples, and marking without a mark or a name in sight."""

from datetime import timedelta
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
from skillmark.assessment.forms import AgainForm, DrawForm, SamplingForm
from skillmark.assessment.models import SamplingPlan
from skillmark.foundation import access, files, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status

LOOKS_BACK = timedelta(days=90)  # a quarter: how often assurers commonly come
TIME_TO_LOOK = timedelta(days=14)


@page("assessment.sample.read")
def quality(request: HttpRequest, actor: Actor) -> HttpResponse:
    policy = queries.sampling_policy(actor)
    samples = Table(
        caption=_("Samples"),
        columns=[Column(_("Drawn")), Column(_("Who looks again")), Column(_("Marked again")), Column(_("Done by"))],
        rows=[
            [
                Link(date_format(plan.happened_on, "DATE_FORMAT"), _address(request, "sample", plan.pk)),
                plan.assurer.name if plan.assurer else "",
                _("%(done)s of %(all)s") % {"done": plan.again, "all": plan.attempts},
                date_format(plan.due_on, "DATE_FORMAT"),
            ]
            for plan in queries.plans(actor)
        ],
        hidden_caption=True,
    )
    context = {
        "policy": policy,
        "samples": samples,
        "findings": [(one, *words.finding_state(one)) for one in queries.findings(actor)],
        "may_set": access.may_ever(actor, "assessment.sampling.set"),
        "may_draw": policy is not None and access.may_ever(actor, "assessment.sample.draw"),
    }
    return render(request, "assessment/quality.html", context)


@page("assessment.sampling.set")
def set_sampling(request: HttpRequest, actor: Actor) -> HttpResponse:
    policy = queries.sampling_policy(actor)
    known = queries.sampling_of(policy) if policy else rules.READY
    form = SamplingForm(request.POST or None, initial={name: getattr(known, name) for name in SamplingForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_sampling(actor, wanted=form.sampling(), now=sources.now())
            messages.success(request, _("From now on samples are drawn like this."))
            return redirect("assessment:quality", _slug(request))
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/set_sampling.html", {"form": form})


@page("assessment.sample.draw")
def draw_sample(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = people.today(actor, sources.now())
    assurers = [(str(person_id), name) for person_id, name in queries.assurers(actor, today)]
    ready = {"starts": today - LOOKS_BACK, "ends": today, "due_on": today + TIME_TO_LOOK}
    form = DrawForm(assurers, request.POST or None, initial=ready)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            plan = actions.draw_sample(
                actor,
                assurer_id=UUID(asked["assurer"]),
                starts=asked["starts"],
                ends=asked["ends"],
                due_on=asked["due_on"],
                external=asked["external"],
                now=sources.now(),
            )
            return redirect("assessment:sample", _slug(request), plan.pk)
        except BadInput as bad:
            column = bad.problems[0].column
            form.add_error(column if column in form.fields else None, in_words(bad.problems[0].message))
    return render(request, "assessment/draw_sample.html", {"form": form, "assurers": assurers})


@page("assessment.sample.read")
def sample(request: HttpRequest, actor: Actor, plan_id: UUID) -> HttpResponse:
    plan = queries.plan(actor, plan_id)
    looks = {unit.pk: look for unit, look in queries.second_looks(actor, plan)}
    drawn = Table(
        caption=_("What was drawn"),
        columns=[
            Column(_("Attempt")),
            Column(_("Task")),
            Column(_("Why it came more readily")),
            Column(_("How it stands")),
        ],
        rows=[
            [
                _unit_link(request, actor, plan, unit),
                capfirst(unit.sitting.task.work_task.statement),
                "; ".join(str(words.RISKS[risk]) for risk in unit.risks),
                status(*words.second_look(looks.get(unit.pk), hasattr(unit, "remark"))),
            ]
            for unit in queries.drawn_units(actor, plan)
        ],
        hidden_caption=True,
    )
    found = rules.figures([look.points for look in looks.values()])
    context = {
        "plan": plan,
        "covers": [(words.COVERS[row["kind"]], row["reached"], row["known"], row["wanted"]) for row in plan.covers],
        "drawn": drawn,
        "alike": queries.draws_alike(actor, plan),
        "compared": len(looks),
        "same": sum(look.same_verdict for look in looks.values()),
        "beyond": sum(bool(look.beyond) for look in looks.values()),
        "figures": showing.figures_in_words(found),
        "fewest": rules.FEWEST_ATTEMPTS,
        "findings": [(one, *words.finding_state(one)) for one in queries.findings(actor).filter(plan=plan)],
        "may_raise": access.may_ever(actor, "assessment.finding.raise"),
    }
    return render(request, "assessment/sample.html", context)


@page("assessment.remark.give")
def mark_again(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    """The task and what was seen; no mark, no name."""
    unit = queries.to_mark_again(actor, unit_id)
    about(request, unit.sitting.person_id)
    if hasattr(unit, "remark"):
        return redirect("assessment:marked_again", _slug(request), unit_id)
    form = AgainForm(unit.sitting.task.rubric.criteria, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_again(
                actor, unit_id=unit_id, scores=form.marks(), note=form.cleaned_data["note"], now=sources.now()
            )
            messages.success(request, _("Your marks are kept. Now you see what others gave."))
        except actions.CannotRate as refused:
            messages.error(request, words.REFUSALS[refused.reason])
        return redirect("assessment:marked_again", _slug(request), unit_id)
    context = {
        "form": form,
        "unit": unit,
        "evidence": showing.told_of(queries.evidence_of(actor, unit)),
        "pass_word": showing.pass_word(unit.sitting),
    }
    return render(request, "assessment/mark_again.html", context)


@page("assessment.remark.give")
def again_file(request: HttpRequest, actor: Actor, unit_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A file that was handed in to an attempt which is marked again."""
    unit = queries.to_mark_again(actor, unit_id)
    about(request, unit.sitting.person_id)
    seen = queries.evidence_of(actor, unit)
    file_id = next((one.file_id for one in seen if one.pk == evidence_id and one.opens), None)
    if file_id is None:
        raise NotFound(str(evidence_id))
    return files.attachment(*files.shown(actor, file_id))


@page("assessment.sample.read")
def marked_again(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    """What the assurer gave beside what the attempt came to and who gave what."""
    unit, look = queries.marked_again(actor, unit_id)
    about(request, unit.sitting.person_id)
    context = {
        "unit": unit,
        "look": look,
        "said": words.second_look(look, True),
        "lines": showing.second_look_lines(unit, look),
        "to_raise": f"{_address(request, 'raise_finding', unit.plan_id)}?attempt={unit.pk}"
        if access.may_ever(actor, "assessment.finding.raise")
        else "",
    }
    return render(request, "assessment/marked_again.html", context)


def _unit_link(request: HttpRequest, actor: Actor, plan: SamplingPlan, unit: Any) -> Any:
    """Where the reader goes from an attempt of a sample; nowhere while it waits for somebody else's marks."""
    title = _("Attempt %(number)s") % {"number": unit.number}
    if hasattr(unit, "remark"):
        return Link(title, _address(request, "marked_again", unit.pk))
    if plan.assurer_id == actor.person_id:
        return Link(title, _address(request, "mark_again", unit.pk))
    return title


def _address(request: HttpRequest, name: str, of: UUID) -> str:
    return reverse(f"assessment:{name}", args=[_slug(request), of])


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
