"""Keys: one per person and workspace for what must be erasable, and the public halves of signing keys."""

from typing import ClassVar

from django.db import models

from skillmark.foundation.records import Record


class PersonKey(models.Model):
    """The key under which a person's values in history and her files are encrypted. Erasing her destroys it."""

    person_id = models.UUIDField(primary_key=True)
    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    key = models.BinaryField(editable=False)


class Erasure(Record):
    """A person was erased. Restoring a backup applies the list of these again."""

    append_only: ClassVar[bool] = True

    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(unique=True)


class SigningKey(Record):
    """A public key of a workspace; the private half never leaves the signer. Old ones stay, with their validity.

    `seed` is filled only in a demonstration: the key was made from it, and anybody can make it again. `elsewhere`: the
    private half stayed with the installation the workspace came from; what it signed verifies, it signs no more here.
    `owner` is the organisation of the partnership as which it signs, null where it signs as the workspace itself.
    """

    workspace = models.ForeignKey("foundation.Workspace", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    public = models.BinaryField(editable=False)
    seed = models.CharField(max_length=100, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    compromised_from = models.DateTimeField(null=True)
    elsewhere = models.BooleanField(default=False)
    owner = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_signing_key_per_number")]
