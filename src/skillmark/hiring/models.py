"""Fit, as it was computed and from what; who decided to invite whom; and open jobs."""

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import Fact, WorkspaceRecord
from skillmark.kernel.values import PayPeriod


class FitRun(WorkspaceRecord):
    """One computation of who fits a campaign's standard, with everything it was computed from that names nobody.

    `requirements`: rows of requirements.csv; `modules`: rows of modules.csv, and `assumed_modules` their ids where no
    provider gave the figures. What each person held is on her entry. `seats` is for how many places people were
    planned; `anything_checked` whether anybody held a checked record.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    requirements = models.JSONField()
    modules = models.JSONField()
    assumed_modules = models.JSONField()
    hours_limit = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    anything_checked = models.BooleanField()
    people = models.PositiveIntegerField()
    erased = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["campaign", "recorded_at"], name="fit_runs_of_a_campaign")]


class FitEntry(WorkspaceRecord):
    """One person in one run: what she held, where she stands, and the cheapest way to close what is missing.

    `holdings`: [[competency, level, basis], …]; `tried`: competencies tried and not there yet; `past_jobs`:
    [[as given, code or empty, outcome, [candidates]], …]. Coverages in millionths, hours and weeks in hundredths, cost
    in minor units. `position` is the place in listing order, `path_position` that by hours, cost and rank, from 1.
    """

    run = models.ForeignKey(FitRun, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    known_as = models.CharField(max_length=100)
    holdings = models.JSONField()
    tried = models.JSONField(default=list)
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    unmet_verified = models.PositiveSmallIntegerField()
    unmet_effective = models.PositiveSmallIntegerField()
    coverage_verified = models.PositiveIntegerField()
    coverage_effective = models.PositiveIntegerField()
    missing = models.JSONField()
    missing_verified = models.JSONField()
    past_jobs = models.JSONField(default=list)
    module_ids = models.JSONField()
    hundredths_of_hours = models.PositiveIntegerField()
    hundredths_of_weeks = models.PositiveIntegerField()
    cost_minor = models.PositiveBigIntegerField()
    unclosable = models.JSONField()
    assumed = models.BooleanField()
    eligible = models.BooleanField()
    path_position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="one_entry_per_person_and_run"),
            models.UniqueConstraint(fields=["run", "known_as"], name="one_entry_per_name_and_run"),
        ]
        indexes = [models.Index(fields=["run", "position"], name="entries_in_listing_order")]


class Invitation(Fact):
    """A named person decided to invite somebody to a first task. Nothing here rejects anybody.

    `invited_by` is null where the demonstration's program did it.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(FitRun, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="one_invitation_per_campaign")]


class Posting(WorkspaceRecord):
    """An open job as it is shown to everybody, made from one version of a standard. Open until its closing date.

    Pay in minor units of `currency` for each `pay_period`. `how_to_apply`: an address or a sentence; empty only where
    a job was opened before it was asked for. `ended_at`: taken down before its date. `replaces`: the same job as it was
    made from an earlier version.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    pay_low = models.PositiveBigIntegerField()
    pay_high = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    pay_period = models.CharField(max_length=5, choices=[(period.value, period.value) for period in PayPeriod])
    schedule = models.TextField()
    street = models.CharField(max_length=200, blank=True)
    locality = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2)
    benefits = models.TextField(blank=True)
    how_to_apply = models.CharField(max_length=300)
    openings = models.PositiveIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="opened_anew")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_low__gt=0, pay_high__gte=F("pay_low")), name="an_open_job_states_its_pay"
            ),
            models.CheckConstraint(
                condition=~Q(schedule="") & ~Q(locality="") & ~Q(country=""), name="an_open_job_says_when_and_where"
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="an_open_job_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.title
