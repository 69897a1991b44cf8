"""Did it work, for whom, and may we publish it: studies, their lottery, follow-ups, and figures that left the house."""

from django.db import models

from skillmark.foundation.records import Fact, WorkspaceRecord


class Study(WorkspaceRecord):
    """A plan to measure, registered before anybody could know an outcome. Append-only.

    `plan` is the whole measurement plan; `plan_hash` the SHA-256 of its RFC 8785 form, lower-case hex.
    """

    append_only = True

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("hiring.FitRun", on_delete=models.PROTECT, related_name="+")
    plan = models.JSONField()
    plan_hash = models.CharField(max_length=64)
    outcome_observed_from = models.DateField()
    registered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign"], name="one_study_per_campaign")]


class Lottery(WorkspaceRecord):
    """A draw, held once and locked. Append-only, and without a name.

    `locked_hash` fixes the seed, the seats and the seal of every lot in order, so that the draw can be checked after
    somebody was erased. No hash over names or draws stands here: with the seed beside it, trying out every number in
    files would tell who is missing. `seats`: [[stratum, count], …].
    """

    append_only = True

    study = models.OneToOneField(Study, on_delete=models.PROTECT, related_name="lottery")
    seed = models.CharField(max_length=200)
    seats = models.JSONField()
    people = models.PositiveIntegerField()
    locked_hash = models.CharField(max_length=64)
    drawn_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")


class Lot(WorkspaceRecord):
    """One person's lot. When she is erased her place and her seal stay; `draw` and `salt` go, which would tell her.

    `seal` is the SHA-256 over the salt and all of the lot (`rules.seal_of`): without the salt it says nothing.
    """

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="lots")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    known_as = models.CharField(max_length=100, blank=True)
    stratum = models.CharField(max_length=100)
    draw = models.CharField(max_length=64, null=True)
    salt = models.CharField(max_length=32, null=True)
    seal = models.CharField(max_length=64)
    arm = models.CharField(max_length=20)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lottery", "person"], name="one_lot_per_person"),
            models.UniqueConstraint(fields=["lottery", "position"], name="one_place_per_lot"),
        ]


class FollowUp(WorkspaceRecord):
    """A day on which a person is asked again, so many months after the start."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person", "months"], name="asked_once_a_month_count")
        ]
        indexes = [models.Index(fields=["workspace", "due_on"], name="follow_ups_by_day")]


class Answer(models.TextChoices):
    """What a follow-up came to."""

    SAME_EMPLOYER = "same_employer"
    OTHER_EMPLOYER = "other_employer"
    NOT_WORKING = "not_working"
    NOT_REACHED = "not_reached"


class FollowUpAnswer(Fact):
    """What a person said, or that she was not reached. A correction names the one it replaces."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=20, choices=Answer)
    noted_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")


class FigureRelease(WorkspaceRecord):
    """Counts that left the house, frozen; nobody is named and nothing joins them to a person. Append-only.

    `rows`: [[previous job, must-haves missing, furthest step, count or null], …] with `Total` for margins; null is too
    few to show. `people` is how many were counted, `erased` how many of the run had been erased by then.
    """

    append_only = True

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey("hiring.FitRun", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    minimum = models.PositiveIntegerField()
    definition_version = models.CharField(max_length=20)
    as_of = models.DateTimeField()
    first_day = models.DateField()
    people = models.PositiveIntegerField()
    erased = models.PositiveIntegerField()
    rows = models.JSONField()
    digest = models.CharField(max_length=64)
    released_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="releases_are_counted")]
