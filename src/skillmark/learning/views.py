"""The training on offer in a campaign: to read, to bring in, to take away as a table."""

import io
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.planning import MODULE_COLUMNS, Module, Step, module_rows
from skillmark.kernel.values import Money, write_table
from skillmark.learning import actions, queries
from skillmark.standards import queries as standards
from skillmark.ui.figures import number_text
from skillmark.ui.tables import Column, Table


@page("learning.catalogue.read")
def catalogue(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Every module in the order of the catalogue, with what it raises, and whether its figures are assumed."""
    campaign = campaigns.campaign(actor, campaign_id)
    modules = queries.catalogue(actor, campaign_id)
    names = {found.reference: found.name for found in standards.competencies(actor, campaign.framework_id)}
    table = Table(
        caption=_("Modules"),
        columns=[
            Column(_("Module")),
            Column(_("Raises")),
            Column(_("Hours"), numeric=True),
            Column(_("Cost"), numeric=True),
            Column(_("Weeks"), numeric=True),
            Column(_("Needs first")),
        ],
        rows=[
            [
                _called(module, names),
                _raises(module.steps, names),
                number_text(module.hours),
                Money(module.cost, campaign.currency),
                number_text(module.weeks),
                ", ".join(module.prerequisites),
            ]
            for module in modules
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


def _address(request: HttpRequest, name: str, campaign_id: UUID) -> str:
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return reverse(f"learning:{name}", kwargs={"workspace": slug, "campaign_id": campaign_id})
