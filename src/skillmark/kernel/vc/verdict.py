"""A verdict: nine checks with their reasons, and one word that follows from them."""

from dataclasses import dataclass
from typing import Any, Literal

from skillmark.kernel.vc.codes import CHECKS, CODES, CheckName, Result

Word = Literal["valid", "invalid", "undetermined", "unreadable"]


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

    A presentation has the verdicts of what it presents in `records`, and its holder as `subject`.
    `issuer`, `subject` and `achievement` are ids or None, `competencies` the addresses (else codes) of the
    achievement's alignments, `valid_from` and `valid_until` RFC 3339 in UTC or None.
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

    def check(self, name: CheckName) -> Check:
        """The check of that name."""
        return next(check for check in self.checks if check.check == name)

    def reason(self) -> Check:
        """The check that decided: the first failed one, else the first unknown one, else the proof."""
        deciding = [check for check in self.checks if check.check != "trust"]
        for result in ("fail", "unknown"):
            for check in deciding:
                if check.result == result:
                    return check
            for record in self.records:
                if record.reason().result == result:
                    return record.reason()
        return self.check("proof")

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
    return Check(name, known.result, code, known.message.replace("{detail}", detail or "no detail"))


def all_checks(said: list[Check]) -> tuple[Check, ...]:
    """The nine checks in their order, those not said being marked as not reached."""
    by_name = {check.check: check for check in said}
    return tuple(by_name.get(name) or _UNREACHED[name] for name in CHECKS)


def word(checks: tuple[Check, ...]) -> Word:
    """The verdict: unreadable, else invalid where a check fails, else undetermined where one is unknown, else valid.

    Trust never changes it: a genuine record of an issuer one does not accept is genuine.
    """
    if any(CODES[check.code].unreadable for check in checks):
        return "unreadable"
    results = {check.result for check in checks if check.check != "trust"}
    if "fail" in results:
        return "invalid"
    return "undetermined" if "unknown" in results else "valid"


def summed(checks: tuple[Check, ...], subject: str | None, records: tuple[Verdict, ...]) -> Verdict:
    """The verdict on a presentation: the worst of its own and of its records', an unreadable one making it invalid."""
    words = [word(checks), *(record.verdict for record in records)]
    if "invalid" in words or "unreadable" in words:
        decided: Word = "unreadable" if words[0] == "unreadable" else "invalid"
    else:
        decided = "undetermined" if "undetermined" in words else "valid"
    return Verdict(decided, checks, subject=subject, records=records)


def unreadable(code: str) -> Verdict:
    """The verdict on a source that could not even be read."""
    checks = all_checks([say(code)])
    return Verdict(word(checks), checks)


# most checks of most records are one of these, and a check never changes
_PLAIN: dict[str, Check] = {}
_PLAIN.update({code: say(code) for code, known in CODES.items() if known.check is not None})
_UNREACHED: dict[str, Check] = {name: say("not_reached", check=name) for name in CHECKS}
