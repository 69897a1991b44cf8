"""The training on offer in a campaign: to read, to change, to bring in, to take away as a table; and its pathways."""

import io
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
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
from skillmark.foundation.routes import page
from skillmark.kernel.planning import MODULE_COLUMNS, Module, Step, amount, module_rows, plain
from skillmark.kernel.values import BadInput, Money, minor_units, write_table
from skillmark.learning import actions, queries, rules
from skillmark.learning.forms import ModuleForm, RemoveForm
from skillmark.learning.models import Delivery
from skillmark.learning.words import DELIVERIES
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.figures import number_text
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table


@page("learning.catalogue.read")
def catalogue(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Every module in the order of the catalogue, with what it raises, and whether its figures are assumed."""
    campaign = campaigns.campaign(actor, campaign_id)
    records = list(queries.modules(actor, campaign_id))
    modules = [queries.as_planned(record) for record in records]
    names = _names(actor, campaign)
    providers = _providers(actor)
    may_change = access.may(actor, "learning.module.change")
    table = Table(
        caption=_("Modules"),
        columns=[
            Column(_("Module")),
            Column(_("Raises")),
            Column(_("How it is given")),
            Column(_("Who gives it")),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
            Column(_("Weeks"), numeric=True),
            Column(_("Needs first")),
        ],
        rows=[
            [
                _linked(request, record, _called(module, names)) if may_change else _called(module, names),
                _raises(module.steps, names),
                _given(record),
                providers.get(record.provider_id, ""),
                number_text(module.hours),
                Money(module.cost, campaign.currency),
                number_text(module.weeks),
                ", ".join(module.prerequisites),
            ]
            for record, module in zip(records, modules, strict=True)
        ],
        order=_("In the order of the table"),
        hidden_caption=True,
    )
    taught = {step.competency_id: step.to_level for module in modules for step in sorted(module.steps)}
    missing = [
        names.get(asked.competency_id, asked.competency_id)
        for asked in standards.requirements(actor, campaign.framework_id)
        if asked.competency_id not in taught
    ]
    context = {
        "campaign": campaign,
        "table": table,
        "number": len(modules),
        "hours": number_text(sum((module.hours for module in modules), Decimal(0))),
        "assumed": any(module.assumed for module in modules),
        "missing": missing if modules else [],
        "may_import": access.may(actor, "learning.catalogue.import"),
        "may_change": may_change,
    }
    return render(request, "learning/catalogue.html", context)


@page("learning.catalogue.import")
def bring(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The way to the one door for spreadsheets, with this campaign chosen."""
    campaign = campaigns.campaign(actor, campaign_id)
    door = reverse("house:bring_import", kwargs={"workspace": campaign.workspace.slug, "kind": "training"})
    return redirect(f"{door}?{urlencode({'about': str(campaign.pk)})}")


@page("learning.catalogue.import")
def assume(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Says what an assumed catalogue is, then puts it in place."""
    campaign = campaigns.campaign(actor, campaign_id)
    back = _address(request, "catalogue", campaign_id)
    if request.method == "POST":
        actions.assume_catalogue(actor, campaign_id=campaign_id, now=sources.now())
        messages.success(request, _("The assumed training is in place. It is marked wherever its figures appear."))
        return redirect(back)
    return render(request, "learning/assume.html", {"campaign": campaign, "cancel_url": back})


@page("learning.module.change")
def add_module(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """A new module at the end of what is on offer."""
    return _module_page(request, actor, campaigns.campaign(actor, campaign_id), None)


@page("learning.module.change")
def change_module(request: HttpRequest, actor: Actor, campaign_id: UUID, module_id: UUID) -> HttpResponse:
    """Everything that is said of one module, to change."""
    campaign = campaigns.campaign(actor, campaign_id)
    return _module_page(request, actor, campaign, queries.module(actor, campaign_id, module_id))


def _module_page(
    request: HttpRequest, actor: Actor, campaign: campaigns.Campaign, record: queries.Module | None
) -> HttpResponse:
    before = queries.as_planned(record) if record else None
    names = _names(actor, campaign)
    steps = before.steps if before else ()
    others = [module for module in queries.catalogue(actor, campaign.pk) if module.module_id != _name_of(before)]
    form = ModuleForm(
        request.POST or None,
        initial=_initial(record, before, campaign.currency),
        competencies=({step.competency_id: step.competency_id for step in steps} | names).items(),
        providers=[(found.pk, found.name) for found in people.organisations(actor)],
        modules=[(module.module_id, _called(module, names)) for module in others],
        currency=campaign.currency,
        steps=steps,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        module = Module(
            module_id=given["reference"],
            steps=given["steps"],
            hours=given["hours"],
            cost=minor_units(given["cost"], campaign.currency),
            weeks=given["weeks"],
            prerequisites=tuple(sorted(given.get("prerequisites", ()))),
        )
        try:
            actions.save_module(
                actor,
                campaign_id=campaign.pk,
                module=module,
                taught=actions.Taught(given["delivery"], UUID(given["provider"])),
                module_id=record.pk if record else None,
                now=sources.now(),
            )
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is saved."))
            return redirect(_address(request, "catalogue", campaign.pk))
    context = {"campaign": campaign, "form": form, "module": record, "called": _called(before, names) if before else ""}
    return render(request, "learning/module.html", context, status=400 if form.errors else 200)


@page("learning.module.change")
def remove_module(request: HttpRequest, actor: Actor, campaign_id: UUID, module_id: UUID) -> HttpResponse:
    """Asks, then takes a module off what is on offer."""
    campaign = campaigns.campaign(actor, campaign_id)
    record = queries.module(actor, campaign_id, module_id)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_module(actor, campaign_id=campaign_id, module_id=module_id, now=sources.now())
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, _("It is no longer on offer."))
            return redirect(_address(request, "catalogue", campaign_id))
    context = {
        "form": form,
        "called": _called(queries.as_planned(record), _names(actor, campaign)),
        "cancel_url": _address(request, "change_module", campaign_id, module_id=module_id),
    }
    return render(request, "learning/remove_module.html", context, status=400 if form.errors else 200)


@page("learning.catalogue.read")
def pathways(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Where the training on offer can lead: each module that no other waits for, with what the way to it takes."""
    campaign = campaigns.campaign(actor, campaign_id)
    records = {record.reference: record for record in queries.modules(actor, campaign_id)}
    modules = {name: queries.as_planned(record) for name, record in records.items()}
    names = _names(actor, campaign)
    ways = [(end, rules.pathway(modules.values(), [end])) for end in rules.ends(modules.values())]
    everything = rules.pathway(modules.values(), list(modules))
    table = Table(
        caption=_("Pathways"),
        columns=[
            Column(_("Ends with")),
            Column(_("Modules"), numeric=True),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
            Column(_("Done at the earliest")),
        ],
        rows=[
            [
                _linked(request, records[end], _called(modules[end], names), "pathway"),
                number_text(len(way.legs)),
                number_text(way.hours),
                Money(way.cost, campaign.currency),
                date_format(rules.last_day(campaign.starts_on, way.weeks)),
            ]
            for end, way in ways
        ],
        order=_("In the order of the table"),
        hidden_caption=True,
    )
    context = {
        "campaign": campaign,
        "table": table,
        "number": len(modules),
        "hours": number_text(everything.hours),
        "done": rules.last_day(campaign.starts_on, everything.weeks),
        "assumed": any(module.assumed for module in modules.values()),
    }
    return render(request, "learning/pathways.html", context)


@page("learning.catalogue.read")
def pathway(request: HttpRequest, actor: Actor, campaign_id: UUID, module_id: UUID) -> HttpResponse:
    """The way to one module: what comes before it, in an order in which it can be taken, and when each can begin."""
    campaign = campaigns.campaign(actor, campaign_id)
    goal = queries.module(actor, campaign_id, module_id)
    records = {record.reference: record for record in queries.modules(actor, campaign_id)}
    names, providers = _names(actor, campaign), _providers(actor)
    way = rules.pathway([queries.as_planned(record) for record in records.values()], [goal.reference])
    start = campaign.starts_on
    table = Table(
        caption=_("Modules on the way"),
        columns=[
            Column(_("Module")),
            Column(_("How it is given")),
            Column(_("Who gives it")),
            Column(_("Hours"), numeric=True),
            Column(_("Begins at the earliest")),
            Column(_("Done at the earliest")),
            Column(_("Needs first")),
        ],
        rows=[
            [
                _called(leg.module, names),
                _given(records[leg.module.module_id]),
                providers.get(records[leg.module.module_id].provider_id, ""),
                number_text(leg.module.hours),
                date_format(rules.first_day(start, leg.begins)),
                date_format(rules.last_day(start, leg.done)),
                ", ".join(leg.module.prerequisites),
            ]
            for leg in way.legs
        ],
        order=_("What can begin first on top"),
        hidden_caption=True,
    )
    context = {
        "campaign": campaign,
        "called": _called(queries.as_planned(goal), names),
        "table": table,
        "number": len(way.legs),
        "hours": number_text(way.hours),
        "done": rules.last_day(start, way.weeks),
        "assumed": any(leg.module.assumed for leg in way.legs),
    }
    return render(request, "learning/pathway.html", context)


@page("learning.catalogue.read")
def download(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The catalogue as the table it can be brought back as."""
    campaign = campaigns.campaign(actor, campaign_id)
    rows = module_rows(queries.catalogue(actor, campaign_id), campaign.currency)
    return _table_file("modules.csv", MODULE_COLUMNS, list(rows))


def _table_file(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> HttpResponse:
    text = io.StringIO()
    write_table(text, header, rows)
    response = HttpResponse(text.getvalue().encode("utf-8"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _called(module: Module, names: dict[str, str]) -> str:
    """A module by its own id; an assumed one, which has none of its own, by what it teaches."""
    if not module.assumed:
        return module.module_id
    (step,) = module.steps
    return _("%(competency)s, level %(level)s (assumed)") % {
        "competency": names.get(step.competency_id, step.competency_id),
        "level": step.to_level,
    }


def _raises(steps: tuple[Step, ...], names: dict[str, str]) -> str:
    return "; ".join(
        _("%(competency)s from %(low)s to %(high)s")
        % {
            "competency": names.get(step.competency_id, step.competency_id),
            "low": step.from_level,
            "high": step.to_level,
        }
        for step in steps
    )


def _names(actor: Actor, campaign: campaigns.Campaign) -> dict[str, str]:
    return {found.reference: found.name for found in standards.competencies(actor, campaign.framework_id)}


def _providers(actor: Actor) -> dict[UUID | None, str]:
    return {found.pk: found.name for found in people.organisations(actor)}


def _given(record: queries.Module) -> str:
    return str(DELIVERIES[Delivery(record.delivery)]) if record.delivery else ""


def _linked(request: HttpRequest, record: queries.Module, called: str, name: str = "change_module") -> Link:
    return Link(called, _address(request, name, record.campaign_id, module_id=record.pk))


def _name_of(module: Module | None) -> str:
    return module.module_id if module else ""


def _initial(record: queries.Module | None, before: Module | None, currency: str) -> dict[str, Any]:
    """What the form says at first. Assumed figures are not put forward as somebody's own, nor is the name of them."""
    if record is None or before is None:
        return {}
    kept = {
        "prerequisites": before.prerequisites,
        "delivery": record.delivery,
        "provider": str(record.provider_id or ""),
    }
    if before.assumed:
        return kept
    figures = {"hours": plain(before.hours), "weeks": plain(before.weeks), "cost": amount(before.cost, currency)}
    return {**kept, **figures, "reference": before.module_id}


def _address(request: HttpRequest, name: str, campaign_id: UUID, **rest: object) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return reverse(f"learning:{name}", kwargs={"workspace": slug, "campaign_id": campaign_id, **rest})
