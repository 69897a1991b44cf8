"""What a person agreed to, and what she was told."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Consent(WorkspaceRecord):
    """What she allows, towards whom, until when. Withdrawn, it stays as the record that it once held."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=60)
    recipients = models.JSONField(default=list)
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Message(WorkspaceRecord):
    """One message for one event, in her language; only its parameters are kept, and only public names are in them."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="messages")
    event = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    parameters = models.JSONField(default=dict)
    channel = models.CharField(max_length=20)
    sent_at = models.DateTimeField(null=True, blank=True)


class RefusedUpload(WorkspaceRecord):
    """What was wrong with a table somebody brought, kept until she brings the next; nothing else of it was kept.

    `problems` are `[row, column, message]`. It may quote cells, so erasing anybody removes all of the workspace's.
    """

    account_id = models.UUIDField(db_index=True)
    file = models.CharField(max_length=255)
    problems = models.JSONField()
