"""A campaign from the first referral to the decision on its renewal."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from skillmark.campaigns import rules
from skillmark.campaigns.programmes.template import Template
from skillmark.campaigns.simulation import log as logs
from skillmark.campaigns.simulation.assumptions import OURS
from skillmark.campaigns.simulation.entering import come_in, enrol, seat
from skillmark.campaigns.simulation.measuring import (
    Measured,
    decide,
    measure_all,
    passes,
    tell_of_design,
    tell_of_targets,
)
from skillmark.campaigns.simulation.told import Told
from skillmark.campaigns.simulation.training import planned_days, train
from skillmark.campaigns.simulation.walk import APPLIED, Person, Walk, days_later, invented
from skillmark.campaigns.simulation.working import follow_up, live_on_unserved, place
from skillmark.campaigns.states import Arm, State
from skillmark.kernel.planning import mix
from skillmark.kernel.values import minor_units

DAYS_BETWEEN_GROUPS = 28  # a group decides at its gate before the next people start


def walk_campaign(template: Template, people: int, seed: int) -> Told:
    """Refer, seat, train, prove, place, ask again, measure, decide."""
    walk = Walk(template, seed, invented(template, people, seed, OURS))
    tell_of_design(walk)
    seated = seat(walk, come_in(walk))
    went, last = _in_groups(walk, seated)
    place(walk, went)
    live_on_unserved(walk)
    last = max(last, follow_up(walk, went))
    measured = measure_all(walk, went)
    tell_of_targets(walk, measured)
    outcome = decide(walk, measured)
    return _told(walk, last, measured, outcome)


def _in_groups(walk: Walk, seated: Sequence[Person]) -> tuple[list[Person], date]:
    """All at once; or where a gate stands before growth, the trial's places first and the others only if it opens."""
    last = walk.starts_on
    went: list[Person] = []
    waiting = list(seated)
    for place_of_gate, gate in enumerate(walk.template.gates):
        trial, waiting = waiting[: gate.pilot_places], waiting[gate.pilot_places :]
        if not trial and place_of_gate:
            break  # nobody waits behind the gates that opened, so no other decides
        last = _group(walk, trial, last)
        went += trial
        if not passes(walk, gate, trial):
            if waiting:
                said = "The others wait until the group decides; it can open the gate with a reason."
                walk.fire("behind the gate", APPLIED, said, len(waiting))
            return went, last
        last = days_later(last, DAYS_BETWEEN_GROUPS)
    if waiting or not walk.template.gates:
        last = _group(walk, waiting, last)
        went += waiting
    return went, last


def _group(walk: Walk, people: Sequence[Person], begins: date) -> date:
    first = begins
    walk.starts_on = first
    return train(walk, enrol(walk, people), first)


def _told(walk: Walk, last: date, measured: Sequence[Measured], outcome: str) -> Told:
    events = walk.log.events
    counts = {state.value: number for state, number in logs.counts(events).items()}
    return Told(
        name=walk.template.name,
        kind=walk.template.kind,
        who="people",
        people=len(walk.people),
        seed=walk.seed,
        begins=min(event.on for event in events).isoformat(),
        ends=max([last, *(event.on for event in events)]).isoformat(),
        counts=counts,
        reasons={reason.value: number for reason, number in logs.reasons(events).items()},
        plan=[*_seats(walk), *_phases(walk), *_arms(walk), *(one.as_json() for one in measured)],
        fired=walk.fired,
        decided_by=walk.template.decision_body,
        decided=outcome,
        log=[event.as_json() for event in events],
    )


def _seats(walk: Walk) -> list[dict[str, Any]]:
    events = walk.log.events
    enrolled, placed = (
        len({event.person for event in events if event.state is state}) for state in (State.ENROLLED, State.PLACED)
    )
    rows: list[dict[str, Any]] = [{"what": "seats", "planned": len(walk.seated), "actual": enrolled}]
    if walk.openings is not None:
        rows.append({"what": "jobs", "planned": walk.openings, "actual": placed})
    for track in dict.fromkeys(person.track for person in walk.people if person.track):
        of_it = [person for person in walk.seated if person.track == track]
        taken_on = sum(person.hired_on is not None for person in of_it)
        rows.append({"what": "people in a job", "part": track, "planned": len(of_it), "actual": taken_on})
    return rows


def _phases(walk: Walk) -> list[dict[str, Any]]:
    rows = []
    for phase in walk.template.phases:
        taken = walk.days.get(phase.name)
        rows.append(
            {
                "what": "days",
                "part": phase.name,
                "duration": phase.duration,
                "planned": planned_days(phase, walk.assumed),
                "assumed": phase.length is None and not phase.continuous,
                "actual": median(taken) if taken else None,
            }
        )
    return rows


def _arms(walk: Walk) -> list[dict[str, Any]]:
    """Hours, and money where a person's cost is given, as a campaign's own ledger adds them up."""
    taken = sum((person.hours for person in walk.seated), Decimal(0))
    each = walk.template.raw.get("budget_per_person")
    minor = minor_units(Decimal(each["amount"]), each["currency"]) if each else 0
    whole_hours, _ = rules.whole_plan(taken, 0, walk.template.mix[0])
    plan = mix(walk.template.mix, hours=whole_hours, money=minor * len(walk.seated))
    attended = _part([person.attended for person in walk.seated])
    stayed = _part([person.stayed for person in walk.seated])
    answered = _part([Decimal(answer) for answer in walk.answers])
    parts = dict(zip(Arm, (attended, stayed, answered), strict=True))
    lines = []
    for arm, hours, money in zip(Arm, plan.hours, plan.money, strict=True):
        whole = int(hours * rules.HUNDREDTHS)
        lines.append(rules.Line(arm, True, whole, money))
        lines.append(rules.Line(arm, False, int(whole * parts[arm]), int(money * parts[arm])))
    rows = []
    for total in rules.arm_totals(lines, walk.template.mix):
        row: dict[str, Any] = {
            "what": "hours",
            "arm": total.arm.value,
            "share_percent": total.share,
            "planned": str(total.planned_hours),
            "actual": str(total.actual_hours),
        }
        if each:
            row |= {
                "currency": each["currency"],
                "planned_minor": total.planned_minor,
                "actual_minor": total.actual_minor,
            }
        rows.append(row)
    return rows


def _part(of_each: Sequence[Decimal]) -> Decimal:
    """The mean of parts from 0 to 1; none of nobody."""
    return sum(of_each, Decimal(0)) / len(of_each) if of_each else Decimal(0)
