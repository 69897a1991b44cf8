"""Words of people in templates: `{% role_name role %}`."""

from django import template
from django.utils.functional import Promise

from skillmark.foundation.roles import Role
from skillmark.people import queries
from skillmark.people.words import ROLES

register = template.Library()


@register.simple_tag
def role_name(role: str) -> Promise:
    """What the screens call a role."""
    return ROLES[Role(role)]


@register.simple_tag
def any_sign_on() -> bool:
    """Whether some organisation lets its people in through its own provider."""
    return queries.is_any_sign_on()
