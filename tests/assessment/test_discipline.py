"""Where a union or works council bargains, whoever leads sees what was passed, and nothing to hold against anybody."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, mark, observe, proven
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, answers, queries
from skillmark.assessment.queries import Sitting, Stage
from skillmark.foundation import sources, tokens
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions as governance
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
WEAK = TO_STANDARD | {"4": 0}
SEEN = "She forgot the guard again."


@dataclass(frozen=True)
class House:
    """One person who passed an attempt, failed one, differs in one and waits in one; who manages her; who leads."""

    where: Bench
    manager: Member
    lead: Member
    passed: Sitting
    failed: Sitting
    differs: Sitting
    waits: Sitting


@pytest.fixture
def house() -> House:
    where = bench()
    manager = people.member(where.place, Role.LINE_MANAGER, name="Marta Sole")
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    rosa = where.candidate.person_id
    people_actions.set_manager(where.program, person_id=rosa, manager_id=manager.person_id, now=NOW)
    passed, failed, differs, waits = proven(where), where.sitting(), where.sitting(), where.sitting()
    for sitting in (failed, differs):
        observe(where.first, sitting, SEEN)
        mark(where.first, sitting, WEAK)
    mark(where.second, failed, WEAK)
    mark(where.second, differs, TO_STANDARD | {"4": 3})
    governance.name_agent(where.program, name="Local 12", starts=date(2026, 1, 1), now=NOW)
    return House(where, manager, lead, passed, failed, differs, waits)


def ids(*sittings: Sitting) -> set[object]:
    return {sitting.pk for sitting in sittings}


def test_whoever_leads_or_manages_finds_what_was_passed_and_what_waits(house: House) -> None:
    for reader in (house.manager, house.lead):
        assert ids(*queries.sittings(reader.actor)) == ids(house.passed, house.waits)
        for kept in (house.failed, house.differs):
            with pytest.raises(NotFound):
                queries.sitting(reader.actor, kept.pk)
    assert ids(*queries.sittings(house.where.first.actor)) == ids(
        house.passed, house.failed, house.differs, house.waits
    )


def test_without_an_agent_they_see_all_of_it(house: House) -> None:
    governance.end_agent(house.where.program, last_day=date(2026, 1, 2), now=NOW)
    assert len(queries.sittings(house.lead.actor)) == len(queries.sittings(house.manager.actor)) == 4
    assert len(queries.ratings_seen(house.lead.actor, queries.sitting(house.lead.actor, house.passed.pk))) == 2


def test_of_what_was_passed_they_read_no_mark_and_nothing_an_assessor_wrote(house: House) -> None:
    for reader in (house.manager, house.lead):
        address = reverse("assessment:attempt", args=[house.where.place.slug, house.passed.pk])
        page = reader.client().get(address).content.decode()
        assert "results are not for discipline" in page
        assert "Assessor 1" not in page
        assert "no leak at 6 bar" not in page
    page = house.where.first.client().get(address).content.decode()
    assert "Assessor 1" in page
    assert "no leak at 6 bar" in page
    assert "discipline" not in page


def test_pages_the_api_and_the_timeline_tell_them_of_nothing_else(house: House) -> None:
    slug = house.where.place.slug
    for reader in (house.manager, house.lead):
        client = reader.client()
        listed = client.get(reverse("assessment:attempts", args=[slug])).content.decode()
        assert "results are not for discipline" in listed
        assert "Tried, not there yet" not in listed
        person = client.get(reverse("people:person", args=[slug, house.where.candidate.person_id])).content.decode()
        told = str(answers.timeline(reader.actor, house.where.candidate.person_id))
        found = str(answers.search(reader.actor, "Rosa")) + str(answers.search(reader.actor, "seal"))
        for kept in (house.failed, house.differs):
            assert str(kept.pk) not in listed + person + told + found
            assert client.get(reverse("assessment:attempt", args=[slug, kept.pk])).status_code == 404
        assert str(house.passed.pk) in told


def test_the_api_gives_them_no_more_than_the_pages(house: House) -> None:
    for reader, known in ((house.manager, 2), (house.lead, 2), (house.where.first, 4)):
        now = sources.now()
        _token, text = tokens.open_token(
            reader.actor, name="A report", permissions=["assessment.sitting.list", "assessment.sitting.read"],
            expires_at=now + timedelta(days=1), now=now,
        )  # fmt: skip
        headers = {"Authorization": f"Bearer {text}"}
        listed = Client().get("/api/v1/attempts", headers=headers).json()
        assert len(listed["items"]) == known
        failed = Client().get(f"/api/v1/attempts/{house.failed.pk}", headers=headers)
        assert failed.status_code == (200 if known == 4 else 404)


def test_a_manager_sees_what_she_marked_herself(house: House) -> None:
    actions.tell_next_time(house.where.first.actor, sitting_id=house.failed.pk, text="Wear the guard.", now=NOW)
    sitting = house.where.sitting()
    mark(house.manager, sitting, WEAK)
    mark(house.where.first, sitting, WEAK)
    found = queries.sitting(house.manager.actor, sitting.pk)
    assert queries.result(found).stage is Stage.NOT_PASSED
    assert len(queries.ratings_seen(house.manager.actor, found)) == 2
    with pytest.raises(NotFound):
        queries.sitting(house.lead.actor, sitting.pk)


def test_an_assessor_who_also_leads_settles_a_difference_and_reads_no_failure(house: House) -> None:
    both = people.member(house.where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Lena Wolf")
    assert ids(*queries.sittings(both.actor)) == ids(house.passed, house.differs, house.waits)
    differing = queries.sitting(both.actor, house.differs.pk)
    assert len(queries.ratings_seen(both.actor, differing)) == 2
    actions.settle(both.actor, sitting_id=differing.pk, scores={"4": 0}, reason="No guard.", now=NOW)
    assert queries.result(queries.sitting(both.actor, differing.pk)).stage is Stage.NOT_PASSED


def test_the_person_herself_and_her_export_are_untouched(house: House) -> None:
    own = house.where.candidate
    assert len(queries.own_sittings(own.holder)) == 4
    page = own.client().get(reverse("assessment:attempt", args=[house.where.place.slug, house.failed.pk]))
    assert SEEN in page.content.decode()
    rows = answers.personal_data(house.where.program, own.person_id)
    assert [row["values"]["marks"] for row in rows if row["kind"] == "attempt"].count([WEAK, WEAK]) == 1


def test_what_may_be_signed_tells_nobody_of_a_failure(house: House) -> None:
    where = house.where
    for reader in (house.lead.actor, where.program):
        state = queries.proof_state(
            reader, where.candidate.person_id, where.framework.pk, sitting_ids=[house.failed.pk, house.differs.pk]
        )
        assert (state.stage, state.satisfied) == (None, False)
        assert queries.proof_state(reader, where.candidate.person_id, where.framework.pk).satisfied
        assert queries.below(reader, [where.candidate.person_id], where.framework.pk) == {}


def test_figures_of_agreement_stay_and_the_marks_beneath_do_not(house: House) -> None:
    address = reverse("assessment:agreement", args=[house.where.place.slug, house.where.task.pk])
    page = house.lead.client().get(address).content.decode()
    assert "By criterion" in page
    assert "The marks beneath" not in page
    assurer = people.member(house.where.place, Role.QUALITY_ASSURER, name="Hana Sato")
    assert "The marks beneath" in assurer.client().get(address).content.decode()
