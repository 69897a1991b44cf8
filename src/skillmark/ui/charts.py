"""Charts drawn on the server: Vega-Lite to SVG by vl-convert. No JavaScript; the same input gives the same bytes.

Drawings are as narrow as a phone, so that their text stays readable there; each carries a title and a description
for screen readers, and is always followed by its table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.ui.tables import Column, Table

WIDTH = 340  # px: a 360 px phone less its margins
ROW = 46  # px a row: its words stand over its bar, so that long ones have room
BAR = 16
CHARACTERS = 40  # of 14 px text on a row
VEGA_LITE = "5.20"
INK, SOFT, PINE, PALE, LINE = "#23272b", "#545b62", "#14574f", "#a9c9c2", "#e4dccf"
FONT = "system-ui, sans-serif"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (safe SVG), its title and its table."""

    title: str
    drawing: SafeString
    table: Table


def bars(
    title: str, description: str, header: tuple[str, str], rows: Sequence[tuple[str, float | None]], unit: str = ""
) -> Chart:
    """One bar a row, in the order given. A value of None is a suppressed cell: no bar, and the words for it."""
    _check(rows)
    values = [
        {"row": position, "name": name, "value": value, "said": _said(value, unit), "start": 0}
        for position, (name, value) in enumerate(rows)
    ]
    layers = [_track(), _bar("start", "value"), *_words()]
    return _chart(title, description, header, values, layers, _highest(value for _name, value in rows))


def funnel(title: str, description: str, header: tuple[str, str], rows: Sequence[tuple[str, int | None]]) -> Chart:
    """How many are left after each step, each bar in the middle; beside the count its share of the first step."""
    _check(rows)
    highest = _highest(value for _name, value in rows)
    first = rows[0][1]
    values = [
        {
            "row": position,
            "name": name,
            "said": _said(count)
            if not count or not first or position == 0
            else f"{_said(count)} ({_percent(count, first)})",
            "start": None if count is None else (highest - count) / 2,
            "value": None if count is None else (highest + count) / 2,
        }
        for position, (name, count) in enumerate(rows)
    ]
    return _chart(title, description, header, values, [_bar("start", "value"), *_words()], highest)


def intervals(
    title: str,
    description: str,
    header: tuple[str, str],
    rows: Sequence[tuple[str, tuple[float, float, float] | None]],
    unit: str = "",
) -> Chart:
    """One dot a row within its interval: (low, estimate, high), None for a suppressed cell.

    Raises ValueError when the three are out of order.
    """
    _check(rows)
    for name, triple in rows:
        if triple is not None and not triple[0] <= triple[1] <= triple[2]:
            raise ValueError(f"{name}: {triple} is not low, estimate, high")
    values = [
        {"row": position, "name": name, "said": _said_interval(triple, unit)}
        | (
            dict(zip(("start", "value", "end"), triple, strict=True))
            if triple
            else {"start": None, "value": None, "end": None}
        )
        for position, (name, triple) in enumerate(rows)
    ]
    low = min([0.0, *(triple[0] for _name, triple in rows if triple)])
    high = _highest(triple[2] if triple else None for _name, triple in rows)
    layers = [
        {"mark": {"type": "rule", "color": LINE}, "encoding": {"x": {"datum": 0}}},
        {**_track(), "mark": {**_track()["mark"], "height": 4, "yOffset": 9, "cornerRadius": 2}},
        {
            "mark": {"type": "rule", "color": PINE, "strokeWidth": 3, "yOffset": 9},
            "encoding": {"x": _x("start"), "x2": {"field": "end"}, "y": _y()},
        },
        {
            "mark": {"type": "point", "filled": True, "color": PINE, "size": 130, "opacity": 1, "yOffset": 9},
            "encoding": {"x": _x("value"), "y": _y()},
        },
        *_words(),
    ]
    return _chart(title, description, header, values, layers, high, low)


def _chart(
    title: str,
    description: str,
    header: tuple[str, str],
    values: list[dict[str, Any]],
    layers: list[dict[str, Any]],
    highest: float,
    lowest: float = 0.0,
) -> Chart:
    drawn = [{**value, "short": _short(value["name"], value["said"])} for value in values]
    specification = {
        "data": {"values": drawn},
        "width": WIDTH - 16,
        "height": ROW * len(values),
        # Nothing is measured by a font: two machines with different fonts draw the same bytes.
        "autosize": {"type": "none"},
        "padding": 0,
        "layer": layers,
        "encoding": {},
        "resolve": {"scale": {"x": "shared"}},
        "config": {
            "font": FONT,
            "background": "transparent",
            "view": {"stroke": None},
            "axis": {"disable": True},
            "scale": {"zero": False, "nice": False},
        },
    }
    _set_domain(specification, lowest, highest)
    svg = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE)
    table = Table(
        caption=title,
        columns=[Column(header[0]), Column(header[1], numeric=True)],
        rows=[[value["name"], value["said"]] for value in values],
        hidden_caption=True,
    )
    return Chart(title, _spoken(svg, title, description), table)


def _set_domain(specification: dict[str, Any], lowest: float, highest: float) -> None:
    for layer in specification["layer"]:
        x = layer.get("encoding", {}).get("x", {})
        if "field" in x or "datum" in x:
            x["type"] = "quantitative"
            x["scale"] = {"domain": [lowest, highest], "nice": False}


def _track() -> dict[str, Any]:
    """The pale length a full bar would have."""
    return {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {
            "type": "rect",
            "color": LINE,
            "height": BAR,
            "yOffset": 9,
            "cornerRadius": 4,
            "x": 0,
            "x2": WIDTH - 16,
            "opacity": 0.55,
        },
        "encoding": {"y": _y()},
    }


def _bar(start: str, end: str) -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {"type": "bar", "color": PINE, "height": BAR, "yOffset": 9, "cornerRadius": 4},
        "encoding": {"x": _x(start), "x2": {"field": end}, "y": _y()},
    }


def _words() -> list[dict[str, Any]]:
    """Over each bar its name at the left and its value at the right."""
    shared = {"type": "text", "baseline": "bottom", "dy": -3, "font": FONT, "fontSize": 14}
    return [
        {
            "mark": {**shared, "align": "left", "color": INK, "x": 0},
            "encoding": {"text": {"field": "short"}, "y": _y()},
        },
        {
            "mark": {**shared, "align": "right", "color": INK, "fontWeight": 600, "x": WIDTH - 16},
            "encoding": {"text": {"field": "said"}, "y": _y()},
        },
    ]


def _x(name: str) -> dict[str, Any]:
    return {"field": name, "type": "quantitative"}


def _y() -> dict[str, Any]:
    return {"field": "row", "type": "ordinal", "scale": {"padding": 0}}


def _said(value: float | None, unit: str = "") -> str:
    if value is None:
        return _("Too few to show")
    number = number_format(int(value) if value == int(value) else round(value, 2), force_grouping=True)
    return _("%(number)s%%") % {"number": number} if unit == "%" else f"{number} {unit}".strip()


def _said_interval(triple: tuple[float, float, float] | None, unit: str) -> str:
    if triple is None:
        return _("Too few to show")
    low, estimate, high = triple
    return _("%(estimate)s (%(low)s to %(high)s)") % {
        "estimate": _said(estimate, unit),
        "low": _said(low),
        "high": _said(high),
    }


def _short(name: str, said: str) -> str:
    """As much of a name as stands beside its value; the table has the whole."""
    room = max(12, CHARACTERS - len(said))
    return name if len(name) <= room else name[: room - 1].rstrip() + "…"


def _percent(count: int, first: int) -> str:
    return _("%(number)s%%") % {"number": number_format(round(100 * count / first))}


def _check(rows: Sequence[Any]) -> None:
    if not rows:
        raise ValueError("a chart needs at least one row; show an empty state instead")


def _highest(values: Any) -> float:
    return max([float(value) for value in values if value is not None], default=0.0) or 1.0


def _spoken(svg: str, title: str, description: str) -> SafeString:
    """The drawing as one image with a name and a description, without any style a strict policy would refuse."""
    start = svg.index("<svg")
    end = svg.index(">", start)
    box = re.search(r'viewBox="[^"]+"', svg[start:end])
    if box is None:
        raise ValueError("the drawing has no viewBox")
    inner = re.sub(r'\s(?:style|class|aria-[a-z]+|role)="[^"]*"', "", svg[end + 1 :])
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" {box.group(0)} role="img" '
        f'aria-label="{escape(title)}. {escape(description)}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{inner}"
    )
