"""What the pages of suggestions and changes say about themselves."""

from django.utils.translation import gettext_lazy as _

from skillmark.ui.help import About

PAGES = {
    "feedback:changes": About(
        what=_("What was changed because of what people said, and the way to suggest something."),
        example=_("Tideway Pumps: “The third task names the tool that is really used”, after five suggestions."),
    ),
    "feedback:change": About(
        what=_("One change: what it was before, what it is now, and what people had said."),
        who=_("Who said it is shown to nobody here."),
    ),
    "feedback:suggest": About(
        what=_("Says what should change about a standard, a task, the help people get, or a page."),
        example=_("“The sample task needs a torque wrench that line 3 does not have.”"),
    ),
    "feedback:own": About(
        what=_("What you suggested under your name, and what became of it."),
        who=_("You see your own alone."),
    ),
    "feedback:suggestions": About(
        what=_("Everything that people suggested, with how many were answered and how many led to a change."),
    ),
    "feedback:suggestion": About(
        what=_("One suggestion, its answers, and the changes that came of it."),
        who=_("Whoever wrote it sees it too, and nobody else."),
    ),
    "feedback:answer": About(
        what=_("Answers a suggestion: taken up, not taken up and why, or changed."),
        example=_("“Not taken up: the law asks for this step.”"),
    ),
    "feedback:join": About(
        what=_("Makes two suggestions that say the same one, so that they get one answer."),
    ),
    "feedback:blank": About(
        what=_("Takes words that name somebody else out of a suggestion, for good."),
        example=_("“Mister Okafor never shows us how” reads “Mister ███ never shows us how” from then on."),
    ),
    "feedback:new_change": About(
        what=_("Writes down what was changed, and names the suggestions, disputed lines and comments it answers."),
        example=_("Version 2 of the standard for pump assembly answers two disputed lines and a suggestion."),
    ),
    "feedback:rewrite_change": About(
        what=_("Changes the words of a change that is not published, or what it answers."),
    ),
    "feedback:publish_change": About(
        what=_("Shows a change to everybody, and tells whoever said so."),
    ),
    "feedback:take_down": About(
        what=_("Shows a change to nobody outside any more."),
    ),
}
