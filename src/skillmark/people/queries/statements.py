"""What many people did and say, in few reads: what fit and gap are computed from."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation.records import as_of as records_as_of
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.models import Employment, SelfRating
from skillmark.people.queries.workspaces import today

MOST_IDS = 5000  # in one IN (…): SQLite takes 32,766 variables; beyond this the workspace is read whole


@dataclass(frozen=True, slots=True)
class PastJob:
    """A job as its owner gave it: a title, a code, or both."""

    title: str
    code: str

    @property
    def given(self) -> str:
        return self.code or self.title


def past_jobs(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, list[PastJob]]:
    """Each person's jobs as last known, the earliest recorded first; whoever has none is absent."""
    gathered: dict[UUID, list[PastJob]] = defaultdict(list)
    rows = _of(Employment.objects.within(actor).filter(replaced_by=None), person_ids).order_by("recorded_at", "id")
    for person_id, title, code in _kept(rows.values_list("person_id", "title", "occupation_code"), person_ids):
        gathered[person_id].append(PastJob(title, code))
    return dict(gathered)


def people_in_jobs(actor: Actor, as_of: datetime) -> dict[str, frozenset[UUID]]:
    """Who held which job here at an instant, as the employer's own list told by then: ids by the job's title.

    Titles that differ in case and blanks alone are one, spelt as most spell it.
    """
    rows = _in_jobs(actor, as_of).exclude(title="")
    held: dict[str, set[UUID]] = defaultdict(set)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for person_id, title in rows.order_by("id").values_list("person_id", "title"):
        plain = rules.spelled(title)
        held[plain].add(person_id)
        spelt[plain][title] += 1
    return {spelt[plain].most_common(1)[0][0]: frozenset(ids) for plain, ids in sorted(held.items())}


def who_hold(actor: Actor, names: Collection[str], as_of: datetime) -> frozenset[UUID]:
    """Who holds a job of one of these titles or codes here, as the employer's own list told by then; case and blanks
    apart.
    """
    wanted = {rules.spelled(name) for name in names} - {""}
    rows = _in_jobs(actor, as_of)
    # a list of 20,000 has some hundred jobs: those are read whole, and then the people of the few that are meant
    meant = Q(pk__in=[])
    for title, code in rows.order_by().values_list("title", "occupation_code").distinct():
        if wanted & {rules.spelled(title), rules.spelled(code)}:
            meant |= Q(title=title, occupation_code=code)
    return frozenset(rows.filter(meant).values_list("person_id", flat=True))


def claimed_levels(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Each person's last saying about each competency; whoever said nothing is absent."""
    gathered: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = _of(SelfRating.objects.within(actor).filter(replaced_by=None), person_ids).order_by("recorded_at", "id")
    for person_id, competency_id, level in _kept(rows.values_list("person_id", "competency_id", "level"), person_ids):
        gathered[person_id][competency_id] = level
    return dict(gathered)


def said_on(actor: Actor, person_id: UUID, *, known_at: datetime) -> dict[str, date]:
    """The day on which she said what was known of each competency at an instant."""
    rows = SelfRating.objects.within(actor).filter(person_id=person_id, recorded_at__lte=known_at)
    return dict(rows.order_by("recorded_at", "id").values_list("competency_id", "happened_on"))


def self_ratings(actor: Actor, person_id: UUID) -> QuerySet[SelfRating]:
    """One person's last sayings, the highest first."""
    rows = SelfRating.objects.within(actor).filter(person_id=person_id, replaced_by=None)
    return rows.order_by("-level", "competency_id")


def self_rating(actor: Actor, person_id: UUID, rating_id: UUID) -> SelfRating:
    """Her last saying about the competency that one of her sayings is about. Raises NotFound."""
    meant: SelfRating = one(SelfRating.objects.within(actor).filter(person_id=person_id), rating_id)
    latest: SelfRating = self_ratings(actor, person_id).get(competency_id=meant.competency_id)
    return latest


def _in_jobs(actor: Actor, as_of: datetime) -> QuerySet[Employment]:
    """The jobs held here at an instant, as the employer's own list told by then."""
    day = today(actor, as_of)
    known = records_as_of(Employment.objects.within(actor), happened_by=day, known_at=as_of)
    return known.filter(source=rules.EMPLOYEE_FILE).filter(Q(ended=None) | Q(ended__gte=day))


def _of(rows: QuerySet[Any], person_ids: Collection[UUID]) -> QuerySet[Any]:
    return rows.filter(person_id__in=person_ids) if len(person_ids) <= MOST_IDS else rows


def _kept(rows: Iterable[Any], person_ids: Collection[UUID]) -> Iterator[Any]:
    wanted = set(person_ids)
    return (row for row in rows if row[0] in wanted)
