"""A spreadsheet of market signals: in, and back. A row says what one source says of the market of one job."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import translation
from django.utils.translation import gettext_noop

from skillmark.campaigns import queries
from skillmark.campaigns.models import Signal, SignalKind, SignalTakenBack
from skillmark.campaigns.words import SIGNALS
from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Brought, Done, Fate, Given, Outcome
from skillmark.foundation.records import add
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import decimal_number
from skillmark.people import queries as people

NO_JOB = gettext_noop("Job: no standard here is about “%(value)s”. Write its code, or its name as the standard has it.")
TWO_JOBS = gettext_noop("Job: several standards here are called “%(value)s”. Write the code of the job.")
NO_KIND = gettext_noop(
    "What it speaks of: “%(value)s” is none of demand, automation, technology, law, pay and other. Write one of these."
)
NO_FIGURE = gettext_noop("Figure: “%(value)s” is no number such as -12.5, with at most two decimals.")
NO_UNIT = gettext_noop("A figure and its unit go together: fill in both, or neither.")
TO_COME = gettext_noop("Day: %(value)s has not come yet.")
NO_LINK = gettext_noop("Link: “%(value)s” is no web address that begins with https://.")
TWICE_HERE = gettext_noop("Row %(row)s says just the same.")
CORRECTED_SINCE = gettext_noop("“%(name)s” was corrected since.")
SHORT_WORDS: Mapping[str, SignalKind] = {
    "demanda": SignalKind.DEMAND, "automatización": SignalKind.AUTOMATION, "tecnología": SignalKind.TECHNOLOGY,
    "ley": SignalKind.LAW, "pago": SignalKind.PAY, "otro": SignalKind.OTHER,
}  # fmt: skip
LARGEST_FIGURE = Decimal(10) ** 12  # what its field holds
Problem = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says, by the fields of a signal: two that are equal say the same."""

    kind: str
    occupation_code: str
    region: str
    says: str
    figure: Decimal | None
    unit: str
    source_title: str
    source_link: str
    source_page: str
    happened_on: date


COLUMNS = tuple(field.name for field in fields(Said))


class _Fault(Exception):
    def __init__(self, words: str, value: str = "") -> None:
        self.problem: Problem = (words, {"value": value[:60]})
        super().__init__(words)


@action
def store_signals(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Note what the rows of a piece say. What was noted before, even where it was corrected since, is not noted again;
    what was taken back is.
    """
    require(actor, "campaigns.signal.note")
    read: Mapping[int, Said | Problem] = whole.keep("signals", lambda all_: _read(actor, all_.rows, now))
    first: Mapping[Said, int] = whole.keep("first rows", lambda _: _first(read))
    noted = _noted(actor, {row.days["said_on"] for row in piece})
    outcomes, fresh = [], []
    for row in piece:
        said = read[row.number]
        if isinstance(said, tuple):
            outcomes.append(Outcome(row.number, Fate.REFUSED, problem=said))
        elif first[said] != row.number:
            outcomes.append(Outcome(row.number, Fate.SAME, problem=(TWICE_HERE, {"row": str(first[said])})))
        elif astuple(said) in noted:
            outcomes.append(Outcome(row.number, Fate.SAME))
        else:
            fresh.append((row.number, said))
    workspace = people.workspace(actor)
    made = [Signal(workspace=workspace, recorded_at=now, **_fields(said)) for _, said in fresh]
    if not dry:
        add(Signal.objects.within(actor), made)
        audit.record(actor, "campaigns.signals.brought", None, count=len(made))
    return outcomes + [Outcome(number, Fate.ADDED, one.pk) for (number, _), one in zip(fresh, made, strict=True)]


def signal_dependencies(actor: Actor, done: Sequence[Done], now: datetime) -> list[Problem]:
    """Those that somebody corrected since: the correction would stand for nothing."""
    ids = {signal_id for signal_id, _ in done}
    corrected = Signal.objects.within(actor).filter(replaces__isnull=False).order_by("recorded_at", "id")
    before = corrected.values_list("replaces_id", "replaces__says")
    return [(CORRECTED_SINCE, {"name": says}) for replaced, says in before if replaced in ids]


@action
def undo_signals(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """They stand no more. That they were noted, and taken back, stays on record."""
    require(actor, "campaigns.signal.note")
    workspace, today = people.workspace(actor), people.today(actor, now)
    gone = [
        SignalTakenBack(workspace=workspace, recorded_at=now, happened_on=today, signal_id=signal_id)
        for signal_id, _ in done
    ]
    add(SignalTakenBack.objects.within(actor), gone)
    audit.record(actor, "campaigns.signals.taken_back", None, count=len(gone))


def _read(actor: Actor, rows: Iterable[Given], now: datetime) -> dict[int, Said | Problem]:
    """What each row says, or what is wrong with it."""
    jobs, kinds, today = _jobs(actor), _kinds(), people.today(actor, now)
    read: dict[int, Said | Problem] = {}
    for row in rows:
        try:
            read[row.number] = _said(row, jobs, kinds, today)
        except _Fault as fault:
            read[row.number] = fault.problem
    return read


def _said(row: Given, jobs: Mapping[str, list[str]], kinds: Mapping[str, SignalKind], today: date) -> Said:
    job, kind, link, unit = (row.text(name) for name in ("occupation", "kind", "source_link", "unit"))
    codes = jobs.get(job.casefold(), [])
    if not codes:
        raise _Fault(NO_JOB, job)
    if len(codes) > 1:
        raise _Fault(TWO_JOBS, job)
    if kind.casefold() not in kinds:
        raise _Fault(NO_KIND, kind)
    figure = _figure(row.text("figure"))
    if (figure is None) != (not unit):
        raise _Fault(NO_UNIT)
    if row.days["said_on"] > today:
        raise _Fault(TO_COME, row.days["said_on"].isoformat())
    if link and not _is_address(link):
        raise _Fault(NO_LINK, link)
    return Said(
        kinds[kind.casefold()].value, codes[0], row.text("region"), row.text("says"), figure, unit,
        row.text("source_title"), link, row.text("source_page"), row.days["said_on"],
    )  # fmt: skip


def _figure(text: str) -> Decimal | None:
    if not text:
        return None
    figure = decimal_number(text.replace("\N{MINUS SIGN}", "-"))
    if figure is None or abs(figure) >= LARGEST_FIGURE or figure != round(figure, 2):
        raise _Fault(NO_FIGURE, text)
    return figure


def _is_address(link: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        return False
    return link.startswith(("https://", "http://"))  # the scheme as the database holds it


def _jobs(actor: Actor) -> dict[str, list[str]]:
    """Each code, and each name of a standard, in lower case → the codes it may mean."""
    found: dict[str, list[str]] = {}
    occupations = queries.occupations(actor)
    for code, title in occupations.items():
        found.setdefault(title.casefold(), []).append(code)
    return found | {code.casefold(): [code] for code in occupations}


def _kinds() -> dict[str, SignalKind]:
    """Each word for what a signal speaks of, in lower case: the code's, and those on the page in either language."""
    found = {kind.value: kind for kind in SignalKind} | dict(SHORT_WORDS)
    for language in ("en", "es"):
        with translation.override(language):
            found |= {str(words).casefold(): kind for kind, words in SIGNALS.items()}
    return found


def _first(read: Mapping[int, Said | Problem]) -> dict[Said, int]:
    first: dict[Said, int] = {}
    for number, said in read.items():
        if isinstance(said, Said):
            first.setdefault(said, number)
    return first


def _noted(actor: Actor, days: set[date]) -> set[tuple[object, ...]]:
    rows = Signal.objects.within(actor).filter(happened_on__in=days, taken_back=None)
    return set(rows.values_list(*COLUMNS))


def _fields(said: Said) -> dict[str, Any]:
    return dict(zip(COLUMNS, astuple(said), strict=True))
