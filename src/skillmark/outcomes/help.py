"""What the pages of studies, follow-ups and figures say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

PAGES = {
    "outcomes:measurement": About(
        what=_("How it will be known whether the programme worked, fixed before anybody can know the outcome."),
        example=_("Of the people at Tideway Pumps, how many work 180 days after the start, with and without a seat."),
    ),
    "outcomes:lottery": About(
        what=_("Who was drawn for a seat, and how anybody can draw again and see the same."),
        example=_("Fourteen people could be ready at Tideway Pumps, six seats are there: six are drawn."),
    ),
    "outcomes:follow_ups": About(
        what=_("When each person is asked again, and what was answered."),
        example=_("Rosa Castell, after 6 months: works at Tideway Pumps, full time."),
    ),
    "outcomes:note_follow_up": About(
        what=_("Notes what one person says about work, some months after the start."),
        example=_("“Still at Tideway Pumps, now on line 3.” A later answer replaces it; both are kept."),
    ),
    "outcomes:figures": About(
        what=_("The counts of this campaign that are published, release by release."),
        example=_("Release 1 of Tideway Pumps: 240 applied, 24 have a seat; groups below 10 are left out."),
        who=_("A published release is open to everybody."),
    ),
    "outcomes:fairness": About(
        what=_("Whether seats went to each group alike, counted from answers that people gave freely."),
        who=_("Nobody sees what one person answered."),
    ),
}
