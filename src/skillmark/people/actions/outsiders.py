"""Letters to somebody who is nobody here and left an address, so that she is told of one thing."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from skillmark.foundation import samples
from skillmark.foundation.access import require
from skillmark.foundation.roles import Actor
from skillmark.people import channels
from skillmark.people.queries import profile
from skillmark.people.queries.messages import leaves_the_house, words
from skillmark.people.rules import Channel


def write_outside(
    actor: Actor,
    *,
    letter_id: UUID,
    address: str,
    event: str,
    parameters: Mapping[str, str | int],
    language: str,
    page: str,
) -> bool:
    """Hand over one letter, its words from the template `messages/<event>.txt`, with the address of a `page` in it.

    Called by a job, perhaps twice with the same `letter_id`. False where no letter can arrive, or none is sent: from a
    sample, and from a demonstration unless letters are files. Raises what the mail server's connection raises for what
    may pass.
    """
    require(actor, "people.message.deliver")
    if samples.is_sample(actor.workspace_id) or (actor.demonstration and leaves_the_house(Channel.EMAIL)):
        return False
    said = replace(words(event, parameters, language), address=page)
    try:
        channels.send_letter(letter_id, address, said, profile(actor).public_name)
    except channels.Undeliverable:
        return False
    return True
