"""What the pages of assessment show, put together from what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from skillmark.assessment import queries, rules, words
from skillmark.assessment.models import Evidence, Sitting
from skillmark.assessment.showing_layers import LayerLine, layer_line, layer_lines, policy_lines
from skillmark.foundation.roles import Actor
from skillmark.kernel.agreement import Interval
from skillmark.ui.tables import Column, Table

__all__ = ["LayerLine", "layer_line", "layer_lines", "policy_lines"]  # shown beside what stands here

Text = str | Promise


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with the marks the reader may see (who, level) and what it ended with. Of a behaviour: what each
    observer saw of it (who, words), and how far they agree; nothing is averaged.
    """

    category: str
    position: str
    marks: list[tuple[str, str]]
    final: str
    open: bool
    seen: list[tuple[str, str]]
    agreed: Text


@dataclass(frozen=True)
class LackingLine:
    """What an assessor did not confirm of what was shown, and why."""

    who: str
    questions: list[Text]
    why: str


@dataclass(frozen=True)
class WatchedLine:
    """Who watched, in which way of checking, where and on which day."""

    who: str
    way: Text
    setting: str
    seen_on: date


@dataclass(frozen=True)
class AttemptPage:
    sitting: Sitting
    stage: str
    stage_word: Text
    stage_colour: str
    layers: list[LayerLine]
    criteria: list[CriterionLine]
    lacking: list[LackingLine]
    evidence: list[tuple[Evidence, Text]]
    pass_word: str
    settlement: Any
    kept: bool
    waits: bool
    observers: rules.Observers | None
    watched: list[WatchedLine]
    beside: list[str]

    @property
    def lapsed(self) -> bool:
        """Whether something that was given does not count today, so that it is missing again."""
        return any(line.missing and line.too_old for line in self.layers)


def attempt_page(actor: Actor, sitting: Sitting, assessor: Text, *, may_mark: bool | None = None) -> AttemptPage:
    """`assessor` is how an assessor other than the reader is called: by number, never by name. `may_mark`: whether the
    reader may mark it now, where that is known.
    """
    result, kept = queries.result(sitting), queries.marks_are_kept(actor, sitting)
    waits = queries.earlier_marks_wait(actor, sitting, may_mark=may_mark)
    hidden = kept or waits
    word, colour = words.STAGES[result.stage.value]
    seen = queries.ratings_seen(actor, sitting, waits=waits)
    called = _called(seen, assessor)
    criteria = []
    for row in sitting.task.rubric.criteria:
        position = str(row["position"])
        qualities = {level["score"]: level["quality"] for level in row["levels"]}
        final = result.levels[position] if result.levels and not hidden else None
        criteria.append(
            CriterionLine(
                row["category"],
                position,
                [(called[rating.pk], qualities[rating.scores[position]]) for rating in seen],
                qualities[final] if final is not None else "",
                position in result.open_criteria and not result.levels and not hidden,
                [(called[rating.pk], rating.seen[position]) for rating in seen if position in rating.seen],
                _agreed(result, position) if result.observers and not hidden else "",
            )
        )
    return AttemptPage(
        sitting,
        result.stage.value,
        word,
        colour,
        layer_lines(actor, sitting, called),
        criteria,
        [
            LackingLine(called[rating.pk], [words.CONFIRMED[name] for name in rating.lacking], rating.why_not)
            for rating in seen
            if rating.lacking
        ],
        told_of(queries.evidence_seen(actor, sitting, waits=waits)),
        pass_word(sitting),
        getattr(sitting, "settlement", None) if result.stage.settled and not hidden else None,
        kept,
        waits,
        result.observers,
        [
            WatchedLine(called[rating.pk], words.WAYS[rating.kind], rating.setting, rating.seen_on)
            for rating in seen
            if rating.seen_on is not None
        ],
        policy_lines(sitting.policy),
    )


def told_of(found: list[Evidence]) -> list[tuple[Evidence, Text]]:
    """What was handed in, with what its kind is called; `why` is a sentence where it is not seen any more."""
    for one in found:
        one.why = words.ENDED[one.ended]  # type: ignore[attr-defined]
    return [(one, words.EVIDENCE[one.kind]) for one in found]


def _agreed(result: rules.Result, position: str) -> Text:
    """How far those who rated a behaviour agree on one line; nothing before all of them are in."""
    for one in result.comparisons:
        if one.criterion_id == position:
            if not one.difference:
                return gettext("They agree.")
            apart = ngettext("%(number)s level apart.", "%(number)s levels apart.", one.difference)
            said = apart % {"number": one.difference}
            return said + " " + gettext("The lower mark counts.") if one.settled else said
    return ""


@dataclass(frozen=True)
class Whose:
    """Whose attempt it is: her `name`; where that is hidden from the reader, the `label` of the attempt instead."""

    name: str
    label: str = ""

    def __str__(self) -> str:
        return gettext("Attempt %(label)s") % {"label": self.label} if self.label else self.name


def whose(actor: Actor, sitting: Sitting) -> Whose:
    """The one way in which a page says whose attempt it is."""
    hidden = queries.name_is_hidden(actor, sitting)
    return Whose("", rules.label(sitting.pk)) if hidden else Whose(sitting.person.name)


def _called(seen: Sequence[queries.Rating], assessor: Text) -> dict[UUID, str]:
    """What each of these ratings is called: one assessor by one number, and what she gave again since says so."""
    renewed = {rating.renews_id for rating in seen}
    numbers: dict[UUID, int] = {}
    for rating in seen:
        numbers.setdefault(rating.assessor_id, len(numbers) + 1)
    return {
        rating.pk: gettext("%(who)s, earlier") % {"who": f"{assessor} {numbers[rating.assessor_id]}"}
        if rating.pk in renewed
        else f"{assessor} {numbers[rating.assessor_id]}"
        for rating in seen
    }


def task_as_marked(sitting: Sitting, stale: bool) -> str:
    """The task of an attempt in a list, with a word where its marks are out of date."""
    said = capfirst(sitting.task.work_task.statement)
    return gettext("%(task)s (marked otherwise by now)") % {"task": said} if stale else said


def pass_word(sitting: Sitting) -> str:
    """What the least passing level is called in this rubric."""
    levels = sitting.task.rubric.criteria[0]["levels"]
    return next((level["quality"] for level in levels if level["score"] == sitting.task.rubric.pass_mark), "")


@dataclass(frozen=True)
class SecondLookLine:
    """A criterion: what the attempt came to, what the assurer gave, who gave what, and if that is too far apart."""

    category: str
    final: str
    again: str
    marks: list[tuple[str, str]]
    beyond: bool


def second_look_lines(unit: queries.SampledAttempt, look: queries.SecondLook) -> list[SecondLookLine]:
    sitting = unit.sitting
    result = queries.result(sitting)
    given = sitting.ratings_in_force()
    lines = []
    for row in sitting.task.rubric.criteria:
        position = str(row["position"])
        qualities = {level["score"]: level["quality"] for level in row["levels"]}
        lines.append(
            SecondLookLine(
                row["category"],
                qualities[(result.levels or {})[position]],
                qualities[unit.remark.scores[position]],
                [(rating.assessor.name, qualities[rating.scores[position]]) for rating in given],
                position in look.beyond,
            )
        )
    return lines


def criteria_of(sample: queries.ReferenceSample) -> list[dict[str, Any]]:
    """The criteria of a reference sample; those of a record told in words have their answers in the reader's words."""
    if sample.sitting_id is not None:
        return list(sample.criteria)
    levels = [
        {"score": place, "quality": words.READINGS[code], "description": ""}
        for place, code in enumerate(rules.READINGS)
    ]
    return [row | {"levels": levels} for row in sample.criteria]


def agreed_of(sample: queries.ReferenceSample) -> list[tuple[str, Text]]:
    """Each criterion of a reference sample with what is agreed of it."""
    told = []
    for row in criteria_of(sample):
        qualities = {level["score"]: level["quality"] for level in row["levels"]}
        told.append((row["category"], qualities[sample.agreed[str(row["position"])]]))
    return told


def figures_in_words(found: rules.Figures) -> list[tuple[Text, str]]:
    """Agreement of the results with what was given again, by three methods; nothing where there are too few to say."""
    if found.too_few or found.kappa is None or found.alpha is None:
        return []
    kappa, alpha, icc = found.kappa, found.alpha, found.icc
    return [
        (gettext("Weighted kappa"), with_interval(None if kappa.kappa is None else float(kappa.kappa), kappa.interval)),
        (gettext("Krippendorff’s alpha"), with_interval(alpha.alpha, alpha.interval)),
        (gettext("Intraclass correlation"), with_interval(icc.icc if icc else None, icc.interval if icc else None)),
    ]


def rounded(figure: float) -> str:
    """A figure to two places; left to itself, the framework cuts the rest off."""
    return number_format(round(figure, 2), 2)


def with_interval(figure: float | None, interval: Interval | None) -> str:
    """A figure with the range it may lie in; without a difference anywhere there is none."""
    if figure is None:
        return gettext("All marks are alike")
    said = rounded(figure)
    if interval is None:
        return said
    bounds = {"figure": said, "low": rounded(interval.low), "high": rounded(interval.high)}
    return gettext("%(figure)s (%(low)s to %(high)s)") % bounds


def level_word(panel: queries.CutPanel, level: int | None) -> str:
    """What a level is called in the rubric of the panel's task."""
    levels = panel.task.rubric.criteria[0]["levels"]
    return next((one["quality"] for one in levels if one["score"] == level), "")


def recommended(panel: queries.CutPanel) -> int | None:
    """The level that the last round with a result comes to; every seat of the open round may be counted once all are
    in, for whoever decides.
    """
    found = queries.rounds_of(panel)[-1].found
    return None if found is None else rules.level_for(found.share, min(queries.cut_tops(panel).values()))


def border_table(panel: queries.CutPanel, border: queries.Border) -> Table | None:
    """Each criterion with what those on the border reached, and the middle half of it; None while they are too few."""
    if not border.levels:
        return None
    tops = queries.cut_tops(panel)
    return Table(
        caption=gettext("Those on the border"),
        hidden_caption=True,
        columns=[
            Column(gettext("Criterion")),
            Column(gettext("Reached, in the middle"), numeric=True),
            Column(gettext("The middle half of them"), numeric=True),
        ],
        rows=[
            [
                row["category"],
                gettext("%(mean)s of %(top)s") % {"mean": rounded(float(found.cut)), "top": tops[str(row["position"])]},
                gettext("%(low)s to %(high)s") % {"low": rounded(float(found.low)), "high": rounded(float(found.high))},
            ]
            for row in panel.task.rubric.criteria
            for found in [border.levels[str(row["position"])]]
        ],
    )


def half_page(panel: queries.CutPanel) -> dict[str, str]:
    """What a group is told first about a pass mark, written from the panel's record."""
    names = {"task": panel.task.work_task.statement, "mark": level_word(panel, panel.pass_mark), "why": panel.reason}
    return {
        "what_changes": gettext(
            "From the next version on, whoever shows “%(task)s” passes with “%(mark)s” on every criterion. "
            "The panel’s reason: %(why)s"
        )
        % names,
        "for_whom": gettext("Everybody who shows this task once that version is in force. Earlier results stay."),
        "asked_of": gettext("Yes or no to this pass mark."),
    }


def round_table(panel: queries.CutPanel, shown: queries.PanelRound) -> Table | None:
    """Each criterion with the mean of a round and how far its estimates spread; nobody is named."""
    if shown.found is None:
        return None
    names = {str(row["position"]): row["category"] for row in panel.task.rubric.criteria}
    tops = queries.cut_tops(panel)
    return Table(
        caption=gettext("Round %(number)s") % {"number": shown.number},
        columns=[
            Column(gettext("Criterion")),
            Column(gettext("Expected, on average"), numeric=True),
            Column(gettext("Spread"), numeric=True),
        ],
        rows=[
            [
                names[item.item],
                gettext("%(mean)s of %(top)s") % {"mean": rounded(float(item.mean)), "top": tops[item.item]},
                rounded(item.spread),
            ]
            for item in shown.found.items
        ],
    )
