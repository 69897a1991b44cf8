"""Where people belong, as far as it is recorded: to the workplace itself, or to another organisation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from skillmark.foundation.roles import Actor, Role
from skillmark.people import rules
from skillmark.people.models import Employment, Organisation, Person
from skillmark.people.queries.persons import in_force

AT_WORK_HERE = (Role.WORKER, Role.LINE_MANAGER)  # other roles are given to people of other organisations too
FROM_ELSEWHERE = (Role.PROVIDER, Role.AGENCY, Role.ASSOCIATION)


@dataclass(frozen=True, slots=True)
class Belonging:
    """`here`: she has a place in this workplace: a part of it, somebody she reports to or leads, a role at work or a
    job. `elsewhere`: she holds a job at another organisation, named `organisation`, or acts for one by her role.
    """

    here: bool
    elsewhere: bool
    organisation: str = ""


def belonging(actor: Actor, person_ids: Collection[UUID], day: date) -> dict[UUID, Belonging]:
    """Where each of these people belongs on a day; the caller has made sure who asks."""
    wanted = set(person_ids)
    here, elsewhere = _places(actor, wanted, day, ())
    roles: dict[UUID, set[str]] = {}
    for person_id, role in in_force(actor, day).filter(person_id__in=wanted).values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    return {
        person_id: Belonging(
            here=person_id in here or not roles.get(person_id, set()).isdisjoint(AT_WORK_HERE),
            elsewhere=person_id in elsewhere or not roles.get(person_id, set()).isdisjoint(FROM_ELSEWHERE),
            organisation=elsewhere.get(person_id, ""),
        )
        for person_id in wanted
    }


def work_at(actor: Actor, person_ids: Collection[UUID], day: date, organisation: Organisation) -> set[UUID]:
    """Those of these people who have a place in this workplace or a job at it or at that organisation, whatever role
    they hold here; the caller has made sure who asks.
    """
    here, _elsewhere = _places(actor, set(person_ids), day, (organisation.name, organisation.public_name))
    return here


def _places(
    actor: Actor, wanted: Collection[UUID], day: date, also: Collection[str]
) -> tuple[set[UUID], dict[UUID, str]]:
    """Who has a place or a job here on a day, and who a job elsewhere, with where. Jobs at `also` count as here."""
    people = Person.objects.within(actor).filter(pk__in=wanted)
    placed = people.filter(
        Q(unit__isnull=False) | Q(manager__isnull=False) | Q(reports__erased_at=None, reports__isnull=False)
    )
    here = set(placed.values_list("pk", flat=True))
    homes = Organisation.objects.within(actor).filter(home=True).values_list("name", "public_name")
    home = {rules.spelled(name) for names in (*homes, also) for name in names}
    jobs = Employment.objects.within(actor).filter(person_id__in=wanted, replaced_by=None).exclude(organisation="")
    held = jobs.filter(Q(ended=None) | Q(ended__gte=day)).filter(Q(started=None) | Q(started__lte=day))
    elsewhere: dict[UUID, str] = {}
    for person_id, name, source in held.order_by("happened_on", "recorded_at", "id").values_list(
        "person_id", "organisation", "source"
    ):
        # the workplace's own list tells of jobs here, also under the name it had when the list came
        if source == rules.EMPLOYEE_FILE or rules.spelled(name) in home:
            here.add(person_id)
        else:
            elsewhere[person_id] = name  # the latest one
    return here, elsewhere
