"""Walks a programme to its end on invented people, by the rules that hold for real ones: no clock, file or database."""

from skillmark.campaigns.programmes.template import Award, Programme, Scorecard, Template
from skillmark.campaigns.simulation.campaign import walk_campaign
from skillmark.campaigns.simulation.cycles import walk_award, walk_scorecard
from skillmark.campaigns.simulation.told import Told

__all__ = ["Told", "simulate"]


def simulate(programme: Programme, *, people: int, seed: int) -> Told:
    """The end of a walk: equal programme, people and seed give the equal end. Raises ValueError for nobody."""
    if people < 1:
        raise ValueError("a simulation needs at least one person")
    if isinstance(programme, Scorecard):
        return walk_scorecard(programme, people, seed)
    if isinstance(programme, Award):
        return walk_award(programme, people, seed)
    if isinstance(programme, Template):
        return walk_campaign(programme, people, seed)
    raise TypeError(f"no walk for a {programme.kind}")
