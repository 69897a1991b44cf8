"""Pages of findings: raised, followed up by somebody until a day, and closed with what they came to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, words
from skillmark.assessment.forms import ActionForm, CloseForm, DoneForm, FindingForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words


@page("assessment.finding.raise")
def raise_finding(request: HttpRequest, actor: Actor, plan_id: UUID) -> HttpResponse:
    plan = queries.plan(actor, plan_id)
    known = [(str(unit.pk), _("Attempt %(number)s") % {"number": unit.number}) for unit, _look in
             queries.second_looks(actor, plan)]  # fmt: skip
    form = FindingForm(known, request.POST or None, initial={"attempt": request.GET.get("attempt", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            finding = actions.raise_finding(
                actor,
                plan_id=plan_id,
                unit_id=UUID(said["attempt"]) if said["attempt"] else None,
                text=said["text"],
                doubts=said["doubts"],
                now=sources.now(),
            )
            messages.success(request, _("The finding is kept. Say now what is to be done, and who does it."))
            return redirect("assessment:finding", _slug(request), finding.pk)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/raise_finding.html", {"form": form, "plan": plan})


@page("assessment.sample.read")
def finding(request: HttpRequest, actor: Actor, finding_id: UUID) -> HttpResponse:
    found = queries.finding(actor, finding_id)
    still_open = not hasattr(found, "closing")
    context = {
        "finding": found,
        "state": words.finding_state(found),
        "number": queries.number_of(found),
        "actions": list(found.actions.all()),
        "left": any(asked.done_on is None for asked in found.actions.all()),
        "may_follow": still_open and access.may_ever(actor, "assessment.finding.follow"),
        "may_close": still_open and access.may_ever(actor, "assessment.finding.close"),
    }
    return render(request, "assessment/finding.html", context)


@page("assessment.finding.follow")
def ask_action(request: HttpRequest, actor: Actor, finding_id: UUID) -> HttpResponse:
    found = queries.finding(actor, finding_id)
    form = ActionForm(people.to_choose(actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.ask_action(
                actor,
                finding_id=finding_id,
                person_id=UUID(said["person"]),
                text=said["text"],
                due_on=said["due_on"],
                now=sources.now(),
            )
            messages.success(request, _("It stands on that person’s page “Today” until it is done."))
            return redirect("assessment:finding", _slug(request), finding_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/ask_action.html", {"form": form, "finding": found})


@page("assessment.finding.close")
def close_finding(request: HttpRequest, actor: Actor, finding_id: UUID) -> HttpResponse:
    found = queries.finding(actor, finding_id)
    form = CloseForm(request.POST or None, doubts=found.doubts)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_finding(
                actor,
                finding_id=finding_id,
                stands=form.lets_it_stand,
                reason=form.cleaned_data["reason"],
                now=sources.now(),
            )
            messages.success(request, _("The finding is closed."))
            return redirect("assessment:finding", _slug(request), finding_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        except actions.CannotRate as refused:
            form.add_error(None, words.REFUSALS[refused.reason])
    return render(request, "assessment/close_finding.html", {"form": form, "finding": found})


@page("assessment.finding.act")
def note_done(request: HttpRequest, actor: Actor, action_id: UUID) -> HttpResponse:
    asked = queries.corrective_action(actor, action_id)
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_done(actor, action_id=action_id, outcome=form.cleaned_data["outcome"], now=sources.now())
            messages.success(request, _("Noted. Thank you."))
            return redirect("assessment:note_done", _slug(request), action_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/note_done.html", {"form": form, "asked": asked})


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
