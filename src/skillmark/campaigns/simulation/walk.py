"""A walk under way: its people, what is drawn for them, and what the rules decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from skillmark.campaigns import rules
from skillmark.campaigns.programmes.template import Phase, Template
from skillmark.campaigns.simulation.assumptions import FIRST_DAY, OURS, Assumptions
from skillmark.campaigns.simulation.log import Log

APPLIED, MET, NOT_MET, REFUSED, NOT_ENOUGH, UNDECIDED = (
    "applied", "met", "not met", "refused", "not enough evidence", "for people to decide",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that had something to decide: which, what it said, what came of it, and for how many people."""

    rule: str
    outcome: str
    said: str
    people: int

    def as_json(self) -> dict[str, object]:
        return {"rule": self.rule, "outcome": self.outcome, "said": self.said, "people": self.people}


@dataclass(slots=True)
class Person:
    """An invented person: a number, her own stream of chance, and days that the log alone does not tell."""

    number: int
    chance: Random
    hours: Decimal
    track: str = ""
    attended: Decimal = Decimal(0)  # the part of the training that she was there for, 0 to 1
    stayed: Decimal = Decimal(0)  # the same of all that comes before work
    enrolled_on: date | None = None
    started_on: date | None = None
    completed_on: date | None = None
    hired_on: date | None = None
    job_ended_on: date | None = None
    exit_on: date | None = None
    left: bool = False
    unserved: bool = False  # a lottery gave her no seat
    in_school: bool = False
    consents: frozenset[str] = frozenset()

    def has(self, percent: int) -> bool:
        """Whether something of this chance happens to her."""
        return self.chance.randrange(100) < percent

    def part(self) -> Decimal:
        """Where between two bounds something of hers lies, 0 to 1."""
        return Decimal(self.chance.randrange(101)) / 100

    def works_on(self, day: date) -> bool:
        return (
            self.hired_on is not None
            and self.hired_on <= day
            and (self.job_ended_on is None or self.job_ended_on > day)
        )


@dataclass(slots=True)
class Walk:
    """One programme, its people and what happened so far."""

    template: Template
    seed: int
    people: Sequence[Person]
    assumed: Assumptions = OURS
    starts_on: date = FIRST_DAY
    log: Log = field(default_factory=Log)
    fired: list[Fired] = field(default_factory=list)
    days: dict[str, list[int]] = field(default_factory=dict)  # how long each part took, person by person
    openings: int | None = None  # jobs or posts promised; None where none stand behind the seats
    seated: list[Person] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)  # of every follow-up that was asked

    def fire(self, rule: str, outcome: str, said: str, people: int) -> None:
        """Note a rule that had something to decide."""
        self.fired.append(Fired(rule, outcome, said, people))

    def phases(self, person: Person, *, after_placement: bool) -> list[Phase]:
        """The parts that are hers, before or after the first day at work."""
        return [
            phase
            for phase in self.template.phases
            if phase.after_placement is after_placement and phase.track in ("", person.track)
        ]


def invented(template: Template, people: int, seed: int, assumed: Assumptions) -> list[Person]:
    """So many people, each with her own stream of chance: one more changes nothing for those before her."""
    tracks = [track["name"] for track in template.raw.get("tracks", ())]
    made = []
    for number in range(1, people + 1):
        chance = Random(f"{seed}/{template.name}/{number}")
        share = chance.randrange(assumed.least_hours, assumed.most_hours + 1)
        hundredths = template.hours_limit * share  # hours × per cent = hundredths of hours
        person = Person(number, chance, Decimal(hundredths) / rules.HUNDREDTHS)
        person.track = tracks[(number - 1) % len(tracks)] if tracks else ""
        made.append(person)
    return made


def days_later(day: date, days: int) -> date:
    return day + timedelta(days=days)
