"""What codes of assessment are called on the screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Text = Any  # a text, or one translated when it is shown

WAYS: dict[str, Text] = {
    "practical_test": _("Practical test"),
    "supervisor_confirmation": _("Confirmed by a supervisor"),
    "portfolio": _("Portfolio"),
    "recorded_demonstration": _("Recorded demonstration"),
    "peer": _("Confirmed by a colleague"),
    "audit": _("Audit"),
    "third_party": _("Confirmed by somebody outside"),
}
ROLES: dict[str, Text] = {"assessor": _("Assessor"), "line_manager": _("Line manager")}
STAGES: dict[str, tuple[Text, str]] = {
    "waits_for_assessors": (_("Waits for assessors"), "blue"),
    "needs_moderation": (_("A difference to settle"), "amber"),
    "passed": (_("Passed"), "green"),
    "not_passed": (_("Tried, not there yet"), "amber"),
}
REFUSALS: dict[str, Text] = {
    "own": _("This is your own attempt. Somebody else marks it."),
    "already": _("You have marked this attempt. What you gave stands."),
    "not_waiting": _("This attempt does not wait for you."),
    "not_independent": _("A difference is settled by somebody outside this person’s line of reporting."),
}
EVIDENCE: dict[str, Text] = {"file": _("File"), "observation": _("Written observation")}
