"""The workspace: the wall around one employer's, or one partnership's, records."""

from django.db import models
from django.db.models import Q

from skillmark.foundation.records import Record

USUAL_MINIMUM_CELL = 10  # what statistics offices that publish small areas mostly keep to
LEAST_MINIMUM_CELL = 5  # below five a family could be told


class Workspace(Record):
    """One employer, or a partnership of organisations. Its profile (names, logo, colour) belongs to `people`.

    A demonstration workspace may use drafts as if published and seeded keys; it can never become a real one.
    `minimum_cell` is the smallest group of people that any published count of it may show.
    """

    slug = models.SlugField(max_length=60, unique=True)
    demonstration = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=60, default="UTC")
    currency = models.CharField(max_length=3, default="USD")
    digest_key = models.BinaryField(editable=False)
    minimum_cell = models.PositiveSmallIntegerField(default=USUAL_MINIMUM_CELL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minimum_cell__gte=LEAST_MINIMUM_CELL), name="no_cell_tells_a_family")
        ]

    def __str__(self) -> str:
        return self.slug
