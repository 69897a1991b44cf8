"""A self-assessment put on a page: line by line what she says, what the job asks, and what to try next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.kernel.skills import DraftStandard
from skillmark.kernel.skills.self_assessment import Said, Step, assess
from skillmark.standards import showing
from skillmark.standards.own_forms import in_words
from skillmark.ui.tables import Column, Table
from skillmark.ui.templatetags.skillmark import status
from skillmark.ui.words import word


def context(standard: DraftStandard, levels: Mapping[str, int], on: date, language: str) -> dict[str, Any]:
    """What the page of a result shows, wherever the answers are kept."""
    found = assess(standard, levels)
    missing = [one for one in found.lines if not one.met]
    must = sum(1 for one in missing if one.indicator.essential)
    task = found.next_task
    return {
        "standard": standard,
        "language": language,
        "answered_on": on,
        "table": _table(found.lines, language),
        "met": len(found.lines) - len(missing),
        "asked": len(found.lines),
        "must": must,
        "next_task": task,
        "next_anchor": showing.anchor(task.task_id) if task else "",
        "next_for": found.next_for,
    }


def _table(lines: tuple[Said, ...], language: str) -> Table:
    return Table(
        caption=_("What you say, and what the job asks"),
        order=_("as in the standard"),
        columns=[
            Column(_("Competency")),
            Column(_("You say")),
            Column(_("The job asks")),
            Column(_("What is between")),
        ],
        rows=[
            [
                _named(one, language),
                _words(one, one.level, language),
                _words(one, one.indicator.level, language),
                _between(one),
            ]
            for one in lines
        ],
    )


def _named(one: Said, language: str) -> SafeString:
    """Its name, how firmly it is asked, and what it counts for besides."""
    firmness = _("Must-have") if one.indicator.essential else word("asset")
    name = showing.in_language(one.indicator.name, language)
    return format_html("{}<br>{}{}", name, firmness, showing.used_for(one.indicator))


def _words(one: Said, level: int | None, language: str) -> Any:
    """The published words of a level: its own, else those it lies beyond."""
    if level is None:
        return _("nothing yet")
    at: Step | None = next((step for step in one.steps if step.level == level and step.words), None)
    if at is not None:
        return in_words(at, language)
    below = [step for step in one.steps if step.level < level and step.words]
    if not below:
        return _("Not yet")
    return format_html("{} {}", _("More than:"), in_words(below[-1], language))


def _between(one: Said) -> SafeString:
    if one.level is None:
        return status(_("You passed this over"), "grey")
    if one.met:
        return status(_("By your word, nothing"), "green")
    short = one.line.short_by
    return status(ngettext("%(count)s level", "%(count)s levels", short) % {"count": short}, "amber")
