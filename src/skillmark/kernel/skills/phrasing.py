"""A task statement put as a benchmark that a panel can keep, edit or drop, with a sample task and a rubric skeleton."""

import re
from dataclasses import dataclass

from skillmark.kernel.skills.model import Task

# said of every task whose source names no purpose; "unaided" would be wrong, and unsafe, for work done by two
PLAIN_STANDARD = "to the employer's written standard, without prompting"

# the verbs that, after "to", say what the work is for; a closed list, because "remind patients to take medications"
# or "adhere to standards" is no purpose
PURPOSES = (
    "accommodate|achieve|address|ascertain|assess|assure|avoid|check|complete|comply|confirm|conform|correct|create"
    "|detect|determine|diagnose|eliminate|enhance|ensure|establish|evaluate|facilitate|find|form|identify"
    "|improve|increase|keep|locate|maintain|make|maximize|meet|minimize|monitor|obtain|optimize|prevent"
    "|produce|promote|protect|provide|reduce|remove|resolve|restore|secure|solve|stop|verify"
)
# after these verbs "to …" is what somebody else does or what the verb is about, so the purpose is not sure
GOVERNING = (
    "able|advise|allow|appoint|ask|assign|assist|attempt|authorize|cause|direct|efforts|enable|encourage"
    "|expect|help|hire|instruct|motivate|need|needed|needs|permit|persuade|recommend|refer|remind|request"
    "|require|required|responsible|teach|tell|train|try|unable|urge|used|ways|whether"
)
PURPOSE = re.compile(rf"\bto (?:{PURPOSES})\b", re.IGNORECASE)
GOVERNED = re.compile(rf"\b(?:{GOVERNING})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RubricCriterionLevel:
    """One observable level of a criterion; `quality` names it, `score` orders it, 0–3."""

    quality: str
    score: int
    description: str


@dataclass(frozen=True, slots=True)
class RubricCriterion:
    """One thing an assessor looks at, with its levels in ascending order of score."""

    category: str
    position: int
    weight: int
    levels: tuple[RubricCriterionLevel, ...]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A task as “can … to …”. `below_core` marks one taken only because the core tasks are fewer than six.

    `standard_assumed` is True where the plain standard was added because the task names no purpose of its own.
    """

    task_id: str
    source_statement: str
    core: bool | None
    below_core: bool
    statement: str
    standard_assumed: bool
    sample_task: str
    rubric: tuple[RubricCriterion, ...]


def benchmark(task: Task, *, below_core: bool = False) -> Benchmark:
    """Put one task as a benchmark; its own purpose is its standard where it names one."""
    performance = _performance(task)
    performance = performance[:1].lower() + performance[1:]
    assumed = not has_purpose(performance)
    comma = "," if "," in performance or " to " in performance else ""
    statement = f"can {performance}{comma} {PLAIN_STANDARD}" if assumed else f"can {performance}"
    return Benchmark(
        task.identifier, task.statement, task.core, below_core, statement, assumed, sample_task(task), rubric()
    )


def has_purpose(statement: str) -> bool:
    """Whether the statement says itself, in a “to …” clause, what the work has to achieve."""
    found = PURPOSE.search(statement)
    return found is not None and GOVERNED.search(statement, 0, found.start()) is None


def sample_task(task: Task) -> str:
    """What to ask of a person who is to show this task, on the job or in a simulation."""
    doing = _performance(task)
    return (
        f"Show this on the job or in a realistic simulation, with the usual tools, materials and rules: {doing}. "
        "Say what you check before you begin and how you know that you are done. Two assessors watch and mark apart."
    )


def rubric() -> tuple[RubricCriterion, ...]:
    """The skeleton that a panel fills: criteria × four observable levels, 2 being the standard."""
    return tuple(
        RubricCriterion(
            category,
            position,
            1,
            tuple(
                RubricCriterionLevel(quality, score, description)
                for score, (quality, description) in enumerate(zip(QUALITIES, descriptions, strict=True))
            ),
        )
        for position, (category, descriptions) in enumerate(CRITERIA, start=1)
    )


QUALITIES = ("Not yet", "With prompting", "To standard", "Beyond standard")
CRITERIA = (
    (
        "Safety and rules",
        (
            "Leaves out a safety step or breaks a rule, and does not notice",
            "Takes every safety step after being reminded of at least one",
            "Takes every safety step and keeps every rule without a reminder",
            "Does so, and points out a risk that the task did not mention",
        ),
    ),
    (
        "Method",
        (
            "Cannot finish, or leaves out a step that matters",
            "Finishes after being told or shown at least one step",
            "Takes every step in a workable order without being told",
            "Does so, and copes with a change made by the assessor midway",
        ),
    ),
    (
        "Result",
        (
            "The result cannot be used, or somebody else has to redo it",
            "The result can be used after a small correction by somebody else",
            "The result meets the employer's written standard as it stands",
            "Does so, and shows how it was checked against that standard",
        ),
    ),
    (
        "Record and hand-over",
        (
            "Tells nobody and leaves no record",
            "Records or reports when asked, with something missing",
            "Records and reports what the next person needs, unasked",
            "Does so, and says what to watch for next",
        ),
    ),
)


def _performance(task: Task) -> str:
    """The statement without its full stop, and without the “can” that some frameworks begin with."""
    return re.sub(r"^can\s+", "", task.statement.strip().rstrip("."), flags=re.IGNORECASE)


def is_skeleton(description: str) -> bool:
    """Whether a level says only what the skeleton says of any task."""
    return any(description.strip() in descriptions for _category, descriptions in CRITERIA)
