"""Words of people in templates: `{% role_name role %}`."""

from django import template
from django.utils.functional import Promise

from skillmark.foundation import links
from skillmark.foundation.roles import Role
from skillmark.people import queries
from skillmark.people.models import Asking
from skillmark.people.words import ROLES

register = template.Library()


@register.simple_tag
def role_name(role: str) -> Promise:
    """What the screens call a role."""
    return ROLES[Role(role)]


@register.simple_tag
def asking_title(asking: Asking) -> str:
    """What was asked of many: the text to sign by its name, anything else as its link is called."""
    return asking.text.title if asking.text else str(links.task(asking.purpose).title)


@register.simple_tag
def any_sign_on() -> bool:
    """Whether some organisation lets its people in through its own provider."""
    return queries.is_any_sign_on()
