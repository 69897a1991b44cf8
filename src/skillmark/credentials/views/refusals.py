"""What is said where a record is not signed, wherever somebody pressed the button."""

from collections.abc import Mapping

from skillmark.credentials import actions, queries, words

REFUSED = (actions.NotProven, actions.NeedsGuardian, queries.MayNotSign)


def sentences(refused: Exception, guardian: str, names: Mapping[str, str] | None = None) -> list[str]:
    """One or more; `guardian`: what she can do where a guardian has to agree; `names` of competencies by id."""
    match refused:
        case actions.NotProven():
            return words.lacks(refused.missing, names or {})
        case queries.MayNotSign():
            return [words.why_not(refused.why)]
    return [guardian]
