"""One filled house for all that is sent to it; whatever a request changes is taken back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.matrix import objects

from skillmark.foundation import signer


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database for all routes together, so that the house is filled once; nothing of it is kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[objects.World]:
    with signer.in_process("matrix 1"):  # the keys that the first of the two workspaces was filled with
        yield objects.world(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="session")
def fuzz_seconds(request: pytest.FixtureRequest) -> float:
    """How long the parsers of records are hunted in together, at full size."""
    return float(request.config.getoption("--seconds"))
