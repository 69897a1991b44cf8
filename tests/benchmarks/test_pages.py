"""The benchmark of pages runs: it fills, serves, logs in and asks, as `./dev bench pages` does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import pages


def test_every_page_named_is_asked_as_often_as_said():
    milliseconds = pages._measured([], 2, 20)
    assert milliseconds.keys() == pages.PAGES.keys()
    assert all(len(found) == 2 and min(found) > 0 for found in milliseconds.values())
