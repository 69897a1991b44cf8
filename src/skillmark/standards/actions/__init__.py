"""Changes of state in standards."""

from skillmark.standards.actions.analysis import Rated, ask_panel, close_panel, give_reasons, rate
from skillmark.standards.actions.drafting import (
    PUBLISH,
    ask_to_publish,
    draft_from_case,
    draft_standard,
    load_occupations,
    publish_framework,
)
from skillmark.standards.actions.refusals import (
    AlreadyAsked,
    NoDecision,
    NotADraft,
    PanelClosed,
    ReasonsMissing,
    TooFewRaters,
)

__all__ = [
    "PUBLISH",
    "AlreadyAsked",
    "NoDecision",
    "NotADraft",
    "PanelClosed",
    "Rated",
    "ReasonsMissing",
    "TooFewRaters",
    "ask_panel",
    "ask_to_publish",
    "close_panel",
    "draft_from_case",
    "draft_standard",
    "give_reasons",
    "load_occupations",
    "publish_framework",
    "rate",
]
