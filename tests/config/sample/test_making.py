"""Making a sample: by a job, once however often it is asked for, anew after a kill."""

from typing import Any

import pytest
from tests.config.sample.looking import page, sample_of
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.config.sample import making
from skillmark.foundation import jobs, sources
from skillmark.foundation.models import Job, Sample
from skillmark.foundation.roles import Role, program
from skillmark.people import queries as people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def test_it_is_made_by_a_job_that_says_how_far_it_is_and_made_once_however_often_asked() -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    client, view_as = her.client(), page("house:view_as", her.slug)
    assert "Make the sample" in text_of(client.get(view_as))
    assert client.post(view_as, {"role": "worker"}).status_code == 200, "there is nobody yet to look as"
    for _ in range(2):
        assert client.post(page("house:make_sample", her.slug)).status_code == 302
    assert Job.objects.filter(kind=making.KIND).count() == 1
    assert "The sample is being made" in text_of(client.get(view_as))
    while jobs.run_next(sources.now()):
        pass
    assert jobs.stopped() == []
    assert "Supervisor" in text_of(client.get(view_as))
    first = sample_of(her).pk
    assert client.post(page("house:make_sample", her.slug)).status_code == 302
    while jobs.run_next(sources.now()):
        pass
    assert sample_of(her).pk != first
    assert Sample.objects.count() == 1


def test_today_of_an_empty_workspace_leads_to_it_and_back() -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    client, today = her.client(), page("house:today", her.slug)
    address = client.get(today).context["view_as_url"]
    making.make(program(her.actor.workspace_id, "worker"), {}, sources.now())
    assert f'name="back" value="{today}"' in client.get(address).content.decode()
    worker = make.member(people.workspace(her.actor), Role.WORKER)
    assert not worker.client().get(page("house:today", worker.slug)).context["view_as_url"]


def test_a_maker_that_was_killed_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    her = make.member(make.workspace(), Role.TALENT_LEAD)
    system = program(her.actor.workspace_id, "worker")

    def killed(made: Any, now: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(making, "STEPS", (*making.STEPS[:3], killed))
        with pytest.raises(KeyboardInterrupt):
            making.make(system, {}, sources.now())
    half = sample_of(her)
    assert people.sample_cast(her.actor.workspace_id) == {}
    making.make(system, {}, sources.now())
    assert sample_of(her).pk != half.pk
    assert len(people.sample_cast(her.actor.workspace_id)) == 4
