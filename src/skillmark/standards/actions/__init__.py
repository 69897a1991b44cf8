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
from skillmark.standards.actions.exchange import Imported, import_framework, review_alignment

__all__ = [
    "PUBLISH",
    "AlreadyAsked",
    "Imported",
    "NoDecision",
    "NotADraft",
    "ask_to_publish",
    "draft_from_case",
    "draft_standard",
    "import_framework",
    "load_occupations",
    "publish_framework",
    "review_alignment",
]
