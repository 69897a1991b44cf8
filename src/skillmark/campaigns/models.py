"""Campaigns: what was promised, who is in, what it was to take and what it took, and the steps from job to outcome."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.db import models

from skillmark.campaigns.states import Arm, DropReason, Duty, State
from skillmark.foundation.records import Fact, WorkspaceRecord


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """What a column may hold; screens say it in the words of `words.py`."""
    return [(word.value, word.name.replace("_", " ").title()) for word in words]


class StepName(models.TextChoices):
    """The parts of the main job, in its order."""

    PROMISE = "promise"
    STANDARD = "standard"
    APPLICANTS = "applicants"
    FIT = "fit"
    PLAN = "plan"
    PROOF = "proof"
    POSTING = "posting"
    MEASUREMENT = "measurement"
    FIGURES = "figures"


class SignalKind(models.TextChoices):
    """What a market signal speaks of."""

    DEMAND = "demand"
    AUTOMATION = "automation"
    TECHNOLOGY = "technology"
    LAW = "law"
    PAY = "pay"
    OTHER = "other"


class Campaign(WorkspaceRecord):
    """One run of a programme towards one standard. `template` holds the whole template as it was when it started.

    `training_assumed`: no provider gave the hours and costs of training in force; told by whoever keeps the catalogue.
    `pilot_places`: how many it took as a pilot, None where it never was one; `widened_at`: when it grew beyond them.
    """

    title = models.CharField(max_length=200)
    public_name = models.CharField(max_length=200)
    template_name = models.CharField(max_length=60)
    template = models.JSONField()
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    openings = models.PositiveIntegerField()
    hours_limit = models.PositiveIntegerField()
    starts_on = models.DateField()
    currency = models.CharField(max_length=3)
    training_assumed = models.BooleanField(default=False)
    pilot_places = models.PositiveIntegerField(null=True)
    widened_at = models.DateTimeField(null=True)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="a_campaign_has_openings"),
            models.CheckConstraint(
                condition=models.Q(pilot_places=None, widened_at=None)
                | models.Q(pilot_places__isnull=False)
                & (
                    models.Q(widened_at=None, openings=models.F("pilot_places"))
                    | models.Q(widened_at__isnull=False, openings__gte=models.F("pilot_places"))
                ),
                name="a_pilot_has_its_places_until_it_is_widened",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_pilot(self) -> bool:
        """Whether it is a pilot still: it has no more openings and seats than its places."""
        return self.pilot_places is not None and self.widened_at is None


class JobOrder(WorkspaceRecord):
    """Jobs promised by an employer: count, wage, start, and the words of the commitment."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="job_orders")
    employer = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    wage_minor = models.PositiveBigIntegerField(null=True)
    wage_period = models.CharField(max_length=10, blank=True)
    starts_on = models.DateField()
    commitment = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(count__gte=1), name="a_promise_of_at_least_one_job")]


class Cohort(WorkspaceRecord):
    """People who start together. It never has more seats than jobs stand behind it.

    `assumed`: hours and costs of its seats come from assumed training. `locked_at`: its seats were given for good, by
    lot for one, and no later plan moves them.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="cohorts")
    seats = models.PositiveIntegerField()
    starts_on = models.DateField()
    assumed = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(seats__gte=1), name="a_cohort_has_seats")]


class CohortSeat(WorkspaceRecord):
    """A seat and who is planned for it; hours in hundredths, cost in minor units."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="taken")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    hundredths_of_hours = models.PositiveIntegerField()
    cost_minor = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_person_per_seat"),
            models.UniqueConstraint(fields=["cohort", "person"], name="one_seat_per_person"),
        ]

    @property
    def hours(self) -> Decimal:
        """Planned hours of training."""
        return Decimal(self.hundredths_of_hours) / 100


class StatusEvent(Fact):
    """A person's move to a state; a drop-out carries its reason code."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="events")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=_choices(State))
    reason = models.CharField(max_length=40, blank=True, choices=_choices(DropReason))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.DROPPED, reason__in=[reason.value for reason in DropReason])
                | ~models.Q(state=State.DROPPED) & models.Q(reason=""),
                name="a_drop_out_has_a_reason",
            )
        ]
        indexes = [models.Index(fields=["campaign", "person", "recorded_at"], name="events_of_a_person")]


class LedgerEntry(Fact):
    """Hours (hundredths) and money (minor units) of one arm, planned or actual, and which context told of it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="ledger")
    arm = models.CharField(max_length=10, choices=_choices(Arm))
    planned = models.BooleanField()
    hundredths_of_hours = models.BigIntegerField()
    money_minor = models.BigIntegerField()
    told_by = models.CharField(max_length=40)
    what = models.CharField(max_length=120)


class StepNote(Fact):
    """A step of the main job was done: told down by the context that did it, with its figure so far and its page."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="step_notes")
    step = models.CharField(max_length=20, choices=StepName)
    figures = models.JSONField(default=dict)
    url_name = models.CharField(max_length=100)
    url_arguments = models.JSONField(default=list)


class Responsibility(Fact):
    """From a day on, somebody answers for one part of a campaign's work. The next one of the same part replaces it; one
    without a person says that nobody does any more.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="responsibilities")
    duty = models.CharField(max_length=16, choices=_choices(Duty))
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "duty"], condition=models.Q(replaces=None), name="one_line_of_owners_per_duty"
            )
        ]
        indexes = [models.Index(fields=["workspace", "person"], name="responsibilities_of_a_person")]


class Allotment(Fact):
    """Money that a payer gives to one arm, in minor units of the campaign's currency. The next one of the same payer
    and arm replaces it; zero says that nothing is given any more.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="allotments")
    payer = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    arm = models.CharField(max_length=10, choices=_choices(Arm))
    money_minor = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "payer", "arm"],
                condition=models.Q(replaces=None),
                name="one_line_per_payer_and_arm",
            )
        ]


class Signal(Fact):
    """What a source says on a day about the market of an occupation. A correction names the one it replaces.

    `occupation_code` is that of a standard. A figure has its unit; a source has a title, and a link or page if any.
    """

    kind = models.CharField(max_length=12, choices=SignalKind)
    occupation_code = models.CharField(max_length=200)
    region = models.CharField(max_length=120, blank=True)
    says = models.CharField(max_length=300)
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit = models.CharField(max_length=60, blank=True)
    source_title = models.CharField(max_length=200)
    source_link = models.URLField(max_length=500, blank=True)
    source_page = models.CharField(max_length=40, blank=True)

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source_title="") & ~models.Q(says=""), name="a_signal_has_a_source"
            ),
            models.CheckConstraint(
                condition=models.Q(figure=None, unit="") | models.Q(figure__isnull=False) & ~models.Q(unit=""),
                name="a_figure_has_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(source_link="")
                | models.Q(source_link__startswith="https://")
                | models.Q(source_link__startswith="http://"),
                name="a_source_links_to_a_page",
            ),
        ]
        indexes = [models.Index(fields=["workspace", "occupation_code"], name="signals_of_an_occupation")]


class SignalTakenBack(Fact):
    """A file of signals was taken back, and this one with it: it stands no more, and stays on record."""

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="taken_back")

    append_only: ClassVar[bool] = True
