"""What governance calls things on the screen."""

from django.utils.translation import gettext_lazy as _

from skillmark.governance.models import Constituency, Elsewhere, Filling, Hidden, Question, Side, Verdict
from skillmark.governance.rules import WhyNot
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
    Question.RETIRE_ACHIEVEMENT: _("Stop awarding something"),
    Question.WIDEN_PILOT: _("Widen a trial"),
    Question.CHANGE_POLICY: _("Change a policy"),
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
CANNOT_DECIDE: dict[str, Text] = {
    WhyNot.APPEALS: _("Nobody decides on her own appeal."),
    WhyNot.HAD_PART: _("This person took part in the first decision. Somebody else decides."),
    WhyNot.LEADS: _("This person leads whoever appealed, and results are not for discipline. Somebody else decides."),
    WhyNot.NO_ROLE: _("This person has no log-in, or no role in which one decides on this."),
    "decided": _("It is decided already."),
}
