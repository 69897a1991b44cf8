"""What codes of credentials are called on the screen: how somebody stands, what is missing, what became of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skillmark.assessment.words import WAYS
from skillmark.credentials.delegation import WhyNot
from skillmark.credentials.models import AwardingPerson, CapabilityStatement, PartnerAsk, ShareSending
from skillmark.credentials.partners import Kind
from skillmark.credentials.queries import Prospect
from skillmark.credentials.rules import Lack, Missing
from skillmark.credentials.stacking import Standing, Why
from skillmark.credentials.words.verdicts import Text, day

FATES: dict[str, tuple[Text, str]] = {
    "counted": (gettext_lazy("Checked, and it counts"), "green"),
    "not_genuine": (gettext_lazy("Do not rely on it"), "red"),
    "not_checked": (gettext_lazy("We could not check this"), "amber"),
    "unreadable": (gettext_lazy("It holds no record"), "red"),
    "whose": (gettext_lazy("Whose is it?"), "amber"),
    "another_name": (gettext_lazy("It bears an applicant's number and another name. Whose is it?"), "amber"),
    "not_accepted": (gettext_lazy("Genuine, but nobody has accepted its issuer"), "amber"),
    "somebody_else": (gettext_lazy("Genuine, but somebody else must accept its issuer"), "amber"),
    "sample": (gettext_lazy("A SAMPLE: it counts for nothing"), "amber"),
    "no_level": (gettext_lazy("Genuine, but its level cannot be read, so it is not counted"), "amber"),
    "own": (gettext_lazy("Issued here; it counts already"), "blue"),
    "claimed": (gettext_lazy("Says so: nobody signed it as a whole, or its issuer’s pages could not be asked"), "grey"),
    "collection": (gettext_lazy("A genuine collection; each record in it counts for itself"), "blue"),
    "status_list": (gettext_lazy("A list of withdrawn records, kept to check others"), "grey"),
}


# what a line that nobody signed by itself speaks of, and who says it
CLAIMS: dict[str, Text] = {
    "job": gettext_lazy("Job"),
    "learning": gettext_lazy("Learning"),
    "certificate": gettext_lazy("Certificate"),
    "licence": gettext_lazy("Licence"),
    "skill": gettext_lazy("Ability"),
    "achievement": gettext_lazy("What was earned"),
}


SAID_BY: dict[str, tuple[Text, str]] = {
    "owner": (gettext_lazy("Says so"), "grey"),
    "issuer": (gettext_lazy("Only the issuer of the collection says so"), "grey"),
}


# why a count is not published; neither says how many there are
NOT_STATED: dict[str, Text] = {
    "too_few": gettext_lazy("Too few to show: so few hold it, or do not, that the count would tell of single people."),
    "too_alike": gettext_lazy(
        "It differs too little from an earlier statement: both together would tell of a few people."
    ),
}


# why the address of a share did not arrive; the codes are those of messages to people
NOT_SENT: dict[str, Text] = {
    "stopped": gettext_lazy("Not sent: this number answered STOP."),
    "link_closed": gettext_lazy("Not sent: it was over before."),
    "demonstration": gettext_lazy("Not sent: a demonstration writes to nobody."),
    "landline": gettext_lazy("Not sent: this number takes no text messages."),
    "refused": gettext_lazy("Not sent: the e-mail address does not take it."),
}


# why somebody got no record when many did
LEFT_OUT: dict[str, Text] = {
    "missing": gettext_lazy("Something is still missing."),
    "before": gettext_lazy("Had a record of this already."),
    "guardian": gettext_lazy("First a guardian has to agree."),
    "not_yours": gettext_lazy("Not yours to award."),
    "retired": gettext_lazy("It is not awarded any more."),
}


WHY_NOT: dict[WhyNot, Text] = {
    WhyNot.HERSELF: gettext_lazy("Nobody signs for herself. Ask a talent lead."),
    WhyNot.NO_LEAVE: gettext_lazy("You may not sign yet. Ask a talent lead to let you."),
    WhyNot.NOT_YET: gettext_lazy("The first day on which you may sign is still to come."),
    WhyNot.OVER: gettext_lazy("The time in which you may sign is over. Ask a talent lead to let you sign again."),
    WhyNot.ACHIEVEMENT: gettext_lazy("You were not named for this one. Ask a talent lead to sign it."),
    WhyNot.PERSON: gettext_lazy("You were not named for this person. Ask a talent lead to sign it."),
    WhyNot.UNTRAINED: gettext_lazy("First do the training in signing. It takes a few minutes."),
    WhyNot.ONLY_ASSESSOR: gettext_lazy("You alone were the independent assessor, so somebody else has to sign it."),
}


NO_ENDORSEMENT: dict[str, Text] = {
    "no_endorsement": gettext_lazy("There is no endorsement in this file. Ask for the signed file itself."),
    "not_valid": gettext_lazy("This endorsement is not in order, so it was not kept."),
    "sample": gettext_lazy("This endorsement is a SAMPLE. It proves nothing, so it was not kept."),
    "own": gettext_lazy("It was signed here. Nobody endorses herself."),
    "something_else": gettext_lazy("It is about something that cannot be earned here."),
}


def claims(kept: list[dict[str, Any]]) -> list[tuple[Text, str, str, Text, str]]:
    """What a file says without a signature: kind, name, what it adds, who says it and the colour of that."""
    return [(CLAIMS[one["kind"]], one["name"], one["detail"], *SAID_BY[one["by"]]) for one in kept]


def stack_lacks(standing: Standing, names: Mapping[Any, str]) -> list[str]:
    """What keeps a certificate from being earned, a sentence each."""
    told = [_stack_lack(one.why, names[one.achievement]) for one in standing.lacking]
    if standing.more:
        needed = ngettext("%(count)s more of the second list.", "%(count)s more of the second list.", standing.more)
        told.append(needed % {"count": standing.more})
        told += [_stack_lack(one.why, names[one.achievement]) for one in standing.among if one.why is not Why.NEVER]
    return told


def _stack_lack(why: Why, name: str) -> str:
    match why:
        case Why.NEVER:
            return _("%(name)s: no record yet.") % {"name": name}
        case Why.WITHDRAWN:
            return _("%(name)s: the record was withdrawn.") % {"name": name}
        case Why.ENDED:
            return _("%(name)s: the record has ended.") % {"name": name}
        case Why.TOO_OLD:
            return _("%(name)s: the record is too old for it.") % {"name": name}


def stated(one: CapabilityStatement) -> str:
    """What a statement says, in the reader's language."""
    return _("%(numerator)s of %(denominator)s people whose job is “%(job)s” hold a current record of “%(what)s”.") % {
        "numerator": one.numerator,
        "denominator": one.denominator,
        "job": one.job,
        "what": one.achievement.public_name,
    }


def how_sent(sending: ShareSending) -> Text:
    """What became of the address of a share on its way to somebody."""
    if sending.problem:
        return NOT_SENT.get(sending.problem, _("Not sent."))
    if sending.sent_at is None:
        return _("On its way.")
    return _("Sent by e-mail.") if sending.channel == "email" else _("Sent as a text message.")


def ready(prospect: Prospect, names: Mapping[str, str]) -> str:
    """How somebody stands who might be awarded something with many others."""
    if prospect.missing:
        return " ".join(lacks(prospect.missing, names))
    if prospect.needs_guardian:
        return str(LEFT_OUT["guardian"])
    return str(LEFT_OUT["before"]) if prospect.record else _("Ready.")


def became(row: AwardingPerson) -> str:
    """What became of one of many."""
    if row.done_at is None:
        return _("Waits.")
    if row.left_out:
        return str(LEFT_OUT[row.left_out])
    return _("Signed.") if row.award and hasattr(row.award, "record") else _("Waits for its signature.")


def lacks(missing: tuple[Missing, ...], names: Mapping[str, str]) -> list[str]:
    """What keeps a record from being signed, a sentence each; `names` of the competencies by id."""
    return [_lack(one, names) for one in missing]


def no_task(name: str, task: str) -> str:
    """That nobody can show a competency by the work itself yet, and the task to set for it."""
    told = _("%(name)s: no task shows the work itself yet, and a knowledge test alone is not enough.") % {"name": name}
    if not task:
        return told + " " + _("Whoever leads sets such a task first.")
    return told + " " + _("Whoever leads sets such a task first, such as “%(task)s”.") % {"task": task}


def why_not(why: WhyNot) -> Text:
    """What keeps her from signing, and what to do about it."""
    return WHY_NOT[why]


def ask_state(row: PartnerAsk, today: date) -> tuple[Text, str]:
    """How far it is with what another organisation was asked for, and its colour."""
    if row.ended_at is not None:
        return (_("Ended"), "grey") if row.agreed_at else (_("Declined or taken back"), "grey")
    if row.agreed_at is None:
        return _("Not answered yet"), "amber"
    if row.kind == Kind.ENDORSE:
        return (_("Withdrawn"), "red") if row.endorsement.revoked_at else (_("Given"), "green")
    return (_("Agreed"), "green") if row.ends >= today else (_("Over"), "grey")


def no_endorsement(why: str) -> Text:
    """Why a file that was brought is not kept as an endorsement."""
    return NO_ENDORSEMENT[why]


def _lack(one: Missing, names: Mapping[str, str]) -> str:
    match one.lack:
        case Lack.NO_ATTEMPT:
            return _("No task of this standard was tried yet.")
        case Lack.CONFIRMATION:
            return _("Still missing: %(way)s, %(count)s more.") % {"way": WAYS[one.detail], "count": one.count}
        case Lack.OBSERVER:
            return _("Still to be watched at work by others: %(count)s more.") % {"count": one.count}
        case Lack.TOO_OLD:
            kind, given_on = one.detail.split()
            said = {"way": WAYS[kind], "day": day(given_on)}
            older = ngettext(
                "%(way)s: given on %(day)s, older than %(months)s month.",
                "%(way)s: given on %(day)s, older than %(months)s months.",
                one.count,
            )
            return older % (said | {"months": one.count}) + " " + _("Whoever gave it can confirm it again.")
        case Lack.MODERATION:
            return _("Two assessors differ; a third person settles it first.")
        case Lack.NOT_PASSED:
            return _("The attempt is below the pass mark.")
        case Lack.IN_DOUBT:
            return _("Somebody looks again at how the attempt was marked. Nothing is signed before that is done.")
        case Lack.EVIDENCE:
            return _("No evidence was kept of the attempt.")
        case Lack.COMPETENCY:
            return _("Not shown at the needed level yet: %(name)s.") % {"name": names.get(one.detail, one.detail)}
        case Lack.WORK_ITSELF:
            name = names.get(one.detail, one.detail)
            return _("Shown without the work itself so far. The work itself is still to be shown: %(name)s.") % {
                "name": name
            }
        case Lack.NO_TASK:
            return no_task(names.get(one.detail, one.detail), one.task)
        case Lack.NOT_AGAIN:
            return _("The task was not tried again yet.")
        case Lack.WITHDRAWN:
            return _("It was withdrawn. What was withdrawn is earned anew.")
        case Lack.NO_LAST_DAY:
            return _("It has no last day, so there is nothing to renew.")
        case Lack.TOO_EARLY:
            return _("It can be renewed from %(day)s.") % {"day": day(one.detail)}
        case Lack.TOO_LATE:
            return _("It could be renewed until %(day)s. Now it is earned anew.") % {"day": day(one.detail)}
        case Lack.NOTHING_FOLLOWS:
            return _("It is not awarded any more, and nothing follows it.")
        case Lack.BY_RULE:
            return _("It is earned by itself once the records it asks for are in force.")
        case Lack.NEWER_STANDARD:
            return _("There is a newer version of the standard. First say what can be earned on that.")
        case Lack.STANDARD_RETIRED:
            return _("Its standard is no longer in use, so nothing is renewed on it. What was earned stays to its end.")


def as_marked(name: str, stale: bool) -> str:
    """What was earned, in a list, with a word where a task it rests on is marked otherwise by now."""
    return _("%(name)s (marked otherwise by now)") % {"name": name} if stale else name
