"""Every change of state of hiring, one verb each."""

from skillmark.hiring.actions.applying import AppliedBefore, NotOpen, apply
from skillmark.hiring.actions.fit import run_fit
from skillmark.hiring.actions.invitations import invite
from skillmark.hiring.actions.postings import CannotOpen, NothingNewer, Place, end_posting, open_anew, open_job

__all__ = [
    "AppliedBefore",
    "CannotOpen",
    "NotOpen",
    "NothingNewer",
    "Place",
    "apply",
    "end_posting",
    "invite",
    "open_anew",
    "open_job",
    "run_fit",
]
