"""Decisions of hiring, as pure functions: who is ranked how and could be ready when, and when a job may be opened."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote, urlsplit

from skillmark.kernel import matching, planning

MILLIONTHS = 1_000_000
HUNDREDTHS = 100

# a posting has no degree line; what is needed is said as things a person can do, each with how we know
DEGREE = re.compile(
    r"\b(?:(?:bachelor|master|associate|college|university|four-year|4-year|high[- ]school)(?:['’]?s)?\s+"
    r"(?:degree|diploma)|bachelor['’]?s|degree\s+(?:is\s+)?(?:required|preferred|needed)|diploma|GED"
    r"|t[ií]tulo\s+(?:universitario|acad[eé]mico)|licenciatura|bachillerato)\b",
    re.IGNORECASE,
)


E_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"\+?[0-9(][0-9 ().-]*")
FEWEST_DIGITS, MOST_DIGITS = 5, 15  # short numbers inside a country; the longest of ITU-T E.164
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")  # javascript:…, http:…; “Call: …” is a sentence


class NotARankedStandard(ValueError):
    """A standard without requirements ranks nobody."""


class NoWayToApply(ValueError):
    """What was given as the way to apply leads nowhere, or somewhere no open job should lead."""


class WayKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"
    SENTENCE = "sentence"


class Lack(StrEnum):
    """Why no checked record meets a must-have."""

    BELOW = "below"
    ONLY_SAID = "only_said"
    ONLY_LIKELY = "only_likely"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class WayToApply:
    """How people apply, and the link it opens to; a sentence has none."""

    kind: WayKind
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """Everybody ranked for one job, the cheapest path of each, and those who could be ready within the hours.

    `by_path` lists everybody by hours, cost and rank; `eligible` those of them whose every gap closes within the hours.
    """

    ranking: matching.JobRanking
    paths: Mapping[str, planning.Path]
    by_path: tuple[str, ...]
    eligible: frozenset[str]


def fit(
    requirements: Sequence[matching.Requirement],
    holdings: Sequence[matching.Holding],
    modules: Sequence[planning.Module],
    *,
    hours_limit: int,
) -> Fit:
    """Rank everybody who holds anything for the one job, and plan each to it. Raises NotARankedStandard."""
    if not requirements:
        raise NotARankedStandard("a standard without requirements ranks nobody")
    held = matching.Holdings.of(holdings)
    (ranking,) = matching.rank(matching.Requirements.of(requirements), held, top=None)
    planner = planning.Planner(requirements, modules)
    paths = {
        person: planner.path(held.effective_levels(place), held.highest_levels(place))
        for place, person in enumerate(held.people)
    }
    return Fit(
        ranking=ranking,
        paths=paths,
        by_path=tuple(planning.path_order(paths, ranking)),
        eligible=frozenset(planning.eligible(paths, ranking, hours=Decimal(hours_limit))),
    )


def seats_to_plan(openings: int, promised: int, stands_on: str) -> int:
    """As many seats as openings, and never more than the jobs that stand behind them (S1-01)."""
    return min(openings, promised) if stands_on == "jobs promised" else openings


def pay_is_a_range(low: int, high: int) -> bool:
    """Pay is stated from least to most, and is never nothing."""
    return 0 < low <= high


def mentions_degree(text: str) -> bool:
    """Whether a text of an open job asks for a degree or diploma; it would say who may apply, not what is needed."""
    return DEGREE.search(text) is not None


def way_to_apply(given: str) -> WayToApply:
    """An e-mail address, a phone number, a web address that begins with https://, or a sentence.

    Raises NoWayToApply for any other scheme (javascript: runs in the reader's browser, http: shows her data to all
    between) and for a web address that names a user or no host.
    """
    text = " ".join(given.split())
    bare = re.sub(r"^(?:mailto|tel):", "", text, flags=re.IGNORECASE)
    if E_MAIL.fullmatch(bare):
        name, _, host = bare.rpartition("@")
        return WayToApply(WayKind.EMAIL, bare, f"mailto:{quote(name, safe='')}@{host}")
    digits = re.sub(r"[^0-9]", "", bare)
    if PHONE.fullmatch(bare) and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return WayToApply(WayKind.PHONE, bare, f"tel:{'+' if bare.startswith('+') else ''}{digits}")
    if text.lower().startswith("https://") and " " not in text:
        return WayToApply(WayKind.WEB, text, _web_address(text))
    if not text or SCHEME.match(text):
        raise NoWayToApply(text)
    return WayToApply(WayKind.SENTENCE, text)


def is_way_to_apply(given: str) -> bool:
    """Whether an open job may name this as the way to apply."""
    try:
        way_to_apply(given)
    except NoWayToApply:
        return False
    return True


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NoWayToApply(text) from None
    if not host or "." not in host or port == 0 or "@" in parts.netloc or "\\" in text:
        raise NoWayToApply(text)
    return text


def is_open(opens_on: date, closes_on: date, ended: bool, today: date) -> bool:
    """From the day it opens to its closing date, both included, unless it was taken down."""
    return opens_on <= today <= closes_on and not ended


def can_be_opened_anew(closes_on: date, ended: bool, today: date) -> bool:
    """Whether people can read a job still, or will: one that was taken down or has closed is opened as a new one."""
    return not ended and today <= closes_on


def parts_that_add_up(terms: Sequence[int], whole: int) -> list[int]:
    """Each term's share of the whole in hundredths of a per cent, so rounded that they sum to the rounded share of all.

    The whole is rounded half up; what rounding down took goes to the largest remainders, the first of equals before.
    """
    scale = 100 * HUNDREDTHS
    total = (2 * sum(terms) * scale + whole) // (2 * whole)
    parts = [term * scale // whole for term in terms]
    by_remainder = sorted(range(len(terms)), key=lambda place: (-(terms[place] * scale % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def tied_ranks(ranks: Iterable[int]) -> frozenset[int]:
    """The ranks that several people share."""
    seen: set[int] = set()
    shared: set[int] = set()
    for rank in ranks:
        (shared if rank in seen else seen).add(rank)
    return frozenset(shared)


def not_yet_invited(wanted: Sequence[str], invited: Collection[str]) -> list[str]:
    """Each once, in the order asked, without those who were."""
    return [one for one in dict.fromkeys(wanted) if one not in invited]


def lack(state: matching.State, *, tried: bool) -> Lack | None:
    """Why a must-have is not met by a checked record; None where it is. What was tried says more than what is said."""
    if state is matching.State.VERIFIED:
        return None
    if tried or state is matching.State.ASSESSED_BELOW:
        return Lack.BELOW
    if state is matching.State.CLAIMED:
        return Lack.ONLY_SAID
    return Lack.ONLY_LIKELY if state is matching.State.INFERRED else Lack.NOT_TRIED


def is_not_eligible_yet(*, unmet_verified: int, eligible: bool, invited: bool) -> bool:
    """Whether something stands in the way of an invitation: a must-have that is not checked, or gaps that do not close
    in the hours there are. Whoever is invited has nothing in her way (S2-13).
    """
    return not invited and (unmet_verified > 0 or not eligible)
