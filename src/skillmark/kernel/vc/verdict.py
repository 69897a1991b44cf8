"""A verdict: nine checks with their reasons, and one word that follows from them."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from skillmark.kernel.vc.codes import CHECKS, CODES, CheckName, Result

if TYPE_CHECKING:
    from skillmark.kernel.vc.endorsing import Endorsed

Word = Literal["valid", "invalid", "undetermined", "unreadable"]
LONGEST_DETAIL = 200  # characters of a record that a message repeats
_WORST_FIRST: dict[Result, int] = {"fail": 0, "unknown": 1, "pass": 2, "skipped": 2}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, result, code (see `codes`) and sentence."""

    check: CheckName
    result: Result
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a source comes to. Ids and times are what the record says, proven only where the verdict is valid.

    A presentation has the verdicts of what it presents in `records`, its holder as `subject`, the competencies of them
    all, and of the rest what all of them agree on; each of its checks is the worst of its own and of its records'.
    `issuer`, `subject` and `achievement` are ids or None, `competencies` the addresses (else codes) of the
    achievement's alignments, `valid_from` and `valid_until` RFC 3339 in UTC or None. `endorsements` are those that the
    record carries, each judged by itself; none of them changes the verdict. `statement` is the sentence of a record
    that speaks of a group (a capability statement), else None.
    """

    verdict: Word
    checks: tuple[Check, ...]
    issuer: str | None = None
    subject: str | None = None
    achievement: str | None = None
    competencies: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    records: tuple["Verdict", ...] = ()
    endorsements: tuple["Endorsed", ...] = ()
    statement: str | None = None

    def check(self, name: CheckName) -> Check:
        """The check of that name."""
        return next(check for check in self.checks if check.check == name)

    def reason(self) -> Check:
        """The check that decided: the first failed one, else the first unknown one, else the proof."""
        for result in ("fail", "unknown"):
            for check in self.checks:
                if check.result == result and check.check != "trust":
                    return check
        return self.check("proof")

    def failing(self, code: str, detail: str = "") -> "Verdict":
        """The same with one check failed, for what only whoever keeps records of her own knows."""
        failed = say(code, detail)
        checks = tuple(failed if check.check == failed.check else check for check in self.checks)
        return replace(self, verdict=word(checks), checks=checks)

    def as_dict(self, source: str) -> dict[str, Any]:
        """The published JSON form, `source` being the name under which the bytes were given."""
        checks = [
            {"check": check.check, "result": check.result, "code": check.code, "message": check.message}
            for check in self.checks
        ]
        said: dict[str, Any] = {
            "source": source, "verdict": self.verdict, "checks": checks, "issuer": self.issuer,
            "subject": self.subject, "achievement": self.achievement, "competencies": list(self.competencies),
            "valid_from": self.valid_from, "valid_until": self.valid_until,
        }  # fmt: skip
        if self.endorsements:
            said["endorsements"] = [each.as_dict() for each in self.endorsements]
        if self.statement is not None:
            said["statement"] = self.statement
        if self.records:
            said["records"] = [record.as_dict(f"{source}#{number}") for number, record in enumerate(self.records, 1)]
        return said


def say(code: str, detail: str = "", *, check: CheckName | None = None) -> Check:
    """The check a code stands for. `check` is needed for the codes that belong to none."""
    if not detail and check is None and code in _PLAIN:
        return _PLAIN[code]
    known = CODES[code]
    name = known.check or check
    if name is None:
        raise ValueError(f"{code} needs the name of a check")
    return Check(name, known.result, code, known.message.replace("{detail}", _shown(detail) or "no detail"))


def _shown(text: str) -> str:
    """The beginning of a text from a record, as a message may repeat it: storable, whatever the text holds."""
    return text[:LONGEST_DETAIL].encode("utf-8", "replace").decode("utf-8")


def all_checks(said: list[Check]) -> tuple[Check, ...]:
    """The nine checks in their order, those not said being marked as not reached."""
    by_name = {check.check: check for check in said}
    return tuple(by_name.get(name) or _UNREACHED[name] for name in CHECKS)


def word(checks: tuple[Check, ...]) -> Word:
    """The verdict: unreadable, else invalid where a check fails, else undetermined where one is unknown, else valid.

    Trust never changes it: a genuine record of an issuer one does not accept is genuine.
    """
    found: Word = "valid"
    for check in checks:
        if check.result == "fail":
            if CODES[check.code].unreadable:
                return "unreadable"
            if check.check != "trust":
                found = "invalid"
        elif check.result == "unknown" and check.check != "trust" and found == "valid":
            found = "undetermined"
    return found


def summed(own: tuple[Check, ...], subject: str | None, records: tuple[Verdict, ...]) -> Verdict:
    """The verdict on a presentation, from its own checks and the verdicts on its records."""
    checks = tuple(_worst_of(check, records) for check in own)
    competencies = dict.fromkeys(name for record in records for name in record.competencies)
    return Verdict(
        word(checks),
        checks,
        issuer=_agreed([record.issuer for record in records]),
        subject=subject,
        achievement=_agreed([record.achievement for record in records]),
        competencies=tuple(competencies),
        valid_from=_agreed([record.valid_from for record in records]),
        valid_until=_agreed([record.valid_until for record in records]),
        records=records,
    )


def _worst_of(own: Check, records: tuple[Verdict, ...]) -> Check:
    """A check of the presentation itself, or the first record's that is worse, saying which record that is.

    Validity, status and trust are the records' alone: a presentation has none of its own.
    """
    found = own
    for number, record in enumerate(records, 1):
        check = record.check(own.check)
        if CODES[check.code].unreadable:
            check = say("record_unreadable")  # the presentation itself was read
        if _WORST_FIRST[check.result] < _WORST_FIRST[found.result] or found.code == "not_reached":
            which = f"Record {number}: " if len(records) > 1 and check.result in ("fail", "unknown") else ""
            found = replace(check, message=f"{which}{check.message}")
    return found


def _agreed(values: list[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def unreadable(code: str) -> Verdict:
    """The verdict on a source that could not even be read."""
    checks = all_checks([say(code)])
    return Verdict(word(checks), checks)


# most checks of most records are one of these, and a check never changes
_PLAIN: dict[str, Check] = {}
_PLAIN.update({code: say(code) for code, known in CODES.items() if known.check is not None})
_UNREACHED: dict[str, Check] = {name: say("not_reached", check=name) for name in CHECKS}
