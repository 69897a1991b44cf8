"""The hard cases of support: who may ask, who may read, what is in clear, what a withdrawn consent stops, what erasure
destroys.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from tests.cases import factories as have
from tests.people import factories as make

from skillmark.config import tables
from skillmark.foundation import links, sealing
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.people.models import Correction, Employment, Organisation
from skillmark.support import actions, held, models, queries, rules
from skillmark.support.queries import Domain, Refusal, State, Urgency

pytestmark = pytest.mark.django_db
GUARDED = {"health", "disability", "substance_use", "legal", "violence"}


@pytest.fixture
def there() -> have.Bench:
    return have.bench()


def test_whoever_employs_or_may_hire_her_cannot_ask_for_health_or_violence() -> None:
    there = have.bench(kind="employer")
    case = have.a_case(there)
    held_by = queries.ties(there.coach.actor, case)
    assert {domain.value for domain in Domain} - {one.value for one in rules.to_ask(held_by)} == GUARDED
    for domain in GUARDED:
        with pytest.raises(BadInput, match="outside"):
            actions.assess(
                there.coach.actor, case_id=case.pk, answers={Domain(domain): actions.Answer(Urgency.NOW)},
                now=there.now,
            )  # fmt: skip
    assert not models.Assessment.objects.within(there.program).exists()


@pytest.mark.parametrize(
    "tie", [{"house_hires": True}, {"team_hires": True}, {"works_here": True}], ids=lambda tie: next(iter(tie))
)
def test_one_tie_is_enough_to_shut_out_what_is_guarded(tie: dict[str, bool]) -> None:
    free = {"house_hires": False, "team_hires": False, "works_here": False}
    assert rules.to_ask(rules.Ties(**free)) == list(Domain)
    assert GUARDED.isdisjoint(rules.to_ask(rules.Ties(**free | tie)))


def test_an_employers_team_in_a_partnership_is_no_outside_team(there: have.Bench) -> None:
    plant = people_actions.add_organisation(there.program, name="Tideway Pumps", kind="employer", now=there.now)
    assert not rules.is_outside(queries.ties(there.coach.actor, have.a_case(there, organisation_id=plant.pk)))
    assert rules.is_outside(queries.ties(there.coach.actor, have.a_case(there)))


def test_whoever_works_here_or_for_the_team_is_not_outside(there: have.Bench) -> None:
    coach, team = there.coach.actor, people_actions.add_organisation(there.program, name="Harbor Center",
        kind="agency", now=there.now)  # fmt: skip
    case, person_id = have.a_case(there, organisation_id=team.pk), there.ana.person_id

    def works_at(organisation: str, **days: date) -> bool:
        job = people_actions.record_employment(
            there.program, person_id=person_id, title="Cook", organisation=organisation, **days, now=there.now
        )
        tied = queries.ties(coach, case).works_here
        Employment.objects.within(there.program).filter(pk=job.pk).delete()
        return tied

    assert rules.is_outside(queries.ties(coach, case))
    home = people.profile(there.program).name
    assert works_at(f" {home.upper()} ")
    assert works_at("Harbor  center")
    assert not works_at("Somewhere Else")
    assert not works_at(home, started=there.today - timedelta(days=9), ended=there.today - timedelta(days=1))
    people_actions.set_manager(there.program, person_id=there.other.person_id, manager_id=person_id, now=there.now)
    assert queries.ties(coach, case).works_here, "she leads somebody here"


def test_what_was_kept_before_the_house_became_an_employer_is_shown_to_nobody_here(there: have.Bench) -> None:
    case = have.everything_said(there)
    Organisation.objects.within(there.program).filter(home=True).update(kind="employer")
    actor = there.coach.actor
    whole = queries.whole(actor, queries.case(actor, case.pk), there.today)
    assert (whole.needs, whole.referrals, whole.payments, whole.notes, whole.kept_back) == ([], [], [], [], 4)
    actions.write_note(actor, case_id=case.pk, words="Came on time.", now=there.now)
    assert [note.words for note in queries.whole(actor, case, there.today).notes] == ["Came on time."]


def test_nothing_of_a_need_stands_in_clear_in_any_table(there: have.Bench) -> None:
    have.everything_said(there)
    told = set()
    secrets = (*have.WORDS, "substance_use", have.PROVIDER.lower(), queries.Outcome.PARTLY.value)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                told |= {f"{table}: {secret}" for secret in secrets if any(secret in as_text(cell) for cell in row)}
    # the directory says what a provider does, and beside whom it stands nowhere
    assert told == {"support_offer: substance_use", f"support_offer: {have.PROVIDER.lower()}"}


def as_text(cell: object) -> str:
    return (bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)).lower()


def test_a_copy_of_the_database_opens_no_case_without_the_installations_key(
    there: have.Bench, settings: pytest.FixtureRequest
) -> None:
    case = have.everything_said(there)
    settings.SECRET_KEY = "that of another installation"  # type: ignore[attr-defined]
    with pytest.raises(sealing.Unreadable):
        queries.for_herself(there.program, case, there.today)


@pytest.mark.parametrize("role", [*Role, None])
def test_nobody_but_the_team_finds_a_case(there: have.Bench, role: Role | None) -> None:
    case, row = have.sent(there)
    stranger = make.member(there.where, *([role] if role else []), name="Somebody").strong
    with pytest.raises(NotFound):
        queries.case(stranger, case.pk)
    with pytest.raises(NotFound):
        queries.referral(stranger, row.pk, there.today)
    with pytest.raises(NotFound):
        queries.released(stranger, row.pk)
    assert held.personal_data(stranger, there.ana.person_id) == []


def test_a_coach_of_hers_who_is_not_on_the_case_reads_nothing_of_it(there: have.Bench) -> None:
    case = have.a_case(there)
    coach = make.member(there.where, Role.CASE_MANAGER, name="Another coach", over=there.ana.person_id)
    with pytest.raises(NotFound):
        queries.case(coach.actor, case.pk)


def test_search_timeline_and_what_waits_tell_nothing_of_a_case(there: have.Bench) -> None:
    case = have.everything_said(there)
    asked = {question for question, by in tables.answers().items() if "support" in by}
    assert asked == {"personal_data", "erase", "due_for", "put_right_within"}
    due = tables.answers()["due_for"]["support"]
    assert due(make.member(there.where, Role.TALENT_LEAD).actor, there.now) == []
    assert [one.title for one in due(there.coach.actor, there.now)] == ["1 thing on your caseload is due"]
    assert case.person.name not in str(due(there.coach.actor, there.now))


def test_what_she_says_of_her_case_is_asked_of_nobody_but_its_team(there: have.Bench) -> None:
    have.everything_said(there)
    make.member(there.where, Role.TALENT_LEAD, name="Lena Lead")
    client, whose = there.ana.client(), {"workspace": there.where.slug, "person_id": there.ana.person_id}
    page = client.get(reverse("house:own_data")).content.decode()
    assert "tell your case team" in page
    assert "/support-" not in page
    assert "$45" in page
    for row in held.personal_data(there.ana.actor, there.ana.person_id):
        kind = f"support-{row['kind']}"
        typed = client.post(reverse("people:ask_correction", kwargs=whose | {"kind": kind}), {"wanted": "x"})
        assert typed.status_code == 404, kind
    with pytest.raises(NotFound):
        people_actions.ask_correction(
            there.ana.actor, person_id=there.ana.person_id, kind="support.note", wanted=have.WORDS[0], now=there.now
        )
    assert not Correction.objects.within(there.program).exists()


def test_consent_taken_back_in_mid_referral_stops_it_and_loses_nothing(there: have.Bench) -> None:
    _case, row = have.sent(there)
    outside = have.receiver(row)
    assert queries.asked(outside, queries.released(outside, row.pk), there.today).told == {
        "name": "Ana Ruiz", "phone": "",
    }  # fmt: skip
    actions.stop_own(there.ana.holder, referral_id=row.pk, now=there.now)
    with pytest.raises(NotFound):
        queries.asked(outside, queries.released(outside, row.pk), there.today)
    with pytest.raises(NotFound):
        actions.answer(outside, referral_id=row.pk, accepts=True, now=there.now)
    link = links.by_id(row.link_id)  # type: ignore[arg-type]
    assert link is not None
    assert not links.opens(link, there.now)
    kept = queries.referral(there.coach.actor, row.pk, there.today)
    assert (kept.state, kept.purpose, kept.says) == (State.STOPPED, have.WORDS[3], have.WORDS[1])
    assert None not in (kept.referral.agreed_at, kept.referral.stopped_at)


def test_nothing_goes_out_before_she_agreed(there: have.Bench) -> None:
    case = have.a_case(there)
    row = have.referred(there, case, have.assessed(there, case), have.an_offer(there))
    assert row.link_id is None
    declined = actions.release_own(there.ana.holder, referral_id=row.pk, agrees=False, now=there.now)
    assert (declined.state, declined.link_id) == (State.DECLINED, None)
    with pytest.raises(BadInput, match="answered already"):
        actions.release(there.coach.actor, referral_id=row.pk, agrees=True, now=there.now)


def test_nobody_answers_for_her_but_herself_and_her_team(there: have.Bench) -> None:
    case = have.a_case(there)
    row = have.referred(there, case, have.assessed(there, case), have.an_offer(there))
    with pytest.raises(NotFound):
        actions.release_own(there.other.holder, referral_id=row.pk, agrees=True, now=there.now)
    with pytest.raises(NotFound):
        actions.release(there.other.actor, referral_id=row.pk, agrees=True, now=there.now)


def test_whoever_has_a_log_in_agrees_on_her_own_page_and_not_on_paper(there: have.Bench) -> None:
    case = have.a_case(there)
    row = have.referred(there, case, have.assessed(there, case), have.an_offer(there))
    with pytest.raises(BadInput, match="their own page"):
        actions.release(there.coach.actor, referral_id=row.pk, agrees=True, now=there.now)
    assert actions.release(there.coach.actor, referral_id=row.pk, agrees=False, now=there.now).state == State.DECLINED
    without = have.a_case(there, person_id=make.person(there.where, "Nobody's log-in").pk)
    row = have.referred(there, without, have.assessed(there, without), have.an_offer(there))
    assert actions.release(there.coach.actor, referral_id=row.pk, agrees=True, now=there.now).agreed_on_paper


def test_a_release_ends_on_its_day(there: have.Bench) -> None:
    _case, row = have.sent(there)
    outside, after = have.receiver(row), row.release_ends_on + timedelta(days=1)
    assert queries.asked(outside, row, row.release_ends_on).until == row.release_ends_on
    with pytest.raises(NotFound):
        queries.asked(outside, row, after)
    assert queries.referral(there.coach.actor, row.pk, after).state is State.LAPSED


def test_a_receiver_refuses_with_a_reason_and_may_do_so_after_all(there: have.Bench) -> None:
    _case, row = have.sent(there)
    outside = have.receiver(row)
    with pytest.raises(BadInput, match="reason"):
        actions.answer(outside, referral_id=row.pk, accepts=False, now=there.now)
    actions.answer(outside, referral_id=row.pk, accepts=True, now=there.now)
    with pytest.raises(BadInput, match="answered already"):
        actions.answer(outside, referral_id=row.pk, accepts=True, now=there.now)
    actions.answer(outside, referral_id=row.pk, accepts=False, refusal=Refusal.FULL, now=there.now)
    seen = queries.referral(there.coach.actor, row.pk, there.today)
    assert (seen.state, seen.refusal) == (State.REFUSED, Refusal.FULL)
    assert Refusal.FULL not in models.Referral.objects.within(there.program).values_list()[0]


def test_erasing_her_destroys_her_cases_and_their_keys(there: have.Bench) -> None:
    case = have.everything_said(there)
    assert there.coach.actor.over([Role.CASE_MANAGER]) == {case.pk}
    people_actions.erase_person(there.program, person_id=there.ana.person_id, now=there.now)
    assert not there.coach.actor.over([Role.CASE_MANAGER])
    for model in (models.Case, models.Assessment, models.Need, models.PlanStep, models.CaseNote, models.Referral,
        models.Payment, models.Sight):  # fmt: skip
        assert not model.objects.within(there.program).exists(), model
    with pytest.raises(NotFound):
        queries.case(there.coach.actor, case.pk)


def test_erasing_a_coach_leaves_the_case_without_her_name(there: have.Bench) -> None:
    case, today = have.everything_said(there), there.today
    actions.join_team(there.coach.actor, case_id=case.pk, person_id=there.other.person_id, now=there.now)
    people_actions.erase_person(there.program, person_id=there.coach.person_id, now=there.now)
    kept = queries.case(there.other.actor, case.pk)
    note = queries.whole(there.other.actor, kept, today).notes[0]
    assert (kept.opened_by_id, note.note.author_id, note.words) == (None, None, have.WORDS[0])


def test_she_reads_the_whole_of_it_in_her_own_copy(there: have.Bench) -> None:
    have.everything_said(there)
    told = {row["kind"]: row["values"] for row in held.personal_data(there.ana.actor, there.ana.person_id)}
    assert told["need"]["title"] in ("Alcohol and drugs", "Food")
    assert (told["note"]["text"], told["service"]["outcome"]) == (have.WORDS[0], "It helped in part")


def test_who_is_no_coach_opens_no_case(there: have.Bench) -> None:
    lead = make.member(there.where, Role.TALENT_LEAD, name="Lena Lead")
    with pytest.raises(Forbidden):
        actions.open_case(lead.actor, person_id=there.ana.person_id, organisation_id=there.home, now=there.now)
