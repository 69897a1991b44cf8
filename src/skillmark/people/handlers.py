"""What people do as jobs: carry a message out of the house."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.foundation import jobs, links, outbox
from skillmark.foundation.roles import Actor
from skillmark.people import channels, queries
from skillmark.people.actions import asking_many, messages
from skillmark.people.models import Message
from skillmark.people.queries.messages import chosen_delivery, gathered, words_of_all, words_to_send
from skillmark.people.rules import Channel, MessageState


@jobs.outside
def carry_message(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Hand one message over, if it is still to be sent, and note it. What was noted is never handed over again."""
    waiting = Message.objects.within(actor).filter(pk=payload["message"], state=MessageState.WAITING)
    message = waiting.select_related("person__account").first()
    if message is None:
        return
    chosen = chosen_delivery(actor, message.person, now, link_id=message.link_id, written=message.recorded_at)
    if chosen.channel is Channel.PAGE:
        messages.keep_on_page(actor, message, chosen, now)
        return
    if chosen.at > now:
        messages.put_off(actor, message, chosen.at, now)
        return
    link = links.by_id(message.link_id) if message.link_id else None
    if message.link_id and not (link and links.opens(link, now) and links.can_be_shown(link)):
        messages.keep_on_page(actor, message, replace(chosen, channel=Channel.PAGE, problem="link_closed"), now)
        return
    together = gathered(actor, message)
    if together[0] != message:  # the oldest takes it along; where that takes several tries, this is tried as often
        raise channels.Unreachable("goes with an older one")
    send = channels.send_letter if chosen.channel is Channel.EMAIL else channels.send_sms
    zone = ZoneInfo(queries.workspace(actor).time_zone)
    said = words_to_send(message, link, zone) if len(together) == 1 else words_of_all(together)
    sender = queries.profile(actor).public_name
    try:
        send(message.pk, chosen.address, said, sender)
    except channels.Undeliverable as refused:
        for one in together:
            messages.note_undelivered(actor, message_id=one.pk, problem=refused.problem, now=now)
        return
    except Exception:
        messages.note_trying(actor, message)
        raise
    messages.note_all_sent(actor, together, chosen.channel, now)


def carry_asking(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Ask some of many."""
    asking_many.carry_part(actor, asking_id=UUID(payload["asking"]), part=payload["part"], now=now)


HANDLERS: Mapping[str, Sequence[outbox.Handler]] = {}
CARRIERS: Mapping[str, jobs.Carrier] = {messages.KIND: carry_message, asking_many.KIND: carry_asking}
