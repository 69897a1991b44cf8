"""Whom a row of an employee file is about, of those who are here already."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from skillmark.foundation.imports.kinds import NEW, Brought, Given
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.models import Person

MOST_CHOICES = 5  # of people with one name; a longer list is a search, not a question


@dataclass
class Known:
    """Who of a piece is here already. A record that was merged stands for the one that stayed."""

    by_number: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, Person] = field(default_factory=dict)

    def find(self, row: Given, answer: str = "") -> Person | None:
        """Whom a row is about, by the answer somebody gave, its number, its e-mail address, its phone number."""
        if answer:
            return self.by_id.get(answer)
        number, email, phone = keys(row)
        if number in self.by_number:
            return self.by_number[number]
        found = self.by_email.get(email, []) if email else []
        if not found and not number and not email:
            found = self.by_phone.get(phone, [])
        fits = [person for person in found if not (number and person.reference)]
        return fits[0] if len(fits) == len(found) == 1 else None

    def likely(self, row: Given) -> list[Person]:
        """Who may be meant where nobody is for sure: the same address, or the same name without another number."""
        number, email, phone = keys(row)
        alike = [*self.by_email.get(email, ()), *(self.by_phone.get(phone, ()) if phone and not email else ())]
        named = self.by_name.get(rules.spelled(row.text("name")), ())
        alike += [person for person in named if not (number and person.reference)]
        return list({person.pk: person for person in alike}.values())[:MOST_CHOICES]


def keys(row: Given) -> tuple[str, str, str]:
    """Number, e-mail address and phone number as they are kept."""
    return row.text("number"), row.text("email").lower(), rules.plain_phone(row.text("phone"))


def known_people(actor: Actor, whole: Brought, piece: Sequence[Given], *, lock: bool) -> Known:
    """Everybody here whom a row of the piece may be about, in few reads."""
    columns = list(zip(*map(keys, piece), strict=True)) or [()] * 3
    number, email, phone = ({value for value in column if value} for column in columns)
    ids = {UUID(answer) for row in piece if (answer := whole.answers.get(row.number, NEW)) != NEW}
    named: dict[str, list[UUID]] = whole.keep("names", lambda _: _by_name(actor, whole.recorded_at))
    ids.update(pk for row in piece for pk in named.get(rules.spelled(row.text("name")), ())[:MOST_CHOICES])
    people = Person.objects.within(actor).filter(erased_at=None).order_by("pk")
    people = people.select_for_update(of=("self",)) if lock else people
    wanted = Q(reference__in=number) | Q(email__in=email) | Q(phone__in=phone) | Q(pk__in=ids)
    found = {person.pk: person for person in people.filter(wanted)}
    merged = {person.merged_into_id for person in found.values() if person.merged_into_id}
    found |= {person.pk: person for person in people.filter(pk__in=merged - set(found))}
    known = Known()
    for person in found.values():
        stays = found[person.merged_into_id] if person.merged_into_id else person
        if person.reference:
            known.by_number[person.reference] = stays
        for index, value in (
            (known.by_email, person.email),
            (known.by_phone, rules.plain_phone(person.phone)),
            (known.by_name, rules.spelled(person.name)),
        ):
            if value and stays not in index[value]:
                index[value].append(stays)
        known.by_id[str(person.pk)] = stays
    return known


def _by_name(actor: Actor, recorded_by: datetime) -> dict[str, list[UUID]]:
    """Who was here when the file came, by name: two rows of one name are two people as far as the file tells."""
    here = Person.objects.within(actor).filter(erased_at=None, recorded_at__lte=recorded_by)
    found: dict[str, list[UUID]] = defaultdict(list)
    for pk, name in here.order_by("pk").values_list("pk", "name").iterator():
        found[rules.spelled(name)].append(pk)
    return dict(found)


def first_rows(whole: Brought) -> dict[tuple[str, str], int]:
    """The first row in which each number, e-mail address and, where it alone says who, phone number stands."""
    first: dict[tuple[str, str], int] = {}
    for row in whole.rows:
        for key in own_keys(row):
            first.setdefault(key, row.number)
    return first


def own_keys(row: Given) -> list[tuple[str, str]]:
    number, email, phone = keys(row)
    found = [("number", number), ("email", email)]
    return [key for key in found if key[1]] or ([("phone", phone)] if phone else [])
