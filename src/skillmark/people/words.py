"""What the screens call roles, kinds of records and kinds of organisations."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmark.foundation.roles import Role
from skillmark.people.models import Message, OrganisationKind
from skillmark.people.rules import Channel, MessageState, SignedHow, Way
from skillmark.people.sign_on import Reason

ROLES: Mapping[Role, Promise] = {
    Role.TALENT_LEAD: _("Talent lead"),
    Role.LINE_MANAGER: _("Line manager"),
    Role.ASSESSOR: _("Supervisor or assessor"),
    Role.WORKER: _("Worker"),
    Role.RECRUITER: _("Recruiter"),
    Role.PROVIDER: _("Training provider"),
    Role.CASE_MANAGER: _("Coach or case manager"),
    Role.AGENCY: _("Agency or funder"),
    Role.ASSOCIATION: _("Association"),
    Role.EVALUATOR: _("Evaluator"),
    Role.STEERING_MEMBER: _("Steering group member"),
    Role.QUALITY_ASSURER: _("Quality assurer"),
    Role.OPERATOR: _("Operator"),
}

ORGANISATIONS: Mapping[str, Promise] = {
    OrganisationKind.EMPLOYER: _("An employer"),
    OrganisationKind.PARTNER: _("A partner or partnership"),
    OrganisationKind.AGENCY: _("An agency or funder"),
    OrganisationKind.PROVIDER: _("A training provider"),
    OrganisationKind.ASSOCIATION: _("An association"),
}

CHANNELS: Mapping[Channel, Promise] = {
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("Text message"),
    Channel.PAGE: _("On the page only"),
    Channel.NONE: _("No messages at all"),
}

PROBLEMS: Mapping[str, Promise] = {
    "no_address": _("There is no address for it."),
    "stopped": _("This number answered STOP."),
    "link_closed": _("Its link was used or ended before."),
    "demonstration": _("A demonstration writes to nobody."),
    "landline": _("This number takes no text messages."),
    "refused": _("The e-mail address does not take it."),
    "bounced": _("The letter came back."),
    "moved": _("The workspace moved before it was sent."),
    "unreachable": _("It could not be handed over yet and is tried again."),
}

# how one of many is asked, and why one is not
WAYS: Mapping[Way, Promise] = {
    Way.EMAIL: _("By e-mail"),
    Way.SMS: _("By text message"),
    Way.SLIP: _("On a slip to print"),
}
LEFT_OUT: Mapping[str, Promise] = {
    "yourself": _("This is you: nobody sends herself a link."),
    "not_yours": _("You may not ask this of this person."),
    "left": _("This person's job here has ended."),
    "has_log_in": _("This person has a log-in already."),
    "signed": _("This person signed it already."),
    "nothing_waits": _("Nothing of this waits for this person."),
    "already_asked": _("This person was asked already, and the link still opens."),
    "no_messages": _("This person gets no messages."),
    "demonstration": _("A demonstration writes to nobody."),
    "text_over": _("This version of the text is not in force any more."),
}

NOT_LET_IN: Mapping[Reason, Promise] = {
    Reason.UNREACHABLE: _("Your organisation's log-in does not answer as it should. Try again later."),
    Reason.CANCELLED: _("You did not finish logging in there."),
    Reason.STATE: _("This log-in was not begun in this browser, or too long ago. Begin again."),
    Reason.NONCE: _("The answer belongs to another log-in than yours. Begin again."),
    Reason.SIGNATURE: _("The answer is not signed by your organisation's provider."),
    Reason.AUDIENCE: _("The answer was made for another site than this one."),
    Reason.ISSUER: _("The answer comes from another provider than your organisation's."),
    Reason.EXPIRED: _("The answer is too old. Begin again."),
    Reason.UNVERIFIED: _("Your organisation has not confirmed that this e-mail address is yours."),
    Reason.DOMAIN: _("Your e-mail address does not belong to this organisation."),
    Reason.UNKNOWN: _("Nobody with your e-mail address was invited here. Ask your talent lead to invite you."),
    Reason.UNCONFIRMED: _("An account with your address is here and was never confirmed. Log in to it and confirm it."),
    Reason.ENDED: _("Your organisation's log-in was ended here."),
}

CANNOT_SIGN: Mapping[str, Promise] = {
    "signed": _("This was signed already."),
    "withdrawn": _("This text was withdrawn. Nobody needs to sign it."),
    "changed": _("The text was changed while you read it. Read it again below, and sign it if you agree."),
    "altered": _(
        "The text as it is kept is not the one that was prepared, so nobody can sign it. Tell whoever asked you."
    ),
    "log_in": _("You have a log-in here: sign with it."),
    "agree": _("Tick that you have read it and agree, or leave this page without signing."),
    "name": _("Type your full name: that is your signature."),
    "waits": _("A sheet was brought already and waits for a second person."),
    "code": _("This is not the code of this text. The sheet may be of another text, or of an earlier version."),
}

CANNOT_DRAW: Mapping[str, Promise] = {
    "too_much": _("The drawing has too many lines to be kept. Draw a shorter one, or sign with your name alone."),
    "unreadable": _("What was sent is no drawing. Draw it again, or sign with your name alone."),
    "empty": _("The drawing shows nothing. Draw it again, or sign with your name alone."),
}

SIGNED_HOW: Mapping[SignedHow, Promise] = {
    SignedHow.SCREEN: _("Signed on screen, logged in"),
    SignedHow.LINK: _("Signed by link, without a log-in"),
    SignedHow.PAPER: _("Signed on paper"),
}

COME_BACK = frozenset({"bounced", "refused", "landline"})  # of these, what the gateway or mail server may tell later

HELD: Mapping[str, Promise] = {
    "person": _("Who you are"),
    "role": _("Your roles"),
    "employment": _("Your jobs"),
    "self_rating": _("What you say you can do"),
    "preference": _("What you need from work"),
    "safe_contact": _("How you may be reached"),
    "asked_together": _("When many were asked at once, and you"),
    "demographic": _("What you told us for counting alone"),
    "pin": _("That you set a PIN for shared tablets"),
    "pin_tries": _("Wrong tries of your PIN"),
    "consent": _("What you allowed"),
    "message": _("What we wrote to you"),
    "correction": _("What you asked to have put right"),
    "age": _("Your age"),
    "guardian_consent": _("What a guardian agreed to for you"),
    "text": _("Texts about you to be signed"),
    "signing_request": _("What you are asked to sign"),
    "signature": _("What you signed"),
}

FIELDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "phone": _("Phone number"),
    "reference": _("Number in another system"),
    "shift": _("Shift"),
    "language": _("Language"),
    "role": _("Role"),
    "starts": _("From"),
    "ends": _("Until"),
    "ended_at": _("Ended"),
    "title": _("Job"),
    "occupation_code": _("Code of the job"),
    "organisation": _("Employer"),
    "years": _("Years"),
    "started": _("From"),
    "ended": _("Until"),
    "source": _("Where we have it from"),
    "competency_id": _("Competency"),
    "level": _("Level"),
    "happened_on": _("Day"),
    "floor_wage": _("Least wage"),
    "currency": _("Currency"),
    "period": _("Paid for each"),
    "commute_minutes": _("Way to work (minutes)"),
    "available_from": _("Available from"),
    "attribute": _("Question"),
    "value": _("Answer"),
    "purpose": _("For what"),
    "recipients": _("For whom"),
    "expires_on": _("Until"),
    "withdrawn_at": _("Withdrawn"),
    "text": _("Message"),
    "sent_at": _("Sent"),
    "channel": _("Sent by"),
    "opens": _("Not before"),
    "gathered_at": _("All e-mails of a day together, at"),
    "closes": _("Not after"),
    "address": _("Another address"),
    "wanted": _("What you asked"),
    "answer_by": _("Answered by"),
    "corrected": _("Put right"),
    "answer": _("Answer"),
    "born_on": _("Day of birth"),
    "under_18": _("Under 18"),
    "wrong": _("Wrong tries"),
    "locked_until": _("Locked until"),
    "guardian": _("Guardian"),
    "relation": _("Is your"),
    "given_on": _("Given on"),
    "version": _("Version"),
    "how": _("How"),
    "signed_on": _("Signed on"),
    "signed_as": _("Name you gave"),
    "done_at": _("Done on"),
    "left_out": _("Why you were left out"),
    "drawing": _("As you drew it"),
    "by": _("By"),
}

VALUES: Mapping[tuple[str, str], Promise] = {
    **{("left_out", reason): said for reason, said in LEFT_OUT.items()},
    ("source", "applicants file"): _("Table of applicants"),
    ("source", "person"): _("Entered here"),
    ("period", "HOUR"): _("Hour"),
    ("period", "DAY"): _("Day"),
    ("period", "WEEK"): _("Week"),
    ("period", "MONTH"): _("Month"),
    ("period", "YEAR"): _("Year"),
    **{("how", how.value): name for how, name in SIGNED_HOW.items()},
    **{("channel", channel.value): name for channel, name in CHANNELS.items()},
    **{("role", role.value): name for role, name in ROLES.items()},
}


def how_sent(message: Message, zone: ZoneInfo, *, exact: bool = True) -> str:
    """What became of a message. `exact` tells until when it waits: her hours are not for everybody."""
    problem = str(PROBLEMS.get(message.problem, ""))
    if message.state == MessageState.WAITING:
        until = message.waits_until if exact else None
        said = gettext("Waits until %(moment)s.") % {"moment": _moment(until, zone)} if until else gettext("Waits.")
    elif message.state == MessageState.SENT and message.channel in (Channel.EMAIL, Channel.SMS) and message.sent_at:
        by = (
            gettext("Sent by e-mail, %(moment)s.")
            if message.channel == Channel.EMAIL
            else gettext("Sent as a text message, %(moment)s.")
        )
        said = by % {"moment": _moment(message.sent_at, zone)}
    elif message.state == MessageState.SENT:
        said = gettext("On the page.")
    else:
        said = gettext("Not delivered; it is on the page.")
    return f"{said} {problem}".strip()


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "SHORT_DATETIME_FORMAT")
