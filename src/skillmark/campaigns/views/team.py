"""Who answers for what in a campaign, what it costs, and who pays."""

from fractions import Fraction
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns import actions, queries, resources, rules
from skillmark.campaigns.forms import AllotForm, ChargeForm
from skillmark.campaigns.models import Campaign
from skillmark.campaigns.states import Arm, Duty
from skillmark.campaigns.views.shared import address, day, frame, led_here
from skillmark.campaigns.words import ARMS, DUTIES
from skillmark.foundation import sources
from skillmark.foundation.access import may
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import Money, minor_units, round_half_up
from skillmark.people import queries as people
from skillmark.ui.figures import money_text
from skillmark.ui.tables import Column, Table


@page("campaigns.campaign.read")
def team(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The four who answer; for whoever may know the money, budget against spending and what each result cost."""
    found = queries.campaign(actor, campaign_id)
    context: dict[str, object] = frame(found) | {
        "owners": _owners(actor, found),
        "may_lead": may(actor, "campaigns.campaign.lead", found),
    }
    if may(actor, "campaigns.resources.read"):
        money = resources.money(actor, found)
        context |= {"arms": _arms(money, found), "costs": _costs(money, found), "payers": _payers(money, found)}
    return render(request, "campaigns/team.html", context)


@page("campaigns.campaign.start")
def charge(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    found = led_here(actor, campaign_id)
    now = sources.now()
    before = resources.owners(actor, campaign_id)
    initial = {duty.value: str(one.person_id or "") for duty, one in before.items() if one is not None}
    form = ChargeForm(
        request.POST or None, initial=initial, persons=resources.whom_to_charge(actor, people.today(actor, now))
    )
    if request.method == "POST" and form.is_valid():
        for duty in Duty:
            chosen = form.cleaned_data[duty.value]
            actions.charge(
                actor, campaign_id=campaign_id, duty=duty, person_id=UUID(chosen) if chosen else None, now=now
            )
        messages.success(request, _("From today they answer for these parts."))
        return redirect(address(request, "team", campaign_id))
    return render(request, "campaigns/charge.html", frame(found) | {"form": form}, status=400 if form.errors else 200)


@page("campaigns.campaign.start")
def allot(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    found = led_here(actor, campaign_id)
    payers = [(organisation.pk, organisation.name) for organisation in people.organisations(actor)]
    form = AllotForm(request.POST or None, payers=payers)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.allot(
            actor,
            campaign_id=campaign_id,
            payer_id=UUID(given["payer"]),
            arm=Arm(given["arm"]),
            money_minor=minor_units(given["money"], found.currency),
            now=sources.now(),
        )
        messages.success(request, _("It is kept, and counts from today."))
        return redirect(address(request, "team", campaign_id))
    return render(request, "campaigns/allot.html", frame(found) | {"form": form}, status=400 if form.errors else 200)


def _owners(actor: Actor, found: Campaign) -> Table:
    owners = resources.owners(actor, found.pk)
    load = resources.workload(actor, frozenset(one.person_id for one in owners.values() if one and one.person_id))
    return Table(
        caption=_("Who answers for what"),
        columns=[
            Column(_("Part")),
            Column(_("Person")),
            Column(_("Since")),
            Column(_("Parts in all campaigns"), numeric=True),
        ],
        rows=[
            [
                DUTIES[duty],
                one.person.name or _("Erased") if one and one.person else _("Nobody answers yet"),
                day(one.happened_on) if one and one.person else "",
                load[one.person_id] if one and one.person_id else "",
            ]
            for duty, one in owners.items()
        ],
        order=_("In the order of the job"),
        hidden_caption=True,
    )


def _arms(money: rules.Resources, found: Campaign) -> Table:
    return Table(
        caption=_("Budget and spending"),
        columns=[
            Column(_("Part")),
            Column(_("Budget"), numeric=True),
            Column(_("Money planned"), numeric=True),
            Column(_("Money so far"), numeric=True),
            Column(_("Left of the budget"), numeric=True),
        ],
        rows=[
            [
                ARMS[arm.arm],
                Money(arm.budget, found.currency),
                Money(arm.planned, found.currency),
                _("With the case team") if arm.spent is None else Money(arm.spent, found.currency),
                "" if arm.spent is None else Money(arm.budget - arm.spent, found.currency),
            ]
            for arm in money.arms
        ],
        order=_("Training, support, measuring"),
        hidden_caption=True,
    )


def _costs(money: rules.Resources, found: Campaign) -> list[tuple[object, object]]:
    """Each cost with the sum and the count it comes from."""
    spent = Money(money.spent, found.currency)
    said: list[tuple[object, object]] = [
        (_("Spent so far") if money.whole else _("Spent so far, without support"), spent)
    ]
    records = ngettext("%(cost)s for %(n)s record", "%(cost)s for each of %(n)s records", money.records)
    hires = ngettext("%(cost)s for %(n)s person", "%(cost)s for each of %(n)s people", money.hires)
    for label, each, count, words, none in (
        (_("Cost of a record"), money.each_record, money.records, records, _("Nobody has a record yet.")),
        (_("Cost of a person at work"), money.each_hire, money.hires, hires, _("Nobody is at work yet.")),
    ):
        cost = "" if each is None else money_text(Money(each, found.currency))
        said.append((label, words % {"cost": cost, "n": count} if count else none))
    return said


def _payers(money: rules.Resources, found: Campaign) -> Table:
    given = sum(money.payers.values())
    return Table(
        caption=_("Who pays"),
        columns=[Column(_("Organisation")), Column(_("Pays"), numeric=True), Column(_("Share"), numeric=True)],
        rows=[
            [
                name,
                Money(minor, found.currency),
                _("%(share)s%%") % {"share": round_half_up(Fraction(100 * minor, given))},
            ]
            for name, minor in money.payers.items()
        ],
        order=_("By name"),
        hidden_caption=True,
    )
