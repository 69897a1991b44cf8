"""What the pages of jobs and who could do them say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.hiring.access import is_a_named_person, is_demonstration_program, reads_records
from skillmark.ui.help import About, Words

PAGES = {
    "hiring:fit": About(
        what=_("How everybody who applied stands against what the job asks. It rejects nobody."),
        example=_("Rosa Castell: two must-haves still missing, 28 hours of training would close them."),
    ),
    "hiring:invite": About(
        what=_("Invites people to a first task, where they can show what they can do."),
        example=_("Tideway Pumps invites twelve people for six seats, so that more than the first six can show it."),
    ),
    "hiring:plan": About(
        what=_("The least training that would close every gap of each person, in hours and cost."),
        example=_("DRAW-1, then DRAW-2: 28 hours bring Rosa Castell to level 4 in reading drawings."),
    ),
    "hiring:person_fit": About(
        what=_("One person against one job, requirement by requirement."),
        who=_("The same lines stand on a page that this person opens."),
    ),
    "hiring:postings": About(
        what=_("The jobs of this campaign that anybody can read and apply for."),
        example=_("Pump assembly technician at Tideway Pumps, apply until 20 June."),
    ),
    "hiring:open_job": About(
        what=_("Opens a job to the public. What it asks comes from the standard; you add pay, schedule and place."),
        example=_("21 to 24 an hour, day shift, Tideway Pumps, apply by e-mail until 20 June."),
    ),
    "hiring:end_job": About(
        what=_("Takes an open job down from the public pages."),
    ),
    "hiring:open_anew": About(
        what=_(
            "Opens a job anew from the version of its standard in force. Whoever applied stays under the one before."
        ),
        example=_("The pump technician's job cites version 1; version 2 adds a test of seals."),
    ),
    "hiring:apply": About(
        what=_("Applies for an open job by your log-in. You choose whether what you say you can do goes along."),
    ),
    "hiring:own_fits": About(
        what=_("The jobs you applied for, and what is known of you for each."),
        who=_("Whoever recruits for a job sees the same lines."),
    ),
    "hiring:own_fit": About(
        what=_("What one job asks, what is known of you, and which training would close the rest."),
        who=_("Whoever recruits for this job sees the same lines."),
    ),
}

WORDS = {
    is_a_named_person: Words(),
    is_demonstration_program: Words(nobody=True),
    reads_records: Words(only=_("once qualified where that is asked")),
}
