"""Texts to be signed, who is asked, and who signed which exact bytes."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import WorkspaceRecord
from skillmark.people.rules import SignedHow


class TextToSign(WorkspaceRecord):
    """One version of a text. Its bytes lie in the file store and never change: another text is another version, which
    nobody has signed.

    `person` is whom it is about, and whose it is; none where it is the organisation's. `digest` is the SHA-256 of the
    bytes.
    """

    title = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="texts_about")
    prepared_by_id = models.UUIDField(null=True)
    file_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, version=1) | Q(replaces__isnull=False, version__gt=1),
                name="a_later_version_replaces_one",
            )
        ]

    @property
    def whose_id(self) -> UUID | None:
        return self.person_id

    @property
    def concerns_id(self) -> UUID | None:
        return self.person_id


class SigningRequest(WorkspaceRecord):
    """Somebody is asked to sign. While she has not, a new version of the text is what she is asked to sign.

    `on_behalf_of` is for whom she signs as `relation`: a guardian for somebody under 18.
    """

    text = models.ForeignKey("people.TextToSign", on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signing_requests")
    on_behalf_of = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="signed_for")
    relation = models.CharField(max_length=60, blank=True)
    asked_by_id = models.UUIDField(null=True)
    by = models.DateField(null=True, blank=True)

    @property
    def whose_id(self) -> UUID | None:
        """Whom the text is about."""
        return self.text.person_id

    @property
    def concerns_id(self) -> UUID | None:
        """Whom the text is about, or is signed for."""
        return self.text.person_id or self.on_behalf_of_id


class SignedSheet(WorkspaceRecord):
    """A photograph or scan of a signed sheet. It waits for a second person; `refused` by her, it counts for nothing."""

    request = models.ForeignKey("people.SigningRequest", on_delete=models.PROTECT, related_name="sheets")
    file_id = models.UUIDField()
    signed_on = models.DateField()
    brought_by_id = models.UUIDField(null=True)
    checked_by_id = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    refused = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(checked_at__isnull=True), name="one_sheet_waits_for_a_request"
            )
        ]

    @property
    def person_id(self) -> UUID:
        """Who signed it."""
        return self.request.person_id


class Signature(WorkspaceRecord):
    """Who signed which bytes, how and when. The name as it was given, and the strokes where she drew it as well, are
    sealed under the key of `sealed_for_id`, the signer's record then, and go with it; everything else stays where the
    text is an organisation's.
    """

    request = models.OneToOneField("people.SigningRequest", on_delete=models.PROTECT, related_name="signature")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signatures")
    digest = models.CharField(max_length=64)
    how = models.CharField(max_length=10, choices=[(how.value, how.value) for how in SignedHow])
    signed_on = models.DateField()
    sealed_name = models.BinaryField(null=True, editable=False)
    sealed_drawing = models.BinaryField(null=True, editable=False)
    sealed_for_id = models.UUIDField()
    sheet = models.OneToOneField("people.SignedSheet", null=True, on_delete=models.PROTECT, related_name="signature")
