"""What the pages of training say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

PAGES = {
    "learning:catalogue": About(
        what=_("The training that a plan can choose from: what each module teaches, its hours and its cost."),
        example=_("DRAW-1 of Tideway Pumps: reading drawings up to level 2, 12 hours, 150."),
    ),
    "learning:assume": About(
        what=_("Puts assumed hours and costs in, until a provider gives real ones."),
    ),
}
