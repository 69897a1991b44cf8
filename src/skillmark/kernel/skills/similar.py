"""Which tasks speak of the same things as an indicator: suggestions for a panel, never a rule."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from skillmark.kernel.skills.model import Element

SHOWN = 3
WORD = re.compile(r"[a-z]{3,}")
ENDING = re.compile(r"(?<=[a-z]{4})(?:ings?|ers?|ed|es|e|s)$")  # repairing, repairs and repair are one word
LEAST_SCORE = 200  # of 10,000; below it the two share one everyday word, which a panel would strike out


@dataclass(frozen=True, slots=True)
class SuggestedTask:
    """A task suggested for an indicator: cosine similarity of TF-IDF vectors in ten-thousandths, 0–10,000; None where
    somebody named it, whatever their words have in common.
    """

    task_id: str
    score: int | None


def suggest_tasks(
    elements: Sequence[Element], tasks: Sequence[tuple[str, str]]
) -> tuple[tuple[SuggestedTask, ...], ...]:
    """For each element up to three of the (task id, statement) pairs, best first, ties by task order.

    Nothing scores below LEAST_SCORE; an empty tuple means that none was found.
    """
    if not elements or not tasks:
        return tuple(() for _ in elements)
    # imported here: it takes over a second, and matching, which stands on this package, never needs it
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    texts = [text_of(element) for element in elements]
    vectorizer = TfidfVectorizer(sublinear_tf=True, analyzer=lambda text: stems(text, ENGLISH_STOP_WORDS))
    matrix = vectorizer.fit_transform([*texts, *(statement for _, statement in tasks)])
    scores = (matrix[: len(texts)] @ matrix[len(texts) :].T).toarray()
    suggestions: list[tuple[SuggestedTask, ...]] = []
    for row in scores:
        # rounded before it orders, so that the last bits of a float decide nothing
        whole = [min(10_000, round(float(score) * 10_000)) for score in row]
        best = sorted(range(len(tasks)), key=lambda place: (-whole[place], place))[:SHOWN]
        suggestions.append(
            tuple(SuggestedTask(tasks[place][0], whole[place]) for place in best if whole[place] >= LEAST_SCORE)
        )
    return tuple(suggestions)


def text_of(element: Element) -> str:
    """The words by which an element is compared."""
    return f"{element.name} {element.description} {_anchors(element)}"


def _anchors(element: Element) -> str:
    return " ".join(anchor.description for anchor in element.anchors)


def stems(text: str, common: Collection[str]) -> list[str]:
    """The words of a text without the common ones, each without its ending."""
    return [ENDING.sub("", word) for word in WORD.findall(text.lower()) if word not in common]
