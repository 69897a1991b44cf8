"""Records whose withdrawal somebody can appeal against, and those whose withdrawal did not stand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.assessment import queries as assessment
from skillmark.credentials import rules
from skillmark.credentials.models import Award, SignedRecord
from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions

LABEL = SignedRecord._meta.label_lower


def withdrawn_record(actor: Actor, record_id: UUID) -> SignedRecord | None:
    """For the program that hears an appeal: a record that was withdrawn and not renewed; None for any other. Where its
    key was stolen nobody judged her: it is awarded anew.
    """
    access.require(actor, "credentials.record.count")
    found: SignedRecord | None = _withdrawn(actor).filter(pk=record_id).first()
    return found


def withdrawn_wrongly(actor: Actor, record_id: UUID, now: datetime) -> SignedRecord | None:
    """The same, for what comes of an upheld appeal; None where it would be over by now."""
    found = withdrawn_record(actor, record_id)
    over = found is not None and found.valid_until is not None and found.valid_until <= now
    return None if over else found


def awarded_since(actor: Actor, record: SignedRecord, now: datetime) -> Award | None:
    """What she was awarded in the place of a withdrawn record and holds, or waits for. The caller has read it in its
    own scope.
    """
    award = record.award
    found = _hers_now(actor, record.person_id, award.achievement_id, award.recorded_at, now)
    return found.order_by("-recorded_at", "-id").first()


def can_be_appealed(actor: Actor, record: SignedRecord, now: datetime) -> bool:
    """Whether the page of a record that was withdrawn offers its holder a second decision: it was not renewed before,
    its key was not stolen, and she was awarded nothing in its place. The caller has read it in its own scope.
    """
    if record.replaced_by_id is not None or record.revocation_reason in ("", rules.STOLEN):
        return False
    return awarded_since(actor, record, now) is None


def hands_in_withdrawing(actor: Actor, record: SignedRecord) -> frozenset[UUID]:
    """Who withdrew it, and who said of an attempt it rests on that it is to be looked at again, or does not count."""
    doubted = assessment.who_doubted(actor, [UUID(one) for one in record.award.sittings])
    withdrew = {record.revoked_by_id} if record.revoked_by_id else set()
    return frozenset(withdrew | doubted) - {record.person_id}


def to_look_at(actor: Actor, now: datetime) -> "QuerySet[SignedRecord]":
    """What whoever leads has to say something about: certificates that rest on a record that was withdrawn since, and
    withdrawn records whose withdrawal did not stand and in whose place nothing could be signed yet.
    """
    access.require(actor, "credentials.record.list")
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    questioned = Q(award__stacked__questioned_at__isnull=False, award__stacked__settled="", revoked_at=None)
    upheld = decisions.upheld_subjects(actor, LABEL).filter(result_id=None)
    hers = (OuterRef("person_id"), OuterRef("award__achievement_id"), OuterRef("award__recorded_at"))
    others = ~Q(person_id=actor.person_id)  # her own is looked at by another
    withdrawn = Q(pk__in=upheld.values("subject_id"), revoked_at__isnull=False)
    wrong = withdrawn & others & _lasts(now) & ~Exists(_hers_now(actor, *hers, now))
    whole = found.select_related("person", "award__achievement", "award__stacked")
    return whole.filter(questioned | wrong).order_by("id")


def _withdrawn(actor: Actor) -> "QuerySet[SignedRecord]":
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    told = found.exclude(revocation_reason__in=["", rules.STOLEN]).filter(revoked_at__isnull=False, replaced_by=None)
    return told.select_related("person", "award__achievement__framework", "award__stacked")


def _hers_now(actor: Actor, person_id: Any, achievement_id: Any, since: Any, now: datetime) -> "QuerySet[Award]":
    """Awards of one achievement, no earlier than the withdrawn one, that wait to be signed or count at an instant."""
    found: QuerySet[Award] = Award.objects.within(actor).filter(recorded_at__gte=since)
    stands = Q(record=None) | _lasts(now, "record__") & Q(record__revoked_at=None)
    return found.filter(stands, person_id=person_id, achievement_id=achievement_id)


def _lasts(now: datetime, of: str = "") -> Q:
    return Q(**{f"{of}valid_until": None}) | Q(**{f"{of}valid_until__gt": now})
