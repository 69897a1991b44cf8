"""Others on a file are asked, each for herself; nobody who marks sees it before, and one “no” destroys it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench, mark, stage
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.assessment import actions, answers, handlers, queries
from skillmark.assessment.models import Ended, Evidence, EvidenceConsent, EvidenceState
from skillmark.foundation import erasure, holds, jobs, links, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import CapabilityLink, StoredFile
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people.models import Message
from skillmark.people.queries.messages import address_of

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=15)


def handed_in(where: Bench, *, asked: int = 1, content: bytes = b"Both of us at the pump.") -> Evidence:
    sitting = where.sitting()
    return actions.add_evidence(
        where.first.actor, sitting_id=sitting.pk, content=content, file_name="a.txt", others=True, asked=asked, now=NOW
    )


def asked(where: Bench, evidence: Evidence, name: str = "Pia Rau") -> EvidenceConsent:
    return actions.ask_consent(where.first.actor, evidence_id=evidence.pk, name=name, email="pia@example.org", now=NOW)


def by_link(consent: EvidenceConsent) -> Actor:
    link = links.by_id(consent.link_id)  # type: ignore[arg-type]
    assert link is not None
    return links.holder_of(link)


def answer(consent: EvidenceConsent, agrees: bool) -> None:
    actions.answer_consent(by_link(consent), consent_id=consent.pk, agrees=agrees, now=NOW)


def now_stands(where: Bench, evidence: Evidence) -> Evidence:
    return Evidence.objects.within(where.program).get(pk=evidence.pk)


def files_left(where: Bench) -> int:
    return StoredFile.objects.within(where.program).count()


def seen_by(where: Bench, evidence: Evidence, who: make.Member) -> list[Evidence]:
    found = queries.evidence_seen(who.actor, queries.sitting(who.actor, evidence.sitting_id))
    return [one for one in found if one.opens]


# two are asked, and one says no


def test_of_two_who_are_asked_one_no_destroys_the_file() -> None:
    where = bench()
    evidence = handed_in(where, asked=2)
    first, second = asked(where, evidence), asked(where, evidence, "Tom Oke")
    answer(first, True)
    assert now_stands(where, evidence).state == EvidenceState.WAITS
    answer(second, False)
    left = now_stands(where, evidence)
    assert (left.state, left.ended, left.digest) == (EvidenceState.CLOSED, Ended.REFUSED, evidence.digest)
    assert left.destroyed_at == NOW
    assert files_left(where) == 0
    (told,) = Message.objects.within(where.program).filter(event="assessment.evidence_destroyed")
    assert (told.person_id, told.parameters["why"]) == (where.first.person_id, "refused")


def test_nobody_who_marks_sees_it_before_all_have_agreed() -> None:
    where = bench()
    evidence = handed_in(where, asked=2)
    first, second = asked(where, evidence), asked(where, evidence, "Tom Oke")
    answer(first, True)
    assert not seen_by(where, evidence, where.second)
    assert not seen_by(where, evidence, where.candidate)
    answer(second, True)
    assert now_stands(where, evidence).opens
    assert seen_by(where, evidence, where.first)


def test_what_waits_proves_nothing_and_what_was_refused_never_did() -> None:
    where = bench()
    evidence = handed_in(where)
    consent = asked(where, evidence)
    for assessor in (where.first, where.second):
        mark(assessor, evidence.sitting)
    proof = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (proof.satisfied, proof.no_evidence) == (False, True)
    answer(consent, False)
    proof = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (proof.satisfied, proof.no_evidence) == (False, True)


def test_agreeing_taken_back_after_marking_destroys_the_file_and_leaves_marks_and_hash() -> None:
    where = bench()
    evidence = handed_in(where)
    consent = asked(where, evidence)
    answer(consent, True)
    for assessor in (where.first, where.second):
        mark(assessor, evidence.sitting)
    before = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    actions.withdraw_consent(by_link(consent), consent_id=consent.pk, now=NOW)
    left = now_stands(where, evidence)
    assert (left.ended, files_left(where)) == (Ended.WITHDRAWN, 0)
    assert stage(where, evidence.sitting_id) is queries.Stage.PASSED
    after = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert after == before, "a record that rests on it says the same"
    with pytest.raises(actions.CannotAnswer):
        actions.withdraw_consent(by_link(consent), consent_id=consent.pk, now=NOW)


# who may answer, and until when


def test_whoever_handed_it_in_cannot_answer_for_her_nor_end_or_pass_on_her_link() -> None:
    where = bench()
    evidence = handed_in(where)
    consent = asked(where, evidence)
    with pytest.raises(NotFound):
        actions.answer_consent(where.first.actor, consent_id=consent.pk, agrees=True, now=NOW)
    with pytest.raises((NotFound, Forbidden)):
        links.asked(where.first.actor, consent.link_id)  # type: ignore[arg-type]
    assert not links.asked_by(where.first.actor).exists()


def test_the_link_of_one_answers_for_nobody_else() -> None:
    where = bench()
    evidence = handed_in(where, asked=2)
    first, second = asked(where, evidence), asked(where, evidence, "Tom Oke")
    with pytest.raises(NotFound):
        actions.answer_consent(by_link(first), consent_id=second.pk, agrees=True, now=NOW)


def test_nobody_else_asks_others_about_a_file() -> None:
    where = bench()
    evidence = handed_in(where)
    for stranger in (where.second, where.candidate, make.member(where.place, Role.TALENT_LEAD)):
        with pytest.raises(NotFound):
            actions.ask_consent(stranger.actor, evidence_id=evidence.pk, name="X", email="x@example.org", now=NOW)


def test_after_her_time_she_cannot_answer_and_the_night_destroys_the_file() -> None:
    where = bench()
    evidence = handed_in(where)
    consent = asked(where, evidence)
    with pytest.raises(actions.CannotAnswer):
        actions.answer_consent(by_link(consent), consent_id=consent.pk, agrees=True, now=LATE)
    handlers.close_late(where.program, {}, NOW + timedelta(days=13))
    assert files_left(where) == 1
    handlers.close_late(where.program, {}, LATE)
    handlers.close_late(where.program, {}, LATE + timedelta(days=1))  # done already: nothing happens
    left = now_stands(where, evidence)
    assert (left.ended, left.destroyed_at, files_left(where)) == (Ended.UNANSWERED, LATE, 0)
    assert Message.objects.within(where.program).filter(event="assessment.evidence_destroyed").count() == 1


def test_whoever_is_never_asked_has_not_agreed() -> None:
    where = bench()
    evidence = handed_in(where, asked=2)
    answer(asked(where, evidence), True)
    handlers.close_late(where.program, {}, LATE)
    assert now_stands(where, evidence).ended == Ended.UNANSWERED


def test_the_person_tried_whoever_was_asked_and_whoever_is_under_18_are_not_asked() -> None:
    where = bench()
    evidence = handed_in(where, asked=3)
    lead = make.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Tess Hale")
    evidence = actions.add_evidence(
        lead.actor, sitting_id=evidence.sitting_id, content=b"c", file_name="c.txt", others=True, asked=3, now=NOW
    )
    young, known = make.person(where.place, "Kim"), make.person(where.place, "Noor")
    people_actions.state_age(where.program, person_id=young.pk, under_18=True, now=NOW)
    actions.ask_consent(lead.actor, evidence_id=evidence.pk, person_id=known.pk, now=NOW)
    for person_id in (where.candidate.person_id, known.pk, young.pk):
        with pytest.raises(BadInput):
            actions.ask_consent(lead.actor, evidence_id=evidence.pk, person_id=person_id, now=NOW)
    (told,) = Message.objects.within(where.program).filter(event="assessment.consent_asked")
    assert told.person_id == known.pk


# what is kept of her


def test_her_address_goes_once_she_has_answered_and_her_name_where_she_does_not_agree() -> None:
    where = bench()
    evidence = handed_in(where, asked=2)
    first, second = asked(where, evidence), asked(where, evidence, "Tom Oke")
    assert [(one.name, one.address) for one in queries.on_it(evidence)] == [
        ("Pia Rau", "pia@example.org"), ("Tom Oke", "pia@example.org"),
    ]  # fmt: skip
    answer(first, True)
    answer(second, False)
    assert [(one.name, one.address) for one in queries.on_it(evidence)] == [("Pia Rau", ""), ("", "")]


def test_erasing_somebody_who_is_on_it_destroys_the_file_of_another() -> None:
    where = bench()
    lead = make.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Tess Hale")
    sitting, known = where.sitting(), make.person(where.place, "Noor")
    evidence = actions.add_evidence(
        lead.actor, sitting_id=sitting.pk, content=b"c", file_name="c.txt", others=True, asked=1, now=NOW
    )
    consent = actions.ask_consent(lead.actor, evidence_id=evidence.pk, person_id=known.pk, now=NOW)
    answer(consent, True)
    assert answers.personal_data(where.program, known.pk)
    erasure.erase(where.program, known.pk, NOW)
    left = now_stands(where, evidence)
    assert (left.ended, files_left(where)) == (Ended.WITHDRAWN, 0)
    assert not answers.personal_data(where.program, known.pk)


def test_a_file_that_must_be_kept_is_seen_by_nobody_and_goes_once_it_may() -> None:
    where = bench()
    evidence = handed_in(where)
    consent = asked(where, evidence)
    lead = make.member(where.place, Role.TALENT_LEAD)
    hold = holds.place_hold(lead.actor, person_id=where.candidate.person_id, reason="A court.", now=NOW)
    answer(consent, False)
    left = now_stands(where, evidence)
    assert (left.state, left.destroyed_at, left.opens, files_left(where)) == (EvidenceState.CLOSED, None, False, 1)
    holds.end_hold(lead.actor, hold_id=hold.pk, now=NOW)
    handlers.close_late(where.program, {}, LATE)
    assert (now_stands(where, evidence).ended, files_left(where)) == (Ended.REFUSED, 0)


# the pages


def entered(consent: EvidenceConsent) -> tuple[Client, str]:
    """A browser that came in by the link, and where it was led."""
    browser = Client(headers={"accept-language": "en"})
    link = CapabilityLink.objects.across_workspaces().get(pk=consent.link_id)
    first = browser.get(address_of(link).removeprefix("http://localhost:8000"))
    return browser, first["Location"]


def test_she_looks_agrees_and_takes_it_back_by_the_same_link_without_an_account() -> None:
    where, now = bench(), sources.now()
    client, sitting = where.first.client(), where.sitting()
    page = reverse("assessment:evidence", args=[where.place.slug, sitting.pk])
    sent = client.post(page, {"file": SimpleUploadedFile("plan.txt", b"plan"), "others": "asked", "asked": "1"})
    evidence = Evidence.objects.within(where.program).get()
    others = reverse("assessment:others", args=[where.place.slug, sitting.pk, evidence.pk])
    assert sent["Location"] == others
    done = client.post(others, {"how": "letter", "name": "Pia Rau", "email": "pia@example.org"}, follow=True)
    assert "Pia Rau" in text_of(done)
    consent = EvidenceConsent.objects.within(where.program).get()

    browser, address = entered(consent)
    shown = text_of(browser.get(address))
    assert "Pia Rau" in shown
    assert "Who will see it" in shown
    assert b"plan" in browser.get(f"{address}file/").content
    browser.post(address, {"agrees": "yes"})
    assert now_stands(where, evidence).opens
    again = text_of(browser.get(address))
    assert "You agreed that it is shown" in again
    browser.post(address, {"takes_back": "on"})
    assert now_stands(where, evidence).ended == Ended.WITHDRAWN
    assert "You took it back" in text_of(browser.get(address))
    assert browser.get(f"{address}file/").status_code == 410
    assert "no longer agrees" in text_of(client.get(others))
    assert now_stands(where, evidence).destroyed_at >= now


def test_somebody_who_stands_beside_it_agrees_with_her_name_and_gets_her_own_way_to_take_it_back() -> None:
    where = bench()
    evidence = handed_in(where)
    page = reverse("assessment:others", args=[where.place.slug, evidence.sitting_id, evidence.pk])
    client = where.first.client()
    refused = client.post(page, {"how": "here", "name": "Pia Rau"})
    assert refused.status_code == 400, "she has not ticked it"
    shown = text_of(client.post(page, {"how": "here", "name": "Pia Rau", "agrees": "on"}, follow=True))
    assert now_stands(where, evidence).opens
    consent = EvidenceConsent.objects.within(where.program).get()
    assert address_of(CapabilityLink.objects.across_workspaces().get(pk=consent.link_id)) in shown


def test_a_stranger_sees_no_page_of_it() -> None:
    where = bench()
    evidence = handed_in(where)
    page = reverse("assessment:others", args=[where.place.slug, evidence.sitting_id, evidence.pk])
    for stranger in (where.second, where.candidate, make.member(where.place, Role.TALENT_LEAD)):
        assert stranger.client().get(page).status_code == 404
    file = reverse("assessment:evidence_file", args=[where.place.slug, evidence.sitting_id, evidence.pk])
    for reader in (where.first, where.second, where.candidate):
        assert reader.client().get(file).status_code == 404


def test_whoever_is_logged_in_here_does_not_answer_by_the_link_of_somebody_unknown() -> None:
    where = bench()
    consent = asked(where, handed_in(where))
    link = CapabilityLink.objects.across_workspaces().get(pk=consent.link_id)
    client = where.first.client()
    first = client.get(address_of(link).removeprefix("http://localhost:8000"))
    assert client.get(first["Location"]).status_code == 410


def test_the_letter_is_written_as_a_job_and_not_once_she_has_answered() -> None:
    where = bench()
    consent = asked(where, handed_in(where))
    assert jobs.wait(where.program, actions.LETTER)
    assert queries.consent_to_send(where.program, consent.pk) is not None
    answer(consent, True)
    assert queries.consent_to_send(where.program, consent.pk) is None
    handlers.carry_letter(where.program, {"consent": str(consent.pk)}, NOW)
