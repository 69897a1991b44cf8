"""A held level against a needed one, drawn and said."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

HIGHEST = 10
WIDTH, GAP = 16, 3  # of one step of the bar, in pixels


def bar(held: int, needed: int, basis: str) -> SafeString:
    """One box per needed level, filled as far as held; the words beside it say the same, so colour is never alone.

    Raises ValueError for levels outside 0–10 (held) and 1–10 (needed).
    """
    if not 0 <= held <= HIGHEST or not 1 <= needed <= HIGHEST:
        raise ValueError(f"level {held} of {needed} is outside the scale of {HIGHEST}")
    kind = "level__held" if basis == "verified" else "level__claimed"
    boxes = format_html_join(
        "",
        '<rect class="{}" x="{}" y="2" width="{}" height="12" rx="2"/>',
        ((kind if step < held else "level__open", 1 + step * (WIDTH + GAP), WIDTH) for step in range(needed)),
    )
    width = needed * (WIDTH + GAP)
    return format_html(
        '<span class="level{}"><svg class="level__bar" width="{}" height="16" viewBox="0 0 {} 16" aria-hidden="true" '
        'focusable="false">{}</svg><span class="level__text">{}</span></span>',
        "" if held >= needed else " level__below",
        width,
        width,
        boxes,
        _("Level %(held)s, %(needed)s needed") % {"held": held, "needed": needed},
    )
