"""A record on its way into its holder's wallet (OpenID4VCI)."""

from django.db import models

from skillmark.foundation.records import Record


class WalletOffer(Record):
    """The holder lets one wallet fetch one record of hers, within minutes. Only SHA-256s of its secrets are kept.

    `code` is changed for `token` once, by whoever knows `pin` too, a number shown on her page; `token` fetches once.
    """

    record = models.ForeignKey("credentials.SignedRecord", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=64, unique=True)
    pin = models.CharField(max_length=64)
    misses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    token = models.CharField(max_length=64, blank=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], condition=~models.Q(token=""), name="a_token_of_one_offer")
        ]
