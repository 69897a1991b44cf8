"""Decisions about standards, in the domain's words."""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from skillmark.kernel.skills import RubricCriterion
from skillmark.standards.models import Status

TO_STANDARD = "To standard"
LONGEST_NAME = 200  # of a code or identifier: the longest the tables of a standard hold


class NotPublished(Exception):
    """A version that is not in force was about to be used as if it were: a draft."""


class NotInUse(NotPublished):
    """It was in force once, and was replaced or retired since."""


def lineage(document: str, job_id: str) -> str:
    """What the versions of one standard have in common: the source document and the job. SHA-256, lower-case hex."""
    return hashlib.sha256(f"{document}\n{job_id}".encode()).hexdigest()


def first_pass_mark(criteria: tuple[RubricCriterion, ...]) -> int:
    """The pass mark a rubric starts with, until a panel sets one: “To standard” on every criterion."""
    scores = [level.score for criterion in criteria for level in criterion.levels if level.quality == TO_STANDARD]
    return max(scores)


def usable(status: str, *, demonstration: bool) -> bool:
    """Whether people may be measured by this version: published ones, and in a demonstration drafts as if published."""
    return status == Status.PUBLISHED or (demonstration and status == Status.DRAFT)


def published_text(
    document: Mapping[str, Any], pass_marks: Mapping[str, int], basis: Mapping[str, Any] | None = None
) -> dict[str, object]:
    """What publishing fixes: the standard, the pass mark of each task's rubric, and what it rests on where it is known.

    Versions published before panels were asked have no basis, and their text is what it was.
    """
    text: dict[str, object] = {"standard": dict(document), "pass_marks": dict(pass_marks)}
    return text if basis is None else text | {"basis": dict(basis)}


def digest(text: Mapping[str, Any]) -> str:
    """SHA-256 over the RFC 8785 form, lower-case hex: whoever holds the published text can recompute it."""
    return hashlib.sha256(rfc8785.dumps(dict(text))).hexdigest()
