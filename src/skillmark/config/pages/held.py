"""What is held on a person in the reader's words: kinds of records, what is shown of each, who read it, how long it
stays. Whatever is too long for a page (documents, answers by requirement) is in the file she downloads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmark.foundation.models import RetentionRule
from skillmark.kernel.impact.lottery import COMPARISON, TREATMENT
from skillmark.kernel.values import Money, major_units
from skillmark.outcomes.words import ANSWERS
from skillmark.people import words as people
from skillmark.ui.figures import money_text

PLACES: Mapping[str, Promise] = {
    "*": _("Everywhere"),
    "US": _("United States"),
    "US-CA": _("California"),
    "EU": _("European Union"),
}

# when the time of a kind begins, as a sentence about a rule
BEGINS: Mapping[str, Promise] = {
    "recorded": _("Goes %(months)s months after it was recorded."),
    "settled": _("Goes %(months)s months after the marks were settled."),
    "ended": _("Goes %(months)s months after it ran out or was withdrawn."),
    "answered": _("Goes %(months)s months after it was answered."),
    "last_record": _(
        "Everything goes %(months)s months after the last thing recorded, once a person has no log-in, no role, no "
        "unit and no manager here."
    ),
}


# the kinds that a rule can let go of, as a lead calls them
KEPT: Mapping[str, Promise] = {
    "people.person": _("Everything on a person"),
    "people.message": _("Messages to people"),
    "people.preference": _("What people need of a job"),
    "people.demographic": _("Voluntary answers for counting"),
    "people.consent": _("Consents that ended"),
    "people.correction": _("Corrections that were answered"),
    "hiring.fit": _("What was computed of people for a job"),
    "hiring.invitation": _("Invitations to a first task"),
    "assessment.attempt": _("Attempts, with evidence and marks"),
    "assessment.evidence_file": _("Files of attempts; their fingerprint stays"),
    "assessment.prior_learning": _("Claims of prior learning that were answered"),
    "feedback.suggestion": _("Words of suggestions, and who wrote them"),
    "feedback.cause": _("Words about a standard that a change came of, and who said them"),
    "outcomes.answer": _("What people answered later"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How a kind is called, and which of its fields stand on the page."""

    title: Promise
    fields: Sequence[tuple[str, Promise]] = ()


def _people(kind: str, *fields: str) -> Shown:
    return Shown(people.HELD[kind], [(field, people.FIELDS[field]) for field in fields])


PROGRAMME, ON, TITLE = ("programme", _("Programme")), ("on", _("Day")), ("title", _("Name"))
# in the order in which one reads of oneself
KINDS: Mapping[str, Shown] = {
    "people.person": _people("person", "name", "email", "phone", "reference", "shift", "language"),
    "people.merge": Shown(_("Records that were made one with yours"), []),
    "people.age": _people("age", "born_on", "under_18"),
    "people.guardian_consent": _people("guardian_consent", "guardian", "relation", "given_on", "withdrawn_at"),
    "people.employment": _people(
        "employment", "title", "occupation_code", "organisation", "years", "started", "ended", "source"
    ),
    "people.self_rating": _people("self_rating", "competency_id", "level", "happened_on"),
    "people.preference": _people("preference", "floor_wage", "period", "commute_minutes", "available_from"),
    "people.safe_contact": _people("safe_contact", "channel", "opens", "closes", "gathered_at", "address"),
    "people.demographic": _people("demographic", "attribute", "value"),
    "people.pin": _people("pin"),
    "people.pin_tries": _people("pin_tries", "wrong", "locked_until"),
    "people.consent": _people("consent", "purpose", "recipients", "expires_on", "withdrawn_at"),
    "people.role": _people("role", "role", "starts", "ends", "ended_at"),
    "people.message": _people("message", "text", "sent_at", "channel"),
    "people.asked_together": _people("asked_together", "done_at", "left_out"),
    "people.text": _people("text", "name", "version"),
    "people.signing_request": _people("signing_request", "name", "version", "by"),
    "people.signature": _people("signature", "name", "version", "signed_on", "how", "signed_as", "drawing"),
    "people.correction": _people("correction", "wanted", "answer_by", "corrected", "answer"),
    "campaigns.status": Shown(
        _("Where you stood in a programme"), [PROGRAMME, ("what", _("Where")), ("reason", _("Why")), ON]
    ),
    "campaigns.seat": Shown(
        _("Your seats in training"), [PROGRAMME, ("number", _("Seat")), ("starts", _("Begins")), ("hours", _("Hours"))]
    ),
    "campaigns.led": Shown(_("Programmes you lead"), [TITLE]),
    "campaigns.duty": Shown(_("What you answer for in a programme"), [TITLE, ("what", _("What")), ("on", _("Since"))]),
    "assessment.attempt": Shown(_("Tasks you were tried at"), [("task", _("Task")), ("state", _("How it stands"))]),
    "assessment.evidence_file": Shown(
        _("Files that were handed in for you"),
        [("task", _("Task")), ("settled_at", _("Marks settled")), ("destroyed_at", _("Destroyed"))],
    ),
    "assessment.evidence_consent": Shown(
        _("Files of others on which you were asked whether you may be seen"),
        [("task", _("Task")), ("state", _("How it stands"))],
    ),
    "assessment.marked": Shown(_("Tasks of others you marked"), [("count", _("How many"))]),
    "assessment.said_what_to_show": Shown(
        _("How often you told others what to show next time"), [("count", _("How many"))]
    ),
    "assessment.opened": Shown(_("Tasks of others you started"), [("count", _("How many"))]),
    "assessment.accommodation": Shown(
        _("What you needed for a task"),
        [("text", _("What")), ("state", _("How it stands")), ("answer", _("Answer"))],
    ),
    "assessment.accommodation_answered": Shown(
        _("What others needed for a task, noted or answered by you"), [("count", _("How many"))]
    ),
    "assessment.prior_learning": Shown(
        _("What you say you learned before"),
        [("text", _("What")), ("place", _("Where")), ("state", _("How it stands")), ("answer", _("Answer"))],
    ),
    "assessment.prior_learning_helped": Shown(
        _("Claims of others that you wrote, added to or answered"), [("count", _("How many"))]
    ),
    "assessment.corrective_action": Shown(
        _("What you were asked to do about findings"),
        [("text", _("What")), ("due_on", _("Until")), ("done_on", _("Done"))],
    ),
    "assessment.training": Shown(_("Trainings of yours that were noted"), [("text", _("What")), ("on", _("Day"))]),
    "assessment.calibration": Shown(
        _("How near your marks of samples came"),
        [("equal", _("Equal marks")), ("compared", _("Of")), ("until", _("Until"))],
    ),
    "assessment.pass_mark": Shown(_("Pass marks you helped to set"), [("task", _("Task"))]),
    "assessment.training_noted": Shown(_("Trainings of others you noted"), [("count", _("How many"))]),
    "assessment.looked_again": Shown(_("How often you looked again at attempts"), [("count", _("How many"))]),
    "credentials.record": Shown(_("Records signed for you"), [("withdrawn_at", _("Withdrawn")), ("reason", _("Why"))]),
    "credentials.outside": Shown(_("Records you brought"), [("name", _("File")), ("checked", _("Checked"))]),
    "hiring.fit": Shown(_("What was computed of you for jobs"), [("job", _("Job")), ("rank", _("Place in the list"))]),
    "hiring.invitation": Shown(_("Invitations to a first task"), [PROGRAMME, ("happened_on", _("Day"))]),
    "hiring.invitation_decided": Shown(_("Invitations you decided on")),
    "hiring.job_opened": Shown(_("Jobs you opened"), [TITLE]),
    "support.case": Shown(
        _("Help you get besides training"), [("organisation", _("By whom")), ("closed_on", _("Closed"))]
    ),
    "support.need": Shown(
        _("What you said you need help with"),
        [("title", _("With what")), ("state", _("How urgent")), ("text", _("What")), ON],
    ),
    "support.step": Shown(
        _("What was planned for you"), [("text", _("What")), ("due_on", _("Until")), ("done_on", _("Done"))]
    ),
    "support.service": Shown(
        _("Services you were referred to"),
        [
            TITLE,
            ("text", _("What for")),
            ("state", _("How it stands")),
            ("starts", _("From")),
            ("ends", _("Until")),
            ("reason", _("Why")),
            ("answer", _("Answer")),
            ("outcome", _("Came of it")),
            ("seen", _("Read there on")),
        ],
    ),
    "support.note": Shown(_("What your case team wrote down"), [("text", _("What")), ON]),
    "support.payment": Shown(
        _("Money spent on your help"), [("amount_minor", _("Amount")), ("text", _("What for")), ON]
    ),
    "support.support_given": Shown(_("What you did for cases of others"), [("count", _("How many"))]),
    "outcomes.lot": Shown(_("Your place in a draw for seats"), [("draw", _("Draw")), ("arm", _("Came of it"))]),
    "outcomes.follow_up": Shown(_("When you are asked again"), [("due_on", _("Day")), ("months", _("Months"))]),
    "outcomes.answer": Shown(_("What you answered later"), [("answer", _("Answer")), ("happened_on", _("Day"))]),
    "outcomes.answer_noted": Shown(_("Answers of others you noted")),
    "governance.seat": Shown(
        _("Your seats in groups that decide"),
        [("body", _("Group")), ("constituency", _("For whom")), ("starts", _("From")), ("ends", _("Until"))],
    ),
    "governance.alternate": Shown(
        _("Seats you stand in for in groups that decide"),
        [("body", _("Group")), ("constituency", _("For whom")), ("starts", _("From")), ("ends", _("Until"))],
    ),
    "governance.conflict": Shown(
        _("Questions on which an interest of yours, or one you named, was noted"),
        [("title", _("Question")), ("reason", _("Why"))],
    ),
    "governance.comment": Shown(
        _("What you said of drafts"), [("title", _("Draft")), ("text", _("What")), ("organisation", _("Organization"))]
    ),
    "governance.review": Shown(
        _("Reviews you prepare"), [("body", _("Group")), ("months", _("Every how many months"))]
    ),
    "governance.review_reason": Shown(_("What you wrote of reviews"), [("text", _("What")), ("on", _("Day"))]),
    "governance.appeal": Shown(
        _("Second decisions you asked for"),
        [
            ("title", _("About")),
            ("text", _("What")),
            ("decide_by", _("Until")),
            ("upheld", _("Whether it was upheld")),
            ("reason", _("Why")),
        ],
    ),
    "governance.appeal_of_others": Shown(
        _("Appeals of others that you decide, or whose first decision you had part in"), [("count", _("How many"))]
    ),
    "governance.appeals_first": Shown(_("How often you were named to decide on appeals"), [("count", _("How many"))]),
    "feedback.suggestion": Shown(
        _("What you suggested"),
        [("title", _("About")), ("text", _("What")), ("organisation", _("Organization")), ON],
    ),
    "feedback.cause": Shown(
        _("What you said that something was changed for"), [("title", _("Change")), ("text", _("What"))]
    ),
    "feedback.answered": Shown(_("Suggestions of others you answered"), [("reason", _("Answer"))]),
    "feedback.change": Shown(_("Changes you wrote down"), [TITLE, ON]),
    "standards.drafted": Shown(_("Standards you drafted"), [("standard", _("Standard")), ("version", _("Version"))]),
    "standards.compared statements": Shown(
        _("Statements of frameworks you compared"), [("statement", _("Statement")), ("on", _("Day"))]
    ),
    "standards.brought a framework": Shown(_("Frameworks you brought in"), [("file", _("File"))]),
    "foundation.file": Shown(_("Files of yours"), [("name", _("Name")), ("size", _("Bytes"))]),
    "foundation.token": Shown(_("Programs that act for you"), [("name", _("Name")), ("expires_at", _("Until"))]),
    "foundation.link": Shown(_("Links made for you"), [("expires_at", _("Until"))]),
    "foundation.import": Shown(_("Spreadsheets you brought in"), [("name", _("Name"))]),
    "foundation.import_row": Shown(_("Rows about you in spreadsheets"), [("number", _("Row"))]),
    "foundation.hold": Shown(_("What must be kept of you"), [("reason", _("Why")), ("ended_at", _("Ended"))]),
}

# what a page shows of a person, by the permission it asks for
READ: Mapping[str, Promise] = {
    "people.person.read": _("Who you are and your jobs"),
    "people.person.correct": _("Your name and addresses, to correct them"),
    "people.person.erase": _("Whether to erase you"),
    "people.person.merge": _("Whether another record is yours as well"),
    "people.employment.record": _("Your jobs, to add one or correct one"),
    "people.preference.read": _("What you need from work"),
    "people.message.read": _("What was written to you"),
    "people.safe_contact.read": _("How you may be reached"),
    "people.correction.answer": _("What you asked to have put right"),
    "people.age.read": _("Whether you are under 18"),
    "people.guardian.note": _("What a guardian agreed to"),
    "people.text.prepare": _("A text about you, or one you are asked to sign"),
    "people.sheet.confirm": _("The sheet you signed, to look at it"),
    "assessment.sitting.read": _("A task you were tried at"),
    "assessment.sitting.rate": _("A task you were tried at, to mark it"),
    "assessment.sitting.settle": _("A task you were tried at, to settle its marks"),
    "assessment.feedback.give": _("A task you were tried at, to say what to show next time"),
    "assessment.evidence.add": _("A task you were tried at, to add to it"),
    "assessment.consent.ask": _("A task you were tried at, to ask others on a file"),
    "assessment.accommodation.ask": _("A task you were tried at, to ask for what you need"),
    "assessment.accommodation.answer": _("What you need for a task, to answer"),
    "assessment.accommodation.withdraw": _("What you need for a task, to withdraw it"),
    "assessment.prior.read": _("What you say you learned before"),
    "assessment.prior.claim": _("What you say you learned before, to write it"),
    "assessment.prior.answer": _("What you say you learned before, to answer"),
    "assessment.prior.withdraw": _("What you say you learned before, to withdraw it"),
    "assessment.sample.read": _("A task you were tried at, marked again"),
    "assessment.remark.give": _("A task you were tried at, to mark it again without your name"),
    "governance.appeal.read": _("An appeal of yours"),
    "governance.appeal.assign": _("An appeal of yours, to name who decides"),
    "governance.appeal.decide": _("An appeal of yours, to decide on it"),
    "credentials.record.read": _("A record signed for you"),
    "credentials.record.sign": _("A record of yours, to sign it"),
    "credentials.record.revoke": _("A record signed for you, to withdraw it"),
    "credentials.outside.read": _("A record you brought"),
    "feedback.suggestion.read": _("A suggestion of yours"),
    "feedback.suggestion.answer": _("A suggestion of yours, to answer it"),
    "feedback.suggestion.blank": _("A suggestion of yours, to blank words that name somebody else"),
    "campaigns.members.read": _("Where you stood in a programme"),
    "support.case.read": _("Your case, as one of its team"),
    "support.case.work": _("Your case, to work on it"),
    "hiring.entry.read": _("How you meet a job"),
    "outcomes.follow_up.note": _("What you answered later, to note it"),
}

VALUES: Mapping[tuple[str, str], Promise] = {
    **people.VALUES,
    **{("answer", answer.value): text for answer, text in ANSWERS.items()},
    ("arm", TREATMENT): _("Has a seat"),
    ("arm", COMPARISON): _("Comparison group"),
}
TRUTH: Mapping[bool, Promise] = {True: _("Yes"), False: _("No")}


def source_of(rule: RetentionRule) -> str:
    """Where a rule comes from: a shipped one's in the reader's language, the workspace's own as it was written."""
    return gettext(rule.source) if rule.version else rule.source


def shown(field: str, values: Mapping[str, Any]) -> object:
    """A value as the reader says it; instants in the time of the workspace."""
    value = values.get(field, "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, str) and (field, value) in VALUES:
        return VALUES[field, value]
    if field == "floor_wage" and value != "":
        return major_units(value, values["currency"])
    if field == "amount_minor" and value != "":
        return money_text(Money(value, values["currency"]))
    if field == "language":
        return dict(settings.LANGUAGES).get(value, value)
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATE_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    return ", ".join(map(str, value)) if isinstance(value, list) else value
