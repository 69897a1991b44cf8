"""Who an account is in a workspace: the one place where an actor with a log-in is made."""

from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.foundation import access, samples, sources
from skillmark.foundation.entries import Entry, Way
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Grant, Role
from skillmark.foundation.scopes import NotFound, WorkspaceScope
from skillmark.people.models import Person, Pin, RoleGrant, SignOn, Tablet


def actor_for(account_id: UUID, workspace: str, *, strong_login: bool = False) -> Actor:
    """The actor an account is in the workspace with this slug, with today's roles. Raises NotFound for a stranger.

    "Today" is the workspace's own day. A line manager's reports are those who name her as manager.
    """
    return _as(_person(account_id, workspace, account__is_active=True), strong_login)


def own_actor(holder: Actor, workspace: str) -> Actor:
    """The actor that a holder is in a workspace of hers, in a sample too. Raises NotFound."""
    if holder.account_id is None:
        raise NotFound("no account")
    if holder.sample:
        return replace(_as(_person(holder.account_id, workspace), strong_login=False), sample=True)
    return actor_for(holder.account_id, workspace, strong_login=holder.strong_login)


def _person(account_id: UUID, workspace: str, **wanted: bool) -> Person:
    rows = Person.objects.across_workspaces().filter(account_id=account_id, workspace__slug=workspace, **wanted)
    person: Person | None = rows.select_related("workspace").first()
    if person is None:
        raise NotFound(workspace)
    return person


def _as(person: Person, strong_login: bool) -> Actor:
    today = sources.now().astimezone(ZoneInfo(person.workspace.time_zone)).date()
    scope = WorkspaceScope(person.workspace_id)
    grants = _grants(scope, person.pk, today)
    manages = any(grant.role is Role.LINE_MANAGER and grant.over is None for grant in grants)
    reports = Person.objects.within(scope).filter(manager_id=person.pk).values_list("pk", flat=True) if manages else ()
    return Actor(
        scope=scope,
        account_id=person.account_id,
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
    if entry.way is Way.SAMPLE:
        return _in_sample(entry)
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


def _in_sample(entry: Entry) -> Actor:
    """The made-up person a lead looks as, while her log-in, her role and the sample last. Raises NotFound.

    That person's own account is closed, so no other way leads to this actor.
    """
    seen = seen_as(who_looks(entry).workspace_id, entry.person_id)
    return replace(_as(seen, strong_login=False), sample=True)


def who_looks(entry: Entry) -> Actor:
    """The lead herself, in her own workspace. Raises NotFound where she may look no more, or is logged in no more."""
    lead = Person.objects.across_workspaces().filter(pk=entry.ground_id).select_related("workspace").first()
    if lead is None or entry.account_id is None or lead.account_id != entry.account_id:
        raise NotFound(entry.workspace)
    actor = actor_for(entry.account_id, lead.workspace.slug)
    if not access.may(actor, "people.sample.view"):
        raise NotFound(entry.workspace)
    return actor


def seen_as(workspace_id: UUID, person_id: UUID) -> Person:
    """A person of this workspace's sample whom its leads can look as. Raises NotFound."""
    found = samples.sample_of(workspace_id)
    if found is None or found.made_at is None:
        raise NotFound("sample")
    cast = Person.objects.across_workspaces().filter(workspace_id=found.workspace_id, account__is_active=False)
    return one(cast.select_related("workspace"), person_id)


def sample_cast(workspace_id: UUID) -> dict[frozenset[Role], Person]:
    """Whom the leads of this workspace can look as, by the roles each has; empty until the sample is made."""
    found = samples.sample_of(workspace_id)
    if found is None or found.made_at is None:
        return {}
    cast = (
        Person.objects.across_workspaces()
        .filter(workspace_id=found.workspace_id, account__is_active=False)
        .select_related("workspace")
    )
    held: dict[UUID, set[Role]] = {person.pk: set() for person in cast}
    grants = RoleGrant.objects.within(WorkspaceScope(found.workspace_id)).filter(person__in=held, ended_at=None)
    for person_id, role in grants.values_list("person_id", "role"):
        held[person_id].add(Role(role))
    return {frozenset(held[person.pk]): person for person in cast}


def _grants(scope: WorkspaceScope, person_id: UUID, today: date) -> tuple[Grant, ...]:
    rows = RoleGrant.objects.within(scope).filter(person_id=person_id, ended_at=None).order_by("role", "id")
    held = (Grant(Role(row.role), row.over, row.starts, row.ends) for row in rows)
    return tuple(grant for grant in held if grant.holds_on(today))
