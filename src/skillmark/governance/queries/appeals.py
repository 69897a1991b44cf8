"""Reads of appeals: on what she can appeal, what waits for whom, and what it came to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.urls import reverse

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role, program
from skillmark.foundation.scopes import NotFound
from skillmark.governance import judgements, rules
from skillmark.governance.judgements import Judged
from skillmark.governance.models import Appeal, AppealParty, AppealTerms, Stake
from skillmark.governance.queries.rights import has_agent
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Terms:
    """The days in force, and who decides where nobody else was named."""

    days_to_appeal: int = rules.DAYS_TO_APPEAL
    days_to_decide: int = rules.DAYS_TO_DECIDE
    decider_id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many appeals wait, how many of them too long, how many were decided and upheld; `since` is the first."""

    waiting: int
    overdue: int
    decided: int
    upheld: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Way:
    """Where whoever was judged goes from the page that says so: to her appeal, or to file one until `last_day`."""

    url: str
    appeal: Appeal | None = None
    last_day: date | None = None


def appeal_terms(actor: Actor) -> Terms:
    """Those of the workspace; the ready ones where it has said nothing."""
    found: QuerySet[AppealTerms] = AppealTerms.objects.within(actor).order_by("-version")
    row = found.first()
    if row is None:
        return Terms()
    return Terms(row.days_to_appeal, row.days_to_decide, row.decider_id, row.version)


def judged_of_oneself(actor: Actor, subject_type: str, subject_id: UUID) -> Judged:
    """What was judged of the actor herself in this record. Raises NotFound, also for what was judged of another."""
    found = _judged(actor, subject_type, subject_id)
    if found is None or not access.may(actor, "governance.appeal.file", found):
        raise NotFound(str(subject_id))
    return found


def judged_in(actor: Actor, found: Appeal) -> Judged | None:
    """What an appeal is about; None where the record is gone. The caller has made sure who asks."""
    return _judged(actor, found.subject_type, found.subject_id)


def appeal(actor: Actor, appeal_id: UUID, *, lock: bool = False) -> Appeal:
    """One that the reader may see. Raises NotFound."""
    held: QuerySet[Appeal] = Appeal.objects.within(actor)
    if lock:
        one(held, appeal_id, lock=True)
    found: Appeal = one(_whole(held), appeal_id)
    if not access.may(actor, "governance.appeal.read", found):
        raise NotFound(str(appeal_id))
    return found


def own_appeals(actor: Actor) -> "QuerySet[Appeal]":
    """What the reader appealed herself, the latest first."""
    access.require(actor, "governance.appeal.list")
    return _latest(actor).filter(person_id=_herself(actor))


def appeals_to_decide(actor: Actor) -> "QuerySet[Appeal]":
    """What the reader decides or decided, the latest first."""
    access.require(actor, "governance.appeal.list")
    return _latest(actor).filter(parties__person_id=_herself(actor), parties__stake=Stake.DECIDES)


def all_appeals(actor: Actor) -> "QuerySet[Appeal]":
    """Every appeal, for whoever sees that each is decided in time, the latest first."""
    access.require(actor, "governance.appeal.set")
    return _latest(actor)


def appeals_seen(actor: Actor) -> "QuerySet[Appeal]":
    """What the reader appealed herself or decides, and where she leads all, the latest first."""
    access.require(actor, "governance.appeal.list")
    if access.may(actor, "governance.appeal.set"):
        return _latest(actor)
    deciding = AppealParty.objects.within(actor).filter(person_id=_herself(actor), stake=Stake.DECIDES)
    return _latest(actor).filter(Q(person_id=_herself(actor)) | Q(pk__in=deciding.values("appeal_id")))


def overdue_of(found: "QuerySet[Appeal]", today: date) -> "QuerySet[Appeal]":
    """Those of these that wait longer than they may."""
    return found.filter(decided_at=None, decide_by__lt=today)


def decider_of(found: Appeal) -> people.Person | None:
    """Who takes the second decision; None before somebody is named."""
    return next((party.person for party in found.parties.all() if party.stake == Stake.DECIDES), None)


def hands_of(actor: Actor, found: Appeal) -> frozenset[UUID]:
    """Who took part in the first decision, as it was when the appeal was filed and as it is now."""
    kept = {party.person_id for party in found.parties.all() if party.stake == Stake.JUDGED}
    known = judged_in(actor, found)
    return frozenset(kept) | (known.hands if known else frozenset())


def why_not_decide(
    actor: Actor, found: Appeal, person_ids: Collection[UUID], now: datetime
) -> dict[UUID, rules.WhyNot]:
    """Which of these people may not take the second decision, and why. The caller has made sure who asks."""
    known, today = judged_in(actor, found), people.today(actor, now)
    decides = known.decides if known else (Role.TALENT_LEAD,)
    grants = people.in_force(actor, today).filter(role__in=decides, over=None, person__account__isnull=False)
    roles: dict[UUID, set[str]] = {}
    for person_id, role in grants.values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    reasons = {}
    barred = _leading(actor, found, roles, now)
    hands = hands_of(actor, found)
    for person_id in person_ids:
        reason = rules.may_decide(
            person_id, appellant_id=found.person_id, hands=hands, able=roles.keys(), leading=barred
        )
        if reason is not None:
            reasons[person_id] = reason
    return reasons


def able_to_decide(actor: Actor, found: Appeal, now: datetime) -> list[tuple[UUID, str]]:
    """(id, name) of everybody who may take the second decision, by name. The caller has made sure who asks."""
    grants = people.in_force(actor, people.today(actor, now)).filter(over=None, person__account__isnull=False)
    named = dict(grants.values_list("person_id", "person__name"))
    refused = why_not_decide(actor, found, named, now)
    return sorted(((key, name) for key, name in named.items() if key not in refused), key=lambda pair: pair[1])


def possible_defaults(actor: Actor, now: datetime) -> list[tuple[UUID, str]]:
    """(id, name) of everybody who leads or assures quality here: they may decide on anything they had no part in."""
    access.require(actor, "governance.appeal.set")
    wanted = [Role.TALENT_LEAD, Role.QUALITY_ASSURER]
    grants = people.in_force(actor, people.today(actor, now)).filter(
        role__in=wanted, over=None, person__account__isnull=False
    )
    return sorted(set(grants.values_list("person_id", "person__name")), key=lambda pair: (pair[1], pair[0]))


def is_kept_from(actor: Actor, found: Appeal, now: datetime) -> bool:
    """Whether who appeals, and on what, is kept from the reader: results are not for discipline, and she only leads."""
    return not access.may(actor, "governance.appeal.open", found) and has_agent(actor, now)


def appeals_waiting(actor: Actor) -> list[Any]:
    """Open appeals that wait for the reader: to decide, or where she leads for a person to be named or for an end.
    `decider_id`: who decides, None before somebody is named. The one to be decided first on top.
    """
    if actor.person_id is None or not access.may_ever(actor, "governance.appeal.list"):
        return []
    deciding = AppealParty.objects.within(actor).filter(appeal=OuterRef("pk"), stake=Stake.DECIDES)
    found: QuerySet[Any] = Appeal.objects.within(actor).filter(decided_at=None)
    named = Subquery(deciding.values("person_id")[:1], output_field=UUIDField())
    found = found.annotate(decider_id=named)
    if access.may(actor, "governance.appeal.set"):
        found = found.exclude(person_id=actor.person_id)
    else:
        found = found.filter(decider_id=actor.person_id)
    return list(found.select_related("workspace").order_by("decide_by", "id"))


def appeal_tally(actor: Actor, today: date) -> Tally:
    """All of the workspace, for whoever sees that each is decided in time."""
    access.require(actor, "governance.appeal.set")
    rows: QuerySet[Appeal] = Appeal.objects.within(actor)
    counts: Mapping[str, Any] = rows.aggregate(
        waiting=Count("pk", filter=Q(decided_at=None)),
        overdue=Count("pk", filter=Q(decided_at=None, decide_by__lt=today)),
        decided=Count("pk", filter=Q(decided_at__isnull=False)),
        upheld=Count("pk", filter=Q(answer__upheld=True)),
        since=Min("recorded_at"),
    )
    return Tally(**counts)


def has_appealed(actor: Actor, judged: Judged, subject_type: str, subject_id: UUID) -> bool:
    """Whether an appeal about the same record was filed, or one about the same matter is open."""
    return _before(actor, judged, subject_type, subject_id).exists()


def way_to_appeal(actor: Actor, subject_type: str, subject_id: UUID, now: datetime) -> Way | None:
    """For the page that tells somebody what was judged of her; None where it did not go against her, or no more."""
    found = _judged(actor, subject_type, subject_id)
    if found is None or not access.may(actor, "governance.appeal.file", found):
        return None
    slug = people.slug(actor)
    before = _before(actor, found, subject_type, subject_id).select_related("answer").first()
    if before is not None:
        return Way(reverse("governance:appeal", args=[slug, before.pk]), appeal=before)
    last_day = rules.last_day_to_appeal(found.told_on, appeal_terms(actor).days_to_appeal)
    if not found.against or people.today(actor, now) > last_day:
        return None
    return Way(reverse("governance:file_appeal", args=[slug, subject_type, subject_id]), last_day=last_day)


def upheld_appeal(actor: Actor, appeal_id: UUID, subject_type: str) -> Appeal | None:
    """For what a higher context does about it, held until its unit of work ends: an upheld appeal on a record of this
    kind that nothing came of yet.
    """
    access.require(actor, "governance.appeal.carry")
    found: QuerySet[Appeal] = Appeal.objects.within(actor)
    wanted = found.filter(pk=appeal_id, subject_type=subject_type, answer__upheld=True, result_id=None)
    if not wanted.exists():
        return None
    held: Appeal = one(found, appeal_id, lock=True)
    return held if held.result_id is None else None


def upheld_appeals(actor: Actor, subject_type: str) -> "QuerySet[Appeal]":
    """Every upheld appeal on records of this kind, the oldest first, for whoever sees that something comes of it."""
    access.require(actor, "governance.appeal.set")
    found: QuerySet[Appeal] = Appeal.objects.within(actor).filter(subject_type=subject_type, answer__upheld=True)
    return found.filter(person__isnull=False).select_related("person").order_by("recorded_at", "id")


def upheld_subjects(actor: Actor, subject_type: str) -> "QuerySet[Appeal]":
    """Upheld appeals on records of this kind, to be asked for their `subject_id` within another query: whose they are
    and what was said in them is read by nobody so. The caller has made sure who asks.
    """
    found: QuerySet[Appeal] = Appeal.objects.within(actor).filter(subject_type=subject_type, answer__upheld=True)
    return found.order_by()


def carried_appeals(actor: Actor, subject_type: str) -> "QuerySet[Appeal]":
    """Upheld appeals on records of this kind of which another record came, to be asked within another query, as
    `upheld_subjects`.
    """
    return upheld_subjects(actor, subject_type).filter(result_id__isnull=False)


def judged_before(actor: Actor, person_id: UUID, *, or_decided: bool = False) -> "QuerySet[Any]":
    """Ids of records that came of an appeal against what this person had part in, or whose appeal she decided too:
    nothing of them is hers to judge.
    """
    found = Appeal.objects.within(actor).filter(result_id__isnull=False)
    hers = found.filter(parties__person_id=person_id, parties__stake__in=_knew(or_decided))
    return hers.values_list("result_id", flat=True)


def hands_before(actor: Actor, result_id: UUID, *, or_decided: bool = False) -> frozenset[UUID]:
    """Who judged what a record came of, or decided its appeal too; empty where it came of no appeal."""
    return hands_before_each(actor, [result_id], or_decided=or_decided).get(result_id, frozenset())


def hands_before_each(
    actor: Actor, result_ids: Collection[UUID], *, or_decided: bool = False
) -> dict[UUID, frozenset[UUID]]:
    """As `hands_before`, of many records in one query; those that came of no appeal are absent."""
    rows = AppealParty.objects.within(actor).filter(appeal__result_id__in=result_ids, stake__in=_knew(or_decided))
    found: dict[UUID, set[UUID]] = {}
    for result_id, person_id in rows.values_list("appeal__result_id", "person_id"):
        if result_id is not None:
            found.setdefault(result_id, set()).add(person_id)
    return {result_id: frozenset(hands) for result_id, hands in found.items()}


def _knew(or_decided: bool) -> list[Stake]:
    return [Stake.JUDGED, Stake.DECIDES] if or_decided else [Stake.JUDGED]


def _before(actor: Actor, judged: Judged, subject_type: str, subject_id: UUID) -> "QuerySet[Appeal]":
    hers: QuerySet[Appeal] = Appeal.objects.within(actor).filter(person_id=judged.person_id)
    same = Q(subject_type=subject_type, subject_id=subject_id) | Q(matter_id=judged.matter_id, decided_at=None)
    return hers.filter(same).order_by("-recorded_at", "-id")


def _judged(actor: Actor, subject_type: str, subject_id: UUID) -> Judged | None:
    """Asked by the program: neither she nor whoever decides has to have a role that opens the record."""
    inside = program(actor.workspace_id, "appeal", demonstration=actor.demonstration)
    return judgements.of(inside, subject_type, subject_id)


def _leading(actor: Actor, found: Appeal, roles: Mapping[UUID, set[str]], now: datetime) -> set[UUID]:
    """Whom it bars that results are not for discipline: her manager, and whoever leads everybody."""
    if not has_agent(actor, now):
        return set()
    leads = {person_id for person_id, held in roles.items() if Role.TALENT_LEAD in held}
    manager_id = found.person.manager_id if found.person else None
    return leads | ({manager_id} if manager_id else set())


def _herself(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise NotFound("only a person appeals or decides")
    return actor.person_id


def _latest(actor: Actor) -> "QuerySet[Appeal]":
    found: QuerySet[Appeal] = Appeal.objects.within(actor)
    return _whole(found).order_by("-recorded_at", "-id")


def _whole(found: "QuerySet[Appeal]") -> "QuerySet[Appeal]":
    return found.select_related("person", "workspace", "answer__decided_by").prefetch_related("parties__person")
