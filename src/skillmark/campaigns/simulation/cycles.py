"""The cycles of a scorecard and of an award, on invented organisations. What each came to follows from a log, too."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any

from skillmark.campaigns.programmes.template import Award, Programme, Scorecard
from skillmark.campaigns.simulation.assumptions import FIRST_DAY
from skillmark.campaigns.simulation.told import Told
from skillmark.campaigns.simulation.training import last_day
from skillmark.campaigns.simulation.walk import APPLIED, MET, NOT_MET, REFUSED, Fired, days_later
from skillmark.kernel.values import add_months, round_half_up

CYCLES = 3  # enough to see an action agreed, done and reviewed, and a standing that goes back
RATES_TOO_HIGH = 30  # per cent of own ratings that say one level more than the records show
DONE_IN_TIME = 75  # per cent of agreed actions
SLIPS = 5  # per cent of criteria in good order that are a level lower a cycle later
HAS_ITS_FIGURES = 85  # per cent of nominations whose figures come from checked records
HAS_A_CONFLICT = 15  # per cent of pairs of a jury member and a nomination
MOST_POINTS = 4


class Standing(StrEnum):
    """Where an organisation stands, the last thing that happened to it."""

    RATED = "rated"
    REVIEWED = "reviewed"
    IMPROVING = "improving"
    GOOD = "good"
    NOMINATED = "nominated"
    REFUSED = "refused"
    CHECKED = "checked"
    SCORED = "scored"
    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"


OF_A_SCORECARD = (Standing.RATED, Standing.REVIEWED, Standing.IMPROVING, Standing.GOOD)
OF_AN_AWARD = (
    Standing.NOMINATED, Standing.REFUSED, Standing.CHECKED, Standing.SCORED, Standing.AWARDED, Standing.NOT_AWARDED,
)  # fmt: skip


@dataclass(slots=True)
class _Cycle:
    """What happened to whom and when, and which rules had something to decide."""

    programme: Programme
    log: list[tuple[int, Standing, date]] = field(default_factory=list)
    fired: list[Fired] = field(default_factory=list)

    def note(self, who: int, standing: Standing, on: date) -> None:
        self.log.append((who, standing, on))

    def fire(self, rule: str, outcome: str, said: str, count: int) -> None:
        self.fired.append(Fired(rule, outcome, said, count))

    def told(
        self,
        seed: int,
        people: int,
        ends: date,
        among: Sequence[Standing],
        plan: Sequence[dict[str, Any]],
        decided: str,
    ) -> Told:
        last: dict[int, Standing] = {who: standing for who, standing, _ in self.log}
        found = Counter(last.values())
        return Told(
            name=self.programme.name,
            kind=self.programme.kind,
            who="organisations",
            people=people,
            seed=seed,
            begins=FIRST_DAY.isoformat(),
            ends=ends.isoformat(),
            counts={standing.value: found[standing] for standing in among},
            reasons={},
            plan=plan,
            fired=self.fired,
            decided_by=self.programme.decision_body,
            decided=decided,
            log=[
                {"organisation": who, "state": standing.value, "on": on.isoformat()} for who, standing, on in self.log
            ],
        )


def step_ends(programme: Scorecard | Award, begins: date) -> list[date]:
    """The last day of each step of a cycle, one step after the other."""
    ends = []
    for _, length in programme.steps:
        ends.append(last_day(begins, length, Decimal(1)))
        begins = days_later(ends[-1], 1)
    return ends


def walk_scorecard(scorecard: Scorecard, people: int, seed: int) -> Told:
    """Own rating, review of what the records show, agreed actions; and again, so many months later."""
    cycle = _Cycle(scorecard)
    chances = [Random(f"{seed}/{scorecard.name}/{number}") for number in range(1, people + 1)]
    levels = [[chance.randrange(1, len(scorecard.levels) + 1) for _ in scorecard.criteria] for chance in chances]
    plan: list[dict[str, Any]] = []
    ends = FIRST_DAY
    for number in range(CYCLES):
        begins = add_months(FIRST_DAY, number * scorecard.cycle_months)
        ends = _one_cycle(cycle, scorecard, begins, chances, levels)
        good = sum(all(level >= scorecard.good_from for level in of_one) for of_one in levels)
        plan.append(
            {"what": "organisations with every criterion met", "cycle": number + 1, "planned": people, "actual": good}
        )
    for place, criterion in enumerate(scorecard.criteria):
        met = sum(of_one[place] >= scorecard.good_from for of_one in levels)
        said = f"{criterion.name}: {met} of {people} are at “{scorecard.levels[scorecard.good_from - 1]}” or further."
        cycle.fire("criterion", MET if met == people else NOT_MET, said, met)
    everybody = all(level >= scorecard.good_from for of_one in levels for level in of_one)
    return cycle.told(seed, people, ends, OF_A_SCORECARD, plan, MET if everybody else NOT_MET)


def _one_cycle(
    cycle: _Cycle, scorecard: Scorecard, begins: date, chances: Sequence[Random], levels: list[list[int]]
) -> date:
    rated_by, reviewed_by, *others = step_ends(scorecard, begins)
    ends = others[-1] if others else reviewed_by
    too_high = agreed = late = 0
    for who, (chance, of_one) in enumerate(zip(chances, levels, strict=True), start=1):
        cycle.note(who, Standing.RATED, rated_by)
        too_high += sum(chance.randrange(100) < RATES_TOO_HIGH for _ in of_one)
        cycle.note(who, Standing.REVIEWED, reviewed_by)
        below = [place for place, level in enumerate(of_one) if level < scorecard.good_from]
        agreed += len(below)
        for place, level in enumerate(of_one):
            if place in below:
                done = chance.randrange(100) < DONE_IN_TIME
                late += not done
                of_one[place] = level + done
            elif chance.randrange(100) < SLIPS:
                of_one[place] = max(level - 1, 1)
        good = all(level >= scorecard.good_from for level in of_one)
        cycle.note(who, Standing.GOOD if good else Standing.IMPROVING, ends)
    said = "An own rating that says more than the records show counts as the records show."
    cycle.fire("records before ratings", APPLIED, said, too_high)
    said = f"Every criterion below its level has an action, done within {scorecard.action_days} days: {late} were late."
    cycle.fire("actions in time", MET if not late else NOT_MET, said, agreed)
    return ends


def walk_award(award: Award, people: int, seed: int) -> Told:
    """Nomination, figures from records, a jury whose members stand back from a conflict, and the award."""
    cycle = _Cycle(award)
    chances = {number: Random(f"{seed}/{award.name}/{number}") for number in range(1, people + 1)}
    ends = step_ends(award, FIRST_DAY)
    days = [ends[min(place, len(ends) - 1)] for place in range(4)]  # a shorter cycle does several things on one day
    for who in chances:
        cycle.note(who, Standing.NOMINATED, days[0])
    checked = [who for who, chance in chances.items() if chance.randrange(100) < HAS_ITS_FIGURES]
    proven = frozenset(checked)
    for who in chances:
        cycle.note(who, Standing.CHECKED if who in proven else Standing.REFUSED, days[1])
    said = f"A nomination needs figures from checked records: {', '.join(award.figures)}."
    cycle.fire("figures from records", REFUSED, said, people - len(checked))
    scores = _scores(cycle, award, checked, chances, days[2])
    given = _given(cycle, award, scores)
    for who in scores:
        cycle.note(who, Standing.AWARDED if who in given else Standing.NOT_AWARDED, days[3])
    plan = [
        {"what": "awards", "planned": award.awards, "actual": len(given)},
        *({"what": "days", "part": name, "planned": (last_day(FIRST_DAY, length, Decimal(1)) - FIRST_DAY).days + 1,
           "assumed": False, "actual": (end - begin).days + 1}
          for (name, length), begin, end in zip(award.steps, _begins(ends), ends, strict=True)),
    ]  # fmt: skip
    return cycle.told(seed, people, days[3], OF_AN_AWARD, plan, MET if len(given) >= award.awards else NOT_MET)


def _begins(ends: Sequence[date]) -> list[date]:
    return [FIRST_DAY, *(days_later(end, 1) for end in ends[:-1])]


def _scores(
    cycle: _Cycle, award: Award, checked: Sequence[int], chances: dict[int, Random], on: date
) -> dict[int, Decimal]:
    """Weighted points out of 4, the mean of those who may vote; without enough votes there is no score."""
    scores: dict[int, Decimal] = {}
    stood_back = 0
    for who in checked:
        chance = chances[who]
        voters = sum(chance.randrange(100) >= HAS_A_CONFLICT for _ in range(award.jury_seats))
        stood_back += award.jury_seats - voters
        if voters < award.fewest_votes:
            cycle.note(who, Standing.REFUSED, on)
            continue
        points = sum(
            criterion.weight * chance.randrange(MOST_POINTS + 1) for criterion in award.criteria for _ in range(voters)
        )
        scores[who] = round_half_up(Decimal(points) / (100 * voters), 2)
        cycle.note(who, Standing.SCORED, on)
    cycle.fire("conflict of interest", APPLIED, "Whoever has a conflict gives no score.", stood_back)
    said = f"A nomination needs {award.fewest_votes} scores."
    cycle.fire("fewest votes", REFUSED if len(scores) < len(checked) else MET, said, len(checked) - len(scores))
    return scores


def _given(cycle: _Cycle, award: Award, scores: dict[int, Decimal]) -> set[int]:
    """The highest scores, so many as there are awards; equal at the last place, all of them."""
    ordered = sorted(scores, key=lambda who: (-scores[who], who))
    if len(ordered) <= award.awards:
        cycle.fire(
            "highest scores", APPLIED, f"There are {award.awards} awards, and {len(ordered)} are scored.", len(ordered)
        )
        return set(ordered)
    last = scores[ordered[award.awards - 1]]
    given = {who for who in ordered if scores[who] >= last}
    said = f"{award.awards} awards go to the highest scores, {last} of {MOST_POINTS} and up; equal scores are equal."
    cycle.fire("highest scores", APPLIED, said, len(given))
    return given
