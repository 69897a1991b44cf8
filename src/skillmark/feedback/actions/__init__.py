"""Changes of state in feedback."""

from skillmark.feedback.actions.changes import (
    ChangeValues,
    offer,
    publish_change,
    record_change,
    rewrite_change,
    settle_offer,
    take_down,
)
from skillmark.feedback.actions.suggestions import answer, blank, join, quote, send, suggest, unquote

__all__ = [
    "ChangeValues",
    "answer",
    "blank",
    "join",
    "offer",
    "publish_change",
    "quote",
    "record_change",
    "rewrite_change",
    "send",
    "settle_offer",
    "suggest",
    "take_down",
    "unquote",
]
