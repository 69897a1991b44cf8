"""What feedback calls things on the screen."""

from django.utils.translation import gettext_lazy as _

from skillmark.feedback.models import Kind, State
from skillmark.ui.tables import Text

KINDS: dict[str, Text] = {
    Kind.STANDARD: _("The standard"),
    Kind.TASK: _("A task, or how it is marked"),
    Kind.SUPPORT: _("The help that people get"),
    Kind.OTHER: _("A page, or something else"),
}
ANSWERS: dict[str, Text] = {
    State.TAKEN_UP: _("Taken up: it is being worked on"),
    State.NOT_TAKEN_UP: _("Not taken up: say why below"),
    State.DONE: _("Changed: it is done already"),
}
STATES: dict[str, tuple[Text, str]] = {
    State.NEW: (_("New"), "amber"),
    State.TAKEN_UP: (_("Taken up"), "blue"),
    State.NOT_TAKEN_UP: (_("Not taken up"), "grey"),
    State.DONE: (_("Changed"), "green"),
}
