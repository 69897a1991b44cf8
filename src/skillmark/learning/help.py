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
    "learning:add_module": About(
        what=_("Adds one module by hand to the training that a plan can choose from."),
        example=_("“Pumps 1”, hands-on, at Harbor College: raises pump care from 0 to 2 in 12 hours over 2 weeks."),
    ),
    "learning:change_module": About(
        what=_("Says of one module what it raises, how it is given and by whom, what it takes, and what comes first."),
        example=_("Modules that would wait for one another in a circle are refused, and the circle is written out."),
    ),
    "learning:remove_module": About(
        what=_("Takes a module off the training on offer. A module that others wait for stays until they are changed."),
    ),
    "learning:pathways": About(
        what=_(
            "Each end the training on offer can lead to, with the hours of the whole way and its earliest last day."
        ),
        example=_("“Pumps 2” waits for “Pumps 1”: two modules, 24 hours, done four weeks after the start."),
    ),
    "learning:pathway": About(
        what=_("What has to come before one module, in an order in which it can be taken, and when each can begin."),
    ),
}
