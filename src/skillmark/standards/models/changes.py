"""Who proposed a line of a draft, and who changed it."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord
from skillmark.standards.models.frameworks import Framework


class LineVerb(models.TextChoices):
    """What somebody did to a line."""

    PROPOSED = "proposed"
    CHANGED = "changed"
    DROPPED = "dropped"


class LineEdit(WorkspaceRecord):
    """One edit of one requirement of a draft. `fields`: {field: [before, after]}. Kept with the version for good."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="edits")
    reference = models.CharField(max_length=200)
    name = models.TextField()
    verb = models.CharField(max_length=8, choices=LineVerb)
    fields = models.JSONField(default=dict)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
