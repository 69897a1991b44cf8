"""What addresses of standards are about: made anew for each row of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.people import factories as make
from tests.standards import factories as standards

from skillmark.standards import actions

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def a_self_assessment(place: Place, member: make.Member | None) -> UUID:
    """A version of which the holder keeps what she says of it."""
    assert place.holder.member is not None
    system = make.system(place.workspace)
    found = standards.published(system, standards.tideway(system))
    kept = actions.keep_self_assessment(
        place.holder.member.holder,
        framework_id=found.pk,
        levels={"TP-01": 4},
        answered_on=make.NOW.date(),
        now=make.NOW,
    )
    return kept.framework_id
