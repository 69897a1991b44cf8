"""A workspace with whoever leads, a group of four and a draft to talk about; a file that needs others makes its own."""

import pytest
from tests.governance.factories import NOW, full_body
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.roles import Actor, Role
from skillmark.governance.queries import Body
from skillmark.people import queries as person_queries
from skillmark.standards.queries import Framework


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Ruth Adeyemi")


@pytest.fixture
def system(lead: people.Member) -> Actor:
    return people.system(person_queries.workspace(lead.actor))


@pytest.fixture
def draft(system: Actor) -> Framework:
    return standards.tideway(system, now=NOW)


@pytest.fixture
def body(system: Actor) -> Body:
    return full_body(system)
