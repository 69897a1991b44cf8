"""Drafts opened to public comment, what was said of them, and what was answered."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.governance.models.bodies import Body, Constituency
from skillmark.governance.models.proposals import last_day_of


class Verdict(models.TextChoices):
    """What became of a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


class Hidden(models.TextChoices):
    """Why the words of a comment are not shown. There is no other reason."""

    PERSONAL_DATA = "personal_data"
    INSULT = "insult"


class Consultation(WorkspaceRecord):
    """A draft that everybody may comment on until `closes_at`, with a plain half page about it.

    `text` is the draft as it stood when it was opened, one line of it a line, and never changes; `digest` is its
    SHA-256 in UTF-8, in hex. Concluded once every comment has a response.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="consultations")
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    what_changes = models.TextField()
    for_whom = models.TextField()
    asked = models.TextField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    closes_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)

    longest: ClassVar[int] = 2_000  # letters of each part of the half page

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "subject_type", "subject_id"],
                condition=Q(concluded_at=None),
                name="one_consultation_runs",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at=None) | Q(concluded_at__gte=F("closes_at")), name="concluded_after_close"
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which comments come, where the workspace is."""
        return last_day_of(self.closes_at, self.workspace.time_zone)


class Response(WorkspaceRecord):
    """What the group says to one comment, or to several alike. Another one takes its place; it is never changed."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="responses")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField()

    append_only: ClassVar[bool] = True
    longest: ClassVar[int] = 5_000


class Comment(WorkspaceRecord):
    """What somebody says of a line of the draft (counted from 1), or of the whole where there is none.

    `name` is kept only where she wants it shown, `person` where she was logged in and is known here; an empty
    `organisation` is a private person. `sealed` is the address to tell her of the response: nobody reads it, and it
    goes once she was told.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    line = models.PositiveIntegerField(null=True)
    text = models.TextField()
    organisation = models.CharField(max_length=200, blank=True)
    constituency = models.CharField(max_length=20, choices=Constituency, blank=True)
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    sealed = models.BinaryField(null=True)
    hidden_because = models.CharField(max_length=20, choices=Hidden, blank=True)
    response = models.ForeignKey(Response, null=True, on_delete=models.PROTECT, related_name="comments")

    longest: ClassVar[int] = 5_000  # some two printed pages
