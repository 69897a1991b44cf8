"""Shared tablets and who comes in at them."""

from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.people import rules
from skillmark.people.models import Person, Pin, Tablet


def tablets(actor: Actor) -> list[Tablet]:
    """The tablets that were not ended, the newest first."""
    require(actor, "people.tablet.manage")
    rows = Tablet.objects.within(actor).filter(ended_at=None).select_related("unit")
    return list(rows.order_by("-recorded_at", "-id"))


def tablet(actor: Actor, tablet_id: UUID) -> Tablet:
    """One that was not ended. Raises NotFound."""
    require(actor, "people.tablet.manage")
    found: Tablet = one(Tablet.objects.within(actor).filter(ended_at=None), tablet_id)
    return found


def shifts(actor: Actor) -> list[str]:
    """The shifts that people here work."""
    rows = Person.objects.within(actor).filter(erased_at=None).exclude(shift="")
    return list(rows.order_by("shift").values_list("shift", flat=True).distinct())


def has_pin(actor: Actor) -> bool:
    """Whether the actor herself set a PIN."""
    require(actor, "people.pin.set")
    if actor.person_id is None:
        return False
    return bool(Pin.objects.within(actor).filter(person_id=actor.person_id).exists())


def open_tablet(tablet_id: UUID) -> Tablet | None:
    """Public: the tablet that a device is, with its workspace; None once it was ended."""
    rows = Tablet.objects.across_workspaces().filter(pk=tablet_id, ended_at=None)
    found: Tablet | None = rows.select_related("workspace", "unit").first()
    return found


def at_tablet(tablet: Tablet) -> Actor:
    """The program, at a tablet of a workspace."""
    return program(tablet.workspace_id, "tablet", demonstration=tablet.workspace.demonstration)


def short_list(tablet: Tablet) -> list[tuple[UUID, str]]:
    """Who may come in at a tablet: people of its place alone who set a PIN, by first name and initial."""
    rows = people_at(tablet).order_by("name", "id").values_list("pk", "name")
    return [(person_id, rules.short_name(name)) for person_id, name in rows]


def people_at(tablet: Tablet) -> QuerySet[Person]:
    """People of the tablet's place with a PIN and an account."""
    pins = Pin.objects.within(at_tablet(tablet)).values("person_id")
    rows: QuerySet[Person] = Person.objects.within(at_tablet(tablet)).filter(
        pk__in=pins, erased_at=None, merged_into=None, account__is_active=True
    )
    if tablet.unit_id is not None:
        rows = rows.filter(unit_id=tablet.unit_id)
    return rows.filter(shift=tablet.shift) if tablet.shift else rows
