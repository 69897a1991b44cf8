"""What was brought in as a spreadsheet: the import, and what became of its rows."""

from django.db import models

from skillmark.foundation.records import WorkspaceRecord


class ImportState(models.TextChoices):
    """Whoever brought it acts in `mapping`, `checked` and `done`; a job is at work in `checking`, `carrying` and
    `undoing`; `stopped`: somebody was erased meanwhile, and the file may have named her.
    """

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    CARRYING = "carrying"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    STOPPED = "stopped"


class Import(WorkspaceRecord):
    """One spreadsheet on its way in. The file is kept until its rows are carried out, as the lines `reading` writes.

    `mapping` is field → column; `day_orders` field → which number of a slashed day comes first; `answers` row → the
    record it is about, or `new`. `header` is a digest of the column names, by which the mapping is remembered.
    `step` and `position` say how far a job is: so many rows of the step are done. `about_id` is the record of the
    kind's context that the file is about. `fates` has a digit for each row in the file's order, as `running` writes it.
    """

    kind = models.CharField(max_length=60)
    about_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=150, blank=True)
    file_id = models.UUIDField(null=True)
    columns = models.JSONField()
    header = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    day_orders = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    total = models.PositiveIntegerField()
    step = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    fates = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    dependency = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "kind", "header"], name="imports_by_header")]

    def __str__(self) -> str:
        return self.name


class ImportRow(WorkspaceRecord):
    """What became of one row; a row that changed nothing has none, nor has one that was only tried and is well.

    `problem` is `[words, {name: value}]` in the words of the kind that said it, `cells` the row as it came, both kept
    only where something is wrong; they may name anybody, so erasing a person empties them. `before` is what an undo
    puts back.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    fate = models.CharField(max_length=10)
    subject_id = models.UUIDField(null=True, db_index=True)
    problem = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    choices = models.JSONField(default=list)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_fate_per_row")]
