"""Months, and the tables of rules that are shipped."""

import calendar
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

LATEST = "2026-11"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A rule as a shipped table has it."""

    kind: str
    place: str
    months: int
    source: str


@cache
def shipped(version: str) -> tuple[Shipped, ...]:
    """The rules of one version of the table, in its order."""
    table = tomllib.loads(Path(__file__).with_name(f"{version}.toml").read_text(encoding="utf-8"))
    return tuple(Shipped(**rule) for rule in table["rule"])


def latest() -> tuple[Shipped, ...]:
    """The rules that are taken over today."""
    return shipped(LATEST)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour so many calendar months earlier; a day that month has not is its last."""
    return _moved(moment, -months)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour so many calendar months later; a day that month has not is its last."""
    return _moved(moment, months)


def limit(months: Sequence[int], now: datetime) -> datetime:
    """What began before this is past its time. Of several rules for one kind the longest counts: each source asks to
    keep it so long.
    """
    return months_before(now, max(months))


def _moved(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(years, month + 1)[1])
    return moment.replace(year=years, month=month + 1, day=day)
