"""Every read of hiring, each in exactly one scope."""

from skillmark.hiring.models import FitEntry, FitRun, Invitation, Posting
from skillmark.hiring.queries.postings import (
    every_posting,
    on_the_board,
    posting,
    postings,
    published_posting,
    published_postings,
    takes_applications,
)
from skillmark.hiring.queries.runs import (
    Candidate,
    candidates,
    entries,
    entries_by_path,
    entry,
    entry_of_person,
    invitations,
    latest_run,
    own_entries,
    own_entry,
    run,
    runs,
)

__all__ = [
    "Candidate",
    "FitEntry",
    "FitRun",
    "Invitation",
    "Posting",
    "candidates",
    "entries",
    "entries_by_path",
    "entry",
    "entry_of_person",
    "every_posting",
    "invitations",
    "latest_run",
    "on_the_board",
    "own_entries",
    "own_entry",
    "posting",
    "postings",
    "published_posting",
    "published_postings",
    "run",
    "runs",
    "takes_applications",
]
