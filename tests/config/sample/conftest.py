"""A lead whose sample is made."""

from pathlib import Path
from typing import Any

import pytest
from tests.people import factories as make

from skillmark.config.sample import making
from skillmark.foundation import sources
from skillmark.foundation.roles import Role, program


@pytest.fixture(autouse=True)
def _place_of_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.BACKUPS = ""


@pytest.fixture
def lead() -> make.Member:
    """A lead of a real workspace, whose sample is made."""
    her = make.member(make.workspace(), Role.TALENT_LEAD, name="Real Lead")
    making.make(program(her.actor.workspace_id, "worker"), {}, sources.now())
    return her
