"""Who brings, names or accepts proves nothing about herself by it."""

from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.credentials import actions, queries
from skillmark.credentials.actions import Fate
from skillmark.credentials.models import AcceptedIssuer
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.skills import Basis
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
NOBODY = "did:example:who"


def with_two_leads() -> tuple[Bench, Member, Member]:
    where = bench()
    one, other = (people.member(where.place, Role.TALENT_LEAD, name=name) for name in ("Tess Hale", "Olga Marin"))
    return where, one, other


def bring(actor: Actor, *documents: dict[str, Any], accept: bool = True) -> list[Fate]:
    files = {f"{number}.json": as_file(document) for number, document in enumerate(documents)}
    return [one.fate for one in actions.import_records(actor, files=files, accept_issuers=accept, now=NOW)]


def about(member: Member) -> dict[str, Any]:
    return Issuer().badge(subject_id=member.person_id.urn, value="5")


def verified(where: Bench, member: Member) -> dict[str, int]:
    rows = queries.holdings(where.program, [member.person_id], framework_id=where.framework.pk, as_of=NOW)
    return {row.competency_id: row.level for row in rows if row.basis is Basis.VERIFIED}


def test_a_lead_who_signs_a_badge_for_herself_and_accepts_it_has_proved_nothing() -> None:
    where, lead, _ = with_two_leads()
    assert bring(lead.actor, about(lead)) == [Fate.NOT_ACCEPTED]
    assert verified(where, lead) == {}


def test_accepting_the_issuer_for_somebody_else_in_the_same_import_does_not_carry_her_own() -> None:
    where, lead, _ = with_two_leads()
    assert bring(lead.actor, about(where.candidate), about(lead)) == [Fate.COUNTED, Fate.SOMEBODY_ELSE]
    assert verified(where, where.candidate) == {"TP-02": 5}
    assert verified(where, lead) == {}


def test_accepting_the_issuer_before_does_not_carry_her_own() -> None:
    where, lead, other = with_two_leads()
    actions.accept_issuer(lead.actor, issuer=Issuer().did, now=NOW)
    assert bring(other.actor, about(lead), accept=False) == [Fate.SOMEBODY_ELSE]
    assert verified(where, lead) == {}


def test_once_somebody_else_accepts_the_issuer_too_her_record_counts() -> None:
    where, lead, other = with_two_leads()
    bring(lead.actor, about(where.candidate), about(lead))
    actions.accept_issuer(other.actor, issuer=Issuer().did, now=NOW)
    assert verified(where, lead) == {"TP-02": 5}
    assert AcceptedIssuer.objects.within(where.program).count() == 2
    actions.accept_issuer(other.actor, issuer=Issuer().did, now=NOW)
    assert AcceptedIssuer.objects.within(where.program).count() == 2


def test_ending_an_issuer_ends_every_acceptance_of_it() -> None:
    where, lead, other = with_two_leads()
    bring(lead.actor, about(where.candidate))
    second = actions.accept_issuer(other.actor, issuer=Issuer().did, now=NOW)
    actions.end_issuer(other.actor, accepted_id=second.pk, now=NOW)
    assert verified(where, where.candidate) == {}


def test_nobody_says_that_a_record_is_hers_or_that_hers_is_another_s() -> None:
    where, lead, other = with_two_leads()
    bring(where.program, Issuer().badge(subject_id=NOBODY))
    record = queries.outside_records(where.program).get()
    with pytest.raises(Forbidden):
        actions.name_person(lead.actor, record_id=record.pk, person_id=lead.person_id, now=NOW)
    actions.name_person(other.actor, record_id=record.pk, person_id=lead.person_id, now=NOW)
    with pytest.raises(Forbidden):
        actions.name_person(lead.actor, record_id=record.pk, person_id=other.person_id, now=NOW)


def test_a_record_of_nobody_that_another_names_hers_still_waits_for_another_s_acceptance() -> None:
    where, lead, other = with_two_leads()
    assert bring(lead.actor, Issuer().badge(subject_id=NOBODY)) == [Fate.WHOSE]
    record = queries.outside_records(where.program).get()
    actions.name_person(other.actor, record_id=record.pk, person_id=lead.person_id, now=NOW)
    assert verified(where, lead) == {}


def test_the_pages_offer_her_neither() -> None:
    where, lead, other = with_two_leads()
    bring(where.program, Issuer().badge(subject_id=NOBODY), accept=False)
    bring(where.program, about(lead), accept=False)
    hers, nobodys = (queries.outside_records(where.program).get(person_id=one) for one in (lead.person_id, None))
    base, client = f"/w/{where.place.slug}/records/others/", lead.client()
    shown = client.get(f"{base}{nobodys.pk}/whose/").content.decode()
    assert "Olga Marin" in shown
    assert str(lead.person_id) not in shown
    assert client.post(f"{base}{nobodys.pk}/whose/", {"person": str(lead.person_id)}).status_code == 200
    assert "/accept/" not in client.get(f"{base}{hers.pk}/").content.decode()
    assert client.post(f"{base}{hers.pk}/accept/").status_code == 403
    assert "/accept/" in other.client().get(f"{base}{hers.pk}/").content.decode()
    assert other.client().post(f"{base}{hers.pk}/accept/").status_code == 302
    assert AcceptedIssuer.objects.within(where.program).get().accepted_by_id == other.person_id


def test_whoever_accepted_and_was_erased_leaves_her_acceptance_to_the_house() -> None:
    where, lead, _ = with_two_leads()
    bring(where.program, about(where.candidate))
    bring(lead.actor, about(where.candidate))
    people_actions.erase_person(where.program, person_id=lead.person_id, now=NOW)
    assert verified(where, where.candidate) == {"TP-02": 5}
