"""Who proposed a line of a draft, and who changed it."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord
from skillmark.standards.models.frameworks import Framework


class LineVerb(models.TextChoices):
    """What somebody did to a line."""

    PROPOSED = "proposed"
    CHANGED = "changed"
    DROPPED = "dropped"
    SET_BACK = "set back"


class EditedPart(models.TextChoices):
    """What kind of line was edited: a requirement and a task may have the same code. `whole`: the draft itself, when it
    was set back to work.
    """

    REQUIREMENT = "requirement"
    TASK = "task"
    WHOLE = "whole"


class LineEdit(WorkspaceRecord):
    """One edit of one line of a draft. `fields`: {field: [before, after]}. Kept with the version for good."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="edits")
    part = models.CharField(max_length=11, choices=EditedPart, default=EditedPart.REQUIREMENT)
    reference = models.CharField(max_length=200)
    name = models.TextField()
    verb = models.CharField(max_length=8, choices=LineVerb)
    fields = models.JSONField(default=dict)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
