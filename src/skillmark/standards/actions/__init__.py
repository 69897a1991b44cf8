"""Changes of state in standards."""

from skillmark.standards.actions.alignment import decline_alignments, review_alignment, take_own_side
from skillmark.standards.actions.analysis import Rated, ask_panel, close_panel, give_reasons, rate
from skillmark.standards.actions.behaviours import add_behaviour
from skillmark.standards.actions.drafting import (
    PUBLISH,
    ask_to_publish,
    draft_from_case,
    draft_standard,
    load_occupations,
    publish_framework,
)
from skillmark.standards.actions.exchange import KIND as IMPORTING
from skillmark.standards.actions.exchange import Imported, bring_framework, carry_import, import_framework
from skillmark.standards.actions.ladders import HIGHEST_LEVEL, LONGEST_STEP, set_step
from skillmark.standards.actions.own import forget_self_assessment, keep_self_assessment
from skillmark.standards.actions.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    AlreadyDrafted,
    LastLine,
    LinesUntraced,
    NoDecision,
    NotADraft,
    NotAsVoted,
    NotHerWork,
    NotInForce,
    NotSigned,
    PanelClosed,
    ReasonsMissing,
    TooFewRaters,
)
from skillmark.standards.actions.retiring import retire_framework
from skillmark.standards.actions.revising import (
    LineValues,
    add_line,
    drop_line,
    edit_line,
    revise,
    trace_lines,
)
from skillmark.standards.actions.tasks import (
    FEWEST_LEVELS,
    HEAVIEST,
    MOST_LEVELS,
    TaskValues,
    add_task,
    drop_task,
    edit_task,
    set_pass_mark,
)
from skillmark.standards.actions.validation import (
    answer_dispute,
    say,
    tell_carried,
)

__all__ = [
    "FEWEST_LEVELS",
    "HEAVIEST",
    "HIGHEST_LEVEL",
    "IMPORTING",
    "LONGEST_STEP",
    "MOST_LEVELS",
    "PUBLISH",
    "AlreadyAsked",
    "AlreadyDecided",
    "AlreadyDrafted",
    "Imported",
    "LastLine",
    "LineValues",
    "LinesUntraced",
    "NoDecision",
    "NotADraft",
    "NotAsVoted",
    "NotHerWork",
    "NotInForce",
    "NotSigned",
    "PanelClosed",
    "Rated",
    "ReasonsMissing",
    "TaskValues",
    "TooFewRaters",
    "add_behaviour",
    "add_line",
    "add_task",
    "answer_dispute",
    "ask_panel",
    "ask_to_publish",
    "bring_framework",
    "carry_import",
    "close_panel",
    "decline_alignments",
    "draft_from_case",
    "draft_standard",
    "drop_line",
    "drop_task",
    "edit_line",
    "edit_task",
    "forget_self_assessment",
    "give_reasons",
    "import_framework",
    "keep_self_assessment",
    "load_occupations",
    "publish_framework",
    "rate",
    "retire_framework",
    "review_alignment",
    "revise",
    "say",
    "set_pass_mark",
    "set_step",
    "take_own_side",
    "tell_carried",
    "trace_lines",
]
