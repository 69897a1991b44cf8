"""Who decides what, what is agreed elsewhere, and a question that anybody of a group may put."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.answers import Hit
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries, subjects, words
from skillmark.governance.forms import AgentForm, AgreementForm, AskForm, EndAgentForm, RightsForm
from skillmark.governance.models import DecisionRight, Elsewhere, Question
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words

LONGEST_TITLE = 200  # of a question


@page("governance.body.read")
def rights(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = people.today(actor, sources.now())
    context = {
        "rows": [
            {
                "item": one.item.value,
                "title": words.QUESTIONS[one.item],
                "lead": _party(one.lead) if one.lead else "",
                "support": ", ".join(map(_party, one.support)),
                "advisory": ", ".join(map(_party, one.advisory)),
            }
            for one in queries.rights(actor)
        ],
        "agent": queries.bargaining_agent(actor, today),
        "agreements": [(one, words.ELSEWHERE[one.item]) for one in queries.agreements(actor)],
        "may_set": access.may(actor, "governance.right.set"),
    }
    return render(request, "governance/rights.html", context)


@page("governance.right.set")
def set_rights(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    if kind not in Question.values:
        raise Http404
    held = next(one for one in queries.rights(actor) if one.item == kind)
    initial = {
        "lead": str(held.lead.body_id) if held.lead else "",
        "support": [str(one.body_id or one.constituency) for one in held.support],
        "advisory": [str(one.body_id or one.constituency) for one in held.advisory],
    }
    bodies = list(queries.bodies(actor))
    form = RightsForm(bodies, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_rights(
            actor,
            item=Question(kind),
            lead=UUID(form.cleaned_data["lead"]),
            support=form.parties("support"),
            advisory=form.parties("advisory"),
            now=sources.now(),
        )
        return _to_rights(request)
    context = {"form": form, "title": words.QUESTIONS[kind], "bodies": bodies}
    return render(request, "governance/set_rights.html", context, status=400 if form.errors else 200)


@page("governance.right.set")
def agent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page, to note who it is and to end it."""
    now = sources.now()
    today = people.today(actor, now)
    known = queries.bargaining_agent(actor, today)
    form: AgentForm | EndAgentForm
    if known is not None and known.ends is None:
        form = EndAgentForm(request.POST or None, initial={"last_day": today})
    else:
        form = AgentForm(request.POST or None, initial={"starts": today})
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, AgentForm):
                given = form.cleaned_data
                actions.name_agent(actor, name=given["name"], starts=given["starts"], now=now)
            else:
                actions.end_agent(actor, last_day=form.cleaned_data["last_day"], now=now)
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            return _to_rights(request)
    context = {"form": form, "known": known}
    return render(request, "governance/agent.html", context, status=400 if form.errors else 200)


@page("governance.right.set")
def agree(request: HttpRequest, actor: Actor, agreement_id: UUID | None = None) -> HttpResponse:
    now = sources.now()
    before = queries.agreement(actor, agreement_id) if agreement_id else None
    initial = {"item": before.item, "clause": before.clause, "agreed_on": before.happened_on} if before else {}
    form = AgreementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_agreement(
                actor,
                item=Elsewhere(given["item"]),
                clause=given["clause"],
                agreed_on=given["agreed_on"],
                replaces_id=agreement_id,
                now=now,
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        else:
            return _to_rights(request)
    return render(
        request, "governance/agree.html", {"form": form, "before": before}, status=400 if form.errors else 200
    )


@page("governance.proposal.make")
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A question of one's own; or, where another page sends its reader here, one about a record: `question`, `type` and
    `id` then stand in the address.
    """
    now = sources.now()
    known, subject_type = request.GET.get("question", ""), request.GET.get("type", "")
    subject_id, subject = sources.new_id(), None
    if known:
        asked_of = id_in(request.GET.get("id", ""))
        subject = subjects.of(actor, subject_type, asked_of) if asked_of else None
        if known not in Question.values or asked_of is None or subject is None:
            raise Http404
        subject_id = asked_of
        if asked := queries.open_question(actor, subject_type, subject_id, known):
            return redirect("governance:proposal", request.workspace_slug, asked.pk)  # type: ignore[attr-defined]
    leads = queries.leading(actor, known)
    bodies = [body for body in queries.bodies(actor) if leads is None or leads.body_id == body.pk]
    form = AskForm(
        bodies,
        request.POST or None,
        known=known,
        now=now,
        zone=ZoneInfo(actor.time_zone),
        initial={"title": _in_one_sentence(known, subject), **_written(request)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.propose(
                actor,
                body_id=UUID(given["body_id"]),
                question=known or given["question"],
                subject_type=subject_type if known else "",
                subject_id=subject_id,
                title=given["title"],
                what_changes=given["what_changes"],
                for_whom=given["for_whom"],
                asked=given["asked"],
                deadline=form.deadline(),
                now=now,
            )
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
        except actions.CommentsWait:
            form.add_error(None, _("Public comments on this come first: answer each, then publish them."))
        except actions.TooFewSeats:
            form.add_error(
                "body_id",
                _("Too few people sit in this group, or none who does the work, so no vote could pass. Give seats."),
            )
        else:
            messages.success(request, _("The question is put."))
            return redirect("governance:proposal", request.workspace_slug, made.pk)  # type: ignore[attr-defined]
    context = {"form": form, "subject": subject, "title": words.QUESTIONS.get(known, ""), "bodies": bodies}
    return render(request, "governance/ask.html", context, status=400 if form.errors else 200)


def _in_one_sentence(known: str, subject: Hit | None) -> str:
    """The question as it can stand; a pass mark's subject says so itself."""
    if subject is None or known == Question.CUT_SCORE:
        return subject.title if subject else ""
    return Truncator(f"{words.QUESTIONS[known]}: {subject.title}").chars(LONGEST_TITLE)


def _written(request: HttpRequest) -> dict[str, str]:
    """What the page that sent its reader here wrote for her."""
    return {name: request.GET.get(name, "") for name in ("what_changes", "for_whom", "asked")}


def _party(right: DecisionRight) -> str:
    return right.body.name if right.body else str(words.CONSTITUENCIES[right.constituency])


def _to_rights(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("governance:rights", request.workspace_slug)  # type: ignore[attr-defined]
