"""Months, and the tables of rules that are shipped."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from skillmark.kernel.values import add_months

LATEST = "2027-01"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A rule as a shipped table has it. `from_start`: a new workspace has it until it says otherwise."""

    kind: str
    place: str
    months: int
    source: str
    from_start: bool = False


@cache
def shipped(version: str) -> tuple[Shipped, ...]:
    """The rules of one version of the table, in its order."""
    table = tomllib.loads(Path(__file__).with_name(f"{version}.toml").read_text(encoding="utf-8"))
    return tuple(Shipped(**rule) for rule in table["rule"])


def latest() -> tuple[Shipped, ...]:
    """The rules that are taken over today."""
    return shipped(LATEST)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour so many calendar months later; a day that month has not is its last."""
    return datetime.combine(add_months(moment.date(), months), moment.timetz())


def limit(months: Sequence[int], now: datetime) -> datetime:
    """What began before this is past its time. Of several rules for one kind the longest counts: each source asks to
    keep it so long.
    """
    return months_after(now, -max(months))


def began(begins: str, row: Mapping[str, Any]) -> datetime | None:
    """When the time of a row of `personal_data` began, by its kind's event; None where it has not."""
    values = row["values"]
    found = {
        "ended": values.get("withdrawn_at") or values.get("expires_on"),
        "answered": values.get("answered_at"),
        "settled": values.get("settled_at"),
    }.get(begins, row["recorded_at"])
    if isinstance(found, date) and not isinstance(found, datetime):
        return datetime.combine(found, time(), tzinfo=UTC)
    return found
