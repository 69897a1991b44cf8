"""Who signs, who asks, and a place for the files, for the tests of signing."""

from pathlib import Path

import pytest
from pytest_django import Settings
from tests.people import factories as make

from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Role
from skillmark.people import queries


@pytest.fixture
def own_files(settings: Settings, tmp_path: Path) -> None:
    """No test leaves a text or a picture behind."""
    settings.DATA = tmp_path


@pytest.fixture
def place() -> Workspace:
    return make.workspace()


@pytest.fixture
def lead(place: Workspace) -> make.Member:
    return make.member(place, Role.TALENT_LEAD, name="Lena Lead")


@pytest.fixture
def second(place: Workspace) -> make.Member:
    return make.member(place, Role.CASE_MANAGER, name="Cora Coach")


@pytest.fixture
def ana(place: Workspace) -> make.Member:
    return make.member(place, Role.WORKER)


@pytest.fixture
def outsider(place: Workspace) -> queries.Person:
    """A guardian or partner without an account."""
    return make.person(place, "Eva Ruiz", email="eva@example.org")
