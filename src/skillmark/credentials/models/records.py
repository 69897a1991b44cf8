"""What can be earned and was awarded, signed records, the lists that withdraw them, and records of others."""

from django.db import models
from django.db.models import Q

from skillmark.credentials.renewal import GRACE_DAYS, OPENS_DAYS, Again
from skillmark.foundation.records import WorkspaceRecord


class Achievement(WorkspaceRecord):
    """A definition of what can be earned on one version of a standard. Only its neutral public name is ever shown.

    `alignments`: [[competency id, name, address], …], the items of the standard it speaks of. Its records hold for
    `renewal_months`, else without end; the three fields below are the terms of renewal. Retired, nobody earns it any
    more, and its records renew into `successor`, where it names one.
    """

    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    public_name = models.CharField(max_length=200)
    description = models.TextField()
    criteria = models.TextField()
    alignments = models.JSONField()
    renewal_months = models.PositiveSmallIntegerField(null=True)
    opens_days = models.PositiveSmallIntegerField(default=OPENS_DAYS)
    again = models.CharField(max_length=5, default=Again.FULL)
    grace_days = models.PositiveSmallIntegerField(default=GRACE_DAYS)
    retired_at = models.DateTimeField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "public_name", "version"], name="an_achievement_version_once"),
            models.CheckConstraint(
                condition=Q(renewal_months=None) | Q(renewal_months__gte=1), name="renewal_takes_a_month"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(retired_at__isnull=False), name="only_the_retired_is_followed"
            ),
        ]


class StatusList(WorkspaceRecord):
    """A list on which records are withdrawn without naming anybody. `bits`: one for each of `size` places.

    It is signed by the key that signed its records, whatever key signs today: a list of another issuer says nothing.
    """

    key_number = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20, default="revocation")
    address = models.URLField(max_length=300, unique=True)
    size = models.PositiveIntegerField()
    bits = models.BinaryField(editable=False)
    document = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key_number", "number"], name="a_list_number_once")]


class StatusPlace(WorkspaceRecord):
    """A place of a list that is taken. It names no record, so it can outlive one that was erased.

    `replaced`: it was set since a newer record took the place of that one, and not since that one was wrong.
    """

    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="places")
    index = models.PositiveIntegerField()
    replaced = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["status_list", "index"], name="a_place_once")]


class Award(WorkspaceRecord):
    """The intent to sign: the whole unsigned document (JSON), stored before the signer is asked. Signed exactly once.

    `levels`: {competency id: level}, what the record proves. `key_number` is the key it names as its issuer. `terms`:
    those of its renewal as they stood at issue (`renewal.Terms.kept`), null where it has no last day. `renews` is the
    award it is the successor of. `delegation` is the leave it was awarded under, null where a talent lead awarded it.
    `partner_keys`: by key number, what partners are still to sign of it, in the order of its endorsements.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="awards")
    place = models.OneToOneField(StatusPlace, null=True, on_delete=models.SET_NULL, related_name="+")
    sittings = models.JSONField()
    levels = models.JSONField()
    document = models.TextField()
    key_number = models.PositiveIntegerField()
    verification_method = models.CharField(max_length=300)
    awarded_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField(null=True)
    renews = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="renewed_by")
    partner_keys = models.JSONField(default=list)
    delegation = models.ForeignKey("credentials.Delegation", null=True, on_delete=models.PROTECT, related_name="+")


class SignedRecord(WorkspaceRecord):
    """A signed record as its holder has it. Withdrawn, it stays, with the instant, the reason and by whom, null where a
    program did, or she was forgotten.

    Renewed, it is withdrawn too, without a reason: `replaced_by` says what holds instead.
    `account` is the log-in its person had last: who leaves the workspace takes the record along. `identifier` is the
    id in its signed data.
    """

    account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="record")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    document = models.TextField()
    identifier = models.CharField(max_length=100, default="")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revocation_reason = models.CharField(max_length=300, blank=True)
    revoked_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="replaces")

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "person"], name="records_by_person"),
            models.Index(fields=["identifier"], name="records_by_identifier"),
        ]

    @property
    def replaced(self) -> bool:
        """Retired by its successor, and by nothing else."""
        return self.replaced_by_id is not None and not self.revocation_reason


class Reminder(WorkspaceRecord):
    """Its holder was told that the record ends so many days later: once, however often the day's work is done again."""

    record = models.ForeignKey(SignedRecord, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "days"], name="a_reminder_once")]


class AcceptedIssuer(WorkspaceRecord):
    """An issuer whose records count here, and who said so. A record of anybody else is genuine at best.

    It counts for everybody but who accepted it, so several may, each once; `accepted_by` is null where the program did.
    """

    issuer = models.CharField(max_length=500)
    name = models.CharField(max_length=300, blank=True)
    accepted_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "issuer", "accepted_by"],
                condition=Q(ended_at=None),
                name="an_issuer_is_accepted_once_each",
            )
        ]


class ListAtHand(WorkspaceRecord):
    """A status list of somebody else, as it was brought; the last one brought for an address is used."""

    address = models.CharField(max_length=500)
    document = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "address"], name="lists_by_address")]


class OutsideRecord(WorkspaceRecord):
    """A record of another issuer as it came, and what checking it showed.

    `verdict` is the published form of a verdict, `keys` the addresses of the keys it was checked with. `levels`:
    [[address, code, name, level], …] of the competencies it names; level is null where it could not be read, and then
    counts for nothing. `person` is null while nobody knows whose it is. `achievement` is the id of what was earned.
    A collection or a résumé holds others: each is a record of its own, `enclosed_in` it. `claims` is what it says
    without a signature of its own (`formats.Claim.kept`), and counts for nothing that must be checked. `file_id`: the
    bytes as they came, where they are a picture; `pages`: {address: text}, the issuer's pages it was checked by.
    `used`: {"contexts": {address: SHA-256}, "lists": {address: SHA-256}}, what that checking read besides, so that it
    can be carried out again as it was; empty where it was checked before that was kept.
    """

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    verdict = models.JSONField()
    word = models.CharField(max_length=15)
    issuer = models.CharField(max_length=500, blank=True)
    issuer_name = models.CharField(max_length=300, blank=True)
    sample = models.BooleanField()
    keys = models.JSONField()
    levels = models.JSONField()
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    checked_at = models.DateTimeField()
    format = models.CharField(max_length=10, default="record")
    achievement = models.CharField(max_length=500, blank=True)
    enclosed_in = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")
    claims = models.JSONField(default=list)
    file_id = models.UUIDField(null=True)
    pages = models.JSONField(default=dict)
    used = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "digest"], condition=Q(enclosed_in=None), name="an_outside_record_once"
            ),
            models.UniqueConstraint(
                fields=["enclosed_in", "digest"], condition=Q(enclosed_in__isnull=False), name="a_part_once"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "person"], name="outside_by_person")]
