"""Doors from outside: links that open one thing, tokens of the API, answers kept for repeated requests, webhooks."""

from django.db import models

from skillmark.foundation.records import Record, WorkspaceRecord


class CapabilityLink(WorkspaceRecord):
    """An address that opens one thing for one purpose, for a while. Only the SHA-256 of its secret is kept.

    `person_id` is whom it is about, `holder_id` to whom it is given, `opened_by_id` by whom. `on_paper`: it is handed
    over as a slip; otherwise nobody but its holder ever sees it.
    """

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True, db_index=True)
    holder_id = models.UUIDField(null=True, db_index=True)
    opened_by_id = models.UUIDField(null=True, db_index=True)
    on_paper = models.BooleanField(default=False)
    single_use = models.BooleanField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class ApiToken(WorkspaceRecord):
    """What a program shows instead of a log-in: acts with its owner's roles, and only for the permissions named.

    `strong`: its owner made it logged in with a passkey or a second step, so that it may sign where she let it.
    """

    digest = models.CharField(max_length=64, unique=True)
    account_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=100)
    permissions = models.JSONField()
    strong = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class KeptAnswer(Record):
    """The answer given to a request with an idempotency key; the same request again gets it again."""

    token = models.ForeignKey("foundation.ApiToken", on_delete=models.CASCADE, related_name="kept_answers")
    key_digest = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.BinaryField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key_digest"], name="one_answer_per_idempotency_key")]


class Subscription(WorkspaceRecord):
    """Where to tell an outside system that something happened."""

    url = models.URLField(max_length=500)
    events = models.JSONField()
    ended_at = models.DateTimeField(null=True)
