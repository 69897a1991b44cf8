"""What earned a record, as the record states it: what was kept of each attempt, and every way it was checked."""

from typing import Any
from uuid import uuid5

from skillmark.assessment.queries import AttemptProof, Stated
from skillmark.kernel.agreement import Interval

WAYS = {
    "practical_test": "Practical test",
    "supervisor_confirmation": "Confirmation by a supervisor",
    "portfolio": "Portfolio",
    "recorded_demonstration": "Recorded demonstration",
    "peer": "Confirmation by a colleague",
    "audit": "Audit",
    "third_party": "Confirmation by a third party",
}
# as what somebody confirmed it; assessment keeps it, and lets nobody confirm as what she is not
ROLES = {
    "assessor": "an assessor",
    "line_manager": "a line manager",
    "colleague": "a colleague from the same part of the workplace",
    "outside": "somebody from outside the workplace",
    "quality_assurer": "a quality assurer",
}
# what else somebody may not have been to the person, in the words of a record
PARTS = {
    "leads": "leads the person",
    "coaches": "coaches the person",
    "started": "started the attempt",
    **{kind: f"gave this: {name.lower()}" for kind, name in WAYS.items()},
}
# whoever confirms these is not kept from the name, or may know it by another role
NAME_KNOWN = ("supervisor_confirmation",)
NAME_OPEN = ("audit",)
BLIND = "Assessors did not learn the person's name before their marks were in."
KNEW_HER = "The person's name was known."
LAYER, AGREEMENT, DRAW = "verification layer", "agreement of assessors", "task drawn from a pool"  # genres of evidence
HOW_CHECKED = (LAYER, AGREEMENT, DRAW)
KEPT = {"file": "a file", "observation": "a written observation"}


def evidence_of(attempt: AttemptProof, agreed: Stated | None = None) -> list[dict[str, Any]]:
    """What was kept of the attempt, by its digest, every way it was checked, by role, and how far those who mark its
    task agree.
    """
    kept = [
        {
            "id": uuid5(attempt.sitting_id, digest).urn,
            "type": ["Evidence"],
            "name": f"Kept as {KEPT[kind]}, {day.isoformat()}",
            "description": f"SHA-256 {digest}",
            "genre": kind,
        }
        for kind, digest, day in attempt.evidence
    ]
    layers = [_layer(attempt, layer) for layer in attempt.layers]
    told = [_agreement(attempt, agreed)] if agreed is not None else []
    return [*kept, *layers, *told, *_drawn(attempt), *_watched(attempt), *_path(attempt)]


def _layer(attempt: AttemptProof, layer: tuple[str, int, int, int]) -> dict[str, Any]:
    kind, count, independent, given = layer
    by = [f"{ROLES[role]}{', independent' if free else ''}" for way, role, free in attempt.roles if way == kind]
    settled = " A difference between assessors was settled by a third person." if attempt.moderated else ""
    return {
        "id": uuid5(attempt.sitting_id, f"layer {kind}").urn,
        "type": ["Evidence"],
        "name": f"How it was checked: {WAYS[kind]}",
        "description": f"Task: {attempt.task}",
        "narrative": (
            f"Asked for {count}, {independent} of them independent (policy version {attempt.policy_version}); "
            f"given {given}: {'; '.join(by)}. Settled on {attempt.settled_on.isoformat()}.{settled}"
            f"{_asked_beside(attempt, kind)}"
        ),
        "genre": LAYER,
    }


def _agreement(attempt: AttemptProof, agreed: Stated) -> dict[str, Any]:
    """How far assessors agree on the task of the attempt, with method, value, interval, number and day; where there are
    too few attempts it says so and states no figure.
    """
    found, day = agreed.figures, agreed.as_of.isoformat()
    counted = f"Attempts at this task with all marks in, given by two or more: {found.attempts}"
    counted += f" (of the latest {agreed.most} attempts)." if found.attempts else "."
    if found.kappa is None or found.alpha is None:
        said = f"Too few to say: no figure is stated for fewer than {agreed.fewest}. {counted} As of {day}."
    else:
        kappa, icc = found.kappa, found.icc
        figures = [
            _figure(
                "Weighted kappa (quadratic, of the first two marks of each attempt)",
                None if kappa.kappa is None else float(kappa.kappa),
                kappa.interval,
            ),
            _figure("Krippendorff's alpha (ordinal, of all marks)", found.alpha.alpha, found.alpha.interval),
            _figure(
                "Intraclass correlation (one-way, of a single mark)", icc.icc if icc else None,
                icc.interval if icc else None,
            ),
        ]  # fmt: skip
        said = f"{' '.join(figures)} Equal: {kappa.agreed} of {kappa.n}. {counted} As of {day}."
    return {
        "id": uuid5(attempt.sitting_id, "agreement").urn,
        "type": ["Evidence"],
        "name": "How far assessors agree on this task",
        "description": f"Task: {attempt.task}",
        "narrative": said,
        "genre": AGREEMENT,
    }


def _figure(method: str, value: float | None, interval: Interval | None) -> str:
    if value is None:
        return f"{method}: no figure, all marks are alike."
    if interval is None:
        return f"{method}: {value:.2f}, without an interval."
    return f"{method}: {value:.2f}, {interval.level:.0%} interval {interval.low:.2f} to {interval.high:.2f}."


def _drawn(attempt: AttemptProof) -> list[dict[str, Any]]:
    """How the task was drawn, where it came from a pool: of which others it does not say."""
    if attempt.drawn is None:
        return []
    draw = attempt.drawn
    return [
        {
            "id": uuid5(attempt.sitting_id, "draw").urn,
            "type": ["Evidence"],
            "name": f"Drawn from a pool: {draw.pool}",
            "description": f"Task: {attempt.task}",
            "narrative": (
                f"{draw.count} of the {draw.tasks} tasks of the pool (version {draw.version}) were drawn by the seed "
                f"{draw.seed}, made once the person was named and chosen by nobody. The place of a task is the SHA-256 "
                "of the seed, a line feed, its id, a line feed and 0; the smallest come first, tasks given to the "
                f"person before come last ({draw.before} of them)."
            ),
            "genre": DRAW,
        }
    ]


def _watched(attempt: AttemptProof) -> list[dict[str, Any]]:
    """Of a behaviour: how many people watched, whatever the policy counts, and on which days."""
    if not attempt.watched_by:
        return []
    days = ", ".join(day.isoformat() for day in attempt.watched)
    return [
        {
            "id": uuid5(attempt.sitting_id, "watched at work").urn,
            "type": ["Evidence"],
            "name": f"Watched by {attempt.watched_by} people, each apart",
            "description": f"Task: {attempt.task}",
            "narrative": f"Each says where she watched and what she saw of described indicators. Watched on {days}.",
            "genre": "behavioural observation",
        }
    ]


def _path(attempt: AttemptProof) -> list[dict[str, Any]]:
    """What led to the attempt, where it was a claim of prior learning. It is no other achievement for that."""
    if not attempt.claimed:
        return []
    return [
        {
            "id": uuid5(attempt.sitting_id, "path").urn,
            "type": ["Evidence"],
            "name": "Path: prior learning",
            "description": f"Task: {attempt.task}",
            "narrative": (
                "What was learned before was claimed, and then assessed by the same standard, rubric and policy as any "
                "other attempt. The claim itself earned nothing."
            ),
            "genre": "prior learning",
        }
    ]


def _asked_beside(attempt: AttemptProof, kind: str) -> str:
    """What the policy asks of this way of checking beside its numbers; nothing where it asks for nothing."""
    told = [
        f" None more than {months} months before the record is signed; the oldest of {day.isoformat()}."
        for way, months, day in attempt.recent
        if way == kind
    ]
    beside = [other if one == kind else one for one, other in attempt.apart if kind in (one, other)]
    if beside:
        told.append(f" Given by nobody who also {' or '.join(PARTS[part] for part in beside)}.")
    if attempt.blind and kind not in NAME_OPEN:
        told.append(f" {KNEW_HER if kind in NAME_KNOWN else BLIND}")
    return "".join(told)
