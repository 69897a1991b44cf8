"""Pages of referrals: write one, follow it, and the directory they are made from."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from skillmark.foundation import access, links, qr, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import Money, minor_units
from skillmark.people import queries as people
from skillmark.support import actions, queries
from skillmark.support.forms import BeginForm, CapacityForm, EndForm, OfferForm, ReferForm, ReleaseForm
from skillmark.support.queries import Domain, Outcome, Passed, ReferralSeen, State
from skillmark.support.rules import OPEN, RELEASED
from skillmark.support.views.shared import address, form_page, opens, sent
from skillmark.support.words import DOMAINS, OUTCOMES, PASSED, REFUSALS, STATES
from skillmark.ui import lists
from skillmark.ui.figures import money_text
from skillmark.ui.tables import Column, Link, Table

opens_referral = opens(queries.case_of)


@page("support.case.work")
@opens(lambda actor, case_id, need_id: queries.case(actor, case_id))
def refer(request: HttpRequest, actor: Actor, case_id: UUID, need_id: UUID) -> HttpResponse:
    found = queries.case(actor, case_id)
    about(request, found.person_id)
    access.require(actor, "support.case.work", found)
    seen = queries.need(actor, found, need_id)
    places = queries.places_for(actor, seen.domain)
    form = ReferForm(sent(request), offers=[(str(place.offer.pk), _place(place)) for place in places])

    def do(given: dict[str, Any]) -> None:
        actions.refer(
            actor,
            case_id=case_id,
            need_id=need_id,
            offer_id=UUID(given["offer"]),
            purpose=given["purpose"],
            says=given["says"],
            passes=[Passed(one) for one in given["passes"]],
            release_ends_on=given["release_ends_on"],
            now=sources.now(),
        )

    return form_page(
        request,
        form,
        do,
        title=_("Refer to a service"),
        lead=f"{found.person.name}: {DOMAINS[seen.domain]}",
        notice="" if places else _("Nobody in the directory has a place for this. Add a service first."),
        go=_("Ask for consent"),
        done=_("Written. Nothing goes out before the person agrees."),
        back=address(request, "case", case_id=case_id),
    )


def _place(place: queries.Place) -> str:
    left = ngettext("%(n)s place left", "%(n)s places left", place.left) % {"n": place.left}
    where = f", {place.offer.area}" if place.offer.area else ""
    return f"{place.offer.provider}: {place.offer.title}{where} ({left})"


@never_cache
@page("support.case.read")
@opens_referral
def referral(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """How far it is; while it waits for an answer, the address and the code that the receiver is given."""
    seen = _seen(request, actor, referral_id)
    row = seen.referral
    link = links.by_id(row.link_id) if row.link_id else None
    at = ""
    if link is not None and seen.state in RELEASED and links.opens(link, sources.now()) and links.can_be_shown(link):
        at = settings.ADDRESS + reverse("people:follow", kwargs={"secret": links.secret_of(link.pk)})
    context = {
        "seen": seen,
        "case": row.case,
        "state": STATES[seen.state],
        "domain": DOMAINS[seen.domain],
        "passes": [PASSED[one] for one in seen.passes],
        "refusal": REFUSALS[seen.refusal] if seen.refusal else "",
        "outcome": OUTCOMES[seen.outcome] if seen.outcome else "",
        "sights": row.sights.order_by("-day"),
        "link_address": at,
        "code": SafeString(qr.svg(at)) if at else "",
        "may_work": access.may(actor, "support.case.work", row.case),
        "on_paper": row.case.person.account_id is None,
        "open": State(row.state) in OPEN,  # one that lapsed can be stopped as well
    }
    return render(request, "support/referral.html", context)


@page("support.case.work")
@opens_referral
def release(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    seen = _worked(request, actor, referral_id)
    return _step(
        request,
        ReleaseForm(sent(request), own=False),
        lambda given: actions.release(
            actor, referral_id=referral_id, agrees=given["agrees"] == ReleaseForm.YES, now=sources.now()
        ),
        seen,
        title=_("Note a consent on paper"),
        notice=_("Only what the person signed. Whoever has a log-in agrees on their own page."),
        go=_("Note it"),
    )


@page("support.case.work")
@opens_referral
def stop(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    seen = _worked(request, actor, referral_id)
    return _step(
        request,
        forms.Form(sent(request)),
        lambda given: actions.stop(actor, referral_id=referral_id, now=sources.now()),
        seen,
        title=_("Stop this referral?"),
        notice=_("The receiver reads nothing of it any more. What happened so far stays here."),
        go=_("Yes, stop it"),
    )


@page("support.case.work")
@opens_referral
def begin_service(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    seen = _worked(request, actor, referral_id)
    return _step(
        request,
        BeginForm(sent(request), initial={"starts_on": people.today(actor, sources.now())}),
        lambda given: actions.begin_service(actor, referral_id=referral_id, **given, now=sources.now()),
        seen,
        title=_("The service begins"),
        go=_("Note it"),
    )


@page("support.case.work")
@opens_referral
def end_service(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    seen = _worked(request, actor, referral_id)
    return _step(
        request,
        EndForm(sent(request), initial={"ends_on": people.today(actor, sources.now())}),
        lambda given: actions.end_service(
            actor,
            referral_id=referral_id,
            outcome=Outcome(given["outcome"]),
            says=given["says"],
            ends_on=given["ends_on"],
            now=sources.now(),
        ),
        seen,
        title=_("What came of the service"),
        go=_("Note it"),
    )


@page("support.directory.read")
def directory(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who helps with what, and how many places are left."""
    found = lists.find(
        request,
        queries.offers(actor),
        text=["provider", "title", "area"],
        orders=[
            lists.Order("need", _("By need, then by provider"), ("domain", "provider", "title", "id")),
            lists.Order("provider", _("By provider"), ("provider", "title", "id")),
        ],
        choices=[lists.Choice("need", _("Need"), "domain", [(one.value, DOMAINS[one]) for one in Domain])],
    )
    shown = lists.part(request, found)
    may_keep = access.may(actor, "support.directory.keep")
    rows = [
        [
            Link(place.offer.provider, address(request, "change_offer", offer_id=place.offer.pk))
            if may_keep
            else place.offer.provider,
            place.offer.title,
            DOMAINS[Domain(place.offer.domain)],
            place.offer.area,
            place.offer.contact,
            place.left,
            place.offer.capacity,
            money_text(place.cost),
        ]
        for place in queries.places(actor, list(shown))
    ]
    table = Table(
        caption=_("Services"),
        columns=[
            Column(_("Who helps")),
            Column(_("With what")),
            Column(_("Need")),
            Column(_("Where")),
            Column(_("Reached at")),
            Column(_("Places left"), numeric=True),
            Column(_("Places"), numeric=True),
            Column(_("Cost for one person"), numeric=True),
        ],
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    return lists.answer(request, "support/directory.html", {"page": shown, "found": found, "may_keep": may_keep}, table)


@page("support.directory.keep")
def add_offer(request: HttpRequest, actor: Actor) -> HttpResponse:
    currency = queries.currency(actor)

    def do(given: dict[str, Any]) -> None:
        actions.add_offer(
            actor,
            provider=given["provider"],
            title=given["title"],
            domain=Domain(given["domain"]),
            capacity=given["capacity"],
            cost=Money(minor_units(given["cost"], currency), currency),
            area=given["area"],
            contact=given["contact"],
            now=sources.now(),
        )

    return form_page(
        request,
        OfferForm(sent(request)),
        do,
        title=_("Add a service"),
        lead=_("Write nothing about a person here. Amounts are in %(currency)s.") % {"currency": currency},
        go=_("Add it"),
        done=_("Added."),
        back=address(request, "directory"),
    )


@page("support.directory.keep")
def change_offer(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    found = queries.offer(actor, offer_id)

    def do(given: dict[str, Any]) -> None:
        if given["ended"]:
            actions.end_offer(actor, offer_id=offer_id, now=sources.now())
        else:
            actions.change_capacity(actor, offer_id=offer_id, capacity=given["capacity"], now=sources.now())

    return form_page(
        request,
        CapacityForm(sent(request), initial={"capacity": found.capacity}),
        do,
        title=_("Change a service"),
        lead=f"{found.provider}: {found.title}",
        go=_("Save"),
        done=_("Saved."),
        back=address(request, "directory"),
    )


def _seen(request: HttpRequest, actor: Actor, referral_id: UUID) -> ReferralSeen:
    seen = queries.referral(actor, referral_id, people.today(actor, sources.now()))
    about(request, seen.referral.person_id)
    return seen


def _worked(request: HttpRequest, actor: Actor, referral_id: UUID) -> ReferralSeen:
    seen = _seen(request, actor, referral_id)
    access.require(actor, "support.case.work", seen.referral.case)
    return seen


def _step(request: HttpRequest, form: forms.Form, do: Any, seen: ReferralSeen, **said: Any) -> HttpResponse:
    """One step of a referral, and back to it."""
    row = seen.referral
    lead = f"{row.case.person.name}: {seen.title}, {seen.provider}"
    back = address(request, "referral", referral_id=row.pk)
    return form_page(request, form, do, lead=lead, done=_("Noted."), back=back, **said)
