"""What does not go together in a programme whose keys are each right."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from skillmark.campaigns.programmes.faults import Fault
from skillmark.campaigns.programmes.keys import CONTINUOUS, DURATION, MOST_DAYS, MOST_HOURS, MOST_MONTHS
from skillmark.campaigns.programmes.paths import at
from skillmark.campaigns.programmes.shape import (
    AGENCY,
    AMONG,
    ARMS,
    COMPARED,
    LOTTERY,
    SHARE,
    STANDS_BEHIND,
)

WHOLE = 100
SUPERVISOR = "supervisor confirmation"
TEN_YEARS = {
    "hour": MOST_HOURS, "day": MOST_DAYS, "week": MOST_DAYS // 7, "month": MOST_MONTHS, "year": MOST_MONTHS // 12,
}  # fmt: skip
RATED_AND_REVIEWED = ("a step for the own rating", "one for its review")  # the first two of a scorecard
FEWEST_AGENCIES = 2  # one agency alone shares nothing
# A name that holds one of these tells whom a programme is for, to everybody who sees a record or a message of it. Whole
# words, and of a word that jobs are named by, too, only what is said of people: there are prison officers, and
# technicians for recovery after a disaster. Hyphens are read as spaces.
REVEALING = re.compile(
    r"\b(addict\w*|asylum|convict\w*|disab\w*|disadvantaged|displaced|dropouts?|ex offenders?|foster (care|youth)|"
    r"homeless\w*|in recovery|jobless\w*|laid off|non ?traditional|offenders?|on welfare|poverty|prisoners?|"
    r"(after|from|leaving|out of) prison|re ?entry|refugees?|single (parents?|mothers?|fathers?)|survivors?|"
    r"unemploy\w*|welfare (recipients?|to work))\b"
)
Raw = Mapping[str, Any]


def contradictions(raw: Raw, spoilt: Collection[str]) -> Iterator[Fault]:
    """In the order of the rules below; a rule that reads a key among the spoilt is passed over."""
    for reads, rule in RULES:
        if reads[0] in raw and not any(key in spoilt for key in reads):
            yield from rule(raw)


def _name_tells_nobody(raw: Raw) -> Iterator[Fault]:
    name = raw["public_name"].lower()
    if name == raw.get("population", "").lower():
        yield Fault("public_name", "is the population; write what the programme teaches or leads to")
    for found in REVEALING.finditer(name.replace("-", " ")):
        yield Fault("public_name", f"“{found[0]}” tells who its people are; write what it teaches or leads to")


def _shares_make_a_whole(raw: Raw) -> Iterator[Fault]:
    if (total := sum(raw["mix"][arm] for arm in ARMS)) != WHOLE:
        yield Fault("mix", f"the three shares sum to {total}, not to {WHOLE}")


def _somebody_independent_checks(raw: Raw) -> Iterator[Fault]:
    if not any(layer["independent"] for layer in raw["verification"]):
        yield Fault("verification", "at least one layer must be independent")
    for number, layer in enumerate(raw["verification"], start=1):
        if layer["kind"].replace("_", " ") != SUPERVISOR:
            continue
        if layer["count"] > 1:
            yield Fault(f"verification[{number}].count", "one person leads somebody, so one confirms as a supervisor")
        if layer["independent"]:
            told = "whoever leads somebody is not independent of her"
            yield Fault(f"verification[{number}].independent", told)


def _somebody_stands_behind_the_seats(raw: Raw) -> Iterator[Fault]:
    needed = STANDS_BEHIND.get(raw["seats_stand_on"])
    partners = raw.get("partners")
    if needed and partners and not any(needed in partner["roles"] for partner in partners):
        said = raw["seats_stand_on"]
        told = f"“{said}”, but no partner is a “{needed}”; write one among the partners, or what does stand behind it"
        yield Fault("seats_stand_on", told)


def _agencies_share(raw: Raw) -> Iterator[Fault]:
    agencies = sum(partner.get("count", 1) for partner in raw.get("partners", ()) if AGENCY in partner["roles"])
    if agencies < FEWEST_AGENCIES:
        told = f"is shared by {agencies} agencies; at least {FEWEST_AGENCIES} partners are each an “{AGENCY}”"
        yield Fault("shared_record", told)


def _phases_are_in_order(raw: Raw) -> Iterator[Fault]:
    names: list[str] = []
    tracks = [track["name"] for track in raw.get("tracks", ())]
    for number, phase in enumerate(raw["phases"], start=1):
        place = f"phases[{number}]"
        if phase["name"] in names:
            yield Fault(f"{place}.name", f"“{phase['name']}” is the name of another part")
        if "beside" in phase and phase["beside"] not in names:
            yield Fault(f"{place}.beside", f"“{phase['beside']}” is no part before this one")
        if "track" in phase and phase["track"] not in tracks:
            yield Fault(f"{place}.track", f"“{phase['track']}” is none of the tracks")
        yield from _lasts(phase.get("duration", CONTINUOUS), place)
        names.append(phase["name"])
    if all(phase.get("after_placement") for phase in raw["phases"]):
        yield Fault("phases", "at least one part comes before the first day at work")


def _lasts(duration: str, place: str) -> Iterator[Fault]:
    found = DURATION.fullmatch(duration)
    assert found  # the shape was checked
    number, longest = (Decimal(found[name] or 1) for name in ("number", "longest"))
    if number == 0:
        yield Fault(f"{place}.duration", "no part lasts no time")
    if found["longest"] and longest <= number:
        yield Fault(f"{place}.duration", f"{longest} is not longer than {number}; the shorter time comes first")
    if found["unit"] and max(number, longest) > TEN_YEARS[found["unit"]]:
        yield Fault(f"{place}.duration", f"“{duration}” is longer than ten years")


def _steps_end(raw: Raw) -> Iterator[Fault]:
    for number, step in enumerate(raw["steps"], start=1):
        place = f"steps[{number}]"
        if step["duration"] == CONTINUOUS:
            yield Fault(f"{place}.duration", "a step ends, or no other could follow; write how long it lasts")
        yield from _lasts(step["duration"], place)


def _ratings_are_reviewed(raw: Raw) -> Iterator[Fault]:
    if len(raw["steps"]) < len(RATED_AND_REVIEWED):
        yield Fault("steps", f"needs at least {' and '.join(RATED_AND_REVIEWED)}")


def _ceilings_can_be_reached(raw: Raw) -> Iterator[Fault]:
    each = raw.get("budget_per_person")
    for number, payer in enumerate(raw["funding"], start=1):
        if not payer.get("ceiling"):
            continue
        if "amount" not in payer:
            yield Fault(f"funding[{number}].amount", "the key is missing; a ceiling is an amount")
        if each and payer.get("currency") != each["currency"]:
            told = f'a ceiling is in the currency of budget_per_person; write currency = "{each["currency"]}"'
            yield Fault(f"funding[{number}].currency", told)


def _tracks_lead_to_target_roles(raw: Raw) -> Iterator[Fault]:
    roles = [role["title"] for role in raw["target_roles"]]
    for number, track in enumerate(raw["tracks"], start=1):
        if track["role"] not in roles:
            yield Fault(f"tracks[{number}].role", f"“{track['role']}” is none of the target roles")


def _wages_go_up(raw: Raw) -> Iterator[Fault]:
    steps = raw["apprenticeship"].get("wage_steps", ())
    for number, (before, after) in enumerate(pairwise(steps), start=2):
        for member in ("after_hours", "percent"):
            if after[member] <= before[member]:
                place = f"apprenticeship.wage_steps[{number}].{member}"
                yield Fault(place, f"is {after[member]} after {before[member]}; each step is later and higher")


def _rule_looks_at_a_measure(raw: Raw) -> Iterator[Fault]:
    rule = raw["funding_rule"]
    if ("measure" in rule) != ("at_least_percent" in rule):
        yield Fault("funding_rule", "measure and at_least_percent go together; write both or neither")
    named = [measure for measure in raw["measures"] if measure["name"] == rule.get("measure")]
    if "measure" in rule and not named:
        yield Fault("funding_rule.measure", f"“{rule['measure']}” is none of the measures")
    elif named and named[0].get("shows", SHARE) != SHARE:
        yield Fault("funding_rule.measure", f"“{rule['measure']}” is no share, so no per cent can be asked of it")


def _gates_open_later(raw: Raw) -> Iterator[Fault]:
    for number, gate in enumerate(raw["gates"], start=1):
        if AMONG.index(gate["reached"]) <= AMONG.index(gate["among"]):
            yield Fault(f"gates[{number}].reached", f"“{gate['reached']}” does not come after “{gate['among']}”")


def _effects_have_a_horizon(raw: Raw) -> Iterator[Fault]:
    if raw["evaluation"]["design"] in (LOTTERY, COMPARED) and "horizon_days" not in raw["evaluation"]:
        yield Fault("evaluation.horizon_days", "an effect names its horizon; write horizon_days = 365")


def _figures_are_whole(raw: Raw) -> Iterator[Fault]:
    for number, figure in enumerate(raw["figures"], start=1):
        counted, valued = (
            {name for name in pair if name in figure} for pair in (("numerator", "denominator"), ("value", "unit"))
        )
        if sorted((len(counted), len(valued))) != [0, 2]:
            told = "needs numerator and denominator, or value and unit, and not both"
            yield Fault(f"figures[{number}]", told)
        elif counted and figure["numerator"] > figure["denominator"]:
            yield Fault(f"figures[{number}].numerator", f"{figure['numerator']} of {figure['denominator']} is no share")


def _source_states_what_is_there(raw: Raw) -> Iterator[Fault]:
    if "source" not in raw:
        yield Fault("from_source", 'there is no source; write source = "Author, title, year"')
    for number, path in enumerate(raw["from_source"], start=1):
        if at(raw, path) is None:
            yield Fault(f"from_source[{number}]", f"“{path}” is not in the file")


def _levels_can_be_reached(raw: Raw) -> Iterator[Fault]:
    if raw["good_from"] > len(raw["levels"]):
        yield Fault("good_from", f"is {raw['good_from']}, but there are {len(raw['levels'])} levels")


def _weights_make_a_whole(raw: Raw) -> Iterator[Fault]:
    if (total := sum(criterion["weight"] for criterion in raw["criteria"])) != WHOLE:
        yield Fault("criteria", f"the weights sum to {total}, not to {WHOLE}")


def _jury_can_vote(raw: Raw) -> Iterator[Fault]:
    jury = raw["jury"]
    if jury["fewest_votes"] > jury["seats"]:
        yield Fault("jury.fewest_votes", f"is {jury['fewest_votes']}, but the jury has {jury['seats']} seats")


# what a rule reads, the key it is about first: it is asked only where the file has that one
RULES: tuple[tuple[tuple[str, ...], Callable[[Raw], Iterator[Fault]]], ...] = (
    (("public_name", "population"), _name_tells_nobody),
    (("mix",), _shares_make_a_whole),
    (("verification",), _somebody_independent_checks),
    (("seats_stand_on", "partners"), _somebody_stands_behind_the_seats),
    (("shared_record", "partners"), _agencies_share),
    (("phases", "tracks"), _phases_are_in_order),
    (("tracks", "target_roles"), _tracks_lead_to_target_roles),
    (("apprenticeship",), _wages_go_up),
    (("funding_rule", "measures"), _rule_looks_at_a_measure),
    (("gates",), _gates_open_later),
    (("evaluation",), _effects_have_a_horizon),
    (("figures",), _figures_are_whole),
    (("from_source", "source"), _source_states_what_is_there),
    (("good_from", "levels"), _levels_can_be_reached),
    (("jury", "criteria"), _weights_make_a_whole),
    (("jury",), _jury_can_vote),
    (("steps",), _steps_end),
    (("good_from", "steps"), _ratings_are_reviewed),
    (("funding", "budget_per_person"), _ceilings_can_be_reached),
)
