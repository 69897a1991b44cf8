"""Work and after: who is taken on, promises against deliveries, and the follow-up of people and employers."""

from collections.abc import Sequence
from datetime import date

from skillmark.campaigns.programmes.shape import COUNTED, NOTHING, POSTS
from skillmark.campaigns.simulation.training import last_day, planned_days
from skillmark.campaigns.simulation.walk import APPLIED, MET, NOT_MET, Person, Walk, days_later
from skillmark.campaigns.states import State
from skillmark.kernel.values import add_months

DAYS_TO_START = 7  # between the last check and the first day at work
DAYS_OF_A_YEAR = 365


def place(walk: Walk, people: Sequence[Person]) -> None:
    """Those who completed, in the order of their numbers, into the jobs that stand there, or into work they find."""
    behind = walk.template.seats_stand_on
    completed = [person for person in people if person.completed_on is not None]
    if behind == NOTHING:
        return
    likely = walk.assumed.is_taken_on if behind in COUNTED else walk.assumed.finds_work
    for person in completed:
        assert person.completed_on
        if person.has(likely):
            _begin_work(walk, person, days_later(person.completed_on, DAYS_TO_START))
        else:
            person.in_school = person.has(walk.assumed.goes_to_school)
    hired = sum(person.hired_on is not None for person in completed)
    if walk.openings is not None:
        outcome = MET if hired >= walk.openings else NOT_MET
        what = "posts" if behind == POSTS else "jobs promised"
        said = f"{hired} of {walk.openings} {what} were taken."
        walk.fire("promises against deliveries", outcome, said, hired)
    if behind in COUNTED and hired < len(completed):
        said = "Who completed and was not taken on has completed; she did not drop out."
        walk.fire("offer not kept", APPLIED, said, len(completed) - hired)


def _begin_work(walk: Walk, person: Person, on: date) -> None:
    person.hired_on = person.exit_on = on
    walk.log.note(person.number, State.PLACED, on)
    if person.has(walk.assumed.leaves_a_job_in_a_year):
        person.job_ended_on = days_later(on, person.chance.randrange(1, DAYS_OF_A_YEAR + 1))
    for phase in walk.phases(person, after_placement=True):
        ends = last_day(on, phase.length, person.part()) if phase.length else days_later(on, planned_days(phase) or 1)
        person.exit_on = max(person.exit_on, ends)
        walk.days.setdefault(phase.name, []).append((ends - on).days + 1)


def live_on_unserved(walk: Walk) -> None:
    """Those whom a lottery gave no seat find work, or go to school, by themselves; they are only counted."""
    for person in walk.people:
        if person.unserved:
            person.exit_on = walk.starts_on
            person.in_school = person.has(walk.assumed.goes_to_school)
            if person.has(walk.assumed.finds_work_unserved):
                person.hired_on = days_later(walk.starts_on, person.chance.randrange(1, DAYS_OF_A_YEAR // 2))


def follow_up(walk: Walk, people: Sequence[Person]) -> date:
    """Ask everybody who completed, or still stays, at each month; no answer is counted. Gives the last day asked."""
    asked = [person for person in people if person.started_on is not None and not person.left]
    last = walk.starts_on
    for months in walk.template.follow_up_months:
        silent = 0
        for person in asked:
            begins = person.hired_on or person.completed_on or person.started_on or walk.starts_on
            last = max(last, add_months(begins, months))
            answered = person.has(walk.assumed.answers)
            walk.answers.append(answered)
            silent += not answered
        said = (
            f"After {months} months {len(asked) - silent} of {len(asked)} answered; no answer is counted, not left out."
        )
        walk.fire("follow-up", APPLIED, said, silent)
    return last
