"""What addresses of frameworks from elsewhere are about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker
from tests.people import factories as make

from skillmark.foundation import sources
from skillmark.kernel.skills import exchange
from skillmark.standards import actions

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def a_framework_from_elsewhere(place: Place, member: make.Member | None) -> UUID:
    """Two knots, as somebody else wrote them."""
    identifier = str(sources.new_id())
    items = [{"identifier": f"{identifier}/{text}", "fullStatement": f"Tie {text}"} for text in ("a bowline", "a bend")]
    whole = {"CFDocument": {"identifier": identifier, "title": "Knots"}, "CFItems": items}
    package = exchange.package_of(whole, name="knots.json")
    system = make.system(place.workspace)
    return actions.import_framework(system, package=package, file_name="knots.json", now=sources.now()).framework.pk


def a_framework_on_its_way(place: Place, member: make.Member | None) -> UUID:
    """A file that waits to be read."""
    system = make.system(place.workspace)
    content = b'{"CFDocument": {"identifier": "d0", "title": "Knots"}}'
    return actions.bring_framework(system, name="knots.json", content=content, now=sources.now()).pk


OBJECTS: dict[str, Maker] = {
    "imported_id": a_framework_from_elsewhere,
    "with_id": a_framework_from_elsewhere,
    "coming_id": a_framework_on_its_way,
    "standards:package form": lambda place, member: "case",
}
