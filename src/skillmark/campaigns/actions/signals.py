"""What sources say about the market of an occupation, noted and corrected, never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from skillmark.campaigns import queries
from skillmark.campaigns.models import Signal, SignalKind
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is said: its title, and its address and page where there are any."""

    title: str
    link: str = ""
    page: str = ""


@action
def note_signal(
    actor: Actor,
    *,
    kind: SignalKind,
    occupation_code: str,
    says: str,
    source: Source,
    said_on: date,
    region: str = "",
    figure: Decimal | None = None,
    unit: str = "",
    replaces_id: UUID | None = None,
    now: datetime,
) -> Signal:
    """Note a market signal of an occupation that a standard here is about. `replaces_id` is one that this corrects.

    Raises BadInput without a sentence or a source, for a link that is no web address, a figure without its unit, a day
    to come and an occupation of no standard; NotFound for one to correct that is not there or was corrected.
    """
    access.require(actor, "campaigns.signal.note")
    _require_whole(says, source, figure, unit)
    if said_on > people.today(actor, now):
        raise BadInput.of(told("that day has not come"), file="signal", column="said_on")
    if occupation_code not in queries.occupations(actor):
        raise BadInput.of(told("no standard here is about this job"), file="signal", column="occupation_code")
    replaced = queries.signal(actor, replaces_id) if replaces_id else None
    signal: Signal = Signal.objects.record(
        actor,
        now=now,
        kind=kind,
        occupation_code=occupation_code,
        region=region.strip(),
        says=says.strip(),
        figure=figure,
        unit=unit.strip(),
        source_title=source.title.strip(),
        source_link=source.link,
        source_page=source.page.strip(),
        happened_on=said_on,
        replaces=replaced,
    )
    audit.record(actor, "campaigns.signal.noted", signal, kind=kind, occupation=occupation_code, replaces=replaces_id)
    return signal


def _require_whole(says: str, source: Source, figure: Decimal | None, unit: str) -> None:
    for column, text in (("says", says), ("source_title", source.title)):
        if not text.strip():
            raise BadInput.of(told("is missing"), file="signal", column=column)
    if source.link and not source.link.startswith(("https://", "http://")):
        raise BadInput.of(told("a link begins with https://"), file="signal", column="source_link")
    if (figure is None) != (not unit.strip()):
        raise BadInput.of(told("a figure and its unit go together"), file="signal", column="unit")
