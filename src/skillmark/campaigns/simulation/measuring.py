"""What came of it: each measure in its window, among whom it says, with its interval; and what that decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from skillmark.campaigns.programmes.shape import (
    AMONG,
    BEFORE_AFTER,
    CHANGE,
    EMPLOYED,
    END,
    IN_EDUCATION,
    IN_NEW_ROLE,
    LOTTERY,
    POINT,
    SHARE,
    TRACKED,
)
from skillmark.campaigns.programmes.template import Gate, Measure
from skillmark.campaigns.simulation.walk import APPLIED, MET, NOT_ENOUGH, NOT_MET, UNDECIDED, Person, Walk, days_later
from skillmark.kernel.values import DayWindow, Figure, round_half_up

PERCENT = 100
AT_START = 100  # the scale of invented amounts: what somebody has on her first day is 100
SIMULATED = "invented people"
REACHED: Mapping[str, Callable[[Person], date | None]] = {
    "enrolment": lambda person: person.enrolled_on,
    "start": lambda person: person.started_on,
    "completion": lambda person: person.completed_on,
    "hire": lambda person: person.hired_on,
    "exit": lambda person: person.exit_on,
}
COMES_TO: Mapping[str, Callable[[Person], bool]] = dict(
    zip(
        AMONG,
        (
            lambda person: person.enrolled_on is not None,
            lambda person: person.started_on is not None,
            lambda person: person.completed_on is not None,
            lambda person: person.hired_on is not None,
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure on invented people: a share with its interval or a mean of amounts; None where nobody was asked."""

    measure: Measure
    share: Figure | None
    mean: Decimal | None
    among: int
    not_known: int
    unserved_mean: Decimal | None = None

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "what": self.measure.shows,
            "measure": self.measure.name,
            "window_days": self.measure.window_days,
            "since": self.measure.since,
            "among": self.measure.among,
            "people": self.among,
            "not_known": self.not_known,
            "source": SIMULATED,
        }
        if self.measure.target_percent is not None:
            told["planned_percent"] = self.measure.target_percent
        if self.share is not None and self.share.interval is not None:
            told |= {
                "numerator": self.share.numerator,
                "denominator": self.share.denominator,
                "percent": str(self.share.percent()),
                "interval_percent": [
                    str(round_half_up(bound * PERCENT, 1))
                    for bound in (self.share.interval.low, self.share.interval.high)
                ],
            }
        if self.mean is not None:
            told["mean_where_the_start_is_100"] = str(self.mean)
        if self.unserved_mean is not None:
            told["without_a_seat"] = str(self.unserved_mean)
        return told


def measure_all(walk: Walk, people: Sequence[Person]) -> list[Measured]:
    """Every measure of the programme, in its order."""
    return [_measured(walk, people, measure) for measure in walk.template.measures]


def _measured(walk: Walk, people: Sequence[Person], measure: Measure) -> Measured:
    among = [person for person in people if COMES_TO[measure.among](person)]
    if measure.shows == SHARE:
        return _share(walk, measure, among)
    asked = [person for person in among if not _withheld(walk, person, measure)]
    known = [person for person in asked if _chance(walk, person, measure).randrange(PERCENT) < walk.assumed.answers]
    unserved = [person for person in walk.people if person.unserved]
    return Measured(
        measure,
        share=None,
        mean=_mean(walk, known, measure),
        among=len(among),
        not_known=len(among) - len(known),
        unserved_mean=_mean(walk, unserved, measure) if _compares(walk) else None,
    )


def _share(walk: Walk, measure: Measure, among: Sequence[Person]) -> Measured:
    known = [person for person in among if _chance(walk, person, measure).randrange(PERCENT) < walk.assumed.answers]
    reached = sum(_has_reached(person, measure) for person in known)
    unserved = [person for person in walk.people if person.unserved] if _compares(walk) else []
    figure = None
    if among:
        figure = Figure.rate(
            reached,
            len(among),
            measure=measure.name,
            definition_version=walk.template.name,
            window=DayWindow(0, measure.window_days),
            source=SIMULATED,
            as_of=walk.starts_on,
            counted=" or ".join(measure.counts),
            among=measure.among,
        )
    others = sum(_has_reached(person, measure) for person in unserved)
    share = round_half_up(Decimal(PERCENT * others) / len(unserved), 2) if unserved else None
    return Measured(measure, figure, None, len(among), len(among) - len(known), share)


def _has_reached(person: Person, measure: Measure) -> bool:
    """Whether what counts holds at the end of the window. Without the event the window begins at, it does not."""
    begins = REACHED[measure.since](person)
    if begins is None:
        return False
    day = days_later(begins, measure.window_days)
    works = person.works_on(day)
    holds = {EMPLOYED: works, IN_NEW_ROLE: works, IN_EDUCATION: person.in_school}
    return any(holds[counted] for counted in measure.counts)


def _withheld(walk: Walk, person: Person, measure: Measure) -> bool:
    """Whether a measure of a shared record is seen by no agency, because she gave none of them her consent."""
    fields = walk.template.raw.get("shared_record", {}).get("fields", ())
    return measure.name.lower() in fields and measure.name.lower() not in person.consents


def _compares(walk: Walk) -> bool:
    return walk.template.raw.get("evaluation", {}).get("design") == LOTTERY


def _mean(walk: Walk, people: Sequence[Person], measure: Measure) -> Decimal | None:
    """The mean of invented amounts at the end of the window; of a change, how far it is from the start."""
    if not people:
        return None
    amounts = [_chance(walk, person, measure, "amount").randrange(80, 141) for person in people]
    worked = sum(10 for person in people if person.hired_on is not None)
    mean = Decimal(sum(amounts) + worked) / len(people)
    return round_half_up(mean - AT_START if measure.shows == CHANGE else mean, 1)


def _chance(walk: Walk, person: Person, measure: Measure, what: str = "answer") -> Random:
    """Her luck with one question, which no other question changes."""
    return Random(f"{walk.seed}/{person.number}/{measure.name}/{measure.window_days}/{what}")


def passes(walk: Walk, gate: Gate, people: Sequence[Person]) -> bool:
    """Whether a trial reached what its gate asks for. A group can override it with a reason; nothing here does."""
    among = sum(COMES_TO[gate.among](person) for person in people)
    reached = sum(COMES_TO[gate.reached](person) for person in people)
    if not among:
        walk.fire("stage gate", NOT_ENOUGH, f"{gate.name}: nobody {gate.among}.", 0)
        return False
    enough = PERCENT * reached >= gate.at_least_percent * among
    said = f"{gate.name}: {reached} of {among} who {gate.among} {gate.reached}; asked for: {gate.at_least_percent} %."
    walk.fire("stage gate", MET if enough else NOT_MET, said, reached)
    return enough


def decide(walk: Walk, measured: Sequence[Measured]) -> str:
    """What the rule on renewal comes to: met, not met, not enough evidence, or for people to decide."""
    rule = walk.template.funding_rule
    if voters := walk.template.raw.get("decision_seats"):
        walk.fire("who has a vote", APPLIED, f"{walk.template.decision_body}: {', '.join(voters)}.", len(voters))
    looked_at = next((one for one in measured if one.measure.name == rule.measure), None)
    if looked_at is None:
        walk.fire("funding rule", UNDECIDED, rule.says, len(walk.seated))
        return UNDECIDED
    if looked_at.share is None or looked_at.share.interval is None:
        walk.fire("funding rule", NOT_ENOUGH, f"{rule.says} There is nobody to look at.", 0)
        return NOT_ENOUGH
    interval, share = looked_at.share.interval, looked_at.share.percent()
    low, high = interval.low * PERCENT, interval.high * PERCENT
    if rule.bound == POINT:  # the share itself decides, however few it is of
        outcome = MET if share >= rule.at_least_percent else NOT_MET
    else:
        asked = rule.at_least_percent
        outcome = MET if low >= asked else NOT_ENOUGH if high >= asked else NOT_MET
    follows = {MET: "renewed", NOT_ENOUGH: "looked at again with more people"}.get(
        outcome, "not renewed" if rule.otherwise == END else "looked at again"
    )
    said = (
        f"{rule.says} {looked_at.share.numerator} of {looked_at.share.denominator}, from {round_half_up(low, 1)} to "
        f"{round_half_up(high, 1)} %, against {rule.at_least_percent} %: {follows}."
    )
    walk.fire("funding rule", outcome, said, looked_at.among)
    return outcome


def tell_of_design(walk: Walk) -> None:
    """What kind of finding the programme can have, before anything is found."""
    evaluation = walk.template.raw.get("evaluation", {})
    if evaluation.get("stated_before"):
        said = f"Stated before the first day: {', '.join(dict.fromkeys(one.name for one in walk.template.measures))}."
        walk.fire("measures stated before", APPLIED, said, len(walk.template.measures))
    if evaluation.get("design") in (BEFORE_AFTER, TRACKED):
        said = f"By {evaluation['design']} a change is told as a change, never as an effect of the programme."
        walk.fire("kind of finding", APPLIED, said, len(walk.people))


def tell_of_targets(walk: Walk, measured: Sequence[Measured]) -> None:
    """Plan against actual, where a share was planned."""
    for one in measured:
        planned = one.measure.target_percent
        if planned is not None and one.share is not None:
            outcome = MET if one.share.percent() >= planned else NOT_MET
            said = f"{one.measure.name}: {one.share.percent()} % against {planned} % planned."
            walk.fire("target of a measure", outcome, said, one.among)
    if _compares(walk) and any(person.unserved for person in walk.people):
        horizon = walk.template.raw["evaluation"]["horizon_days"]
        said = f"Those with and without a seat are compared {horizon} days on; only this may be called an effect."
        walk.fire("comparison by lot", APPLIED, said, sum(person.unserved for person in walk.people))
