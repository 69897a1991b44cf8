"""What each reader sees of the marks and the evidence of an attempt, and when."""

from collections.abc import Sequence

from skillmark.assessment import rules
from skillmark.assessment.models import Evidence, Rating, Sitting
from skillmark.assessment.queries.chances import layers_on, open_to, recent_on
from skillmark.assessment.queries.discipline import marks_are_kept
from skillmark.assessment.queries.sittings import handed_in_to, result
from skillmark.foundation.roles import Actor


def earlier_marks_wait(actor: Actor, sitting: Sitting) -> bool:
    """Whether the reader may confirm again what was passed and became too old since: independent marks are the rule, so
    until hers are in she sees none of the earlier ones, nor what they came to.
    """
    if result(sitting).stage is not rules.Stage.PASSED or recent_on(actor, sitting) is None:
        return False
    return any(state.missing for state in layers_on(actor, sitting)) and bool(open_to(actor, sitting))


def ratings_seen(actor: Actor, sitting: Sitting) -> list[Rating]:
    """The ratings this reader may see: her own; those of others only once all are in. In the order they came.

    The person who is marked and those who only lead see none before either; where results are not for discipline,
    those who only lead see none at all. Whoever may confirm again what became too old sees none before she has, not
    even her own.
    """
    if earlier_marks_wait(actor, sitting):
        return []
    rows: Sequence[Rating] = sorted(sitting.ratings.all(), key=lambda rating: (rating.recorded_at, rating.pk))
    if rules.may_see_others(result(sitting).stage) and not marks_are_kept(actor, sitting):
        return list(rows)
    return [rating for rating in rows if actor.person_id is not None and rating.assessor_id == actor.person_id]


def evidence_seen(actor: Actor, sitting: Sitting) -> list[Evidence]:
    """What this reader may look at of what was handed in; see `handed_in_to`."""
    return handed_in_to(actor, sitting, blind=earlier_marks_wait(actor, sitting))
