"""Changes of state in standards."""

from skillmark.standards.actions.alignment import decline_alignments, review_alignment
from skillmark.standards.actions.analysis import Rated, ask_panel, close_panel, give_reasons, rate
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
from skillmark.standards.actions.refusals import (
    AlreadyAsked,
    AlreadyDrafted,
    LastLine,
    NoDecision,
    NotADraft,
    NotInForce,
    PanelClosed,
    ReasonsMissing,
    TooFewRaters,
)
from skillmark.standards.actions.revising import (
    LineValues,
    add_line,
    drop_line,
    edit_line,
    revise,
)
from skillmark.standards.actions.validation import (
    answer_dispute,
    say,
)

__all__ = [
    "IMPORTING",
    "PUBLISH",
    "AlreadyAsked",
    "AlreadyDrafted",
    "Imported",
    "LastLine",
    "LineValues",
    "NoDecision",
    "NotADraft",
    "NotInForce",
    "PanelClosed",
    "Rated",
    "ReasonsMissing",
    "TooFewRaters",
    "add_line",
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
    "edit_line",
    "give_reasons",
    "import_framework",
    "load_occupations",
    "publish_framework",
    "rate",
    "review_alignment",
    "revise",
    "say",
]
