"""What people would change, what was answered, and what was changed because of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord


class Kind(models.TextChoices):
    """What a suggestion would change."""

    STANDARD = "standard"
    TASK = "task"
    SUPPORT = "support"
    OTHER = "other"


class State(models.TextChoices):
    """What became of a suggestion so far."""

    NEW = "new"
    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"
    DONE = "done"


class Way(models.TextChoices):
    """How a suggestion came in."""

    INSIDE = "inside"
    PUBLIC = "public"


class Suggestion(WorkspaceRecord):
    """What somebody would change about a subject: `title` is its name that day, `topic` what its versions share.

    `person` is null where she wanted no name kept (`anonymous`), came without a log-in, or was erased, and then `text`
    is empty too. `blanked_on`: the last day on which words that name somebody else were taken out. `quotable`: she
    agrees that her words are published with the change that came of them, until she says otherwise. `joined_to` is
    another that says the same; what becomes of that one becomes of this one.
    """

    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    topic = models.CharField(max_length=100, db_index=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    way = models.CharField(max_length=10, choices=Way)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    anonymous = models.BooleanField(default=False)
    organisation = models.CharField(max_length=200, blank=True)
    quotable = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    happened_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    answered_on = models.DateField(null=True)
    blanked_on = models.DateField(null=True)
    joined_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    longest: ClassVar[int] = 1_000  # letters: what fits two screens of a phone

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(anonymous=False) | Q(person=None), name="no_name_is_kept"),
            models.CheckConstraint(condition=Q(joined_to=None) | ~Q(joined_to=F("id")), name="joined_to_another"),
            models.CheckConstraint(condition=Q(quotable=False) | ~Q(text=""), name="only_words_are_quoted"),
        ]


class Answer(WorkspaceRecord):
    """What was answered to a suggestion, and to those joined to it. A later one takes its place, and both are kept."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(max_length=12, choices=State)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    longest: ClassVar[int] = 1_000

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="new"), name="an_answer_says_something"),
            models.CheckConstraint(
                condition=~Q(state="not_taken_up") | ~Q(reason=""), name="what_is_not_taken_up_says_why"
            ),
        ]


class ChangeRecord(WorkspaceRecord):
    """“You said, we did”: what changed about a subject, on which day, and from what to what.

    `was_id` is the record that was in force before, where there was one; `was` and `now_is` say both in words.
    """

    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    topic = models.CharField(max_length=100, db_index=True)
    about = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    words = models.TextField()
    was_id = models.UUIDField(null=True)
    was = models.CharField(max_length=200, blank=True)
    now_is = models.CharField(max_length=200, blank=True)
    happened_on = models.DateField()
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    longest: ClassVar[int] = 2_000


class Cause(WorkspaceRecord):
    """One thing that somebody said and a change answers: a suggestion of this context, or a record of another one.

    `text` is what was said there at that moment, where it was not said in public; it goes with its `person`, and is
    never published. The row stays, so that what was said is still counted.
    """

    change = models.ForeignKey(ChangeRecord, on_delete=models.CASCADE, related_name="causes")
    suggestion = models.ForeignKey(Suggestion, null=True, on_delete=models.PROTECT, related_name="causes")
    source_type = models.CharField(max_length=100, blank=True)
    source_id = models.UUIDField(null=True, db_index=True)
    text = models.TextField(blank=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(suggestion=None, source_id__isnull=False) & ~Q(source_type="")
                | Q(suggestion__isnull=False, source_id=None, source_type="", person=None, text=""),
                name="a_cause_is_one_thing",
            ),
            models.UniqueConstraint(fields=["change", "suggestion"], name="a_suggestion_once_a_change"),
            models.UniqueConstraint(fields=["change", "source_type", "source_id"], name="a_source_once_a_change"),
        ]


class Offer(WorkspaceRecord):
    """A new version came into force while things that people had said of it were open: somebody says which of them it
    answers, or that it answers none. Nothing is claimed until then.
    """

    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    title = models.CharField(max_length=200)
    happened_on = models.DateField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "subject_type", "subject_id"], name="offered_once"),
        ]
