"""Bodies that decide, and who sits in them."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Constituency(models.TextChoices):
    """Whose voice a seat carries."""

    HR = "hr"
    OPERATIONS = "operations"
    FRONTLINE = "frontline"
    EXTERNAL = "external"
    ALUMNI = "alumni"


class Filling(models.TextChoices):
    """How somebody came to a seat."""

    APPOINTMENT = "appointment"
    ELECTION = "election"
    UNION_NOMINATION = "union_nomination"


class Body(WorkspaceRecord):
    """A steering group. `secret`: of votes on questions put from now on, only the count can ever be read."""

    name = models.CharField(max_length=120)
    secret = models.BooleanField(default=False)


class Seat(WorkspaceRecord):
    """One person's term in a body; without a person or an end, a place nobody has taken yet. Who chairs closes votes.

    A seat once taken is never given on: whoever follows has a seat of her own, and no vote that was hers. `filled_by`
    is empty where nobody said.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    constituency = models.CharField(max_length=20, choices=Constituency)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    chairs = models.BooleanField(default=False)
    filled_by = models.CharField(max_length=20, choices=Filling, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body"], condition=models.Q(chairs=True), name="one_chair_per_body"),
            models.UniqueConstraint(
                fields=["body", "person"], condition=models.Q(ends=None), name="one_open_seat_per_person_and_body"
            ),
        ]


class Alternate(WorkspaceRecord):
    """Who votes for a seat where whoever holds it has not. A seat has one vote, whoever of the two casts it first."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="alternates")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    filled_by = models.CharField(max_length=20, choices=Filling)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=models.Q(ends=None), name="one_open_alternate_per_seat"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")), name="an_alternate_has_days"
            ),
        ]

    @property
    def body(self) -> Body:
        return self.seat.body
