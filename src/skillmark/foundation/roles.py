"""The roles a person can hold in a workspace, and the actor who acts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from skillmark.foundation.scopes import PUBLIC, HolderScope, NotFound, Scope, WorkspaceScope


class Role(StrEnum):
    TALENT_LEAD = "talent_lead"
    LINE_MANAGER = "line_manager"
    ASSESSOR = "assessor"
    WORKER = "worker"
    RECRUITER = "recruiter"
    PROVIDER = "provider"
    CASE_MANAGER = "case_manager"
    AGENCY = "agency"
    ASSOCIATION = "association"
    EVALUATOR = "evaluator"
    STEERING_MEMBER = "steering_member"
    QUALITY_ASSURER = "quality_assurer"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held for a period and a scope. `over` names the person, unit or cohort it covers; None covers the
    workspace.
    """

    role: Role
    over: UUID | None = None
    starts: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class LinkRight:
    """The one thing that somebody who came by a link may do."""

    purpose: str
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which scope, with which roles in force today.

    Who came by a link has no log-in and no role: `link` is all she may do.

    `process` names the program that acts where no person does ("worker", "demonstration"). Who came by a log-in carries
    the workspace's name in addresses (`slug`) and its `time_zone`, in which pages show instants.

    `sample`: somebody looks at made-up people as one of them; nothing she does there is signed or reaches anybody.
    """

    scope: Scope = PUBLIC
    account_id: UUID | None = None
    person_id: UUID | None = None
    grants: tuple[Grant, ...] = ()
    demonstration: bool = False
    sample: bool = False
    strong_login: bool = False
    process: str = ""
    reports: frozenset[UUID] = field(default_factory=frozenset)
    time_zone: str = "UTC"
    slug: str = ""
    link: LinkRight | None = None

    @property
    def workspace_id(self) -> UUID:
        """The workspace acted in. Raises NotFound outside one: a stranger learns nothing."""
        if isinstance(self.scope, WorkspaceScope):
            return self.scope.workspace_id
        raise NotFound("outside a workspace")

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held for the whole workspace. One held for a part of it is asked for with `over` alone."""
        return frozenset(grant.role for grant in self.grants if grant.over is None)

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether one of these roles is held for the whole workspace."""
        return not self.roles.isdisjoint(roles)

    def over(self, roles: Iterable[Role]) -> frozenset[UUID]:
        """The persons, units and cohorts for which one of these roles is held, where not for the whole workspace."""
        wanted = frozenset(roles)
        return frozenset(grant.over for grant in self.grants if grant.over is not None and grant.role in wanted)


ANYBODY = Actor()


def holder(account_id: UUID, *, strong_login: bool = False) -> Actor:
    """An account acting on its own records."""
    return Actor(scope=HolderScope(account_id), account_id=account_id, strong_login=strong_login)


def program(workspace_id: UUID, name: str, *, demonstration: bool = False) -> Actor:
    """The program itself, inside one workspace: jobs and handlers act as this."""
    return Actor(scope=WorkspaceScope(workspace_id), process=name, demonstration=demonstration)
