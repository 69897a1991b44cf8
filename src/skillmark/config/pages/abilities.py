"""What a program may do for a person, in plain words, context by context: every permission that the API asks for."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.ui.tables import Text

ABILITIES: dict[Text, dict[str, Text]] = {
    _("People"): {
        "people.profile.read": _("Tell who the program acts for"),
        "people.person.list": _("Read the list of people you may see"),
        "people.person.read": _("Read one person you may see"),
        "people.person.add": _("Add people"),
    },
    _("Standards"): {
        "standards.occupation.read": _("Look up occupations"),
        "standards.framework.read": _("Read the standards and what they ask for"),
        "standards.framework.draft": _("Draft a standard from an occupation"),
        "standards.contributor.read": _("Read who wrote which line of a standard that you were asked about"),
        "standards.line.validate": _("Say for you whether a line is right, and read what you said"),
        "standards.alignment.review": _("Read which statements of two frameworks may be alike"),
        "standards.consistency.read": _("Read where a standard is cited that is not in force any more"),
    },
    _("Decisions and suggestions"): {
        "governance.body.read": _("Read who decides what, minutes, reviews and public comments"),
        "governance.proposal.read": _("Read what groups are asked, and how each question stands"),
        "governance.proposal.vote": _("Cast your vote"),
        "governance.appeal.list": _("Read the list of appeals that you may see"),
        "governance.appeal.read": _("Read one appeal that you may see"),
        "feedback.suggestion.list": _("Read the list of suggestions"),
        "feedback.suggestion.own": _("Read the list of your own suggestions"),
        "feedback.suggestion.read": _("Read one suggestion that you may see"),
        "feedback.change.read": _("Read what was changed because of what people said"),
    },
    _("Campaigns"): {
        "campaigns.campaign.read": _("Read the campaigns"),
        "campaigns.resources.read": _("Read who answers for a campaign and what it costs"),
        "campaigns.jobs.promise": _("Promise jobs in a campaign"),
        "learning.catalogue.read": _("Read the courses of a campaign"),
    },
    _("Attempts and records"): {
        "assessment.task.read": _("Read the tasks people can show, and how results are checked"),
        "assessment.sitting.list": _("Read the list of attempts"),
        "assessment.sitting.read": _("Read one attempt"),
        "assessment.sitting.open": _("Start an attempt for somebody"),
        "assessment.sitting.rate": _("Give marks"),
        "assessment.agreement.read": _("Read how well those who mark agree"),
        "assessment.sample.read": _("Read what was marked again, and what came of it"),
        "assessment.qualification.read": _("Read who is qualified to mark"),
        "credentials.record.list": _("Read the list of signed records"),
        "credentials.record.read": _("Read one signed record"),
        "credentials.record.award": _("Sign records for what was proven"),
        "credentials.record.revoke": _("Withdraw signed records"),
        "credentials.outside.read": _("Read records from elsewhere"),
    },
    _("Support"): {
        "support.directory.read": _("Read the directory of services"),
        "support.caseload.read": _("Count what is due in the cases of your own teams"),
    },
    _("Jobs"): {
        "hiring.job.read": _("Read the open jobs"),
        "hiring.fit.read": _("Read who meets which must-haves"),
        "hiring.person.invite": _("Invite people to a first task"),
    },
    _("Figures"): {
        "outcomes.study.read": _("Read the plan for measuring a campaign"),
        "outcomes.figures.read": _("Read the figures made ready for publication"),
    },
}
_WORDS = {permission: words for group in ABILITIES.values() for permission, words in group.items()}


def in_words(permissions: Iterable[str]) -> str:
    """What these permissions allow, in the order of the form. What no page offers was given by a script."""
    held = set(permissions)
    told = [str(words) for permission, words in _WORDS.items() if permission in held]
    return "; ".join([*told, str(_("something that a script asked for"))] if held - set(_WORDS) else told)


def within_reach(actor: Actor) -> dict[Text, list[tuple[str, Text]]]:
    """What a program of hers could do, group by group; what signs or decides only where she is logged in as for
    signing herself.
    """
    held = {
        title: [(permission, words) for permission, words in group.items() if _reaches(actor, permission)]
        for title, group in ABILITIES.items()
    }
    return {title: choices for title, choices in held.items() if choices}


def _reaches(program: Actor, permission: str) -> bool:
    try:
        access.require_ever(program, permission)
    except access.Forbidden:
        return False
    return True
