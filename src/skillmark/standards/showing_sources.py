"""Where each requirement of a standard comes from, why the job needs it and as of which day, put on a page."""

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.kernel.skills import DraftStandard, Indicator
from skillmark.standards import showing
from skillmark.standards.models import Framework
from skillmark.ui.tables import Column, Table


def where_from(found: Framework, standard: DraftStandard, language: str) -> Table:
    """One row a requirement, in the standard's order: what somebody wrote down, else what the source itself says."""
    drafted = set(found.identifiers.values())
    return Table(
        caption=_("Where each line comes from"),
        hidden_caption=True,
        order=_("as in the standard"),
        columns=[
            Column(_("Line")),
            Column(_("Source")),
            Column(_("Why the job needs it")),
            Column(_("As of which day")),
        ],
        rows=[
            [
                showing.in_language(line.name, language),
                _source(line, standard, drafted),
                line.rationale or _by_rule(line),
                date_format(line.dated, "DATE_FORMAT") if line.dated else _("Nobody has said"),
            ]
            for line in standard.indicators
        ],
    )


def quoted(sentence: str) -> SafeString:
    """The sentence of a description that a line was found by, beneath what a cell says first."""
    return format_html(
        '<br><span class="govuk-hint">{} <q>{}</q></span>', _("In the description of the job:"), sentence
    )


def _source(line: Indicator, standard: DraftStandard, drafted: set[str]) -> SafeString:
    named = line.source or (_named(standard) if _is_drafted(line, drafted) else _("Nobody has said"))
    return format_html("{}{}", named, quoted(line.sentence) if line.sentence else "")


def _is_drafted(line: Indicator, drafted: set[str]) -> bool:
    """Whether the line came with the document the standard was drafted from, not by somebody's hand."""
    return line.importance is not None or line.competency_id in drafted


def _named(standard: DraftStandard) -> str:
    return " ".join(filter(None, (standard.source.title, standard.source.version)))


def _by_rule(line: Indicator) -> str:
    if line.importance is None:
        return _("Nobody has said")
    return _("Its source puts its importance at %(importance)s of 5") % {"importance": line.importance}
