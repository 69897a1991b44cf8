"""Campaigns to read: all of them, one with its chain of steps, and its seats."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from skillmark.campaigns import chain, doors, queries
from skillmark.campaigns.models import Campaign, Cohort, CohortSeat, StepName
from skillmark.campaigns.views.shared import address, day, frame, page_of, slug_of
from skillmark.campaigns.words import ALSO, ARMS, STANDINGS, STATES, STEPS, so_far
from skillmark.foundation.access import may
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.routes import page
from skillmark.kernel.values import Money, PayPeriod, Wage, round_half_up
from skillmark.people.words import ROLES
from skillmark.ui import lists
from skillmark.ui.figures import number_text
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status


@page("campaigns.campaign.read")
def campaigns(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All campaigns, the one that starts last on top."""
    found = lists.find(
        request,
        queries.totals(actor),
        text=["campaign__title", "campaign__public_name"],
        orders=[
            lists.Order("latest", _("The one that starts last on top"), ("-campaign__starts_on", "campaign__title")),
            lists.Order("title", _("By name"), ("campaign__title", "-campaign__starts_on")),
        ],
    )
    shown = lists.part(request, found)
    rows = [
        [
            Link(each.campaign.title, address(request, "campaign", each.campaign.pk)),
            each.campaign.public_name,
            each.campaign.openings,
            each.promised,
            each.seats,
            day(each.campaign.starts_on),
        ]
        for each in shown
    ]
    table = Table(
        caption=_("Campaigns"),
        columns=[
            Column(_("Campaign")),
            Column(_("Programme")),
            Column(_("To be filled"), numeric=True),
            Column(STEPS[StepName.PROMISE], numeric=True),
            Column(_("Seats open"), numeric=True),
            Column(_("Start")),
        ],
        rows=rows,
        order=found.sort.label,
        hidden_caption=True,
    )
    context = {"page": shown, "found": found, "may_start": may(actor, "campaigns.campaign.start")}
    return lists.answer(request, "campaigns/campaigns.html", context, table)


@page("campaigns.campaign.read")
def campaign(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The chain from the promised job to the public figures, and what the campaign takes."""
    found = queries.campaign(actor, campaign_id)
    framed = frame(found)
    notes = queries.steps(actor, campaign_id)
    facts = queries.facts(actor, found, notes)
    promised = facts.promised
    standings = chain.standings(facts)
    told = doors.addresses(actor, campaign_id)
    doors_open = _doors(request, actor, found, told)
    pages = {step: page_of(request, actor, note) for step, note in notes.items()}
    links = {step: pages.get(step) or doors_open.get(step, "") for step in StepName}
    go_on = next((step for step in chain.to_do(standings) if step in doors_open), None)
    owner = found.owner.name if found.owner else ""
    rows = []
    for position, (step, standing) in enumerate(standings.items(), start=1):
        note = notes.get(step)
        name = f"{position}. {STEPS[step]}"
        figures = {"jobs": promised} if step is StepName.PROMISE and promised else note.figures if note else {}
        said = so_far(figures)
        if step is StepName.PROMISE and 0 < promised < found.openings:
            said = _("%(promised)s of %(openings)s jobs") % {"promised": promised, "openings": found.openings}
        rows.append(
            [
                Link(name, links[step]) if links[step] else name,
                status(str(STANDINGS[standing][0]), STANDINGS[standing][1]),
                said,
                day(note.happened_on if note else None),
                owner if owner and chain.OWNERS[step] is Role.TALENT_LEAD else ROLES[chain.OWNERS[step]],
            ]
        )
    steps = Table(
        caption=_("From the job to its figures"),
        columns=[
            Column(_("Step")),
            Column(_("How it stands")),
            Column(_("So far")),
            Column(_("When")),
            Column(_("Who")),
        ],
        rows=rows,
        order=_("In the order of the job"),
    )
    assumed = any(cohort.assumed for cohort in queries.cohorts(actor, campaign_id))
    context = framed | {
        "steps": steps,
        "go_on": doors_open[go_on] if go_on else "",
        "also": [(ALSO[name], page) for name, page in told.items() if name in ALSO],
        "go_on_label": STEPS[go_on] if go_on else "",
        "promised": promised,
        "seats_open": queries.seats_open(actor, campaign_id),
        "orders": _orders(actor, found),
        "mix": _mix(actor, found, assumed),
        "template": queries.template_of(found),
        "assumed": assumed,
        "people": _people(actor, campaign_id),
        "may_widen": may(actor, "campaigns.pilot.widen"),
        "may_lead": may(actor, "campaigns.campaign.lead", found),
        "may_read_seats": may(actor, "campaigns.cohort.read"),
        "may_read_people": may(actor, "campaigns.members.read"),
        "may_read_needs": may(actor, "campaigns.needs.read"),
    }
    return render(request, "campaigns/campaign.html", context)


@page("campaigns.cohort.read")
def cohort(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Who has a seat, when it starts, and what it takes. Nothing private."""
    found = queries.campaign(actor, campaign_id)
    taken: dict[UUID, list[CohortSeat]] = {}
    for seat in queries.seats(actor, campaign_id):
        taken.setdefault(seat.cohort_id, []).append(seat)
    groups = [
        {
            "group": group,
            "taken": len(taken.get(group.pk, [])),
            "table": _seat_table(request, actor, found, group, taken.get(group.pk, [])),
        }
        for group in queries.cohorts(actor, campaign_id)
    ]
    context = frame(found) | {
        "groups": groups,
        "promised": queries.promised(actor, campaign_id),
        "may_open": may(actor, "campaigns.campaign.lead", found),
    }
    return render(request, "campaigns/cohort.html", context)


def _doors(request: HttpRequest, actor: Actor, found: Campaign, told: Mapping[str, str]) -> dict[StepName, str]:
    """Where each step is done, as far as this reader may: own pages, and those `told` by higher contexts."""
    own: dict[StepName, str] = {}
    if may(actor, "campaigns.campaign.lead", found):
        own[StepName.PROMISE] = address(request, "promise", found.pk)
    if may(actor, "campaigns.people.bring"):
        own[StepName.APPLICANTS] = address(request, "bring", found.pk)
    own[StepName.STANDARD] = reverse("standards:framework", args=[slug_of(request), found.framework_id])
    return {StepName(step): page for step, page in told.items() if step in StepName.values} | own


def _seat_table(request: HttpRequest, actor: Actor, found: Campaign, group: Cohort, seats: list[CohortSeat]) -> Table:
    may_ask = may(actor, "campaigns.status.note")
    return Table(
        caption=_captioned(_("Start %(day)s") % {"day": day(group.starts_on)}, group.assumed),
        columns=[
            Column(_("Person")),
            Column(pgettext("in a cohort", "Seat"), numeric=True),
            Column(_("Start")),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
            *([Column(_("Ask"))] if may_ask else []),
        ],
        rows=[
            [
                Link(seat.person.name, address(request, "member", found.pk, person_id=seat.person_id))
                if seat.person.name
                else _("Erased"),
                seat.number,
                day(seat.starts_on),
                number_text(seat.hours),
                Money(seat.cost_minor, found.currency),
                *([_link_to_ask(request, actor, seat)] if may_ask else []),
            ]
            for seat in seats
        ],
        order=_("Fewest hours first, then lowest cost, then rank: another order than the ranking"),
        hidden_caption=not group.assumed,
    )


def _link_to_ask(request: HttpRequest, actor: Actor, seat: CohortSeat) -> Link | str:
    """Where she is asked whether she takes the seat, without an account; nobody asks herself."""
    if not seat.person.name or seat.person_id == actor.person_id:
        return ""
    about = {"workspace": slug_of(request), "purpose": "campaigns.seat", "subject_id": seat.pk}
    return Link(_("Ask by link"), reverse("people:ask", kwargs=about), about=seat.person.name)


def _orders(actor: Actor, found: Campaign) -> Table:
    rows = []
    for order in queries.job_orders(actor, found.pk):
        paid: Wage | str = ""
        if order.wage_minor is not None:
            paid = Wage(Money(order.wage_minor, found.currency), PayPeriod(order.wage_period))
        rows.append([order.employer.name, order.count, paid, day(order.starts_on), order.commitment])
    return Table(
        caption=STEPS[StepName.PROMISE],
        columns=[
            Column(_("Employer")),
            Column(_("Jobs"), numeric=True),
            Column(_("Pay")),
            Column(_("First day")),
            Column(_("The promise")),
        ],
        rows=rows,
        order=_("First day first"),
        hidden_caption=True,
    )


def _captioned(caption: str, assumed: bool) -> str:
    """A caption that says so where no provider gave the hours and costs below it."""
    return _("%(caption)s (hours and costs assumed)") % {"caption": caption} if assumed else caption


def _mix(actor: Actor, found: Campaign, assumed: bool) -> Table:
    rows = [
        [
            ARMS[total.arm],
            _("%(share)s%%") % {"share": total.share},
            number_text(round_half_up(total.planned_hours)),
            _kept_apart() if total.actual_hours is None else number_text(round_half_up(total.actual_hours)),
            Money(total.planned_minor, found.currency),
            _kept_apart() if total.actual_minor is None else Money(total.actual_minor, found.currency),
        ]
        for total in queries.mix_totals(actor, found)
    ]
    return Table(
        caption=_captioned(_("Plan and actual"), assumed),
        columns=[
            Column(_("Part")),
            Column(_("Share planned"), numeric=True),
            Column(_("Hours planned"), numeric=True),
            Column(_("Hours so far"), numeric=True),
            Column(_("Money planned"), numeric=True),
            Column(_("Money so far"), numeric=True),
        ],
        rows=rows,
        order=_("Training, support, measuring"),
        hidden_caption=not assumed,
    )


def _kept_apart() -> str:
    return _("With the case team")


def _people(actor: Actor, campaign_id: UUID) -> list[tuple[object, object]]:
    """How many stand where, for those who may know; empty states are left out."""
    if not may(actor, "campaigns.members.read"):
        return []
    counts = queries.counts_by_state(queries.members(actor, campaign_id))
    return [(STATES[state], number) for state, number in counts.items() if number]
