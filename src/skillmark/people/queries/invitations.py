"""What an invitation proves: that whoever came by it reads what is sent to the address she is known by."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from skillmark.foundation import links
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.access import JOINING
from skillmark.people.models import Message, Person, SafeContact
from skillmark.people.rules import Channel, MessageState

SALT = "skillmark.people.queries.invitations"


def addresses_digest(person: Person) -> str:
    """Both addresses as they are now, so that an invitation sent before they were changed proves nothing of them."""
    return salted_hmac(SALT, f"{person.email} {rules.plain_phone(person.phone)}", algorithm="sha256").hexdigest()


def open_invitations(actor: Actor, person: Person, now: datetime) -> "QuerySet[CapabilityLink]":
    """Those by which she can still come in."""
    rows: QuerySet[CapabilityLink] = CapabilityLink.objects.within(actor)
    return links.still_open(rows.filter(purpose=JOINING, subject_id=person.pk), now)


def proved_by_invitation(by_link: Actor, person: Person, now: datetime) -> Channel | None:
    """By which channel she was reached where she is known; None where any invitation that still opens might have come
    otherwise: on a slip, to another address of hers, or before her addresses were changed.
    """
    if SafeContact.objects.within(by_link).filter(person=person).exclude(address="").exists():
        return None
    still = open_invitations(by_link, person, now)
    sent = Message.objects.within(by_link).filter(link_id__in=still.values("pk"), state=MessageState.SENT)
    now_known = addresses_digest(person)
    channels = {message.channel for message in sent if message.parameters.get("to") == now_known}
    if (
        len(channels) != 1
        or sent.count() != still.count()
        or any(one.parameters.get("to") != now_known for one in sent)
    ):
        return None
    return Channel(channels.pop())
