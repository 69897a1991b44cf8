"""The small drawings that stand beside words. All ours; each is hidden from screen readers, since the word says it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHAPES = {
    "verified": '<path d="M2 8.5 6.2 13 14 3.5" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "claimed": '<path d="M2 3h12v8H7l-3.5 3v-3H2z" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "inferred": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="M8 4.5V8l2.5 2" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "not_yet_assessed": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-dasharray="2.6 2.1"/>',
    "assessed_below": '<path d="M8 2v9M4 8l4 4 4-4M3 14.5h10" fill="none" stroke="currentColor" stroke-width="1.9"/>',
    "info": '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M8 7v5M8 4v1.6" stroke="currentColor" stroke-width="1.9"/>',
    "success": '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="m4.7 8.3 2.3 2.4 4.2-5" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "warning": '<path d="M8 1.8 15 14H1z" fill="none" '
    'stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>'
    '<path d="M8 6v4M8 11.2v1.5" stroke="currentColor" stroke-width="1.8"/>',
    "error": '<circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke="currentColor" stroke-width="1.8"/>',
}


def mark(name: str) -> SafeString:
    """An inline drawing in the colour of its text. Raises KeyError for an unknown name."""
    return format_html(
        '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_SHAPES[name]),  # noqa: S308  (a constant above)
    )
