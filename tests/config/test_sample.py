"""View as: through whose eyes a lead may look, how far, and that nothing of it is real."""

from typing import Any

import pytest
from tests.people import factories as make

from skillmark.config.sample import making
from skillmark.foundation import jobs, samples, sources
from skillmark.foundation.models import SigningKey
from skillmark.foundation.roles import Role
from skillmark.people import queries as people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def made(lead: make.Member) -> None:
    making.ask(lead.actor, now=sources.now())
    assert making.progress(lead.actor) == (0, 4)
    while jobs.run_next(sources.now()):
        pass
    assert making.progress(lead.actor) is None
    assert jobs.stopped() == []

def test_x() -> None:
    import time
    lead = make.member(make.workspace(), Role.TALENT_LEAD)
    t=time.time()
    making.make(make.system(people.workspace(lead.actor)), {}, sources.now())
    print("seconds", time.time()-t)
    found = samples.sample_of(lead.actor.workspace_id)
    print(people.sample_cast(lead.actor.workspace_id))
    t=time.time()
    making.make(make.system(people.workspace(lead.actor)), {}, sources.now())
    print("again", time.time()-t)
    assert not SigningKey.objects.filter(workspace_id=found.workspace_id).exists()
