"""What each reader sees of the marks and the evidence of an attempt, and when."""

from collections.abc import Sequence
from uuid import UUID

from skillmark.assessment import rules
from skillmark.assessment.models import Evidence, Rating, Sitting
from skillmark.assessment.queries.chances import layers_on, open_among
from skillmark.assessment.queries.discipline import marks_are_kept
from skillmark.assessment.queries.sittings import handed_in_to, result
from skillmark.foundation.roles import Actor


def earlier_marks_wait(actor: Actor, sitting: Sitting, *, may_mark: bool | None = None) -> bool:
    """As `earlier_marks_kept`, of one attempt; `may_mark`: whether the reader may mark it, where that is known."""
    if may_mark is None:
        return bool(earlier_marks_kept(actor, [sitting]))
    return may_mark and _asks_anew(actor, sitting)


def earlier_marks_kept(actor: Actor, found: Sequence[Sitting]) -> frozenset[UUID]:
    """Those of these attempts that the reader may confirm again, since something of what was passed became too old, or
    is not known to be what it says: independent marks are the rule, so until hers are in she sees none of the earlier
    ones, nor what they came to. Whatever shows marks asks here.
    """
    return open_among(actor, [sitting for sitting in found if _asks_anew(actor, sitting)])


def ratings_seen(actor: Actor, sitting: Sitting, *, waits: bool | None = None) -> list[Rating]:
    """The ratings this reader may see: her own; those of others only once all are in. In the order they came.

    The person who is marked and those who only lead see none before either; where results are not for discipline,
    those who only lead see none at all. Whoever may confirm again what does not count any more sees none before she
    has, not even her own; `waits` says whether that is so, where it is known.
    """
    if earlier_marks_wait(actor, sitting) if waits is None else waits:
        return []
    rows: Sequence[Rating] = sorted(sitting.ratings.all(), key=lambda rating: (rating.recorded_at, rating.pk))
    if rules.may_see_others(result(sitting).stage) and not marks_are_kept(actor, sitting):
        return list(rows)
    return [rating for rating in rows if actor.person_id is not None and rating.assessor_id == actor.person_id]


def evidence_seen(actor: Actor, sitting: Sitting, *, waits: bool | None = None) -> list[Evidence]:
    """What this reader may look at of what was handed in; see `handed_in_to`, and `ratings_seen` for `waits`."""
    return handed_in_to(actor, sitting, blind=earlier_marks_wait(actor, sitting) if waits is None else waits)


def _asks_anew(actor: Actor, sitting: Sitting) -> bool:
    """Whether an attempt was passed, and no record could be signed on it today before some is confirmed anew."""
    passed = result(sitting).stage is rules.Stage.PASSED
    return passed and any(state.missing for state in layers_on(actor, sitting))
