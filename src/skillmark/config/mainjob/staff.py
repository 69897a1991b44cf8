"""The people of a demonstration: one for each role, so that everything is seen from where each of them stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from skillmark.foundation.roles import Actor, Grant, Role
from skillmark.foundation.work import action
from skillmark.governance import actions as governance
from skillmark.governance.queries import Body, Constituency
from skillmark.people import actions as people
from skillmark.people import queries as persons
from skillmark.people.queries import Person

PASSWORD = "sample-records-only"  # noqa: S105  printed, and refused by every real installation
NAMES = {
    Role.TALENT_LEAD: "Ruth Adeyemi",
    Role.LINE_MANAGER: "Tomas Brandt",
    Role.ASSESSOR: "Ines Duarte",
    Role.WORKER: "Leo Marchetti",
    Role.RECRUITER: "Nadia Haas",
    Role.PROVIDER: "Cal Whitlock",
    Role.CASE_MANAGER: "Grace Oyelaran",
    Role.AGENCY: "Peter Lindgren",
    Role.ASSOCIATION: "Marisol Vega",
    Role.EVALUATOR: "Anneke de Boer",
    Role.STEERING_MEMBER: "Joe Kaminski",
    Role.QUALITY_ASSURER: "Hana Sato",
    Role.OPERATOR: "Dev Raman",
}
SECOND_ASSESSOR = "Omar Feld"
SEATS = {
    Constituency.HR: Role.TALENT_LEAD,
    Constituency.OPERATIONS: Role.LINE_MANAGER,
    Constituency.FRONTLINE: Role.STEERING_MEMBER,
    Constituency.EXTERNAL: Role.ASSOCIATION,
}


@dataclass(frozen=True)
class Staff:
    """Who works in the demonstration; the two assessors are nobody's managers."""

    by_role: dict[Role, Person]
    second_assessor: Person
    body: Body


def login(role: Role) -> str:
    """The e-mail address a role's demonstration log-in has."""
    return f"{role.value.replace('_', '-')}@sample.example"


@action
def hire(actor: Actor, *, accounts: bool, addresses: bool = True, now: datetime) -> Staff:
    """Add one person a role, a second assessor, and a body with its four seats taken; log-ins and addresses where they
    are wanted.
    """
    by_role = {role: _person(actor, name, role, accounts, addresses, now) for role, name in NAMES.items()}
    second = people.add_person(actor, name=SECOND_ASSESSOR, now=now)
    people.grant_role(actor, person_id=second.pk, role=Role.ASSESSOR, now=now)
    people.set_manager(actor, person_id=by_role[Role.WORKER].pk, manager_id=by_role[Role.LINE_MANAGER].pk, now=now)
    body = governance.set_up_body(actor, name="Standards group", now=now)
    for constituency, role in SEATS.items():
        person = by_role[role]
        governance.take_seat(
            actor,
            body_id=body.pk,
            constituency=constituency,
            person_id=person.pk,
            starts=persons.today(actor, now),
            chairs=role is Role.TALENT_LEAD,
            now=now,
        )
        if role is not Role.STEERING_MEMBER:
            people.grant_role(actor, person_id=person.pk, role=Role.STEERING_MEMBER, now=now)
    return Staff(by_role, second, body)


def acting(actor: Actor, person_id: UUID, role: Role) -> Actor:
    """This person, acting in the workspace in this role."""
    return Actor(scope=actor.scope, person_id=person_id, grants=(Grant(role),), demonstration=actor.demonstration)


def _person(actor: Actor, name: str, role: Role, accounts: bool, addresses: bool, now: datetime) -> Person:
    person = people.add_person(actor, name=name, email=login(role) if addresses else "", now=now)
    people.grant_role(actor, person_id=person.pk, role=role, now=now)
    if accounts:
        account = people.open_account(email=login(role), name=name, password=PASSWORD, email_verified=True, now=now)
        people.link_account(actor, person_id=person.pk, account_id=account.pk, now=now)
    return person
