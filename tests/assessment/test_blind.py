"""Where the policy says so, assessors do not learn whose attempt it is before their marks are in."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.assessment.factories import HOLDS, NOW, TO_STANDARD, TWO_ONE_INDEPENDENT, Bench, bench, mark, observe
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.models import LayerKind
from skillmark.assessment.queries import Sitting
from skillmark.foundation import links, sources, tokens
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people.queries.messages import address_of

pytestmark = pytest.mark.django_db
NAME, FAMILY = "Rosa Castell", "Castell"
SUPERVISOR = LayerKind.SUPERVISOR_CONFIRMATION
WITH_SUPERVISOR = [*TWO_ONE_INDEPENDENT, {"kind": "supervisor_confirmation", "count": 1, "independent": 0}]


@dataclass
class House:
    """An attempt whose policy hides names, started by `opener`; `boss` leads whoever takes it, and assesses others."""

    where: Bench
    lead: Member
    opener: Member
    boss: Member
    assurer: Member
    sitting: Sitting

    @property
    def label(self) -> str:
        return rules.label(self.sitting.pk)

    def reader(self, name: str) -> Member:
        return {
            "lead": self.lead,
            "opener": self.opener,
            "boss": self.boss,
            "assurer": self.assurer,
            "herself": self.where.candidate,
            "assessor": self.where.first,
            "another": self.where.second,
        }[name]

    def address(self, name: str = "attempt") -> str:
        return reverse(f"assessment:{name}", args=[self.where.place.slug, self.sitting.pk])


@pytest.fixture
def house(db: None) -> House:
    where = bench()
    where = blind(where)
    lead = people.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Lea Moss")
    opener = people.member(where.place, Role.ASSESSOR, name="Olga Dahl")
    boss = people.member(where.place, Role.LINE_MANAGER, Role.ASSESSOR, name="Bea Lund")
    assurer = people.member(where.place, Role.QUALITY_ASSURER, name="Quin Ash")
    rosa = where.candidate.person_id
    people_actions.set_manager(where.program, person_id=rosa, manager_id=boss.person_id, now=NOW)
    sitting = actions.open_sitting(opener.actor, task_id=where.task.pk, person_id=rosa, now=NOW)
    actions.add_evidence(
        where.candidate.actor,
        sitting_id=sitting.pk,
        content=b"plan",
        file_name="rosa-castell.txt",
        others=False,
        now=NOW,
    )
    return House(where, lead, opener, boss, assurer, queries.sitting(where.program, sitting.pk))


def blind(where: Bench, layers: list[dict[str, object]] | None = None) -> Bench:
    asked = layers or TWO_ONE_INDEPENDENT
    actions.set_policy(where.program, framework_id=where.framework.pk, layers=asked, blind=True, now=NOW)
    return where


KNOW = ("lead", "opener", "boss", "assurer", "herself")
NOT_YET = ("assessor", "another")


@pytest.mark.parametrize("reader", [*KNOW, *NOT_YET])
def test_one_rule_says_from_whom_the_name_is_hidden(house: House, reader: str) -> None:
    actor = house.reader(reader).actor
    hidden = queries.name_is_hidden(actor, house.sitting)
    assert hidden == (reader in NOT_YET)
    listed = Sitting.objects.within(actor).filter(queries.hidden_from(actor))
    assert listed.exists() == hidden, "the condition of a query says the same"


def places(house: House, member: Member) -> dict[str, str]:
    """Every place in which somebody who marks meets the attempt, as she reads it."""
    browser, slug = member.client(), house.where.place.slug
    pages = {
        "attempt": house.address(),
        "score": house.address("score"),
        "evidence": house.address("evidence"),
        "list": reverse("assessment:attempts", args=[slug]),
        "list by name": reverse("assessment:attempts", args=[slug]) + "?sort=name",
        "table": reverse("assessment:attempts", args=[slug]) + "?download=csv",
    }
    read = {name: browser.get(address).content.decode() for name, address in pages.items()}
    _token, text = tokens.open_token(
        member.actor,
        name="tool",
        permissions=["assessment.sitting.list", "assessment.sitting.read"],
        expires_at=sources.now() + timedelta(days=1),
        now=sources.now(),
    )
    headers = {"Authorization": f"Bearer {text}"}
    for name, address in {"api": "/api/v1/attempts", "api one": f"/api/v1/attempts/{house.sitting.pk}"}.items():
        read[name] = Client().get(address, headers=headers).content.decode()
    [kept] = queries.evidence_seen(member.actor, house.sitting)
    file = browser.get(reverse("assessment:evidence_file", args=[slug, house.sitting.pk, kept.pk]))
    read["file"] = file["Content-Disposition"]
    read["today"] = " ".join(str(due.title) for due in answers.due_for(member.actor, NOW))
    # the example of the help, which names her namesake to everybody
    return {name: text.replace("Rosa Castell fits a pump seal", "") for name, text in read.items()}


SAYS = ("attempt", "score", "evidence", "list", "list by name", "table", "api", "api one", "file", "today")


def test_no_place_tells_an_assessor_before_her_marks_are_in(house: House) -> None:
    for reader in NOT_YET:
        read = places(house, house.reader(reader))
        told = {
            name
            for name, text in read.items()
            if FAMILY.lower() in text.lower() or str(house.where.candidate.person_id) in text
        }
        assert told == set()
        assert {name for name in SAYS if house.label in read[name]} == set(SAYS)


def test_every_place_tells_her_afterwards(house: House) -> None:
    mark(house.where.first, house.sitting)
    read = places(house, house.where.first)
    assert {name for name in ("attempt", "evidence", "list", "table") if NAME in read[name]} == {
        "attempt", "evidence", "list", "table",
    }  # fmt: skip
    assert str(house.where.candidate.person_id) in read["api one"]
    assert "rosa-castell.txt" in read["file"]
    assert NAME not in places(house, house.where.second)["attempt"], "each of them only by her own marks"


def test_after_her_marks_the_next_page_tells_her(house: House) -> None:
    marks = {f"mark_{name}": level for name, level in TO_STANDARD.items()}
    page = house.where.first.client().post(house.address("score"), marks | HOLDS, follow=True).content.decode()
    assert NAME in page


@pytest.mark.parametrize("reader", KNOW)
def test_who_leads_opened_looks_again_or_took_it_knows(house: House, reader: str) -> None:
    member = house.reader(reader)
    page = member.client().get(house.address()).content.decode()
    assert house.label not in page
    assert ("Your attempt" if reader == "herself" else NAME) in page


def test_a_difference_is_settled_without_the_name_and_then_all_know(house: House) -> None:
    third = people.member(house.where.place, Role.ASSESSOR, name="Una Holm")
    mark(house.where.first, house.sitting, dict.fromkeys(TO_STANDARD, 0))
    mark(house.where.second, house.sitting)
    page = third.client().get(house.address("settle")).content.decode()
    assert NAME not in page
    assert f"Attempt {house.label}" in page
    [due] = answers.due_for(third.actor, NOW)
    assert due.title == f"Settle a difference: {house.label}"
    scores = dict.fromkeys(TO_STANDARD, 2)
    actions.settle(third.actor, sitting_id=house.sitting.pk, scores=scores, reason="Seen.", now=NOW)
    everybody_else = people.member(house.where.place, Role.ASSESSOR, name="Per Lind")
    assert NAME in everybody_else.client().get(house.address()).content.decode()


def test_a_search_by_her_name_finds_nothing_that_is_hidden(house: House) -> None:
    namesake = people.person(house.where.place, "Nils Castell")
    actions.set_policy(house.where.program, framework_id=house.where.framework.pk, layers=TWO_ONE_INDEPENDENT, now=NOW)
    open_one = actions.open_sitting(house.where.program, task_id=house.where.task.pk, person_id=namesake.pk, now=NOW)
    address = reverse("assessment:attempts", args=[house.where.place.slug]) + "?download=csv&text=castell"

    def found(member: Member) -> str:
        return member.client().get(address).content.decode()

    assert "Nils Castell" in found(house.where.first)
    assert house.label not in found(house.where.first)
    assert found(house.lead).count("Castell") == 2
    assert rules.label(open_one.pk) != house.label


def test_her_timeline_does_not_lead_to_an_attempt_without_a_name(house: House) -> None:
    rosa = house.where.candidate.person_id
    assert answers.timeline(house.where.first.actor, rosa) == []
    assert len(answers.timeline(house.opener.actor, rosa)) == 1
    mark(house.where.first, house.sitting)
    assert len(answers.timeline(house.where.first.actor, rosa)) == 1


def by_link(house: House, holder_id: UUID, asker: Member | None = None) -> Actor:
    sent = people_actions.ask(
        (asker or house.opener).actor,
        purpose="assessment.score",
        subject_id=house.sitting.pk,
        person_id=holder_id,
        days=7,
        on_paper=True,
        now=NOW,
    )
    return links.holder_of(sent)


def test_who_was_asked_by_link_does_not_read_the_name(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = people.person(house.where.place, "Sol Vega")
    actor = by_link(house, somebody.pk)
    assert queries.name_is_hidden(actor, queries.sitting(actor, house.sitting.pk))
    monkeypatch.setattr(sources, "now", lambda: NOW)
    browser = Client()
    (sent,) = CapabilityLink.objects.across_workspaces().filter(purpose="assessment.score")
    place = browser.get(address_of(sent).removeprefix("http://localhost:8000"))["Location"]
    page = browser.get(place).content.decode()
    assert f"Mark attempt {house.label}" in page
    assert FAMILY not in page
    actions.rate(actor, sitting_id=house.sitting.pk, scores=TO_STANDARD, now=NOW)
    assert not queries.name_is_hidden(actor, queries.sitting(actor, house.sitting.pk))


def test_only_who_knows_the_name_asks_somebody_by_link(house: House) -> None:
    somebody = people.person(house.where.place, "Sol Vega")
    ask = reverse("people:ask", args=[house.where.place.slug, "assessment.score", house.sitting.pk])
    assert house.where.first.client().get(ask).status_code == 403
    assert ask not in house.where.first.client().get(house.address()).content.decode()
    assert NAME in house.opener.client().get(ask).content.decode()
    with pytest.raises(Forbidden):
        by_link(house, somebody.pk, house.where.first)


def test_nobody_confirms_as_supervisor_whom_she_does_not_know(db: None) -> None:
    where = blind(bench(), WITH_SUPERVISOR)
    boss = people.member(where.place, Role.LINE_MANAGER, name="Bea Lund")
    rosa = where.candidate.person_id
    people_actions.set_manager(where.program, person_id=rosa, manager_id=boss.person_id, now=NOW)
    sitting = where.sitting()
    observe(where.first, sitting)
    with pytest.raises(actions.CannotRate) as refused:
        actions.rate(where.first.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=SUPERVISOR, now=NOW)
    assert refused.value.reason == "name_hidden"
    mark(where.first, sitting)
    mark(where.second, sitting)
    third = people.member(where.place, Role.ASSESSOR, name="Una Holm")
    assert queries.waiting_for(third.actor) == []
    page = third.client().get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk])).content.decode()
    assert "Whoever confirms as a supervisor knows whose attempt it is. From you it is hidden." in page
    actions.rate(boss.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=SUPERVISOR, now=NOW)
    attempt = queries.proof_state(where.program, rosa, where.framework.pk).attempts[0]
    assert attempt.blind


def test_hiding_the_name_from_supervisors_alone_is_no_policy() -> None:
    layers = rules.layers_of([{"kind": "supervisor_confirmation", "count": 2, "independent": 1}])
    assert rules.checked_blind(False, layers) is False
    with pytest.raises(BadInput):
        rules.checked_blind(True, layers)
    assert rules.checked_blind(True, rules.layers_of(WITH_SUPERVISOR)) is True


def test_the_policy_an_attempt_was_opened_under_says_whether_the_name_is_hidden(house: House) -> None:
    actions.set_policy(house.where.program, framework_id=house.where.framework.pk, layers=TWO_ONE_INDEPENDENT, now=NOW)
    later = house.where.sitting()
    assert queries.name_is_hidden(house.where.first.actor, queries.sitting(house.where.program, house.sitting.pk))
    assert not queries.name_is_hidden(house.where.first.actor, queries.sitting(house.where.program, later.pk))


def test_a_label_is_the_same_each_time_and_two_attempts_have_two() -> None:
    one, other = UUID("01a21e31-62e9-7dc7-83af-9e95a36523d6"), UUID("01a21e31-62e9-7dc7-83af-9e95a36523d7")
    assert (rules.label(one), rules.label(other)) == ("HPA8YP", "HPA8YQ")


def test_the_list_asks_as_often_for_many_attempts_as_for_few(house: House) -> None:
    def asked() -> int:
        browser = house.where.first.client()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            browser.get(reverse("assessment:attempts", args=[house.where.place.slug]))
        return len(caught)

    few = asked()
    for number in range(4):
        somebody = people.person(house.where.place, f"Somebody {number}")
        actions.open_sitting(house.where.program, task_id=house.where.task.pk, person_id=somebody.pk, now=NOW)
    assert asked() == few
