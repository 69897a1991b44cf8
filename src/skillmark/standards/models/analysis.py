"""Job analysis: what a panel of those who do the work, and those who supervise it, say that it takes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.standards.models.frameworks import Framework, Requirement, WorkTask


class JobAnalysis(WorkspaceRecord):
    """The panel of one version. `cut` is the least mean importance in hundredths; `basis` the figures, set once closed.

    `basis` holds no single answer and is fixed from then on, so that forgetting a rater changes no published figure. It
    is read by `carrying`: the figures of a line stand while it says what the raters read.
    """

    framework = models.OneToOneField(Framework, on_delete=models.CASCADE, related_name="job_analysis")
    cut = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    basis = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cut__gte=100, cut__lte=500), name="a_cut_of_1_to_5"),
            models.CheckConstraint(
                condition=Q(closed_at=None, basis=None) | Q(closed_at__isnull=False, basis__isnull=False),
                name="figures_once_closed",
            ),
        ]


class Capacity(models.TextChoices):
    """As what somebody sits on a panel."""

    SUPERVISOR = "supervisor"
    INCUMBENT = "incumbent"


class Panelist(WorkspaceRecord):
    """Somebody asked to rate. `finished_at` says that she answered every line."""

    analysis = models.ForeignKey(JobAnalysis, on_delete=models.CASCADE, related_name="panelists")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "person"], name="on_a_panel_once")]


class JobRating(WorkspaceRecord):
    """One panelist on one requirement or task. Hers to change until the panel closes; nobody else ever reads it."""

    panelist = models.ForeignKey(Panelist, on_delete=models.CASCADE, related_name="ratings")
    requirement = models.ForeignKey(Requirement, null=True, on_delete=models.CASCADE, related_name="+")
    work_task = models.ForeignKey(WorkTask, null=True, on_delete=models.CASCADE, related_name="+")
    importance = models.PositiveSmallIntegerField()
    frequency = models.PositiveSmallIntegerField()
    at_entry = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panelist", "requirement"], name="a_requirement_rated_once"),
            models.UniqueConstraint(fields=["panelist", "work_task"], name="a_task_rated_once"),
            models.CheckConstraint(
                condition=Q(requirement=None, work_task__isnull=False) | Q(requirement__isnull=False, work_task=None),
                name="one_thing_is_rated",
            ),
            models.CheckConstraint(
                condition=Q(importance__gte=1, importance__lte=5, frequency__gte=1, frequency__lte=5),
                name="ratings_of_1_to_5",
            ),
        ]


class KeptReason(WorkspaceRecord):
    """Why a requirement stays although the panel put it below the cut, or although its kind always has to be argued."""

    requirement = models.OneToOneField(Requirement, on_delete=models.CASCADE, related_name="kept_reason")
    text = models.TextField()
    given_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    longest: ClassVar[int] = 1000  # half a page on a phone: long enough to argue, short enough to be read
