"""A signed count of a group: checked by anybody, told of nobody, never changed afterwards."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement, awarded, signing
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.config.commands import verify as command
from skillmark.credentials import actions, queries, stating
from skillmark.credentials.models import Award, CapabilityStatement, SignedRecord
from skillmark.credentials.stating import Counted, Refusal
from skillmark.foundation import audit, jobs
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel import vc
from skillmark.people import actions as people_actions
from skillmark.people.rules import EMPLOYEE_FILE

PEOPLE = [uuid4() for _ in range(40)]
LATER = NOW + timedelta(hours=1)


def of(members: range, holders: range) -> Counted:
    return Counted(frozenset(PEOPLE[one] for one in members), frozenset(PEOPLE[one] for one in holders))


# May it be told? -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counted", "refused"),
    [
        (of(range(3), range(3)), Refusal.TOO_FEW),
        (of(range(3), range(1)), Refusal.TOO_FEW),
        (of(range(20), range(4)), Refusal.TOO_FEW),
        (of(range(20), range(16)), Refusal.TOO_FEW),  # the four who do not are told of too
        (of(range(20), range(20)), Refusal.TOO_FEW),
        (of(range(20), range(0)), Refusal.TOO_FEW),
        (of(range(10), range(5)), None),
    ],
)
def test_a_count_of_too_few_or_that_leaves_too_few_out_is_refused(counted: Counted, refused: Refusal | None) -> None:
    assert stating.refusal(counted, [], 5) is refused


@pytest.mark.parametrize(
    ("later", "refused"),
    [
        (of(range(30), range(12)), None),  # the same people
        (of(range(30), range(13)), Refusal.TOO_ALIKE),  # one more earned it
        (of(range(31), range(12)), Refusal.TOO_ALIKE),  # one more came
        (of(range(30), range(1, 13)), Refusal.TOO_ALIKE),  # one for another: the same numbers, two people told of
        (of(range(30), range(17)), None),
    ],
)
def test_a_count_that_beside_an_earlier_one_tells_of_a_few_is_refused(later: Counted, refused: Refusal | None) -> None:
    assert stating.refusal(later, [of(range(30), range(12))], 5) is refused


# The statement -------------------------------------------------------------------------------------------------------


def technicians(where: Bench, number: int, *, title: str = "Technician") -> list[UUID]:
    made = [people.person(where.place, f"Person {title} {one}", reference=f"{title}-{one}").pk for one in range(number)]
    for person_id in made:
        people_actions.record_employment(
            where.program, person_id=person_id, title=title, source=EMPLOYEE_FILE, started=NOW.date(), now=NOW
        )
    return made


def give(where: Bench, like: SignedRecord, person_ids: list[UUID]) -> list[SignedRecord]:
    """Records of these people like the one that was earned: what is counted are rows, whoever signed them."""
    made = []
    for person_id in person_ids:
        award = Award.objects.record(
            where.program, now=NOW, person_id=person_id, achievement=like.award.achievement, sittings=[], levels={},
            document="{}", key_number=1, verification_method="",
        )  # fmt: skip
        made.append(
            SignedRecord.objects.record(
                where.program,
                now=NOW,
                award=award,
                person_id=person_id,
                document="{}",
                valid_from=NOW,
                valid_until=NOW + timedelta(days=1000),
            )
        )
    return made


def group(number: int = 12, holders: int = 6) -> tuple[Bench, SignedRecord, list[UUID], list[SignedRecord]]:
    where = bench()
    like = awarded(where, earned=achievement(where, public_name="Pump seals"))
    everybody = technicians(where, number)
    where.place.refresh_from_db()
    type(where.place).objects.filter(pk=where.place.pk).update(minimum_cell=5)
    return where, like, everybody, give(where, like, everybody[:holders])


def state(where: Bench, like: SignedRecord, member: Member | None = None, **options: object) -> CapabilityStatement:
    given = {"achievement_id": like.award.achievement_id, "job": "Technician", "months": 12, "now": LATER} | options
    with signing():
        return actions.state(member.actor if member else where.program, **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_third_party_reads_and_checks_it() -> None:
    where, like, _, _ = group()
    made = state(where, like)
    assert (made.numerator, made.denominator) == (6, 12)
    status = vc.StatusLists(queries.published_loader())
    verdict = vc.verify(made.document.encode(), at=LATER, status=status)
    assert (verdict.verdict, verdict.check("status").code) == ("valid", "status_ok")
    said = "6 of 12 people whose job is “Technician” hold a current record of “Pump seals”"
    assert verdict.statement == said == verdict.as_dict("x")["statement"]
    assert f"It states of a group: {said}." in command._line("x", verdict)
    answer = Client().get(f"/statements/{made.pk}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "6 of 12 people" in page
    assert "proves nothing about any one person" in page
    brought = Client().post("/check/", {"text": made.document}).content.decode()
    assert "6 of 12 people" in brought
    assert Client().get(f"/statements/{made.pk}/statement.json").content.decode() == made.document
    assert audit.check(where.place.pk) is None


@pytest.mark.django_db
def test_it_names_nobody() -> None:
    where, like, everybody, _ = group()
    text = state(where, like).document
    assert not any(str(one) in text for one in everybody)
    assert "Person Technician" not in text


@pytest.mark.django_db
def test_a_changed_number_does_not_verify() -> None:
    where, like, _, _ = group()
    document = json.loads(state(where, like).document)
    document["credentialSubject"]["result"][0]["value"] = "11"
    verdict = vc.verify(json.dumps(document).encode(), at=LATER)
    assert verdict.verdict == "invalid"
    assert "It states" not in command._line("x", verdict)


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "holders"), [(3, 3), (12, 4), (12, 8), (12, 12)])
def test_a_unit_of_too_few_is_not_told_of_and_nothing_is_kept(number: int, holders: int) -> None:
    where, like, _, _ = group(number, holders)
    with pytest.raises(actions.MayNotBeTold) as refused:
        state(where, like)
    assert refused.value.why is Refusal.TOO_FEW
    assert not CapabilityStatement.objects.within(where.program).exists()


@pytest.mark.django_db
def test_later_changes_do_not_alter_it_and_the_same_instant_gives_the_same_number() -> None:
    where, like, everybody, records = group()
    made = state(where, like)
    before = made.document
    gone = records[0]
    gone.revoked_at, gone.revocation_reason = LATER + timedelta(hours=1), "Mixed up."
    gone.save()
    people_actions.record_employment(
        where.program, person_id=where.candidate.person_id, title="Technician", source=EMPLOYEE_FILE,
        started=(NOW + timedelta(days=1)).date(), now=NOW + timedelta(days=1),
    )  # fmt: skip
    give(where, like, [])
    kept = CapabilityStatement.objects.within(where.program).get()
    assert kept.document == before
    again = queries.count_for_statement(where.program, like.award.achievement, "Technician", kept.as_of)
    assert (len(again.holders), len(again.members)) == (kept.numerator, kept.denominator)
    now = queries.count_for_statement(where.program, like.award.achievement, "Technician", NOW + timedelta(days=2))
    assert (len(now.holders), len(now.members)) == (6, 13)
    assert where.candidate.person_id in now.holders
    assert everybody[0] not in now.holders


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["ended", "withdrawn", "other", "left"])
def test_only_records_in_force_of_people_in_the_job_count(fault: str) -> None:
    where, like, everybody, records = group(13, 6)
    one = records[0]
    if fault == "ended":
        one.valid_until = LATER - timedelta(minutes=1)
    if fault == "withdrawn":
        one.revoked_at = LATER - timedelta(minutes=1)
    if fault == "other":
        one.person_id = where.candidate.person_id
    one.save()
    if fault == "left":
        people_actions.erase_person(where.program, person_id=everybody[0], now=NOW + timedelta(minutes=1))
    assert state(where, like).numerator == 5


@pytest.mark.django_db
def test_one_more_holder_is_not_told_of_by_a_second_statement() -> None:
    where, like, everybody, _ = group(14, 6)
    state(where, like)
    give(where, like, everybody[6:7])
    with pytest.raises(actions.MayNotBeTold) as refused:
        state(where, like, now=LATER + timedelta(days=1))
    assert refused.value.why is Refusal.TOO_ALIKE


@pytest.mark.django_db
def test_it_expires_and_can_be_withdrawn() -> None:
    where, like, _, _ = group()
    made = state(where, like, months=1)
    assert vc.verify(made.document.encode(), at=NOW + timedelta(days=40)).check("validity").code == "expired"
    with signing():
        actions.withdraw_statement(where.program, statement_id=made.pk, reason="Last year's list.", now=LATER)
        jobs.run_all(LATER + timedelta(minutes=1))
    status = vc.StatusLists(queries.published_loader())
    assert vc.verify(made.document.encode(), at=LATER, status=status).check("status").code == "revoked"


@pytest.mark.django_db
def test_where_nobody_signs_just_now_the_count_stands_and_a_job_signs_it() -> None:
    where, like, _, _ = group()
    given = {"achievement_id": like.award.achievement_id, "job": "Technician", "months": 12, "now": LATER}
    stored = actions.intend_statement(where.program, **given)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        queries.published_statement(stored.pk)
    with signing():
        jobs.run_all(LATER + timedelta(minutes=1))
    found = queries.published_statement(stored.pk)
    assert vc.verify(found.document.encode(), at=LATER).check("proof").code == "proof_ok"


@pytest.mark.django_db
def test_a_lead_publishes_it_on_a_page_and_others_do_not() -> None:
    where, like, _, _ = group()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    with pytest.raises(Forbidden):
        state(where, like, where.first)
    address = f"/w/{where.place.slug}/records/statements/publish/"
    given = {"achievement": str(like.award.achievement_id), "job": "Technician", "months": "12"}
    with signing():
        answer = lead.client().post(address, given)
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"].startswith("/statements/")
    technicians(where, 3, title="Welder")
    with signing():
        refused = lead.client().post(address, given | {"job": "Welder"}).content.decode()
    assert "Too few to show" in refused
    assert "of 3" not in refused
    assert "6 of 12" in lead.client().get(f"/w/{where.place.slug}/records/statements/").content.decode()
