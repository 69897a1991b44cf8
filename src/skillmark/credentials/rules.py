"""When a record may be signed, how long it counts, and what counts of other people's records."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.kernel.values import add_months

ONET_ELEMENT = re.compile(r"[1-6]\.[A-Z](\.\d+(\.[a-z](\.\d+)?)?)?")  # 2.A.1.a: O*NET content model
STOLEN = "The key that signed it was in other hands by then."  # why a record is withdrawn, in the language of records
SAMPLE_SITE = "https://skillmark.example"  # RFC 2606: nobody's; a demonstration has no public address of its own


class Lack(StrEnum):
    """What keeps a record from being signed, or from being renewed."""

    NO_ATTEMPT = "no_attempt"
    CONFIRMATION = "confirmation"
    OBSERVER = "observer"
    TOO_OLD = "too_old"
    MODERATION = "moderation"
    NOT_PASSED = "not_passed"
    IN_DOUBT = "in_doubt"
    EVIDENCE = "evidence"
    COMPETENCY = "competency"
    WORK_ITSELF = "work_itself"
    NO_TASK = "no_task"
    NOT_AGAIN = "not_again"
    WITHDRAWN = "withdrawn"
    NO_LAST_DAY = "no_last_day"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOTHING_FOLLOWS = "nothing_follows"
    NEWER_STANDARD = "newer_standard"
    STANDARD_RETIRED = "standard_retired"
    BY_RULE = "by_rule"


@dataclass(frozen=True, slots=True)
class Missing:
    """One lack; `detail` names the kind of confirmation, the competency or an instant, `count` how many. Of what is too
    old, `detail` is the kind and the day it was given, `count` the months it counts. `task`: the statement of a task
    to set, which would end the lack.
    """

    lack: Lack
    detail: str = ""
    count: int = 1
    task: str = ""


def missing_for_award(
    stage: str | None,
    confirmations: Sequence[tuple[str, int]],
    no_evidence: bool,
    satisfied: bool,
    proven: Mapping[str, int],
    demanded: Mapping[str, int],
    performed: Mapping[str, int],
    observers: int = 0,
    too_old: Sequence[tuple[str, date, int]] = (),
) -> tuple[Missing, ...]:
    """What still keeps somebody's record from being signed; nothing where it may be.

    The verification policy is enforced here: without every layer, settled differences, the pass mark, evidence, and the
    demanded level of every competency the record would name, there is no record. What is proven and not `performed` was
    not shown by the work itself, as each competency asks (S0-09). `observers` are still to watch a behaviour (S0-10).
    What is `too_old` by now (kind, day given, months) proves nothing until it is confirmed again (S0-17).
    """
    if stage in (None, "does_not_count"):
        return (Missing(Lack.NO_ATTEMPT),)
    if stage == "in_doubt" and not satisfied:
        return (Missing(Lack.IN_DOUBT),)
    stale = [Missing(Lack.TOO_OLD, f"{kind} {day.isoformat()}", months) for kind, day, months in too_old]
    if not satisfied:
        lacks = [*stale, *(Missing(Lack.CONFIRMATION, kind, count) for kind, count in confirmations)]
        if observers:
            lacks.append(Missing(Lack.OBSERVER, count=observers))
        if stage == "needs_moderation":
            lacks.append(Missing(Lack.MODERATION))
        if stage == "not_passed":
            lacks.append(Missing(Lack.NOT_PASSED))
        if no_evidence:
            lacks.append(Missing(Lack.EVIDENCE))
        return tuple(lacks)
    unproven = [Missing(Lack.COMPETENCY, one) for one, level in demanded.items() if proven.get(one, 0) < level]
    only_known = [
        Missing(Lack.WORK_ITSELF, one)
        for one, level in demanded.items()
        if performed.get(one, 0) < level <= proven.get(one, 0)
    ]
    return (*unproven, *only_known, *(stale if unproven or only_known else ()))


def without_task(missing: Sequence[Missing], not_performed: Mapping[str, str]) -> tuple[Missing, ...]:
    """What is missing, where for some competencies no task lets anybody show the work itself (`not_performed`, each
    with the task that would): then it is the design that lacks it, not the person.
    """
    return tuple(
        Missing(Lack.NO_TASK, one.detail, task=not_performed[one.detail])
        if one.lack in (Lack.COMPETENCY, Lack.WORK_ITSELF) and one.detail in not_performed
        else one
        for one in missing
    )


def valid_until(awarded: datetime, renewal_months: int | None, *, time_zone: str) -> datetime | None:
    """Until when a record counts: to the day its renewal is due, else without end.

    Months are counted from the workspace's own day, to the same time of that day.
    """
    if renewal_months is None:
        return None
    here = awarded.astimezone(ZoneInfo(time_zone))
    day: date = add_months(here.date(), renewal_months)
    return here.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)


def in_force(
    as_of: datetime, *, valid_from: datetime | None, valid_until: datetime | None, revoked_at: datetime | None
) -> bool:
    """Whether a record counted at an instant: from its first instant, to before its last, and not withdrawn by then."""
    if valid_from is not None and as_of < valid_from:
        return False
    if valid_until is not None and as_of >= valid_until:
        return False
    return revoked_at is None or as_of < revoked_at


def site(address: str, *, demonstration: bool) -> str:
    """Where the lists and standards of records are published: this installation; in a demonstration, nobody's."""
    return SAMPLE_SITE if demonstration and not address.startswith("https://") else address


def competency_address(reference: str, framework_id: UUID, base: str) -> str:
    """The address that a competency goes by in records: O*NET's own page, the identifier itself, or our public page."""
    if ONET_ELEMENT.fullmatch(reference):
        return f"https://www.onetonline.org/find/descriptor/result/{reference}"
    try:
        return f"urn:uuid:{UUID(reference)}"
    except ValueError:
        pass
    if re.fullmatch(r"(https?|urn|did):\S+", reference):
        return reference
    return f"{base}/standards/{framework_id}/#{quote(reference, safe='')}"


def counted_level(
    levels: Sequence[Sequence[object]], names: Mapping[str, str], addresses: Mapping[str, str]
) -> dict[str, int]:
    """Levels by the standard's own competency ids, from [[address, code, name, level], …] of an outside record.

    A line counts where its code or address is a name of the competency in the source document (`names`) or the address
    it goes by in records (`addresses`), and its level could be read. Several lines for one competency: the highest.
    """
    found: dict[str, int] = {}
    for address, code, _name, level in levels:
        competency = names.get(str(code)) or names.get(str(address)) or addresses.get(str(address))
        if competency is not None and isinstance(level, int):
            found[competency] = max(level, found.get(competency, 0))
    return found


def accepted_for(person_id: UUID, by: Collection[UUID | None]) -> bool:
    """Whether an issuer's acceptance counts for this person's records: somebody other than she gave it.

    `by`: who accepted it; None where the program did, or somebody who was erased since.
    """
    return any(one != person_id for one in by)


def may_count(
    person_id: UUID,
    word: str,
    issuer: str,
    accepted: Mapping[str, Collection[UUID | None]],
    *,
    sample: bool,
    demonstration: bool,
) -> bool:
    """Whether an outside record counts: genuine, of an issuer that somebody else accepted, and no sample outside a
    demonstration.
    """
    return word == "valid" and accepted_for(person_id, accepted.get(issuer, ())) and (demonstration or not sample)
