"""What earned a record, as the record states it: what was kept of each attempt, and every way it was checked."""

from typing import Any
from uuid import uuid5

from skillmark.assessment.queries import AttemptProof

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
BLIND = "Assessors did not learn the person's name before their marks were in."
# whoever confirms these is not kept from the name, or may know it by another role
NAME_KNOWN = ("supervisor_confirmation",)
NAME_OPEN = ("audit",)
KNEW_HER = "The person's name was known."
KEPT = {"file": "a file", "observation": "a written observation"}


def evidence_of(attempt: AttemptProof) -> list[dict[str, Any]]:
    """What was kept of the attempt, by its digest, and every way it was checked, by role."""
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
    return [*kept, *(_layer(attempt, layer) for layer in attempt.layers), *_watched(attempt), *_path(attempt)]


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
        "genre": "verification layer",
    }


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
