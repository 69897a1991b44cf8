"""Messages, their words, and where a person may be reached."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template import Context
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from skillmark.foundation import links, samples, sources
from skillmark.foundation.access import require
from skillmark.foundation.models import CapabilityLink, Workspace
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.models import Message, Person, SafeContact, StopKey, StoppedNumber
from skillmark.people.queries.persons import anyone
from skillmark.people.rules import Channel, Delivery, MessageState, Reach, Safety

_CAME_TO_AN_END = (MessageState.SENT, MessageState.FAILED)
TOLD_FOR = timedelta(days=14)  # how long a message that did not arrive waits among what is to be done
LATEST = 50  # messages on one page; older ones are in "everything held on me"


@dataclass(frozen=True, slots=True)
class Words:
    """A message in one language. `address` is the link it brings, `until` what is said of that link, `stop` how to end
    text messages.
    """

    subject: str
    text: str
    address: str = ""
    until: str = ""
    stop: str = ""


def words(event: str, parameters: Mapping[str, str | int], language: str = "") -> Words:
    """A message in words, in the language given or the one now shown. The template's first line is the subject."""
    with translation.override(language or translation.get_language()):
        template: Any = get_template(f"messages/{event}.txt")
        whole = str(template.template.render(Context(dict(parameters), autoescape=False))).strip()
    subject, _, text = whole.partition("\n")
    return Words(subject.strip(), text.strip() or subject.strip())


def words_to_send(message: Message, link: CapabilityLink | None, zone: tzinfo) -> Words:
    """A message as it leaves the house, with the link it brings and how to end text messages."""
    said = words(message.event, message.parameters, message.language)
    with translation.override(message.language):
        stop = gettext("Reply STOP to end text messages.")
        if link is None:
            return replace(said, stop=stop)
        day = date_format(link.expires_at.astimezone(zone), "SHORT_DATE_FORMAT")
        until = gettext("It opens this alone, until %(day)s, without a password.") % {"day": day}
    return replace(said, address=address_of(link), until=until, stop=stop)


def words_of_all(messages: Sequence[Message]) -> Words:
    """Several messages as one letter, a paragraph each."""
    language = messages[0].language
    said = [words(message.event, message.parameters, language) for message in messages]
    with translation.override(language):
        subject = ngettext("%(count)s message", "%(count)s messages", len(said)) % {"count": len(said)}
    return Words(subject, "\n\n".join(one.text for one in said))


def address_of(link: CapabilityLink) -> str:
    """The address that opens a link: handed over, printed, and never kept."""
    return settings.ADDRESS + reverse("people:follow", kwargs={"secret": links.secret_of(link.pk)})


def messages_to(actor: Actor, person_id: UUID) -> Sequence[Message]:
    """The latest messages to a person, newest first. Raises Forbidden."""
    whose = anyone(actor, person_id)
    require(actor, "people.message.read", whose)
    return list(Message.objects.within(actor).filter(person=whose).order_by("-recorded_at", "-id")[:LATEST])


def sent_by(actor: Actor) -> Sequence[Message]:
    """The latest messages the reader caused, newest first."""
    if actor.person_id is None:
        return []
    rows = Message.objects.within(actor).filter(sender_id=actor.person_id, person__erased_at=None)
    return list(rows.select_related("person").order_by("-recorded_at", "-id")[:LATEST])


def not_arrived(actor: Actor, now: datetime) -> list[Person]:
    """Whom a message that the reader caused in the last two weeks did not reach, nor any since, by name."""
    if actor.person_id is None:
        return []
    failed = Message.objects.within(actor).filter(
        sender_id=actor.person_id, state=MessageState.FAILED, recorded_at__gt=now - TOLD_FOR, person__erased_at=None
    )
    since = Message.objects.within(actor).filter(
        person=OuterRef("person"), state=MessageState.SENT, recorded_at__gt=OuterRef("recorded_at")
    )
    lost = failed.filter(~Exists(since.exclude(channel=Channel.PAGE))).select_related("person")
    return sorted({message.person for message in lost}, key=lambda person: (person.name, person.pk))


def brought_by(actor: Actor, link_ids: Iterable[UUID]) -> dict[UUID, Message]:
    """The message that carried each link, by the link, for a page that has asked its own permission."""
    rows: QuerySet[Message] = Message.objects.within(actor).filter(link_id__in=list(link_ids))
    return {message.link_id: message for message in rows if message.link_id is not None}


def reach_problems(actor: Actor, person: Person) -> Sequence[str]:
    """Why messages do not reach her where she is known, as words of `words.PROBLEMS`: her number said STOP; what was
    sent last by e-mail, or by SMS, came back.
    """
    found = ["stopped"] if person.phone and is_stopped(rules.plain_phone(person.phone)) else []
    for channel in (Channel.EMAIL, Channel.SMS):
        sent = Message.objects.within(actor).filter(person=person, channel=channel, state__in=_CAME_TO_AN_END)
        last = sent.order_by("-recorded_at", "-id").first()
        if last is not None and last.state == MessageState.FAILED:
            found.append(last.problem)
    return found


def safe_contact(actor: Actor, person_id: UUID) -> SafeContact | None:
    """How she may be reached, for herself and her coach; None where nothing was said. Raises Forbidden for others."""
    whose = anyone(actor, person_id)
    require(actor, "people.safe_contact.read", whose)
    found: SafeContact | None = SafeContact.objects.within(actor).filter(person=whose).first()
    return found


def chosen_delivery(
    actor: Actor, person: Person, now: datetime, *, link_id: UUID | None, written: datetime
) -> Delivery:
    """Where a message to her goes now; one that brings a link never waits for others. A demonstration writes to files
    alone: its people are invented, and an address may be somebody's. Nothing leaves a sample.
    """
    if samples.is_sample(person.workspace_id):
        return Delivery(Channel.PAGE, now)
    said: SafeContact | None = SafeContact.objects.within(actor).filter(person=person).first()
    zone = Workspace.objects.values_list("time_zone", flat=True).get(pk=person.workspace_id)
    return _delivery(actor, person, said, ZoneInfo(zone), now, None if link_id else written)


def ways_to(actor: Actor, persons: Iterable[Person], now: datetime) -> dict[UUID, Delivery]:
    """Where a message that brings a link would go now, by person; each comes with her account and safe contact."""
    zone = ZoneInfo(Workspace.objects.values_list("time_zone", flat=True).get(pk=actor.workspace_id))
    return {one.pk: _delivery(actor, one, getattr(one, "safe_contact", None), zone, now, None) for one in persons}


def _delivery(
    actor: Actor, person: Person, said: SafeContact | None, zone: tzinfo, now: datetime, may_wait: datetime | None
) -> Delivery:
    safety = Safety(Channel(said.channel), said.opens, said.closes, said.gathered_at) if said else None
    chosen = rules.delivery(_reach(person, said), safety, zone, now, written=may_wait)
    if actor.demonstration and leaves_the_house(chosen.channel):
        return Delivery(Channel.PAGE, now, problem="demonstration")
    return chosen


def gathered(actor: Actor, message: Message) -> list[Message]:
    """What goes in one letter with this message, itself among them, the oldest first. Fixed by when each was written,
    so that a letter handed over again is the same letter.
    """
    if message.link_id:
        return [message]
    said: SafeContact | None = SafeContact.objects.within(actor).filter(person_id=message.person_id).first()
    if said is None or said.gathered_at is None or said.channel != Channel.EMAIL:
        return [message]
    zone = ZoneInfo(Workspace.objects.values_list("time_zone", flat=True).get(pk=actor.workspace_id))
    moment = rules.next_at(said.gathered_at, zone, message.recorded_at)
    waiting = Message.objects.within(actor).filter(
        person_id=message.person_id, state=MessageState.WAITING, link_id=None
    )
    return [
        one
        for one in waiting.order_by("recorded_at", "id")
        if rules.next_at(said.gathered_at, zone, one.recorded_at) == moment
    ]


def sent_together(message_id: UUID) -> list[tuple[UUID, UUID]]:
    """What left the house in one letter with a message, itself among them, as (workspace, message): they were noted at
    one instant. Empty for one that was not sent.
    """
    out = Message.objects.across_workspaces().filter(state=MessageState.SENT).exclude(channel=Channel.PAGE)
    sent = out.filter(pk=message_id).first()
    if sent is None:
        return []
    with_it = Q(person_id=sent.person_id, channel=Channel.EMAIL, link_id=None, sent_at=sent.sent_at)
    wanted = Q(pk=sent.pk) | with_it if sent.channel == Channel.EMAIL and sent.link_id is None else Q(pk=sent.pk)
    return list(out.filter(wanted).values_list("workspace_id", "pk"))


def _reach(person: Person, said: SafeContact | None) -> Reach:
    """Her addresses. One given for safe contact stands alone: the other may be read by whom she fears."""
    other = said.address if said else ""
    if other:
        email, phone = (other, "") if "@" in other else ("", other)
    else:
        email, phone = person.email or _proved_email(person), person.phone or _own_phone(person)
    number = rules.plain_phone(phone) if settings.INSTALLED.sms else ""
    wanted = (said is None and not email) or (said is not None and said.channel == Channel.SMS)
    return Reach(email, number, stopped=bool(number) and wanted and is_stopped(number))


def _proved_email(person: Person) -> str:
    if person.account_id is None:
        return ""
    rows = EmailAddress.objects.filter(user_id=person.account_id, verified=True).order_by("-primary", "pk")
    return rows.values_list("email", flat=True).first() or ""


def _own_phone(person: Person) -> str:
    return (person.account.phone or "") if person.account is not None else ""


def leaves_the_house(channel: Channel) -> bool:
    """Whether what goes this way reaches somebody, or a file."""
    if channel is Channel.EMAIL:
        return bool(settings.INSTALLED.mail)
    return channel is Channel.SMS and not settings.INSTALLED.sms.startswith("file:")


def is_stopped(phone: str) -> bool:
    """Whether this number said STOP and not START since."""
    return bool(StoppedNumber.objects.filter(digest=number_digest(phone)).exists())


def stopped_numbers(actor: Actor) -> list[str]:
    """The numbers by which people of this workspace would be reached, had they not said STOP."""
    stopped = set(StoppedNumber.objects.values_list("digest", flat=True))
    if not stopped:
        return []  # and no key may be there yet: it is made for whoever says STOP first, never by a reader
    rows: QuerySet[Person] = Person.objects.within(actor).filter(erased_at=None).order_by("id")
    numbers = {number for person in rows.select_related("account", "safe_contact") for number in _numbers(person)}
    key = _stop_key()
    return sorted(number for number in numbers if _number_digest(key, number) in stopped)


def number_digest(phone: str) -> str | None:
    """By what a stopped number is kept (hex); None where there are no digits."""
    return _number_digest(_stop_key(), phone)


def _number_digest(key: bytes, phone: str) -> str | None:
    tail = rules.number_tail(phone)
    return hmac.new(key, tail.encode(), hashlib.sha256).hexdigest() if tail else None


def _stop_key() -> bytes:
    fresh = {"key": sources.random_bytes(32), "recorded_at": sources.now()}
    kept, _ = StopKey.objects.get_or_create(only=True, defaults=fresh)
    return bytes(kept.key)


def living_with_number(tail: str) -> Sequence[Person]:
    """Everybody, in whichever workspace, who is reached by a number that ends so."""
    ending = tail[-2:]  # numbers are kept as typed, with blanks anywhere
    rows: QuerySet[Person] = (
        Person.objects.across_workspaces()
        .filter(erased_at=None)
        .exclude(phone="", account__phone=None, safe_contact__address="")
    )
    rows = rows.filter(
        Q(phone__contains=ending) | Q(account__phone__contains=ending) | Q(safe_contact__address__contains=ending)
    ).select_related("account", "safe_contact")
    return [person for person in rows if tail in {rules.number_tail(number) for number in _numbers(person)}]


def _numbers(person: Person) -> Sequence[str]:
    other = person.safe_contact.address if hasattr(person, "safe_contact") else ""
    return [person.phone, _own_phone(person), "" if "@" in other else other]


def events() -> dict[str, dict[str, str | int]]:
    """Every event people are told of, by name, with the sample parameters that stand beside its template."""
    found = sorted(
        (file for folder in get_app_template_dirs("templates") for file in Path(folder).glob("messages/*.txt")),
        key=lambda file: file.stem,
    )
    return {file.stem: json.loads(file.with_suffix(".json").read_text(encoding="utf-8")) for file in found}
