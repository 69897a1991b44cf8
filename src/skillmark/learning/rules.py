"""Pathways: what comes before a module, what the way to it takes, and when it can be done."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from skillmark.kernel.planning import Module

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Leg:
    """A module on the way, and the weeks after the start at which it can begin and be done at the earliest."""

    module: Module
    begins: Decimal
    done: Decimal


@dataclass(frozen=True, slots=True)
class Pathway:
    """A module with all that has to come before it, in an order in which it can be taken. `hours` are of all of it;
    `weeks` are those of the longest chain, for what does not wait for one another is taken side by side.
    """

    legs: tuple[Leg, ...]
    hours: Decimal
    cost: int
    weeks: Decimal


def circle(before: Mapping[str, Collection[str]], start: str) -> tuple[str, ...]:
    """The way from a module over what it waits for back to itself, as names; empty where there is none.

    `before`: module → the modules that come first.
    """
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for other in sorted(before.get(here, ())):
            if other == start:
                return (*ways[here], start)
            if other not in ways:
                ways[other] = (*ways[here], other)
                waiting.append(other)
    return ()


def pathway(modules: Iterable[Module], goals: Collection[str]) -> Pathway:
    """The way to these modules. Raises KeyError where one of them, or one that comes first, is not there, and
    ValueError where they wait for one another in a circle.
    """
    known = {module.module_id: module for module in modules}
    needed: set[str] = set()
    waiting = list(goals)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(known[name].prerequisites)
    legs: dict[str, Leg] = {}
    while len(legs) < len(needed):
        ready = [
            name for name in known
            if name in needed and name not in legs and all(one in legs for one in known[name].prerequisites)
        ]  # fmt: skip
        if not ready:
            raise ValueError("modules wait for one another in a circle")
        for name in ready:
            begins = max((legs[one].done for one in known[name].prerequisites), default=Decimal(0))
            legs[name] = Leg(known[name], begins, begins + known[name].weeks)
    return Pathway(
        legs=tuple(sorted(legs.values(), key=lambda leg: leg.begins)),
        hours=sum((leg.module.hours for leg in legs.values()), Decimal(0)),
        cost=sum(leg.module.cost for leg in legs.values()),
        weeks=max((leg.done for leg in legs.values()), default=Decimal(0)),
    )


def ends(modules: Iterable[Module]) -> list[str]:
    """The modules that no other waits for, in their order: where pathways end."""
    listed = list(modules)
    awaited = {other for module in listed for other in module.prerequisites}
    return [module.module_id for module in listed if module.module_id not in awaited]


def first_day(start: date, weeks: Decimal) -> date:
    """The day that many weeks after the start; a part of a day counts as a whole one."""
    return start + timedelta(days=int((weeks * DAYS_IN_A_WEEK).to_integral_value(ROUND_CEILING)))


def last_day(start: date, weeks: Decimal) -> date:
    """The last of that many weeks, itself counted: one week from a Monday ends on its Sunday."""
    return max(start, first_day(start, weeks) - timedelta(days=1))
