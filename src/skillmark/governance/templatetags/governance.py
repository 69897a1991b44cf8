"""What templates of governance need."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def in_words(day: str) -> str:
    """A day that a message keeps as YYYY-MM-DD, in the language now shown."""
    return date_format(date.fromisoformat(day), "DATE_FORMAT")
