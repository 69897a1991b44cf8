"""From the first day to proof: parts of a programme, pauses, leaving, wage steps and checks."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from skillmark.campaigns.programmes.template import Length, Phase
from skillmark.campaigns.simulation.assumptions import OURS, Assumptions
from skillmark.campaigns.simulation.walk import APPLIED, NOT_MET, Person, Walk, days_later
from skillmark.campaigns.states import Arm, DropReason, State
from skillmark.kernel.values import add_months

DAYS = {"hour": Decimal(1) / 8, "day": Decimal(1), "week": Decimal(7)}
MONTHS = {"month": 1, "year": 12}
# why people leave while they learn; what only an employer or a check brings about is not among them
OWN = (
    DropReason.ANOTHER_JOB, DropReason.HOURS, DropReason.PLACE, DropReason.PAY, DropReason.NOT_WHAT_WAS_WANTED,
    DropReason.NOT_REACHED, DropReason.OWN_REASONS,
)  # fmt: skip


def last_day(begins: date, length: Length, part: Decimal) -> date:
    """The last day of a time that begins on a day; `part` of 0 to 1 lies between its shortest and its longest."""
    number = length.shortest + (length.longest - length.shortest) * part
    if length.unit in MONTHS and number == number.to_integral_value():
        return days_later(add_months(begins, int(number) * MONTHS[length.unit]), -1)
    days = number * DAYS[length.unit] if length.unit in DAYS else number * MONTHS[length.unit] * Decimal(365) / 12
    return days_later(begins, max(int(days.to_integral_value(ROUND_CEILING)), 1) - 1)


def planned_days(phase: Phase, assumed: Assumptions = OURS) -> int | None:
    """How many days a part is planned for, in the middle of its times; None where each person stays as she needs."""
    if phase.continuous:
        return None
    if phase.length is None:
        return assumed.part_days
    begins = date(2026, 1, 1)
    return (last_day(begins, phase.length, Decimal("0.5")) - begins).days + 1


def train(walk: Walk, people: Sequence[Person], begins: date) -> date:
    """Everybody through the parts before work, then the checks. Gives the last day of the last to finish."""
    steps: Counter[int] = Counter()
    ends = [_walk_through(walk, person, begins, steps) for person in people]
    terms = walk.template.raw.get("apprenticeship")
    if terms:
        said = (
            f"By {terms['completed_by']}: {terms['on_the_job_hours']} hours on the job, beside instruction and checks."
        )
        walk.fire("completion of the apprenticeship", APPLIED, said, steps[terms["on_the_job_hours"]])
    for step in (terms or {}).get("wage_steps", ()):
        said = f"After {step['after_hours']} hours on the job the wage is {step['percent']} % of the full wage."
        walk.fire("wage step", APPLIED, said, steps[step["after_hours"]])
    _tell_of_checks(walk, people)
    return max(ends, default=begins)


def _walk_through(walk: Walk, person: Person, begins: date, steps: Counter[int]) -> date:
    person.started_on = begins
    walk.log.note(person.number, State.STARTED, begins)
    phases = walk.phases(person, after_placement=False)
    lessons = [phase for phase in phases if phase.arm == Arm.TRAIN] or phases
    first_days: dict[str, date] = {}
    last_days: dict[str, date] = {}
    on = begins
    for phase in phases:
        starts = first_days.get(phase.beside, on)
        ends = _ends(walk, person, phase, starts, last_days.get(phase.beside))
        first_days[phase.name], last_days[phase.name] = starts, ends
        if phase.continuous and (ends - begins).days >= walk.assumed.horizon_days:
            return days_later(begins, walk.assumed.horizon_days)
        if person.has(walk.assumed.leaves_in_a_part):
            left_on = days_later(starts, person.chance.randrange((ends - starts).days + 1))
            return _leave(walk, person, max(left_on, on), person.chance.choice(OWN))
        if not phase.beside and person.has(walk.assumed.pauses) and (ends - starts).days > walk.assumed.pause_days:
            ends = last_days[phase.name] = _pause(walk, person, starts, ends)
        walk.days.setdefault(phase.name, []).append((ends - starts).days + 1)
        person.stayed += Decimal(1) / len(phases)
        if phase in lessons:
            person.attended += Decimal(1) / len(lessons)
            _climb(walk, phase, (ends - starts).days + 1, steps)
        on = max(on, days_later(ends, 1))
    return _prove(walk, person, days_later(on, -1))


def _ends(walk: Walk, person: Person, phase: Phase, starts: date, beside: date | None) -> date:
    if phase.continuous:
        span = person.chance.randrange(walk.assumed.least_stay_days, walk.assumed.most_stay_days + 1)
        return days_later(starts, span)
    if phase.length is not None:
        return last_day(starts, phase.length, person.part())
    return beside or days_later(starts, walk.assumed.part_days - 1)


def _pause(walk: Walk, person: Person, starts: date, ends: date) -> date:
    """She pauses somewhere in the part and goes on where she was: its end is so much later, and that is all."""
    paused = days_later(starts, person.chance.randrange(1, (ends - starts).days))
    walk.log.note(person.number, State.PAUSED, paused)
    walk.log.note(person.number, State.STARTED, days_later(paused, walk.assumed.pause_days))
    return days_later(ends, walk.assumed.pause_days)


def _leave(walk: Walk, person: Person, on: date, reason: DropReason) -> date:
    person.left, person.exit_on = True, on
    walk.log.note(person.number, State.DROPPED, on, reason)
    return on


def _climb(walk: Walk, phase: Phase, days: int, steps: Counter[int]) -> None:
    """Count what her hours on the job have reached: wage steps, and the hours that complete."""
    terms = walk.template.raw.get("apprenticeship")
    places = {one["name"]: one.get("where") for one in walk.template.raw["phases"]}
    if terms and places[phase.name] == "on the job":
        hours = days * (phase.hours_a_week or walk.assumed.hours_a_week_at_work) // 7
        # one count for each number of hours that something depends on
        for asked in {terms["on_the_job_hours"], *(step["after_hours"] for step in terms.get("wage_steps", ()))}:
            steps[asked] += hours >= asked


def _prove(walk: Walk, person: Person, on: date) -> date:
    """Every confirmation of every layer, each tried twice at most; who fails one leaves without a record."""
    for layer in walk.template.layers:
        for _ in range(layer.count):
            if not (person.has(walk.assumed.passes_a_check) or person.has(walk.assumed.passes_a_check)):
                return _leave(walk, person, on, DropReason.STANDARD_NOT_REACHED)
    person.completed_on = person.exit_on = on
    walk.log.note(person.number, State.COMPLETED, on)
    return on


def _tell_of_checks(walk: Walk, people: Sequence[Person]) -> None:
    layers = ", ".join(f"{layer.count} × {layer.kind}" for layer in walk.template.layers)
    completed = sum(person.completed_on is not None for person in people)
    said = f"Signed only after {layers}, at least one of them independent: {', '.join(walk.template.achievements)}."
    walk.fire("verification policy", APPLIED, said, completed)
    numbers = {person.number for person in people}
    failed = sum(
        event.reason == DropReason.STANDARD_NOT_REACHED and event.person in numbers for event in walk.log.events
    )
    if failed:
        walk.fire("standard not reached", NOT_MET, "Who failed a check twice gets no record.", failed)
    staying = sum(person.completed_on is None and not person.left for person in people)
    if staying:
        walk.fire("stays as long as needed", APPLIED, "Who is still there after a year has not dropped out.", staying)
