"""Who decides what, what is agreed elsewhere, and a question that anybody of a group may put."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation import access, sources
from skillmark.foundation.answers import Hit
from skillmark.foundation.records import id_in
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions, queries, subjects, words
from skillmark.governance.forms import (
    AgentForm,
    AgreementForm,
    AskForm,
    EndAgentForm,
    OwnerForm,
    RightsForm,
    WorkstreamForm,
)
from skillmark.governance.models import Body, DecisionRight, Elsewhere, Outcome, Part, Proposal, Question
from skillmark.governance.queries import Rights
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Table

LONGEST_TITLE = 200  # of a question


@page("governance.body.read")
def rights(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    rows, bodies = queries.rights(actor), list(queries.bodies(actor))
    slug = request.workspace_slug  # type: ignore[attr-defined]
    shown = [_shown(slug, each, now) for each in rows]
    context = {
        "rows": shown,
        "table": _table(rows, shown, bodies),
        "agent": queries.bargaining_agent(actor, people.today(actor, now)),
        "agreements": [(one, words.ELSEWHERE[one.item]) for one in queries.agreements(actor)],
        "may_set": access.may(actor, "governance.right.set"),
        "may_ask": access.may(actor, "governance.proposal.make"),
    }
    return render(request, "governance/rights.html", context)


@page("governance.right.set")
def set_rights(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    if kind not in Question.values:
        raise Http404
    return _set(request, actor, next(one for one in queries.rights(actor) if one.item == kind))


@page("governance.right.set")
def set_workstream_rights(request: HttpRequest, actor: Actor, workstream_id: UUID) -> HttpResponse:
    found = queries.workstream(actor, workstream_id)
    held = next(one for one in queries.rights(actor) if one.workstream and one.workstream.pk == found.pk)
    return _set(request, actor, held)


def _set(request: HttpRequest, actor: Actor, held: Rights) -> HttpResponse:
    """Who leads, supports and advises. Where a group leads already, sends its reader to ask whether that changes."""
    if held.lead is not None and not queries.may_change_rights(actor, held.lead):
        messages.info(request, _("A group decides first whether this is decided by others. Then come back here."))
        slug = request.workspace_slug  # type: ignore[attr-defined]
        return redirect(queries.address_to_ask(slug, Question.CHANGE_POLICY, held.lead))
    initial = {
        "lead": str(held.lead.body_id) if held.lead else "",
        "support": [str(one.body_id or one.constituency) for one in held.support],
        "advisory": [str(one.body_id or one.constituency) for one in held.advisory],
    }
    bodies = list(queries.bodies(actor))
    form = RightsForm(bodies, request.POST or None, initial=initial)
    item = held.workstream.pk if held.workstream else held.item
    if request.method == "POST" and form.is_valid() and item is not None:
        actions.set_rights(
            actor,
            item=item,
            lead=UUID(form.cleaned_data["lead"]),
            support=form.parties("support"),
            advisory=form.parties("advisory"),
            now=sources.now(),
        )
        return _to_rights(request)
    context = {"form": form, "title": words.of_rights(held.item, held.workstream), "bodies": bodies}
    return render(request, "governance/set_rights.html", context, status=400 if form.errors else 200)


@page("governance.right.set")
def add_workstream(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    form = WorkstreamForm(queries.whom_to_make_responsible(actor, people.today(actor, now)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_workstream(actor, name=form.cleaned_data["name"], owner_id=form.owner_id(), now=now)
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is added. Now say who decides on it."))
            return redirect("governance:set_workstream_rights", actor.slug, added.pk)
    return render(request, "governance/add_workstream.html", {"form": form}, status=400 if form.errors else 200)


@page("governance.right.set")
def hand_over(request: HttpRequest, actor: Actor, workstream_id: UUID) -> HttpResponse:
    found, now = queries.workstream(actor, workstream_id), sources.now()
    persons = queries.whom_to_make_responsible(actor, people.today(actor, now))
    form = OwnerForm(persons, request.POST or None, initial={"owner": str(found.owner_id or "")})
    if request.method == "POST" and form.is_valid():
        actions.hand_over_workstream(actor, workstream_id=workstream_id, owner_id=form.owner_id(), now=now)
        return _to_rights(request)
    context = {"form": form, "workstream": found}
    return render(request, "governance/hand_over.html", context, status=400 if form.errors else 200)


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
    leads = queries.leading_on(actor, known, subject_type, subject_id)
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


def _shown(slug: str, held: Rights, now: datetime) -> dict[str, Any]:
    """One kind of decision, or area of work: who has which part, what is asked, and who must act on it."""
    own = held.workstream
    change = ("set_workstream_rights", own.pk) if own else ("set_rights", held.item)
    return {
        "title": words.of_rights(held.item, own),
        "workstream": own,
        "owner": own.owner.name if own and own.owner else "",
        "lead": _party(held.lead) if held.lead else "",
        "support": ", ".join(map(_party, held.support)),
        "advisory": ", ".join(map(_party, held.advisory)),
        "asked": [(each, _who_acts(each, now)) for each in held.asked],
        "change_url": reverse(f"governance:{change[0]}", args=[slug, change[1]]),
        "ask_url": queries.address_to_ask(slug, Question.CHANGE_POLICY, own) if own else "",
    }


def _who_acts(asked: Proposal, now: datetime) -> str:
    """Who has to do what next about a question that is not decided."""
    stands = queries.standing(asked, now)
    names = {"group": asked.body.name, "day": date_format(asked.last_day, "DATE_FORMAT")}
    if stands.outcome is not Outcome.OPEN:
        return _("Whoever chairs %(group)s closes the vote, or gives a new last day.") % names
    left = stands.seats - stands.voted
    said = ngettext(
        "%(count)s seat of %(group)s votes by %(day)s.", "%(count)s seats of %(group)s vote by %(day)s.", left
    )
    return said % {"count": left, **names}


def _table(rows: Sequence[Rights], shown: Sequence[Mapping[str, Any]], bodies: Sequence[Body]) -> Table:
    """Every area × every group, with the part it has; on a phone each area is a list of its own."""
    cells = []
    for held, told in zip(rows, shown, strict=True):
        parts = {Part.LEAD: [held.lead] if held.lead else [], Part.SUPPORT: held.support, Part.ADVISORY: held.advisory}
        of_body = {each.body_id: part for part, several in parts.items() for each in several if each.body_id}
        voices = [
            f"{words.CONSTITUENCIES[each.constituency]}: {words.PARTS[part]}"
            for part, several in parts.items()
            for each in several
            if each.constituency
        ]
        acts = [who for _asked, who in told["asked"]]
        cells.append([
            told["title"], *(str(words.PARTS[of_body[each.pk]]) if each.pk in of_body else "–" for each in bodies),
            "; ".join(voices) or "–", " ".join(acts) or _("nobody: nothing is asked"), told["owner"] or "–",
        ])  # fmt: skip
    return Table(
        caption=_("Areas of work and groups"),
        order=_("kinds of decision first, then your own areas by name"),
        columns=[
            Column(_("Area of work")), *(Column(each.name) for each in bodies), Column(_("Others")),
            Column(_("Who must act now")), Column(_("Who sees to it")),
        ],
        rows=cells,
    )  # fmt: skip


def _party(right: DecisionRight) -> str:
    return right.body.name if right.body else str(words.CONSTITUENCIES[right.constituency])


def _to_rights(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("governance:rights", request.workspace_slug)  # type: ignore[attr-defined]
