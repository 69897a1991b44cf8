"""How long each kind of record is kept, as data, and the nightly work that lets go of what is past its time."""

from skillmark.foundation.retention.rules import (
    LATEST,
    Shipped,
    began,
    latest,
    limit,
    months_after,
    shipped,
)
from skillmark.foundation.retention.work import (
    DAILY,
    PIECE,
    Tonight,
    begin,
    carry_piece,
    end_rule,
    install,
    kinds,
    rules_in_force,
    set_rule,
    take_over,
    tonight,
    until,
)

__all__ = [
    "DAILY",
    "LATEST",
    "PIECE",
    "Shipped",
    "Tonight",
    "began",
    "begin",
    "carry_piece",
    "end_rule",
    "install",
    "kinds",
    "latest",
    "limit",
    "months_after",
    "rules_in_force",
    "set_rule",
    "shipped",
    "take_over",
    "tonight",
    "until",
]
