"""Where the operations of assessment meet, and how what an action refuses is told to programs."""

from collections.abc import Iterator
from contextlib import contextmanager

from ninja import Router

from skillmark.assessment import actions, words
from skillmark.kernel.values import BadInput
from skillmark.standards import queries as standards

router = Router(tags=["Attempts"])


@contextmanager
def refusals_told() -> Iterator[None]:
    """The refusals of the pages as input that cannot be used, in the same sentences."""
    try:
        yield
    except actions.CannotRate as refused:
        raise BadInput.of(str(words.refusal(refused.reason, refused.part)), file="attempt") from None
    except actions.NoPolicy:
        raise BadInput.of("First say how results on this standard are checked.", file="task_id") from None
    except standards.NotInUse as retired:
        raise BadInput.of(standards.why_not_usable(retired), file="task_id") from None
    except actions.NotTold:
        said = "It was not passed the last time. First an assessor says what to show next time."
        raise BadInput.of(said, file="person_id") from None
