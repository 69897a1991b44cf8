"""Decisions about people, as pure functions."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from skillmark.kernel.values import round_half_up

OCCUPATION_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")  # O*NET-SOC; any other way to say a job is a title
PHONE_NOISE = re.compile(r"[\s().-]+")  # how people group the digits of a number
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class JobAsGiven:
    """A past job the way its owner put it."""

    title: str
    code: str


def job_as_given(text: str) -> JobAsGiven:
    """A code of a classification where it looks like one, a title otherwise."""
    given = text.strip()
    return JobAsGiven("", given) if OCCUPATION_CODE.fullmatch(given) else JobAsGiven(given, "")


def plain_phone(phone: str) -> str:
    """A number without blanks, brackets, dots and dashes, so that each has one spelling."""
    return PHONE_NOISE.sub("", phone)


def self_rated_level(level: Decimal) -> int:
    """What she says, to the nearest whole level, halves upwards (2.5 → 3)."""
    return int(round_half_up(level))


def ends_before_it_starts(starts: date, ends: date | None) -> bool:
    return ends is not None and ends < starts


def about_the_same_people(earlier: Collection[UUID], later: Collection[UUID]) -> bool:
    """Whether two tables may be subtracted: they share half or more of the smaller one's people.

    Tables of two campaigns that share a few people differ by chance, and their difference tells nothing.
    """
    smaller = min(len(earlier), len(later))
    return smaller > 0 and 2 * len(set(earlier) & set(later)) >= smaller


def would_be_a_circle(person_id: UUID, chain_of_managers: Sequence[UUID]) -> bool:
    """Whether a new manager, followed upwards, leads back to the person."""
    return person_id in chain_of_managers
