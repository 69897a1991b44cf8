"""A verdict in sentences one can repeat."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.credentials import reading
from skillmark.kernel.vc import Check, Endorsed, Verdict

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


@dataclass(frozen=True)
class Told:
    """A verdict for a layman: the headline and its colour, the sentences, and the checks behind them."""

    headline: str
    colour: str
    sentences: list[str]
    warning: str
    checks: list[tuple[Text, Text, str, str]]
    sample: bool


def told(
    verdict: Verdict, document: Mapping[str, Any], *, replaced: bool = False, stolen: Collection[str] = ()
) -> Told:
    """Genuine? Whose? Withdrawn or expired? Who else has signed it? And what it does not prove.

    `stolen`: issuers whose keys were in other hands as it was signed; what they certify counts for nothing.
    `replaced`: what its list tells as withdrawn was renewed. It was right and counts no more: ask for the newer one.
    """
    if verdict.statement is not None:
        return _told_of_group(verdict, document)
    name = holder_name(document)
    headline, colour = (
        (_("A newer record has taken the place of this one."), "info") if replaced else _headline(verdict)
    )
    endorsement = reading.is_endorsement(document)
    sentences, believable = [], verdict.verdict in ("valid", "undetermined") or verdict.check("proof").result == "pass"
    if believable:
        newer = _("It was renewed, not withdrawn for a fault. Ask for the newer record.") if replaced else ""
        about = [_stated(document)] if endorsement else [_whose(name), _what(document, name)]
        sentences = [*about, _dates(verdict), newer or _withdrawn(verdict), _listed(verdict)]
        sentences += [_endorsed(each, stolen) for each in verdict.endorsements]
    warning = (
        _("This does not prove that the person before you is %(name)s. Check an ID.") % {"name": name}
        if name
        else _("An endorsement is about what can be earned or who signs it, and never about a person.")
        if endorsement
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


def _told_of_group(verdict: Verdict, document: Mapping[str, Any]) -> Told:
    """A capability statement: who says it, what, of which day, and that it is about nobody in particular."""
    headline, colour = _headline(verdict)
    believable = verdict.verdict in ("valid", "undetermined") or verdict.check("proof").result == "pass"
    says = _("%(issuer)s states: %(said)s.") % {
        "issuer": reading.issuer_name(document)[:200], "said": (verdict.statement or "")[:300],
    }  # fmt: skip
    counted = _("It was counted on %(day)s and is shown as current until %(ends)s.") % {
        "day": day(verdict.valid_from), "ends": day(verdict.valid_until),
    }  # fmt: skip
    return Told(
        headline,
        colour,
        [one for one in (says, counted, _withdrawn(verdict)) if one] if believable else [],
        _("It is about a group. It proves nothing about any one person of it.") if believable else "",
        [_line(check, False) for check in verdict.checks],
        verdict.check("trust").code == "sample_key",
    )


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


def _stated(document: Mapping[str, Any]) -> str:
    """What an endorsement says, in its own words and in those of whoever reads it."""
    subject = document.get("credentialSubject")
    said = reading.text_of(subject.get("endorsementComment"))[:500] if isinstance(subject, Mapping) else ""
    about = str(subject.get("id"))[:200] if isinstance(subject, Mapping) else "–"
    return _("It is an endorsement by %(issuer)s of %(about)s: “%(said)s”") % {
        "issuer": reading.issuer_name(document)[:200] or "–",
        "about": about,
        "said": said or "–",
    }


def _dates(verdict: Verdict) -> str:
    begins, ends = day(verdict.valid_from), day(verdict.valid_until)
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


def _endorsed(one: Endorsed, stolen: Collection[str]) -> Text:
    """Who else signed something that stands in the record, and what checking it came to."""
    who = {"name": one.name or one.issuer or "–"}
    if one.issuer in stolen:
        return _("It carries a signature of %(name)s whose key was in other hands by then. Do not rely on that.") % who
    if one.stands and one.about == "record":
        return _("%(name)s certifies it too: its own signature in the record was checked.") % who
    if one.stands:
        return _("It is endorsed by %(name)s: a separate signed statement, which was checked.") % who
    if one.verdict.verdict == "undetermined" and one.about != "other" and one.whole is not False:
        return _("It carries a signature of %(name)s that we could not check.") % who
    return _("It carries a signature of %(name)s that is not in order, or is about something else.") % who


def endorsement_state(verdict: Verdict, *, stolen: bool) -> tuple[Text, str]:
    """What checking an endorsement just now came to, and its colour."""
    reason = verdict.reason().code
    if stolen:
        return _("Its key was in other hands"), "red"
    if verdict.verdict == "valid":
        return _("Checked just now"), "green"
    if reason in ("revoked", "suspended", "expired", "not_yet_valid"):
        return ANSWERS[reason]
    return RESULTS["unknown"] if verdict.verdict == "undetermined" else RESULTS["fail"]


def _listed(verdict: Verdict) -> str:
    """Whether whoever checks it accepts its issuer; nothing where nobody gave a list."""
    match verdict.check("trust").code:
        case "trust_ok":
            return _("Its issuer is on your list.")
        case "not_on_list":
            return _("Its issuer is not on your list. Anybody can sign records: ask who it is.")
    return ""


def _line(check: Check, replaced: bool) -> tuple[Text, Text, str, str]:
    if replaced and check.code == "revoked":
        return CHECKS[check.check], _("Replaced by a newer one"), "blue", ""
    answer, colour = ANSWERS.get(check.code, RESULTS[check.result])
    return CHECKS[check.check], answer, colour, check.message


def day(text: str | None) -> str:
    return formats.date_format(datetime.fromisoformat(text), "DATE_FORMAT") if text else ""
