"""What another system asks to be signed or withdrawn. It names what is meant; what is signed is ours to write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.credentials import queries, words, writing
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, complete, intend
from skillmark.credentials.actions.lists import revoke
from skillmark.credentials.models import SignedRecord
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told

BY_PROGRAM = "Withdrawn by another system, which gave no reason."  # the draft VC API has no room for one


@action
def issue_as_asked(actor: Actor, *, credential: Mapping[str, Any], now: datetime) -> SignedRecord:
    """Award what an unsigned credential names: its subject's id is the person, its achievement's id what she earned.

    All else in it may only repeat what the record will say; nothing of it is signed because it was sent. Awarded
    before on the same attempts, the record that is there. Raises BadInput for anything else and for what is not
    proven, NotFound, SignerUnavailable; in each case nothing is kept.
    """
    person_id, achievement_id = _named(credential, "credentialSubject"), _earned(credential)
    try:
        intent = intend(actor, person_id=person_id, achievement_id=achievement_id, now=now)
    except NotProven as lack:
        earned = queries.achievement(actor, achievement_id)
        names = {reference: name for reference, name, _address in earned.alignments}
        raise BadInput.of(" ".join(words.lacks(lack.missing, names)), file="credential") from None
    except NeedsGuardian:
        raise BadInput.of(told("she is under 18, and no guardian has agreed yet"), file="credential") from None
    place = writing.departs(credential, intent.document)
    if place:
        raise BadInput.of(told("says something else than the record would"), file=f"credential.{place}")
    return complete(actor, award_id=intent.pk, now=now)


@action
def withdraw_as_asked(
    actor: Actor, *, credential_id: str, entry: Mapping[str, Any], reason: str, now: datetime
) -> SignedRecord:
    """Withdraw the record of this id. Raises NotFound, BadInput where `entry` is not the record's own status."""
    record = queries.record_named(actor, credential_id)
    if not writing.is_status_of(entry, record.document):
        raise BadInput.of(told("is not the status of that record"), file="credentialStatus")
    return revoke(actor, record_id=record.pk, reason=reason.strip() or BY_PROGRAM, now=now)


def _earned(credential: Mapping[str, Any]) -> UUID:
    subject = credential.get("credentialSubject")
    return _named(subject if isinstance(subject, Mapping) else {}, "achievement")


def _named(within: Mapping[str, Any], member: str) -> UUID:
    found = within.get(member)
    text = found.get("id") if isinstance(found, Mapping) else None
    try:
        return UUID(str(text).removeprefix("urn:uuid:"))
    except ValueError:
        raise BadInput.of(
            told("needs the id of a person or an achievement here"), file=f"credential.{member}"
        ) from None
