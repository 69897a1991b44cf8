"""Who decides what: in this workspace's groups, and elsewhere."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import Fact, WorkspaceRecord
from skillmark.governance.models.bodies import Body, Constituency


class Question(models.TextChoices):
    """What is done by a standing decision only. Other contexts ask for it before they do it."""

    PUBLISH = "publish"
    CUT_SCORE = "cut_score"
    RETIRE_STANDARD = "retire_standard"
    RETIRE_ACHIEVEMENT = "retire_achievement"
    WIDEN_PILOT = "widen_pilot"
    CHANGE_POLICY = "change_policy"


class Elsewhere(models.TextChoices):
    """What a bargaining agent or works council and the employer agree, and no group here decides."""

    PAY = "pay"
    HOURS = "hours"
    PROMOTION = "promotion"
    DISCIPLINE = "discipline"


class Part(models.TextChoices):
    """What somebody does in a decision: takes it, helps to carry it out, or is heard before."""

    LEAD = "lead"
    SUPPORT = "support"
    ADVISORY = "advisory"


class Workstream(WorkspaceRecord):
    """Something more that a workspace says who decides on, beside the kinds of decision that every one has. `owner`
    sees to it from day to day; she decides nothing on it by that.
    """

    name = models.CharField(max_length=80)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="a_workstream_once")]


class DecisionRight(WorkspaceRecord):
    """The part that a group, or those a constituency names, has in one kind of decision, or in a workstream of the
    workspace's own. One group leads on each.
    """

    item = models.CharField(max_length=30, choices=Question, blank=True)
    workstream = models.ForeignKey(Workstream, null=True, on_delete=models.PROTECT, related_name="rights")
    part = models.CharField(max_length=10, choices=Part)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    constituency = models.CharField(max_length=20, choices=Constituency, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(workstream=None) & ~Q(item="") | Q(workstream__isnull=False, item=""),
                name="a_kind_or_a_workstream",
            ),
            models.UniqueConstraint(
                fields=["workspace", "item"], condition=Q(part="lead") & ~Q(item=""), name="one_lead_per_item"
            ),
            models.UniqueConstraint(
                fields=["workspace", "item", "body"], condition=~Q(item=""), name="one_part_per_group_and_item"
            ),
            models.UniqueConstraint(
                fields=["workspace", "item", "constituency"],
                condition=~Q(constituency="") & ~Q(item=""),
                name="one_part_per_constituency_and_item",
            ),
            models.UniqueConstraint(fields=["workstream"], condition=Q(part="lead"), name="one_lead_per_workstream"),
            models.UniqueConstraint(fields=["workstream", "body"], name="one_part_per_group_and_workstream"),
            models.UniqueConstraint(
                fields=["workstream", "constituency"],
                condition=~Q(constituency=""),
                name="one_part_per_constituency_and_workstream",
            ),
            models.CheckConstraint(
                condition=Q(body=None) & ~Q(constituency="") | Q(body__isnull=False, constituency=""),
                name="a_group_or_a_constituency",
            ),
            models.CheckConstraint(condition=~Q(part="lead") | Q(body__isnull=False), name="a_group_leads"),
        ]


class BargainingAgent(WorkspaceRecord):
    """A union or works council with which the employer agrees on pay, hours, promotion and discipline."""

    name = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace"], condition=Q(ends=None), name="one_open_bargaining_agent"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=models.F("starts")), name="an_agent_has_days"),
        ]


class Agreement(Fact):
    """What was agreed elsewhere on one item: in which clause, on which day. A correction names the one it replaces."""

    agent = models.ForeignKey(BargainingAgent, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=20, choices=Elsewhere)
    clause = models.CharField(max_length=200)

    append_only: ClassVar[bool] = True
