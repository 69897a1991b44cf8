"""Bodies, their seats, what is proposed to them, how they vote, and what was decided."""

from django.db import models

from skillmark.foundation.records import Fact, WorkspaceRecord


class Constituency(models.TextChoices):
    """Whose voice a seat carries."""

    HR = "hr"
    OPERATIONS = "operations"
    FRONTLINE = "frontline"
    EXTERNAL = "external"


class Choice(models.TextChoices):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Outcome(models.TextChoices):
    """What a proposal comes to."""

    OPEN = "open"
    PASSED = "passed"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    NO_FRONTLINE_VOICE = "no_frontline_voice"


class Body(WorkspaceRecord):
    """A steering group. `quorum` is how many seats must vote for a decision to count."""

    name = models.CharField(max_length=120)
    quorum = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(quorum__gte=1), name="a_quorum_of_at_least_one")]


class Seat(WorkspaceRecord):
    """A place in a body, held by a person for a term. Who chairs closes votes."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    constituency = models.CharField(max_length=20, choices=Constituency)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    chairs = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body"], condition=models.Q(chairs=True), name="one_chair_per_body"),
            models.UniqueConstraint(fields=["body", "person"], name="one_seat_per_person_and_body"),
        ]


class Proposal(WorkspaceRecord):
    """A question put to a body about one subject: what changes, for whom, what is asked."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    question = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    what_changes = models.TextField()
    proposed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    deadline = models.DateTimeField()
    seats = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()


class Ballot(WorkspaceRecord):
    """One seat's vote. It is cast once."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "seat"], name="one_ballot_per_seat")]


class Decision(Fact):
    """What the proposal came to. It stands until a later one about the same question and subject."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
