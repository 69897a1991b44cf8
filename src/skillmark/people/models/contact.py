"""What a person agreed to, how she may be reached, and what she was told."""

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import Record, WorkspaceRecord
from skillmark.people.rules import Channel, MessageState


class Consent(WorkspaceRecord):
    """What she allows, towards whom, until when. Withdrawn, it stays as the record that it once held."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=60)
    recipients = models.JSONField(default=list)
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Message(WorkspaceRecord):
    """One message for one event, in her language; only its parameters are kept, and only public names are in them.

    It stands on her own page from the first; `channel` is where it is sent besides, `page` where nowhere.
    `sender_id` is who caused it, none for the program itself; `problem` a word of `words.PROBLEMS`. `link_id` is the
    link it carries; the address of it is made when the message is handed over, and kept nowhere.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="messages")
    event = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    parameters = models.JSONField(default=dict)
    channel = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in MessageState], default=MessageState.SENT
    )
    waits_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=20, blank=True)
    sender_id = models.UUIDField(null=True, blank=True)
    link_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "sender_id", "-recorded_at"], name="messages_by_sender")]


class SafeContact(WorkspaceRecord):
    """How she may be reached without harm, set by herself or her coach. Nothing overrides it.

    `address` is another e-mail address or phone number than the one known; hours are in the workspace's zone, and so is
    `gathered_at`, when letters come together once a day.
    """

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="safe_contact")
    channel = models.CharField(max_length=10, choices=[(channel.value, channel.value) for channel in Channel])
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    gathered_at = models.TimeField(null=True, blank=True)
    address = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__isnull=False),
                name="hours_have_both_ends",
            )
        ]


class StopKey(Record):
    """The one key under which stopped numbers are kept. In the database, so that a restored one still knows them."""

    key = models.BinaryField(editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)


class StoppedNumber(Record):
    """A phone number whose holder said STOP, to whichever workspace; kept as a keyed digest, so it outlives erasure."""

    digest = models.CharField(max_length=64, unique=True)


class RefusedUpload(WorkspaceRecord):
    """What was wrong with a table somebody brought, kept until she brings the next; nothing else of it was kept.

    `problems` are `[row, column, message]`, the message as its words and values (`as_kept`). It may quote cells, so
    erasing anybody removes all of the workspace's.
    """

    account_id = models.UUIDField(db_index=True)
    file = models.CharField(max_length=255)
    problems = models.JSONField()
