"""What other organisations say of what can be earned here, and certify together with the workspace."""

from django.db import models
from django.db.models import F, Q

from skillmark.credentials.partners import Kind
from skillmark.foundation.records import WorkspaceRecord


class PartnerAsk(WorkspaceRecord):
    """A talent lead asked a person who acts for an organisation of the partnership to endorse an achievement, or the
    workspace as an issuer (`achievement` null), or to certify an achievement's records together with it.

    `agreed_at`: that person has. For certifying together it holds from `starts` to its last day, until `ended_at`;
    ended unanswered, it was declined or taken back.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(
        "credentials.Achievement", null=True, on_delete=models.PROTECT, related_name="partner_asks"
    )
    starts = models.DateField()
    ends = models.DateField()
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_partner_is_asked_for_some_time"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.CERTIFY) | Q(achievement__isnull=False), name="something_is_certified_together"
            ),
        ]


class Endorsement(WorkspaceRecord):
    """A signed statement of another organisation about an achievement, or about the workspace as an issuer.

    Given here it names what was asked (`ask`), its key and its place on a list of withdrawals; signed elsewhere and
    brought as a file it has none of these, and who leads may put it away again: it is then shown with no record here.
    `person` gave it here. It is checked whenever it is shown.
    """

    ask = models.OneToOneField(PartnerAsk, null=True, on_delete=models.PROTECT, related_name="endorsement")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(
        "credentials.Achievement", null=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    issuer = models.CharField(max_length=500)
    issuer_name = models.CharField(max_length=300)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    key_number = models.PositiveIntegerField(null=True)
    place = models.OneToOneField("credentials.StatusPlace", null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="an_endorsement_once")]
