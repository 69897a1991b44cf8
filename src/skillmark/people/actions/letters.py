"""One fixed text with one address, to somebody who is no person of any workspace: whom a holder shows something to.

It goes the same ways as every message, and is held back where they are: a number that answered STOP, a demonstration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from skillmark.people import channels
from skillmark.people.channels import Undeliverable
from skillmark.people.queries.messages import Words, is_stopped, leaves_the_house, words
from skillmark.people.rules import Channel, plain_phone


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed over: the event's own words in one language, from whom, and the address it brings until a day."""

    event: str
    parameters: Mapping[str, str | int]
    language: str
    sender: str
    address: str
    until: date


def hand_over(letter_id: UUID, letter: Letter, *, channel: str, to: str, demonstration: bool) -> None:
    """Raises Undeliverable with a word of `words.PROBLEMS`; whatever else it raises may pass."""
    way = Channel(channel)
    if demonstration and leaves_the_house(way):
        raise Undeliverable("demonstration")
    said = _words(letter)
    if way is Channel.EMAIL:
        channels.send_letter(letter_id, to, said, letter.sender)
        return
    number = plain_phone(to)
    if not settings.INSTALLED.sms:
        raise Undeliverable("no_address")
    if is_stopped(number):
        raise Undeliverable("stopped")
    channels.send_sms(letter_id, number, said, letter.sender)


def _words(letter: Letter) -> Words:
    said = words(letter.event, letter.parameters, letter.language)
    with translation.override(letter.language):
        day = {"day": date_format(letter.until, "SHORT_DATE_FORMAT")}
        until = gettext("It opens this alone, until %(day)s, without a password.") % day
        return replace(said, address=letter.address, until=until, stop=gettext("Reply STOP to end text messages."))
