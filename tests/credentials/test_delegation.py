"""Whoever does not lead talent signs within the leave she was given, in date, after her own training; never else."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench, bench, mark, observe, proven
from tests.credentials.factories import achievement, awarded, signing
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.credentials import actions, handlers, queries, training
from skillmark.credentials.delegation import Reach, WhyNot
from skillmark.credentials.models import Award, Delegation, SignedRecord, SigningTraining
from skillmark.foundation import signer
from skillmark.foundation.access import Forbidden, LogInTooWeak
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries
from skillmark.people.models import Message

pytestmark = pytest.mark.django_db
TODAY, LAST = NOW.date(), NOW.date() + timedelta(days=90)
RIGHT = {question.name: question.right for question in training.QUESTIONS}


def supervisor(where: Bench, *, leads_her: bool = True, trained: bool = True, role: Role = Role.LINE_MANAGER) -> Member:
    found = people.member(where.place, role, name="Sara Voss")
    if leads_her:
        people_actions.set_manager(
            where.program, person_id=where.candidate.person_id, manager_id=found.person_id, now=NOW
        )
    if trained:
        actions.finish_training(found.actor, answers=RIGHT, now=NOW)
    return found


def leave(where: Bench, to: Member, earned: Any = None, **fields: Any) -> Delegation:
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    given = {
        "person_id": to.person_id,
        "achievement_ids": [(earned or achievement(where)).pk],
        "reach": Reach.REPORTS,
        "starts": TODAY,
        "ends": LAST,
        "now": NOW,
    } | fields
    return actions.delegate(lead.strong, **given)


def sign(where: Bench, by: Member, earned: Any, *, now: Any = NOW, person_id: Any = None) -> SignedRecord:
    with signing():
        return actions.award(
            by.strong, person_id=person_id or where.candidate.person_id, achievement_id=earned.pk, now=now
        )


def why_not(where: Bench, by: Member, earned: Any, **given: Any) -> WhyNot:
    with pytest.raises(queries.MayNotSign) as refused:
        sign(where, by, earned, **given)
    assert not Award.objects.within(where.program).exists()
    return refused.value.why


def test_a_supervisor_signs_within_her_leave_and_the_record_names_it() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    given = leave(where, her, earned)
    record = sign(where, her, earned)
    assert vc.verify(record.document.encode(), at=NOW + timedelta(minutes=5)).verdict == "valid"
    (told,) = [one for one in json.loads(record.document)["evidence"] if one["genre"] == "issuer delegation"]
    assert told["id"] == given.pk.urn
    assert given.delegated_by_id is not None
    assert given.delegated_by_id.urn in told["description"]
    assert LAST.isoformat() in told["description"]
    assert "a line manager" in told["narrative"]
    (letter,) = Message.objects.within(where.program).filter(event="credentials.may_sign")
    assert (letter.person_id, letter.parameters) == (her.person_id, {"until": LAST.isoformat()})
    for name in ("Sara Voss", "Tess Hale"):
        assert name not in record.document
    assert record.award.delegation == given
    assert record.award.awarded_by_id == her.person_id


def test_without_leave_nothing_is_signed() -> None:
    where = bench()
    proven(where)
    assert why_not(where, supervisor(where), achievement(where)) is WhyNot.NO_LEAVE


def test_without_her_own_training_nothing_is_signed() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where, trained=False)
    leave(where, her, earned)
    assert why_not(where, her, earned) is WhyNot.UNTRAINED


def test_an_earlier_version_of_the_training_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    leave(where, her, earned)
    monkeypatch.setattr(training, "VERSION", training.VERSION + 1)
    assert why_not(where, her, earned) is WhyNot.UNTRAINED
    actions.finish_training(her.actor, answers=RIGHT, now=NOW)
    assert sign(where, her, earned).award.delegation


def test_wrong_answers_are_named_and_are_no_training() -> None:
    where = bench()
    her = supervisor(where, trained=False)
    with pytest.raises(actions.NotTrained) as refused:
        actions.finish_training(her.actor, answers=RIGHT | {"crew": "colleague"}, now=NOW)
    assert refused.value.wrong == ("crew",)
    assert not SigningTraining.objects.within(where.program).exists()


def test_nobody_does_the_training_for_her() -> None:
    where = bench()
    for other in (where.program, people.member(where.place, Role.TALENT_LEAD).strong, where.candidate.actor):
        with pytest.raises(Forbidden):
            actions.finish_training(other, answers=RIGHT, now=NOW)


def test_what_she_was_not_named_for_is_refused() -> None:
    where = bench()
    proven(where)
    her = supervisor(where)
    leave(where, her, achievement(where, public_name="Another"))
    assert why_not(where, her, achievement(where)) is WhyNot.ACHIEVEMENT


def test_whoever_does_not_report_to_her_is_out_of_reach() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where, leads_her=False)
    leave(where, her, earned)
    assert why_not(where, her, earned) is WhyNot.PERSON


def test_a_unit_reaches_the_units_in_it_and_no_other() -> None:
    where = bench()
    proven(where)
    hall = people_actions.add_unit(where.program, name="Hall", now=NOW)
    bay = people_actions.add_unit(where.program, name="Bay", parent_id=hall.pk, now=NOW)
    yard = people_actions.add_unit(where.program, name="Yard", now=NOW)
    earned, her = achievement(where), supervisor(where, leads_her=False, role=Role.ASSESSOR)
    person = people_queries.anyone(where.program, where.candidate.person_id)
    person.unit = yard
    person.save()
    leave(where, her, earned, reach=Reach.UNIT, unit_id=hall.pk)
    assert why_not(where, her, earned) is WhyNot.PERSON
    person.unit = bay
    person.save()
    assert "an assessor" in sign(where, her, earned).document


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [(1, 90, WhyNot.NOT_YET), (0, 0, WhyNot.OVER)],
    ids=["not begun", "expired"],
)
def test_out_of_date_nothing_is_signed(starts: int, ends: int, why: WhyNot) -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    day = timedelta(days=1)
    leave(where, her, earned, starts=TODAY + starts * day, ends=TODAY + ends * day)
    later = NOW + timedelta(days=2) if why is WhyNot.OVER else NOW
    assert why_not(where, her, earned, now=later) is why


def test_her_last_day_counts_to_its_end_where_the_workspace_is() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    leave(where, her, earned, ends=TODAY)
    assert sign(where, her, earned, now=NOW.replace(hour=23)).award.delegation


def test_nobody_signs_about_herself() -> None:
    where = bench()
    proven(where)
    people_actions.grant_role(where.program, person_id=where.candidate.person_id, role=Role.ASSESSOR, now=NOW)
    earned = achievement(where)
    actions.finish_training(where.candidate.actor, answers=RIGHT, now=NOW)
    leave(where, where.candidate, earned, reach=Reach.EVERYBODY)
    assert why_not(where, where.candidate, earned) is WhyNot.HERSELF


def test_a_worker_may_be_given_no_leave_and_a_lead_gives_herself_none() -> None:
    where = bench()
    with pytest.raises(NotFound):
        leave(where, where.candidate)
    lead = people.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR)
    with pytest.raises(Forbidden):
        actions.delegate(
            lead.strong, person_id=lead.person_id, achievement_ids=[achievement(where).pk], reach=Reach.EVERYBODY,
            starts=TODAY, ends=LAST, now=NOW,
        )  # fmt: skip


def test_a_supervisor_passes_no_leave_on() -> None:
    where = bench()
    her = supervisor(where)
    leave(where, her)
    with pytest.raises(Forbidden):
        actions.delegate(
            her.strong, person_id=where.first.person_id, achievement_ids=[achievement(where).pk],
            reach=Reach.EVERYBODY, starts=TODAY, ends=LAST, now=NOW,
        )  # fmt: skip


def test_whoever_alone_was_the_independent_assessor_leaves_signing_to_somebody_else() -> None:
    where = bench()
    earned = achievement(where)
    actions.finish_training(where.first.actor, answers=RIGHT, now=NOW)
    leave(where, where.first, earned, reach=Reach.EVERYBODY)
    her = supervisor(where)
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    mark(her, sitting)
    assert why_not(where, where.first, earned) is WhyNot.ONLY_ASSESSOR
    leave(where, her, earned)
    assert sign(where, her, earned).award.delegation


def test_the_policy_holds_for_her_as_for_everybody() -> None:
    where = bench()
    sitting = where.sitting()
    observe(where.first, sitting)
    mark(where.first, sitting)
    earned, her = achievement(where), supervisor(where)
    leave(where, her, earned)
    with pytest.raises(actions.NotProven):
        sign(where, her, earned)


def test_ending_a_leave_ends_signing_at_once_and_what_was_signed_stays() -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    given = leave(where, her, earned)
    record = sign(where, her, earned)
    lead = people.member(where.place, Role.TALENT_LEAD)
    actions.end_delegation(lead.actor, delegation_id=given.pk, now=NOW)
    another = achievement(where, public_name="Pump assembly: shafts")
    with pytest.raises(queries.MayNotSign) as refused:
        sign(where, her, another)
    assert refused.value.why is WhyNot.OVER
    status = vc.StatusLists(queries.list_loader(where.program))
    assert vc.verify(record.document.encode(), at=NOW + timedelta(minutes=5), status=status).verdict == "valid"


def test_what_waits_for_its_signature_when_a_leave_ends_is_never_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    proven(where)
    earned, her = achievement(where), supervisor(where)
    given = leave(where, her, earned)

    def nobody(*_: object) -> bytes:
        raise signer.SignerUnavailable("out")

    with monkeypatch.context() as out:
        out.setattr(signer, "sign", nobody)
        with pytest.raises(signer.SignerUnavailable):
            sign(where, her, earned)
    intent = Award.objects.within(where.program).get()
    actions.end_delegation(where.program, delegation_id=given.pk, now=NOW)
    with signing():
        handlers.sign(where.program, {"award": str(intent.pk)}, NOW)
    assert not SignedRecord.objects.within(where.program).exists()


def test_another_workspace_s_leave_is_worth_nothing_here() -> None:
    where, next_door = bench(), bench()
    proven(where)
    her = supervisor(where)
    leave(next_door, supervisor(next_door, leads_her=False), reach=Reach.EVERYBODY)
    earned = achievement(where)
    assert why_not(where, her, earned) is WhyNot.NO_LEAVE
    leave(where, her, earned, reach=Reach.EVERYBODY)
    with pytest.raises(NotFound):
        sign(where, her, earned, person_id=next_door.candidate.person_id)
    with pytest.raises(NotFound):
        actions.end_delegation(
            people.member(next_door.place, Role.TALENT_LEAD).actor,
            delegation_id=Delegation.objects.within(where.program).get().pk,
            now=NOW,
        )


def test_a_password_alone_signs_nothing_under_a_leave_in_a_real_workspace() -> None:
    where = bench(demonstration=False)
    proven(where)
    earned, her = achievement(where), supervisor(where)
    leave(where, her, earned)
    with pytest.raises(LogInTooWeak):
        actions.intend(her.actor, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)


def test_she_renews_within_her_leave_and_not_without() -> None:
    where = bench()
    earned = achievement(where)
    record = awarded(where, earned=earned)
    assert record.valid_until is not None
    her = supervisor(where)
    late = record.valid_until - timedelta(days=10)
    with signing(), pytest.raises(queries.MayNotSign):
        actions.renew_award(her.strong, record_id=record.pk, now=late)
    starts = late.date()
    given = leave(where, her, earned, starts=starts, ends=starts + timedelta(days=9))
    with signing(), pytest.raises(actions.NotProven):  # everything is shown again first
        actions.renew_award(her.strong, record_id=record.pk, now=late)
    type(earned).objects.within(where.program).update(again="delta")
    Award.objects.within(where.program).update(terms={"opens_days": 90, "again": "delta", "grace_days": 30})
    with signing():
        successor = actions.renew_award(her.strong, record_id=record.pk, now=late)
    assert successor.award.delegation == given


def test_days_that_make_no_sense_are_refused() -> None:
    where = bench()
    her = supervisor(where)
    for starts, ends in ((TODAY, TODAY - timedelta(days=1)), (date(2020, 1, 1), date(2020, 2, 1)),
                         (TODAY, TODAY + timedelta(days=400))):  # fmt: skip
        with pytest.raises(BadInput):
            leave(where, her, starts=starts, ends=ends)
