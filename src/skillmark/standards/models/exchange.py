"""Frameworks that others published, as they came in, and how their statements compare."""

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import WorkspaceRecord


class ImportedFramework(WorkspaceRecord):
    """One edition of a framework from elsewhere, whole. The same content comes in once.

    `document_identifier` is the source's own. `document`, `definitions` (null where it has none), `rubrics` and `rest`
    are its CASE members; `digest` is the SHA-256 over all of it, so that another edition is told from the same one.
    `whole_at` is null while its records are still coming; until then nobody reads it.
    """

    document_identifier = models.CharField(max_length=500)
    uri = models.TextField(blank=True)
    title = models.TextField()
    source_version = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    file_name = models.TextField()
    edition = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    document = models.JSONField()
    definitions = models.JSONField(null=True)
    rubrics = models.JSONField()
    rest = models.JSONField()
    whole_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "document_identifier", "digest"], name="an_imported_content_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "document_identifier", "edition"], name="an_imported_edition_once"
            ),
        ]


class ImportedItem(WorkspaceRecord):
    """One statement of an imported framework; `members` is the CASE item whole."""

    framework = models.ForeignKey(ImportedFramework, on_delete=models.CASCADE, related_name="items")
    identifier = models.CharField(max_length=500, db_index=True)
    uri = models.TextField(blank=True)
    code = models.TextField(blank=True)
    name = models.TextField(blank=True)
    statement = models.TextField()
    item_type = models.TextField(blank=True)
    members = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "identifier"], name="an_imported_item_once")]


class ImportedAssociation(WorkspaceRecord):
    """One relation an imported framework states; its ends may be outside. `members` is the CASE association whole."""

    framework = models.ForeignKey(ImportedFramework, on_delete=models.CASCADE, related_name="associations")
    type = models.TextField()
    origin = models.CharField(max_length=500)
    destination = models.CharField(max_length=500)
    members = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        # an occupation's skills are looked up among a hundred thousand relations
        indexes = [models.Index(fields=["framework", "origin"], name="relations_by_origin")]


class ComingState(models.TextChoices):
    """`reading`: the file waits to be read and checked; `keeping`: its records are being kept, a part at a time."""

    READING = "reading"
    KEEPING = "keeping"
    DONE = "done"
    REFUSED = "refused"


class FrameworkImport(WorkspaceRecord):
    """A file with a framework on its way in, carried by a job; its bytes go once it is in, or refused.

    `problems` are the sentences of a refusal, as they are kept for a reader of any language, and `more` how many there
    were beyond them. `there_already`: this very content was here, so that nothing came in.
    """

    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    format_name = models.CharField(max_length=20, blank=True)
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=ComingState, default=ComingState.READING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    more = models.PositiveIntegerField(default=0)
    there_already = models.BooleanField(default=False)
    framework = models.ForeignKey(ImportedFramework, null=True, on_delete=models.SET_NULL, related_name="+")


class Relation(models.TextChoices):
    """How the second statement compares with the first, as SKOS says it: `broad` is a second that says more than the
    first. `none`: somebody looked and found them not alike.
    """

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    NONE = "none"


class ItemAlignment(WorkspaceRecord):
    """What a reviewer found of two statements on a day. A later finding is a row of its own; the latest counts.

    `reviewer` is null where a program found it, or the person was erased.
    """

    origin = models.ForeignKey(ImportedItem, on_delete=models.CASCADE, related_name="alignments")
    destination = models.ForeignKey(ImportedItem, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=10, choices=Relation)
    reviewer = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="a_statement_compared_with_another")
        ]
