"""Changes of state in standards."""

from skillmark.standards.actions.drafting import (
    PUBLISH,
    AlreadyAsked,
    NoDecision,
    NotADraft,
    ask_to_publish,
    draft_from_case,
    draft_standard,
    load_occupations,
    publish_framework,
)

__all__ = [
    "PUBLISH",
    "AlreadyAsked",
    "NoDecision",
    "NotADraft",
    "ask_to_publish",
    "draft_from_case",
    "draft_standard",
    "load_occupations",
    "publish_framework",
]
