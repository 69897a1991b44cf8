"""What somebody keeps in her own account of a standard: hers alone, and of no workspace."""

from django.db import models

from skillmark.foundation.records import Record


class KeptSelfAssessment(Record):
    """What an account says of one version of a standard: {reference: level}. Replaced by the next, deleted at will.

    It names the version by id and carries its title, so that it stays hers where a workspace goes. No query of a
    workspace reads it; what she submits with an application is a statement of its own there.
    """

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    framework_id = models.UUIDField()
    title = models.TextField()
    version = models.PositiveIntegerField()
    answered_on = models.DateField()
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "framework_id"], name="one_self_assessment_of_a_version")
        ]
