"""Likely statements of a large framework: its words are counted once and compared many times.

Apart from `similar`, since it takes a second to import.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from skillmark.kernel.skills.model import Element
from skillmark.kernel.skills.similar import LEAST_SCORE, SHOWN, stems, text_of


class CountedStatements:
    """Statements whose words are counted once, to be compared with others many times: 14,000 of ESCO take a second to
    count and hundredths of one to compare. Gives what `suggest_tasks` gives, place in the sequence for task id.
    """

    def __init__(self, statements: Sequence[str]) -> None:
        self._places: dict[str, int] = {}
        self._counts = _counted(statements, self._places)
        self._squared = self._counts.multiply(self._counts).tocsr()
        self._appear = np.bincount(self._counts.indices, minlength=len(self._places))

    def like(self, elements: Sequence[Element]) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each element up to three (place, score in ten-thousandths), best first, ties by place."""
        known = self._counts.shape[1]
        if not elements or not self._counts.shape[0]:
            return tuple(() for _ in elements)
        places = dict(self._places)  # words that only these elements say count towards their length
        asked = _counted([text_of(element) for element in elements], places)
        appear = np.bincount(asked.indices, minlength=len(places))
        appear[:known] += self._appear
        rarity = np.log((1 + self._counts.shape[0] + len(elements)) / (1 + appear)) + 1
        lengths = np.sqrt(self._squared @ rarity[:known] ** 2)
        weighed = asked.multiply(rarity).tocsr()
        own = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        shared = (weighed[:, :known].multiply(rarity[:known]).tocsr() @ self._counts.T).toarray()
        scores = shared / np.outer(np.where(own, own, 1), np.where(lengths, lengths, 1))
        return tuple(_best(np.minimum(10_000, np.rint(row * 10_000)).astype(int)) for row in scores)


def _best(whole: NDArray[np.int_]) -> tuple[tuple[int, int], ...]:
    first = np.argsort(-whole, kind="stable")[:SHOWN]
    return tuple((int(place), int(whole[place])) for place in first if whole[place] >= LEAST_SCORE)


def _counted(texts: Sequence[str], places: dict[str, int]) -> csr_matrix:
    """How often each text says each word, one plus the logarithm. New words get places of their own in `places`."""
    starts, at, often = [0], array("i"), array("d")
    for text in texts:
        counted = Counter(stems(text, ENGLISH_STOP_WORDS))
        at.extend(places.setdefault(word, len(places)) for word in counted)
        often.extend(1 + log(count) for count in counted.values())
        starts.append(len(at))
    return csr_matrix((np.array(often), np.array(at, dtype=np.int32), starts), shape=(len(texts), len(places)))
