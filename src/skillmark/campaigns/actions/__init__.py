"""Every change of state in campaigns, one verb each."""

from skillmark.campaigns.actions.leading import (
    COHORT_PLAN,
    OWN,
    BeyondPilot,
    NotEnoughJobs,
    NotEnoughSeats,
    SeatPlan,
    SeatsLocked,
    WrongReason,
    answer_seat,
    lock_seats,
    note_status,
    note_step,
    note_training,
    open_cohort,
    post,
    promise_jobs,
    seat_people,
    start_campaign,
)
from skillmark.campaigns.actions.pilots import NotDecided, widen_pilot
from skillmark.campaigns.actions.signals import Source, note_signal
from skillmark.campaigns.actions.team import allot, charge

__all__ = [
    "COHORT_PLAN",
    "OWN",
    "BeyondPilot",
    "NotDecided",
    "NotEnoughJobs",
    "NotEnoughSeats",
    "SeatPlan",
    "SeatsLocked",
    "Source",
    "WrongReason",
    "allot",
    "answer_seat",
    "charge",
    "lock_seats",
    "note_signal",
    "note_status",
    "note_step",
    "note_training",
    "open_cohort",
    "post",
    "promise_jobs",
    "seat_people",
    "start_campaign",
    "widen_pilot",
]
