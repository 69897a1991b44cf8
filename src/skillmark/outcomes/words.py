"""What the screens call steps, bands, groups of past jobs, and answers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from skillmark.kernel.disclosure import TOTAL
from skillmark.outcomes.models import Answer
from skillmark.outcomes.rules import NOT_KNOWN, Band, Step

STEPS: Mapping[str, Promise] = {
    Step.APPLIED: _("Applied"),
    Step.ELIGIBLE: _("Could be ready in time"),
    Step.SEATED: _("Has a seat"),
    Step.ASSESSED: _("Showed a task"),
    Step.CREDENTIALLED: _("Has a checked record"),
    TOTAL: pgettext_lazy("sum", "All"),
}

BANDS: Mapping[str, Promise] = {
    Band.NONE: _("None"),
    Band.FEW: _("1 or 2"),
    Band.MANY: _("3 or more"),
    TOTAL: pgettext_lazy("sum", "All"),
}

ANSWERS: Mapping[Answer, Promise] = {
    Answer.SAME_EMPLOYER: _("Works for the employer of the programme"),
    Answer.OTHER_EMPLOYER: _("Works for another employer"),
    Answer.NOT_WORKING: _("Is not working"),
    Answer.NOT_REACHED: _("Was not reached"),
}

OWN_ANSWERS: Mapping[Answer, Promise] = {
    Answer.SAME_EMPLOYER: _("Yes, for the employer of the programme"),
    Answer.OTHER_EMPLOYER: _("Yes, for another employer"),
    Answer.NOT_WORKING: _("No"),
}

# the major groups of the Standard Occupational Classification 2018
GROUPS: Mapping[str, Promise] = {
    "11": _("Management"),
    "13": _("Business and finance"),
    "15": _("Computing and mathematics"),
    "17": _("Architecture and engineering"),
    "19": _("Sciences"),
    "21": _("Community and social service"),
    "23": _("Law"),
    "25": _("Teaching and libraries"),
    "27": _("Arts, sports and media"),
    "29": _("Health professions"),
    "31": _("Health support"),
    "33": _("Protective service"),
    "35": _("Food preparation and serving"),
    "37": _("Cleaning and grounds"),
    "39": _("Personal care and service"),
    "41": _("Sales"),
    "43": _("Office work"),
    "45": _("Farming, fishing and forestry"),
    "47": _("Construction and extraction"),
    "49": _("Installation and repair"),
    "51": _("Production"),
    "53": _("Transport and moving"),
    "55": _("Military"),
    NOT_KNOWN: _("Not known"),
    TOTAL: pgettext_lazy("sum", "All"),
}


def group(code: str) -> str:
    """A group of past jobs in words; a job of the employer's own framework goes by its name."""
    return str(GROUPS.get(code, code))
