"""What a lead does who looks at a sample."""

from django.test import Client
from django.urls import reverse
from tests.people import factories as make

from skillmark.foundation import samples
from skillmark.foundation.models import AuditRow, Workspace
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import WorkspaceScope
from skillmark.people import queries as people
from skillmark.people.models import Person


def page(name: str, *parts: object) -> str:
    return reverse(name, args=parts)


def looking(her: make.Member, role: str = "line_manager", back: str = "") -> Client:
    client = her.client(strong=True)
    answer = client.post(page("house:view_as", her.slug), {"role": role, "back": back})
    assert answer["Location"] == page("house:today", sample_of(her).slug)
    return client


def sample_of(her: make.Member) -> Workspace:
    found = samples.sample_of(her.actor.workspace_id)
    assert found is not None
    return found.workspace


def inside(her: make.Member) -> WorkspaceScope:
    return WorkspaceScope(sample_of(her).pk)


def seen_as(her: make.Member, role: Role) -> Person:
    return next(person for roles, person in people.sample_cast(her.actor.workspace_id).items() if role in roles)


def noted(her: make.Member) -> list[str]:
    rows = AuditRow.objects.filter(workspace_id=her.actor.workspace_id, action__startswith="people.sample.")
    return list(rows.order_by("number").values_list("action", flat=True))
