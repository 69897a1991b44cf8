"""Decisions about people, as pure functions."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from skillmark.kernel.values import round_half_up

OCCUPATION_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")  # O*NET-SOC; any other way to say a job is a title
PHONE_NOISE = re.compile(r"[\s().-]+")  # how people group the digits of a number
NUMBER_TAIL = 9  # digits by which a number is known, with and without its prefix; rather stop two than none
QUIET_FROM, QUIET_UNTIL = time(21), time(8)  # when a text message wakes or frightens; unless she names hours herself
EMPLOYEE_FILE = "employee file"  # the source of jobs that the HR system told of
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class JobAsGiven:
    """A past job the way its owner put it."""

    title: str
    code: str


def job_as_given(text: str) -> JobAsGiven:
    """A code of a classification where it looks like one, a title otherwise."""
    given = text.strip()
    return JobAsGiven("", given) if OCCUPATION_CODE.fullmatch(given) else JobAsGiven(given, "")


def spelled(name: str) -> str:
    """A name, title or code as it is compared: case and blanks apart."""
    return " ".join(name.casefold().split())


def plain_phone(phone: str) -> str:
    """A number without blanks, brackets, dots and dashes, so that each has one spelling."""
    return PHONE_NOISE.sub("", phone)


def self_rated_level(level: Decimal) -> int:
    """What she says, to the nearest whole level, halves upwards (2.5 → 3)."""
    return int(round_half_up(level))


def ends_before_it_starts(starts: date, ends: date | None) -> bool:
    return ends is not None and ends < starts


ADULT_YEARS = 18  # the age of majority in nearly every place the product is used in
# what shows somebody to whoever comes; nobody under 18 may allow it
PUBLIC_PURPOSES = frozenset({"talent pool", "public story", "share link"})


def is_under_18(born_on: date | None, stated: bool | None, day: date) -> bool:
    """Whether she is under 18 on a day: by her day of birth, else as stated.

    Born on 29 February, she is an adult on 1 March of a year that has no such day.
    """
    if born_on is None:
        return bool(stated)
    return (day.year, day.month, day.day) < (born_on.year + ADULT_YEARS, born_on.month, born_on.day)


def about_the_same_people(earlier: Collection[UUID], later: Collection[UUID]) -> bool:
    """Whether two tables may be subtracted: they share half or more of the smaller one's people.

    Tables of two campaigns that share a few people differ by chance, and their difference tells nothing.
    """
    smaller = min(len(earlier), len(later))
    return smaller > 0 and 2 * len(set(earlier) & set(later)) >= smaller


def would_be_a_circle(person_id: UUID, chain_of_managers: Sequence[UUID]) -> bool:
    """Whether a new manager, followed upwards, leads back to the person."""
    return person_id in chain_of_managers


class Channel(StrEnum):
    """Where a message goes besides her own page; `none`: nowhere, whatever happens."""

    EMAIL = "email"
    SMS = "sms"
    PAGE = "page"
    NONE = "none"


class MessageState(StrEnum):
    """`held`: was to be sent, and something forbids it. `failed`: was handed over and could not be delivered."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody is reached as far as is known; empty: not by this channel. `stopped`: the number said STOP."""

    email: str
    phone: str
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Safety:
    """What she, or her coach for her, set: one channel, hours of the day, another address (then `reach` holds it), and
    when letters come together.
    """

    channel: Channel
    opens: time | None = None
    closes: time | None = None
    gathered_at: time | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to happen to a message: sent by `channel` to `address`, not before `at`. `problem` says why it is not."""

    channel: Channel
    at: datetime
    address: str = ""
    problem: str = ""


def delivery(
    reach: Reach, safety: Safety | None, zone: tzinfo, now: datetime, *, written: datetime | None = None
) -> Delivery:
    """Where a message goes, and when. What stays on her page is there at once.

    Safe contact is obeyed before anything else: no other channel than the one allowed, no other hour. Without one, by
    e-mail if there is an address, else by SMS outside quiet hours. STOP ends every SMS. `written` is when a message was
    written that may wait for those of the same day; none for one that may not.
    """
    channel = safety.channel if safety else _known_channel(reach)
    if channel in (Channel.PAGE, Channel.NONE):
        return Delivery(Channel.PAGE, now)
    address = reach.email if channel is Channel.EMAIL else reach.phone
    if not address:
        return Delivery(Channel.PAGE, now, problem="no_address")
    if channel is Channel.SMS and reach.stopped:
        return Delivery(Channel.PAGE, now, problem="stopped")
    if channel is Channel.EMAIL and safety and safety.gathered_at and written:
        now = max(now, next_at(safety.gathered_at, zone, written))
    opens, closes = (safety.opens, safety.closes) if safety else (None, None)
    if opens is None or closes is None:
        if channel is Channel.EMAIL:
            return Delivery(channel, now, address)
        opens, closes = QUIET_UNTIL, QUIET_FROM
    return Delivery(channel, next_open(opens, closes, zone, now), address)


class Way(StrEnum):
    """How a link gets to somebody."""

    EMAIL = "email"
    SMS = "sms"
    SLIP = "slip"


def way(chosen: Delivery, has_safe_contact: bool) -> tuple[Way | None, str]:
    """How one of many is reached, or why not (a word of `words.LEFT_OUT`).

    Whoever cannot be written to gets a slip, unless something was said of how she may be reached: a paper handed over
    is no way that she allowed.
    """
    if chosen.channel is not Channel.PAGE:
        return Way(chosen.channel), ""
    if chosen.problem == "demonstration":
        return None, "demonstration"
    return (None, "no_messages") if has_safe_contact else (Way.SLIP, "")


def _known_channel(reach: Reach) -> Channel:
    if reach.email:
        return Channel.EMAIL
    return Channel.SMS if reach.phone else Channel.PAGE


def next_at(hour: time, zone: tzinfo, after: datetime) -> datetime:
    """The first instant after this one at which it is that hour there (UTC)."""
    local = after.astimezone(zone)
    day = local.date() if local.time() < hour else local.date() + timedelta(days=1)
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def next_open(opens: time, closes: time, zone: tzinfo, now: datetime) -> datetime:
    """Now, if it lies within the hours, else the instant they next begin (UTC). 22:00–06:00 goes through midnight;
    equal ends mean the whole day.
    """
    local = now.astimezone(zone)
    hour = local.time()
    through_midnight = closes <= opens
    inside = (hour >= opens or hour < closes) if through_midnight else opens <= hour < closes
    if inside:
        return now
    day = local.date() if hour < opens else local.date() + timedelta(days=1)
    return datetime.combine(day, opens, tzinfo=zone).astimezone(UTC)


class Reply(StrEnum):
    """What somebody answered by SMS."""

    STOP = "stop"
    START = "start"


# what phone companies everywhere obey, and the same in Spanish
STOPS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "ALTO", "BAJA", "PARAR", "CANCELAR", "FIN"}
STARTS = {"START", "UNSTOP", "ALTA", "COMENZAR", "EMPEZAR"}


def reply(text: str) -> Reply | None:
    """STOP where the first word says so, whatever follows it: rather once too often. START where it stands alone."""
    words = re.findall(r"\w+", text.upper())
    if words and words[0] in STOPS:
        return Reply.STOP
    return Reply.START if len(words) == 1 and words[0] in STARTS else None


def number_tail(phone: str) -> str:
    """By what a number is recognised however it is written; empty where there are no digits."""
    return "".join(sign for sign in phone if sign.isdecimal())[-NUMBER_TAIL:]


DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def mail_domain(address: str) -> str:
    """What stands after the last @, in lower case; empty where there is none."""
    name, at, domain = address.strip().lower().rpartition("@")
    return domain if at and name else ""


def is_of(address: str, domains: Collection[str]) -> bool:
    """Whether an address belongs to one of these domains; one below them is another one."""
    return mail_domain(address) in domains


PIN = re.compile(r"[0-9]{6}")


def is_guessed_pin(pin: str) -> bool:
    """Whether it is among the first that somebody tries: one digit or two alone, or digits counted up or down."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(set(pin)) <= 2 or steps in ({1}, {9})


def short_name(name: str) -> str:
    """First name and initial, as a list in a room full of people shows somebody."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][0]}." if rest else first


class SignedHow(StrEnum):
    """How somebody signed: logged in; by a link, without a log-in; on paper, which two others have seen."""

    SCREEN = "screen"
    LINK = "link"
    PAPER = "paper"


CODE_LETTERS = 8  # of the SHA-256, printed on a sheet in two groups: enough to tell texts apart, few enough to compare


def printed_code(digest: str) -> str:
    """By what people tell a text apart: the first signs of its SHA-256, in two groups."""
    first = digest[:CODE_LETTERS].upper()
    return f"{first[: CODE_LETTERS // 2]} {first[CODE_LETTERS // 2 :]}"


def is_printed_code(typed: str, digest: str) -> bool:
    """Whether somebody read this text's code from a sheet; blanks, dashes and small letters do not matter."""
    plain = re.sub(r"[\s-]+", "", typed).upper()
    return len(plain) == CODE_LETTERS and plain == digest[:CODE_LETTERS].upper()


def names_somebody(name: str) -> bool:
    """A full name has letters; a cross or a dash is none."""
    return sum(sign.isalpha() for sign in name) >= 2
