"""Scopes and the door to records: forgetting raises, a stranger finds nothing."""

from datetime import date, timedelta

import pytest
from tests.foundation.factories import NOON, TODAY, actor, worker, workspace

from skillmark.foundation import sources
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.records import one
from skillmark.foundation.roles import ANYBODY, Actor, Grant, Role, holder
from skillmark.foundation.scopes import NotFound, ScopeForgotten, WorkspaceScope


def link(owner: Actor, digest: str = "0") -> CapabilityLink:
    made: CapabilityLink = CapabilityLink.objects.record(
        owner,
        now=NOON,
        digest=digest,
        purpose="test",
        subject_type="test.thing",
        subject_id=sources.new_id(),
        single_use=False,
        expires_at=NOON,
    )
    return made


@pytest.mark.parametrize("read", ["all", "count", "first", "exists"])
def test_a_read_that_forgets_its_scope_raises(read: str) -> None:
    with pytest.raises(ScopeForgotten):
        getattr(CapabilityLink.objects, read)()


def test_filter_and_get_forget_their_scope_too() -> None:
    with pytest.raises(ScopeForgotten):
        CapabilityLink.objects.filter(purpose="test")
    with pytest.raises(ScopeForgotten):
        CapabilityLink.objects.get(digest="0")


@pytest.mark.django_db
def test_a_workspace_sees_its_own_records_alone() -> None:
    here, there = workspace("one"), workspace("two")
    mine = link(worker(here))
    assert list(CapabilityLink.objects.within(worker(here))) == [mine]
    assert list(CapabilityLink.objects.within(worker(there))) == []
    with pytest.raises(NotFound):
        one(CapabilityLink.objects.within(worker(there)), mine.pk)
    assert one(CapabilityLink.objects.within(WorkspaceScope(here.pk)), mine.pk) == mine


@pytest.mark.parametrize("stranger", [ANYBODY, holder(sources.new_id())])
def test_outside_a_workspace_there_are_no_records(stranger: Actor) -> None:
    with pytest.raises(NotFound):
        CapabilityLink.objects.within(stranger)
    with pytest.raises(NotFound):
        CapabilityLink.objects.record(stranger, now=NOON)
    with pytest.raises(NotFound):
        _ = stranger.workspace_id


@pytest.mark.django_db
def test_a_record_of_a_stored_id_is_never_overwritten() -> None:
    from django.db import IntegrityError, transaction

    here = workspace()
    mine = link(worker(here))
    with pytest.raises(IntegrityError), transaction.atomic():
        CapabilityLink.objects.record(
            worker(here),
            now=NOON,
            id=mine.pk,
            digest="1",
            purpose="other",
            subject_type="x",
            subject_id=mine.pk,
            single_use=False,
            expires_at=NOON,
        )


def test_a_grant_holds_for_its_days_both_included() -> None:
    grant = Grant(Role.ASSESSOR, starts=TODAY, ends=TODAY + timedelta(days=1))
    verdicts = [grant.holds_on(TODAY + timedelta(days=days)) for days in (-1, 0, 1, 2)]
    assert verdicts == [False, True, True, False]
    assert Grant(Role.ASSESSOR).holds_on(date.min)


@pytest.mark.django_db
def test_an_actor_has_the_roles_of_her_grants() -> None:
    somebody = actor(workspace(), Role.ASSESSOR, Role.WORKER)
    assert somebody.has([Role.ASSESSOR])
    assert not somebody.has([Role.OPERATOR])
    assert somebody.roles == {Role.ASSESSOR, Role.WORKER}
