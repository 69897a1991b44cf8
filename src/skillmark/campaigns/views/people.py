"""The people of a campaign: who is in, where each stands, what happened, and bringing in those who applied."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.campaigns import actions, queries
from skillmark.campaigns.forms import StatusForm
from skillmark.campaigns.states import DropReason, State
from skillmark.campaigns.views.shared import address, day, frame
from skillmark.campaigns.words import REASONS, STATES
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as persons
from skillmark.standards import queries as standards
from skillmark.ui import lists
from skillmark.ui.levels import bar
from skillmark.ui.tables import Column, Link, Table


@page("campaigns.members.read")
def members(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Everybody of the campaign and where each stands."""
    found = queries.campaign(actor, campaign_id)
    everybody = queries.members(actor, campaign_id)
    counts = queries.counts_by_state(everybody)
    states = [(state.value, f"{STATES[state]} ({number})") for state, number in counts.items() if number]
    listed = lists.find(
        request,
        everybody,
        text=["person__name"],
        orders=[
            lists.Order("name", _("By name"), ("person__name", "person__pk")),
            lists.Order("latest", _("The latest change first"), ("-since", "person__name", "person__pk")),
        ],
        choices=[lists.Choice("state", _("How it stands"), "state", states)],
    )
    shown = lists.part(request, listed)
    rows = [
        [
            Link(member.person.name, address(request, "member", campaign_id, person_id=member.person.pk)),
            STATES[member.state],
            day(member.since),
        ]
        for member in shown
    ]
    table = Table(
        caption=_("People"),
        columns=[Column(_("Name")), Column(_("How it stands")), Column(_("Since"))],
        rows=rows,
        order=listed.sort.label,
        hidden_caption=True,
    )
    context = frame(found) | {
        "page": shown,
        "everybody": len(everybody),
        "found": listed,
        "may_bring": access.may(actor, "campaigns.people.bring"),
    }
    return lists.answer(request, "campaigns/members.html", context, table)


@page("campaigns.members.read")
def member(request: HttpRequest, actor: Actor, campaign_id: UUID, person_id: UUID) -> HttpResponse:
    """What happened to one person in this campaign; a talent lead notes what happens next."""
    found = queries.campaign(actor, campaign_id)
    events = list(queries.log(actor, campaign_id, person_id).select_related("person"))
    if not events:
        raise NotFound(str(person_id))
    now = sources.now()
    person = events[0].person
    form = None
    if access.may(actor, "campaigns.status.note") and person_id != actor.person_id:
        form = StatusForm(request.POST or None, today=persons.today(actor, now))
    if request.method == "POST":
        if form is None:
            raise access.Forbidden("campaigns.status.note")
        if form.is_valid():
            given = form.cleaned_data
            actions.note_status(
                actor,
                campaign_id=campaign_id,
                person_ids=[person_id],
                state=State(given["state"]),
                reason=given["reason"],
                happened_on=given["happened_on"],
                now=now,
            )
            messages.success(request, _("Noted."))
            return redirect(address(request, "member", campaign_id, person_id=person_id))
    rows = [
        [STATES[State(event.state)], REASONS[DropReason(event.reason)] if event.reason else "", day(event.happened_on)]
        for event in events
    ]
    table = Table(
        caption=_("What happened"),
        columns=[Column(_("What")), Column(_("Why")), Column(_("When"))],
        rows=rows,
        order=_("Latest first"),
    )
    may_open = access.may(actor, "people.person.read", person)
    context = frame(found) | {
        "person": person,
        "said": _said(actor, found, person_id) if may_open else None,
        "stands": STATES[State(events[0].state)],
        "table": table,
        "form": form,
        "may_open_person": may_open,
    }
    return render(request, "campaigns/member.html", context, status=400 if form is not None and form.errors else 200)


@page("campaigns.people.bring")
def bring(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The way to the one door for spreadsheets, with this campaign chosen."""
    found = queries.campaign(actor, campaign_id)
    access.require(actor, "campaigns.campaign.lead", found)
    door = reverse("house:bring_import", kwargs={"workspace": found.workspace.slug, "kind": "applicants"})
    return redirect(f"{door}?{urlencode({'about': str(found.pk)})}")


def _said(actor: Actor, found: queries.Campaign, person_id: UUID) -> Table:
    """What she says of herself, of what this campaign's standard asks; nothing in it is checked."""
    levels = persons.claimed_levels(actor, [person_id]).get(person_id, {})
    named = {one.reference: one.name for one in standards.competencies(actor, found.framework_id)}
    return Table(
        caption=_("What this person says"),
        columns=[Column(_("Competency")), Column(_("Level"))],
        rows=[
            [named[line.competency_id], bar(levels[line.competency_id], line.level, "claimed")]
            for line in standards.requirements(actor, found.framework_id)
            if line.competency_id in levels
        ],
        order=_("as in the standard"),
    )
