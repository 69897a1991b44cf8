"""Two filled workspaces, somebody for every role in each, and a record for every part of an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.db import models
from django.test import Client
from tests.matrix import filling
from tests.people import factories as make

from skillmark.credentials.queries import SignedRecord
from skillmark.foundation import access, sources, tokens
from skillmark.foundation.models import ApiToken, Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.people import actions as people
from skillmark.people import queries as people_queries

NO_ROLE = "no_role"
COACH = "coach"  # of the person that addresses are about, and of nobody else


@dataclass(frozen=True)
class Visitor:
    """Somebody who tries an address. `role` is one held for the whole workspace: None for a member without one, a
    stranger, and nobody in particular. `coaches` is the one person whom she is the case manager of.
    """

    said: str
    role: Role | None = None
    member: make.Member | None = None
    token: str = ""
    coaches: UUID | None = None

    @cached_property
    def logged_in(self) -> Client:
        """Her browser, which loads the middleware once, and answers a fault of ours with 500 as a server would."""
        client = self.member.client() if self.member else Client()
        client.raise_request_exception = False
        return client

    @cached_property
    def _cookies(self) -> str:
        return self.logged_in.cookies.output(header="", sep=";")

    def client(self) -> Client:
        """Her browser with her log-in and nothing else, whatever the last answer left in the cookies."""
        kept = self._cookies
        self.logged_in.cookies.clear()
        self.logged_in.cookies.load(kept)
        return self.logged_in


@dataclass
class Place:
    """One workspace with its visitors and the records that addresses name."""

    workspace: Workspace
    visitors: list[Visitor]
    holder: Visitor
    person_id: UUID
    proof: SignedRecord
    made: dict[tuple[str, str], object] = field(default_factory=dict)
    next_door: Place | None = None

    @property
    def slug(self) -> str:
        return self.workspace.slug

    def find(self, route: str, parameter: str, attempt: Asked) -> object:
        """What stands for a parameter: by route and parameter, by parameter, else the first record of that kind. Made
        once, before the request whose changes are taken back.
        """
        if attempt.own and parameter == "person_id":
            return attempt.visitor.member.person_id if attempt.visitor.member else self.person_id
        key = next((key for key in (f"{route} {parameter}", parameter) if key in filling.OBJECTS), "")
        hers = attempt.visitor.said if key in filling.HER_OWN else ""
        known = (key or parameter, hers)
        if known not in self.made:
            self.made[known] = self._find(key, parameter, attempt.visitor.member)
        return self.made[known]

    def _find(self, key: str, parameter: str, member: make.Member | None) -> object:
        if key:
            return filling.OBJECTS[key](self, member)
        return self.person_id if parameter == "person_id" else self._first(parameter)

    def _first(self, parameter: str) -> object:
        noun = parameter.removesuffix("_id").replace("_", "")
        kinds = [
            model for model in apps.get_models() if model._meta.model_name == noun and hasattr(model, "workspace_id")
        ]
        rows: list[models.Model] = []
        for kind in kinds:
            manager: Any = kind._default_manager
            rows += manager.within(WorkspaceScope(self.workspace.pk)).order_by("pk")[:1]
        if not rows:
            raise LookupError(f"tests/matrix/filling.py makes nothing for “{parameter}”")
        return rows[0].pk


class Asked(Protocol):
    @property
    def visitor(self) -> Visitor: ...
    @property
    def own(self) -> bool: ...


@dataclass(frozen=True)
class World:
    ours: Place
    theirs: Place
    stranger: Visitor
    nobody: Visitor


def world(folder: Path) -> World:
    """Make both workspaces, alike, and whoever visits them. `folder` is for the files of the main job."""
    ours, theirs = place("harbor", 1, folder), place("hillside", 2, folder)
    ours.next_door, theirs.next_door = theirs, ours
    elsewhere = make.member(make.workspace(), Role.TALENT_LEAD)
    made = World(ours, theirs, Visitor("a stranger", member=elsewhere), Visitor("nobody in particular"))
    for visitor in (*ours.visitors, ours.holder, made.stranger):
        assert visitor.client().cookies  # logged in once, before the first request whose changes are taken back
    return made


def place(slug: str, seed: int, folder: Path) -> Place:
    """A filled workspace and one visitor a role. Addresses are about a person with a signed record, who has a log-in
    and reports to the line manager.
    """
    done = filling.fill(slug, seed, folder)
    workspace = people_queries.workspace(done.actor)
    system = make.system(workspace)
    about = done.proof.standing.award.person_id
    account_id = make.account("Ana Ruiz")
    people.link_account(system, person_id=about, account_id=account_id, now=make.NOW)
    people.grant_role(system, person_id=about, role=Role.WORKER, now=make.NOW)
    visitors = [_visitor(workspace, role) for role in (None, *Role)] + _for_one_person_alone(workspace, about)
    manager = next(visitor.member for visitor in visitors if visitor.role is Role.LINE_MANAGER)
    assert manager is not None
    people.set_manager(system, person_id=about, manager_id=manager.person_id, now=make.NOW)
    herself = make.Member(about, account_id, slug)
    return Place(workspace, visitors, Visitor("the person herself", member=herself), about, done.proof.standing)


def _visitor(workspace: Workspace, role: Role | None) -> Visitor:
    member = make.member(workspace, *([role] if role else []), name=f"Visitor {role or 'without a role'}")
    return Visitor(role.value if role else "a member without a role", role, member, _token(member.actor))


def _for_one_person_alone(workspace: Workspace, about: UUID) -> list[Visitor]:
    """Whose role ends at one person: her coach, a coach of somebody else, and somebody who holds every other role for
    her alone. No other role is held for one person, so what the last is told is what a member without a role is told.
    """
    another = make.person(workspace, "Somebody else").pk
    coach = make.member(workspace, Role.CASE_MANAGER, name="Visitor as coach", over=about)
    stray = make.member(workspace, Role.CASE_MANAGER, name="Visitor as another's coach", over=another)
    roles = [role for role in Role if role is not Role.CASE_MANAGER]
    others = make.member(workspace, *roles, name="Visitor for one alone", over=about)
    return [
        Visitor("her coach", None, coach, _token(coach.actor), about),
        Visitor("the coach of somebody else", None, stray, _token(stray.actor), another),
        Visitor("every other role for her alone", None, others, _token(others.actor)),
    ]


def _token(actor: Actor) -> str:
    """A token that asks for everything, so that only the role decides what it may do."""
    text = tokens.PREFIX + sources.random_bytes(8).hex()
    ApiToken.objects.record(
        actor,
        now=make.NOW,
        digest=tokens.digest(text),
        account_id=actor.account_id,
        person_id=actor.person_id,
        name="matrix",
        permissions=sorted(access.installed()),
        expires_at=sources.now() + timedelta(days=1),
    )
    return text
