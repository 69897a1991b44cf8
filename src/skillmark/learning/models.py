"""What can be learnt in a campaign: modules, and what each raises from which level to which."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Delivery(models.TextChoices):
    ONLINE = "online"
    HANDS_ON = "hands_on"
    ON_THE_JOB = "on_the_job"


class Module(WorkspaceRecord):
    """A module of a campaign's catalogue. Hours and weeks in hundredths, cost in minor units.

    `delivery` is empty and `provider` None where nobody has said so yet: a table that was brought in says neither.

    `assumed` says that no provider gave these figures; every page that shows them says so.
    """

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    reference = models.CharField(max_length=120)
    hundredths_of_hours = models.PositiveIntegerField()
    cost_minor = models.PositiveBigIntegerField()
    hundredths_of_weeks = models.PositiveIntegerField()
    prerequisites = models.JSONField(default=list)
    assumed = models.BooleanField(default=False)
    delivery = models.CharField(max_length=20, choices=Delivery.choices, blank=True, default="")
    provider = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "reference"], name="one_module_per_reference")]


class ModuleStep(WorkspaceRecord):
    """A module lifts a competency of the campaign's standard to `to_level`; it may be taken from `from_level` on."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="steps")
    competency_id = models.CharField(max_length=120)
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["module", "competency_id"], name="one_step_per_competency"),
            models.CheckConstraint(condition=models.Q(to_level__gt=models.F("from_level")), name="a_step_goes_up"),
        ]
