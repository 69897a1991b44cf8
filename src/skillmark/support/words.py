"""What support calls things on the screen."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from skillmark.support.rules import Domain, Outcome, Passed, Refusal, State, Urgency
from skillmark.ui.tables import Text

DOMAINS: Mapping[Domain, Text] = {
    Domain.HOUSING: _("Housing"),
    Domain.CHILD_CARE: _("Child care"),
    Domain.TRANSPORT: _("Getting there"),
    Domain.FOOD: _("Food"),
    Domain.FINANCES: _("Money and debts"),
    Domain.DIGITAL_ACCESS: _("Phone, computer, internet"),
    Domain.HEALTH: _("Health"),
    Domain.DISABILITY: _("Disability"),
    Domain.SUBSTANCE_USE: _("Alcohol and drugs"),
    Domain.LEGAL: _("Legal matters"),
    Domain.VIOLENCE: _("Violence"),
}
URGENCIES: Mapping[Urgency, Text] = {
    Urgency.NONE: _("No help needed"),
    Urgency.CAN_WAIT: _("Help needed, it can wait"),
    Urgency.SOON: _("Help needed soon"),
    Urgency.NOW: _("Help needed now"),
}
URGENT: Mapping[Urgency, str] = {Urgency.CAN_WAIT: "grey", Urgency.SOON: "amber", Urgency.NOW: "red"}
STATES: Mapping[State, tuple[Text, str]] = {
    State.ASKED: (_("Waits for consent"), "amber"),
    State.DECLINED: (_("Did not agree"), "grey"),
    State.SENT: (_("Waits for an answer"), "amber"),
    State.LAPSED: (_("Nobody answered in time"), "grey"),
    State.ACCEPTED: (_("Accepted"), "blue"),
    State.REFUSED: (_("Refused"), "red"),
    State.RECEIVED: (_("Being received"), "blue"),
    State.ENDED: (_("Ended"), "green"),
    State.STOPPED: (_("Taken back"), "grey"),
}
OWN_STATES: Mapping[State, tuple[Text, str]] = {
    **STATES,
    State.ASKED: (_("Waits for your answer"), "amber"),
    State.DECLINED: (_("You did not agree"), "grey"),
    State.STOPPED: (_("Taken back: nobody reads it any more"), "grey"),
}
REFUSALS: Mapping[Refusal, Text] = {
    Refusal.FULL: _("There is no place"),
    Refusal.NOT_FOR_HER: _("It is not meant for this person"),
    Refusal.OUT_OF_AREA: _("It is too far away"),
    Refusal.NO_SUCH_SERVICE: _("We do not offer this"),
    Refusal.OTHER: _("Another reason"),
}
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.MET: _("The need is met"),
    Outcome.PARTLY: _("It helped in part"),
    Outcome.NOT_MET: _("It did not help"),
}
PASSED: Mapping[Passed, Text] = {
    Passed.PHONE: _("Phone number"),
    Passed.EMAIL: _("E-mail address"),
    Passed.LANGUAGE: _("Language"),
}
