"""What leaves the house as files: the measurement plan, the draw, the public figures, the selection rates."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from skillmark.foundation.roles import Actor
from skillmark.kernel.disclosure import TOTAL, GroupRate
from skillmark.kernel.disclosure.adverse_impact import HEADER as ADVERSE_COLUMNS
from skillmark.kernel.impact.lottery import HEADER as LOTTERY_COLUMNS
from skillmark.kernel.values import DateSpan, Figure
from skillmark.outcomes import queries, rules, words
from skillmark.outcomes.models import FigureRelease, Lottery
from skillmark.ui.charts import Chart, funnel
from skillmark.ui.figures import TooFew
from skillmark.ui.tables import Column, Table
from skillmark.ui.words import word

__all__ = [
    "ADVERSE_COLUMNS",
    "LOTTERY_COLUMNS",
    "STATISTICS_COLUMNS",
    "adverse_rows",
    "lottery_rows",
    "plan_json",
    "statistics_context",
    "statistics_html",
    "statistics_rows",
]

STATISTICS_COLUMNS = (rules.PREVIOUS_JOB, rules.MUST_HAVES, rules.STEP, "count", "status")


def plan_json(plan: dict[str, Any]) -> str:
    """The registered plan as text (`measurement_plan.json`)."""
    return json.dumps(plan, indent=2, ensure_ascii=False) + "\n"


def lottery_rows(actor: Actor, lottery: Lottery | None) -> Iterator[Sequence[object]]:
    """lottery.csv: by stratum and draw; of whoever was erased, only the place in that order. No draw: no rows."""
    if lottery is not None:
        for lot in queries.lots(actor, lottery):
            yield lot.known_as, lot.stratum, lot.draw or "", lot.arm


def adverse_rows(rates: Sequence[GroupRate]) -> Iterator[Sequence[object]]:
    """adverse_impact.csv under ADVERSE_COLUMNS."""
    for rate in rates:
        yield rate.row()


def statistics_rows(release: FigureRelease) -> Iterator[Sequence[object]]:
    """statistics.csv: linked tables in one, `Total` marking margins; the count of a suppressed cell is empty."""
    for job, band, step, count in release.rows:
        group = job if job == TOTAL else _group_text(job)
        yield group, band, step, "" if count is None else count, "suppressed" if count is None else "published"


def statistics_html(release: FigureRelease, *, language: str = "en") -> str:
    """The public figures as one HTML file that needs nothing else (`statistics.html`)."""
    with override(language):
        context = statistics_context(release) | {
            "demonstration": release.workspace.demonstration,
            "workspace_name": "",
        }
        return render_to_string("outcomes/statistics_file.html", context)


def statistics_context(release: FigureRelease) -> dict[str, Any]:
    """What the public page and the file show. A release holds everything: no record of a person is read."""
    reached = rules.reached(release.rows)
    return {
        "release": release,
        "campaign": release.campaign,
        "job": release.run.framework.title,
        "as_of": release.as_of,
        "chart": _chart(reached),
        "figures": [_figure(release, step, reached) for step in (rules.Step.ELIGIBLE, rules.Step.SEATED)],
        "anything": any(count is not None for step, count in reached if step is not rules.Step.APPLIED),
        "by_job": _table(release, by_job=True),
        "by_band": _table(release, by_job=False),
    }


def _chart(reached: Sequence[tuple[rules.Step, int | None]]) -> Chart:
    return funnel(
        _("From applying to a checked record"),
        _("How many people reached each step or a later one."),
        (_("Step"), _("People")),
        [(str(words.STEPS[step]), count) for step, count in reached],
    )


def _figure(
    release: FigureRelease, step: rules.Step, reached: Sequence[tuple[rules.Step, int | None]]
) -> Figure | TooFew:
    counts = dict(reached)
    people, count = counts[rules.Step.APPLIED], counts[step]
    counted_on = rules.day_of(release.as_of, release.workspace.time_zone)
    about: dict[str, Any] = {
        "measure": _("Reached this step or a later one: %(step)s") % {"step": words.STEPS[step]},
        "definition_version": release.definition_version,
        "window": DateSpan(release.first_day, counted_on),
        "source": _("records of the programme, release %(number)s") % {"number": release.number},
        "as_of": counted_on,
    }
    if not people or count is None:
        return TooFew(**about)
    return Figure.rate(count, people, counted=str(words.STEPS[step]).lower(), among=_("people who applied"), **about)


def _table(release: FigureRelease, *, by_job: bool) -> Table:
    """Furthest step of people by one of the two dimensions, margins included."""
    kept = {(job if by_job else band, step): count for job, band, step, count in release.rows if _on(job, band, by_job)}
    groups = sorted(dict.fromkeys(group for group, _step in kept), key=lambda group: group == TOTAL)
    steps = [*(step.value for step in rules.Step), TOTAL]
    named = words.group if by_job else (lambda band: str(words.BANDS[band]))
    return Table(
        caption=_("By the job people had before") if by_job else _("By must-haves still missing when they applied"),
        order=_("by number of the occupation group") if by_job else _("fewest missing first"),
        dense=True,
        columns=[
            Column(_("Job before") if by_job else word("unmet_essentials")),
            *(Column(_("Only applied") if step == rules.Step.APPLIED else words.STEPS[step], numeric=True)
              for step in steps),
        ],
        rows=[
            [named(group), *(_count(kept[group, step]) for step in steps)]
            for group in groups
        ],
    )  # fmt: skip


def _on(job: str, band: str, by_job: bool) -> bool:
    return band == TOTAL if by_job else job == TOTAL


def _count(count: int | None) -> str:
    return str(word("suppressed")) if count is None else str(count)


def _group_text(code: str) -> str:
    """The group as the English file has it: number and name, so that it reads without a code book."""
    with override("en"):
        name = words.group(code)
    return f"{code} {name}" if code != name and code.isdigit() else name


def ratio_text(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.2f}"


def rates_table(rates: Sequence[GroupRate]) -> Table:
    """Selection rates by group; the word beside a low ratio says what it is compared with."""
    return Table(
        caption=_("Who got a seat, by group"),
        hidden_caption=True,
        order=_("by question, groups by name, those who did not say last"),
        columns=[
            Column(_("Group")),
            Column(_("People"), numeric=True),
            Column(_("Chosen"), numeric=True),
            Column(_("Rate"), numeric=True),
            Column(_("Against the highest rate"), numeric=True),
            Column(_("Chance alone (p)"), numeric=True),
        ],
        rows=[
            [
                f"{rate.attribute.replace('_', ' ')}: {rate.group}",
                _count(rate.n),
                _count(rate.selected),
                _percent(rate.rate),
                _ratio(rate),
                "" if rate.p is None else f"{rate.p:.3f}",
            ]
            for rate in rates
        ],
    )


def _percent(rate: Fraction | None) -> str:
    return "" if rate is None else _("%(number)s%%") % {"number": f"{float(rate) * 100:.1f}"}


def _ratio(rate: GroupRate) -> str:
    if rate.ratio is None:
        return ""
    text = ratio_text(rate.ratio)
    return _("%(ratio)s, below four fifths") % {"ratio": text} if rate.below_four_fifths else text


def detectable_sentence(plan: dict[str, Any]) -> str:
    """What the study could show, in a sentence to repeat."""
    if plan["detectable_effect"] is None:
        return _("With these groups no difference could be told from chance.")
    points = f"{float(plan['detectable_effect']) * 100:.0f}"
    return _(
        "With %(treated)s in the programme and %(comparison)s to compare with, a rise of %(points)s percentage points "
        "or more would be found four times out of five. Anything smaller may go unseen."
    ) % {"treated": plan["treated"], "comparison": plan["comparison"], "points": points}


def months_text(months: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def day_text(iso: str) -> str:
    return date_format(date.fromisoformat(iso))
