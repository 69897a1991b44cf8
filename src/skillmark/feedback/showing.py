"""Suggestions and their figures put on a page."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from skillmark.feedback import queries
from skillmark.feedback.queries.suggestions import YES
from skillmark.feedback.rules import BLANK
from skillmark.feedback.words import STATES
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import DateSpan, Figure
from skillmark.people import queries as people
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status

DEFINITION = "1"
LETTERS_OF_A_CELL = 120


def figures(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """Said, answered, changed and how long an answer took, each with the list of its records; none before the first
    suggestion.
    """
    first = queries.first_day(actor)
    if first is None:
        return []
    counted, today = queries.counted(actor), people.today(actor, sources.now())
    about: dict[str, Any] = {
        "definition_version": DEFINITION,
        "window": DateSpan(first, max(first, today)),
        "source": _("suggestions made here"),
        "as_of": today,
        "among": _("suggestions"),
    }
    page = reverse("feedback:suggestions", args=[slug])
    answered, changed = f"{page}?{urlencode({'answered': YES})}", f"{page}?{urlencode({'changed': YES})}"
    shown = [
        {
            "label": _("Said"),
            "href": page,
            "figure": Figure.of_amount(
                Decimal(counted.said), measure=_("Said"), counted=_("suggestions"), unit=_("suggestions"), **about
            ),
        },
        {
            "label": _("Answered"),
            "href": answered,
            "figure": Figure.rate(
                counted.answered, counted.said, measure=_("Answered"), counted=_("answered"), **about
            ),
        },
        {
            "label": _("Changed"),
            "href": changed,
            "figure": Figure.rate(
                counted.changed, counted.said, measure=_("Changed"), counted=_("led to a published change"), **about
            ),
        },
    ]
    if counted.days is not None:
        middle = Figure.of_amount(
            Decimal(str(counted.days)),
            measure=_("Days to an answer"),
            counted=_("days to the first answer, in the middle"),
            unit=_("days"),
            **(about | {"among": _("answered suggestions")}),
        )
        shown.append({"label": _("Days to an answer"), "href": answered, "figure": middle})
    return shown


def table(rows: Any, slug: str, order: Any) -> Table:
    """The suggestions of a workspace, each leading to its page."""
    return Table(
        caption=_("Suggestions"),
        hidden_caption=True,
        order=order,
        columns=[
            Column(_("What should change")),
            Column(_("About")),
            Column(_("By whom")),
            Column(_("Day")),
            Column(_("State")),
        ],
        rows=[
            [
                Link(said(each), reverse("feedback:suggestion", args=[slug, each.pk])),
                each.title,
                by_whom(each),
                date_format(each.happened_on),
                state(each),
            ]
            for each in rows
        ],
    )


def said(found: queries.Suggestion) -> str:
    """The beginning of its words, or that they are gone."""
    return (
        Truncator(found.text).chars(LETTERS_OF_A_CELL)
        if found.text
        else _("somebody said something; the words are gone")
    )


def with_blanks(text: str) -> SafeString:
    """The words, each blank read aloud as one: a screen reader passes over the blocks that are seen, or names them."""
    blank = format_html(
        '<span aria-hidden="true">{}</span><span class="govuk-visually-hidden">{}</span>', BLANK, _("(blanked)")
    )
    return SafeString(conditional_escape(text).replace(BLANK, blank))


def by_whom(found: queries.Suggestion) -> str:
    """Her name, where one is kept, and for whom she spoke."""
    name = found.person.name if found.person else ""
    return ", ".join(filter(None, (name, found.organisation))) or _("no name is kept")


def state(found: queries.Suggestion) -> SafeString:
    word, colour = STATES[found.state]
    shown = status(str(word), colour)
    return format_html("{} {}", shown, _("joined to another")) if found.joined_to_id else shown
