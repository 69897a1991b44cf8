"""The workspace: the wall around one employer's, or one partnership's, records."""

from django.db import models

from skillmark.foundation.records import Record


class Workspace(Record):
    """One employer, or a partnership of organisations. Its profile (names, logo, colour) belongs to `people`.

    A demonstration workspace may use drafts as if published and seeded keys; it can never become a real one.
    """

    slug = models.SlugField(max_length=60, unique=True)
    demonstration = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=60, default="UTC")
    currency = models.CharField(max_length=3, default="USD")
    digest_key = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return self.slug
