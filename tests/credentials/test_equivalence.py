"""What of another issuer counts for what: by a declared rule of its day, never by equal names, never for oneself."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench
from tests.credentials import badges2
from tests.credentials.factories import Issuer, as_file
from tests.credentials.test_outside import with_person
from tests.people import factories as people

from skillmark.credentials import actions, queries
from skillmark.credentials.equivalence import What
from skillmark.foundation import audit
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.skills import Basis
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
EARNED = "urn:uuid:5b2f0c9e-0f0e-4a53-9d0a-3d6c1f0e8a11"  # as the factory's badges say
ELSEWHERE = (("OUT-7", "https://college.example/outcomes/7"),)
LATER = NOW + timedelta(days=10)


def told(**changes: Any) -> actions.Declared:
    given = {
        "issuer": Issuer().did, "kind": What.ACHIEVEMENT, "outside": EARNED, "competency": "TP-02", "level": 3,
        "begins": date(2026, 3, 1), "reason": "We compared both tasks.",
    } | changes  # fmt: skip
    return actions.Declared(**given)


def brought(where: Bench, **badge: Any) -> queries.OutsideRecord:
    document = Issuer().badge(**({"alignments": ELSEWHERE} | badge))
    (one,) = actions.import_records(
        where.program, files={"a.json": as_file(document)}, accept_issuers=True, now=NOW - timedelta(days=30)
    )
    assert one.record is not None
    return one.record


def declare(where: Bench, actor: Actor | None = None, *, now: datetime = NOW, **changes: Any) -> queries.Equivalence:
    return actions.declare_equivalence(
        actor or where.program, framework_id=where.framework.pk, declared=told(**changes), now=now
    )


def verified(where: Bench, person_id: Any, as_of: datetime = LATER) -> dict[str, int]:
    rows = queries.holdings(where.program, [person_id], framework_id=where.framework.pk, as_of=as_of)
    return {row.competency_id: row.level for row in rows if row.basis is Basis.VERIFIED}


def test_what_is_called_otherwise_there_counts_only_by_a_rule() -> None:
    where, person = with_person()
    record = brought(where)
    assert verified(where, person.pk) == {}
    rule = declare(where)
    assert verified(where, person.pk) == {"TP-02": 3}
    (ground,) = queries.grounds(where.program, person.pk, framework_id=where.framework.pk, as_of=LATER)
    assert (ground.competency, ground.level, ground.record_id, ground.rule_id) == ("TP-02", 3, record.pk, rule.pk)
    assert [one.pk for one in queries.rules_for(where.program, record, LATER)] == [rule.pk]
    assert audit.check(where.place.pk) is None


def test_an_equal_name_counts_for_nothing() -> None:
    where, person = with_person()
    (name,) = {line.name for line in where.framework.competencies.filter(reference="TP-02")}
    brought(where, name=name, alignments=((name, "https://college.example/outcomes/7"),))
    assert verified(where, person.pk) == {}


@pytest.mark.parametrize(
    ("changes", "day", "counts"),
    [
        ({}, date(2026, 3, 1), False),  # nobody had declared it by then
        ({"begins": date(2026, 3, 5)}, date(2026, 3, 4), False),
        ({"begins": date(2026, 3, 5)}, date(2026, 3, 5), True),
        ({"ends": date(2026, 3, 8)}, date(2026, 3, 8), True),
        ({"ends": date(2026, 3, 8)}, date(2026, 3, 9), False),
    ],
)
def test_the_rule_in_force_on_the_day_that_is_asked_for_counts(changes: Any, day: date, counts: bool) -> None:
    where, person = with_person()
    brought(where)
    declare(where, **changes)
    noon = datetime.combine(day, NOW.timetz())
    assert verified(where, person.pk, noon) == ({"TP-02": 3} if counts else {})


def test_ending_a_rule_ends_its_effect_from_then_and_not_before() -> None:
    where, person = with_person()
    brought(where)
    rule = declare(where)
    actions.end_equivalence(where.program, rule_id=rule.pk, now=NOW + timedelta(days=5))
    assert verified(where, person.pk, NOW + timedelta(days=4)) == {"TP-02": 3}
    assert verified(where, person.pk, NOW + timedelta(days=5)) == {}
    again = declare(where, now=NOW + timedelta(days=6))
    assert again.pk != rule.pk
    assert verified(where, person.pk, NOW + timedelta(days=7)) == {"TP-02": 3}


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": Issuer(2).did},
        {"outside": EARNED.upper()},
        {"kind": What.CODE, "outside": "OUT-8"},
        {"kind": What.ADDRESS, "outside": "https://college.example/outcomes/70"},
        {"kind": What.CODE, "outside": "OUT-7", "least": 5},
        {"least": 5},
    ],
)
def test_another_issuer_id_or_a_lower_level_does_not_count(changes: dict[str, Any]) -> None:
    where, person = with_person()
    brought(where, value="4")
    declare(where, **changes)
    assert verified(where, person.pk) == {}


@pytest.mark.parametrize(("kind", "outside"), [(What.CODE, "OUT-7"), (What.ADDRESS, ELSEWHERE[0][1])])
def test_one_competency_there_may_count_for_one_here(kind: What, outside: str) -> None:
    where, person = with_person()
    brought(where, value="4")
    declare(where, kind=kind, outside=outside, least=4, level=2)
    assert verified(where, person.pk) == {"TP-02": 2}


def test_a_rule_makes_no_issuer_accepted_and_no_bad_record_good() -> None:
    where, person = with_person()
    document = Issuer().badge(alignments=ELSEWHERE)
    actions.import_records(where.program, files={"a.json": as_file(document)}, now=NOW)
    declare(where)
    assert verified(where, person.pk) == {}
    actions.accept_issuer(where.program, issuer=Issuer().did, now=NOW)
    assert verified(where, person.pk) == {"TP-02": 3}
    changed = Issuer(3).badge(alignments=ELSEWHERE) | {"name": "Changed"}
    actions.import_records(where.program, files={"b.json": as_file(changed)}, accept_issuers=True, now=NOW)
    declare(where, issuer=Issuer(3).did, level=9)
    assert verified(where, person.pk) == {"TP-02": 3}


def test_a_lead_s_own_rule_counts_for_others_and_not_for_her() -> None:
    where, _ = with_person()
    lead, other = (people.member(where.place, Role.TALENT_LEAD, name=name) for name in ("Tess Hale", "Olga Marin"))
    record = brought(where, subject_id=lead.person_id.urn)
    assert record.person_id == lead.person_id
    with pytest.raises(Forbidden):
        actions.declare_equivalence(
            lead.actor, framework_id=where.framework.pk, declared=told(), record_id=record.pk, now=NOW
        )
    declare(where, lead.actor)  # about somebody else's record of the same kind
    assert verified(where, lead.person_id) == {}
    declare(where, other.actor, level=2)
    assert verified(where, lead.person_id) == {"TP-02": 2}


def test_an_older_badge_without_levels_counts_by_a_rule() -> None:
    where, person = with_person()
    actions.import_records(
        where.program,
        files={"a.json": json.dumps(badges2.assertion()).encode()},
        pages=badges2.pages(badges2.assertion(), badges2.badge()),
        accept_issuers=True,
        now=NOW,
    )
    declare(where, issuer=badges2.ISSUER, outside=badges2.BADGE)
    assert verified(where, person.pk) == {"TP-02": 3}


@pytest.mark.parametrize(
    "changes", [{"competency": "TP-99"}, {"ends": date(2026, 2, 1)}, {"reason": "  "}]
)  # fmt: skip
def test_a_rule_needs_a_competency_of_the_standard_days_in_order_and_a_reason(changes: dict[str, Any]) -> None:
    where, _ = with_person()
    with pytest.raises(BadInput):
        declare(where, **changes)


def test_a_table_is_taken_whole_or_not_at_all_and_once() -> None:
    where, person = with_person()
    brought(where)
    head = "issuer,kind,outside,competency,level,begins,ends,least,reason\n"
    good = f"{Issuer().did},achievement,{EARNED},TP-02,3,2026-03-01,,,Compared\n"
    bad = f"{Issuer().did},achievement,{EARNED},TP-99,11,01.03.2026,,,\n"

    def take(text: str) -> list[queries.Equivalence]:
        return list(
            actions.declare_table(
                where.program, framework_id=where.framework.pk, content=text.encode(), name="rules.csv", now=NOW
            )
        )

    with pytest.raises(BadInput) as refused:
        take(head + good + bad)
    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "competency")]
    assert verified(where, person.pk) == {}
    assert [one.pk for one in take(head + good)] == [one.pk for one in take(head + good)]
    assert verified(where, person.pk) == {"TP-02": 3}


def test_a_lead_declares_it_on_the_record_s_page_and_ends_it() -> None:
    where, _ = with_person()
    record = brought(where)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    client, base = lead.client(), f"/w/{where.place.slug}/records/others"
    page = client.get(f"{base}/{record.pk}/counts-for/").content.decode()
    assert "What of it counts" in page
    given = {
        "outside": "0", "competency": f"{where.framework.pk} TP-02", "level": "3", "least": "",
        "begins_day": "1", "begins_month": "3", "begins_year": "2026", "reason": "We compared both tasks.",
    }  # fmt: skip
    assert (
        client.post(
            f"{base}/{record.pk}/counts-for/", given | {"ends_day": "1", "ends_month": "2", "ends_year": "2026"}
        ).status_code
        == 200
    )
    assert client.post(f"{base}/{record.pk}/counts-for/", given).status_code == 302
    shown = client.get(f"{base}/{record.pk}/").content.decode()
    assert "What it counts for by a rule" in shown
    assert "We compared both tasks." in shown
    (rule,) = queries.equivalences(where.program)
    assert (rule.declared_by_id, rule.outside, rule.kind) == (lead.person_id, EARNED, "achievement")
    assert client.post(f"{base}/rules/{rule.pk}/end/").status_code == 302
    assert "Ended" in client.get(f"{base}/rules/").content.decode()
