"""What governance calls things on the screen."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import (
    Conclusion,
    Constituency,
    Elsewhere,
    Filling,
    Hidden,
    Part,
    Question,
    Side,
    Verdict,
    Workstream,
)
from skillmark.governance.rules import Timing, WhyNot
from skillmark.ui.tables import Text

CONSTITUENCIES: dict[str, Text] = {
    Constituency.HR: _("Human resources"),
    Constituency.OPERATIONS: _("Operations"),
    Constituency.FRONTLINE: _("People who do the work"),
    Constituency.EXTERNAL: _("Outside partner"),
    Constituency.ALUMNI: _("Former participants"),
}
FILLINGS: dict[str, Text] = {
    Filling.APPOINTMENT: _("Appointed"),
    Filling.ELECTION: _("Elected"),
    Filling.UNION_NOMINATION: _("Named by the union or works council"),
}
SIDES: dict[str, Text] = {
    Side.MANAGEMENT: _("Management"),
    Side.FRONTLINE: _("People who do the work"),
    Side.EXTERNAL: _("Outside partner"),
}
QUESTIONS: dict[str, Text] = {
    Question.PUBLISH: _("Publish a standard"),
    Question.CUT_SCORE: _("Set a pass mark"),
    Question.RETIRE_STANDARD: _("Stop using a standard"),
    Question.RETIRE_ACHIEVEMENT: _("Stop awarding something"),
    Question.WIDEN_PILOT: _("Widen a trial"),
    Question.CHANGE_POLICY: _("Change a policy"),
}
PARTS: dict[str, Text] = {
    Part.LEAD: _("Leads"),
    Part.SUPPORT: _("Supports"),
    Part.ADVISORY: _("Advises"),
}
ELSEWHERE: dict[str, Text] = {
    Elsewhere.PAY: _("Pay"),
    Elsewhere.HOURS: _("Working hours"),
    Elsewhere.PROMOTION: _("Promotion"),
    Elsewhere.DISCIPLINE: _("Discipline"),
}
VERDICTS: dict[str, Text] = {
    Verdict.ACCEPTED: _("Accepted"),
    Verdict.PARTLY: _("Accepted in part"),
    Verdict.DECLINED: _("Not accepted"),
}
HIDDEN: dict[str, Text] = {
    Hidden.PERSONAL_DATA: _("it tells personal things about somebody"),
    Hidden.INSULT: _("it insults somebody"),
}
CONCLUSIONS: dict[str, Text] = {
    Conclusion.STAYS: _("It stays as it is"),
    Conclusion.NEW_DRAFT: _("A new version is needed"),
    Conclusion.RETIRE: _("It should no longer be used"),
}
TIMINGS: dict[str, Text] = {
    Timing.OVERDUE: _("Overdue"),
    Timing.SOON: _("Due within 30 days"),
    Timing.LATER: _("Later"),
}


def of_rights(item: Question | None, workstream: Workstream | None) -> str:
    """A kind of decision, or an area of work that a workspace added."""
    return workstream.name if workstream else str(QUESTIONS[item]) if item else ""


def timing(stands: Timing, days: int) -> str:
    """How a review stands, in so many days."""
    if stands is Timing.OVERDUE:
        return ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}
    if stands is Timing.LATER:
        return gettext("Not due yet")
    if days == 0:
        return gettext("Due today")
    return ngettext("Due in %(days)s day", "Due in %(days)s days", days) % {"days": days}


CANNOT_DECIDE: dict[str, Text] = {
    WhyNot.APPEALS: _("Nobody decides on her own appeal."),
    WhyNot.HAD_PART: _("This person took part in the first decision. Somebody else decides."),
    WhyNot.LEADS: _("This person leads whoever appealed, and results are not for discipline. Somebody else decides."),
    WhyNot.NO_ROLE: _("This person has no log-in, or no role in which one decides on this."),
    "decided": _("It is decided already."),
}
