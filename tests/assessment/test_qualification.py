"""Who may mark shows it on samples whose marks are agreed; it ends, and where it is demanded it bars."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, mark, observe, proven
from tests.assessment.looking import tried, where_lead
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import Calibration, NeverChanged
from skillmark.assessment.queries import QualificationKind, QualificationRule, ReferenceSample, Standing
from skillmark.foundation import sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries

ASSESSING, READING = QualificationKind.ASSESSING, QualificationKind.READING
DEMANDED = rules.Qualifying(samples=1, pass_percent=75, limit=1, months=12, demanded=True)
MARKS = {f"mark_{number}": "2" for number in range(1, 5)}


def today(where: Bench) -> date:
    return people_queries.today(where.program, sources.now())


def demanded(where: Bench, wanted: rules.Qualifying = DEMANDED) -> QualificationRule:
    return actions.set_qualification_rule(
        where.program, kind=ASSESSING, framework_id=where.framework.pk, wanted=wanted, now=NOW
    )


def reference(where: Bench) -> ReferenceSample:
    return actions.take_as_reference(where.program, sitting_id=proven(where).pk, now=NOW)


def newcomer(where: Bench, *, trained: bool = True) -> Member:
    """An assessor who had no part in anything yet."""
    her = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    if trained:
        train(where, her)
    return her


def train(where: Bench, member: Member, kind: QualificationKind = ASSESSING) -> None:
    actions.note_training(
        where.program, person_id=member.person_id, kind=kind, text="Two hours.", on=date(2026, 3, 1), now=NOW
    )


def shows(member: Member, rule: QualificationRule, levels: dict[str, int] | None = None) -> Calibration:
    given = queries.given_to_show(member.actor, rule)
    marks = {str(sample.pk): levels or TO_STANDARD for sample in given}
    return actions.calibrate(member.actor, rule_id=rule.pk, marks=marks, now=sources.now())


def standing_of(where: Bench, member: Member, day: date | None = None) -> Standing:
    found = queries.standings(where.program, day or today(where))
    return next(one.standing for one in found if one.person_id == member.person_id)


# Rules


@pytest.mark.parametrize(
    ("pairs", "passed"),
    [
        ([(2, 2)] * 3 + [(3, 2)], True),
        ([(2, 2)] * 2 + [(3, 2)] * 2, False),
        ([(2, 2)] * 9 + [(0, 2)], False),
        ([(2, 2)] * 4, True),
    ],
    ids=["three of four", "two of four", "nine of ten, one far off", "all"],
)
def test_enough_equal_marks_and_none_far_off(pairs: list[tuple[int, int]], passed: bool) -> None:
    assert rules.outcome(pairs, DEMANDED).passed is passed


def test_agreement_beyond_chance_travels_along() -> None:
    found = rules.outcome([(0, 0), (1, 1), (2, 2), (3, 2)], DEMANDED)
    assert (found.equal, found.compared, found.beyond) == (3, 4, 0)
    assert found.kappa == 1 - (1 / 4) / (32 / 16)  # squared distance of a pair, against what chance would give


def test_a_qualification_lasts_until_its_day_and_a_failed_try_takes_nothing_away() -> None:
    last = date(2026, 9, 1)
    assert rules.standing(True, [last], last) is Standing.QUALIFIED
    assert rules.standing(True, [last], last + timedelta(days=1)) is Standing.LAPSED
    assert rules.standing(True, [], last) is Standing.NEVER
    assert rules.standing(False, [last], last) is Standing.UNTRAINED


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"pass_percent": 0}, {"limit": 4}, {"months": 61}])
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    values = {name: getattr(DEMANDED, name) for name in DEMANDED.__dataclass_fields__} | wrong
    with pytest.raises(BadInput):
        rules.checked_qualifying(rules.Qualifying(**values))


# Marking


@pytest.mark.django_db
def test_where_it_is_demanded_nobody_marks_who_is_not_qualified() -> None:
    where = bench()
    reference(where)
    rule, her, sitting = demanded(where), newcomer(where), where.sitting()
    with pytest.raises(CannotRate) as refused:
        actions.rate(her.actor, sitting_id=sitting.pk, scores=TO_STANDARD, now=sources.now())
    assert refused.value.reason == CannotRate.NOT_QUALIFIED
    assert queries.open_to(her.actor, queries.sitting(her.actor, sitting.pk)) == ()
    assert queries.waiting_for(her.actor) == []
    page = her.client().get(reverse("assessment:score", args=[where.place.slug, sitting.pk]), follow=True)
    assert "only qualified assessors mark" in page.content.decode()
    assert shows(her, rule).passed
    assert standing_of(where, her) is Standing.QUALIFIED
    assert [one.sitting.pk for one in queries.waiting_for(her.actor)] == [sitting.pk]
    actions.rate(her.actor, sitting_id=sitting.pk, scores=TO_STANDARD, now=sources.now())


@pytest.mark.django_db
def test_where_it_is_not_demanded_it_is_only_shown() -> None:
    where = bench()
    demanded(where, rules.FIRST_RULE)
    assert standing_of(where, where.first) is Standing.UNTRAINED
    mark(where.first, where.sitting())


@pytest.mark.django_db
def test_a_supervisor_goes_on_confirming_what_she_sees_every_day() -> None:
    where = bench(
        policy=[
            {"kind": "supervisor_confirmation", "count": 1, "independent": 0},
            {"kind": "practical_test", "count": 1, "independent": 1},
        ]
    )
    demanded(where)
    boss = people.member(where.place, Role.LINE_MANAGER, name="Marta Sole")
    people_actions.set_manager(where.program, person_id=where.candidate.person_id, manager_id=boss.person_id, now=NOW)
    sitting = where.sitting()
    assert [one.sitting.pk for one in queries.waiting_for(boss.actor)] == [sitting.pk]
    assert mark(boss, sitting).kind == "supervisor_confirmation"
    with pytest.raises(CannotRate):
        mark(where.first, sitting)


@pytest.mark.django_db
def test_a_difference_is_settled_by_somebody_qualified() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    mark(where.second, sitting, TO_STANDARD | {"1": 0})
    demanded(where)
    her = newcomer(where)
    with pytest.raises(CannotRate) as refused:
        actions.settle(her.actor, sitting_id=sitting.pk, scores={"1": 2}, reason="Seen.", now=sources.now())
    assert refused.value.reason == CannotRate.NOT_QUALIFIED
    assert queries.waiting_for(her.actor) == []


@pytest.mark.django_db
def test_what_was_shown_long_ago_has_lapsed() -> None:
    where = bench()
    reference(where)
    rule, her = demanded(where), newcomer(where)
    given = queries.given_to_show(her.actor, rule)
    kept = actions.calibrate(her.actor, rule_id=rule.pk, marks={str(one.pk): TO_STANDARD for one in given}, now=NOW)
    assert kept.expires_on == date(2027, 3, 2)
    assert standing_of(where, her, date(2027, 3, 2)) is Standing.QUALIFIED
    assert standing_of(where, her, date(2027, 3, 3)) is Standing.LAPSED
    assert queries.barred(her.actor, date(2027, 3, 3)) == {where.framework.pk}
    assert queries.barred(her.actor, date(2027, 3, 2)) == frozenset()
    assert [one.standing for one in queries.to_show(her.actor, date(2027, 2, 10))] == [Standing.QUALIFIED]
    assert queries.to_show(her.actor, date(2026, 12, 1)) == []


# Showing it


@pytest.mark.django_db
def test_first_comes_the_training_then_the_samples() -> None:
    where = bench()
    reference(where)
    rule, her = demanded(where), newcomer(where, trained=False)
    with pytest.raises(CannotRate) as refused:
        shows(her, rule)
    assert refused.value.reason == CannotRate.UNTRAINED
    train(where, her)
    assert not shows(her, rule, TO_STANDARD | {"1": 0}).passed
    assert standing_of(where, her) is Standing.NEVER
    assert "Show that you are qualified: " in "".join(due.title for due in answers.due_for(her.actor, sources.now()))


@pytest.mark.django_db
def test_nobody_shows_it_on_an_attempt_she_had_a_part_in() -> None:
    where = bench()
    reference(where)
    rule = demanded(where)
    train(where, where.first)
    assert queries.given_to_show(where.first.actor, rule) == []
    with pytest.raises(CannotRate) as refused:
        shows(where.first, rule)
    assert refused.value.reason == CannotRate.TOO_FEW


@pytest.mark.django_db
def test_whoever_tries_again_is_given_what_she_has_marked_least() -> None:
    where = bench()
    first = reference(where)
    other = tried(where, "Bo Lind")
    observe(where.first, other)
    mark(where.first, other)
    mark(where.second, other)
    second = actions.take_as_reference(where.program, sitting_id=other.pk, now=NOW)
    rule, her = demanded(where), newcomer(where)
    assert [one.pk for one in queries.given_to_show(her.actor, rule)] == [first.pk]
    shows(her, rule)
    assert [one.pk for one in queries.given_to_show(her.actor, rule)] == [second.pk]
    actions.retire_reference(where.program, sample_id=second.pk, now=NOW)
    assert [one.pk for one in queries.given_to_show(her.actor, rule)] == [first.pk]


@pytest.mark.django_db
def test_an_attempt_is_a_reference_once_and_only_when_settled_with_evidence() -> None:
    where = bench()
    sample = reference(where)
    waiting = where.sitting()
    for sitting_id in (sample.sitting_id, waiting.pk):
        with pytest.raises(BadInput):
            actions.take_as_reference(where.program, sitting_id=sitting_id, now=NOW)
    mark(where.first, waiting)
    mark(where.second, waiting)
    with pytest.raises(BadInput):
        actions.take_as_reference(where.program, sitting_id=waiting.pk, now=NOW)
    assert sample.agreed == TO_STANDARD


@pytest.mark.django_db
def test_marks_that_do_not_fit_are_refused_and_a_try_stands() -> None:
    where = bench()
    sample = reference(where)
    rule, her = demanded(where), newcomer(where)
    for marks in ({}, {str(sample.pk): {"1": 2}}, {str(sample.pk): TO_STANDARD | {"1": 9}}):
        with pytest.raises(BadInput):
            actions.calibrate(her.actor, rule_id=rule.pk, marks=marks, now=NOW)
    kept = shows(her, rule)
    kept.passed = False
    with pytest.raises(NeverChanged):
        kept.save()


@pytest.mark.django_db
def test_nobody_notes_her_own_training_and_an_assessor_notes_nobody_s() -> None:
    where = bench()
    lead = where_lead(where)
    for actor, person_id in ((lead.actor, lead.person_id), (where.first.actor, where.second.person_id)):
        with pytest.raises(Forbidden):
            actions.note_training(actor, person_id=person_id, kind=ASSESSING, text="All.", on=date(2026, 3, 1), now=NOW)


# Reading records


@pytest.mark.django_db
def test_a_recruiter_practises_on_records_told_in_words() -> None:
    where = bench()
    wanted = rules.Qualifying(samples=1, pass_percent=100, limit=1, months=12, demanded=False)
    actions.set_qualification_rule(where.program, kind=READING, framework_id=None, wanted=wanted, now=NOW)
    claims = [("Led a shift", 1), ("Fits seals", 2), ("Welds", 0)]
    actions.write_reference(where.program, text="She says she led the shift.", claims=claims, now=NOW)
    recruiter = people.member(where.place, Role.RECRUITER, name="Kim Lund")
    train(where, recruiter, READING)
    client = recruiter.client()
    rule = queries.qualification_rule(recruiter.actor, READING, None)
    assert rule is not None
    sample = queries.given_to_show(recruiter.actor, rule)[0]
    address = reverse("assessment:calibrate", args=[where.place.slug, rule.pk])
    page = client.get(address).content.decode()
    assert "Led a shift" in page
    assert "The person says so" in page
    prefix = f"s{sample.pk.hex}"
    wrong = client.post(
        address, {f"{prefix}-mark_1": "2", f"{prefix}-mark_2": "2", f"{prefix}-mark_3": "0"}, follow=True
    )
    assert "Not near enough yet" in wrong.content.decode()
    right = client.post(
        address, {f"{prefix}-mark_1": "1", f"{prefix}-mark_2": "2", f"{prefix}-mark_3": "0"}, follow=True
    )
    assert "You see alike" in right.content.decode()
    assert standing_of(where, recruiter) is Standing.QUALIFIED
    with pytest.raises(NotFound):
        queries.given_to_show(where.first.actor, rule)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "claims"),
    [("", [("Led", 1)]), ("A record.", []), ("A record.", [("Led", 3)]), ("A record.", [("Led", 1)] * 9)],
    ids=["no words", "no claim", "an answer there is not", "too many"],
)
def test_a_sample_that_teaches_nothing_is_refused(text: str, claims: list[tuple[str, int]]) -> None:
    with pytest.raises(BadInput):
        actions.write_reference(bench().program, text=text, claims=claims, now=NOW)


# Pages


@pytest.mark.django_db
def test_the_whole_way_by_the_pages() -> None:
    where = bench()
    sitting, her, lead, slug = proven(where), newcomer(where, trained=False), where_lead(where), where.place.slug
    leads, marks = lead.client(), her.client()
    rule = {"samples": 1, "pass_percent": 75, "limit": 1, "months": 12, "demanded": "on"}
    for name, sent, of in (
        ("set_assessing_rule", rule, [where.framework.pk]),
        ("take_reference", {"attempt": str(sitting.pk)}, [where.framework.pk]),
        ("note_training", training(her), []),
    ):
        assert leads.post(reverse(f"assessment:{name}", args=[slug, *of]), sent).status_code == 302, name
    assert leads.post(reverse("assessment:set_reading_rule", args=[slug]), rule).status_code == 302
    written = {"text": "A record.", "claim_1": "Welds", "answer_1": "0"}
    assert leads.post(reverse("assessment:write_reference", args=[slug]), written).status_code == 302
    own = marks.get(reverse("assessment:own_qualification", args=[slug])).content.decode()
    assert "Not shown yet" in own
    assert "Reading records" not in own
    sample = queries.references(lead.actor, ASSESSING, where.framework.pk)[0]
    shown = leads.get(reverse("assessment:reference", args=[slug, sample.pk])).content.decode()
    assert all(row["category"] in shown for row in sample.criteria)
    made = queries.qualification_rule(her.actor, ASSESSING, where.framework.pk)
    assert made is not None
    address = reverse("assessment:calibrate", args=[slug, made.pk])
    page = marks.get(address).content.decode()
    assert "Mounted the seal on a cleaned shaft" in page
    assert "Rosa Castell" not in page
    done = marks.post(address, {f"s{sample.pk.hex}-{name}": level for name, level in MARKS.items()}, follow=True)
    assert "You are qualified until" in done.content.decode()
    assert "Lena Wolf" in leads.get(reverse("assessment:qualified", args=[slug])).content.decode()
    assert leads.post(reverse("assessment:reference", args=[slug, sample.pk])).status_code == 302
    assert queries.given_to_show(her.actor, made) == []
    assert where.second.client().get(done.redirect_chain[-1][0]).status_code == 404


def training(member: Member) -> dict[str, str]:
    return {
        "person": str(member.person_id), "kind": "assessing", "text": "Two hours.", "on_day": "1", "on_month": "3",
        "on_year": "2026",
    }  # fmt: skip


@pytest.mark.django_db
def test_another_workspace_s_rule_and_samples_are_not_there() -> None:
    where, other = bench(), bench()
    reference(where)
    rule, stranger = demanded(where), newcomer(other)
    with pytest.raises(NotFound):
        actions.calibrate(stranger.actor, rule_id=rule.pk, marks={}, now=NOW)
    assert queries.own_standings(stranger.actor, today(other)) == []
    assert list(queries.references(where_lead(other).actor, ASSESSING, where.framework.pk)) == []


@pytest.mark.django_db
def test_what_waits_asks_as_often_for_many_as_for_one() -> None:
    where = bench()
    demanded(where)
    her, asked = newcomer(where), []
    for names in (["Ana Ruiz"], ["Bo Lind", "Cai Wu", "Dee Fox"]):
        for name in names:
            tried(where, name)
        with CaptureQueriesContext(connection) as counted:
            queries.waiting_for(her.actor)
        asked.append(len(counted))
    assert asked[0] == asked[1]


@pytest.mark.django_db
def test_her_training_and_tries_are_told_and_go_with_her() -> None:
    where = bench()
    reference(where)
    rule, her = demanded(where), newcomer(where)
    shows(her, rule)
    assert [row["kind"] for row in answers.personal_data(where.program, her.person_id)] == ["training", "calibration"]
    answers.erase(where.program, her.person_id, NOW)
    assert answers.personal_data(where.program, her.person_id) == []
