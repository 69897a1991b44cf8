"""Where people belong, as far as it is recorded: to the workplace itself, or to another organisation."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from skillmark.foundation.roles import Actor, Role
from skillmark.people import rules
from skillmark.people.models import Organisation, Person
from skillmark.people.queries.persons import in_force

AT_WORK_HERE = (Role.WORKER, Role.LINE_MANAGER)  # other roles are given to people of other organisations too
FROM_ELSEWHERE = (Role.PROVIDER, Role.AGENCY, Role.ASSOCIATION)
LEADING = (Role.TALENT_LEAD, Role.LINE_MANAGER, Role.RECRUITER)


@dataclass(frozen=True, slots=True)
class Belonging:
    """`here`: she has a place in this workplace: a part of it, somebody she reports to or leads, a role at work or a
    job. `elsewhere`: she holds a job at another organisation, named `organisation`, or acts for one by her role.
    `leads`: somebody reports to her, or she has a role that leads or hires.
    """

    here: bool
    elsewhere: bool
    organisation: str = ""
    leads: bool = False


def belonging(actor: Actor, person_ids: Collection[UUID], day: date) -> dict[UUID, Belonging]:
    """Where each of these people belongs on a day; the caller has made sure who asks."""
    found = {person_id: Belonging(here=False, elsewhere=False) for person_id in person_ids}
    for person_id, place in _places(actor, person_ids, day, ()):
        found[person_id] = place
    return found


def work_at(actor: Actor, person_ids: Collection[UUID], day: date, organisation: Organisation) -> set[UUID]:
    """Those of these people who have a place in this workplace or a job at it or at that organisation, whatever role
    they hold here; the caller has made sure who asks.
    """
    also = (organisation.name, organisation.public_name)
    return {person_id for person_id, place in _places(actor, person_ids, day, also, by_role=False) if place.here}


def _places(
    actor: Actor, wanted: Collection[UUID], day: date, also: Collection[str], *, by_role: bool = True
) -> Iterator[tuple[UUID, Belonging]]:
    """Each person with where she belongs, read at once. Jobs at `also` count as here."""
    held = in_force(actor, day).filter(person=OuterRef("pk"))
    home = Organisation.objects.within(actor).filter(home=True)
    reports = Person.objects.within(actor).filter(manager=OuterRef("pk"), erased_at=None)
    people = Person.objects.within(actor).filter(pk__in=set(wanted))
    rows = people.annotate(
        led=Exists(reports),
        works=Exists(held.filter(role__in=AT_WORK_HERE)),
        visits=Exists(held.filter(role__in=FROM_ELSEWHERE)),
        heads=Exists(held.filter(role__in=LEADING)),
        home=Subquery(home.values("name")[:1]),
        home_in_public=Subquery(home.values("public_name")[:1]),
    )
    jobs = ("organisation", "source", "started", "ended", "replaced_by")
    by_time = ("happened_on", "recorded_at", "id")
    found: dict[UUID, Belonging] = {}
    for row in rows.order_by("pk", *(f"employments__{name}" for name in by_time)).values(
        "pk", "unit", "manager", "led", "works", "visits", "heads", "home", "home_in_public",
        *(f"employments__{name}" for name in jobs),
    ):  # fmt: skip
        name, source, started, ended, replaced = (row[f"employments__{part}"] for part in jobs)
        before = found.get(row["pk"])
        placed = row["unit"] or row["manager"] or row["led"] or (by_role and row["works"])
        here = before.here if before else bool(placed)
        elsewhere, organisation = (before.elsewhere, before.organisation) if before else (row["visits"], "")
        if name and replaced is None and (ended is None or ended >= day) and (started is None or started <= day):
            # the workplace's own list tells of jobs here, also under the name it had when the list came
            ours = {rules.spelled(one) for one in (row["home"], row["home_in_public"], *also) if one is not None}
            if source == rules.EMPLOYEE_FILE or rules.spelled(name) in ours:
                here = True
            else:
                elsewhere, organisation = True, name  # the latest one
        found[row["pk"]] = Belonging(here, elsewhere, organisation, row["led"] or row["heads"])
    yield from found.items()
