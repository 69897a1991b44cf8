"""Status lists at hand, and the keys that are our own."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings

from skillmark.credentials.models import ListAtHand, StatusList, StatusPlace
from skillmark.foundation import signing
from skillmark.foundation.models import SigningKey
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.vc.multibase import did_key

Loader = Callable[[str], bytes | None]


def published_status_list(list_id: UUID) -> StatusList:
    """Public scope: a list as it was last signed. Raises NotFound for one that never was."""
    found: StatusList | None = StatusList.objects.across_workspaces().filter(pk=list_id).exclude(document="").first()
    if found is None:
        raise NotFound(str(list_id))
    return found


def published_loader() -> Loader:
    """Public scope: the lists this installation publishes, by address; None for any other."""

    def load(address: str) -> bytes | None:
        lists = StatusList.objects.across_workspaces().filter(address=address).exclude(document="")
        document: str | None = lists.values_list("document", flat=True).first()
        return document.encode() if document else None

    return load


def was_replaced(document: Mapping[str, Any]) -> bool:
    """Public scope: whether a record that a list of ours tells as withdrawn was renewed, and nothing else. Asked by the
    record's own place on the list: nobody is named, and it is known when the record itself was erased.
    """
    entry = document.get("credentialStatus")
    places = StatusPlace.objects.across_workspaces().filter(replaced=True)
    for one in entry if isinstance(entry, list) else [entry]:
        named = one if isinstance(one, Mapping) else {}
        address, index = str(named.get("statusListCredential")), str(named.get("statusListIndex"))
        if not re.fullmatch(r"\d{1,9}", index, re.ASCII):
            continue
        if places.filter(status_list__address=address, index=int(index)).exists():
            return True
    return False


def list_loader(actor: Actor) -> Loader:
    """Our own lists, and those somebody brought into this workspace, the last one for an address."""
    ours = published_loader()

    def load(address: str) -> bytes | None:
        own = ours(address)
        if own is not None:
            return own
        brought = ListAtHand.objects.within(actor).filter(address=address).order_by("recorded_at", "id").last()
        return brought.document.encode() if brought else None

    return load


def own_issuers(workspace_id: UUID, *, partners: bool = True) -> frozenset[str]:
    """Every issuer that this workspace has ever signed as, and with `partners` those within it."""
    keys = signing.every_key(workspace_id) if partners else signing.keys(workspace_id)
    return frozenset(did_key(bytes(key.public)) for key in keys)


def issuer_did(workspace_id: UUID, address: str) -> str:
    """The did:web of a workspace: where its `issuer_document` stands."""
    host = urlsplit(address).netloc
    return f"did:web:{quote(host, safe='')}:issuers:{workspace_id}"


def issuer_document(workspace_id: UUID) -> dict[str, Any]:
    """Public scope: the document of a workspace's did:web. Raises NotFound for one that never published a list.

    Records name the did:key that signed them; this says which of these belong to one organisation. A key that was
    replaced stays good for what it signed; one that was in other hands is told as revoked, for whatever it signed: a
    thief would choose the date.
    """
    signed = StatusList.objects.across_workspaces().filter(workspace_id=workspace_id).exclude(document="")
    if not signed.exists():
        raise NotFound(str(workspace_id))
    did = issuer_did(workspace_id, settings.ADDRESS)
    keys = signing.keys(workspace_id)
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "alsoKnownAs": [did_key(bytes(key.public)) for key in keys if key.compromised_from is None],
        "verificationMethod": [_method(did, key) for key in keys],
        "assertionMethod": [f"{did}#key-{key.number}" for key in keys],
    }


def _method(did: str, key: SigningKey) -> dict[str, str]:
    method = {
        "id": f"{did}#key-{key.number}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": did_key(bytes(key.public)).removeprefix("did:key:"),
    }
    if key.compromised_from is not None:
        method["revoked"] = key.compromised_from.strftime("%Y-%m-%dT%H:%M:%SZ")
    return method
