"""Shared tablets: made and ended; PINs: set, taken back and tried."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from skillmark.foundation import audit
from skillmark.foundation.access import Forbidden, require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries, rules
from skillmark.people.actions.messages import deliver
from skillmark.people.models import Person, Pin, PinTries, Tablet, Unit
from skillmark.people.queries.tablets import at_tablet, open_tablet, people_at

MOST_WRONG = 5  # of a million PINs, before it is locked
LOCKED = timedelta(minutes=15)


class Tried(StrEnum):
    """What came of a PIN."""

    IN = "in"
    WRONG = "wrong"
    LOCKED = "locked"


@action
def make_tablet(actor: Actor, *, name: str, unit_id: UUID | None, shift: str, now: datetime) -> Tablet:
    """Have people of a unit, a shift, both, or of the whole workspace share a device. Raises BadInput, NotFound."""
    require(actor, "people.tablet.make")
    if not name.strip():
        raise BadInput.of("is empty", file="name")
    unit = one(Unit.objects.within(actor), unit_id) if unit_id else None
    made: Tablet = Tablet.objects.record(actor, now=now, name=name.strip(), unit=unit, shift=shift.strip())
    audit.record(actor, "people.tablet.made", made, unit=unit_id)
    return made


@action
def end_tablet(actor: Actor, *, tablet_id: UUID, now: datetime) -> None:
    """It is a shared tablet no more; whoever is in at it is out at once. Raises NotFound."""
    require(actor, "people.tablet.manage")
    row: Tablet = one(Tablet.objects.within(actor).filter(ended_at=None), tablet_id, lock=True)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    audit.record(actor, "people.tablet.ended", row)


@action
def set_pin(actor: Actor, *, pin: str, now: datetime) -> None:
    """The actor's own PIN from now on; tries of the one before are forgotten. Raises BadInput for a guessed one."""
    require(actor, "people.pin.set")
    person = _herself(actor)
    if not rules.PIN.fullmatch(pin) or rules.is_guessed_pin(pin):
        raise BadInput.of("is not six digits that nobody guesses", file="pin")
    digest = make_password(pin)
    row, _ = Pin.objects.within(actor).update_or_create(
        person=person,
        defaults={"digest": digest},
        create_defaults={"workspace_id": actor.workspace_id, "recorded_at": now, "digest": digest},
    )
    PinTries.objects.within(actor).filter(person=person).delete()
    audit.record(actor, "people.pin.set", row, person=person.pk)


@action
def take_back_pin(actor: Actor, *, now: datetime) -> None:
    """The actor comes in at no tablet any more."""
    require(actor, "people.pin.set")
    person = _herself(actor)
    Pin.objects.within(actor).filter(person=person).delete()
    PinTries.objects.within(actor).filter(person=person).delete()
    audit.record(actor, "people.pin.taken_back", person)


@action
def try_pin(actor: Actor, *, tablet_id: UUID, person_id: UUID, pin: str, now: datetime) -> Tried:
    """Try a PIN at a tablet. Five wrong ones lock it there for a quarter of an hour, and its owner is told.

    A locked one is not even looked at. Raises NotFound for a tablet that was ended and for somebody of another place.
    """
    require(actor, "people.pin.try")
    tablet = open_tablet(tablet_id)
    if tablet is None or tablet.workspace_id != actor.workspace_id:
        raise NotFound(str(tablet_id))
    person = one(people_at(tablet), person_id)
    tries = _tries(actor, tablet, person, now)
    if tries.locked_until is not None and tries.locked_until > now:
        return Tried.LOCKED
    if check_password(pin, Pin.objects.within(actor).get(person=person).digest):
        tries.wrong, tries.locked_until = 0, None
        tries.save(update_fields=["wrong", "locked_until"])
        assert person.account_id is not None  # people_at keeps those with an account
        hers = queries.actor_for(person.account_id, tablet.workspace.slug)
        audit.record(hers, "people.tablet.entered_by_pin", tablet, person=person.pk)
        return Tried.IN
    tries.wrong, tries.locked_until = tries.wrong + 1, None
    if tries.wrong >= MOST_WRONG:
        tries.wrong, tries.locked_until = 0, now + LOCKED
        deliver(at_tablet(tablet), person, "people.pin_locked", {"tablet": tablet.name}, now)
        audit.record(actor, "people.pin.locked", tablet, person=person.pk, until=tries.locked_until)
    tries.save(update_fields=["wrong", "locked_until"])
    return Tried.LOCKED if tries.locked_until else Tried.WRONG


def _tries(actor: Actor, tablet: Tablet, person: Person, now: datetime) -> PinTries:
    rows = PinTries.objects.within(actor)
    rows.get_or_create(tablet=tablet, person=person, defaults={"workspace_id": actor.workspace_id, "recorded_at": now})
    found: PinTries = rows.select_for_update().get(tablet=tablet, person=person)
    return found


def _herself(actor: Actor) -> Person:
    if actor.person_id is None:
        raise Forbidden("people.pin.set")
    found: Person = one(Person.objects.within(actor).filter(erased_at=None), actor.person_id, lock=True)
    return found
