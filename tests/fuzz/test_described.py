"""The API keeps to its own description: made-up requests of its schema, sound and broken, are answered by a documented
status, in the documented form, and never by a fault.

Half of the addresses name records that exist, so that what comes after finding them is reached too.
"""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks
from tests.fuzz import inputs
from tests.matrix import objects, routes, walker

from skillmark.config import api
from skillmark.foundation import api as foundation_api

ROWS = walker.read_rows().rows
OPERATIONS = {route.name: route for route in routes.operations()}
FULL, SMALL = 600, 6  # requests of each operation; 600 of 34 are more than 20,000
KEPT = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
load_all_checks()


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    """Asked of the house as it is served, but for the end of a request, which would close the one transaction."""
    described = schemathesis.openapi.from_dict(api.description())
    described.app = WSGIHandler()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield described
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_keeps_to_its_description(name: str, world: objects.World, schema: Any, full_size: bool) -> None:
    sender = inputs.Sender(OPERATIONS[name], ROWS[name], world)
    operation = schema[sender.route.address][sender.route.method]
    made = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings(
        max_examples=FULL if full_size else SMALL,
        deadline=None,
        database=None,
        derandomize=not full_size,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(*made), known=st.booleans(), key=st.uuids())
    def keeps(case: Any, known: bool, key: uuid.UUID) -> None:
        if known:
            case.path_parameters = {part: sender.part(part) for part in case.path_parameters or {}}
        foundation_api.buckets.__init__()  # type: ignore[misc]  # nobody is told to slow down here
        case.headers = {**(case.headers or {}), "Idempotency-Key": str(key), **sender.authorization()}
        with transaction.atomic():
            response = case.call()
            transaction.set_rollback(True)
        assert response.status_code < 500, f"{response.status_code}: {case.as_curl_command()}"
        case.validate_response(response, checks=KEPT)

    keeps()
