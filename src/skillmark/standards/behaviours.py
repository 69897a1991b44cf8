"""Behaviours that are described already, to be added to a standard as they stand: `behaviours.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skillmark.kernel import skills

DATA = Path(__file__).with_name("behaviours.toml")
LANGUAGES = ("en", "es")
QUALITIES = {  # of the four levels, as the skeleton of a rubric calls them
    "en": skills.QUALITIES,
    "es": ("Todavía no", "Con recordatorios", "Según la norma", "Más allá de la norma"),
}
SOURCE = {"en": "The described behaviours that come with Skillmark", "es": "Los comportamientos descritos de Skillmark"}
TO_STANDARD = 2  # the score that passes at first
REQUIRED = TO_STANDARD + 1  # as a level of the competency: levels begin at 1, scores at 0


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One behaviour in one language: a competency with a descriptor of each level, and a task to watch it by."""

    key: str
    code: str
    name: str
    description: str
    task: str
    sample: str
    rubric: tuple[skills.RubricCriterion, ...]
    source: str

    @property
    def descriptors(self) -> list[dict[str, Any]]:
        """What each level looks like: the lines that are looked at, together."""
        every = zip(*(criterion.levels for criterion in self.rubric), strict=True)
        return [
            {"level": level[0].score + 1, "description": " ".join(f"{line.description}." for line in level)}
            for level in every
        ]

    @property
    def descriptor(self) -> str:
        """What the level that is asked at first looks like."""
        return str(self.descriptors[TO_STANDARD]["description"])


def in_language(language: str) -> dict[str, Behaviour]:
    """Every behaviour by its key, in English or Spanish; in English for any other language."""
    return _read(language if language in LANGUAGES else LANGUAGES[0])


@cache
def _read(language: str) -> dict[str, Behaviour]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["behaviour"]
    return {row["key"]: _behaviour(row, language) for row in rows}


def _behaviour(row: Mapping[str, Any], language: str) -> Behaviour:
    said = row[language]
    rubric = tuple(
        skills.RubricCriterion(
            one[language]["category"],
            position,
            1,
            tuple(
                skills.RubricCriterionLevel(quality, score, description)
                for score, (quality, description) in enumerate(
                    zip(QUALITIES[language], one[language]["levels"], strict=True)
                )
            ),
        )
        for position, one in enumerate(row["criterion"], start=1)
    )
    return Behaviour(
        row["key"],
        row["code"],
        said["name"],
        said["description"],
        said["task"],
        said["sample"],
        rubric,
        SOURCE[language],
    )
