"""The tables of a run of fit as files have them, from the kept rows alone.

Each function gives header and rows for `kernel.values.write_table`, which neutralises what a spreadsheet would run.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from skillmark.campaigns import queries as campaigns
from skillmark.foundation.roles import Actor
from skillmark.hiring import queries
from skillmark.hiring.queries import FitEntry, FitRun
from skillmark.kernel import planning, skills

SEPARATOR = ";"
HUNDREDTHS = 100
SLATE_COLUMNS = (
    "person", "rank", "unmet_essentials_verified", "unmet_essentials_effective", "coverage_verified",
    "coverage_effective", "missing", "missing_verified", "hours", "weeks", "cost",
)  # fmt: skip

# The last column of tables whose hours and costs no provider gave; without it somebody stands behind the figures.
CATALOGUE, ASSUMED = "catalogue", "assumed"

Sheet = tuple[Sequence[str], Iterator[Sequence[object]]]


def slate(actor: Actor, run: FitRun) -> Sheet:
    """slate.csv: everybody in listing order. What no module closes has no price: those cells stay empty."""
    rows = (_slate_row(entry, run.campaign.currency) for entry in queries.entries(actor, run.pk))
    if not run.assumed_modules:
        return SLATE_COLUMNS, rows
    return (*SLATE_COLUMNS, CATALOGUE), ((*row, ASSUMED) for row in rows)


def holdings(actor: Actor, run: FitRun) -> Sheet:
    """holdings.csv: the rows the ranking was computed from."""
    return skills.HOLDING_COLUMNS, (
        (entry.known_as, competency, level, basis)
        for entry in queries.entries(actor, run.pk)
        for competency, level, basis in entry.holdings
    )


def requirements(actor: Actor, run: FitRun) -> Sheet:
    """requirements.csv: what the ranking was computed against."""
    return skills.REQUIREMENT_COLUMNS, (tuple(row) for row in run.requirements)


def paths(actor: Actor, run: FitRun) -> Sheet:
    """paths.csv: by hours, cost and rank. A row that names something unclosable is partial, not a whole price."""
    listed = queries.entries_by_path(actor, run.pk)
    return planning.PATH_COLUMNS, (path_of(entry).row(entry.known_as, run.campaign.currency) for entry in listed)


def cohort(actor: Actor, run: FitRun) -> Sheet:
    """cohort.csv: who is planned for which seat."""
    known = _known_as(actor, run)
    assumed = {cohort.pk for cohort in campaigns.cohorts(actor, run.campaign_id) if cohort.assumed}
    rows = (
        planning.Seat(
            known.get(seat.person_id, str(seat.person_id)),
            seat.number,
            seat.starts_on,
            Decimal(seat.hundredths_of_hours) / HUNDREDTHS,
            seat.cost_minor,
        ).row(run.campaign.currency)
        + ((ASSUMED if seat.cohort_id in assumed else "",) if assumed else ())
        for seat in campaigns.seats(actor, run.campaign_id)
    )
    return (*planning.COHORT_COLUMNS, CATALOGUE) if assumed else planning.COHORT_COLUMNS, rows


def modules(actor: Actor, run: FitRun) -> Sheet:
    """modules.csv: the catalogue the paths were planned with."""
    return planning.MODULE_COLUMNS, (tuple(row) for row in run.modules)


SHEETS: Mapping[str, Callable[[Actor, FitRun], Sheet]] = {
    "slate": slate,
    "holdings": holdings,
    "requirements": requirements,
    "paths": paths,
    "cohort": cohort,
    "modules": modules,
}


def path_of(entry: FitEntry) -> planning.Path:
    """The path of an entry as planning gave it."""
    return planning.Path(
        module_ids=tuple(entry.module_ids),
        hours=Decimal(entry.hundredths_of_hours) / HUNDREDTHS,
        weeks=Decimal(entry.hundredths_of_weeks) / HUNDREDTHS,
        cost=entry.cost_minor,
        unclosable=tuple(entry.unclosable),
        assumed=entry.assumed,
    )


def _slate_row(entry: FitEntry, currency: str) -> tuple[object, ...]:
    path = path_of(entry)
    price = ("", "", "") if path.partial else (
        planning.plain(path.hours), planning.plain(path.weeks), planning.amount(path.cost, currency)
    )  # fmt: skip
    return (
        entry.known_as,
        entry.rank,
        entry.unmet_verified,
        entry.unmet_effective,
        _share(entry.coverage_verified),
        _share(entry.coverage_effective),
        SEPARATOR.join(entry.missing),
        SEPARATOR.join(entry.missing_verified),
        *price,
    )


def _share(millionths: int) -> str:
    """Six decimals; a number, so it is never taken for a formula."""
    return f"{Decimal(millionths).scaleb(-6):.6f}"


def _known_as(actor: Actor, run: FitRun) -> dict[UUID, str]:
    return dict(queries.entries_by_path(actor, run.pk).values_list("person_id", "known_as"))
