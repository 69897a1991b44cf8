"""What the pages of assessment show, put together from what the reader may see."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from skillmark.assessment import queries, words
from skillmark.assessment.models import Evidence, Sitting
from skillmark.foundation.roles import Actor

Text = str | Promise


@dataclass(frozen=True)
class LayerLine:
    """One way of checking: what it is called, how many of how many, how many of these must be independent."""

    way: Text
    given: int
    count: int
    independent: int
    missing: int


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with the marks the reader may see (who, level) and what it ended with."""

    category: str
    position: str
    marks: list[tuple[str, str]]
    final: str
    open: bool


@dataclass(frozen=True)
class AttemptPage:
    sitting: Sitting
    stage: str
    stage_word: Text
    stage_colour: str
    layers: list[LayerLine]
    criteria: list[CriterionLine]
    evidence: list[tuple[Evidence, Text]]
    pass_word: str
    settlement: Any


def attempt_page(actor: Actor, sitting: Sitting, assessor: Text) -> AttemptPage:
    """`assessor` is how an assessor other than the reader is called: by number, never by name."""
    result = queries.result(sitting)
    word, colour = words.STAGES[result.stage.value]
    seen = queries.ratings_seen(actor, sitting)
    called = {rating.pk: f"{assessor} {number}" for number, rating in enumerate(seen, start=1)}
    criteria = []
    for row in sitting.task.rubric.criteria:
        position = str(row["position"])
        qualities = {level["score"]: level["quality"] for level in row["levels"]}
        final = result.levels[position] if result.levels else None
        criteria.append(
            CriterionLine(
                row["category"],
                position,
                [(called[rating.pk], qualities[rating.scores[position]]) for rating in seen],
                qualities[final] if final is not None else "",
                position in result.open_criteria and not result.levels,
            )
        )
    return AttemptPage(
        sitting,
        result.stage.value,
        word,
        colour,
        [layer_line(state) for state in result.layers],
        criteria,
        [(one, words.EVIDENCE[one.kind]) for one in queries.evidence_seen(actor, sitting)],
        pass_word(sitting),
        getattr(sitting, "settlement", None) if result.stage.settled else None,
    )


def layer_line(state: queries.LayerState) -> LayerLine:
    layer = state.layer
    return LayerLine(words.WAYS[layer.kind.value], state.given, layer.count, layer.independent, state.missing)


def pass_word(sitting: Sitting) -> str:
    """What the least passing level is called in this rubric."""
    levels = sitting.task.rubric.criteria[0]["levels"]
    return next((level["quality"] for level in levels if level["score"] == sitting.task.rubric.pass_mark), "")
