"""Logging in through an organisation's own provider."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class SignOn(WorkspaceRecord):
    """A provider (OpenID Connect) whose word on who somebody is counts in this workspace, for addresses of its domains.

    `secret` is sealed; it is never shown. Nothing of it changes: another one is set up and this one ended.
    """

    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=300)
    secret = models.BinaryField(editable=False)
    domains = models.JSONField()
    second_step_counts = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
