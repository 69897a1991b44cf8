"""A verdict in sentences one can repeat, and what other codes of credentials are called on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.assessment.words import WAYS
from skillmark.credentials import reading
from skillmark.credentials.models import ShareSending
from skillmark.credentials.rules import Lack, Missing
from skillmark.kernel.vc import Check, Verdict

Text = Any  # a text, or one translated when it is shown

CHECKS: dict[str, Text] = {
    "parse": gettext_lazy("Can it be read?"),
    "context": gettext_lazy("Does every word in it have one meaning?"),
    "proof": gettext_lazy("Is it as it was signed?"),
    "issuer": gettext_lazy("Did the issuer it names sign it?"),
    "validity": gettext_lazy("Is it in date?"),
    "status": gettext_lazy("Was it withdrawn?"),
    "schema": gettext_lazy("Does it have all its parts?"),
    "trust": gettext_lazy("Is the issuer on your list?"),
    "holder": gettext_lazy("Is it the person before you?"),
}
RESULTS: dict[str, tuple[Text, str]] = {
    "pass": (gettext_lazy("In order"), "green"),
    "fail": (gettext_lazy("Not in order"), "red"),
    "unknown": (gettext_lazy("We could not check this"), "amber"),
    "skipped": (gettext_lazy("Not looked at"), "grey"),
}
# a withdrawal and a missing list are told by the code, not by the result
ANSWERS: dict[str, tuple[Text, str]] = {
    "status_ok": (gettext_lazy("Not withdrawn"), "green"),
    "status_none": (gettext_lazy("It cannot be withdrawn"), "grey"),
    "revoked": (gettext_lazy("Withdrawn"), "red"),
    "suspended": (gettext_lazy("Suspended"), "red"),
    "expired": (gettext_lazy("Expired"), "red"),
    "not_yet_valid": (gettext_lazy("Not valid yet"), "amber"),
    "sample_key": (gettext_lazy("A SAMPLE: it proves nothing"), "amber"),
    "not_presented": (gettext_lazy("A file cannot say"), "grey"),
    "no_list": (gettext_lazy("Nobody gave a list"), "grey"),
    "not_on_list": (gettext_lazy("Not on the list"), "amber"),
}
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
    "status_list": (gettext_lazy("A list of withdrawn records, kept to check others"), "grey"),
}


# why the address of a share did not arrive; the codes are those of messages to people
NOT_SENT: dict[str, Text] = {
    "stopped": gettext_lazy("Not sent: this number answered STOP."),
    "link_closed": gettext_lazy("Not sent: it was over before."),
    "demonstration": gettext_lazy("Not sent: a demonstration writes to nobody."),
    "landline": gettext_lazy("Not sent: this number takes no text messages."),
    "refused": gettext_lazy("Not sent: the e-mail address does not take it."),
}


@dataclass(frozen=True)
class Told:
    """A verdict for a layman: the headline and its colour, the sentences, and the checks behind them."""

    headline: str
    colour: str
    sentences: list[str]
    warning: str
    checks: list[tuple[Text, Text, str, str]]
    sample: bool


def told(verdict: Verdict, document: Mapping[str, Any], *, replaced: bool = False) -> Told:
    """Genuine? Whose? Withdrawn or expired? And what it does not prove.

    `replaced`: what its list tells as withdrawn was renewed. It was right and counts no more: ask for the newer one.
    """
    name = holder_name(document)
    headline, colour = (
        (_("A newer record has taken the place of this one."), "info") if replaced else _headline(verdict)
    )
    sentences, believable = [], verdict.verdict in ("valid", "undetermined") or verdict.check("proof").result == "pass"
    if believable:
        newer = _("It was renewed, not withdrawn for a fault. Ask for the newer record.") if replaced else ""
        sentences = [
            _whose(name),
            _what(document, name),
            _dates(verdict),
            newer or _withdrawn(verdict),
            _listed(verdict),
        ]
    warning = (
        _("This does not prove that the person before you is %(name)s. Check an ID.") % {"name": name}
        if name
        else _("The record names nobody. It does not prove anything about the person before you.")
    )
    return Told(
        headline,
        colour,
        [sentence for sentence in sentences if sentence],
        warning if believable else "",
        [_line(check, replaced) for check in verdict.checks],
        verdict.check("trust").code == "sample_key",
    )


def how_sent(sending: ShareSending) -> Text:
    """What became of the address of a share on its way to somebody."""
    if sending.problem:
        return NOT_SENT.get(sending.problem, _("Not sent."))
    if sending.sent_at is None:
        return _("On its way.")
    return _("Sent by e-mail.") if sending.channel == "email" else _("Sent as a text message.")


def lacks(missing: tuple[Missing, ...], names: Mapping[str, str]) -> list[str]:
    """What keeps a record from being signed, a sentence each; `names` of the competencies by id."""
    return [_lack(one, names) for one in missing]


def holder_name(document: Mapping[str, Any]) -> str:
    """The name the record gives its holder; empty where it gives none."""
    subject = document.get("credentialSubject")
    identifiers = subject.get("identifier") if isinstance(subject, Mapping) else None
    for identifier in identifiers if isinstance(identifiers, list) else [identifiers]:
        if (
            isinstance(identifier, Mapping)
            and identifier.get("identityType") == "name"
            and not identifier.get("hashed")
        ):
            return str(identifier.get("identityHash", ""))[:200]
    return ""


def achievement_name(document: Mapping[str, Any]) -> str:
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    return reading.text_of(achievement.get("name"))[:300] if isinstance(achievement, Mapping) else ""


def _headline(verdict: Verdict) -> tuple[str, str]:
    reason = verdict.reason().code
    if verdict.verdict == "valid":
        return _("This record is genuine."), "success"
    if reason == "revoked":
        return _("The issuer has withdrawn this record."), "warning"
    if reason == "suspended":
        return _("The issuer has suspended this record."), "warning"
    if reason == "expired":
        return _("This record has expired."), "warning"
    if reason == "not_yet_valid":
        return _("This record is not valid yet."), "warning"
    if verdict.verdict == "undetermined":
        return _("We could not check this record. That does not make it a bad one."), "warning"
    if verdict.verdict == "unreadable":
        return _("There is no record in this. Ask for the original file, not for a picture of it."), "warning"
    if reason == "signature_wrong":
        return _(
            "This record was changed after it was signed, or its issuer did not sign it. Do not rely on it."
        ), "warning"
    return _("This record is not in order. Do not rely on it."), "warning"


def _whose(name: str) -> str:
    return _("It was issued to %(name)s.") % {"name": name} if name else _("It does not say in words whose it is.")


def _what(document: Mapping[str, Any], name: str) -> str:
    issuer, what = reading.issuer_name(document)[:200], achievement_name(document)
    if issuer and what:
        return _("%(issuer)s says: “%(what)s” was earned.") % {"issuer": issuer, "what": what}
    return _("It says: “%(what)s” was earned.") % {"what": what} if what else ""


def _dates(verdict: Verdict) -> str:
    begins, ends = _day(verdict.valid_from), _day(verdict.valid_until)
    if begins and ends:
        return _("It counts from %(begins)s until %(ends)s.") % {"begins": begins, "ends": ends}
    return _("It was issued on %(begins)s and has no last day.") % {"begins": begins} if begins else ""


def _withdrawn(verdict: Verdict) -> str:
    status = verdict.check("status")
    if status.code == "status_ok":
        return _("The issuer has not withdrawn it.")
    if status.result == "unknown":
        return _("Whether the issuer has withdrawn it, we could not find out. Ask the issuer.")
    return ""


def _listed(verdict: Verdict) -> str:
    """Whether whoever checks it accepts its issuer; nothing where nobody gave a list."""
    match verdict.check("trust").code:
        case "trust_ok":
            return _("Its issuer is on your list.")
        case "not_on_list":
            return _("Its issuer is not on your list. Anybody can sign records: ask who it is.")
    return ""


def _day(text: str | None) -> str:
    return formats.date_format(datetime.fromisoformat(text), "DATE_FORMAT") if text else ""


def _line(check: Check, replaced: bool) -> tuple[Text, Text, str, str]:
    if replaced and check.code == "revoked":
        return CHECKS[check.check], _("Replaced by a newer one"), "blue", ""
    answer, colour = ANSWERS.get(check.code, RESULTS[check.result])
    return CHECKS[check.check], answer, colour, check.message


def _lack(one: Missing, names: Mapping[str, str]) -> str:
    match one.lack:
        case Lack.NO_ATTEMPT:
            return _("No task of this standard was tried yet.")
        case Lack.CONFIRMATION:
            return _("Still missing: %(way)s, %(count)s more.") % {"way": WAYS[one.detail], "count": one.count}
        case Lack.MODERATION:
            return _("Two assessors differ; a third person settles it first.")
        case Lack.NOT_PASSED:
            return _("The attempt is below the pass mark.")
        case Lack.EVIDENCE:
            return _("No evidence was kept of the attempt.")
        case Lack.COMPETENCY:
            return _("Not shown at the needed level yet: %(name)s.") % {"name": names.get(one.detail, one.detail)}
        case Lack.NOT_AGAIN:
            return _("The task was not tried again yet.")
        case Lack.WITHDRAWN:
            return _("It was withdrawn. What was withdrawn is earned anew.")
        case Lack.NO_LAST_DAY:
            return _("It has no last day, so there is nothing to renew.")
        case Lack.TOO_EARLY:
            return _("It can be renewed from %(day)s.") % {"day": _day(one.detail)}
        case Lack.TOO_LATE:
            return _("It could be renewed until %(day)s. Now it is earned anew.") % {"day": _day(one.detail)}
        case Lack.NOTHING_FOLLOWS:
            return _("It is not awarded any more, and nothing follows it.")
        case Lack.NEWER_STANDARD:
            return _("There is a newer version of the standard. First say what can be earned on that.")
