"""Campaigns change by these verbs, and recompute from their own rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.campaigns import factories as make
from tests.people import factories as people
from tests.standards import factories as framework

from skillmark.campaigns import actions, programmes, queries
from skillmark.campaigns.models import Arm, LedgerEntry, State, StepName
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as persons
from skillmark.standards import queries as standards

pytestmark = pytest.mark.django_db


def test_what_a_campaign_kept_in_the_earlier_shape_is_read_and_stays_as_it_is() -> None:
    started = make.campaign(make.place())
    earlier = {key: value for key, value in started.template.items() if key not in ("achievements", "funding_rule")}
    earlier |= {"achievement": "Ready to fit", "renewal_months": 12, "funding_rule": "Renew when half are employed."}
    started.template = dict(earlier)
    found = queries.template_of(started)
    assert (found.achievements, found.funding_rule.says) == (("Ready to fit",), "Renew when half are employed.")
    assert started.template == earlier


def test_a_campaign_starts_from_every_programme() -> None:
    where = make.place()
    for name in programmes.names():
        started = make.campaign(where, template=name)
        assert started.public_name == queries.template_of(started).public_name


def test_a_campaign_keeps_its_template_as_it_was() -> None:
    where = make.place()
    started = make.campaign(where)
    assert started.public_name == "Start-here programme"
    assert started.hours_limit == 480
    assert queries.template_of(started).mix == (30, 40, 30)
    assert set(queries.steps(people.system(where), started.pk)) == {StepName.STANDARD}


def test_a_draft_starts_no_campaign_outside_a_demonstration() -> None:
    with pytest.raises(standards.NotPublished):
        make.campaign(people.workspace())


def test_a_published_standard_does() -> None:
    where = people.workspace()
    actor = people.system(where)
    published = framework.published(actor, framework.tideway(actor))
    started = actions.start_campaign(
        actor, title="Fitters", template="incumbent", framework_id=published.pk, openings=2,
        starts_on=make.START, now=make.NOW,
    )  # fmt: skip
    assert started.framework_id == published.pk


def test_seats_beyond_the_jobs_promised_are_refused_with_both_numbers() -> None:
    where = make.place()
    started = make.campaign(where)
    make.promise(where, started.pk, 10)
    make.cohort(where, started.pk, 6)
    with pytest.raises(actions.NotEnoughJobs) as refused:
        make.cohort(where, started.pk, 5)
    assert (refused.value.seats, refused.value.openings) == (11, 10)
    assert str(refused.value) == "11 seats, but 10 jobs are promised"
    make.cohort(where, started.pk, 4)
    assert queries.seats_open(people.system(where), started.pk) == 10


def test_posts_with_the_own_employer_are_counted_like_promises() -> None:
    where = make.place()
    started = make.campaign(where, template="incumbent")
    with pytest.raises(actions.NotEnoughJobs):
        make.cohort(where, started.pk, 1)


def test_where_nothing_is_promised_seats_open_all_the_same() -> None:
    where = make.place()
    started = make.campaign(where)
    started.template["seats_stand_on"] = "none"
    started.save(update_fields=["template"])
    assert make.cohort(where, started.pk, 4).seats == 4


def test_another_workspaces_employer_promises_nothing_here() -> None:
    where, elsewhere = make.place(), make.place()
    started = make.campaign(where)
    stranger = persons.profile(people.system(elsewhere)).pk
    with pytest.raises(NotFound):
        actions.promise_jobs(
            people.system(where), campaign_id=started.pk, employer_id=stranger, count=1, starts_on=make.START,
            commitment="Yes.", now=make.NOW,
        )  # fmt: skip


def test_the_seat_plan_becomes_hours_and_money_by_the_mix() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    ids = [people.person(where, name).pk for name in ("Ana", "Ben")]
    actions.seat_people(actor, cohort_id=make.cohort(where, started.pk).pk, seats=make.seats(ids), now=make.NOW)
    train, support, measure = queries.mix_totals(actor, started)
    assert (train.planned_hours, train.planned_minor) == (Decimal(72), 144_000)
    assert (support.planned_hours, support.planned_minor) == (Decimal(96), 192_000)
    assert (measure.planned_hours, measure.planned_minor) == (Decimal(72), 144_000)


def test_a_new_plan_replaces_the_old_one_and_keeps_it_on_record() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    group = make.cohort(where, started.pk)
    ids = [people.person(where, name).pk for name in ("Ana", "Ben")]
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats(ids), now=make.NOW)
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats(ids[:1]), now=make.NOW + timedelta(days=1))
    assert queries.mix_totals(actor, started)[0].planned_minor == 72_000
    assert [seat.person_id for seat in queries.seats(actor, started.pk)] == ids[:1]
    assert LedgerEntry.objects.within(actor).filter(arm=Arm.TRAIN, planned=True).count() == 2


def test_two_groups_share_one_plan() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    first, second = make.cohort(where, started.pk, 5), make.cohort(where, started.pk, 5)
    ana, ben = (people.person(where, name).pk for name in ("Ana", "Ben"))
    actions.seat_people(actor, cohort_id=first.pk, seats=make.seats([ana]), now=make.NOW)
    actions.seat_people(actor, cohort_id=second.pk, seats=make.seats([ben]), now=make.NOW)
    assert queries.mix_totals(actor, started)[0].planned_hours == Decimal(72)
    with pytest.raises(actions.NotEnoughSeats):
        actions.seat_people(actor, cohort_id=second.pk, seats=make.seats([ana]), now=make.NOW)


def test_nobody_is_seated_beyond_the_seats_nor_from_another_workspace() -> None:
    where, elsewhere = make.place(), make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    group = make.cohort(where, started.pk, 1)
    ids = [people.person(where, name).pk for name in ("Ana", "Ben")]
    with pytest.raises(actions.NotEnoughSeats):
        actions.seat_people(actor, cohort_id=group.pk, seats=make.seats(ids), now=make.NOW)
    stranger = people.person(elsewhere, "Zoe").pk
    with pytest.raises(NotFound):
        actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([stranger]), now=make.NOW)
    assert list(queries.seats(actor, started.pk)) == []


def test_actuals_are_what_others_post() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    line = actions.post(
        actor, campaign_id=started.pk, arm=Arm.SUPPORT, hours=Decimal("1.5"), money_minor=4_000, planned=False,
        told_by="support", what="travel", happened_on=make.TODAY, now=make.NOW,
    )  # fmt: skip
    actions.post(
        actor, campaign_id=started.pk, arm=Arm.SUPPORT, hours=Decimal("2.5"), money_minor=5_000, planned=False,
        told_by="support", what="travel", happened_on=make.TODAY, replaces=line, now=make.NOW,
    )  # fmt: skip
    support = queries.mix_totals(actor, started)[1]
    assert (support.actual_hours, support.actual_minor) == (Decimal("2.5"), 5_000)


def test_people_stand_where_their_log_says() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    ana, ben = (people.person(where, name).pk for name in ("Ana", "Ben"))
    make.note(where, started.pk, [ana, ben])
    make.note(where, started.pk, [ana], State.STARTED, on=make.TODAY + timedelta(days=9))
    make.note(where, started.pk, [ana], State.ENROLLED, on=make.TODAY + timedelta(days=3))
    stands = {member.person.pk: member.state for member in queries.members(actor, started.pk)}
    assert stands == {ana: State.STARTED, ben: State.APPLIED}
    assert queries.steps(actor, started.pk)[StepName.APPLICANTS].figures == {"people": 2}


def test_a_drop_out_without_a_reason_is_refused() -> None:
    where = make.place()
    started = make.campaign(where)
    ana = people.person(where, "Ana").pk
    with pytest.raises(actions.WrongReason):
        make.note(where, started.pk, [ana], State.DROPPED)
    make.note(where, started.pk, [ana], State.DROPPED, reason="pay")


def test_who_does_not_lead_changes_nothing() -> None:
    where = make.place()
    started = make.campaign(where)
    recruiter = people.member(where, Role.RECRUITER).actor
    with pytest.raises(access.Forbidden):
        actions.open_cohort(recruiter, campaign_id=started.pk, seats=1, starts_on=make.START, now=make.NOW)


def test_another_workspace_finds_no_such_campaign() -> None:
    started = make.campaign(make.place())
    lead = people.member(make.place(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        queries.campaign(lead, started.pk)


def test_many_moves_leave_one_audit_row_and_the_chain_holds() -> None:
    where = make.place()
    started = make.campaign(where)
    ids = [people.person(where, f"Person {number}").pk for number in range(5)]
    before = audit.length(where.pk)
    make.note(where, started.pk, ids, State.INVITED)
    assert audit.length(where.pk) == before + 1
    assert audit.check(where.pk) is None


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(BadInput):
        make.campaign(make.place(), template="moon")


def test_a_person_of_another_workspace_has_no_log_here() -> None:
    where = make.place()
    started = make.campaign(where)
    stranger = people.person(make.place(), "Zoe").pk
    with pytest.raises(NotFound):
        make.note(where, started.pk, [stranger])


def test_locked_seats_stay_with_those_who_have_them() -> None:
    where = make.place()
    actor, started = people.system(where), make.campaign(where)
    make.promise(where, started.pk)
    group = make.cohort(where, started.pk, 2)
    ana, ben = (people.person(where, name).pk for name in ("Ana", "Ben"))
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([ana]), now=make.NOW)
    locked = actions.lock_seats(actor, cohort_id=group.pk, now=make.NOW)
    with pytest.raises(actions.SeatsLocked):
        actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([ben]), now=make.NOW)
    assert [seat.person_id for seat in queries.seats(actor, started.pk)] == [ana]
    again = actions.lock_seats(actor, cohort_id=group.pk, now=make.NOW + timedelta(days=1))
    assert again.locked_at == locked.locked_at == make.NOW


def test_steps_and_plans_bear_the_day_of_the_workspace() -> None:
    evening = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 20:00 of 2 March in New York, where the workspace is
    where = make.place()
    actor = people.system(where)
    started = actions.start_campaign(
        actor,
        title="Pump fitters",
        template="nontraditional",
        framework_id=framework.tideway(actor).pk,
        openings=10,
        starts_on=make.START,
        now=evening,
    )
    actions.promise_jobs(
        actor,
        campaign_id=started.pk,
        employer_id=persons.profile(actor).pk,
        count=10,
        starts_on=make.START,
        commitment="Dana Cole: we will take them.",
        now=evening,
    )
    ana = people.person(where, "Ana").pk
    actions.note_status(
        actor, campaign_id=started.pk, person_ids=[ana], state=queries.State.APPLIED,
        happened_on=persons.today(actor, evening), now=evening,
    )  # fmt: skip
    group = actions.open_cohort(actor, campaign_id=started.pk, seats=10, starts_on=make.START, now=evening)
    actions.seat_people(actor, cohort_id=group.pk, seats=make.seats([ana]), now=evening)
    notes = queries.steps(actor, started.pk)
    days = {note.happened_on for note in notes.values()}
    days |= {line.happened_on for line in queries.planned_lines(actor, started.pk)}
    assert {StepName.STANDARD, StepName.PROMISE, StepName.APPLICANTS} <= set(notes)
    assert days == {date(2026, 3, 2)}


def test_campaigns_between_two_steps_are_found_in_one_query(django_assert_num_queries: Callable[..., Any]) -> None:
    where = make.place()
    actor = people.system(where)
    one, two = make.campaign(where), make.campaign(where)
    make.promise(where, two.pk)
    elsewhere = make.campaign(make.place())
    with django_assert_num_queries(1):
        begun = {each.pk for each in queries.between(actor, StepName.STANDARD, StepName.PROMISE)}
    assert begun == {one.pk}
    promised = queries.between(actor, StepName.PROMISE, StepName.APPLICANTS)
    assert {each.pk for each in promised} == {two.pk}
    assert not {elsewhere.pk} & {each.pk for each in queries.between(actor, StepName.STANDARD, StepName.FIT)}
    assert set(queries.steps(actor, two.pk)) == {StepName.STANDARD, StepName.PROMISE}
