"""What the pages of the groups that decide say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.governance.access import (
    appeals_or_decides,
    chairs_the_body,
    decides_the_appeal,
    holds_the_seat,
    speaks_for_the_seat,
)
from skillmark.ui.help import About, Words

PAGES = {
    "governance:who_decides": About(
        what=_("The groups that decide on standards, who sits in them, and the questions put to them."),
        example=_(
            "At Tideway Pumps four people decide on the standard for pump assembly, one of whom assembles pumps."
        ),
    ),
    "governance:open_consultation": About(
        what=_("Opens a draft to everybody’s comment, as it stands, until a day."),
        example=_("Tideway Pumps asks schools and unions for 30 days what they think of its draft standard."),
    ),
    "governance:consultation": About(
        what=_("One draft open to comment: what was said, by which organization, and what was answered."),
    ),
    "governance:respond": About(
        what=_("Answers one comment, or several alike: what becomes of it, and why."),
        example=_("“Accepted: the pass mark of the second task is lowered to 70 percent.”"),
    ),
    "governance:moderate_comment": About(
        what=_("Hides the words of a comment, with the reason in their place, or takes off who wrote it."),
    ),
    "governance:conclude": About(
        what=_("Publishes all comments with their responses, and tells who commented."),
    ),
    "governance:reviews": About(
        what=_("What each group looks at again and by when: what is overdue on top, what was concluded and not begun."),
        example=_("The standard for pump assembly at Tideway Pumps is overdue by 12 days."),
    ),
    "governance:review_days": About(
        what=_("The days on which reviews are due, as a file for a calendar."),
    ),
    "governance:review": About(
        what=_("One review: when it is due, what lies before it, and what earlier ones came to."),
        example=_("Two lines are disputed, and a source says that pumps are now tested by sensors."),
    ),
    "governance:conclude_review": About(
        what=_("Writes down what a review came to and why, with all that lay before it. It cannot be changed."),
        example=_("“A new version is needed: two steps of the leak test are done by a machine now.”"),
    ),
    "governance:end_review": About(
        what=_("Ends the reviews of something without setting others, and keeps why. What was held stays."),
        example=_("“Gear pumps are not built here any more, so that standard is no longer used.”"),
    ),
    "governance:set_review": About(
        what=_("Says which group reviews a standard, every how many months, and who prepares it."),
        example=_("The standards group of Tideway Pumps looks at pump assembly every 12 months."),
    ),
    "governance:appeals": About(
        what=_("Appeals: yours, those you decide, and for a talent lead all of them with their days."),
        example=_("At Tideway Pumps an appeal of 2 March is decided by 16 March at the latest."),
        who=_("Who appealed and on what is seen by a talent lead, unless a union or works council bargains here."),
    ),
    "governance:file_appeal": About(
        what=_("Asks that somebody who had no part in a decision decides again."),
        example=_("“The seal held at 6 bar. The gauge that was used had not been checked.”"),
    ),
    "governance:appeal": About(
        what=_("One appeal: who decides until when, and what was decided."),
        who=_("What both wrote is read by whoever appealed and whoever decides. A talent lead reads the answer alone."),
    ),
    "governance:name_decider": About(
        what=_("Names who takes the second decision: nobody who took part in the first."),
        example=_("At Tideway Pumps somebody from quality decides on a mark given on line 2."),
    ),
    "governance:decide_appeal": About(
        what=_("Takes the second decision, with the reason for whoever appealed. It cannot be changed."),
        example=_("“The gauge had not been checked for two years, so the marks on tightness do not stand.”"),
    ),
    "governance:appeal_terms": About(
        what=_("How many days people have to appeal and others to decide, and who decides where nobody else is named."),
    ),
    "governance:call": About(
        what=_("Calls a group together: when, where, and how long."),
        example=_("The standards group of Tideway Pumps meets on the first Tuesday, at 14:30."),
    ),
    "governance:meeting": About(
        what=_("One meeting of a group: its agenda, its papers, and what was written of it."),
    ),
    "governance:papers": About(
        what=_("Everything to read before a meeting, to print in one go."),
    ),
    "governance:calendar": About(
        what=_("A meeting as a file for a calendar."),
    ),
    "governance:call_off": About(
        what=_("Calls off a meeting and tells everybody."),
    ),
    "governance:minutes": About(
        what=_("Writes what a meeting came to. Once final it is only corrected, and every text stays readable."),
        example=_("“The seat for the people who do the work asked for a second trial on line 3.”"),
    ),
    "governance:rights": About(
        what=_("Which group takes which kind of decision, and what is agreed with a union or works council instead."),
        example=_("At Tideway Pumps the standards group leads on pass marks; working hours stand in article 12."),
    ),
    "governance:set_rights": About(
        what=_("Who leads on one kind of decision, who helps to carry it out, and who is heard before."),
    ),
    "governance:set_workstream_rights": About(
        what=_("Who leads on one area of work, who helps to carry it out, and who is heard before."),
    ),
    "governance:add_workstream": About(
        what=_("Adds an area of work that groups decide on, with who sees to it from day to day."),
        example=_("Tideway Pumps adds “Partners and schools”, which the head of training sees to."),
    ),
    "governance:hand_over": About(
        what=_("Says who sees to one area of work from now on. Who decides on it stays."),
    ),
    "governance:agent": About(
        what=_("The union or works council with which pay, working hours, promotion and discipline are agreed."),
    ),
    "governance:agree": About(
        what=_("Notes what was agreed elsewhere: on what, in which clause, on which day."),
        example=_("Working hours: article 12, paragraph 3, of 1 March."),
    ),
    "governance:correct_agreement": About(
        what=_("Corrects what was noted as agreed elsewhere. The former text is kept."),
    ),
    "governance:ask": About(
        what=_("Puts a question to a group: what changes, for whom, and what is asked of those who vote."),
        example=_("“May we try the new task on line 3 as well?”"),
    ),
    "governance:set_up": About(
        what=_("A new group that decides on standards."),
        example=_("“Pump assembly at Tideway”, with a seat for the people who do the work."),
    ),
    "governance:give_seat": About(
        what=_("Gives one person a vote in a group, from a day on."),
        example=_("Somebody from line 2 of Tideway Pumps sits for the people who do the work, for two years."),
    ),
    "governance:end_seat": About(
        what=_("Ends the vote that one person has in a group."),
    ),
    "governance:name_alternate": About(
        what=_("Names who votes for a seat where whoever holds it does not."),
        example=_("Somebody from the night shift of Tideway Pumps stands in for her colleague of line 2."),
    ),
    "governance:end_alternate": About(
        what=_("Ends that one person stands in for a seat."),
    ),
    "governance:proposal": About(
        what=_("One question to a group: what would change, who voted, and how it came out."),
        example=_("“Publish pump assembly technician, version 2?” Three of four seats voted yes."),
    ),
    "governance:conflict": About(
        what=_("Notes that your seat has an interest of its own and does not vote; whoever chairs asks others."),
        example=_("The outside partner of Tideway Pumps owns the school that would be paid."),
    ),
    "governance:extend": About(
        what=_("Gives a question that nobody who does the work voted on a new last day."),
    ),
    "governance:secrecy": About(
        what=_("Whether the votes of a group are secret."),
        example=_("At Tideway Pumps one sees that four of four voted, three for it, and not who."),
    ),
    "governance:sign": About(
        what=_("Signs what was decided, for management, for those who do the work or for an outside partner."),
        example=_("At Tideway Pumps the outside partner signs the standard a day after the vote."),
    ),
    "governance:close": About(
        what=_("Ends a vote and counts it. The result cannot be changed."),
    ),
}

WORDS = {
    chairs_the_body: Words(who=_("whoever chairs the group")),
    holds_the_seat: Words(who=_("whoever holds the seat")),
    appeals_or_decides: Words(who=_("whoever appealed or was named to decide")),
    decides_the_appeal: Words(who=_("whoever was named to decide")),
    speaks_for_the_seat: Words(who=_("whoever holds the seat, or stands in for it")),
}
