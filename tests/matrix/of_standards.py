"""What addresses of standards are about: made anew for each row of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker, visitor_of
from tests.people import factories as make
from tests.standards import factories as standards

from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.standards import actions
from skillmark.standards.models import Panelist
from skillmark.standards.queries import Capacity

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


def a_published_standard(place: Place, member: make.Member | None) -> UUID:
    system = make.system(place.workspace)
    return standards.published(system, standards.tideway(system)).pk


def a_standard_with_a_panel(place: Place, member: make.Member | None) -> UUID:
    """A draft on whose panel everybody of the workspace sits."""
    system = make.system(place.workspace)
    draft = standards.tideway(system)
    asked = {visitor.member.person_id: Capacity.INCUMBENT for visitor in place.visitors if visitor.member}
    actions.ask_panel(system, framework_id=draft.pk, capacities=asked, now=sources.now())
    return draft.pk


def a_standard_with_a_panel_of_others(place: Place, member: make.Member | None) -> UUID:
    """The same, but for the talent lead, who reads it for her role's sake."""
    draft_id = a_standard_with_a_panel(place, member)
    lead = visitor_of(place, Role.TALENT_LEAD)
    Panelist.objects.within(make.system(place.workspace)).filter(
        analysis__framework_id=draft_id, person_id=lead.person_id
    ).delete()
    return draft_id


OBJECTS: dict[str, Maker] = {
    "standards:rate framework_id": a_standard_with_a_panel,
    "standards:lines framework_id": a_standard_with_a_panel_of_others,
    "api:GET /standards/{framework_id}/edits framework_id": a_standard_with_a_panel_of_others,
    "standards:published framework_id": a_published_standard,
    "standards:published_document framework_id": a_published_standard,
    **dict.fromkeys(
        (
            "standards:published_case framework_id",
            "standards:published_jsonld framework_id",
            "standards:published_to_print framework_id",
            "standards:self_assessment framework_id",
            "standards:self_result framework_id",
        ),
        a_published_standard,
    ),
    "standards:keep_self_assessment framework_id": a_published_standard,
    "standards:own_self_assessment framework_id": a_self_assessment,
    "api:GET /published-standards/{framework_id} framework_id": a_published_standard,
}
