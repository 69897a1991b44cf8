"""What a standard rests on, put on a page: the panel's figures and the written reasons."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from skillmark.standards import queries
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


def panel_table(found: Framework, basis: Mapping[str, Any]) -> Table:
    """One row a line that the panel rated, requirements first, in the standard's order."""
    requirements = found.requirements.select_related("competency").order_by("position")
    named = [
        *((line.competency.name, basis["requirements"].get(line.competency.reference)) for line in requirements),
        *((task.statement, basis["tasks"].get(task.reference)) for task in found.work_tasks.order_by("position")),
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
        rows=[_row(name, figures) for name, figures in named],
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
    return {
        "basis": {
            "panel": figures,
            "table": panel_table(found, figures) if figures else None,
            "together": together(figures) if figures else "",
            "reasons": [(names[reference], text) for reference, text in reasons.items()],
        }
    }


def _row(name: str, figures: Mapping[str, Any] | None) -> list[Any]:
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
