"""What of people is past its time, and how it goes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation import erasure
from skillmark.foundation.answers import Lasting
from skillmark.foundation.roles import Actor
from skillmark.people.models import Consent, Correction, Demographic, Message, Person, RoleGrant, WorkPreference

Rows = Callable[[Actor, datetime], QuerySet[Any]]
Drop = Callable[[Actor, Sequence[UUID], datetime], None]


def recorded(model: Any) -> Rows:
    """Records of this kind that were made before an instant."""

    def rows(actor: Actor, before: datetime) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.within(actor).filter(recorded_at__lt=before)
        return found

    return rows


def drop(model: Any) -> Drop:
    def dropped(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
        model.objects.within(actor).filter(pk__in=ids).delete()

    return dropped


def ended_consents(actor: Actor, before: datetime) -> QuerySet[Consent]:
    """Those withdrawn, or run out, before an instant."""
    return Consent.objects.within(actor).filter(Q(withdrawn_at__lt=before) | Q(expires_on__lt=before.date()))


def answered_corrections(actor: Actor, before: datetime) -> QuerySet[Correction]:
    return Correction.objects.within(actor).filter(answered_at__lt=before)


def strangers(actor: Actor, before: datetime) -> QuerySet[Person]:
    """Persons added before an instant on whose being known here nobody counts."""
    roles = RoleGrant.objects.within(actor).filter(ended_at=None).values("person_id")
    reported_to = Person.objects.within(actor).exclude(manager=None).values("manager_id")
    rows = Person.objects.within(actor).filter(
        erased_at=None, merged_into=None, account=None, unit=None, manager=None, recorded_at__lt=before
    )
    return rows.exclude(pk__in=roles).exclude(pk__in=reported_to)


def erase(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    for person_id in ids:
        erasure.erase(actor, person_id, now)


def lasting() -> dict[str, Lasting]:
    """What of people a rule may let go of. A whole person only where nobody counts on her being known here: without
    log-in, role, unit and manager, and with nobody who reports to her.
    """
    return {
        "person": Lasting("last_record", strangers, erase, whose="pk", whole=True, most=20),
        "message": Lasting("recorded", recorded(Message), drop(Message)),
        "preference": Lasting("recorded", recorded(WorkPreference), drop(WorkPreference)),
        "demographic": Lasting("recorded", recorded(Demographic), drop(Demographic)),
        "consent": Lasting("ended", ended_consents, drop(Consent)),
        "correction": Lasting("answered", answered_corrections, drop(Correction)),
    }
