"""Somebody asks for a second decision on what was judged of her, and somebody else decides."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import Fact, WorkspaceRecord

FEWEST_DAYS = 7  # a night shift of a week must be able to read, ask somebody and write
MOST_DAYS = 366  # later nobody remembers what was judged


class AlreadyAnswered(Exception):
    """What was decided on an appeal stands. A defect of the program where it is changed."""


class AppealTerms(WorkspaceRecord):
    """How many days somebody has to appeal after she was told, how many there are to decide, and who decides where
    nobody else was named. Never changed: versions replace it, and an appeal keeps the days it was filed under.
    """

    version = models.PositiveIntegerField()
    days_to_appeal = models.PositiveSmallIntegerField()
    days_to_decide = models.PositiveSmallIntegerField()
    decider = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "version"], name="appeal_terms_once"),
            models.CheckConstraint(
                condition=Q(days_to_appeal__gte=FEWEST_DAYS, days_to_decide__gte=1),
                name="there_are_days_to_appeal",
            ),
        ]


class Appeal(WorkspaceRecord):
    """She asks that somebody else looks again at what was judged of her (`subject`), in her own words.

    `matter_id` is what was judged, where the same can be judged in several records. `decide_by`: the last day.
    `result_id`: the record that came of it where it was upheld. Her name and words go when she is erased.
    """

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    matter_id = models.UUIDField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    result_id = models.UUIDField(null=True)

    longest: ClassVar[int] = 2_000  # letters: a page, and more is evidence

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "person", "subject_type", "subject_id"], name="one_appeal_about_one_thing"
            ),
            models.UniqueConstraint(
                fields=["workspace", "person", "matter_id"],
                condition=Q(decided_at=None),
                name="one_open_appeal_about_one_matter",
            ),
            models.UniqueConstraint(fields=["workspace", "result_id"], name="one_result_of_one_appeal"),
            models.CheckConstraint(
                condition=Q(result_id=None) | Q(decided_at__isnull=False), name="a_result_follows_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | (Q(person__isnull=False) & ~Q(text="")),
                name="an_open_appeal_is_somebodys",
            ),
        ]


class Stake(models.TextChoices):
    """What somebody has to do with an appeal."""

    APPEALS = "appeals"
    JUDGED = "judged"
    DECIDES = "decides"


class AppealParty(WorkspaceRecord):
    """Who appeals, who took part in the first decision, and who takes the second. Nobody is two of these."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    stake = models.CharField(max_length=10, choices=Stake)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "person"], name="one_stake_in_an_appeal"),
            models.UniqueConstraint(fields=["appeal"], condition=Q(stake=Stake.DECIDES), name="one_decides_an_appeal"),
            models.UniqueConstraint(fields=["appeal"], condition=Q(stake=Stake.APPEALS), name="one_appeals"),
        ]


class AppealAnswer(Fact):
    """What the second person decided, and why. Given once, it stands; the words go when the appellant is erased."""

    appeal = models.OneToOneField(Appeal, on_delete=models.CASCADE, related_name="answer")
    upheld = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    longest: ClassVar[int] = 2_000

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AlreadyAnswered(str(self.appeal_id))
        super().save(*args, **kwargs)
