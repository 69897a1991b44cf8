"""What a person shows, who marked it, and how a difference between two assessors was settled."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from skillmark.foundation.records import Fact, WorkspaceRecord


class LayerKind(models.TextChoices):
    """A way of confirming that somebody can do something."""

    PRACTICAL_TEST = "practical_test"
    SUPERVISOR_CONFIRMATION = "supervisor_confirmation"
    PORTFOLIO = "portfolio"
    RECORDED_DEMONSTRATION = "recorded_demonstration"
    PEER = "peer"
    AUDIT = "audit"
    THIRD_PARTY = "third_party"


FEWEST_OBSERVERS = 2  # S0-10: a behaviour is rated by two people at least


class Method(models.TextChoices):
    """In what way a task lets somebody show what she can do."""

    WORK_SAMPLE = "work_sample"
    SIMULATION = "simulation"
    PROJECT = "project"
    SUPERVISED_TASK = "supervised_task"
    STRUCTURED_INTERVIEW = "structured_interview"
    BEHAVIOURAL_OBSERVATION = "behavioural_observation"
    KNOWLEDGE_TEST = "knowledge_test"

    @property
    def performs(self) -> bool:
        """Whether the work itself is shown: not what is known or told of it, nor how she goes about it."""
        return self in (Method.WORK_SAMPLE, Method.SIMULATION, Method.PROJECT, Method.SUPERVISED_TASK)

    @property
    def observers(self) -> int:
        """How many people watch her, each apart, whatever the policy counts: what one of them saw may be a bad day."""
        return FEWEST_OBSERVERS if self is Method.BEHAVIOURAL_OBSERVATION else 0


class Judgement(models.TextChoices):
    """What an assessor thinks of an attempt as a whole, apart from its criteria."""

    GOOD_ENOUGH = "good_enough"
    BORDER = "border"
    NOT_YET = "not_yet"


class CameTo(models.TextChoices):
    """What the marks of an attempt came to; nothing while some are awaited."""

    DIFFERS = "differs"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


CONFIRMED = ("valid", "authentic", "current", "sufficient")  # of what was shown, each a field of a rating


class Path(models.TextChoices):
    """What led somebody to an attempt, where it is told; the attempt itself is the same."""

    PRIOR_LEARNING = "prior_learning"


class NeverChanged(Exception):
    """What an assessor gave stands; nobody replaces it, not even she. A defect of the program where it is tried."""


class VerificationPolicy(WorkspaceRecord):
    """How many confirmations of which kinds a record on this standard needs. Never changed: versions replace it.

    `layers`: [{"kind", "count", "independent", "months"}, …], `independent` of the `count` given by somebody
    independent, each of them no more than `months` ago where a record is signed (absent: not limited). `apart`:
    [[part, part], …], what one person may not have both, each a kind of confirmation or a relation to whoever is tried.
    `blind`: assessors do not learn whose attempt it is before their marks are in.
    """

    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    layers = models.JSONField()
    apart = models.JSONField(default=list)
    blind = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "version"], name="a_policy_version_once")]


class AssessmentTask(WorkspaceRecord):
    """A sample task of a standard that people are asked to show, marked on its rubric.

    `shows`: {competency id: level}, what passing it proves. `limit`: by how many levels two assessors may differ.
    `conditions`: under what circumstances it is done; `tools`: what may or must be used.
    """

    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    work_task = models.ForeignKey("standards.WorkTask", on_delete=models.PROTECT, related_name="+")
    rubric = models.ForeignKey("standards.Rubric", on_delete=models.PROTECT, related_name="+")
    shows = models.JSONField()
    limit = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=30, choices=Method, default=Method.WORK_SAMPLE)
    conditions = models.TextField(blank=True)
    tools = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work_task"], name="a_work_task_is_set_once"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="a_task_has_a_known_method"),
        ]

    @property
    def observers(self) -> int:
        """How many people at least watch whoever shows it; 0 where it is not behaviour that is rated."""
        return Method(self.method).observers


class Sitting(WorkspaceRecord):
    """One person takes one task, under the policy in force when it was opened.

    `settled_at` says since when nothing of it waits for an assessor; what it came to always follows from the ratings.
    `came_to` notes that, so that attempts can be found by it; a finding that doubts one is not in it.
    `draw`: how its task was drawn from a pool, null where somebody chose it. `opened_by`: null where a
    program did. `claim`: the claim of prior learning it came of, null where there was none or once its time was over;
    `path` says so for good.
    """

    task = models.ForeignKey(AssessmentTask, on_delete=models.PROTECT, related_name="sittings")
    policy = models.ForeignKey(VerificationPolicy, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    draw = models.ForeignKey("assessment.PoolDraw", null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey("assessment.PriorLearning", null=True, on_delete=models.SET_NULL, related_name="sittings")
    path = models.CharField(max_length=15, choices=Path, blank=True, default="")
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    came_to = models.CharField(max_length=10, choices=CameTo, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "settled_at"], name="sittings_that_wait"),
            models.Index(fields=["workspace", "-recorded_at", "-id"], name="sittings_the_latest_first"),
        ]

    def ratings_in_force(self) -> "list[Rating]":
        """What was given and not given again since, in the order it came: of each assessor one."""
        rows = sorted(self.ratings.all(), key=lambda rating: (rating.recorded_at, rating.pk))
        renewed = {rating.renews_id for rating in rows}
        return [rating for rating in rows if rating.pk not in renewed]


class Rating(Fact):
    """What one assessor gave, {criterion position: level}. One a person and attempt; it is never changed. Where it has
    become too old she may give another, which `renews` it: both stand, and the later one counts.

    `role` is the role she acted in; `independent`: she neither leads the person nor is led by her. `judgement` counts
    for no result: it says whom she holds to be on the border; empty where she did not say.

    `valid`, `authentic`, `current`, `sufficient`: whether what was shown is what the task asks, the person's own work,
    recent and enough to judge by; null where she was not asked. `why_not` says why of what is not.

    Of a behaviour: `setting` and `seen_on` say where and on which day she watched, `seen` what she saw, {criterion
    position: words}. Empty and null of everything else.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="ratings")
    assessor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=LayerKind)
    role = models.CharField(max_length=30)
    independent = models.BooleanField()
    scores = models.JSONField()
    judgement = models.CharField(max_length=15, choices=Judgement, blank=True, default="")
    valid = models.BooleanField(null=True)
    authentic = models.BooleanField(null=True)
    current = models.BooleanField(null=True)
    sufficient = models.BooleanField(null=True)
    why_not = models.TextField(blank=True, default="")
    setting = models.CharField(max_length=200, blank=True, default="")
    seen_on = models.DateField(null=True)
    seen = models.JSONField(default=dict)
    renews = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="renewed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "assessor"], condition=Q(renews=None), name="one_rating_per_assessor"
            ),
            models.CheckConstraint(condition=Q(renews=None) | ~Q(renews=F("id")), name="no_rating_renews_itself"),
            models.CheckConstraint(
                condition=Q(setting="", seen_on=None) | (~Q(setting="") & Q(seen_on__isnull=False)),
                name="what_is_observed_has_a_place_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid=None, authentic=None, current=None, sufficient=None, why_not="")
                | Q(valid__isnull=False, authentic__isnull=False, current__isnull=False, sufficient__isnull=False)
                & (
                    Q(valid=True, authentic=True, current=True, sufficient=True, why_not="")
                    | ((Q(valid=False) | Q(authentic=False) | Q(current=False) | Q(sufficient=False)) & ~Q(why_not=""))
                ),
                name="what_does_not_hold_has_a_reason",
            ),
        ]

    @property
    def lacking(self) -> list[str]:
        """What she did not confirm of what was shown, by its field; empty where she was not asked."""
        return [name for name in CONFIRMED if getattr(self, name) is False]

    @property
    def observed(self) -> bool:
        """Whether she watched how somebody goes about her work, and says where and when."""
        return self.seen_on is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("a rating")
        super().save(*args, **kwargs)


class NextTime(Fact):
    """What somebody who did not pass is to show before she tries again, as one of those who judged it wrote it.

    Written, it stands; more may be added. She is told in the same unit of work that it is there.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="next_time")
    author = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="what_to_show_is_said")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("what to show next time")
        super().save(*args, **kwargs)


class Settlement(Fact):
    """How a third person settled the criteria on which assessors differed too far: {criterion position: level}."""

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="settlement")
    moderator = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField()
    reason = models.TextField()
