"""One thing asked of many people at once, each by a link of her own."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Asking(WorkspaceRecord):
    """What is asked, and by whom. Until `sent_at` nobody has been asked: it is looked over first.

    `purpose` is that of the links; `text` is what is to be signed, where it is that.
    """

    purpose = models.CharField(max_length=100)
    text = models.ForeignKey("people.TextToSign", null=True, on_delete=models.CASCADE, related_name="askings")
    days = models.PositiveSmallIntegerField()
    asked_by_id = models.UUIDField(db_index=True)
    sent_at = models.DateTimeField(null=True)


class AskedPerson(WorkspaceRecord):
    """One of them. Once `done_at`, either `link_id` is the link she got or `left_out` says why she got none, a word of
    `words.LEFT_OUT`.
    """

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="asked_together")
    done_at = models.DateTimeField(null=True)
    link_id = models.UUIDField(null=True)
    left_out = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asking", "person"], name="asked_once_in_one_asking")]
