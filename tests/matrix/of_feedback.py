"""What addresses of feedback are about: made anew for each row of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker, visitor_of
from tests.people import factories as make

from skillmark.feedback import actions
from skillmark.feedback.queries import Kind
from skillmark.foundation import sources
from skillmark.foundation.roles import ANYBODY, Role

if TYPE_CHECKING:
    from tests.matrix.objects import Place

WHOLE = "foundation.workspace"


def a_suggestion(place: Place, member: make.Member | None) -> UUID:
    """One that came without a name."""
    said = actions.send(
        ANYBODY, subject_type=WHOLE, subject_id=place.workspace.pk, kind=Kind.OTHER, text="More light.", language="en",
        now=sources.now(),
    )  # fmt: skip
    return said.pk


def a_change(place: Place, member: make.Member | None) -> UUID:
    """One that is not published."""
    change = actions.record_change(
        visitor_of(place, Role.TALENT_LEAD).actor, subject_type=WHOLE, subject_id=place.workspace.pk,
        values=actions.ChangeValues(
            "Light", "There is more of it.", make.NOW.date(), suggestion_ids=[a_suggestion(place, member)]
        ),
        now=sources.now(),
    )  # fmt: skip
    return change.pk


def a_published_change(place: Place, member: make.Member | None) -> UUID:
    change_id = a_change(place, member)
    actions.publish_change(visitor_of(place, Role.TALENT_LEAD).actor, change_id=change_id, now=sources.now())
    return change_id


def a_publisher(place: Place, member: make.Member | None) -> UUID:
    """The workspace, with something published."""
    a_published_change(place, member)
    return place.workspace.pk


def the_whole(place: Place, member: make.Member | None) -> UUID:
    return place.workspace.pk


OBJECTS: dict[str, Maker] = {
    "suggestion_id": a_suggestion,
    "change_id": a_change,
    "feedback:change change_id": a_published_change,
    "api:GET /changes/{change_id} change_id": a_published_change,
    "feedback:take_down change_id": a_published_change,
    "feedback:public_change change_id": a_published_change,
    "publisher_id": a_publisher,
    **{f"feedback:{name} subject_type": lambda place, member: WHOLE for name in ("suggest", "send", "new_change")},
    **{f"feedback:{name} subject_id": the_whole for name in ("suggest", "send", "new_change")},
}
