"""A programme as the rest of the product reads it: typed, and what a file leaves out filled by what then holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from skillmark.campaigns.programmes.keys import CONTINUOUS, DURATION
from skillmark.campaigns.programmes.shape import (
    ARMS,
    AWARD,
    CAMPAIGN,
    COMPLETED,
    EMPLOYED,
    HIRE,
    LOWER,
    REVIEW,
    SHARE,
)

STANDARD = ("verification", "achievements")  # what a record of it means; places, partners and times are local


@dataclass(frozen=True, slots=True)
class Layer:
    """So many confirmations of one kind; an independent one comes from somebody outside the person's line."""

    kind: str
    count: int
    independent: bool


@dataclass(frozen=True, slots=True)
class Length:
    """A time in one unit, from `shortest` to `longest`; equal where the file gives one number."""

    shortest: Decimal
    longest: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a programme. `length` is None where nobody says, or where each person stays as long as she needs."""

    name: str
    duration: str
    length: Length | None
    arm: str
    beside: str
    after_placement: bool
    track: str
    hours_a_week: int | None

    @property
    def continuous(self) -> bool:
        return self.duration == CONTINUOUS


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked so many days after an event, and of whom."""

    name: str
    window_days: int
    since: str
    counts: tuple[str, ...]
    among: str
    shows: str
    target_percent: int | None


@dataclass(frozen=True, slots=True)
class FundingRule:
    """What decides on renewal; without a measure, people decide by the text alone."""

    says: str
    measure: str
    at_least_percent: int
    bound: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to be reached before a programme grows beyond the places of its trial."""

    name: str
    pilot_places: int
    reached: str
    among: str
    at_least_percent: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Who takes part, and as what."""

    name: str
    roles: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What every kind of programme has. `population` is never shown to or about a person; `public_name` is."""

    name: str
    kind: str
    title: str
    public_name: str
    population: str
    partners: tuple[Partner, ...]
    decision_body: str
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Template(Programme):
    """A campaign's programme. `mix` is train, support, measure in per cent; `hours_limit` is per person.

    `target_roles` are titles of jobs, none: any job that has a standard.
    """

    target_roles: tuple[str, ...]
    mix: tuple[int, int, int]
    hours_limit: int
    hours_limit_reason: str
    seats_stand_on: str
    phases: tuple[Phase, ...]
    supports: tuple[str, ...]
    layers: tuple[Layer, ...]
    achievements: tuple[str, ...]
    measures: tuple[Measure, ...]
    follow_up_months: tuple[int, ...]
    funding_rule: FundingRule
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What an organisation or a nomination is looked at for; only an award weighs."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Scorecard(Programme):
    """What an organisation rates itself by, has reviewed and improves, cycle after cycle."""

    criteria: tuple[Criterion, ...]
    levels: tuple[str, ...]
    good_from: int
    action_days: int
    cycle_months: int
    steps: tuple[tuple[str, Length], ...]


@dataclass(frozen=True, slots=True)
class Award(Programme):
    """What is nominated for, scored by a jury and given, cycle after cycle."""

    criteria: tuple[Criterion, ...]
    figures: tuple[str, ...]
    jury_seats: int
    fewest_votes: int
    awards: int
    cycle_months: int
    steps: tuple[tuple[str, Length], ...]


def made(raw: Mapping[str, Any], name: str) -> Programme:
    """A programme from data without faults."""
    kind = raw.get("kind", CAMPAIGN)
    head = {
        "name": name,
        "kind": kind,
        "title": raw["title"],
        "public_name": raw["public_name"],
        "population": raw["population"],
        "partners": tuple(
            Partner(one["name"], tuple(one["roles"]), one.get("count", 1)) for one in raw.get("partners", ())
        ),
        "decision_body": raw["decision_body"],
        "raw": raw,
    }
    if kind == CAMPAIGN:
        return _template(raw, head)
    criteria = tuple(Criterion(one["name"], one.get("weight", 0)) for one in raw["criteria"])
    cycle = {
        "criteria": criteria,
        "cycle_months": raw["cycle_months"],
        "steps": tuple((step["name"], _length(step["duration"])) for step in raw["steps"]),
    }
    if kind == AWARD:
        return Award(
            **head,
            **cycle,
            figures=tuple(raw["figures_from_records"]),
            jury_seats=raw["jury"]["seats"],
            fewest_votes=raw["jury"]["fewest_votes"],
            awards=raw["awards"],
        )
    return Scorecard(
        **head, **cycle, levels=tuple(raw["levels"]), good_from=raw["good_from"], action_days=raw["action_days"]
    )


def _template(raw: Mapping[str, Any], head: Mapping[str, Any]) -> Template:
    train, support, measure = (raw["mix"][arm] for arm in ARMS)
    return Template(
        **head,
        target_roles=tuple(role["title"] for role in raw["target_roles"]),
        mix=(train, support, measure),
        hours_limit=raw["hours_limit"],
        hours_limit_reason=raw["hours_limit_reason"],
        seats_stand_on=raw["seats_stand_on"],
        phases=tuple(_phase(phase) for phase in raw["phases"]),
        supports=tuple(raw["supports"]),
        layers=tuple(Layer(layer["kind"], layer["count"], layer["independent"]) for layer in raw["verification"]),
        achievements=tuple(achievement["name"] for achievement in raw["achievements"]),
        measures=tuple(_measure(measure) for measure in raw["measures"]),
        follow_up_months=tuple(raw["follow_up_months"]),
        funding_rule=_funding_rule(raw["funding_rule"]),
        gates=tuple(
            Gate(gate["name"], gate["pilot_places"], gate["reached"], gate["among"], gate["at_least_percent"])
            for gate in raw.get("gates", ())
        ),
    )


def _phase(raw: Mapping[str, Any]) -> Phase:
    return Phase(
        name=raw["name"],
        duration=raw.get("duration", ""),
        length=_length(raw.get("duration", "")),
        arm=raw.get("arm", ARMS[0]),
        beside=raw.get("beside", ""),
        after_placement=raw.get("after_placement", False),
        track=raw.get("track", ""),
        hours_a_week=raw.get("hours_a_week"),
    )


def _length(text: str) -> Length | None:
    found = DURATION.fullmatch(text)
    if not found or not found["unit"]:
        return None
    shortest = Decimal(found["number"])
    return Length(shortest, Decimal(found["longest"] or shortest), found["unit"])


def _measure(raw: Mapping[str, Any]) -> Measure:
    return Measure(
        name=raw["name"],
        window_days=raw["window_days"],
        since=raw.get("since", HIRE),
        counts=tuple(raw.get("counts", (EMPLOYED,))),
        among=raw.get("among", COMPLETED),
        shows=raw.get("shows", SHARE),
        target_percent=raw.get("target_percent"),
    )


def _funding_rule(raw: Mapping[str, Any]) -> FundingRule:
    return FundingRule(
        says=raw["says"],
        measure=raw.get("measure", ""),
        at_least_percent=raw.get("at_least_percent", 0),
        bound=raw.get("bound", LOWER),
        otherwise=raw.get("otherwise", REVIEW),
    )


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> Sequence[str]:
    """The keys whose values differ between two programmes, in order of the alphabet."""
    return sorted(key for key in {*one, *other} - {"clone_of"} if one.get(key) != other.get(key))


def changes_of_standard(one: Mapping[str, Any], original: Mapping[str, Any]) -> Sequence[str]:
    """Where a clone that leads to the same jobs asks for other proof, or gives something else for it (S1-24)."""
    roles = [[role["title"] for role in raw.get("target_roles", ())] for raw in (one, original)]
    if roles[0] != roles[1]:
        return ()
    return [key for key in STANDARD if one.get(key) != original.get(key)]


def in_todays_shape(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """A programme as campaigns kept it up to 0.2: one achievement, a funding rule that was a sentence alone, and jobs
    by their codes alone.

    Of such a rule the sentence stays: people decide by it, as they did.
    """
    raw = dict(kept)
    raw["target_roles"] = [
        {"title": role, "occupation": role} if isinstance(role, str) else role for role in raw["target_roles"]
    ]
    if isinstance(raw.get("funding_rule"), str):
        raw["funding_rule"] = {"says": raw["funding_rule"]}
    if "achievement" in raw and "renewal_months" in raw:
        raw["achievements"] = [{"name": raw.pop("achievement"), "renewal_months": raw.pop("renewal_months")}]
    return raw
