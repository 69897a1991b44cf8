"""Workspaces and actors to test the foundation with."""

from datetime import UTC, date, datetime
from uuid import UUID

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Grant, Role, program
from skillmark.foundation.scopes import WorkspaceScope

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def workspace(slug: str = "harbor", *, demonstration: bool = True) -> Workspace:
    return Workspace.objects.create(
        slug=slug, demonstration=demonstration, digest_key=sources.random_bytes(32), recorded_at=NOON
    )


def worker(place: Workspace) -> Actor:
    return program(place.pk, "worker", demonstration=place.demonstration)


def actor(place: Workspace, *roles: Role, person_id: UUID | None = None) -> Actor:
    return Actor(
        scope=WorkspaceScope(place.pk),
        account_id=sources.new_id(),
        person_id=person_id or sources.new_id(),
        grants=tuple(Grant(role) for role in roles),
        demonstration=place.demonstration,
    )
