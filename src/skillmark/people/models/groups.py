"""Voluntary demographics, and the ledger of every table ever counted from them."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class Demographic(WorkspaceRecord):
    """What a person chose to tell about herself, for counting alone. Nothing reads it but `group_table`.

    `value_before` is what the import `import_id` put this answer in the place of: empty where it was the first.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    attribute = models.CharField(max_length=60)
    value = models.CharField(max_length=100)
    value_before = models.CharField(max_length=100, blank=True)
    import_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "attribute"], name="one_answer_per_attribute")]


class TableRelease(WorkspaceRecord):
    """One table that left the house: guarded counts, and the ids of the people counted. Append-only.

    `rows` holds `{"attribute", "group", "n", "selected", "rate", "ratio", "p"}`, null where suppressed; `digest` is
    the SHA-256 of what was asked and answered, so that asking the same again adds nothing.
    """

    append_only = True

    purpose = models.CharField(max_length=100)
    stage = models.CharField(max_length=60)
    minimum = models.PositiveIntegerField()
    attributes = models.JSONField()
    rows = models.JSONField()
    counted = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["workspace", "purpose"], name="releases_by_purpose")]
