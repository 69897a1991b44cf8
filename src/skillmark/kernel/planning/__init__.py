"""Cheapest paths to a job, cohorts and seats."""

from skillmark.kernel.planning.cohort import COLUMNS as COHORT_COLUMNS
from skillmark.kernel.planning.cohort import MIXES, Mix, Seat, cohort, eligible, mix, path_order
from skillmark.kernel.planning.modules import COLUMNS as MODULE_COLUMNS
from skillmark.kernel.planning.modules import (
    MOST_COST,
    MOST_HOURS,
    MOST_WEEKS,
    SEPARATOR,
    Module,
    Step,
    amount,
    assumed_modules,
    module_rows,
    plain,
    read_modules,
)
from skillmark.kernel.planning.paths import COLUMNS as PATH_COLUMNS
from skillmark.kernel.planning.paths import Path, Planner, TooTangled, cheapest_path

__all__ = [
    "COHORT_COLUMNS",
    "MIXES",
    "MODULE_COLUMNS",
    "MOST_COST",
    "MOST_HOURS",
    "MOST_WEEKS",
    "PATH_COLUMNS",
    "SEPARATOR",
    "Mix",
    "Module",
    "Path",
    "Planner",
    "Seat",
    "Step",
    "TooTangled",
    "amount",
    "assumed_modules",
    "cheapest_path",
    "cohort",
    "eligible",
    "mix",
    "module_rows",
    "path_order",
    "plain",
    "read_modules",
]
