"""Rows put back in the order they are taken out, where the database guards what is put back."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.config.installation import rows

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def put_back(found: dict[str, Any], taken: dict[str, list[list[bytes]]], order: Iterable[str]) -> None:
    for label in order:
        for lines in taken[label]:
            rows.load(found[label], lines)


def test_a_published_standard_comes_back_with_its_parts() -> None:
    system = people.system(people.workspace(demonstration=True))
    standards.published(system, standards.tideway(system))
    found = {
        label: model
        for label, model in rows.models_at(rows.applied()).items()
        if label.startswith("standards.") and "reference" not in label
    }
    taken = {label: list(rows.out(model)) for label, model in found.items()}
    assert len(taken["standards.competency"]) == 1
    for model in found.values():
        every = model._base_manager.all()
        every._raw_delete(every.db)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        put_back(found, taken, sorted(found))  # parts after the standard that guards them
    put_back(found, taken, found)
    assert {label: list(rows.out(model)) for label, model in found.items()} == taken
