"""Who an account is in a workspace: the one place where an actor with a log-in is made."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.foundation import sources
from skillmark.foundation.entries import Entry, Way
from skillmark.foundation.roles import Actor, Grant, Role
from skillmark.foundation.scopes import NotFound, WorkspaceScope
from skillmark.people.models import Person, Pin, RoleGrant, SignOn, Tablet


def actor_for(account_id: UUID, workspace: str, *, strong_login: bool = False) -> Actor:
    """The actor an account is in the workspace with this slug, with today's roles. Raises NotFound for a stranger.

    "Today" is the workspace's own day. A line manager's reports are those who name her as manager.
    """
    person = (
        Person.objects.across_workspaces()
        .filter(account_id=account_id, account__is_active=True, workspace__slug=workspace)
        .select_related("workspace")
        .first()
    )
    if person is None:
        raise NotFound(workspace)
    today = sources.now().astimezone(ZoneInfo(person.workspace.time_zone)).date()
    scope = WorkspaceScope(person.workspace_id)
    grants = _grants(scope, person.pk, today)
    manages = any(grant.role is Role.LINE_MANAGER and grant.over is None for grant in grants)
    reports = Person.objects.within(scope).filter(manager_id=person.pk).values_list("pk", flat=True) if manages else ()
    return Actor(
        scope=scope,
        account_id=account_id,
        person_id=person.pk,
        grants=grants,
        demonstration=person.workspace.demonstration,
        strong_login=strong_login,
        reports=frozenset(reports),
        time_zone=person.workspace.time_zone,
        slug=person.workspace.slug,
    )


def actor_by(entry: Entry) -> Actor:
    """Who somebody is who came in by another way than her log-in. Raises NotFound once what it stands on is over."""
    person = Person.objects.across_workspaces().filter(pk=entry.person_id, workspace__slug=entry.workspace).first()
    if person is None or person.account_id is None:
        raise NotFound(entry.workspace)
    scope = WorkspaceScope(person.workspace_id)
    grounds = SignOn.objects.within(scope) if entry.way is Way.PROVIDER else Tablet.objects.within(scope)
    if not grounds.filter(pk=entry.ground_id, ended_at=None).exists():
        raise NotFound(entry.workspace)
    if entry.way is Way.PIN and not Pin.objects.within(scope).filter(person=person).exists():
        raise NotFound(entry.workspace)
    return actor_for(person.account_id, entry.workspace, strong_login=entry.strong_login)


def _grants(scope: WorkspaceScope, person_id: UUID, today: date) -> tuple[Grant, ...]:
    rows = RoleGrant.objects.within(scope).filter(person_id=person_id, ended_at=None).order_by("role", "id")
    held = (Grant(Role(row.role), row.over, row.starts, row.ends) for row in rows)
    return tuple(grant for grant in held if grant.holds_on(today))
