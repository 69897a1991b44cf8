"""May we publish it: suppression across linked tables, and the attacks that test it."""

from skillmark.kernel.disclosure.adverse_impact import GroupRate, Member, adverse_impact
from skillmark.kernel.disclosure.attack import Attack, attack, differing_by_too_few, differs_by_too_few
from skillmark.kernel.disclosure.counts import TOTAL, CountTable, count_table
from skillmark.kernel.disclosure.release import Protected, Release
from skillmark.kernel.disclosure.suppression import protect, protect_linked
from skillmark.kernel.disclosure.system import NoSolution

__all__ = [
    "TOTAL",
    "Attack",
    "CountTable",
    "GroupRate",
    "Member",
    "NoSolution",
    "Protected",
    "Release",
    "adverse_impact",
    "attack",
    "count_table",
    "differing_by_too_few",
    "differs_by_too_few",
    "protect",
    "protect_linked",
]
