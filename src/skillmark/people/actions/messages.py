"""What a person is told, and how it reaches her: the one outbox.

A message is on her own page at once. What is sent besides is decided by `rules.delivery` twice: when it is written, and
again at the moment of sending, since safe contact or STOP may have come meanwhile.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

from django.template.loader import get_template

from skillmark.foundation import audit, outbox
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import rules
from skillmark.people.models import Message, Person, SafeContact, StoppedNumber
from skillmark.people.queries.messages import chosen_delivery, living_with_number, number_digest, sent_together
from skillmark.people.rules import Channel, Delivery, MessageState

KIND = "people.message"
TRYING = "unreachable"  # the server or gateway did not answer; the message waits and is tried again


@action
def tell(
    actor: Actor,
    *,
    person_id: UUID,
    event: str,
    parameters: Mapping[str, str | int],
    link_id: UUID | None = None,
    now: datetime,
) -> Message:
    """Write to a person about one event. Only the parameters are kept: neutral public names, numbers, dates.

    `link_id` is a link that the message brings her.

    The words are in the template `messages/<event>.txt` of the context that tells, the subject in its first line;
    without one this raises TemplateDoesNotExist.
    """
    require(actor, "people.message.send")
    person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    return deliver(actor, person, event, parameters, now, link_id)


def deliver(
    actor: Actor,
    person: Person,
    event: str,
    parameters: Mapping[str, str | int],
    now: datetime,
    link_id: UUID | None = None,
) -> Message:
    """Put the message on the person's own page, and have it sent by the channel she can be reached by."""
    get_template(f"messages/{event}.txt")
    chosen = chosen_delivery(actor, person, now, link_id=link_id, written=now)
    stays = chosen.channel is Channel.PAGE
    message: Message = Message.objects.record(
        actor,
        now=now,
        person=person,
        event=event,
        language=person.language,
        parameters=dict(parameters),
        channel=chosen.channel,
        state=_stays_as(chosen) if stays else MessageState.WAITING,
        waits_until=None if stays else chosen.at,
        sent_at=now if stays and not chosen.problem else None,
        problem=chosen.problem,
        sender_id=actor.person_id,
        link_id=link_id,
    )
    if not stays:
        _ask_for(actor, message, str(message.pk), chosen.at, now)
    return message


@action
def put_off(actor: Actor, message: Message, until: datetime, now: datetime) -> None:
    """The hours are not hers any more: it waits until they begin, under a key of that moment."""
    _still_waiting(actor, message).update(waits_until=until)
    _ask_for(actor, message, f"{message.pk}/{until.isoformat()}", until, now)


@action
def keep_on_page(actor: Actor, message: Message, chosen: Delivery, now: datetime) -> None:
    """What was to be sent is not to be sent any more."""
    state = _stays_as(chosen)
    sent_at = now if state is MessageState.SENT else None
    kept = _still_waiting(actor, message).update(
        channel=Channel.PAGE, state=state, waits_until=None, sent_at=sent_at, problem=chosen.problem
    )
    if kept:
        audit.record(actor, "people.message.kept", message, person=message.person_id, state=state)


@action
def note_sent(actor: Actor, message: Message, channel: Channel, now: datetime) -> None:
    """It was handed over. Noted once, however often the carrier comes back to it."""
    sent = _still_waiting(actor, message).update(
        channel=channel, state=MessageState.SENT, waits_until=None, sent_at=now, problem=""
    )
    if sent:
        audit.record(actor, "people.message.sent", message, person=message.person_id, channel=channel)


@action
def note_all_sent(actor: Actor, messages: Sequence[Message], channel: Channel, now: datetime) -> None:
    """They were handed over together, and are noted together or not at all."""
    for message in messages:
        note_sent(actor, message, channel, now)


@action
def note_trying(actor: Actor, message: Message) -> None:
    """It could not be handed over now; the job is tried again."""
    _still_waiting(actor, message).update(problem=TRYING)


@action
def note_undelivered(actor: Actor, *, message_id: UUID, problem: str, now: datetime) -> Message:
    """A landline, a refusal, a letter that came back, at once or days later; who caused the message is shown it."""
    require(actor, "people.message.deliver")
    message: Message = one(Message.objects.within(actor), message_id, lock=True)
    message.state, message.problem, message.waits_until, message.sent_at = MessageState.FAILED, problem, None, None
    message.save(update_fields=["state", "problem", "waits_until", "sent_at"])
    audit.record(actor, "people.message.undelivered", message, person=message.person_id)
    return message


@action
def note_came_back(actor: Actor, *, message_id: UUID, problem: str, now: datetime) -> None:
    """The gateway or the mail server tells so, of a message of whichever workspace, and so of all that went in one
    letter with it; of one that was not sent nothing is noted, nor a second time.
    """
    require(actor, "people.message.deliver")
    for workspace_id, one_id in sent_together(message_id):
        note_undelivered(program(workspace_id, actor.process), message_id=one_id, problem=problem, now=now)


@action
def set_safe_contact(
    actor: Actor,
    *,
    person_id: UUID,
    channel: Channel,
    opens: time | None = None,
    closes: time | None = None,
    gathered_at: time | None = None,
    address: str = "",
    now: datetime,
) -> SafeContact:
    """Say how she may be reached. In force for whatever is not sent yet. Raises BadInput for half an hour's range."""
    person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.safe_contact.change", person)
    if (opens is None) != (closes is None):
        raise BadInput.of("hours have a beginning and an end", file="opens")
    values = {
        "channel": channel,
        "opens": opens,
        "closes": closes,
        "gathered_at": gathered_at,
        "address": address.strip(),
    }
    kept, _ = SafeContact.objects.within(actor).update_or_create(
        person=person,
        defaults=values,
        create_defaults={"workspace_id": actor.workspace_id, "recorded_at": now, **values},
    )
    audit.record(actor, "people.safe_contact.changed", kept, person=person.pk)
    return kept


@action
def hold_waiting(actor: Actor, *, problem: str) -> int:
    """Send none of what still waits: it stays on each person's own page, with the reason. Gives how many."""
    require(actor, "people.message.deliver")
    waiting = Message.objects.within(actor).filter(state=MessageState.WAITING)
    held: int = waiting.update(state=MessageState.HELD, channel=Channel.PAGE, waits_until=None, problem=problem)
    if held:
        audit.record(actor, "people.messages.held", None, messages=held)
    return held


@action
def stop_sms(actor: Actor, *, phone: str, now: datetime) -> None:
    """Somebody answered STOP: no SMS to this number any more, from any workspace, not even those that wait."""
    require(actor, "people.sms.stop")
    digest = number_digest(phone)
    if digest is None:
        return
    _, fresh = StoppedNumber.objects.get_or_create(digest=digest, defaults={"recorded_at": now})
    if fresh:
        _note_for_holders(actor, "people.sms.stopped", phone)


@action
def start_sms(actor: Actor, *, phone: str, now: datetime) -> None:
    """Somebody answered START: the number is written to again."""
    require(actor, "people.sms.stop")
    if StoppedNumber.objects.filter(digest=number_digest(phone)).delete()[0]:
        _note_for_holders(actor, "people.sms.started", phone)


def _note_for_holders(actor: Actor, event: str, phone: str) -> None:
    """In the chain of every workspace that knows the number."""
    for person in living_with_number(rules.number_tail(phone)):
        audit.record(actor, event, person)


def _ask_for(actor: Actor, message: Message, key: str, due_at: datetime, now: datetime) -> None:
    payload = {"message": str(message.pk)}
    outbox.enqueue(actor, KIND, key=f"{KIND}/{key}", payload=payload, due_at=due_at, now=now)


def _stays_as(chosen: Delivery) -> MessageState:
    return MessageState.HELD if chosen.problem else MessageState.SENT


def _still_waiting(actor: Actor, message: Message):  # type: ignore[no-untyped-def]
    return Message.objects.within(actor).filter(pk=message.pk, state=MessageState.WAITING)
