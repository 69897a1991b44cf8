"""Persons of a workspace."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import rules
from skillmark.people.models import Person


class ManagedInACircle(ValueError):
    """Somebody would end up as her own manager's manager."""


@action
def add_person(
    actor: Actor,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    reference: str = "",
    language: str = "en",
    now: datetime,
) -> Person:
    """Add a person. Her reference (the number another system knows her by) is unique in the workspace.

    Raises BadInput for an empty name, for an e-mail address that is none, and for a reference that somebody has.
    """
    require(actor, "people.person.add")
    known = checked(name, email)
    if reference.strip() and Person.objects.within(actor).filter(reference=reference.strip()).exists():
        raise BadInput.of("somebody here has this number already", file="reference")
    person = Person.objects.record(
        actor,
        now=now,
        **known,
        phone=phone.strip(),
        reference=reference.strip(),
        language=language,
    )
    audit.record(actor, "people.person.added", person)
    return person


def checked(name: str, email: str) -> dict[str, str]:
    """Both as they are kept. Raises BadInput for an empty name and for an e-mail address that is none."""
    if not name.strip():
        raise BadInput.of("is empty", file="name")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            raise BadInput.of("is no e-mail address", file="email") from None
    return {"name": name.strip(), "email": email.strip().lower()}


@action
def set_manager(actor: Actor, *, person_id: UUID, manager_id: UUID | None, now: datetime) -> Person:
    """Say whom a person reports to, or that she reports to nobody. Raises ManagedInACircle."""
    person = one(Person.objects.within(actor), person_id, lock=True)
    require(actor, "people.person.change", person)
    manager = one(Person.objects.within(actor).filter(erased_at=None), manager_id) if manager_id else None
    if manager is not None and rules.would_be_a_circle(person.pk, _upwards(actor, manager)):
        raise ManagedInACircle(str(person_id))
    person.manager = manager
    person.save(update_fields=["manager"])
    audit.record(actor, "people.person.reports_to", person, manager=manager_id)
    return person


def _upwards(actor: Actor, manager: Person) -> list[UUID]:
    """The manager, her manager, and so on."""
    above = dict(Person.objects.within(actor).exclude(manager=None).values_list("pk", "manager_id"))
    chain = [manager.pk]
    while (following := above.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain
