"""Forgetting what a person signed, and texts about her."""

from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation import files
from skillmark.foundation.models import StoredFile
from skillmark.foundation.roles import Actor
from skillmark.people.models import GuardianConsent, Signature, SignedSheet, SigningRequest, TextToSign


def forget_signatures(actor: Actor, person_id: UUID) -> None:
    """Texts about her go, with whatever others signed of them. Of the organisation's texts it stays that somebody
    signed, and of a guardian's consent that it was given; her name, what she drew, her sheets and what she had not
    signed yet go.
    """
    texts = TextToSign.objects.within(actor).filter(person_id=person_id)
    _drop(actor, SigningRequest.objects.within(actor).filter(text__in=texts))
    _drop(actor, SigningRequest.objects.within(actor).filter(person_id=person_id, signature=None))
    texts.update(replaces=None, version=1)
    texts.delete()
    SigningRequest.objects.within(actor).filter(on_behalf_of_id=person_id).update(on_behalf_of=None, relation="")
    SigningRequest.objects.within(actor).filter(person_id=person_id).update(relation="")
    signed = Signature.objects.within(actor).filter(Q(person_id=person_id) | Q(sealed_for_id=person_id))
    GuardianConsent.objects.within(actor).filter(signature__in=signed).update(guardian="")
    signed.update(sealed_name=None, sealed_drawing=None)


def _drop(actor: Actor, requests: "QuerySet[SigningRequest]") -> None:
    """Requests with their sheets and signatures, and the pictures of the sheets, which lie under the signers' keys."""
    ids = list(requests.values_list("pk", flat=True))
    signatures = Signature.objects.within(actor).filter(request_id__in=ids)
    GuardianConsent.objects.within(actor).filter(signature__in=signatures).update(signature=None)
    sheets = SignedSheet.objects.within(actor).filter(request_id__in=ids)
    pictures = list(sheets.values_list("file_id", flat=True))
    signatures.delete()
    sheets.delete()
    SigningRequest.objects.within(actor).filter(pk__in=ids).delete()
    files.forget(list(StoredFile.objects.within(actor).filter(pk__in=pictures)))
