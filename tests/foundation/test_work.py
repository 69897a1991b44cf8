"""The unit of work: actions within actions are one, whole or not at all."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection
from tests.foundation.factories import NOON, worker, workspace

from skillmark.foundation import audit, outbox
from skillmark.foundation.models import AuditHead, Job, Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import NoUnitOfWork, action

pytestmark = pytest.mark.django_db


class Stop(Exception):
    pass


@action
def inner(actor: Actor) -> None:
    audit.record(actor, "test.inner", None)


@action
def outer(actor: Actor, *, fail: bool = False) -> str:
    audit.record(actor, "test.before", None)
    inner(actor)
    assert audit.length(actor.workspace_id) == 0, "rows are written once, at the end"
    if fail:
        raise Stop
    return "done"


def test_actions_called_by_actions_join_and_rows_are_written_once_at_the_end() -> None:
    place = workspace()
    assert outer(worker(place)) == "done"
    assert audit.length(place.pk) == 2
    assert AuditHead.objects.get(workspace=place).number == 2


def test_a_failure_leaves_neither_change_nor_audit_row() -> None:
    place = workspace()

    @action
    def change() -> None:
        Workspace.objects.filter(pk=place.pk).update(currency="EUR")
        outer(worker(place), fail=True)

    with pytest.raises(Stop):
        change()
    place.refresh_from_db()
    assert place.currency == "USD"
    assert audit.length(place.pk) == 0
    outer(worker(place))
    assert audit.length(place.pk) == 2, "what the failed unit gathered is forgotten"


def test_what_a_refused_inner_action_did_is_undone_and_the_outer_goes_on() -> None:
    place = workspace()

    @action
    def refused() -> None:
        Workspace.objects.filter(pk=place.pk).update(currency="EUR")
        inner(worker(place))
        raise Stop

    @action
    def forgiving() -> None:
        inner(worker(place))
        with suppress(Stop):
            refused()
        audit.record(worker(place), "test.after", None)

    forgiving()
    place.refresh_from_db()
    assert place.currency == "USD"
    assert audit.length(place.pk) == 2, "nothing is told of what was undone"
    assert audit.check(place.pk) is None


def test_an_inner_action_the_database_refused_leaves_the_outer_usable() -> None:
    place = workspace()

    @action
    def twice() -> None:
        workspace(place.slug)

    @action
    def forgiving() -> None:
        with suppress(IntegrityError):
            twice()
        inner(worker(place))

    forgiving()
    assert audit.length(place.pk) == 1


def test_recording_outside_an_action_is_a_defect() -> None:
    place = workspace()
    with pytest.raises(NoUnitOfWork):
        audit.record(worker(place), "test.thing", None)
    with pytest.raises(NoUnitOfWork):
        outbox.announce("test.happened", place)


@pytest.mark.django_db(transaction=True)
def test_units_that_touch_two_chains_in_opposite_order_do_not_wait_for_each_other() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: nobody can hold one head and wait for another")
    places = [workspace("one"), workspace("two")]
    failures: list[BaseException] = []

    @action
    def both(order: list[Workspace]) -> None:
        for place in order:
            audit.record(worker(place), "test.thing", None)

    def many(order: list[Workspace]) -> None:
        try:
            for _ in range(20):
                both(order)
        except BaseException as error:  # noqa: BLE001  told to the thread that looks
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many, args=(order,)) for order in (places, places[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [audit.length(place.pk) for place in places] == [40, 40]
    assert [audit.check(place.pk) for place in places] == [None, None]


def test_an_announcement_belongs_to_the_unit() -> None:
    place = workspace()

    def hear(*_: object) -> None:
        pass

    outbox.install({"test.happened": [hear]})
    try:

        @action
        def announce(*, fail: bool) -> None:
            outbox.announce("test.happened", place)
            if fail:
                raise Stop

        with pytest.raises(Stop):
            announce(fail=True)
        assert not Job.objects.exists()
        announce(fail=False)
        assert Job.objects.get().due_at >= NOON
    finally:
        from skillmark.config import tables

        tables.install()
