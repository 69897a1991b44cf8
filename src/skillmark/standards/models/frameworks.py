"""Standards and what they are drafted from.

A standard is one version of one framework: what the law asks, the tasks of the job with their rubrics, and the
competencies a first screening looks at. Once published it never changes (see `immutable`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import Record, WorkspaceRecord


class ReferenceSource(Record):
    """One version of an occupation database, with the sentence its licence asks for.

    It is named by what it holds (`digest`, see `archives.digest`), so workspaces that load the same files share its
    rows and none can change them: frameworks go on reading the source they were drafted from.
    """

    digest = models.CharField(max_length=64, unique=True)
    title = models.TextField()
    version = models.TextField(null=True)
    licence = models.TextField(null=True)
    attribution = models.TextField()

    append_only: ClassVar[bool] = True


class SourceInUse(WorkspaceRecord):
    """The source a workspace drafts from: the one it loaded last itself, on its own day."""

    source = models.ForeignKey(ReferenceSource, on_delete=models.PROTECT, related_name="+")
    loaded_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_source_in_use_per_workspace")]


class ReferenceOccupation(Record):
    """An occupation as its source states it.

    `ratings`: [[element id, importance, level, relevant, low confidence], …], importance and level as decimal texts.
    `tasks`: [[task id, statement, core or null], …]. `other_titles`: alternate titles in lower case, each
    between two line breaks, so that a whole title can be looked for.
    """

    source = models.ForeignKey(ReferenceSource, on_delete=models.CASCADE, related_name="occupations")
    code = models.TextField()
    title = models.TextField()
    description = models.TextField(blank=True)
    other_titles = models.TextField(blank=True)
    rated = models.BooleanField()
    ratings = models.JSONField()
    tasks = models.JSONField()
    position = models.PositiveIntegerField()

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "code"], name="an_occupation_once_a_source")]


class ReferenceElement(Record):
    """A competency that occupations of a source are rated on. `anchors`: [[level, what it looks like], …]."""

    source = models.ForeignKey(ReferenceSource, on_delete=models.CASCADE, related_name="elements")
    identifier = models.TextField()
    name = models.TextField()
    description = models.TextField(blank=True)
    anchors = models.JSONField()

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="an_element_once_a_source")]


class Status(models.TextChoices):
    """Where a version of a standard stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


OUT_OF_USE = (Status.SUPERSEDED, Status.RETIRED)  # in force once, and nothing new is started on it


class Framework(WorkspaceRecord):
    """One version of a standard. Versions of the same standard share a `lineage`; at most one of them is in force.

    `occupation_code` is the job's id in `requirements.csv`. `rule`: {"figures": … or null, "sentences": [...]}, how the
    draft was made. `source_identifier` is the source document's own, empty for an occupation database; `identifiers`
    maps every name a competency goes by in that document to the one used here.
    `digest` is the SHA-256 of the published text (`rules.published_text`) in RFC 8785 form; `asked_digest` the same of
    the text that a group is or was asked about, empty while nobody is. `carried`: what panels of earlier versions said
    of lines that this one took over (`stored.to_carry`), null where there was none. `proposed`: competencies that a
    description or an occupation named and nobody has taken over or left out yet (`proposing.Proposal`), null where
    none ever was.
    """

    lineage = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    title = models.TextField()
    description = models.TextField(blank=True)
    occupation_code = models.CharField(max_length=200)
    source = models.TextField()
    source_identifier = models.TextField(blank=True)
    source_version = models.TextField(null=True)
    source_licence = models.TextField(null=True)
    source_note = models.TextField()
    reference_source = models.ForeignKey(ReferenceSource, null=True, on_delete=models.PROTECT, related_name="+")
    identifiers = models.JSONField(default=dict)
    rule = models.JSONField()
    drafted_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("governance.Proposal", null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("governance.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    asked_digest = models.CharField(max_length=64, blank=True)
    carried = models.JSONField(null=True)
    proposed = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "lineage", "version"], name="a_version_number_once"),
            models.UniqueConstraint(
                fields=["workspace", "lineage"], condition=Q(status="published"), name="one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | Q(published_at__isnull=False, decision__isnull=False) & ~Q(status="draft") & ~Q(digest=""),
                name="published_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(asked_digest="") | Q(asked_digest=F("digest")),
                name="published_as_it_was_voted_on",
            ),
        ]


class Retirement(WorkspaceRecord):
    """A version that was in force and is no longer used, by whose decision, and the standard that replaces it, if any.

    `retired_on` is the day where the workspace is. What was earned by the version stays.
    """

    framework = models.OneToOneField(Framework, on_delete=models.PROTECT, related_name="retirement")
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Framework, null=True, on_delete=models.PROTECT, related_name="+")
    retired_on = models.DateField()

    append_only: ClassVar[bool] = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("framework")), name="nothing_replaces_itself"
            ),
        ]


class CompetencyKind(models.TextChoices):
    """What sort of ability it is; `unsorted` until somebody has said."""

    TECHNICAL = "technical"
    BEHAVIOURAL = "behavioural"
    EMPLOYABILITY = "employability"
    UNSORTED = "unsorted"


class Competency(WorkspaceRecord):
    """A measurable statement of ability in a standard.

    `reference` is the id used in every table: an element id, a code or a CASE identifier.
    `descriptors`: [{"level", "description"}, …], the published examples of its levels.
    `review_item`, `ladder_step`: the item of the performance review it feeds and the step of a ladder it counts for,
    null where nobody named one.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="competencies")
    reference = models.CharField(max_length=200)
    name = models.TextField()
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=15, choices=CompetencyKind, default=CompetencyKind.UNSORTED)
    descriptors = models.JSONField(default=list)
    review_item = models.TextField(null=True)
    ladder_step = models.TextField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "reference"], name="a_competency_once")]


class WorkTask(WorkspaceRecord):
    """A task of the job as a benchmark: “can … to …”, its source statement, and a sample task to show it by.

    `core` is null where the source did not say; `below_core` marks one taken because core tasks were few.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="work_tasks")
    reference = models.CharField(max_length=200)
    statement = models.TextField()
    original = models.TextField()
    core = models.BooleanField(null=True)
    below_core = models.BooleanField(default=False)
    standard_assumed = models.BooleanField(default=False)
    sample_task = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "reference"], name="a_work_task_once")]


class Rubric(WorkspaceRecord):
    """How a task is marked: criteria with observable levels, as `standard.json` writes them.

    `pass_mark` is the least score that passes, on every criterion: a strong one never makes up for a weak one.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="rubrics")
    work_task = models.OneToOneField(WorkTask, on_delete=models.CASCADE, related_name="rubric")
    criteria = models.JSONField()
    pass_mark = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)


class Requirement(WorkspaceRecord):
    """A competency the job needs: level 1–10, weight 1–1000. Shown as a first-pass indicator.

    `importance` and `published_level` are decimal texts, null outside O*NET. `suggested_tasks`:
    [[task reference, score in ten-thousandths], …], null for a task that somebody named; an empty list means that none
    was found. `source`, `rationale`, `dated`: where it comes from, why the job needs it, and as of which day, as
    somebody wrote it down; null where nobody did, and a line that was drafted is its framework's source's.
    `sentence`: what a description of the job says, where the line was proposed from one.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="requirements")
    competency = models.OneToOneField(Competency, on_delete=models.CASCADE, related_name="requirement")
    level = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    essential = models.BooleanField()
    importance = models.CharField(max_length=20, null=True)
    published_level = models.CharField(max_length=20, null=True)
    low_confidence = models.BooleanField(default=False)
    below_cut = models.BooleanField(default=False)
    descriptor = models.TextField()
    source = models.TextField(null=True)
    rationale = models.TextField(null=True)
    dated = models.DateField(null=True)
    sentence = models.TextField(null=True)
    suggested_tasks = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=10), name="a_required_level_of_1_to_10"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=1000), name="a_weight_of_1_to_1000"),
        ]


class LegalRequirement(WorkspaceRecord):
    """What the law asks before anyone may do the work: where, according to whom, as of when. Never a competency."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="legal_requirements")
    kind = models.CharField(max_length=30)
    text = models.TextField()
    place = models.TextField()
    source = models.TextField()
    date = models.DateField(null=True)
    known = models.BooleanField()
    position = models.PositiveSmallIntegerField()


class ReferenceJob(WorkspaceRecord):
    """A job of the same source document: having held it suggests its levels. `levels`: {competency id: level}."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="reference_jobs")
    code = models.CharField(max_length=200)
    title = models.TextField()
    levels = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="a_reference_job_once")]
