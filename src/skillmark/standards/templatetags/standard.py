"""Texts of a standard on a page: `{% load standard %}`."""

from django import template

from skillmark.standards import showing

register = template.Library()


@register.filter
def said(text: str) -> str:
    """A text of the standard in the reader's language where the catalogue has it."""
    return showing.said(text)
