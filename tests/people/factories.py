"""Workspaces, people and their log-ins for tests, made by the same actions the product uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from uuid import UUID

from django.test import Client

from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role, holder, program
from skillmark.kernel.skills import Applicant, SelfRating
from skillmark.people import actions, queries
from skillmark.people.adapter import STRONG

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
_numbers = count(1)


@dataclass(frozen=True)
class Member:
    """A person of a workspace with her log-in."""

    person_id: UUID
    account_id: UUID
    slug: str

    @property
    def actor(self) -> Actor:
        return queries.actor_for(self.account_id, self.slug, strong_login=False)

    @property
    def strong(self) -> Actor:
        """As `actor`, logged in with a second step."""
        return queries.actor_for(self.account_id, self.slug, strong_login=True)

    @property
    def holder(self) -> Actor:
        return holder(self.account_id)

    def client(self, *, strong: bool = False) -> Client:
        """Her browser, logged in by password; `strong`: with a second step."""
        client = Client()
        client.force_login(queries.own_account(self.holder), backend="django.contrib.auth.backends.ModelBackend")
        if strong:
            session = client.session
            session[STRONG] = True
            session.save()
        return client


def workspace(slug: str = "", *, demonstration: bool = False, currency: str = "USD") -> Workspace:
    name = slug or f"workspace-{next(_numbers)}"
    return actions.open_workspace(
        slug=name,
        name=name.title(),
        demonstration=demonstration,
        currency=currency,
        time_zone="America/New_York",
        now=NOW,
    )


def system(where: Workspace) -> Actor:
    """The program itself in this workspace."""
    return program(where.pk, "test", demonstration=where.demonstration)


def person(where: Workspace, name: str = "Ana Ruiz", **values: str) -> queries.Person:
    return actions.add_person(system(where), name=name, now=NOW, **values)


def account(name: str = "Ana Ruiz", *, email: str = "", password: str | None = None, verified: bool = True) -> UUID:
    address = email or f"person{next(_numbers)}@example.org"
    opened = actions.open_account(email=address, name=name, password=password, email_verified=verified, now=NOW)
    return opened.pk


def member(where: Workspace, *roles: Role, name: str = "Ana Ruiz", over: UUID | None = None) -> Member:
    """A person with a log-in and these roles."""
    added = person(where, name)
    account_id = account(name)
    actions.link_account(system(where), person_id=added.pk, account_id=account_id, now=NOW)
    for role in roles:
        actions.grant_role(system(where), person_id=added.pk, role=role, over=over, starts=date(2026, 1, 1), now=NOW)
    return Member(added.pk, account_id, where.slug)


def applicant(
    reference: str = "A-1",
    name: str = "Nadia Nguyen",
    previous_job: str = "49-9071.00",
    ratings: Iterable[tuple[str, str]] = (("2.A.1.c", "2.5"),),
    wage: str | None = "22.50",
) -> Applicant:
    said = tuple(SelfRating(competency, Decimal(level)) for competency, level in ratings)
    return Applicant(
        reference,
        name,
        previous_job,
        said,
        email=f"{reference.lower()}@example.org",
        years=Decimal(7),
        minimum_hourly_wage=None if wage is None else Decimal(wage),
        commute_minutes=30,
        available_from=date(2026, 3, 11),
    )
