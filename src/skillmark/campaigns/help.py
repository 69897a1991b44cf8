"""What the pages of campaigns say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

PAGES = {
    "campaigns:campaigns": About(
        what=_("Each campaign takes people from jobs that somebody promised to figures that anybody can read."),
        example=_("“Pump technicians, summer” of Tideway Pumps: eight jobs promised, start on 1 July."),
    ),
    "campaigns:start": About(
        what=_("A new campaign: one job, one programme, a number of jobs and a first day."),
        example=_("Tideway Pumps looks for eight pump assembly technicians, who start on 1 July."),
    ),
    "campaigns:campaign": About(
        what=_("One campaign from end to end: jobs promised, seats, people, training, and what comes next."),
        who=_("Names of people stand on pages of their own, which fewer people open."),
    ),
    "campaigns:team": About(
        what=_("Who answers for the standard, the teaching, the assessing and the telling; what it may cost, and did."),
        who=_("Whoever reads the campaign sees the four people; the money is read by fewer."),
        example=_("Ida Brandt answers for the standard. Of 40,000 for training, 12,500 is spent."),
    ),
    "campaigns:charge": About(
        what=_("Names the one person who answers for each of the four parts, from today on."),
        example=_("Ida Brandt answers for the standard at Tideway Pumps, Nils Farkas for what is taught."),
    ),
    "campaigns:allot": About(
        what=_("Notes what an organisation pays for one part of the campaign."),
        example=_("The labour office pays 30,000 for training, Tideway Pumps 10,000."),
    ),
    "campaigns:widen": About(
        what=_("Makes a trial a full campaign with more jobs, once a group has decided so."),
        example=_("Tideway Pumps tried with six people. The group said yes, and twenty jobs are to be filled."),
    ),
    "campaigns:signals": About(
        what=_("What sources say about the market of each job: each with its day, its source and its figure."),
        example=_("“Advertised jobs for pump technicians fell by 12%”, labour office, 3 March, page 14."),
    ),
    "campaigns:note_signal": About(
        what=_("Notes what one source says about the market of a job. It waits on the agenda of the next meeting."),
        example=_("A new law on pressure tests, in force on 1 July: official journal, page 203."),
    ),
    "campaigns:promise": About(
        what=_("How many jobs somebody promises to people who finish, and at what pay."),
        example=_("The plant manager of Tideway Pumps promises six jobs at 23 an hour."),
    ),
    "campaigns:cohort": About(
        what=_("The groups that start together, and who has a seat in each."),
        example=_("Start 1 July: six seats, five of them taken."),
    ),
    "campaigns:open_cohort": About(
        what=_("Opens seats for people who start on the same day, never more than jobs are promised."),
        example=_("Six jobs are promised at Tideway Pumps, so at most six seats open for 1 July."),
    ),
    "campaigns:members": About(
        what=_("Everybody in this campaign and how far each has come. It is no ranking."),
        example=_("Rosa Castell: has a seat. Nils Farkas: applied."),
    ),
    "campaigns:bring": About(
        what=_("Brings people who applied into this campaign, from a table."),
        example=_("A row of Tideway Pumps: TW-002, Rosa Castell, Warehouse picker. Brought twice, it counts once."),
    ),
    "campaigns:member": About(
        what=_("One person in this campaign: each step so far, with its day."),
        example=_("Rosa Castell: applied on 2 May, has a seat since 6 June."),
    ),
}
