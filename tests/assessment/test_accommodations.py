"""What somebody needs for an attempt is read by the few who provide it, and by nobody else."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench, mark
from tests.assessment.looking import again, assurer_of, drawn_on_day_of
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, answers, queries
from skillmark.assessment.models import Accommodation, AccommodationAnswer, NeverChanged
from skillmark.assessment.queries import AccommodationStatus, Sitting
from skillmark.foundation import erasure
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db

ASKED, SENTENCE = "Quillwort lamp beside the bench", "Marshlight lamp stands ready"


def asked(where: Bench, sitting: Sitting, text: str = ASKED) -> UUID:
    return actions.ask_accommodation(where.candidate.actor, sitting_id=sitting.pk, text=text, now=NOW).pk


def granted(where: Bench, sitting: Sitting) -> UUID:
    need_id, lead = asked(where, sitting), people.member(where.place, Role.TALENT_LEAD, name="Lena Fuchs")
    answer(lead.actor, need_id)
    return need_id


def answer(actor: Actor, need_id: UUID, *, yes: bool = True) -> AccommodationAnswer:
    return actions.answer_accommodation(actor, accommodation_id=need_id, granted=yes, sentence=SENTENCE, now=NOW)


def words_on_page(member: Member, where: Bench, sitting: Sitting) -> tuple[bool, bool]:
    """Whether the page of the attempt shows what was asked for, and what was answered."""
    response = member.client().get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk]))
    page = response.content.decode()
    return ASKED in page, SENTENCE in page


def seen(actor: Actor, sitting: Sitting) -> list[str]:
    return [need.text for need in queries.needs_seen(actor, sitting)]


def test_no_address_that_shows_an_attempt_tells_it_to_any_role_but_the_few() -> None:
    """The attempt waits for marks, so that assessors are among the few; the line manager does not lead the person."""
    where = bench()
    sitting = where.sitting()
    need_id = granted(where, sitting)
    by_sitting = [
        reverse(f"assessment:{name}", args=[where.place.slug, sitting.pk])
        for name in ("attempt", "score", "settle", "evidence", "ask_accommodation")
    ]
    by_need = [
        reverse(f"assessment:{name}", args=[where.place.slug, need_id])
        for name in ("answer_accommodation", "withdraw_accommodation")
    ]
    lists = [reverse(f"assessment:{name}", args=[where.place.slug]) for name in ("attempts", "quality", "agreements")]
    person = f"/w/{where.place.slug}/people/{where.candidate.person_id}/"
    house = [reverse("house:today", args=[where.place.slug]), reverse("assessment:own"), person]
    told: dict[str, set[str]] = {}
    for role in Role:
        client = people.member(where.place, role, name=f"Somebody {role}").client()
        for address in (*by_sitting, *by_need, *lists, *house):
            page = client.get(address).content.decode()
            if ASKED in page or SENTENCE in page:
                told.setdefault(address, set()).add(role)
    assert told == {by_sitting[0]: {Role.TALENT_LEAD, Role.ASSESSOR}, by_need[0]: {Role.TALENT_LEAD}}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TALENT_LEAD, Role.ASSESSOR}))
def test_no_other_role_reads_it(role: Role) -> None:
    where = bench()
    sitting = where.sitting()
    granted(where, sitting)
    other = people.member(where.place, role, name="Somebody else")
    assert words_on_page(other, where, sitting) == (False, False)
    assert seen(other.actor, sitting) == []


def test_whoever_marks_reads_what_is_granted_and_neither_what_is_asked_nor_what_is_refused() -> None:
    where = bench()
    sitting = where.sitting()
    asked(where, sitting)
    assert words_on_page(where.first, where, sitting) == (False, False)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lena Fuchs")
    answer(lead.actor, asked(where, sitting, "Refused one"), yes=False)
    assert seen(where.first.actor, sitting) == []
    answer(lead.actor, asked(where, sitting, "Granted one"))
    assert seen(where.first.actor, sitting) == ["Granted one"]
    assert seen(lead.actor, sitting) == seen(where.candidate.actor, sitting) == [ASKED, "Refused one", "Granted one"]


def test_whoever_marked_reads_it_until_all_marks_are_in_and_then_no_longer() -> None:
    where = bench()
    sitting = where.sitting()
    granted(where, sitting)
    mark(where.first, sitting)
    assert words_on_page(where.first, where, sitting) == (True, True)
    mark(where.second, sitting)
    for assessor in (where.first, where.second):
        assert words_on_page(assessor, where, sitting) == (False, False)
    assert words_on_page(where.candidate, where, sitting) == (True, True)


def test_whoever_marks_again_and_whoever_settles_never_read_it() -> None:
    where = bench()
    sitting = where.sitting()
    need_id = granted(where, sitting)
    mark(where.first, sitting)
    mark(where.second, sitting)
    assurer = assurer_of(where)
    plan = drawn_on_day_of(where, assurer, queries.sitting(where.program, sitting.pk))
    unit_id = plan.units.get(drawn=True).pk
    pages = ["mark_again", "marked_again"]
    before = assurer.client().get(reverse(f"assessment:{pages[0]}", args=[where.place.slug, unit_id]))
    again(assurer, plan)
    after = assurer.client().get(reverse(f"assessment:{pages[1]}", args=[where.place.slug, unit_id]))
    for response in (before, after):
        assert response.status_code == 200
        assert ASKED not in response.content.decode()
    assert words_on_page(assurer, where, sitting) == (False, False)
    with pytest.raises(NotFound):
        queries.need(assurer.actor, need_id)


def test_an_assessor_grants_what_is_needed_for_an_attempt_she_started_and_for_no_other() -> None:
    where = bench()
    hers = actions.open_sitting(where.first.actor, task_id=where.task.pk, person_id=where.candidate.person_id, now=NOW)
    need_id = asked(where, hers)
    for refused in (where.second.actor, where.candidate.actor, where.program):
        with pytest.raises((Forbidden, NotFound)):
            answer(refused, need_id)
    address = reverse("assessment:answer_accommodation", args=[where.place.slug, need_id])

    def waits(member: Member) -> bool:
        due = [one for one in answers.due_for(member.actor, NOW) if one.url == address]
        assert ASKED not in "".join(one.title for one in due)
        return bool(due)

    assert waits(where.first)
    assert not waits(where.second)
    sent = where.first.client().post(address, {"granted": "yes", "sentence": SENTENCE})
    assert sent.status_code == 302
    assert not waits(where.first)
    assert queries.need(where.candidate.actor, need_id).status is AccommodationStatus.GRANTED
    with pytest.raises(NotFound):
        answer(where.first.actor, asked(where, where.sitting()))


def test_an_answer_stands_and_what_is_withdrawn_is_seen_by_no_assessor() -> None:
    where = bench()
    sitting = where.sitting()
    need_id = granted(where, sitting)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Another lead")
    with pytest.raises(BadInput):
        answer(lead.actor, need_id, yes=False)
    with pytest.raises(Forbidden):
        actions.withdraw_accommodation(lead.actor, accommodation_id=need_id, now=NOW)
    address = reverse("assessment:withdraw_accommodation", args=[where.place.slug, need_id])
    assert where.candidate.client().post(address).status_code == 302
    assert queries.need(where.candidate.actor, need_id).status is AccommodationStatus.WITHDRAWN
    assert seen(where.first.actor, sitting) == []
    with pytest.raises(BadInput):
        actions.withdraw_accommodation(where.candidate.actor, accommodation_id=need_id, now=NOW)


def test_two_answers_at_once_leave_one() -> None:
    where = bench()
    need_id = granted(where, where.sitting())
    found = Accommodation.objects.within(where.program).get(pk=need_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccommodationAnswer.objects.record(
            where.program, now=NOW, happened_on=NOW.date(), accommodation=found, status="refused", sealed=b"no"
        )
    with pytest.raises(NeverChanged):
        found.save()


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_what_is_needed_is_said_in_a_few_words(text: str) -> None:
    where = bench()
    with pytest.raises(BadInput):
        asked(where, where.sitting(), text)


def test_nothing_is_arranged_once_all_marks_are_in() -> None:
    where = bench()
    sitting = where.sitting()
    need_id = asked(where, sitting)
    mark(where.first, sitting)
    mark(where.second, sitting)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lena Fuchs")
    with pytest.raises(BadInput):
        answer(lead.actor, need_id)
    with pytest.raises(BadInput):
        asked(where, sitting)
    assert not [one for one in answers.due_for(lead.actor, NOW) if "needs" in one.url]


def test_the_words_are_sealed_in_the_database_and_go_with_the_person_and_with_the_attempt() -> None:
    where = bench()
    sitting = where.sitting()
    need_id = granted(where, sitting)
    row = Accommodation.objects.within(where.program).get(pk=need_id)
    assert ASKED.encode() not in bytes(row.sealed)
    with pytest.raises(erasure.Erased):
        erasure.unseal(where.first.person_id, bytes(row.sealed))
    held = answers.personal_data(where.program, where.candidate.person_id)
    kept = next(one["values"] for one in held if one["kind"] == "accommodation")
    assert (kept["text"], kept["answer"]) == (ASKED, SENTENCE)
    answers.lasting()["attempt"].drop(where.program, [sitting.pk], NOW)
    assert not Accommodation.objects.within(where.program).exists()
    assert not AccommodationAnswer.objects.within(where.program).exists()


def test_erasing_whoever_granted_leaves_the_answer_without_her_name() -> None:
    where = bench()
    sitting = actions.open_sitting(
        where.first.actor, task_id=where.task.pk, person_id=where.candidate.person_id, now=NOW
    )
    need_id = asked(where, sitting)
    answer(where.first.actor, need_id)
    held = {one["kind"]: one["values"] for one in answers.personal_data(where.program, where.first.person_id)}
    assert held["opened"] == held["accommodation_answered"] == {"count": 1}
    people_actions.erase_person(where.program, person_id=where.first.person_id, now=NOW + timedelta(days=1))
    left = queries.need(where.candidate.actor, need_id)
    assert (left.text, left.sentence) == (ASKED, SENTENCE)
    assert left.accommodation.answers.get().given_by_id is None
    assert Sitting.objects.within(where.program).get(pk=sitting.pk).opened_by_id is None
