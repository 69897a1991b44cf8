"""The log of status events of a walk. Every state and every count is derived from it, as it is for real people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from skillmark.campaigns import rules
from skillmark.campaigns.states import DropReason, State


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """What happened to an invented person, by her number."""

    person: int
    state: State
    on: date
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"person": self.person, "state": self.state.value, "on": self.on.isoformat()}
        return told | ({"reason": self.reason} if self.reason else {})


class Log:
    """Status events in the order in which they were noted."""

    def __init__(self) -> None:
        self.events: list[StatusEvent] = []

    def note(self, person: int, state: State, on: date, reason: DropReason | None = None) -> None:
        """Raises ValueError for a drop-out without a reason, or a reason where there is none to give."""
        if not rules.reason_fits(state, reason or ""):
            raise ValueError(f"{state} with reason “{reason}”")
        self.events.append(StatusEvent(person, state, on, reason or ""))


def standings(events: Iterable[StatusEvent]) -> dict[int, State]:
    """Where each person stands, by the rule that holds for real ones."""
    logs: dict[int, list[rules.Event]] = {}
    for place, event in enumerate(events):
        recorded = datetime.combine(event.on, time(), UTC) + timedelta(microseconds=place)
        logs.setdefault(event.person, []).append(rules.Event(event.state, event.on, recorded))
    return {person: state for person, log in logs.items() if (state := rules.standing(log)) is not None}


def counts(events: Iterable[StatusEvent]) -> dict[State, int]:
    """How many stand where, in the order of the states."""
    found = Counter(standings(events).values())
    return {state: found[state] for state in State}


def reasons(events: Iterable[StatusEvent]) -> dict[DropReason, int]:
    """Why people left before the end, of the reasons that somebody gave."""
    found = Counter(event.reason for event in events if event.state is State.DROPPED)
    return {reason: found[reason] for reason in DropReason if found[reason]}
