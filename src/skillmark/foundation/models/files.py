"""Files: what is known of each; the bytes lie under SKILLMARK_DATA, addressed by a hash under the workspace's key."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class StoredFile(WorkspaceRecord):
    """One file. A person's file is encrypted under her key, so that erasing her makes every copy unreadable.

    `address` and `shown_address` name the bytes as they came and, for an image or a video, as they are shown (without
    place or device data). `digest` is the SHA-256 of the bytes as they came, for what refers to it as evidence.
    """

    person_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=64, db_index=True)
    shown_address = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name
