"""A place with a standard in force."""

import pytest
from tests.feedback.factories import Place, place


@pytest.fixture
def here() -> Place:
    return place()
