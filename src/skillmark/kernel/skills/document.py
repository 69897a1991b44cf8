"""`standard.json`: a draft standard as plain data."""

from skillmark.kernel.skills.draft import DraftStandard, Indicator
from skillmark.kernel.skills.kinds import kind_of_element
from skillmark.kernel.skills.legal import LegalRequirement
from skillmark.kernel.skills.phrasing import Benchmark, RubricCriterion

NONE_FOUND = "none found"


def standard_json(standard: DraftStandard) -> dict[str, object]:
    """The standard as JSON-ready data: what the law asks, tasks, rule, first-pass indicators, source.

    Published figures stay decimal texts, so that nothing is lost to binary floats; scores are ten-thousandths ÷ 10,000.
    """
    return {
        "job_id": standard.job_id,
        "title": standard.title,
        "description": standard.description,
        "legal_requirements": [_legal(requirement) for requirement in standard.legal],
        "tasks": [_task(task) for task in standard.tasks],
        "rule": {
            "figures": standard.rule.figures() if standard.rule else None,
            "sentences": list(standard.rule_sentences),
        },
        "first_pass_indicators": [_indicator(indicator) for indicator in standard.indicators],
        "source": {
            "title": standard.source.title,
            "version": standard.source.version,
            "licence": standard.source.licence,
            "attribution": standard.source.attribution,
        },
    }


def _legal(requirement: LegalRequirement) -> dict[str, object]:
    return {
        "kind": requirement.kind.value,
        "text": requirement.text,
        "place": requirement.place,
        "source": requirement.source,
        "date": requirement.date.isoformat() if requirement.date else None,
        "known": requirement.known,
    }


def _task(task: Benchmark) -> dict[str, object]:
    return {
        "source_id": task.task_id,
        "statement": task.statement,
        "source_statement": task.source_statement,
        "core": task.core,
        "below_core": task.below_core,
        "standard_assumed": task.standard_assumed,
        "sample_task": task.sample_task,
        "rubric": [_criterion(criterion) for criterion in task.rubric],
    }


def _criterion(criterion: RubricCriterion) -> dict[str, object]:
    return {
        "category": criterion.category,
        "position": criterion.position,
        "weight": criterion.weight,
        "levels": [
            {"quality": level.quality, "score": level.score, "description": level.description}
            for level in criterion.levels
        ],
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    suggested = [
        {"source_id": task.task_id, "score": None if task.score is None else task.score / 10_000}
        for task in indicator.suggested_tasks
    ]
    # what an element's own identifier tells is not said again, so the texts of earlier versions stay what they were
    told = "" if indicator.kind == kind_of_element(indicator.competency_id) else indicator.kind.value
    named = {
        "review_item": indicator.review_item,
        "ladder_step": indicator.ladder_step,
        "kind": told,
        "source": indicator.source,
        "rationale": indicator.rationale,
        "date": indicator.said_on.isoformat() if indicator.said_on else "",
        "sentence": indicator.sentence,
    }
    return {
        "competency_id": indicator.competency_id,
        "name": indicator.name,
        "description": indicator.description,
        "level": indicator.level,
        "weight": indicator.weight,
        "essential": indicator.essential,
        "below_cut": indicator.below_cut,
        "low_confidence": indicator.low_confidence,
        "importance": None if indicator.importance is None else str(indicator.importance),
        "published_level": None if indicator.published_level is None else str(indicator.published_level),
        "anchors": [{"level": anchor.level, "description": anchor.description} for anchor in indicator.anchors],
        "descriptor": indicator.descriptor,
        "suggested_tasks": suggested or NONE_FOUND,
    } | {key: text for key, text in named.items() if text}
