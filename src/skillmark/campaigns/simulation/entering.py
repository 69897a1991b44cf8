"""How people come in: referred or applying, eligible by their hours, and into seats that something stands behind."""

from collections.abc import Sequence

from skillmark.campaigns import rules
from skillmark.campaigns.programmes.shape import AGENCY, COUNTED, LOTTERY, NOTHING, ORIGIN, OWN_EMPLOYER, POSTS
from skillmark.campaigns.simulation.walk import APPLIED, NOT_ENOUGH, REFUSED, Person, Walk, days_later
from skillmark.campaigns.states import DropReason, State
from skillmark.kernel.impact.lottery import COMPARISON, Eligible, hold_lottery, is_needed

REFERRERS = (ORIGIN, OWN_EMPLOYER, AGENCY, "broker", "intermediary")
DAYS_BEFORE = {State.REFERRED: 28, State.ELIGIBLE: 21, State.ENROLLED: 7}  # before the first day, so that order shows


def come_in(walk: Walk) -> list[Person]:
    """Everybody is referred or applies; those whose hours fit the limit are eligible, and only they go on."""
    referrer = next(
        (partner for role in REFERRERS for partner in walk.template.partners if role in partner.roles), None
    )
    came = State.APPLIED if referrer is None else State.REFERRED
    for person in walk.people:
        walk.log.note(person.number, came, days_later(walk.starts_on, -DAYS_BEFORE[State.REFERRED]))
    if referrer is not None:
        walk.fire("who refers", APPLIED, f"People are referred by {referrer.name}.", len(walk.people))
    if walk.template.seats_stand_on == POSTS:
        said = "People move to a post of the employer they have; nobody applies."
        walk.fire("no application", APPLIED, said, len(walk.people))
    _tell_what_carries_over(walk)
    limit = walk.template.hours_limit
    eligible = [person for person in walk.people if person.hours <= limit]
    for person in eligible:
        walk.log.note(person.number, State.ELIGIBLE, days_later(walk.starts_on, -DAYS_BEFORE[State.ELIGIBLE]))
    beyond = len(walk.people) - len(eligible)
    if beyond:
        said = f"Who needs more than {limit} hours is not eligible: {walk.template.hours_limit_reason}."
        walk.fire("hours limit", REFUSED, said, beyond)
    return eligible


def _tell_what_carries_over(walk: Walk) -> None:
    roles = [role["title"] for role in walk.template.raw.get("from_roles", ())]
    if roles:
        said = f"What carries over from {', '.join(roles)} is counted before training is planned."
        walk.fire("what carries over", APPLIED, said, len(walk.people))


def seat(walk: Walk, eligible: Sequence[Person]) -> list[Person]:
    """Who gets a seat: no more than what stands behind them and the money allow, by lot or by fewest hours."""
    seats = _seats(walk, len(walk.people), len(eligible))
    ordered = sorted(eligible, key=lambda person: (person.hours, person.number))
    if walk.template.raw.get("evaluation", {}).get("design") == LOTTERY:
        walk.seated = _by_lot(walk, ordered, seats)
    else:
        walk.seated = ordered[:seats]
        if waiting := len(ordered) - len(walk.seated):
            walk.fire("waiting list", APPLIED, "Who needs fewest hours is seated first; the others wait.", waiting)
    return walk.seated


def _seats(walk: Walk, wanted: int, eligible: int) -> int:
    behind = walk.template.seats_stand_on
    if behind in COUNTED:
        walk.openings = max(1, wanted * walk.assumed.jobs_promised // 100)
        short = rules.seats_short(wanted, 0, walk.openings)
        if short:
            said = f"{wanted} seats were asked for, but there are {walk.openings} {_openings(behind)}."
            walk.fire("seats beyond promises", REFUSED, said, short)
        wanted = walk.openings
    else:
        said = "Practice work stands behind the seats." if behind != NOTHING else "Nothing stands behind the seats."
        walk.fire("no job promised", APPLIED, f"{said} Every page says that no job is promised at the end.", wanted)
    return _within_the_money(walk, min(wanted, eligible))


def _openings(behind: str) -> str:
    return "posts" if behind == POSTS else "jobs promised"


def _within_the_money(walk: Walk, seats: int) -> int:
    each = walk.template.raw.get("budget_per_person")
    ceilings = [
        payer["amount"]
        for payer in walk.template.raw.get("funding", ())
        if each and payer.get("ceiling") and payer.get("currency") == each["currency"]
    ]
    if not each or not ceilings:
        return seats
    affordable = min(ceilings) // each["amount"]
    drawn = min(seats, affordable) * each["amount"]
    said = f"{drawn} of {min(ceilings)} {each['currency']} would be drawn."
    beyond = seats - affordable
    walk.fire("ceiling of the money", REFUSED if beyond > 0 else APPLIED, said, beyond if beyond > 0 else seats)
    return min(seats, affordable)


def _by_lot(walk: Walk, ordered: Sequence[Person], seats: int) -> list[Person]:
    if not is_needed(len(ordered), seats):
        walk.fire("lottery", NOT_ENOUGH, "There are seats for all, so nothing is drawn and nobody is compared.", 0)
        return list(ordered[:seats])
    lots = hold_lottery([Eligible(f"{person.number:06}") for person in ordered], seats, f"{walk.seed}")
    unserved = {int(lot.person_id) for lot in lots.drawn if lot.arm == COMPARISON}
    for person in ordered:
        person.unserved = person.number in unserved
    said = f"{len(ordered)} people were eligible for {seats} seats; the lot decided, and the others are compared with."
    walk.fire("lottery", APPLIED, said, len(unserved))
    return [person for person in ordered if not person.unserved]


def enrol(walk: Walk, people: Sequence[Person]) -> list[Person]:
    """Those who take their seat, with their needs asked and their consents given. The days stand before the start."""
    on = days_later(walk.starts_on, -DAYS_BEFORE[State.ENROLLED])
    staying = []
    for person in people:
        person.enrolled_on = on
        walk.log.note(person.number, State.ENROLLED, on)
        if person.has(walk.assumed.declines_a_seat):
            person.left, person.exit_on = True, on
            walk.log.note(person.number, State.DROPPED, on, DropReason.ANOTHER_JOB)
        else:
            staying.append(person)
    _ask_needs(walk, staying)
    _ask_consents(walk, staying)
    return staying


def _ask_needs(walk: Walk, people: Sequence[Person]) -> None:
    asked = walk.template.raw.get("needs_assessment")
    if asked:
        late = sum(not person.has(walk.assumed.needs_asked_in_time) for person in people)
        said = f"Needs are asked within {asked['within_days']} days of enrolment; who was not asked by then is told."
        walk.fire("needs asked in time", APPLIED, said, late)


def _ask_consents(walk: Walk, people: Sequence[Person]) -> None:
    shared = walk.template.raw.get("shared_record")
    if not shared:
        return
    agencies = sum(partner.count for partner in walk.template.partners if AGENCY in partner.roles)
    refused = lapsed = 0
    for person in people:
        given = set()
        for field in shared["fields"]:
            shares = [person.has(walk.assumed.consents) for _ in range(agencies)]
            refused += shares.count(False)
            # one agency of several is enough to see a change; the others do not see it
            if any(shares):
                given.add(field)
                lapsed += not person.has(walk.assumed.renews_a_consent)
        person.consents = frozenset(given)
    said = f"{agencies} agencies ask for {', '.join(shared['fields'])}, each by consent"
    walk.fire("consent by field and agency", REFUSED, f"{said}; {refused} times it was not given.", len(people))
    ended = f"After {shared['consent_months']} months {lapsed} consents had not been renewed and ended by themselves."
    walk.fire("consent ends", APPLIED, ended, len(people))
