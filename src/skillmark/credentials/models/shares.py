"""What a holder shows to whom. None of it names a workspace: no issuer, employer, coach or operator reads it."""

from django.db import models

from skillmark.foundation.records import Record


class Share(Record):
    """Some records of one account, open for a while to whoever has the address. Only its secret's SHA-256 is kept.

    `for_whom` is the holder's own note; nobody else reads it.
    """

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    for_whom = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class SharedRecord(Record):
    """One record that a share shows. An erased record leaves its shares by itself."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="shown")
    record = models.ForeignKey("credentials.SignedRecord", on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "record"], name="a_record_once_in_a_share")]


class Look(Record):
    """Somebody opened a share: `recorded_at` is when. Who, from where or with what is not kept."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="looks")


class ShareSending(Record):
    """The address of a share on its way to somebody. To whom is kept until it was handed over, and no longer."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="sendings")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)
