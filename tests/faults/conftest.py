"""Where workers are killed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.places import Place, installation


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with installation(tmp_path) as made:
        yield made
