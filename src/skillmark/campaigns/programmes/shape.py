"""The keys of each kind of programme, in the order in which a file has them."""

from collections.abc import Mapping

from skillmark.campaigns.programmes.keys import (
    MOST_ALIKE,
    MOST_DAYS,
    MOST_HOURS,
    MOST_MONEY,
    MOST_MONTHS,
    Holds,
    Key,
    duration,
    flag,
    percent,
    table,
    tables,
    text,
    texts,
    whole,
    word,
    words,
)

CAMPAIGN, SCORECARD, AWARD = KINDS = ("campaign", "scorecard", "award")
JOBS, POSTS, PRACTICE, NOTHING = STANDS_ON = ("jobs promised", "internal posts", "practice", "none")
COUNTED = frozenset({JOBS, POSTS})  # behind these, seats are counted against promises
ARMS = ("train", "support", "measure")

ORIGIN, HIRING, OWN_EMPLOYER, PRACTICE_EMPLOYER, AGENCY = (
    "origin employer", "hiring employer", "own employer", "practice employer", "agency",
)  # fmt: skip
ROLES = (
    ORIGIN, HIRING, OWN_EMPLOYER, PRACTICE_EMPLOYER, AGENCY, "trainer", "broker", "intermediary", "funder",
    "support provider", "mentor", "association", "evaluator", "reviewer", "issuer", "holder's wallet", "hiring system",
)  # fmt: skip
# what has to stand among the partners, where a file names any, for what is said to stand behind its seats
STANDS_BEHIND = {JOBS: HIRING, POSTS: OWN_EMPLOYER, PRACTICE: PRACTICE_EMPLOYER}

ENROLMENT, START, COMPLETION, HIRE, EXIT = SINCE = ("enrolment", "start", "completion", "hire", "exit")
ENROLLED, STARTED, COMPLETED, PLACED = AMONG = ("enrolled", "started", "completed", "placed")
SHARE, CHANGE, AMOUNT = SHOWS = ("share", "change", "amount")
EMPLOYED, IN_EDUCATION, IN_NEW_ROLE = COUNTS = ("employed", "in education", "in the new role")
LOTTERY, COMPARED, BEFORE_AFTER, TRACKED = DESIGNS = (
    "lottery", "comparison", "before and after", "outcome tracking",
)  # fmt: skip
LOWER, POINT = BOUNDS = ("lower", "point")
REVIEW, END = OTHERWISE = ("review", "end")
BY_TIME, BY_COMPETENCY, HYBRID = COMPLETED_BY = ("time", "competency", "hybrid")

MOST_CONFIRMATIONS = 9  # of one kind, as everywhere: more assessors than that stand round nobody

ROLE = {
    "title": text("what the job is called", "assistant nurse", required=True),
    "occupation": text("its code, where it has one", "31-1131.00"),
}

HEAD: dict[str, Key] = {
    "kind": word("what the file describes; absent, a campaign", KINDS),
    "title": text("what the programme does, for those who choose it", "From a cabin to a ward", required=True),
    "public_name": text(
        "the one name that records, messages, lists and links carry; must not tell who its people are",
        "Assistant nurse programme", required=True,
    ),
    "population": text("whom it is for; never shown to or about a person", "cabin staff", required=True),
    "source": text("the publication whose facts the file carries; absent, all of it is ours", "Author, title, year"),
    "from_source": texts(
        "the keys whose values the source states; every other value is ours", '["phases[1].duration"]'
    ),
    "figures": tables(
        "what its source reports of it; never a promise, never mixed with figures of one's own",
        {
            "says": text("what was counted", "employed", required=True),
            "among": text("among whom", "people who completed the training"),
            "numerator": whole("how many", 246, least=0),
            "denominator": whole("of how many", 269),
            "value": whole("the figure, where it is no count of people", 84, least=0),
            "unit": text("of what the value is", "per cent"),
            "approximate": flag("the source says “about” or “more than”"),
            "period": text("when", "since 2014"),
            "window_days": whole("within how many days", 56, most=MOST_DAYS),
        },
    ),
}  # fmt: skip
PARTNERS = tables(
    "who takes part, and as what",
    {
        "name": text("who", "a university", required=True),
        "roles": words("as what", ROLES, required=True),
        "count": whole("how many such partners at least; absent, one", 5, most=MOST_ALIKE),
    },
    least=0,
)
DECISION = {
    "decision_body": text("who decides: a group under *Who decides*", "Standards group", required=True),
    "decision_seats": texts("who has a seat and a vote there", '["alumni", "employers"]'),
}

CAMPAIGN_KEYS: dict[str, Key] = HEAD | {
    "part_of": text("the programme it is a part of, by name", "earn-maryland"),
    "clone_of": text("the programme it was made from, by name; `show` lists what is different", "sas-assistant-nurse"),
    "places": texts("where it runs", '["Indiana"]'),
    "target_roles": tables("the jobs it leads to; empty: any job that has a standard", ROLE, required=True, least=0),
    "from_roles": tables("the jobs its people come from, of which something carries over", ROLE),
    "tracks": tables(
        "ways through it side by side, each for its own people",
        {
            "name": text("what the way is called", "Academy", required=True),
            "role": text("the title of the target role it leads to", "software developer", required=True),
            "population": text("whom it is for", "employees without a technical background"),
        },
    ),
    "mix": table(
        "what part of hours and money goes to `train`, `support`, `measure`; the three shares sum to 100",
        {
            "train": percent("of training", 50, required=True),
            "support": percent("of support", 30, required=True),
            "measure": percent("of measuring", 20, required=True),
        },
        required=True,
    ),
    "hours_limit": whole(
        "how many hours of training one person may need and still be eligible", 160, required=True, most=MOST_HOURS
    ),
    "hours_limit_reason": text("why that many", "four weeks of full days", required=True),
    "seats_stand_on": word(
        "what stands behind a seat; behind the first two, seats are counted against promises and refused beyond them, "
        "with the last two every page says that no job is promised at the end",
        STANDS_ON, required=True,
    ),
    "phases": tables(
        "the parts of the programme, in order",
        {
            "name": text("what the part is called", "Training", required=True),
            "duration": duration(
                "how long it lasts: `3.5 days`, `12 weeks`, `2 to 5 months`, or `continuous` where each person stays "
                "as long as she needs; absent, nobody says",
                "12 weeks",
            ),
            "arm": word("which share of the mix it is paid from; absent, train", ARMS),
            "where": word(
                "how it is held",
                ("online", "in a classroom", "hands-on", "on the job", "practice employment", "residential"),
            ),
            "paid": word("whether its hours are paid", ("paid", "stipend", "unpaid")),
            "hours_a_week": whole("how many hours a week", 20, most=80),
            "beside": text("the earlier part that it runs beside", "Training"),
            "after_placement": flag("it begins with the first day at work"),
            "track": text("the way it belongs to; absent, all", "Academy"),
        },
        required=True,
    ),
    "partners": PARTNERS,
    "supports": texts("what helps people through", '["travel"]', required=True),
    "needs_assessment": table(
        "what a person needs is asked soon after she enrolled",
        {"within_days": whole("within how many days", 7, required=True, most=MOST_DAYS)},
    ),
    "shared_record": table(
        "several agencies work with one person's record, each field by her consent",
        {
            "fields": texts("what they share", '["income"]', required=True, least=1),
            "consent_months": whole(
                "after how many months a consent ends unless she renews it", 12, required=True, most=MOST_MONTHS
            ),
        },
    ),
    "apprenticeship": table(
        "paid learning on the job with an agreement",
        {
            "completed_by": word("what completes it", COMPLETED_BY, required=True),
            "on_the_job_hours": whole("hours on the job", 2000, required=True, most=MOST_HOURS),
            "instruction_hours": whole(
                "hours of instruction that go with them", 144, required=True, most=MOST_HOURS
            ),
            "wage_steps": tables(
                "the wage after so many hours on the job, in per cent of the full wage; never backwards",
                {
                    "after_hours": whole(
                        "after how many hours", 1000, required=True, least=0, most=MOST_HOURS
                    ),
                    "percent": whole("per cent of the full wage", 75, required=True, most=100),
                },
            ),
        },
    ),
    "verification": tables(
        "how proof is checked before anything is signed: so many of which kinds; at least one entry is independent",
        {
            "kind": text("the kind of check", "practical test", required=True),
            "count": whole("how many of it", 2, required=True, most=MOST_CONFIRMATIONS),
            "independent": flag(
                "whether at least one of them comes from outside the person's own line", required=True
            ),
        },
        required=True,
    ),
    "achievements": tables(
        "what a person can earn, the first one at the end",
        {
            "name": text("what it is called", "Ready to start", required=True),
            "renewal_months": whole("after how many months it wants renewing", 24, required=True, most=MOST_MONTHS),
        },
        required=True,
    ),
    "measures": tables(
        "what is measured",
        {
            "name": text("what it is called", "Employed", required=True),
            "window_days": whole(
                "how many days after that event it is asked; days, never quarters", 180, required=True, most=MOST_DAYS
            ),
            "since": word("after which event; absent, the hire", SINCE),
            "counts": words("what counts as reached, any of them; absent, employed", COUNTS),
            "among": word("among whom; absent, those who completed", AMONG),
            "shows": word("a share of people, a change over time or an amount; absent, a share", SHOWS),
            "target_percent": percent("the share that was planned", 80),
        },
        required=True,
    ),
    "follow_up_months": Key(
        holds=Holds.WHOLES, what="when worker and employer are asked again", example="[6, 9, 12]", required=True,
        most=MOST_MONTHS,
    ),
    "evaluation": table(
        "how its effect is found out",
        {
            "design": word("by which design", DESIGNS, required=True),
            "horizon_days": whole("at which horizon", 365, most=MOST_DAYS),
            "stated_before": flag("measures and targets are stated before it starts"),
            "by_consent": flag("only people who agreed are in it"),
        },
    ),
    "funding": tables(
        "who pays",
        {
            "payer": text("who", "a federal grant", required=True),
            "amount": whole("how much, in whole units of the currency", 45000000, most=MOST_MONEY),
            "currency": text("its code", "USD"),
            "ceiling": flag("no more than the amount can be drawn, which is in the currency of `budget_per_person`"),
        },
    ),
    "budget_per_person": table(
        "what one person costs",
        {
            "amount": whole("how much, in whole units of the currency", 7000, required=True, most=MOST_MONEY),
            "currency": text("its code", "USD", required=True),
        },
    ),
    "funding_rule": table(
        "what decides on renewal; without a measure, people decide by the text alone",
        {
            "says": text("the rule in a sentence", "Renew when at least half are employed.", required=True),
            "measure": text("the name of the measure it looks at; the first of that name", "Employed"),
            "at_least_percent": percent("the share to be reached", 50),
            "bound": word("whether the lower bound of the interval must reach it, or the share itself", BOUNDS),
            "otherwise": word("what follows where it is not reached", OTHERWISE),
        },
        required=True,
    ),
    "gates": tables(
        "what has to be reached before it grows",
        {
            "name": text("what is decided", "From the first place to the next", required=True),
            "pilot_places": whole("how many people the trial takes", 20, required=True),
            "reached": word("what is counted", AMONG, required=True),
            "among": word("among whom", AMONG, required=True),
            "at_least_percent": percent("the share to be reached", 70, required=True),
        },
    ),
    "targets": tables(
        "how many people by when, as it was announced",
        {
            "what": text("what they will have done", "graduated", required=True),
            "people": whole("how many", 500, required=True),
            "by": text("by when", "end of 2020"),
            "approximate": flag("the source says “about”"),
        },
    ),
} | DECISION  # fmt: skip

CYCLE = {
    "cycle_months": whole("after how many months it begins anew", 12, required=True, most=MOST_MONTHS),
    "steps": tables(
        "what happens in one cycle, in order",
        {
            "name": text("what the step is called", "Own rating", required=True),
            "duration": duration("how long it lasts", "4 weeks", required=True),
        },
        required=True,
    ),
}
SCORECARD_KEYS: dict[str, Key] = HEAD | {
    "partners": PARTNERS,
    "criteria": tables(
        "what an organisation is looked at for",
        {
            "name": text("in few words", "Be market-responsive", required=True),
            "what": text("what it means", "Deep partnerships with companies", required=True),
            "shown_by": texts("the records that show it", '["employer promises against deliveries"]'),
        },
        required=True,
    ),
    "levels": texts("how far an organisation can be, the lowest first", '["not yet", "begun"]', required=True, least=2),
    "good_from": whole("from which level on a criterion counts as met, counted from 1", 3, required=True),
    "action_days": whole("within how many days an agreed action is done", 180, required=True, most=MOST_DAYS),
} | CYCLE | DECISION  # fmt: skip
AWARD_KEYS: dict[str, Key] = HEAD | {
    "partners": PARTNERS,
    "figures_from_records": texts(
        "the figures a nomination needs, drawn from checked records", '["people advanced"]', required=True, least=1
    ),
    "criteria": tables(
        "what the jury looks at; the weights sum to 100",
        {
            "name": text("in few words", "Progress of people", required=True),
            "what": text("what it means", "People who moved to a better-paid job", required=True),
            "weight": whole("its weight in per cent", 40, required=True, most=100),
        },
        required=True,
    ),
    "jury": table(
        "who scores; a member with a conflict stands back",
        {
            "seats": whole("how many members", 5, required=True, most=MOST_ALIKE),
            "fewest_votes": whole("how many scores a nomination needs", 3, required=True),
        },
        required=True,
    ),
    "awards": whole("how many are given", 3, required=True),
} | CYCLE | DECISION  # fmt: skip

SHAPES: Mapping[str, Mapping[str, Key]] = {
    CAMPAIGN: CAMPAIGN_KEYS, SCORECARD: SCORECARD_KEYS, AWARD: AWARD_KEYS,
}  # fmt: skip
