"""Pages of cases: the caseload, one case, what is assessed, planned, noted and paid, and who is on the team."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sealing import Unreadable
from skillmark.kernel.values import BadInput, Money, minor_units
from skillmark.people import queries as people
from skillmark.support import actions, queries, rules
from skillmark.support.forms import AssessForm, JoinForm, NoteForm, OpenCaseForm, PayForm, StepForm
from skillmark.support.queries import Case, Domain
from skillmark.support.views.shared import address, day, form_page, opens, sent
from skillmark.support.words import DOMAINS, STATES, URGENCIES, URGENT
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table

opens_case = opens(lambda actor, case_id, **rest: queries.case(actor, case_id))


@page("support.caseload.read")
def caseload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever waits on the reader: what is overdue, what is due today, when the next thing is."""
    today = people.today(actor, sources.now())
    everybody = queries.caseload(actor, today)
    found = lists.find(
        request,
        everybody,
        text=["case__person__name"],
        orders=[
            lists.Order("due", _("What is overdue first"), ()),
            lists.Order("name", _("By name"), ("case__person__name", "case__pk")),
        ],
    )
    shown = lists.part(request, found)
    table = Table(
        caption=_("Caseload"),
        columns=[
            Column(_("Who")),
            Column(_("Overdue"), numeric=True),
            Column(_("Due today"), numeric=True),
            Column(_("Next")),
            Column(_("Needs"), numeric=True),
            Column(_("Referrals"), numeric=True),
        ],
        rows=[
            [
                Link(line.case.person.name, address(request, "case", case_id=line.case.pk)),
                line.load.overdue,
                line.load.today,
                day(line.load.next_on),
                line.needs,
                line.referrals,
            ]
            for line in shown
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    context = {
        "page": shown,
        "found": found,
        "cases": len(everybody),
        "overdue": sum(line.load.overdue for line in everybody),
        "due": sum(line.load.today for line in everybody),
        "may_open": access.may_ever(actor, "support.case.open"),
    }
    return lists.answer(request, "support/caseload.html", context, table)


@page("support.case.open")
def open_case(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = OpenCaseForm(
        sent(request),
        persons=queries.may_be_helped(actor),
        teams=[(str(one.pk), one.name) for one in people.organisations(actor)],
        campaigns=[(str(one.pk), one.title) for one in campaigns.campaigns(actor)],
        initial={"person": request.GET.get("person", ""), "organisation": str(people.profile(actor).pk)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.open_case(
                actor,
                person_id=UUID(given["person"]),
                organisation_id=UUID(given["organisation"]),
                campaign_id=UUID(given["campaign"]) if given["campaign"] else None,
                now=sources.now(),
            )
            return redirect(address(request, "case", case_id=made.pk))
        except BadInput as bad:
            refuse(form, bad)
    said = {"form": form, "title": _("Open a case"), "go": _("Open the case"), "back_url": address(request, "caseload")}
    said |= {"lead": _("You are the first on its team. Nobody reads it who is not on the team.")}
    return render(request, "support/form.html", said, status=400 if form.errors else 200)


@page("support.case.read")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found = _found(request, actor, case_id)
    today = people.today(actor, sources.now())
    may_work = found.closed_on is None and access.may(actor, "support.case.work", found)
    context: dict[str, Any] = {"case": found, "may_work": may_work}
    try:
        whole = queries.whole(actor, found, today)
    except Unreadable:
        return render(request, "support/case.html", context | {"unreadable": True})
    needs = [
        {
            "seen": seen,
            "name": DOMAINS[seen.domain],
            "urgency": (URGENCIES[seen.urgency], URGENT[seen.urgency]),
            "steps": whole.steps[seen.need.pk],
        }
        for seen in whole.needs
        if seen.need.ended_on is None
    ]
    context |= {
        "whole": whole,
        "outside": rules.is_outside(whole.ties),
        "needs": needs,
        "referrals": [(seen, *STATES[seen.state]) for seen in whole.referrals],
        "team": queries.team(actor, found, today),
        "assess_due": found.assess_by <= today,
    }
    return render(request, "support/case.html", context)


@page("support.case.work")
@opens_case
def assess(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found = _worked(request, actor, case_id)
    held_by = queries.ties(actor, found)
    asked = rules.to_ask(held_by)
    form = AssessForm(sent(request), domains=asked, known=queries.answers(actor, found))

    def do(given: dict[str, Any]) -> None:
        answers = {domain: actions.Answer(*answer) for domain, answer in form.answers().items()}
        actions.assess(actor, case_id=case_id, answers=answers, again_on=given["again_on"], now=sources.now())

    return form_page(
        request,
        form,
        do,
        title=_("What is needed?"),
        lead=_("%(name)s. Leave open what you did not talk about.") % {"name": found.person.name},
        notice=not_asked() if len(asked) < len(Domain) else "",
        go=_("Keep the answers"),
        done=_("Kept. What is needed stands on the page of the case."),
        back=address(request, "case", case_id=case_id),
    )


def not_asked() -> str:
    """Why some things are not asked here."""
    return _(
        "Health, disability, alcohol and drugs, legal matters and violence are not asked here: this organisation "
        "employs or may hire this person. A case team outside of it asks, and keeps the answers to itself. Write "
        "nothing of these in any box here."
    )


@page("support.case.work")
@opens_case
def plan_step(request: HttpRequest, actor: Actor, case_id: UUID, need_id: UUID) -> HttpResponse:
    found = _worked(request, actor, case_id)
    seen = queries.need(actor, found, need_id)
    return form_page(
        request,
        StepForm(sent(request)),
        lambda given: actions.plan_step(actor, case_id=case_id, need_id=need_id, **given, now=sources.now()),
        title=_("Plan the next step"),
        lead=f"{found.person.name}: {DOMAINS[seen.domain]}",
        go=_("Plan it"),
        done=_("Planned."),
        back=address(request, "case", case_id=case_id),
    )


@page("support.case.work")
def finish_step(request: HttpRequest, actor: Actor, case_id: UUID, step_id: UUID) -> HttpResponse:
    found = _worked(request, actor, case_id)
    if not found.plansteps.filter(pk=step_id, done_on=None).exists():
        raise NotFound(str(step_id))
    return form_page(
        request,
        forms.Form(sent(request)),
        lambda given: actions.finish_step(actor, case_id=case_id, step_id=step_id, now=sources.now()),
        title=_("Is this step done?"),
        lead=found.person.name,
        go=_("Yes, it is done"),
        done=_("Done."),
        back=address(request, "case", case_id=case_id),
    )


@page("support.case.work")
@opens_case
def write_note(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found = _worked(request, actor, case_id)
    outside = rules.is_outside(queries.ties(actor, found))
    return form_page(
        request,
        NoteForm(sent(request)),
        lambda given: actions.write_note(
            actor, case_id=case_id, words=given["words"], hours=given["hours"] or Decimal(0), now=sources.now()
        ),
        title=_("Write a note"),
        lead=_("%(name)s. The team reads it, and the person in a copy of everything held on them.")
        % {"name": found.person.name},
        notice="" if outside else not_asked(),
        go=_("Keep the note"),
        done=_("Kept."),
        back=address(request, "case", case_id=case_id),
    )


@page("support.case.work")
@opens_case
def pay(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found, now = _worked(request, actor, case_id), sources.now()
    today, currency = people.today(actor, now), queries.currency(actor)
    services = [
        (str(seen.referral.pk), f"{seen.title}, {seen.provider}")
        for seen in queries.whole(actor, found, today).referrals
        if seen.referral.starts_on is not None
    ]

    def do(given: dict[str, Any]) -> None:
        actions.pay(
            actor,
            case_id=case_id,
            money=Money(minor_units(given["amount"], currency), currency),
            words=given["words"],
            referral_id=UUID(given["referral"]) if given["referral"] else None,
            happened_on=given["happened_on"],
            now=sources.now(),
        )

    return form_page(
        request,
        PayForm(sent(request), services=services, initial={"happened_on": today}),
        do,
        title=_("Note what was spent"),
        lead=_("%(name)s. Amounts are in %(currency)s.") % {"name": found.person.name, "currency": currency},
        go=_("Keep it"),
        done=_("Kept."),
        back=address(request, "case", case_id=case_id),
    )


@page("support.case.work")
def join_team(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found, today = _worked(request, actor, case_id), people.today(actor, sources.now())
    return form_page(
        request,
        JoinForm(sent(request), coaches=queries.may_join(actor, found, today)),
        lambda given: actions.join_team(
            actor, case_id=case_id, person_id=UUID(given["person"]), ends=given["ends"], now=sources.now()
        ),
        title=_("Bring somebody onto the team"),
        lead=_("They read everything in the case of %(name)s from now on.") % {"name": found.person.name},
        go=_("Bring them in"),
        done=_("They are on the team."),
        back=address(request, "case", case_id=case_id),
    )


@page("support.case.work")
def leave_team(request: HttpRequest, actor: Actor, case_id: UUID, member_id: UUID) -> HttpResponse:
    found, today = _worked(request, actor, case_id), people.today(actor, sources.now())
    who = queries.team(actor, found, today).filter(person_id=member_id).first()
    if who is None:
        raise NotFound(str(member_id))
    return form_page(
        request,
        forms.Form(sent(request)),
        lambda given: actions.leave_team(actor, case_id=case_id, person_id=member_id, now=sources.now()),
        title=_("Take somebody off the team?"),
        lead=_("%(name)s reads nothing of this case from now on.") % {"name": who.person.name},
        go=_("Yes, take them off"),
        done=_("They are off the team."),
        back=address(request, "caseload" if member_id == actor.person_id else "case",
            **({} if member_id == actor.person_id else {"case_id": case_id})),
    )  # fmt: skip


@page("support.case.work")
def close_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    found = _worked(request, actor, case_id)
    return form_page(
        request,
        forms.Form(sent(request)),
        lambda given: actions.close_case(actor, case_id=case_id, now=sources.now()),
        title=_("Close this case?"),
        lead=_("%(name)s. What is in it stays, and its team can read it.") % {"name": found.person.name},
        go=_("Yes, close it"),
        done=_("Closed."),
        back=address(request, "case", case_id=case_id),
    )


def _found(request: HttpRequest, actor: Actor, case_id: UUID) -> Case:
    found = queries.case(actor, case_id)
    about(request, found.person_id)
    return found


def _worked(request: HttpRequest, actor: Actor, case_id: UUID) -> Case:
    found = _found(request, actor, case_id)
    access.require(actor, "support.case.work", found)
    return found
