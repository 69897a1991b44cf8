"""Cases, needs, plans and services, and the directory of who helps with what.

Whatever would tell what somebody needs is sealed under the key of her case (`sealing`): domain, urgency, words,
provider, outcome. In clear stand ids, days, states that tell no need, and amounts.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.support.rules import Domain, State


class NeverChanged(TypeError):
    """It is written once."""


class Case(WorkspaceRecord):
    """One person in the hands of one organisation's case team. `key` is the case's own, wrapped: see `sealing`.

    `assess_by`: until when her needs are to be assessed, the first time or again.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.BinaryField(editable=False)
    opened_on = models.DateField()
    assess_by = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(closed_on=None), name="one_open_case_per_team"
            )
        ]

    @property
    def case_id(self) -> UUID:
        """The scope in which a case team holds its role."""
        return UUID(str(self.pk))


class OfCase(WorkspaceRecord):
    """A part of a case. `sealed` is its content under the case's key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    sealed = models.BinaryField(editable=False)

    class Meta:
        abstract = True


class Assessment(OfCase):
    """What was asked and answered on a day, domain by domain. Never changed: the next one stands beside it."""

    assessed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("an assessment")
        super().save(*args, **kwargs)


class Need(OfCase):
    """What she needs now: `{"domain", "urgency", "words"}`. An assessment opens, changes and ends it."""

    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="a_need_ends_later")
        ]


class PlanStep(OfCase):
    """What is to be done about a need, by when: `{"words"}`."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps")
    due_on = models.DateField()
    done_on = models.DateField(null=True)


class CaseNote(OfCase):
    """What the team writes down: `{"words"}`. Never changed; a correction names what it corrects."""

    author = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="replaced_by")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("a case note")
        super().save(*args, **kwargs)


class Offer(WorkspaceRecord):
    """A line of the directory: who helps with what, where, for how many at once, at what cost. It is about nobody."""

    provider = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    domain = models.CharField(max_length=20, choices=[(domain.value, domain.value) for domain in Domain])
    area = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField()
    cost_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    ended_on = models.DateField(null=True)


class Referral(OfCase):
    """One service for one need, from the asking to its outcome.

    Sealed: `{"offer", "provider", "title", "domain", "purpose", "passes", "says", "refusal", "refusal_says", "outcome",
    "outcome_says"}`.
    `place` is a keyed digest of the offer, so that places taken can be counted and nobody sees whose. `release_ends_on`
    is how long she lets the receiver read; `agreed_how`: by herself, or on paper that a member of the team noted.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="referrals")
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    place = models.CharField(max_length=64, db_index=True)
    release_ends_on = models.DateField()
    agreed_at = models.DateTimeField(null=True)
    agreed_on_paper = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    link_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted", "received", "ended"]) | Q(agreed_at__isnull=False),
                name="nothing_goes_out_without_her_consent",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_service_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | Q(stopped_at__isnull=False), name="what_is_stopped_says_when"
            ),
        ]

    @property
    def person_id(self) -> UUID:
        """Whom it is about."""
        return UUID(str(self.case.person_id))


class Sight(WorkspaceRecord):
    """On a day a receiver had a referral on the screen."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="sights")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "day"], name="one_sight_a_day")]


class Payment(OfCase):
    """Money spent on her: for a service, or paid to herself because of a need. Sealed: `{"words"}`.

    `ledger_id` is the line of the campaign's ledger that it was told to, where there is one.
    """

    referral = models.ForeignKey(Referral, null=True, on_delete=models.CASCADE, related_name="payments")
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    happened_on = models.DateField()
    ledger_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="a_payment_of_something")]
