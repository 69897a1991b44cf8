"""What the pages of support say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.support.access import is_on_the_case
from skillmark.ui.help import About, Words

PAGES: dict[str, About] = {}

WORDS = {
    is_on_the_case: Words(only=_("only cases whose team they are on")),
}
