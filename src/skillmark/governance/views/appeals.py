"""Appeals: one's own, those one decides, and for whoever leads all of them with their days."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.governance import actions, queries, rules, words
from skillmark.governance.forms import AppealForm, AppealTermsForm, DeciderForm, DecisionForm
from skillmark.governance.models import Appeal
from skillmark.kernel.values import BadInput, DateSpan, Figure
from skillmark.people import queries as people
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status

WAITING, OVERDUE, DECIDED, UPHELD = "open", "overdue", "decided", "upheld"


@page("governance.appeal.list")
def appeals(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    today = people.today(actor, now)
    context: dict[str, Any] = {
        "own": [(found, *_state(found, today)) for found in queries.own_appeals(actor)],
        "to_decide": [(found, *_state(found, today)) for found in queries.appeals_to_decide(actor)],
    }
    if access.may(actor, "governance.appeal.set"):
        show = request.GET.get("show", "")
        shown = lists.part(request, _narrowed(queries.all_appeals(actor), show, today))
        kept = queries.has_agent(actor, now)
        context |= {
            "leads": True,
            "kept": kept,
            "page": shown,
            "show": show,
            "counts": counts(actor, today),
            "table": _table(request, list(shown.object_list), today, kept=kept),
        }
    return render(request, "governance/appeals.html", context)


@page("governance.appeal.file")
def file_appeal(request: HttpRequest, actor: Actor, subject_type: str, subject_id: UUID) -> HttpResponse:
    judged = queries.judged_of_oneself(actor, subject_type, subject_id)
    now = sources.now()
    way = queries.way_to_appeal(actor, subject_type, subject_id, now)
    if way is not None and way.appeal is not None:
        messages.info(request, _("You have asked for this already."))
        return redirect(way.url)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.file_appeal(
                actor, subject_type=subject_type, subject_id=subject_id, text=form.cleaned_data["text"], now=now
            )
        except actions.CannotAppeal as refused:
            form.add_error(None, _why_no_appeal(refused))
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("Your appeal is filed. Here you see until when it is decided."))
            return _to(request, filed)
    context = {"form": form, "judged": judged, "way": way, "terms": queries.appeal_terms(actor)}
    return render(request, "governance/file_appeal.html", context, status=400 if form.errors else 200)


@page("governance.appeal.read")
def appeal(request: HttpRequest, actor: Actor, appeal_id: UUID) -> HttpResponse:
    found = queries.appeal(actor, appeal_id)
    now = sources.now()
    today = people.today(actor, now)
    kept = queries.is_kept_from(actor, found, now)
    if not kept:
        about(request, found.person_id)
    opens = access.may(actor, "governance.appeal.open", found)
    judged = queries.judged_in(actor, found) if opens else None
    own = found.person_id is not None and found.person_id == actor.person_id
    state, colour = _state(found, today)
    context = {
        "appeal": found,
        "own": own,
        "kept": kept,
        "opens": opens,
        "judged": judged,
        "url": judged.url if judged and (own or actor.has(judged.reads)) else "",
        "decider": queries.decider_of(found),
        "answer": getattr(found, "answer", None),
        "state": state,
        "colour": colour,
        "may_assign": found.decided_at is None and access.may(actor, "governance.appeal.assign", found),
        "may_decide": found.decided_at is None and access.may(actor, "governance.appeal.decide", found),
    }
    return render(request, "governance/appeal.html", context)


@page("governance.appeal.assign")
def name_decider(request: HttpRequest, actor: Actor, appeal_id: UUID) -> HttpResponse:
    found = queries.appeal(actor, appeal_id)
    access.require(actor, "governance.appeal.assign", found)
    now = sources.now()
    kept = queries.is_kept_from(actor, found, now)
    if not kept:
        about(request, found.person_id)
    able = queries.able_to_decide(actor, found, now)
    form = DeciderForm(request.POST or None, persons=able)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_decider(actor, appeal_id=appeal_id, person_id=UUID(form.cleaned_data["person"]), now=now)
        except actions.CannotDecide as refused:
            form.add_error("person", str(words.CANNOT_DECIDE[refused.reason]))
        else:
            name = dict(able)[UUID(form.cleaned_data["person"])]
            messages.success(request, _("%(name)s decides, and is told until when.") % {"name": name})
            return _to(request, found)
    context = {"form": form, "appeal": found, "kept": kept, "able": able}
    return render(request, "governance/name_decider.html", context, status=400 if form.errors else 200)


@page("governance.appeal.decide")
def decide(request: HttpRequest, actor: Actor, appeal_id: UUID) -> HttpResponse:
    found = queries.appeal(actor, appeal_id)
    access.require(actor, "governance.appeal.decide", found)
    about(request, found.person_id)
    judged = queries.judged_in(actor, found)
    form = DecisionForm(request.POST or None, follows=judged.follows if judged else "")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_appeal(
                actor,
                appeal_id=appeal_id,
                upheld=given["upheld"] == "yes",
                reason=given["reason"],
                now=sources.now(),
            )
        except actions.CannotDecide as refused:
            form.add_error(None, str(words.CANNOT_DECIDE[refused.reason]))
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("Decided. Whoever appealed is told."))
            return _to(request, found)
    context = {"form": form, "appeal": found, "judged": judged}
    return render(request, "governance/decide_appeal.html", context, status=400 if form.errors else 200)


@page("governance.appeal.set")
def terms(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    known = queries.appeal_terms(actor)
    initial = {
        "days_to_appeal": known.days_to_appeal,
        "days_to_decide": known.days_to_decide,
        "person": str(known.decider_id or ""),
    }
    form = AppealTermsForm(request.POST or None, persons=queries.possible_defaults(actor, now), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_appeal_terms(
                actor,
                days_to_appeal=given["days_to_appeal"],
                days_to_decide=given["days_to_decide"],
                decider_id=UUID(given["person"]) if given["person"] else None,
                now=now,
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("Saved. It holds for appeals from now on."))
            return redirect("governance:appeals", _slug(request))
    return render(request, "governance/appeal_terms.html", {"form": form}, status=400 if form.errors else 200)


def counts(actor: Actor, today: Any) -> dict[str, Any]:
    """What waits and what was decided, each with the list it counts; the share upheld only among those decided."""
    found = queries.appeal_tally(actor, today)
    place = reverse("governance:appeals", args=[people.slug(actor)])
    share = None
    if found.decided and found.since is not None:
        share = Figure.rate(
            found.upheld,
            found.decided,
            measure=_("Appeals upheld"),
            definition_version="1",
            window=DateSpan(people.today(actor, found.since), today),
            source=_("Appeals filed here"),
            as_of=today,
            counted=_("upheld"),
            among=_("appeals decided"),
        )
    links = {name: f"{place}?show={name}" for name in (WAITING, OVERDUE, DECIDED, UPHELD)}
    return {"tally": found, "share": share, "links": links}


def _narrowed(found: "QuerySet[Appeal]", show: str, today: Any) -> "QuerySet[Appeal]":
    match show:
        case "open":
            return found.filter(decided_at=None)
        case "overdue":
            return queries.overdue_of(found, today)
        case "decided":
            return found.filter(decided_at__isnull=False)
        case "upheld":
            return found.filter(answer__upheld=True)
    return found


def _table(request: HttpRequest, found: list[Appeal], today: Any, *, kept: bool) -> Table:
    """Every appeal by its day; who appealed, and on what, only where that is not kept from whoever leads."""
    rows = []
    for each in found:
        decider = queries.decider_of(each)
        day = date_format(each.recorded_at, "DATE_FORMAT")
        said = day if kept else each.person.name if each.person else _("somebody who is no longer here")
        link = Link(said, reverse("governance:appeal", args=[_slug(request), each.pk]))
        about_it = [link] if kept else [link, each.title, day]
        who = decider.name if decider else _("nobody yet")
        rows.append([*about_it, who, date_format(each.decide_by, "DATE_FORMAT"), status(*_state(each, today))])
    named = [] if kept else [Column(_("Who")), Column(_("About"))]
    return Table(
        caption=_("All appeals"),
        hidden_caption=True,
        columns=[
            *named, Column(_("Filed on")), Column(_("Who decides")), Column(_("Decide by")), Column(_("How it stands")),
        ],
        rows=rows,
        order=_("The latest first"),
    )  # fmt: skip


def _state(found: Appeal, today: Any) -> tuple[str, str]:
    """How it stands, in a word and its colour."""
    if found.decided_at is not None:
        return (_("Upheld"), "green") if found.answer.upheld else (_("Not upheld"), "grey")
    if rules.is_overdue(found.decide_by, decided=False, today=today):
        return _("Overdue"), "red"
    return _("Waits for a decision"), "blue"


def _why_no_appeal(refused: actions.CannotAppeal) -> str:
    if refused.last_day is not None:
        return _("The last day to appeal was %(day)s.") % {"day": date_format(refused.last_day, "DATE_FORMAT")}
    if refused.reason == actions.CannotAppeal.ALREADY:
        return _("You have asked for this already.")
    return _("Nothing that stands went against you here, so there is nothing to appeal.")


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]


def _to(request: HttpRequest, found: Appeal) -> HttpResponse:
    return redirect("governance:appeal", _slug(request), found.pk)
