"""Forgetting a person: every value goes, the rows others name by id stay."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import ProtectedError, Q

from skillmark.foundation import audit, erasure
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import channels, queries
from skillmark.people.actions.forgetting import forget_signatures
from skillmark.people.models import (
    Account,
    Age,
    AskedPerson,
    Consent,
    Correction,
    Demographic,
    Employment,
    GuardianConsent,
    Merge,
    Message,
    Person,
    Pin,
    PinTries,
    RefusedUpload,
    RoleGrant,
    SafeContact,
    SelfRating,
    WorkPreference,
)

HERS = (
    Demographic,
    WorkPreference,
    Message,
    SafeContact,
    Consent,
    Correction,
    Age,
    GuardianConsent,
    Pin,
    PinTries,
    AskedPerson,
)
HER_HISTORY = (Employment, SelfRating)


@action
def erase_person(actor: Actor, *, person_id: UUID, now: datetime) -> None:
    """Erase a person from every context of this workspace, destroy her key, have the pages cleared. Raises OnHold."""
    person = one(Person.objects.within(actor), person_id, lock=True)
    require(actor, "people.person.erase", person)
    erasure.erase(actor, person_id, now)


@action
def erase_self(holder: Actor, *, person_id: UUID, now: datetime) -> None:
    """The holder has herself erased from one workspace; elsewhere she stays. Raises OnHold and NotFound."""
    require(holder, "people.own.change")
    person = next((person for person in queries.own_persons(holder) if person.pk == person_id), None)
    if person is None:
        raise NotFound(str(person_id))
    audit.record(holder, "people.person.erased_herself", person)
    place = person.workspace
    erasure.erase(program(place.pk, "erasure", demonstration=place.demonstration), person_id, now)


@action
def forget(actor: Actor, person_id: UUID, now: datetime) -> None:
    """What people holds of a person: removed, her own row blanked, her account let go. Nothing happens the second time.

    An account that is nobody's any more goes with her; one that lives in another workspace stays hers.
    """
    person = Person.objects.within(actor).select_for_update().filter(pk=person_id).first()
    if person is None:
        return
    addresses = _addresses(person)
    written = list(Message.objects.within(actor).filter(person=person).values_list("pk", flat=True))
    for model in HERS:
        model.objects.within(actor).filter(person_id=person_id).delete()
    forget_signatures(actor, person_id)
    for history in HER_HISTORY:
        rows = history.objects.within(actor).filter(person_id=person_id)
        rows.update(replaces=None)  # a correction protects what it corrected; here both go
        rows.delete()
    Correction.objects.within(actor).filter(assignee_id=person_id).update(assignee=None)
    RefusedUpload.objects.within(actor).delete()
    RoleGrant.objects.within(actor).filter(person_id=person_id, ended_at=None).update(ended_at=now)
    Merge.objects.within(actor).filter(Q(kept=person) | Q(absorbed=person)).delete()
    account_id = person.account_id
    person.name = person.email = person.phone = person.reference = person.shift = ""
    person.account = person.manager = person.unit = person.merged_into = None
    person.erased_at = person.erased_at or now
    person.save()
    if account_id is not None:
        _let_go(account_id)
    audit.record(actor, "people.person.forgotten", person)
    transaction.on_commit(lambda: _forget_mail(addresses))
    transaction.on_commit(lambda: channels.forget(written))
    transaction.on_commit(_clear_log)


def let_everybody_go(actor: Actor, now: datetime) -> None:
    """Part everybody of a workspace that is deleted from her log-in; one that is nobody's any more goes."""
    linked = Person.objects.within(actor).exclude(account=None)
    accounts = list(linked.order_by("account_id").values_list("account_id", flat=True))
    linked.update(account=None)
    for account_id in accounts:
        _let_go(account_id)


def let_go(account_ids: Iterable[UUID]) -> None:
    """Delete those of these log-ins that are nobody's any more and hold nothing."""
    for account_id in sorted(account_ids):
        _let_go(account_id)


def _let_go(account_id: UUID) -> None:
    if Person.objects.across_workspaces().filter(account_id=account_id).exists():
        return
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account_id).delete()
    except ProtectedError:  # it holds what a workspace gave her that she has left: that is hers
        return
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account_id):
            session.delete()


def _addresses(person: Person) -> list[bytes]:
    """Wherever a letter to her may have gone: the address known here, her log-in's, the one for safe contact."""
    other = SafeContact.objects.across_workspaces().filter(person=person).values_list("address", flat=True).first()
    hers = [person.email, other if other and "@" in other else ""]
    if person.account_id is not None:
        hers += EmailAddress.objects.filter(user_id=person.account_id).values_list("email", flat=True)
    return [address.lower().encode() for address in hers if address]


def _forget_mail(addresses: list[bytes]) -> None:
    """Letters kept as files, where no mail server is set up yet, that name an address of hers."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if not addresses or not folder.is_dir():
        return
    for letter in folder.iterdir():
        content = letter.read_bytes().lower() if letter.is_file() else b""
        if any(address in content for address in addresses):
            letter.unlink(missing_ok=True)


def _clear_log() -> None:
    """SQLite keeps old pages in its write-ahead log until it is folded in and cut; a worker clears PostgreSQL's."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
