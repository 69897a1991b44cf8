"""Decisions of measuring, as pure functions: what a plan says, whether a draw was altered, what may be counted."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import rfc8785

from skillmark.kernel.disclosure import TOTAL, CountTable, Release, count_table
from skillmark.kernel.impact import (
    DetectableEffect,
    Drawn,
    Eligible,
    LockedLottery,
    detectable_rate_difference,
    draw_of,
    hold_lottery,
    is_needed,
)

ALPHA, POWER = Decimal("0.05"), Decimal("0.8")  # the customary error rates; a plan may later state its own
BASELINE = Decimal("0.5")  # where nothing is known of a rate: the share at which a proportion varies most
HORIZON_DAYS = 180  # the first window in which programmes count somebody as employed
DEFINITION_VERSION = "1"
PREVIOUS_JOB, MUST_HAVES, STEP = "previous_job", "must_haves_missing", "furthest_step"
NOT_KNOWN = "not known"
TREATMENT, COMPARISON = "treatment", "comparison"


class Step(StrEnum):
    """How far somebody came, each step further than the one before it."""

    APPLIED = "applied"
    ELIGIBLE = "eligible"
    SEATED = "seated"
    ASSESSED = "assessed"
    CREDENTIALLED = "credentialled"


class Band(StrEnum):
    """How many must-haves were still missing."""

    NONE = "none"
    FEW = "1 or 2"
    MANY = "3 or more"


def band(unmet: int) -> Band:
    if unmet == 0:
        return Band.NONE
    return Band.FEW if unmet <= 2 else Band.MANY


def job_group(code: str) -> str:
    """The group of a past job: the major group of an occupation code (51-4121.00 → 51), else the code itself."""
    if len(code) == 10 and code[2] == "-" and code[7] == "." and code.replace("-", "").replace(".", "").isdigit():
        return code[:2]
    return code or NOT_KNOWN


def furthest(*, eligible: bool, seated: bool, assessed: bool, credentialled: bool) -> Step:
    reached = {
        Step.CREDENTIALLED: credentialled, Step.ASSESSED: assessed, Step.SEATED: seated, Step.ELIGIBLE: eligible,
    }  # fmt: skip
    return next((step for step, done in reached.items() if done), Step.APPLIED)


@dataclass(frozen=True, slots=True)
class Counted:
    """One person as a count sees her: nothing in it is personal."""

    previous_job: str
    must_haves: Band
    step: Step


def tables(people: Sequence[Counted]) -> list[CountTable]:
    """Furthest step by previous job, and by must-haves missing: the same people, so protected together.

    Every step and band stands in its table, also with nobody in it, so that an empty one tells nothing by absence.
    """
    jobs = sorted({person.previous_job for person in people}, key=lambda job: (job == NOT_KNOWN, job))
    by_job = {(job, step): 0 for job in jobs for step in Step}
    by_band = {(missing, step): 0 for missing in Band for step in Step}
    for person in people:
        by_job[person.previous_job, person.step] += 1
        by_band[person.must_haves, person.step] += 1
    return [
        count_table((PREVIOUS_JOB, STEP), [((job, step.value), count) for (job, step), count in by_job.items()]),
        count_table((MUST_HAVES, STEP), [((b.value, step.value), count) for (b, step), count in by_band.items()]),
    ]


def release_rows(releases: Sequence[Release]) -> list[list[Any]]:
    """[previous job, must-haves missing, furthest step, count or null] of every cell, each cell once."""
    rows: dict[tuple[str, str, str], int | None] = {}
    for release in releases:
        for place, count in release.cells.items():
            named = dict(zip(release.dimensions, place, strict=True))
            rows.setdefault((named.get(PREVIOUS_JOB, TOTAL), named.get(MUST_HAVES, TOTAL), named[STEP]), count)
    return [[*key, count] for key, count in rows.items()]


def releases_of(rows: Iterable[Sequence[Any]]) -> list[Release]:
    """The two tables again from their rows: what an attacker, and a later release, compares."""
    kept = list(rows)
    return [
        _release(PREVIOUS_JOB, {(row[0], row[2]): row[3] for row in kept if row[1] == TOTAL}),
        _release(MUST_HAVES, {(row[1], row[2]): row[3] for row in kept if row[0] == TOTAL}),
    ]


def _release(dimension: str, cells: Mapping[tuple[str, ...], int | None]) -> Release:
    firsts = tuple(dict.fromkeys(place[0] for place in cells if place[0] != TOTAL))
    steps = tuple(dict.fromkeys(place[1] for place in cells if place[1] != TOTAL))
    return Release((dimension, STEP), (firsts, steps), dict(cells))


def reached(rows: Iterable[Sequence[Any]]) -> list[tuple[Step, int | None]]:
    """How many reached each step or a later one, from published counts alone; None where those do not tell."""
    margins = {row[2]: row[3] for row in rows if row[0] == TOTAL and row[1] == TOTAL}
    told: list[tuple[Step, int | None]] = []
    left: int | None = margins[TOTAL]
    for step in Step:
        later = [margins[other.value] for other in list(Step)[list(Step).index(step) :]]
        told.append((step, left if None in later else sum(later)))
        own = margins[step.value]
        left = None if left is None or own is None else left - own
    return told


def day_of(instant: datetime, time_zone: str) -> date:
    """The day it was then in a workspace of this time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def digest_of(value: Any) -> str:
    """SHA-256 over the RFC 8785 form, lower-case hex."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def detectable(treated: int, control: int) -> DetectableEffect | None:
    """The smallest rise of a rate the groups could show; None without two groups."""
    if treated < 1 or control < 1:
        return None
    return detectable_rate_difference(treated, control, baseline=BASELINE, alpha=ALPHA, power=POWER)


def plan_document(
    *,
    programme: str,
    job: str,
    standard_version: int,
    people: int,
    eligible: int,
    seats: int,
    hours_limit: int,
    follow_ups: Sequence[tuple[int, date]],
    outcome_observed_from: date,
    demonstration: bool,
) -> dict[str, Any]:
    """The whole measurement plan as one document; shares as decimal texts, so that its hash is the same everywhere.

    A lottery makes two groups that differ by chance alone; without one only a before-after picture is promised.
    """
    needed = lottery_is_needed(eligible, seats)
    treated = seats if needed else min(eligible, seats)
    control = eligible - seats if needed else 0
    effect = detectable(treated, control)
    return {
        "title": f"{'SAMPLE: ' if demonstration else ''}Measurement plan of {programme}, {job}",
        "sample": demonstration,
        "programme": programme,
        "job": job,
        "standard_version": standard_version,
        "design": "randomised" if needed else "before_after",
        "estimand": "difference in the share employed, by the group drawn (intention to treat)"
        if needed
        else "share employed before and after; it cannot say what the programme caused",
        "outcome": f"employed {HORIZON_DAYS} days after the start",
        "horizon_days": HORIZON_DAYS,
        "unit": "person",
        "people": people,
        "eligible": eligible,
        "eligible_rule": f"every gap can be closed within {hours_limit} hours",
        "seats": seats,
        "treated": treated,
        "comparison": control,
        "alpha": str(ALPHA),
        "power": str(POWER),
        "baseline": str(BASELINE),
        "baseline_note": "assumed, since no share is known: the one at which a proportion varies most",
        "detectable_effect": None if effect is None or effect.value is None else str(effect.value),
        "detectable_effect_note": None
        if effect is not None and effect.value is not None
        else "with these groups no difference would be found, or there is no group to compare with",
        "lottery": {
            "needed": needed,
            "draw": 'SHA-256 of seed + "\\n" + person_id, in hexadecimal; the smallest draws get the seats',
            "among": "the eligible",
            "ranking_plays_a_part": False,
            "comparison_group": "everybody eligible who was not drawn",
        },
        "follow_ups": [{"months": months, "on": day.isoformat()} for months, day in follow_ups],
        "outcome_observed_from": outcome_observed_from.isoformat(),
    }


def locked_hash(seed: str, seats: Sequence[Sequence[Any]], seals: Sequence[str]) -> str:
    """What fixes a draw without telling who is in it: seed, seats, and the seal of every lot in order."""
    return digest_of({"seed": seed, "seats": [list(pair) for pair in seats], "seals": list(seals)})


def seal_of(salt: str, lot: Drawn) -> str:
    """What fixes one lot. Whoever has not its salt cannot try out whose it is."""
    return digest_of({"salt": salt, "lot": list(lot.row())})


class Verdict(StrEnum):
    """What looking at a locked draw showed."""

    UNALTERED = "unaltered"
    UNALTERED_WITHOUT_ERASED = "unaltered_without_erased"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class KeptLot:
    """A lot as it is kept; of one who was erased, `person` is empty and there is neither draw nor salt."""

    person: str
    stratum: str
    draw: str | None
    arm: str
    salt: str | None
    seal: str

    @property
    def erased(self) -> bool:
        return not self.person and self.draw is None and self.salt is None

    @property
    def sealed(self) -> bool:
        """Whether it is what its seal fixed."""
        if self.draw is None or self.salt is None:
            return False
        return seal_of(self.salt, Drawn(self.person, self.stratum, self.draw, self.arm)) == self.seal


def check_lottery(seed: str, seats: Sequence[Sequence[Any]], locked: str, lots: Sequence[KeptLot]) -> Verdict:
    """Whether a locked draw still is what was drawn; `lots` in the order in which they were locked.

    Seats, seals and their order must be those that were locked. Whoever is still named must be as her seal fixed it and
    have the draw that her name and the seed give. In each stratum the draws must rise and the first have the seats.
    """
    if locked_hash(seed, seats, [lot.seal for lot in lots]) != locked:
        return Verdict.ALTERED
    kept = [lot for lot in lots if not lot.erased]
    if any(not lot.sealed or draw_of(seed, lot.person) != lot.draw for lot in kept):
        return Verdict.ALTERED
    for stratum, count in seats:
        ordered = [lot for lot in lots if lot.stratum == stratum]
        if any((lot.arm == TREATMENT) != (place < count) for place, lot in enumerate(ordered)):
            return Verdict.ALTERED
        draws = [lot.draw for lot in ordered if lot.draw is not None]
        if draws != sorted(draws):
            return Verdict.ALTERED
    return Verdict.UNALTERED if len(kept) == len(lots) else Verdict.UNALTERED_WITHOUT_ERASED


def lottery_is_needed(eligible: int, seats: int) -> bool:
    """A draw is held only where people outnumber seats; otherwise everybody eligible has one."""
    return is_needed(eligible, seats)


def draw(people: Sequence[str], seats: int, seed: str) -> LockedLottery:
    """Draw among these people; their order plays no part."""
    return hold_lottery([Eligible(person) for person in sorted(people)], seats, seed)
