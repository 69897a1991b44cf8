"""Forgetting a person: her records go, their places on the lists stay taken and withdrawn, naming nobody."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from skillmark.credentials import queries, reading
from skillmark.credentials.actions.lists import republish
from skillmark.credentials.actions.sharing import let_go_of_empty_shares
from skillmark.credentials.models import (
    AcceptedIssuer,
    Award,
    Awarding,
    AwardingPerson,
    CapabilityStatement,
    Delegation,
    Endorsement,
    Equivalence,
    OutsideRecord,
    PartnerAsk,
    SharedRecord,
    SignedRecord,
    SigningTraining,
)
from skillmark.foundation import access, audit, files
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import actions as people

# a quarter: who brings records finds out in that time whose they are; longer, nobody answers for a stranger's document
UNATTRIBUTED_DAYS = 90


@action
def forget(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Remove every document about a person. A copy she gave away reads as withdrawn from then on.

    Records that nobody was named for go too where they hold her name, e-mail address or reference. One too many may
    go so (a short reference stands in many texts): it counted for nothing, and can be brought again.
    """
    awards = Award.objects.within(actor).filter(person_id=person_id)
    places = list(awards.exclude(place=None).order_by("id").values_list("place_id", flat=True))
    hers = SignedRecord.objects.within(actor).filter(person_id=person_id)
    accounts = set(hers.exclude(account=None).values_list("account_id", flat=True))
    hers.delete()
    let_go_of_empty_shares()
    people.let_go(accounts)
    AwardingPerson.objects.within(actor).filter(person_id=person_id).delete()
    removed, _ = awards.delete()
    _let_go(actor, list(OutsideRecord.objects.within(actor).filter(person_id=person_id)), now)
    strays = _strays_that_name(actor, person_id)
    _let_go(actor, list(OutsideRecord.objects.within(actor).filter(pk__in=strays)), now)
    SignedRecord.objects.within(actor).filter(revoked_by_id=person_id).update(revoked_by=None)
    Award.objects.within(actor).filter(awarded_by_id=person_id).update(awarded_by=None)
    Awarding.objects.within(actor).filter(awarded_by_id=person_id).update(awarded_by=None)
    AcceptedIssuer.objects.within(actor).filter(accepted_by_id=person_id).update(accepted_by=None)
    _forget_what_she_signed_on(actor, person_id, now)
    CapabilityStatement.objects.within(actor).filter(published_by_id=person_id).update(published_by=None)
    Equivalence.objects.within(actor).filter(declared_by_id=person_id).update(declared_by=None)
    republish(actor, index_ids=places, now=now)
    audit.record(
        actor, "credentials.person.forgotten", None, person=person_id, records=removed, unattributed=len(strays)
    )


def _forget_what_she_signed_on(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her training goes. Leaves to sign stay, since records name them by their ids, and name her no more; her own is
    over. What she answered for an organisation is that organisation's, and names her no more.
    """
    SigningTraining.objects.within(actor).filter(person_id=person_id).delete()
    hers = Delegation.objects.within(actor).filter(delegate_id=person_id)
    hers.filter(ended_at=None).update(ended_at=now)
    hers.update(delegate=None)
    Delegation.objects.within(actor).filter(delegated_by_id=person_id).update(delegated_by=None)
    PartnerAsk.objects.within(actor).filter(person_id=person_id, agreed_at=None, ended_at=None).update(ended_at=now)
    PartnerAsk.objects.within(actor).filter(person_id=person_id).update(person=None)
    PartnerAsk.objects.within(actor).filter(asked_by_id=person_id).update(asked_by=None)
    Endorsement.objects.within(actor).filter(person_id=person_id).update(person=None)


@action
def sweep(actor: Actor, *, now: datetime) -> int:
    """Let go of records that nobody was named for in `UNATTRIBUTED_DAYS` days; gives how many."""
    access.require(actor, "credentials.outside.sweep")
    kept_since = now - timedelta(days=UNATTRIBUTED_DAYS)
    strays = OutsideRecord.objects.within(actor).filter(person=None, recorded_at__lt=kept_since)
    found = list(strays.exclude(parts__person__isnull=False))
    _let_go(actor, found, now)
    if found:
        audit.record(actor, "credentials.outside.swept", None, records=len(found))
    return len(found)


def _let_go(actor: Actor, records: list[OutsideRecord], now: datetime) -> None:
    """Delete these with what they hold and their pictures. A part that is somebody else's stays, by itself."""
    for record in records:
        for part in OutsideRecord.objects.within(actor).filter(enclosed_in=record):
            alone = not OutsideRecord.objects.within(actor).filter(digest=part.digest, enclosed_in=None).exists()
            if part.person_id not in (None, record.person_id) and alone:
                part.enclosed_in = None
                part.save(update_fields=["enclosed_in"])
            else:
                _let_go(actor, [part], now)
        if record.file_id is not None:
            with suppress(NotFound):
                files.remove(actor, file_id=record.file_id, now=now)
        OutsideRecord.objects.within(actor).filter(pk=record.pk).delete()


def _strays_that_name(actor: Actor, person_id: UUID) -> list[UUID]:
    """Records of nobody yet that name this person, in the document or in the name of the file."""
    her = queries.known_person(actor, person_id)
    if her is None:
        return []
    strays = OutsideRecord.objects.within(actor).filter(person=None).order_by("id")
    return [
        stray.pk
        for stray in strays.only("pk", "name", "document").iterator()
        if reading.names(her, document=stray.document, file_name=stray.name)
    ]


@action
def let_accounts_keep_nothing(actor: Actor, now: datetime) -> None:
    """The workspace is deleted: its records go from the accounts that hold them, and from what they share."""
    records = SignedRecord.objects.within(actor)
    accounts = set(records.exclude(account=None).values_list("account_id", flat=True))
    SharedRecord.objects.filter(record__in=records).delete()
    let_go_of_empty_shares()
    records.update(account=None)
    people.let_go(accounts)


@action
def follow_account(actor: Actor, *, person_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """A person has a log-in from now on: her records are its own, and stay so when she leaves."""
    if account_id is not None:
        SignedRecord.objects.within(actor).filter(person_id=person_id).update(account_id=account_id)
