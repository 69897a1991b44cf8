"""What a standard rests on, put on a page: the panel's figures and the written reasons."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.standards import carrying, queries
from skillmark.standards.models import Framework
from skillmark.standards.panel import MustArgue
from skillmark.ui.tables import Column, Table


def whys() -> dict[str, str]:
    """Why a requirement has to be argued for, in a sentence."""
    return {
        MustArgue.LANGUAGE: _("A language is asked for. Which task cannot be done without it?"),
        MustArgue.PHYSICAL: _("Something of the body is asked for. Which task needs it, and can no aid stand in?"),
        MustArgue.PERSONALITY: _("A trait is asked for. Which task needs it, and how would it be seen?"),
        MustArgue.BELOW_CUT: _("The panel put it below the cut. Why does it stay?"),
        MustArgue.NOT_RATED: _("The panel was not asked, or too few answered. What shows that the work needs it?"),
    }


def panel_table(found: Framework) -> Table:
    """One row a line with what a panel said of it, its own or one of an earlier version; requirements first, in the
    standard's order.
    """
    said = carrying.said(found)
    requirements = found.requirements.select_related("competency").order_by("position")
    named = [
        *((line.competency.name, said["requirements"].get(line.competency.reference)) for line in requirements),
        *((task.statement, said["tasks"].get(task.reference)) for task in found.work_tasks.order_by("position")),
    ]
    return Table(
        caption=_("What the panel said"),
        hidden_caption=True,
        order=_("requirements, then tasks, as in the standard"),
        columns=[
            Column(_("What")),
            Column(_("Importance, 1 to 5 (spread)")),
            Column(_("Agreement")),
            Column(_("Called essential")),
            Column(_("How often, 1 to 5"), numeric=True),
            Column(_("Needed on the first day")),
        ],
        rows=[_row(_of_version(name, figures, found, said["panels"]), figures) for name, figures in named],
    )


def together(basis: Mapping[str, Any]) -> str:
    """How far the panel as a whole agrees, in a sentence."""
    found = basis["icc"]
    if found is None:
        return _(
            "How far the panel agrees as a whole cannot be told: it takes three who answered the same lines, "
            "and lines that they put apart."
        )
    return _(
        "Together: ICC(2,k) %(value)s (95%% interval %(low)s to %(high)s) of the mean importance, "
        "%(raters)s raters on %(lines)s lines."
    ) % dict(found)


def context(found: Framework) -> dict[str, Any]:
    """What both faces of a standard say of its basis; empty where it has none."""
    rests_on = queries.basis(found)
    if rests_on is None:
        return {"basis": None}
    figures, reasons = rests_on["panel"], rests_on["reasons"]
    names = dict(found.competencies.values_list("reference", "name"))
    panels = earlier(found)
    return {
        "basis": {
            "panel": figures,
            "table": panel_table(found) if figures or panels else None,
            "together": together(figures) if figures else "",
            "earlier": panels,
            "reasons": [(names[reference], text) for reference, text in reasons.items()],
        }
    }


def grounds(found: Framework) -> dict[str, list[str]]:
    """What each requirement rests on, in sentences as a posting prints them, by the competency's id: what a panel said
    of it, and why it stays. The caller has read the version in its own scope.
    """
    said, rests_on = carrying.said(found), queries.basis(found)
    told = {
        reference: [_said_of_it(figures, said["panels"][str(figures["version"])]["closed_on"], found)]
        for reference, figures in said["requirements"].items()
    }
    for reference, reason in (rests_on["reasons"] if rests_on else {}).items():
        told.setdefault(reference, []).append(_("Why it stays: %(reason)s") % {"reason": reason})
    return told


def _said_of_it(figures: Mapping[str, Any], closed_on: str, found: Framework) -> str:
    names = dict(figures) | {"day": date_format(date.fromisoformat(closed_on), "DATE_FORMAT")}
    told = (
        _(
            "Rated %(mean)s of 5 for importance (spread %(spread)s, agreement r_wg %(r_wg)s) by %(raters)s people who "
            "do or supervise this work, asked until %(day)s"
        )
        if figures["version"] == found.version
        else _(
            "Rated %(mean)s of 5 for importance (spread %(spread)s, agreement r_wg %(r_wg)s) by %(raters)s people who "
            "do or supervise this work, asked about version %(version)s until %(day)s"
        )
    ) % names
    return f"{told}: {_('below the cut')}" if figures["below_cut"] else told


def earlier(found: Framework) -> list[dict[str, Any]]:
    """The panels of earlier versions whose word stands for lines of this one, the latest first."""
    standing = carrying.figures(found).standing
    if standing is None:
        return []
    latest_first = sorted(standing["panels"].items(), key=lambda each: -int(each[0]))
    return [
        {
            "version": version,
            "lines": sum(
                str(line["version"]) == version for kind in carrying.KINDS for line in standing[kind].values()
            ),
            "together": together(panel),
        }
        | panel
        for version, panel in latest_first
    ]


def _of_version(
    name: str, figures: Mapping[str, Any] | None, found: Framework, panels: Mapping[str, Any]
) -> SafeString | str:
    """The line's name, with the version and day of its panel where that was an earlier one."""
    if figures is None or figures["version"] == found.version:
        return name
    closed_on = panels[str(figures["version"])]["closed_on"]
    day = date_format(date.fromisoformat(closed_on), "DATE_FORMAT")
    told = _("by the panel of version %(version)s, closed on %(day)s") % {"version": figures["version"], "day": day}
    return format_html('{}<br><span class="govuk-hint">{}</span>', name, told)


def _row(name: SafeString | str, figures: Mapping[str, Any] | None) -> list[Any]:
    if figures is None:
        return [name, _("not rated by three or more"), "", "", "", ""]
    mean = _("%(mean)s (± %(spread)s), %(raters)s raters") % figures
    flagged = format_html('{} <strong class="status status--amber">{}</strong>', mean, _("Below the cut"))
    return [
        name,
        flagged if figures["below_cut"] else mean,
        _("r_wg %(r_wg)s") % figures,
        _("ratio %(content_validity_ratio)s, where chance gives up to %(critical_ratio)s") % figures,
        figures["frequency"],
        _("said by %(needed_at_entry)s of %(raters)s") % figures,
    ]
