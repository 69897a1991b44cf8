"""Who may sign, and what partners say, in a workspace of the matrix."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.credentials.factories import Issuer, as_file, statement
from tests.matrix.finding import record_of, visitor_of
from tests.people import factories as make

from skillmark.credentials import actions as credentials
from skillmark.credentials.queries import Kind, Reach, Statement
from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.people import queries as people

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def today(place: Place) -> date:
    """The workspace's own day."""
    return people.today(make.system(place.workspace), sources.now())


def a_delegation(place: Place, member: make.Member | None) -> UUID:
    """Leave of the visiting assessor to sign what the main job awards, for everybody."""
    earned, day = record_of(place, "credentials.Achievement").pk, today(place)
    her = visitor_of(place, Role.ASSESSOR).person_id
    given = {"person_id": her, "achievement_ids": [earned], "reach": Reach.EVERYBODY, "starts": day, "ends": day}
    return credentials.delegate(make.system(place.workspace), **given, now=sources.now()).pk


def an_ask(place: Place, member: make.Member | None) -> UUID:
    """The visiting association is asked to endorse."""
    given = {"kind": Kind.ENDORSE, "organisation": f"Board {sources.new_id()}", "achievement_id": None}
    her, day = visitor_of(place, Role.ASSOCIATION).person_id, today(place)
    given |= {"person_id": her, "starts": day, "ends": day + timedelta(days=9), "now": sources.now()}
    return credentials.ask_partner(make.system(place.workspace), **given).pk


def an_endorsement(place: Place, member: make.Member | None) -> UUID:
    """Given by her."""
    statement, her = Statement("Seals", "A board", "https://board.example/17"), visitor_of(place, Role.ASSOCIATION)
    ask_id = an_ask(place, member)
    return credentials.give_endorsement(her.strong, ask_id=ask_id, statement=statement, now=sources.now()).pk


def a_brought_endorsement(place: Place, member: make.Member | None) -> UUID:
    """Signed by a college elsewhere, of what the main job awards."""
    signed = statement(record_of(place, "credentials.Achievement").pk.urn, Issuer(3))
    return credentials.bring_endorsement(make.system(place.workspace), data=as_file(signed), now=sources.now()).pk
