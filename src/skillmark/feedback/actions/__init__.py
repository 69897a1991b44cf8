"""Changes of state in feedback."""

from skillmark.feedback.actions.changes import (
    offer,
    publish_change,
    record_change,
    rewrite_change,
    settle_offer,
    take_down,
)
from skillmark.feedback.actions.suggestions import answer, join, quote, send, suggest, unquote

__all__ = [
    "answer",
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
