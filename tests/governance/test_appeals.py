"""Second decisions: by somebody who had no part in the first, within days, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.governance.appealing import KIND, TOLD, WORDS, House
from tests.governance.appealing import house as made
from tests.governance.factories import NOW
from tests.people import factories as people

from skillmark.foundation import erasure, sources, tokens
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries, rules
from skillmark.governance.models import Appeal, AppealAnswer, AppealParty, AppealTerms, Stake
from skillmark.governance.models.appeals import AlreadyAnswered
from skillmark.kernel.values import BadInput
from skillmark.people import actions as persons
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
LAST = TOLD + timedelta(days=30)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    return made(monkeypatch)


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.reason)


def titles(member: people.Member, now: Any = NOW) -> list[str]:
    return [due.title for due in answers.due_for(member.actor, now)]


def told(member: people.Member, event: str) -> list[dict[str, object]]:
    kept = person_queries.messages_to(member.actor, member.person_id)
    return [message.parameters for message in kept if message.event == event]


def agent(house: House) -> None:
    system = people.system(house.place)
    actions.name_agent(system, name="Local 12", starts=date(2026, 1, 1), now=NOW)


def test_on_the_last_day_she_can_appeal_and_on_the_next_she_cannot(house: House) -> None:
    late = house.judged()
    with pytest.raises(actions.CannotAppeal) as refused:
        house.appeal(late, now=NOW + timedelta(days=31))
    assert (refused.value.reason, refused.value.last_day) == ("too_late", LAST)
    assert house.appeal(late, now=NOW + timedelta(days=30)).decide_by == LAST + timedelta(days=14)


def test_days_are_those_in_force_when_she_appeals_and_an_appeal_keeps_them(house: House) -> None:
    first = house.appeal()
    actions.set_appeal_terms(house.lead.actor, days_to_appeal=7, days_to_decide=3, now=NOW)
    first.refresh_from_db()
    assert first.decide_by == TOLD + timedelta(days=14)
    assert house.appeal().decide_by == TOLD + timedelta(days=3)
    with pytest.raises(actions.CannotAppeal):
        house.appeal(now=NOW + timedelta(days=8))
    assert queries.appeal_terms(house.lead.actor).version == 1


def test_there_are_always_days_to_appeal(house: House) -> None:
    for days in ({"days_to_appeal": 6, "days_to_decide": 14}, {"days_to_appeal": 30, "days_to_decide": 0}):
        with pytest.raises(BadInput):
            actions.set_appeal_terms(house.lead.actor, now=NOW, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealTerms.objects.record(house.lead.actor, now=NOW, version=1, days_to_appeal=6, days_to_decide=14)
    with pytest.raises(Forbidden):
        actions.set_appeal_terms(house.her.actor, days_to_appeal=30, days_to_decide=14, now=NOW)


def test_whoever_marked_it_never_decides_whoever_names_her(house: House) -> None:
    found = house.appeal()
    with pytest.raises(actions.CannotDecide) as refused:
        house.named(found, house.marked)
    assert why(refused) == rules.WhyNot.HAD_PART
    assert str(house.marked.person_id) not in str(queries.able_to_decide(house.lead.actor, found, NOW))
    with pytest.raises(IntegrityError), transaction.atomic():  # nor past the action
        AppealParty.objects.record(
            house.lead.actor, now=NOW, appeal=found, person_id=house.marked.person_id, stake=Stake.DECIDES
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealParty.objects.record(
            house.lead.actor, now=NOW, appeal=found, person_id=house.her.person_id, stake=Stake.DECIDES
        )


def test_whoever_took_part_after_she_was_named_does_not_decide_either(house: House) -> None:
    record_id = house.judged()
    found = house.named(house.appeal(record_id))
    house.judged(hands=[house.quality])
    house.said[record_id] = house.said.pop(list(house.said)[-1])  # found out later: quality had a hand in it
    with pytest.raises(actions.CannotDecide) as refused:
        house.decided(found)
    assert why(refused) == rules.WhyNot.HAD_PART
    assert not AppealAnswer.objects.within(house.lead.actor).exists()


def test_nobody_decides_on_her_own_appeal_nor_without_a_role_and_a_log_in(house: House) -> None:
    both = people.member(house.place, Role.QUALITY_ASSURER, name="Both")
    hers = house.appeal(who=both)
    with pytest.raises(actions.CannotDecide) as refused:
        house.named(hers, both)
    assert why(refused) == rules.WhyNot.APPEALS
    with pytest.raises(actions.CannotDecide) as refused:
        house.named(hers, house.her)  # a worker
    assert why(refused) == rules.WhyNot.NO_ROLE
    with pytest.raises(actions.CannotDecide):
        actions.name_decider(
            house.lead.actor, appeal_id=hers.pk, person_id=people.person(house.place, "No log-in").pk, now=NOW
        )


def test_a_lead_names_nobody_for_her_own_appeal(house: House) -> None:
    hers = house.appeal(who=house.lead)
    with pytest.raises(Forbidden):
        house.named(hers)
    assert titles(house.lead) == []


def test_where_results_are_not_for_discipline_neither_her_manager_nor_whoever_leads_everybody_decides(
    house: House,
) -> None:
    manager = people.member(house.place, Role.LINE_MANAGER, Role.ASSESSOR, name="Manager")
    system = people.system(house.place)
    persons.set_manager(system, person_id=house.her.person_id, manager_id=manager.person_id, now=NOW)
    found = house.appeal()
    assert house.named(found, manager)  # without a union or works council she may
    agent(house)
    for barred in (manager, house.lead):
        with pytest.raises(actions.CannotDecide) as refused:
            house.named(found, barred)
        assert why(refused) == rules.WhyNot.LEADS
    with pytest.raises(actions.CannotDecide):  # nor she who was named before
        actions.decide_appeal(manager.actor, appeal_id=found.pk, upheld=False, reason="No.", now=NOW)
    assert house.named(found)


def test_where_results_are_not_for_discipline_whoever_leads_is_not_told_who_appealed_on_what(house: House) -> None:
    found = house.appeal()
    open_page = house.lead.client().get(f"/w/{house.place.slug}/decisions/appeals/{found.pk}/").content.decode()
    assert "Rosa Castell" in open_page
    assert "Mount a mechanical seal" in open_page
    assert WORDS not in open_page  # her words are for whoever decides
    agent(house)
    for rest in ("", f"{found.pk}/", f"{found.pk}/who-decides/"):
        page = house.lead.client().get(f"/w/{house.place.slug}/decisions/appeals/{rest}").content.decode()
        assert "Rosa" not in page
        assert "mechanical seal" not in page
    assert titles(house.lead) == ["Name who decides on an appeal"]
    shown = house.her.client().get(f"/w/{house.place.slug}/decisions/appeals/{found.pk}/").content.decode()
    assert WORDS in shown


def test_by_rest_she_and_whoever_decides_read_what_it_is_about_and_whoever_only_leads_no_more_than_on_pages(
    house: House,
) -> None:
    found = house.named(house.appeal())

    def told(member: people.Member) -> list[Any]:
        until = sources.now() + timedelta(days=1)
        _token, text = tokens.open_token(
            replace(member.actor, strong_login=True), name="tool", permissions=["governance.appeal.list"],
            expires_at=until, now=sources.now(),
        )  # fmt: skip
        answer = Client().get("/api/v1/appeals", headers={"Authorization": f"Bearer {text}"})
        return [(one["id"], one["title"], one["kept"]) for one in answer.json()["items"]]

    about = "Mount a mechanical seal"
    assert told(house.her) == [(str(found.pk), about, False)]
    assert told(house.quality) == told(house.lead) == [(str(found.pk), about, False)]
    assert told(house.marked) == []
    agent(house)
    assert told(house.lead) == [(str(found.pk), None, True)]
    assert told(house.her) == [(str(found.pk), about, False)]


def test_she_appeals_once_about_one_thing_and_waits_where_the_same_is_judged_anew(house: House) -> None:
    record_id = house.judged()
    found = house.appeal(record_id)
    matter = house.said[record_id].matter_id
    again = house.judged(matter_id=matter)
    for other in (record_id, again):
        with pytest.raises(actions.CannotAppeal) as refused:
            house.appeal(other)
        assert why(refused) == "already"
    house.decided(house.named(found), upheld=False)
    with pytest.raises(actions.CannotAppeal):
        house.appeal(record_id)
    assert house.appeal(again)  # another decision, another appeal
    twice = {
        "person_id": house.her.person_id, "subject_type": KIND, "subject_id": record_id, "matter_id": matter,
        "title": "x", "text": "x", "decide_by": TOLD,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.record(house.lead.actor, now=NOW, **twice)


def test_it_is_decided_once_and_what_was_decided_stands(house: House) -> None:
    found = house.named(house.appeal())
    answer = house.decided(found)
    with pytest.raises(actions.CannotDecide) as refused:
        house.decided(found, upheld=False)
    assert why(refused) == "decided"
    with pytest.raises(actions.CannotDecide):
        house.named(found, house.lead)
    answer.upheld = False
    with pytest.raises(AlreadyAnswered):
        answer.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealAnswer.objects.record(
            house.lead.actor, now=NOW, happened_on=TOLD, appeal=found, upheld=False, reason="No."
        )


def test_only_whoever_is_named_decides_and_says_why(house: House) -> None:
    found = house.named(house.appeal())
    for other in (house.lead, house.her):
        with pytest.raises(Forbidden):
            actions.decide_appeal(other.actor, appeal_id=found.pk, upheld=True, reason="Yes.", now=NOW)
    with pytest.raises(NotFound):  # nobody else knows of it
        actions.decide_appeal(house.marked.actor, appeal_id=found.pk, upheld=True, reason="Yes.", now=NOW)
    with pytest.raises(BadInput):
        actions.decide_appeal(house.quality.actor, appeal_id=found.pk, upheld=True, reason=" ", now=NOW)


def test_nobody_appeals_for_another_nor_in_another_workspace(house: House) -> None:
    record_id = house.judged()
    for other in (house.lead, house.marked, people.member(people.workspace(), Role.WORKER)):
        with pytest.raises(NotFound):
            house.appeal(record_id, who=other)
    found = house.appeal(record_id)
    stranger = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        queries.appeal(stranger.actor, found.pk)
    assert titles(stranger) == []
    address = f"/w/{house.place.slug}/decisions/appeals/about/{KIND}/{record_id}/"
    assert house.marked.client().get(address).status_code == 404
    assert stranger.client().get(address).status_code == 404


def test_what_did_not_go_against_her_is_not_appealed(house: House) -> None:
    record_id = house.judged(against=False)
    with pytest.raises(actions.CannotAppeal) as refused:
        house.appeal(record_id)
    assert why(refused) == "not_against"
    assert queries.way_to_appeal(house.her.actor, KIND, record_id, NOW) is None
    with pytest.raises(BadInput):
        house.appeal(house.judged(), text=" ")


def test_whoever_decides_by_the_terms_is_named_at_once_unless_she_had_part_in_it(house: House) -> None:
    actions.set_appeal_terms(
        house.lead.actor, days_to_appeal=30, days_to_decide=14, decider_id=house.quality.person_id, now=NOW
    )
    found = queries.appeal(house.lead.actor, house.appeal().pk)
    decider = queries.decider_of(found)
    assert decider is not None
    assert decider.pk == house.quality.person_id
    assert told(house.quality, "governance.appeal_to_decide") == [{"by": "2026-03-16"}]
    other = queries.appeal(house.lead.actor, house.appeal(house.judged(hands=[house.quality])).pk)
    assert queries.decider_of(other) is None
    assert titles(house.lead) == ["Name who decides on an appeal"]
    with pytest.raises(NotFound):
        actions.set_appeal_terms(
            house.lead.actor, days_to_appeal=30, days_to_decide=14, decider_id=house.her.person_id, now=NOW
        )


def test_today_asks_whoever_decides_and_tells_whoever_leads_once_the_time_is_over(house: House) -> None:
    found = house.named(house.appeal())
    last, over = NOW + timedelta(days=14), NOW + timedelta(days=15)
    assert titles(house.quality) == ["Decide on an appeal: Mount a mechanical seal"]
    assert titles(house.lead, last) == []
    assert titles(house.lead, over) == ["An appeal is overdue"]
    assert titles(house.her, over) == []
    house.decided(found, days=20)  # late, and it counts
    assert titles(house.lead, over) == titles(house.quality, over) == []


def test_she_is_told_what_was_decided_and_reads_why_on_her_page(house: House) -> None:
    found = house.named(house.appeal())
    house.decided(found, upheld=False)
    assert told(house.her, "governance.appeal_answered") == [{"title": "Mount a mechanical seal", "upheld": 0}]
    page = house.her.client().get(f"/w/{house.place.slug}/decisions/appeals/{found.pk}/").content.decode()
    assert "It was not checked for two years." in page
    assert "The first decision stands." in page


def test_of_an_erased_appellant_stays_only_that_it_was_decided_and_how(house: House) -> None:
    decided = house.named(house.appeal())
    house.decided(decided)
    waiting = house.appeal()
    erasure.erase(house.lead.strong, person_id=house.her.person_id, now=NOW + timedelta(days=2))
    kept = list(Appeal.objects.within(house.lead.actor))
    assert [one.pk for one in kept] == [decided.pk]
    assert (kept[0].person_id, kept[0].text, kept[0].title, kept[0].answer.reason) == (None, "", "", "")
    assert queries.appeal_tally(house.lead.actor, TOLD).upheld == 1
    assert titles(house.lead) == titles(house.quality) == []
    with pytest.raises(NotFound):
        actions.decide_appeal(house.quality.actor, appeal_id=waiting.pk, upheld=True, reason="Yes.", now=NOW)
    assert house.lead.client().get(f"/w/{house.place.slug}/decisions/appeals/").status_code == 200


def test_what_an_erased_decider_was_to_decide_waits_for_another(house: House) -> None:
    found = house.named(house.appeal())
    erasure.erase(house.lead.strong, person_id=house.quality.person_id, now=NOW)
    assert titles(house.lead) == ["Name who decides on an appeal"]
    assert house.named(found, house.lead)


def test_appeals_are_counted_and_each_count_opens_its_list(house: House) -> None:
    upheld, not_upheld = house.named(house.appeal()), house.named(house.appeal())
    house.decided(upheld)
    house.decided(not_upheld, upheld=False)
    house.appeal()
    found = queries.appeal_tally(house.lead.actor, TOLD + timedelta(days=20))
    assert (found.waiting, found.overdue, found.decided, found.upheld) == (1, 1, 2, 1)
    place = f"/w/{house.place.slug}/decisions/"
    page = house.lead.client().get(place).content.decode()
    assert "50%" in page
    assert "1 of 2" in page
    assert f"{place}appeals/?show=overdue" in page
    for show, rows in (("open", 1), ("decided", 2), ("upheld", 1), ("", 3)):
        listed = house.lead.client().get(f"{place}appeals/?show={show}").content.decode()
        assert listed.count("Mount a mechanical seal") == rows
    assert "?show=" not in house.her.client().get(place).content.decode()


def test_the_list_takes_as_many_queries_for_many_appeals_as_for_one(
    house: House, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    counts, client = [], house.lead.client()
    client.get(f"/w/{house.place.slug}/decisions/appeals/")
    for more in (1, 4):
        for _ in range(more):
            house.decided(house.named(house.appeal()))
        with django_assert_max_num_queries(20) as counted:
            client.get(f"/w/{house.place.slug}/decisions/appeals/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_what_is_noted_to_come_of_it_is_noted_once_and_only_after_a_decision(house: House) -> None:
    system, found = people.system(house.place), house.named(house.appeal())
    result = house.judged()
    with pytest.raises(NotFound):
        actions.note_result(system, appeal_id=found.pk, result_id=result)
    house.decided(found)
    for new in (result, house.judged()):
        actions.note_result(system, appeal_id=found.pk, result_id=new)
    found.refresh_from_db()
    assert found.result_id == result
    assert queries.hands_before(system, result) == {house.marked.person_id}
    assert list(queries.judged_before(system, house.marked.person_id)) == [result]
    assert list(queries.judged_before(system, house.quality.person_id)) == []
