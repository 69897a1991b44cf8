"""Persons, for those who may see them."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation.access import may, require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.people import rules
from skillmark.people.access import COACHES, EVERYBODY
from skillmark.people.models import Age, Consent, Employment, Person, RoleGrant, WorkPreference


def persons(actor: Actor, text: str = "") -> QuerySet[Person]:
    """The people this reader may see, by name: all for those who work with all, else her reports, those she coaches
    and herself.

    `text` keeps those whose name, reference or e-mail address contains it.
    """
    found = Person.objects.within(actor).filter(erased_at=None, merged_into=None).order_by("name", "id")
    if not (actor.process or actor.has(EVERYBODY)):
        coached = actor.over(COACHES)
        found = found.filter(Q(pk__in=_hers(actor) | coached) | Q(unit_id__in=coached))
    wanted = text.strip()
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(reference__iexact=wanted) | Q(email__icontains=wanted))
    return found


def to_choose(actor: Actor, *, without: Collection[UUID | None] = ()) -> list[tuple[str, str]]:
    """(id, name) of the people this reader may see, for a form. Of people with one name each is told apart: by the
    number or the address she is known by, else by when she came here.
    """
    rows = [row for row in persons(actor) if row.pk not in without]
    often = Counter(row.name.casefold() for row in rows)
    chosen: list[tuple[str, str]] = []
    for row in rows:
        apart = row.reference or row.email or f"{row.recorded_at:%Y-%m-%d %H:%M:%S}"
        chosen.append((str(row.pk), row.name if often[row.name.casefold()] == 1 else f"{row.name}, {apart}"))
    return chosen


def _hers(actor: Actor) -> frozenset[UUID]:
    return actor.reports | ({actor.person_id} if actor.person_id else frozenset())


def person(actor: Actor, person_id: UUID, *, lock: bool = False) -> Person:
    """A person this reader may see. Raises NotFound: whoever is not hers to see is not there."""
    return one(persons(actor).select_related("manager", "unit") if not lock else persons(actor), person_id, lock=lock)


def anyone(actor: Actor, person_id: UUID) -> Person:
    """Any person of the workspace who was not erased, for an action that asks its own permission. Raises NotFound."""
    found: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    return found


def people_by_id(actor: Actor, person_ids: Iterable[UUID]) -> list[Person]:
    """Those of these people whom the reader may see, with what tells how each is reached."""
    found = persons(actor).filter(pk__in=set(person_ids)).select_related("account", "safe_contact")
    return list(found.order_by("pk"))


def names(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Name by id, for a page that has asked its own permission; an erased person has an empty one."""
    return dict(Person.objects.within(actor).filter(pk__in=set(person_ids)).values_list("pk", "name"))


def persons_by_reference(actor: Actor) -> dict[str, Person]:
    """Everybody another system's number is known of, in the order of the numbers."""
    require(actor, "people.person.list")
    return {found.reference: found for found in persons(actor).exclude(reference="").order_by("reference")}


def references(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Reference by id; empty where there is none."""
    return dict(Person.objects.within(actor).filter(pk__in=set(person_ids)).values_list("pk", "reference"))


def employments(actor: Actor, person_id: UUID) -> QuerySet[Employment]:
    """A person's jobs as last known, the latest first."""
    person(actor, person_id)
    rows = Employment.objects.within(actor).filter(person_id=person_id, replaced_by=None)
    return rows.order_by("-started", "-recorded_at", "-id")


def employment(actor: Actor, person_id: UUID, employment_id: UUID) -> Employment:
    """One of a person's jobs as last known. Raises NotFound."""
    found: Employment = one(employments(actor, person_id), employment_id)
    return found


def preference(actor: Actor, person_id: UUID) -> WorkPreference | None:
    """What she needs of a job, for herself and her coach; None where nothing was said. Raises Forbidden for others."""
    whose = anyone(actor, person_id)
    require(actor, "people.preference.read", whose)
    found: WorkPreference | None = WorkPreference.objects.within(actor).filter(person=whose).first()
    return found


def may_read_preference(actor: Actor, whose: Person) -> bool:
    return may(actor, "people.preference.read", whose)


def consents(actor: Actor, person_id: UUID, *, purpose: str = "", on: date | None = None) -> QuerySet[Consent]:
    """A person's consents, the latest first; with a day, those in force on it: none to be shown while under 18."""
    rows = Consent.objects.within(actor).filter(person_id=anyone(actor, person_id).pk).order_by("-recorded_at", "-id")
    if purpose:
        rows = rows.filter(purpose=purpose)
    if on is not None:
        rows = rows.filter(Q(expires_on=None) | Q(expires_on__gte=on), withdrawn_at=None)
        stated = Age.objects.within(actor).filter(person_id=person_id).first()
        if stated is not None and rules.is_under_18(stated.born_on, stated.under_18, on):
            rows = rows.exclude(purpose__in=rules.PUBLIC_PURPOSES)
    return rows


def grants(actor: Actor) -> QuerySet[RoleGrant]:
    """Every role ever granted here: those not ended first, by role, then by name."""
    rows = RoleGrant.objects.within(actor).select_related("person")
    return rows.order_by("ended_at", "role", "person__name", "id")


def in_force(actor: Actor, day: date) -> QuerySet[RoleGrant]:
    """Roles held on a day."""
    return grants(actor).filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day, ended_at=None)


def roles_of(actor: Actor, whose: Person, day: date) -> list[Role]:
    """What she may act as on a day; the caller has made sure who reads."""
    return sorted({Role(grant.role) for grant in in_force(actor, day).filter(person=whose)})


def leads_alone(actor: Actor, day: date) -> bool:
    """Whether the reader leads here and nobody else does: without her nobody lets people in or gives roles."""
    leads = in_force(actor, day).filter(role=Role.TALENT_LEAD, person__account__isnull=False)
    return actor.has({Role.TALENT_LEAD}) and not leads.exclude(person=actor.person_id).exists()


def known_as(found: Person) -> str:
    """How files, rankings and draws name her: the number another system gave her, else our own id."""
    return found.reference or str(found.pk)
