"""A signature drawn on a screen, as strokes: read from whatever was sent, and drawn again from its numbers alone."""

import json
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 600, 200  # units of the canvas, whatever its size on the screen
MOST_STROKES, MOST_POINTS = 100, 2_000  # a long name with a flourish takes some 600 points
MOST_LETTERS = 30_000  # what the most points take when sent
LEAST_EXTENT = 10  # units; less is a slip of the finger
Strokes = Sequence[Sequence[int]]  # each: x, y, x, y, …


class CannotDraw(ValueError):
    """`reason` is a word of `words.CANNOT_DRAW`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def strokes(sent: str) -> Strokes:
    """The strokes that were sent, as JSON. Raises CannotDraw for too many, for nothing to be seen, and for whatever is
    no list of lists of whole numbers on the canvas.
    """
    if len(sent) > MOST_LETTERS:
        raise CannotDraw("too_much")
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        raise CannotDraw("unreadable") from None
    if not isinstance(found, list) or not all(_is_stroke(one) for one in found):
        raise CannotDraw("unreadable")
    if len(found) > MOST_STROKES or sum(map(len, found)) > 2 * MOST_POINTS:
        raise CannotDraw("too_much")
    if max(_extent(found, 0), _extent(found, 1)) < LEAST_EXTENT:
        raise CannotDraw("empty")
    return found


def written(drawn: Strokes) -> bytes:
    """As it is kept."""
    return json.dumps(drawn, separators=(",", ":")).encode()


def svg(drawn: Strokes) -> SafeString:
    """An SVG element that shows them: nothing but numbers of what was sent is in it."""
    return format_html(
        '<svg class="drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="240" height="80" '
        'role="img" aria-label="{}"><path d="{}" fill="none" stroke="#23272b" stroke-width="4" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>',
        WIDTH,
        HEIGHT,
        _("Signature as it was drawn"),
        " ".join(_line(stroke) for stroke in drawn),
    )


def _is_stroke(given: object) -> bool:
    if not isinstance(given, list) or not given or len(given) % 2:
        return False
    # a truth value is a number to Python, and none here
    return all(type(x) is int and 0 <= x <= WIDTH for x in given[::2]) and all(
        type(y) is int and 0 <= y <= HEIGHT for y in given[1::2]
    )


def _extent(drawn: Strokes, axis: int) -> int:
    places = [place for stroke in drawn for place in stroke[axis::2]]
    return max(places) - min(places) if places else 0


def _line(stroke: Sequence[int]) -> str:
    points = [f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    return f"M{points[0]}L{' '.join(points[1:] or points)}"  # a point alone is a line to itself, which round ends show
