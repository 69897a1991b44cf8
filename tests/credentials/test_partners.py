"""Other organisations endorse and certify by signatures of their own; never by ours, and never by whoever asked."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.assessment.factories import NOW, Bench, bench, proven
from tests.credentials.factories import Issuer, achievement, as_file, awarded, signing, statement
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.credentials import actions, handlers, queries
from skillmark.credentials.actions import NoEndorsement
from skillmark.credentials.models import Award, Endorsement, PartnerAsk, SignedRecord
from skillmark.credentials.partners import Kind, Statement
from skillmark.foundation import actions as foundation
from skillmark.foundation import signer
from skillmark.foundation.access import Forbidden, LogInTooWeak
from skillmark.foundation.roles import Actor, Grant, Role
from skillmark.foundation.scopes import NotFound, WorkspaceScope
from skillmark.foundation.signing import key_in_force, keys
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput
from skillmark.kernel.vc.multibase import did_key
from skillmark.people import queries as persons
from skillmark.people.models import Message

pytestmark = pytest.mark.django_db
TODAY, LAST = NOW.date(), NOW.date() + timedelta(days=365)
SOON = NOW + timedelta(minutes=5)
SAID = Statement(
    "Fitting pump seals at this employer", "Accredited by the State Board, number 17", "https://board.example/17"
)


def partner(where: Bench) -> Member:
    return people.member(where.place, Role.ASSOCIATION, name="Paula Kern")


def asked(where: Bench, of: Member, kind: Kind = Kind.ENDORSE, earned: Any = None, **fields: Any) -> PartnerAsk:
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    given = {
        "kind": kind,
        "organisation": "Harbor Board",
        "person_id": of.person_id,
        "achievement_id": earned.pk if earned else None,
        "starts": TODAY,
        "ends": LAST,
        "now": NOW,
    } | fields
    return actions.ask_partner(lead.strong, **given)


def given(where: Bench, of: Member, ask: PartnerAsk) -> Endorsement:
    with signing():
        return actions.give_endorsement(of.strong, ask_id=ask.pk, statement=SAID, now=NOW)


def agreed(where: Bench, earned: Any, **fields: Any) -> PartnerAsk:
    her = partner(where)
    ask = asked(where, her, Kind.CERTIFY, earned, **fields)
    with signing():
        return actions.agree_to_certify(her.strong, ask_id=ask.pk, now=NOW)


def check(where: Bench, record: SignedRecord) -> vc.Verdict:
    lists = vc.StatusLists(queries.list_loader(where.program))
    return vc.verify(record.document.encode(), at=SOON, status=lists)


def operator(where: Bench) -> Actor:
    return Actor(WorkspaceScope(where.place.pk), grants=(Grant(Role.OPERATOR),), demonstration=True, process="keys")


def test_an_endorsement_is_a_statement_of_its_own_by_a_key_of_its_own() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    row = given(where, her, asked(where, her, earned=earned))
    document = json.loads(row.document)
    assert document["type"][1] == "EndorsementCredential"
    assert document["credentialSubject"]["id"] == earned.pk.urn
    assert document["issuer"]["name"] == "Harbor Board"
    assert document["evidence"][0]["id"] == "https://board.example/17"
    assert "Paula Kern" not in row.document
    with signing():
        assert row.issuer != did_key(bytes(key_in_force(where.place.pk, NOW).public))
    (found,) = queries.endorsements_of(earned, SOON)
    assert found.stands, found.verdict.reason()
    assert found.verdict.check("status").code == "status_ok"


def test_the_issuer_itself_can_be_endorsed() -> None:
    where = bench()
    her = partner(where)
    row = given(where, her, asked(where, her))
    with signing():
        own = did_key(bytes(key_in_force(where.place.pk, NOW).public))
    assert json.loads(row.document)["credentialSubject"]["id"] == own
    assert queries.endorsements_of(achievement(where), SOON)[0].stands


def test_given_twice_it_is_one() -> None:
    where = bench()
    her = partner(where)
    ask = asked(where, her)
    assert given(where, her, ask) == given(where, her, PartnerAsk.objects.within(where.program).get(pk=ask.pk))


def test_whoever_asked_does_not_answer_and_nobody_else_does() -> None:
    where = bench()
    her = partner(where)
    ask = asked(where, her)
    lead = people.member(where.place, Role.TALENT_LEAD)
    for other in (lead, partner(where), where.candidate):
        with signing(), pytest.raises(Forbidden):
            actions.give_endorsement(other.strong, ask_id=ask.pk, statement=SAID, now=NOW)
    with signing(), pytest.raises(Forbidden):
        actions.give_endorsement(where.program, ask_id=ask.pk, statement=SAID, now=NOW)
    with pytest.raises(Forbidden):
        asked(where, lead, person_id=lead.person_id) if False else actions.ask_partner(
            lead.strong, kind=Kind.ENDORSE, organisation="Mine", person_id=lead.person_id, achievement_id=None,
            starts=TODAY, ends=LAST, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_whoever_is_asked_is_told_by_whom_and_for_what(kind: Kind) -> None:
    where = bench()
    her = partner(where)
    asked(where, her, kind, achievement(where))
    (letter,) = Message.objects.within(where.program).filter(event="credentials.partner_asked")
    assert letter.person_id == her.person_id
    assert letter.parameters == {
        "asked_by": persons.profile(where.program).public_name, "certify": int(kind is Kind.CERTIFY)
    }  # fmt: skip


def test_a_password_alone_signs_for_no_organisation_in_a_real_workspace() -> None:
    where = bench(demonstration=False)
    her = partner(where)
    ask = asked(where, her)
    with pytest.raises(LogInTooWeak):
        actions.give_endorsement(her.actor, ask_id=ask.pk, statement=SAID, now=NOW)


def test_another_workspace_sees_and_answers_nothing() -> None:
    where, next_door = bench(), bench()
    her = partner(where)
    ask = asked(where, her)
    with pytest.raises(NotFound):
        actions.give_endorsement(partner(next_door).strong, ask_id=ask.pk, statement=SAID, now=NOW)
    with pytest.raises(NotFound):
        queries.partner_ask(partner(next_door).actor, ask.pk)


def test_what_was_taken_back_is_given_no_more() -> None:
    where = bench()
    her = partner(where)
    ask = asked(where, her)
    actions.end_partner(her.actor, ask_id=ask.pk, now=NOW)
    with pytest.raises(NotFound):
        given(where, her, ask)


def test_our_own_organisation_is_no_other() -> None:
    where = bench()
    with pytest.raises(BadInput):
        asked(where, partner(where), organisation=where.place.slug.title())


def test_a_withdrawn_endorsement_is_told_so_and_records_stay_what_they_are() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    row = given(where, her, asked(where, her, earned=earned))
    record = awarded(where, earned=earned)
    with pytest.raises(Forbidden):
        actions.withdraw_endorsement(
            people.member(where.place, Role.TALENT_LEAD).strong, endorsement_id=row.pk, now=NOW
        )
    actions.withdraw_endorsement(her.strong, endorsement_id=row.pk, now=NOW)
    with signing():
        handlers.publish(where.program, {"list": str(row.place.status_list_id)}, NOW)
    (found,) = queries.endorsements_of(earned, SOON)
    assert (found.stands, found.verdict.reason().code) == (False, "revoked")
    assert check(where, record).verdict == "valid"


def test_an_endorsement_ends_after_its_last_day() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    given(where, her, asked(where, her, earned=earned, ends=TODAY))
    assert queries.endorsements_of(earned, NOW + timedelta(hours=8))[0].stands
    (late,) = queries.endorsements_of(earned, NOW + timedelta(days=1))
    assert (late.stands, late.verdict.reason().code) == (False, "expired")


def test_what_was_signed_with_a_stolen_key_does_not_stand() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    row = given(where, her, asked(where, her, earned=earned))
    with signing():
        foundation.mark_compromised(operator(where), number=row.key_number, since=NOW - timedelta(days=1), now=SOON)
        fresh = key_in_force(where.place.pk, SOON, owner=row.ask.organisation_id)
    assert fresh.number != row.key_number
    assert fresh.owner == row.ask.organisation_id
    assert not queries.endorsements_of(earned, SOON)[0].stands


def test_a_partner_s_key_never_signs_for_the_workspace() -> None:
    where = bench()
    her = partner(where)
    given(where, her, asked(where, her))
    with signing():
        assert key_in_force(where.place.pk, SOON).owner is None
    assert [key.owner for key in keys(where.place.pk)] == [None]


def brought(where: Bench, document: dict[str, Any]) -> Endorsement:
    lead = people.member(where.place, Role.TALENT_LEAD)
    return actions.bring_endorsement(lead.actor, data=as_file(document), now=SOON)


def test_one_that_was_signed_elsewhere_is_kept_once() -> None:
    where = bench()
    earned = achievement(where)
    document = statement(earned.pk.urn, Issuer(3))
    row = brought(where, document)
    assert row == brought(where, document)
    assert (row.achievement, row.issuer_name, row.key_number) == (earned, "Harbor College", None)
    assert queries.endorsements_of(earned, SOON)[0].stands


def test_one_that_was_brought_is_put_away_and_brought_again_and_one_given_here_only_its_giver_withdraws() -> None:
    where = bench()
    earned, her = achievement(where), partner(where)
    lead = people.member(where.place, Role.TALENT_LEAD)
    document = statement(earned.pk.urn, Issuer(3))
    row = brought(where, document)
    actions.put_away_endorsement(lead.actor, endorsement_id=row.pk, now=SOON)
    assert queries.endorsements_of(earned, SOON) == []
    with pytest.raises(NotFound):
        queries.published_endorsement(row.pk)
    page = f"/w/{where.place.slug}/records/partners/endorsements/{row.pk}/put-away/"
    assert lead.client().get(page).status_code == 404
    assert brought(where, document) == row
    assert queries.endorsements_of(earned, SOON)[0].stands
    assert "Put the endorsement away?" in lead.client().get(page).content.decode()
    lead.client().post(page)
    assert queries.endorsements_of(earned, SOON) == []
    own = given(where, her, asked(where, her, earned=earned))
    for who, wrong in ((lead.actor, NotFound), (people.member(bench().place, Role.TALENT_LEAD).actor, NotFound)):
        with pytest.raises(wrong):
            actions.put_away_endorsement(who, endorsement_id=own.pk, now=SOON)


def test_what_is_no_good_endorsement_of_ours_is_refused_with_the_reason() -> None:
    where, next_door = bench(), bench()
    earned, by = achievement(where), Issuer(3)
    tampered = statement(earned.pk.urn, by)
    tampered["credentialSubject"]["id"] = achievement(where, public_name="Another").pk.urn
    for document, why in (
        (tampered, "not_valid"),
        (statement(earned.pk.urn, by, validUntil="2026-02-01T00:00:00Z"), "not_valid"),
        (statement(achievement(next_door).pk.urn, by), "something_else"),
        (statement("https://elsewhere.example/badge", by), "something_else"),
        (by.badge(), "no_endorsement"),
    ):
        with pytest.raises(NoEndorsement) as refused:
            brought(where, document)
        assert refused.value.why == why
    with pytest.raises(NoEndorsement):
        actions.bring_endorsement(where.program, data=b"no file at all", now=SOON)
    assert not Endorsement.objects.within(where.program).exists()


def test_two_organisations_signatures_stand_on_one_record() -> None:
    where = bench()
    earned = achievement(where)
    agreement = agreed(where, earned)
    record = awarded(where, earned=earned)
    verdict = check(where, record)
    assert verdict.verdict == "valid", verdict.reason()
    (second,) = verdict.endorsements
    assert (second.about, second.whole, second.stands, second.name) == ("record", True, True, "Harbor Board")
    assert second.issuer != verdict.issuer
    assert agreement.pk.urn in record.document


def test_before_the_agreement_and_after_it_one_signature_stands() -> None:
    where = bench()
    earned, late = achievement(where), achievement(where, public_name="Later")
    her = partner(where)
    asked(where, her, Kind.CERTIFY, earned)
    ended = agreed(where, late)
    actions.end_partner(people.member(where.place, Role.TALENT_LEAD).actor, ask_id=ended.pk, now=NOW)
    for one in (earned, late):
        assert check(where, awarded(where, earned=one)).endorsements == ()


def test_days_before_and_after_an_agreement_are_not_certified_together() -> None:
    where = bench()
    earned = achievement(where)
    agreed(where, earned, starts=TODAY + timedelta(days=2))
    assert check(where, awarded(where, earned=earned)).endorsements == ()


def test_a_fault_between_the_signatures_makes_the_same_record_again(monkeypatch: pytest.MonkeyPatch) -> None:
    where = bench()
    proven(where)
    earned = achievement(where)
    agreed(where, earned)
    real, asked_for = signer.sign, []

    def out_at_the_second(workspace_id: UUID, number: int, data: bytes) -> bytes:
        asked_for.append(number)
        if len(asked_for) == 2:
            raise signer.SignerUnavailable("out")
        return real(workspace_id, number, data)

    with monkeypatch.context() as broken:
        broken.setattr(signer, "sign", out_at_the_second)
        with pytest.raises(signer.SignerUnavailable):
            awarded(where, earned=earned)
    intent = Award.objects.within(where.program).get()
    with signing():
        handlers.sign(where.program, {"award": str(intent.pk)}, SOON)
        handlers.sign(where.program, {"award": str(intent.pk)}, SOON)
    record = SignedRecord.objects.within(where.program).get()
    assert [each.stands for each in check(where, record).endorsements] == [True]


def test_a_second_signature_moved_to_another_record_certifies_nothing_there() -> None:
    where = bench()
    earned = achievement(where)
    agreed(where, earned)
    record = json.loads(awarded(where, earned=earned).document)
    thief = Issuer(4)
    stolen = {name: value for name, value in record.items() if name not in ("proof", "credentialStatus")}
    stolen["issuer"] = {"id": thief.did, "type": ["Profile"], "name": "Somebody"}
    verdict = vc.verify(as_file(thief.signed(stolen)), at=SOON)
    assert verdict.verdict == "valid"
    assert [(each.whole, each.stands) for each in verdict.endorsements] == [(False, False)]
