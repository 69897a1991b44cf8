"""For whom people can speak: by the roles they hold, whom they lead, and where they belong."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import Alternate, Constituency, Seat
from skillmark.people import queries as people


def speaking_for(actor: Actor, person_ids: Iterable[UUID], day: date) -> dict[UUID, frozenset[Constituency]]:
    """For whom each of these people can speak on a day; the caller has made sure who asks."""
    wanted = set(person_ids)
    where = people.belonging(actor, wanted, day) if wanted else {}
    return {
        person_id: rules.speaks_for(here=place.here, elsewhere=place.elsewhere, leads=place.leads)
        for person_id, place in where.items()
    }


def unfitting(actor: Actor, terms: Iterable[Seat | Alternate], day: date) -> set[UUID]:
    """Those of these seats and alternates whose holder cannot speak for the seat on this day, by id."""
    held = [(term, term.person_id) for term in terms if term.person_id is not None]
    can = speaking_for(actor, (person_id for _term, person_id in held), day)
    return {term.pk for term, person_id in held if seat_of(term).constituency not in can[person_id]}


def can_speak(actor: Actor, person_id: UUID, constituency: str, day: date) -> bool:
    return constituency in speaking_for(actor, [person_id], day)[person_id]


def seat_of(term: Seat | Alternate) -> Seat:
    return term.seat if isinstance(term, Alternate) else term
