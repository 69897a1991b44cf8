"""Words of suggestions on a page: `{% load feedback %}`."""

from django import template
from django.utils.safestring import SafeString

from skillmark.feedback import showing

register = template.Library()


@register.filter
def with_blanks(text: str) -> SafeString:
    """The words, each blank read aloud as one."""
    return showing.with_blanks(text)
