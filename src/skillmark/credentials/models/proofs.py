"""A live proof: who holds a record answers just now, to somebody who is never noted."""

from django.db import models

from skillmark.foundation.records import Record


class LiveProof(Record):
    """Somebody asked whoever holds a record to answer. It lives for minutes and names nobody who asked.

    Only the SHA-256 of its secret is kept. `asked` is a keyed digest of the id of the record asked about; empty where
    any will do. Answered with an account, `record` is the one shown; by a wallet, `sealed` is what it presented.
    """

    digest = models.CharField(max_length=64, unique=True)
    asked = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    record = models.ForeignKey("credentials.SignedRecord", null=True, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(null=True, editable=False)
