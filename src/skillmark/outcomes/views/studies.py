"""The measurement plan, the lottery, and asking again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.outcomes import actions, documents, queries, rules, words
from skillmark.outcomes.forms import FollowUpForm
from skillmark.outcomes.models import Answer, FollowUp
from skillmark.outcomes.queries import studies
from skillmark.outcomes.views.shared import download, slug_of
from skillmark.people import queries as people
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("outcomes.study.read")
def measurement(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """How the campaign is measured: as registered, or as it would be registered today. A POST registers it."""
    campaign = campaigns.campaign(actor, campaign_id)
    if request.method == "POST":
        access.require(actor, "outcomes.study.register")
        try:
            actions.register_study(actor, campaign_id=campaign_id, now=sources.now())
            messages.success(request, _("The plan is registered. It can no longer change."))
        except actions.CannotRegister as refused:
            messages.error(request, _refusal(refused.reason))
        return redirect("outcomes:measurement", workspace=slug_of(request), campaign_id=campaign_id)
    study = queries.study(actor, campaign_id)
    plan = study.plan if study is not None else queries.proposed_plan(actor, campaign)
    context: dict[str, object] = {"campaign": campaign, "study": study, "plan": plan}
    if plan is not None:
        context |= {
            "detectable": documents.detectable_sentence(plan),
            "days": [
                (documents.months_text(one["months"]), documents.day_text(one["on"])) for one in plan["follow_ups"]
            ],
            "observed_from": documents.day_text(plan["outcome_observed_from"]),
            "may_register": study is None and access.may(actor, "outcomes.study.register"),
        }
    return render(request, "outcomes/measurement.html", context)


@page("outcomes.study.read")
def measurement_plan(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The registered plan as a file."""
    plan = queries.measurement_plan(actor, campaign_id)
    if plan is None:
        raise NotFound(str(campaign_id))
    response = HttpResponse(documents.plan_json(plan), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="measurement_plan.json"'
    return response


@page("outcomes.lottery.read")
def lottery(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The draw: whether one is needed, how it works, and once held who got a seat. A POST draws, once."""
    campaign = campaigns.campaign(actor, campaign_id)
    if request.method == "POST":
        try:
            held = actions.draw_lottery(actor, campaign_id=campaign_id, now=sources.now())
            nobody = _("There are seats for everybody, so nobody is drawn.")
            messages.success(request, _("The seats are drawn and locked.") if held else nobody)
        except actions.CannotRegister:
            messages.error(request, _("Register the measurement plan first."))
        return redirect("outcomes:lottery", workspace=slug_of(request), campaign_id=campaign_id)
    study = queries.study(actor, campaign_id)
    held = queries.lottery(actor, campaign_id)
    context = {
        "campaign": campaign,
        "study": study,
        "plan": study.plan if study else None,
        "lottery": held,
        "may_draw": held is None and access.may(actor, "outcomes.lottery.draw", campaign),
    }
    if held is not None:
        context |= {
            "verdict": queries.lottery_verdict(actor, held).value,
            "erased": queries.lots(actor, held).filter(draw=None).count(),
            "table": _lots(actor, held),
            "seats": sum(count for _stratum, count in held.seats),
        }
    return render(request, "outcomes/lottery.html", context)


@page("outcomes.lottery.read")
def lottery_csv(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    held = queries.lottery(actor, campaigns.campaign(actor, campaign_id).pk)
    return download("lottery", documents.LOTTERY_COLUMNS, documents.lottery_rows(actor, held))


@page("outcomes.follow_up.read")
def follow_ups(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Who is asked again when, and what came of it."""
    campaign = campaigns.campaign(actor, campaign_id)
    found = lists.find(
        request,
        list(queries.follow_ups(actor, campaign_id)),
        text=["person__name"],
        orders=[
            lists.Order("day", _("The day that comes first"), ("due_on", "person__name", "pk")),
            lists.Order("name", _("By name"), ("person__name", "due_on", "pk")),
        ],
    )
    shown = lists.part(request, found)
    slug, today = slug_of(request), people.today(actor, sources.now())
    table = Table(
        caption=_("Follow-ups"),
        hidden_caption=True,
        order=found.sort.label,
        columns=[
            Column(_("Name")),
            Column(_("After")),
            Column(_("Day")),
            Column(_("What came of it")),
            Column(_("Ask")),
        ],
        rows=[
            [
                _link_to_note(actor, slug, one),
                documents.months_text(one.months),
                date_format(one.due_on),
                _came_of_it(one) or (_("Waiting") if one.due_on <= today else _("Not yet")),
                _link_to_ask(actor, slug, one) if one.due_on <= today else "",
            ]
            for one in shown
        ],
    )
    context = {
        "campaign": campaign,
        "page": shown,
        "found": found,
        "may_read_study": access.may_ever(actor, "outcomes.study.read"),
        "due": sum(1 for one in found.items if one.due_on <= today and not _came_of_it(one)),
    }
    return lists.answer(request, "outcomes/follow_ups.html", context, table)


@page("outcomes.follow_up.note")
def note_follow_up(request: HttpRequest, actor: Actor, follow_up_id: UUID) -> HttpResponse:
    """Note what a follow-up came to."""
    follow_up = studies.follow_up(actor, follow_up_id)
    access.require(actor, "outcomes.follow_up.note", follow_up)
    about(request, follow_up.person_id)
    now = sources.now()
    today = people.today(actor, now)
    form = FollowUpForm(request.POST or None, today=today, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.note_follow_up(
            actor, follow_up_id=follow_up_id, answer=Answer(given["answer"]), happened_on=given["happened_on"], now=now
        )
        messages.success(request, _("Noted."))
        return redirect("outcomes:follow_ups", workspace=slug_of(request), campaign_id=follow_up.campaign_id)
    context = {"follow_up": follow_up, "form": form, "after": documents.months_text(follow_up.months)}
    return render(request, "outcomes/note_follow_up.html", context, status=400 if form.errors else 200)


def _link_to_note(actor: Actor, slug: str, follow_up: FollowUp) -> Link | str:
    """Her name, leading to where the answer is noted; the reader's own stands without, since others note hers."""
    name: str = follow_up.person.name
    if not access.may(actor, "outcomes.follow_up.note", follow_up):
        return name
    address = reverse("outcomes:note_follow_up", kwargs={"workspace": slug, "follow_up_id": follow_up.pk})
    return Link(name, address, about=documents.months_text(follow_up.months))


def _link_to_ask(actor: Actor, slug: str, follow_up: FollowUp) -> Link | str:
    """Where she is asked herself, without an account."""
    if not access.may(actor, "outcomes.follow_up.note", follow_up):
        return ""
    about = {"workspace": slug, "purpose": "outcomes.follow_up", "subject_id": follow_up.pk}
    return Link(_("Ask by link"), reverse("people:ask", kwargs=about), about=follow_up.person.name)


def _lots(actor: Actor, held: queries.Lottery) -> Table:
    return Table(
        caption=_("The lots"),
        order=_("the smallest draw first"),
        columns=[Column(_("Name")), Column(_("In files")), Column(_("Draw")), Column(_("Result"))],
        rows=[
            [
                lot.person.name if lot.person else _("Erased"),
                lot.known_as,
                f"{lot.draw[:16]}…" if lot.draw else "",
                _("Has a seat") if lot.arm == rules.TREATMENT else _("Comparison group"),
            ]
            for lot in queries.lots(actor, held)
        ],
    )


def _came_of_it(follow_up: FollowUp) -> str:
    answers = getattr(follow_up, "in_force", [])
    if not answers:
        return ""
    said = str(words.ANSWERS[Answer(answers[0].answer)])
    return (
        _("%(answer)s (said so by link)") % {"answer": said} if answers[0].noted_by_id == follow_up.person_id else said
    )


def _refusal(reason: str) -> str:
    return {
        "no_run": _("See who could succeed first: the plan follows from that."),
        "registered": _("The plan is registered already. It can no longer change."),
        "outcomes_known": _("An outcome is on record already, so no plan can be registered before outcomes any more."),
        "observed": _("The first follow-up day has passed, so no plan can be registered before outcomes any more."),
    }[reason]
