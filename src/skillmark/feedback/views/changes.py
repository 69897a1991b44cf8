"""“You said, we did”: what was changed and what that answers, for those inside, those who write it, and everybody."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from skillmark.feedback import actions, queries, subjects
from skillmark.feedback.forms import ChangeForm
from skillmark.feedback.subjects import Subject
from skillmark.foundation import access, sources
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words


@page("feedback.change.read")
def changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was changed, the latest first."""
    shown = lists.part(request, queries.changes(actor))
    context = {
        "page": shown,
        "leads": access.may(actor, "feedback.suggestion.list"),
        "may_write": access.may(actor, "feedback.change.write"),
        "workspace_id": actor.workspace_id,
        "is_public": not actor.sample and any(each.published_at for each in shown),
    }
    return render(request, "feedback/changes.html", context)


@page("feedback.change.read")
def change(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    found = queries.change(actor, change_id)
    may_write = access.may(actor, "feedback.change.write")
    about = _about(actor, found)
    context = {
        "change": found,
        "about": about,
        "differences_url": _differences(found, about),
        "may_write": may_write,
        "causes": _causes(found) if may_write else [],
        "told": None if may_write else _told(actor, found),
        "in_force": about is not None and about.in_force,
    }
    return render(request, "feedback/change.html", context)


@page("feedback.change.write")
def new_change(request: HttpRequest, actor: Actor, subject_type: str, subject_id: UUID) -> HttpResponse:
    """Write down a change of a subject. Sent with `none`: a version answers nothing of what is open."""
    about = subjects.subject(actor, subject_type, subject_id)
    offered = queries.offer_about(actor, subject_type, subject_id)
    if request.method == "POST" and "none" in request.POST and offered is not None:
        actions.settle_offer(actor, subject_type=subject_type, subject_id=subject_id, now=sources.now())
        messages.success(request, _("It is kept that this version answers nothing of what is open."))
        return redirect("feedback:changes", _slug(request))
    because = id_in(request.GET.get("because", ""))
    initial = {
        "happened_on": people.today(actor, sources.now()),
        "was": about.was[:200],
        "now_is": about.now_is[:200],
        "suggestions": [str(because)] if because else [],
    }
    form = _form(request, actor, about, initial, because=because)
    if request.method == "POST" and form.is_valid():
        values, now = _values(form), sources.now()
        try:
            made = actions.record_change(
                actor, subject_type=subject_type, subject_id=subject_id, values=values, now=now
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("The change is written down. Nobody else reads it until you publish it."))
            return redirect("feedback:change", _slug(request), made.pk)
    context = {"form": form, "about": about, "offered": offered}
    return render(request, "feedback/write_change.html", context, status=400 if form.errors else 200)


@page("feedback.change.write")
def rewrite_change(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    found = queries.change(actor, change_id)
    about = subjects.subject(actor, found.subject_type, found.subject_id)
    causes = queries.causes_of(found)
    initial = {name: getattr(found, name) for name in ("title", "words", "happened_on", "was", "now_is")} | {
        "suggestions": [str(each.suggestion_id) for each in causes if each.suggestion_id],
        "heard": [str(each.source_id) for each in causes if each.source_id],
    }
    form = _form(request, actor, about, initial, of=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rewrite_change(actor, change_id=change_id, values=_values(form), now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("Saved."))
            return redirect("feedback:change", _slug(request), change_id)
    context = {"form": form, "about": about, "change": found}
    return render(request, "feedback/write_change.html", context, status=400 if form.errors else 200)


@page("feedback.change.write")
def publish_change(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    found = queries.change(actor, change_id)
    if request.method == "POST":
        try:
            actions.publish_change(actor, change_id=change_id, now=sources.now())
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("It is published, and whoever said so is told."))
        return redirect("feedback:change", _slug(request), change_id)
    return render(request, "feedback/publish_change.html", {"change": found, "cancel_url": _page_of(request, found)})


@page("feedback.change.write")
def take_down(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    found = queries.change(actor, change_id)
    if request.method == "POST":
        try:
            actions.take_down(actor, change_id=change_id, now=sources.now())
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        else:
            messages.success(request, _("It is not published any more."))
        return redirect("feedback:change", _slug(request), change_id)
    return render(request, "feedback/take_down.html", {"change": found, "cancel_url": _page_of(request, found)})


@page("feedback.change.published", scope="public")
def said_and_done(request: HttpRequest, actor: Actor, publisher_id: UUID) -> HttpResponse:
    """What an organisation changed because of what people said. Open to everybody."""
    publisher = queries.publisher(publisher_id)
    shown = lists.part(request, queries.public_changes(publisher_id))
    told = queries.public_causes(shown, publisher.minimum_cell)
    context = {
        "page": shown,
        "rows": [{"change": each, "told": told[each.pk]} for each in shown],
        "publisher": people.public_name(publisher),
        "publisher_id": publisher_id,
        "least": publisher.minimum_cell,
        "demonstration": publisher.demonstration,
        "place": subjects.PLACE,
    }
    with timezone.override(ZoneInfo(publisher.time_zone)):
        return render(request, "feedback/said_and_done.html", context)


@page("feedback.change.published", scope="public")
def public_change(request: HttpRequest, actor: Actor, change_id: UUID) -> HttpResponse:
    """One published change, with the way to what it changed. Open to everybody."""
    found = queries.public_change(change_id)
    where = found.workspace
    try:
        about_url = subjects.public_subject(found.subject_type, found.subject_id).url
    except NotFound:
        about_url = ""
    context = {
        "change": found,
        "told": queries.public_causes([found], where.minimum_cell)[found.pk],
        "about_url": about_url,
        "publisher": people.public_name(where),
        "least": where.minimum_cell,
        "demonstration": where.demonstration,
    }
    with timezone.override(ZoneInfo(where.time_zone)):
        return render(request, "feedback/public_change.html", context)


def _form(
    request: HttpRequest,
    actor: Actor,
    about: Subject,
    initial: dict[str, Any],
    *,
    of: queries.ChangeRecord | None = None,
    because: UUID | None = None,
) -> ChangeForm:
    """What is open on the topic, and whatever was chosen before."""
    taken = queries.taken(actor, of.pk if of else None)
    chosen = {each for each in (because, *map(id_in, initial.get("suggestions", []))) if each is not None}
    suggestions = [each for each in queries.open_about(actor, about.topic) if each.pk not in taken]
    missing = chosen - {each.pk for each in suggestions}
    suggestions += list(queries.listed(actor).filter(pk__in=missing, joined_to=None))
    heard = [each for each in subjects.heard(actor, about) if each.source_id not in taken]
    return ChangeForm(suggestions, heard, request.POST or None, initial=initial)


def _values(form: ChangeForm) -> actions.ChangeValues:
    written = {name: form.cleaned_data[name] for name in ("title", "words", "happened_on", "was", "now_is")}
    return actions.ChangeValues(**written, suggestion_ids=form.chosen("suggestions"), source_ids=form.chosen("heard"))


def _causes(found: queries.ChangeRecord) -> list[dict[str, Any]]:
    """The causes as whoever writes changes sees them, without names: what was said counts, not who said it."""
    causes = queries.causes_of(found)
    elsewhere: dict[str, list[UUID]] = {}
    for each in causes:
        if each.source_id is not None:
            elsewhere.setdefault(each.source_type, []).append(each.source_id)
    public = subjects.said_in_public(elsewhere) if elsewhere else {}
    return [
        {
            "suggestion": each.suggestion,
            "text": each.suggestion.text if each.suggestion else each.text,
            "alike": len(each.suggestion.joined.all()) if each.suggestion else 0,
            "comment": public.get(each.source_id) if each.source_id else None,
        }
        for each in causes
    ]


def _told(actor: Actor, found: queries.ChangeRecord) -> Any:
    return queries.public_causes([found], people.workspace(actor).minimum_cell).get(found.pk)


def _about(actor: Actor, found: queries.ChangeRecord) -> Subject | None:
    try:
        return subjects.subject(actor, found.subject_type, found.subject_id)
    except NotFound:
        return None


def _differences(found: queries.ChangeRecord, about: Subject | None) -> str:
    """Where what differs can be read, where its context has such a page."""
    return about.differences_url if about is not None and found.was_id is not None else ""


def _page_of(request: HttpRequest, found: queries.ChangeRecord) -> str:
    return reverse("feedback:change", args=[_slug(request), found.pk])


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
