"""What the screens call steps, states, reasons, arms, and what stands behind seats."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from skillmark.campaigns.chain import Standing
from skillmark.campaigns.models import SignalKind, StepName
from skillmark.campaigns.programmes import JOBS, NOTHING, POSTS, PRACTICE
from skillmark.campaigns.states import Arm, DropReason, Duty, State
from skillmark.ui.words import word

STEPS: Mapping[StepName, Promise] = {
    StepName.PROMISE: word("job_order"),  # type: ignore[dict-item]  # lazy, as every word of the glossary
    StepName.STANDARD: _("What the job asks"),
    StepName.APPLICANTS: _("People who applied"),
    StepName.FIT: _("Who could succeed"),
    StepName.PLAN: _("Training plan and seats"),
    StepName.PROOF: _("Proof"),
    StepName.POSTING: _("The job, posted"),
    StepName.MEASUREMENT: _("Plan for measuring"),
    StepName.FIGURES: _("Public figures"),
}

STANDINGS: Mapping[Standing, tuple[Promise, str]] = {
    Standing.DONE: (_("Done"), "green"),
    Standing.STUCK: (_("Stuck"), "red"),
    Standing.NEXT: (_("Next"), "blue"),
    Standing.LATER: (_("Later"), "grey"),
}

STATES: Mapping[State, Promise] = {
    State.APPLIED: _("Applied"),
    State.REFERRED: _("Referred by a partner"),
    State.ELIGIBLE: _("May take part"),
    State.INVITED: pgettext_lazy("where a person stands", "Invited"),
    State.ENROLLED: _("Enrolled"),
    State.STARTED: _("Started"),
    State.PAUSED: _("Paused"),
    State.COMPLETED: _("Completed"),
    State.DROPPED: _("Left before the end"),
    State.PLACED: _("At work"),
}

REASONS: Mapping[DropReason, Promise] = {
    DropReason.ANOTHER_JOB: _("Took another job"),
    DropReason.HOURS: _("The hours did not suit"),
    DropReason.PLACE: _("Too far away"),
    DropReason.PAY: _("The pay was too low"),
    DropReason.NOT_WHAT_WAS_WANTED: _("Not the work they wanted"),
    DropReason.STANDARD_NOT_REACHED: _("The standard was not reached"),
    DropReason.OFFER_WITHDRAWN: _("The employer took the offer back"),
    DropReason.NOT_REACHED: _("Could not be reached any more"),
    DropReason.OWN_REASONS: _("Reasons of their own, not asked"),
}

# what she is asked herself when she leaves a seat that she was offered
OWN_REASONS: Mapping[DropReason, Promise] = {
    DropReason.ANOTHER_JOB: _("I take another job"),
    DropReason.HOURS: _("The hours do not suit me"),
    DropReason.PLACE: _("It is too far away"),
    DropReason.PAY: _("The pay is too low"),
    DropReason.NOT_WHAT_WAS_WANTED: _("It is not the work I want"),
    DropReason.OWN_REASONS: _("Reasons of my own"),
}

ARMS: Mapping[Arm, Promise] = {
    Arm.TRAIN: _("Training"),
    Arm.SUPPORT: _("Support"),
    Arm.MEASURE: _("Measuring"),
}

DUTIES: Mapping[Duty, Promise] = {
    Duty.STANDARDS: _("The standard"),
    Duty.CONTENT: _("What is taught"),
    Duty.ASSESSMENT: _("How it is assessed"),
    Duty.COMMUNICATIONS: _("What people are told"),
}

BEHIND: Mapping[str, Promise] = {
    JOBS: _("Jobs that employers promised stand behind these seats."),
    POSTS: _("Posts with the own employer stand behind these seats."),
    PRACTICE: _("Practice work stands behind these seats. No job is promised at the end."),
    NOTHING: _("Nothing stands behind these seats. No job is promised at the end."),
}

# pages of higher contexts that belong to a campaign and to none of its steps, by the name their door gives them
ALSO: Mapping[str, Promise] = {"training": _("Training on offer")}

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "jobs": lambda n: ngettext("%(n)s job", "%(n)s jobs", n),
    "requirements": lambda n: ngettext("%(n)s requirement", "%(n)s requirements", n),
    "people": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "eligible": lambda n: ngettext("%(n)s could close every gap in time", "%(n)s could close every gap in time", n),
    "seats": lambda n: ngettext("%(n)s seat taken", "%(n)s seats taken", n),
    "records": lambda n: ngettext("%(n)s record", "%(n)s records", n),
    "postings": lambda n: ngettext("%(n)s posting", "%(n)s postings", n),
    "drawn": lambda n: ngettext("%(n)s drawn by lot", "%(n)s drawn by lot", n),
    "follow_ups": lambda n: ngettext("%(n)s follow-up planned", "%(n)s follow-ups planned", n),
    "tables": lambda n: ngettext("%(n)s table", "%(n)s tables", n),
}


SIGNALS: Mapping[SignalKind, Promise] = {
    SignalKind.DEMAND: _("How many are looked for"),
    SignalKind.AUTOMATION: _("Work that machines take over"),
    SignalKind.TECHNOLOGY: _("New technology"),
    SignalKind.LAW: _("Law and rules"),
    SignalKind.PAY: _("What is paid for it"),
    SignalKind.OTHER: _("Something else about the market"),
}


def so_far(figures: Mapping[str, object]) -> str:
    """A step's figures in words; a figure without words here is not shown."""
    said = [
        _COUNTED[key](value) % {"n": value}
        for key, value in figures.items()
        if key in _COUNTED and isinstance(value, int)
    ]
    return ", ".join(said)
