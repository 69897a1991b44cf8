"""Suggestions: the list of whoever answers them, one of them, her own, an answer, joining two, blanking words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.feedback import actions, queries, showing, subjects
from skillmark.feedback.forms import AnswerForm, BlankForm, JoinForm
from skillmark.feedback.models import Kind, State
from skillmark.feedback.queries.suggestions import NO, YES
from skillmark.feedback.subjects import Subject
from skillmark.feedback.words import KINDS, STATES
from skillmark.foundation import access, sources
from skillmark.foundation.holds import OnHold
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words


@page("feedback.suggestion.list")
def suggestions(request: HttpRequest, actor: Actor) -> HttpResponse:
    slug = _slug(request)
    either = [(YES, _("Yes")), (NO, _("No"))]
    found = lists.find(
        request,
        queries.listed(actor),
        text=["text", "title", "organisation"],
        orders=[
            lists.Order("latest", _("Latest first"), ("-recorded_at", "-id")),
            lists.Order("oldest", _("Oldest first"), ("recorded_at", "id")),
        ],
        choices=[
            lists.Choice("state", _("State"), "state", [(state.value, STATES[state][0]) for state in State]),
            lists.Choice("kind", _("About"), "kind", [(kind.value, KINDS[kind]) for kind in Kind]),
            lists.Choice("answered", _("Answered"), "is_answered", either),
            lists.Choice("changed", _("Led to a change"), "is_changed", either),
        ],
    )
    shown = lists.part(request, found)
    table = showing.table(shown, slug, found.sort.label)
    context = {"page": shown, "found": found, "figures": showing.figures(actor, slug)}
    return lists.answer(request, "feedback/suggestions.html", context, table)


@page("feedback.suggestion.own")
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What she suggested under her name, and what became of it."""
    shown = lists.part(request, queries.own(actor))
    context = {
        "rows": [(each, showing.said(each), *STATES[each.state]) for each in shown],
        "page": shown,
        "workspace_id": actor.workspace_id,
    }
    return render(request, "feedback/own.html", context)


@page("feedback.suggestion.read")
def suggestion(request: HttpRequest, actor: Actor, suggestion_id: UUID) -> HttpResponse:
    """One suggestion with its answers and the changes that came of it. Sent: whether it may be quoted."""
    found = queries.suggestion(actor, suggestion_id)
    about(request, found.person_id)
    if request.method == "POST":
        return _quoted(request, actor, found)
    leads = access.may(actor, "feedback.suggestion.list")
    subject = _about(actor, found)
    context = {
        "suggestion": found,
        "leads": leads,
        "kind": KINDS[found.kind],
        "state": STATES[found.state],
        "by": showing.by_whom(found) if leads else "",
        "subject": subject,
        "changes_as": (subject.changes_as or (subject.subject_type, subject.subject_id)) if subject else None,
        "may_answer": found.joined_to_id is None and access.may(actor, "feedback.suggestion.answer", found),
        "may_blank": bool(found.text) and access.may(actor, "feedback.suggestion.blank", found),
        "may_quote": bool(found.text) and access.may(actor, "feedback.suggestion.quote", found),
        "may_unquote": found.quotable and access.may(actor, "feedback.suggestion.unquote", found),
        "may_write": access.may(actor, "feedback.change.write"),
        "answers": [(each, *STATES[each.state]) for each in queries.answers_to(found)],
        "changes": queries.changes_of(found, published=not leads),
        "joined": [(each, showing.said(each)) for each in found.joined.order_by("recorded_at", "id")] if leads else [],
    }
    return render(request, "feedback/suggestion.html", context)


@page("feedback.suggestion.answer")
def answer(request: HttpRequest, actor: Actor, suggestion_id: UUID) -> HttpResponse:
    found = queries.suggestion(actor, suggestion_id)
    access.require(actor, "feedback.suggestion.answer", found)
    about(request, found.person_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        state, reason = State(form.cleaned_data["state"]), form.cleaned_data["reason"]
        try:
            actions.answer(actor, suggestion_id=suggestion_id, state=state, reason=reason, now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("The answer is kept, and whoever wrote the suggestion is told."))
            return _to(request, suggestion_id)
    context = {"form": form, "suggestion": found, "alike": found.joined.count()}
    return render(request, "feedback/answer.html", context, status=400 if form.errors else 200)


@page("feedback.suggestion.answer")
def join(request: HttpRequest, actor: Actor, suggestion_id: UUID) -> HttpResponse:
    found = queries.suggestion(actor, suggestion_id)
    access.require(actor, "feedback.suggestion.answer", found)
    about(request, found.person_id)
    others = list(queries.to_join(actor, found))
    form = JoinForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        to_id = UUID(form.cleaned_data["to"])
        try:
            actions.join(actor, suggestion_id=suggestion_id, to_id=to_id, now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("Both are one now. Whoever wrote the first is told."))
            return _to(request, to_id)
    context = {"form": form, "suggestion": found, "others": others}
    return render(request, "feedback/join.html", context, status=400 if form.errors else 200)


@page("feedback.suggestion.blank")
def blank(request: HttpRequest, actor: Actor, suggestion_id: UUID) -> HttpResponse:
    """Words are named, shown as they will read, and blanked for good when sent with `for_good`."""
    found = queries.suggestion(actor, suggestion_id)
    access.require(actor, "feedback.suggestion.blank", found)
    about(request, found.person_id)
    form, shown = BlankForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].splitlines()
        try:
            shown = queries.as_blanked(actor, found, words)
            if "for_good" in request.POST:
                actions.blank(actor, suggestion_id=suggestion_id, words=words, now=sources.now())
                messages.success(request, _("These words are gone. Whoever wrote the suggestion is told."))
                return _to(request, suggestion_id)
        except BadInput as bad:
            refuse(form, bad)
        except OnHold:
            form.add_error(None, _("A hold says that this must be kept. Nothing is blanked until it ends."))
    context = {"form": form, "suggestion": found, "shown": "" if form.errors else shown}
    return render(request, "feedback/blank.html", context, status=400 if form.errors else 200)


def _quoted(request: HttpRequest, actor: Actor, found: queries.Suggestion) -> HttpResponse:
    now = sources.now()
    if "unquote" in request.POST:
        actions.unquote(actor, suggestion_id=found.pk, now=now)
        messages.success(request, _("These words are published no more."))
    elif "quote" in request.POST:
        try:
            actions.quote(actor, suggestion_id=found.pk, now=now)
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("Your words may be published, without your name."))
    return _to(request, found.pk)


def _about(actor: Actor, found: queries.Suggestion) -> Subject | None:
    """None where it is gone, or its reader may not see it."""
    try:
        return subjects.subject(actor, found.subject_type, found.subject_id)
    except NotFound:
        return None


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]


def _to(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    return redirect("feedback:suggestion", _slug(request), suggestion_id)
