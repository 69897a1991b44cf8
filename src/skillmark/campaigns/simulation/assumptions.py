"""What invented people do: all of it ours, chosen so that every rule has something to decide; nothing was measured."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Chances and times of a simulation, told beside its results. A chance is per cent."""

    jobs_promised: int = 80  # of the people asked for: fewer than seats wanted, so that a refusal is seen
    least_hours: int = 50  # of the limit, the least that somebody needs
    most_hours: int = 106  # of the limit, the most: some need more than the limit and are not eligible
    declines_a_seat: int = 5
    needs_asked_in_time: int = 90
    consents: int = 85
    renews_a_consent: int = 70
    pauses: int = 8
    pause_days: int = 14
    leaves_in_a_part: int = 7
    passes_a_check: int = 85
    is_taken_on: int = 90  # behind promised jobs or posts
    finds_work: int = 55  # where no job is promised
    finds_work_unserved: int = 40  # of those a lottery gave no seat
    leaves_a_job_in_a_year: int = 25
    goes_to_school: int = 15
    answers: int = 80
    part_days: int = 28  # of a part for which nobody gives a length
    least_stay_days: int = 90  # where each person stays as long as she needs
    most_stay_days: int = 540
    horizon_days: int = 365  # when somebody is still there then, the walk ends with her there
    hours_a_week_at_work: int = 40


OURS = Assumptions()
FIRST_DAY = date(2026, 1, 5)  # an imagined Monday: equal input gives equal output on any day
