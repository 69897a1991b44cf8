"""People over REST: who is here, and who I am. No address, wage, preference or demographic leaves by this door."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from skillmark.foundation.api import Page, actor_of, longest, operation, paged
from skillmark.foundation.sources import now
from skillmark.people import actions, queries

router = Router(tags=["People"])


class PersonOut(Schema):
    """A person of the workspace."""

    id: UUID
    name: str
    reference: str
    unit_id: UUID | None
    manager_id: UUID | None


class PersonIn(Schema):
    """A person to add. `reference` is the number another system knows her by."""

    name: str = Field(min_length=1, max_length=longest(queries.Person, "name"))
    email: str = Field("", max_length=longest(queries.Person, "email"))
    reference: str = Field("", max_length=longest(queries.Person, "reference"))


class RoleOut(Schema):
    """A role in force today; `over` names what it covers, null the whole workspace."""

    role: str
    over: UUID | None
    starts: date | None
    ends: date | None


class MeOut(Schema):
    """Who the token acts as."""

    person_id: UUID
    name: str
    workspace: str
    roles: list[RoleOut]


@router.get("/people", response=Page[PersonOut], summary="The people the token's holder may see, oldest first")
@operation("people.person.list")
def people(request: HttpRequest, cursor: str = "", limit: int = 50, text: str = "") -> object:
    return paged(queries.persons(actor_of(request), text), cursor, limit)


@router.get("/people/{person_id}", response=PersonOut, summary="One person")
@operation("people.person.read")
def person(request: HttpRequest, person_id: UUID) -> object:
    return queries.person(actor_of(request), person_id)


@router.post("/people", response={201: PersonOut}, summary="Add a person")
@operation("people.person.add")
def add_person(request: HttpRequest, given: PersonIn) -> object:
    added = actions.add_person(
        actor_of(request), name=given.name, email=given.email, reference=given.reference, now=now()
    )
    return Status(201, added)


@router.get("/me", response=MeOut, summary="Who the token acts as")
@operation("people.profile.read")
def me(request: HttpRequest) -> object:
    actor = actor_of(request)
    own = queries.anyone(actor, actor.person_id) if actor.person_id else None
    return {
        "person_id": actor.person_id,
        "name": own.name if own else "",
        "workspace": queries.slug(actor),
        "roles": list(actor.grants),
    }
