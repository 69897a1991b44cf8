"""The components of a page: `{% load skillmark %}`. How each is written stands in ui/README.md."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.kernel.values import Figure, Money, Wage, Window
from skillmark.ui import figures, levels, lists, marks, words
from skillmark.ui.charts import Chart
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Link, Table, Text

register = template.Library()
register.filter("in_words", in_words)

KINDS = {
    "": "",
    "secondary": " govuk-button--secondary",
    "warning": " govuk-button--warning",
    "quiet": " govuk-button--quiet",
}
COLOURS = frozenset({"green", "amber", "red", "blue", "grey"})
BASES = ("verified", "claimed", "inferred", "not_yet_assessed", "assessed_below")


@register.filter
def day_in_words(day: str) -> str:
    """A day that a message keeps as YYYY-MM-DD, in the language now shown."""
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def _part(part: str, /, **context: Any) -> SafeString:
    return SafeString(render_to_string(f"ui/parts/{part}.html", context))


@register.simple_tag
def button(text: str, kind: str = "", name: str = "", value: str = "", once: bool = True) -> SafeString:
    """A submit button; with JavaScript a second click within a second is passed over, unless `once` is off."""
    return _part("button", text=text, kind=KINDS[kind], name=name, value=value, once=once)


@register.simple_tag
def link_button(text: str, href: str, kind: str = "") -> SafeString:
    """A link that looks like a button."""
    return format_html('<a class="govuk-button{}" href="{}" draggable="false">{}</a>', KINDS[kind], href, text)


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    """Buttons in a row."""
    return format_html('<div class="buttons">{}</div>', content)


@register.simple_tag(takes_context=True)
def content_of(context: Context, name: str) -> SafeString:
    """What a page put into its block `name`, empty where it has none: so a title is written once and shown twice."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return SafeString("" if block is None else block.render(context).strip())


@register.simple_tag
def mark(name: str) -> SafeString:
    """A small drawing beside a word that says the same."""
    return marks.mark(name)


@register.simple_tag
def word(code: str) -> str:
    """The screen's word for a thing of the code."""
    return str(words.word(code))


@register.simple_tag
def status(text: str, colour: str = "grey") -> SafeString:
    """A word in a coloured tag. Raises ValueError for an unknown colour."""
    if colour not in COLOURS:
        raise ValueError(f"“{colour}” is none of {', '.join(sorted(COLOURS))}")
    return format_html('<strong class="status status--{}">{}</strong>', colour, text)


@register.simple_tag
def basis(code: str) -> SafeString:
    """How we know a level: a shape and a word. Raises ValueError for an unknown basis."""
    if code not in BASES:
        raise ValueError(f"“{code}” is none of {', '.join(BASES)}")
    return format_html('<span class="basis basis--{}">{}{}</span>', code, marks.mark(code), words.word(code))


@register.simple_tag
def level(held: int, needed: int, basis: str = "verified") -> SafeString:
    """A held level against the needed one: a bar, and the same in words."""
    return levels.bar(held, needed, basis)


@register.simple_tag
def table(table: Table) -> SafeString:
    """A table; plain ones become cards on a phone, dense ones scroll sideways."""
    return _part("table", table=table, rows=_rows(table))


def _rows(table: Table) -> SafeString:
    """Put together here: a template takes five times as long for each cell, and lists have many."""
    cells = [
        (
            f'<td class="govuk-table__cell{" govuk-table__cell--numeric" if column.numeric else ""}" role="cell" '
            f'data-label="{conditional_escape(str(column.title))}"><span>',
            "</span></td>",
        )
        for column in table.columns
    ]
    if table.row_headers and cells:
        cells[0] = '<th class="govuk-table__header" scope="row" role="rowheader">', "</th>"
    written = []
    for row in table.rows:
        row_cells = zip(cells, row, strict=True)
        inner = "".join(f"{begin}{conditional_escape(cell(value))}{end}" for (begin, end), value in row_cells)
        written.append(f'<tr class="govuk-table__row" role="row">{inner}</tr>')
    return SafeString("\n".join(written))


@register.simple_tag
def cell(value: Any) -> Any:
    """One cell's content: a link, a figure or plain text."""
    if isinstance(value, Link):
        about = format_html(' <span class="govuk-visually-hidden">{}</span>', value.about) if value.about else ""
        return format_html('<a href="{}">{}{}</a>', value.href, value.text, about)
    if isinstance(value, Figure | figures.TooFew):
        return figure(value, compact=True)
    if isinstance(value, Money | Wage):
        return figures.amount_text(value)
    return "" if value is None else value


@register.simple_tag
def summary(rows: Sequence[Sequence[Any]]) -> SafeString:
    """Keys and values, each with an action where the row has four parts."""
    padded = [(*row, "", "")[:4] for row in rows]
    return _part("summary", rows=padded, actions=any(row[3] for row in padded))


@register.simple_tag
def figure(figure: Figure | figures.TooFew, label: str = "", href: str = "", compact: bool = False) -> SafeString:
    """A figure with all that makes it honest. Raises BareNumber for a number alone."""
    return _part("figure", figure=figures.shown(figure), label=label, href=href, compact=compact)


@register.simple_tag
def chart(chart: Chart) -> SafeString:
    """A drawing and, always, its table."""
    return _part("chart", chart=chart)


@register.simple_tag
def help(what: str, who: str = "", example: str = "", also: str = "") -> SafeString:
    """What this is, who sees it, with what `also` is to be said of that, an example. It opens without JavaScript."""
    return _part("help", what=what, who=who, example=example, also=also)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A remark set off from the text."""
    return format_html('<div class="inset">{}</div>', content)


@register.simple_block_tag
def details(content: str, title: str, open: bool = False) -> SafeString:
    """Something to open; the browser's own element, so no JavaScript."""
    return _part("details", content=content, title=title, open=open)


@register.simple_block_tag
def banner(content: str, kind: str = "info") -> SafeString:
    """What just happened or must be known: info, success, warning or error."""
    return _part("banner", content=content, kind={"debug": "info"}.get(kind, kind))


@register.simple_block_tag
def card(content: str, title: str, href: str = "") -> SafeString:
    """One thing among several."""
    return _part("card", content=content, title=title, href=href)


@register.simple_tag
def empty(sentence: str, action: str = "", href: str = "") -> SafeString:
    """Nothing here, and what to do next."""
    return _part("empty", sentence=sentence, action=action, href=href)


@register.simple_tag
def list_controls(found: lists.Found, search: Text = "") -> SafeString:
    """What a list can be searched by, narrowed to and sorted by (see `ui.lists`). `search` says what is searched."""
    choices = [
        {
            "name": choice.name,
            "label": choice.label,
            "options": [
                {"value": value, "label": label, "chosen": found.chosen.get(choice.name) == value}
                for value, label in choice.options
            ],
        }
        for choice in found.choices
    ]
    shown = button(_("Show"), "secondary")
    return _part("list_controls", found=found, choices=choices, search=search or _("Search"), button=shown)


@register.simple_tag(takes_context=True)
def download(context: Context) -> SafeString:
    """Links to the whole list as a table, in the order and with the filter of the page (see `ui.lists`)."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop(lists.PAGE, None)

    def address(form: str) -> str:
        query[lists.DOWNLOAD] = form
        return query.urlencode()

    links = format_html_join(
        " ",
        '<a href="?{}" download>{}</a>',
        [(address(lists.CSV), _("Download (CSV)")), (address(lists.XLSX), _("Download (XLSX)"))],
    )
    return format_html('<p class="downloads no-print">{}</p>', links)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: "Page[Any]", parameter: str = "page") -> SafeString:
    """Links to the pages of a list; the address's other parameters stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int | str) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"number": number, "href": address(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return _part(
        "pagination",
        page=page,
        numbers=numbers,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )


@register.simple_tag
def progress(done: int, total: int, label: str, url: str = "") -> SafeString:
    """How far a long job is; it fetches its next copy from `url`, and without JavaScript offers *Check again*."""
    return _part("progress", done=done, total=total, label=label, url=url, unfinished=done < total)


@register.simple_tag
def steps(steps: Sequence[dict[str, Any]]) -> SafeString:
    """The parts of a job in order."""
    spoken = {"done": _("done"), "current": _("you are here")}
    return _part("steps", steps=[{**step, "spoken": spoken.get(step.get("state", ""), "")} for step in steps])


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """Every error of a form, each a link to its field."""
    return _part("error_summary", form=form)


@register.filter
def money(amount: Money | Wage) -> str:
    """Money or a wage in words. Raises BareNumber for a number, which has no currency."""
    if not isinstance(amount, Money | Wage):
        raise figures.BareNumber(f"{amount!r} has no currency")
    return figures.amount_text(amount)


@register.filter
def window(window: Window) -> str:
    """A span of dates, days after an event, or a quarter, each in its own words."""
    return figures.window_text(window)


@register.filter
def optional_note(field: BoundField) -> bool:
    """Whether a label says “optional”: a field one may leave empty, in a form that insists on another."""
    return not field.field.required and any(each.required for each in field.form.fields.values())


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the box an error's link leads to: the first one where a field has several."""
    if field.id_for_label:
        return str(field.id_for_label)
    boxes = field.subwidgets
    return str(boxes[0].id_for_label) if boxes else str(field.auto_id)
