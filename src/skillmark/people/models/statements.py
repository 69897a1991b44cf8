"""What a person's past is and what she says of herself."""

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import Fact, WorkspaceRecord
from skillmark.kernel.values import PayPeriod


class Employment(Fact):
    """A job somebody holds or held, as given: a title, a code of a classification, or both."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="employments")
    title = models.CharField(max_length=300, blank=True)
    occupation_code = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    years = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") | ~Q(occupation_code=""), name="a_job_has_title_or_code"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=models.F("started")),
                name="a_job_ends_after_it_starts",
            ),
        ]


class SelfRating(Fact):
    """What a person says of one competency, 0–10, halves rounded up. A new saying replaces the one before it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="self_ratings")
    competency_id = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(level__lte=10), name="a_self_rating_is_0_to_10")]
        indexes = [models.Index(fields=["person", "competency_id"], name="self_ratings_by_person")]


class WorkPreference(WorkspaceRecord):
    """The least she would work for, how far and from when. Readable by herself and her coach, never by a recruiter."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="preference")
    floor_wage = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    period = models.CharField(max_length=5, blank=True, choices=[(period.value, period.value) for period in PayPeriod])
    commute_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(floor_wage__isnull=True) | (~Q(currency="") & ~Q(period="")),
                name="a_wage_has_currency_and_period",
            )
        ]
