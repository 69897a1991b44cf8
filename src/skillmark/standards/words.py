"""What codes of standards are called on the screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Text = Any  # a text, or one translated when it is shown

KINDS: dict[str, Text] = {
    "technical": _("Technical"),
    "behavioural": _("Behaviour"),
    "employability": _("For any job"),
    "unsorted": _("Not said yet"),
}
KINDS_EXPLAINED: dict[str, Text] = {
    "technical": _("Technical: knowing and doing the work itself"),
    "behavioural": _("Behaviour: how somebody goes about the work and with whom"),
    "employability": _("For any job: such as reading, listening or planning"),
    "unsorted": _("Not said yet"),
}
