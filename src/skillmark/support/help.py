"""What the pages of support say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.support.access import is_on_the_case
from skillmark.ui.help import About, Words

PAGES = {
    "support:caseload": About(
        what=_("The open cases whose team you are on: what is overdue, what is due today, what comes next."),
        example=_("Three steps are due today: a call about child care, and two bus passes."),
    ),
    "support:open_case": About(
        what=_("Opens a case for one person, in the hands of one case team."),
        example=_("The Harbor Family Center opens a case for somebody who starts in ten days and needs child care."),
    ),
    "support:case": About(
        what=_("What one person needs, what is planned, who helps, what came of it, and what it cost."),
    ),
    "support:assess": About(
        what=_("Asks what somebody needs help with, area by area, and how urgent it is."),
        example=_("Child care: help needed soon. “Nobody for the early shift from May on.”"),
    ),
    "support:plan_step": About(
        what=_("Says what is done next about a need, and by when."),
        example=_("“Cora calls two day-care centers”, by Friday."),
    ),
    "support:finish_step": About(
        what=_("Says that a step of the plan is done."),
    ),
    "support:write_note": About(
        what=_("Writes down what happened, for the team. It is never changed."),
        example=_("“Came to the office, the center has confirmed the place.”"),
    ),
    "support:refer": About(
        what=_("Chooses who in the directory has a place for a need, and writes what they would be told."),
        example=_("Name, phone number, “a place from 5 to 9 in the morning”, for three months."),
    ),
    "support:referral": About(
        what=_("How far a referral is, what was passed on, and what came of it."),
    ),
    "support:release": About(
        what=_("Notes what a person without a log-in signed on paper: yes or no."),
    ),
    "support:stop": About(
        what=_("Stops a referral or service. What was passed on is closed to the receiver at once."),
    ),
    "support:begin_service": About(
        what=_("Says from when a service is received, and until when."),
        example=_("Child care from the first of May to the end of July."),
    ),
    "support:end_service": About(
        what=_("Says that a service has ended, and what came of it."),
        example=_("“The need is met: the grandmother takes over.”"),
    ),
    "support:pay": About(
        what=_("Notes what a service cost, or what was paid to the person because of a need."),
        example=_("40.00 for a bus pass in May."),
    ),
    "support:join_team": About(
        what=_("Lets another coach read a case and work on it, for a while or without end."),
    ),
    "support:leave_team": About(
        what=_("Takes somebody off a case team. They read nothing of the case from then on."),
    ),
    "support:close_case": About(
        what=_("Closes a case. What is in it stays sealed, for its team alone."),
    ),
    "support:directory": About(
        what=_("Who helps with what, where, at what cost, and how many places are left."),
        example=_("Harbor Family Center: early day care, 12 places, 3 left."),
    ),
    "support:add_offer": About(
        what=_("Adds somebody who helps to the directory of services."),
        example=_("Harbor Family Center, early day care, for 12 children at once."),
    ),
    "support:change_offer": About(
        what=_("Says for how many people a service has room, or that it is offered no more."),
    ),
    "support:own": About(
        what=_("What you said you need, who helps, and who reads it."),
        who=_("Besides you, only the case team that is named here."),
    ),
    "support:own_referral": About(
        what=_("What would be passed on, to whom, for what and until when. You say yes or no, and can take it back."),
    ),
}

WORDS = {
    is_on_the_case: Words(only=_("only cases whose team they are on")),
}
