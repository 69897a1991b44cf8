"""What is past its time goes, in pieces, by each context's own answer; a hold stops it; looking deletes nothing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.people import factories as make

from skillmark.config.pages import held
from skillmark.foundation import access, erasure, holds, jobs, outbox, personal, retention
from skillmark.foundation.models import AuditRow, Job, RetentionRule
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions, queries
from skillmark.people.models import Message, Person

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 9, 2, 3, 0, tzinfo=UTC)  # eighteen months after make.NOW


@pytest.fixture
def lead() -> make.Member:
    return make.member(make.workspace(), Role.TALENT_LEAD, name="Lea Lead")


def night(actor: Actor, now: datetime = LATER) -> None:
    """The daily work of a workspace, and all it asks for."""
    outbox.enqueue(actor, retention.DAILY, key=f"night/{now}", payload={}, due_at=now, now=now)
    jobs.run_all(now)
    assert jobs.stopped() == []


def rule(lead: make.Member, kind: str, months: int, place: str = "*") -> RetentionRule:
    return retention.set_rule(lead.actor, kind=kind, place=place, months=months, source="A decision.", now=make.NOW)


def system(lead: make.Member) -> Actor:
    return make.system(queries.workspace(lead.actor))


def strangers(lead: make.Member, count: int) -> list[UUID]:
    where = queries.workspace(lead.actor)
    return [make.person(where, f"Stranger {number}").pk for number in range(count)]


def living(lead: make.Member) -> set[UUID]:
    return set(Person.objects.within(lead.actor).filter(erased_at=None).values_list("pk", flat=True))


@given(st.integers(0, 36_500), st.integers(1, 1200))
def test_what_is_kept_so_many_months_is_past_its_time_then_and_not_the_day_before(day: int, months: int) -> None:
    began = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=day)
    ends = retention.months_after(began, months)
    assert retention.limit([months], ends + timedelta(days=4)) > began
    assert retention.limit([months], ends - timedelta(days=1)) <= began
    assert retention.limit([1, months], ends) == retention.limit([months], ends)


def test_shipped_rules_are_about_kinds_that_can_go_in_places_that_have_names() -> None:
    assert {rule.kind for rule in retention.latest()} <= set(retention.kinds())
    assert set(held.KEPT) == set(retention.kinds())
    assert {rule.place for rule in retention.latest()} <= set(held.PLACES)
    assert {how.begins for how in retention.kinds().values()} <= set(held.BEGINS)


def test_each_shipped_source_has_its_spanish() -> None:
    with translation.override("es"):
        assert [one.source for one in retention.latest() if translation.gettext(one.source) == one.source] == []


def test_without_a_rule_nothing_goes(lead: make.Member) -> None:
    (stranger,) = strangers(lead, 1)
    night(system(lead))
    assert stranger in living(lead)


def test_a_new_workspace_destroys_files_handed_in_on_schedule_before_anybody_says_so(lead: make.Member) -> None:
    retention.set_first_rules(system(lead), now=make.NOW)
    (first,) = retention.rules_in_force(lead.actor)
    assert (first.kind, first.place, first.months) == ("assessment.evidence_file", "*", 12)
    retention.end_rule(lead.actor, rule_id=first.pk, now=make.NOW)
    assert list(retention.rules_in_force(lead.actor)) == []


def test_rules_of_places_are_taken_over_once_with_their_version(lead: make.Member) -> None:
    own = rule(lead, "people.message", 3)
    count = retention.take_over(lead.actor, places=["*", "US"], now=make.NOW)
    assert count > 5
    assert retention.take_over(lead.actor, places=["*", "US"], now=make.NOW) == 0
    kept = retention.rules_in_force(lead.actor)
    assert kept.get(kind="people.message").pk == own.pk
    assert set(kept.exclude(pk=own.pk).values_list("version", flat=True)) == {retention.LATEST}


def test_a_new_rule_ends_the_one_before_which_stays_on_record(lead: make.Member) -> None:
    rule(lead, "people.message", 3)
    rule(lead, "people.message", 6)
    assert [one.months for one in retention.rules_in_force(lead.actor)] == [6]
    assert RetentionRule.objects.within(lead.actor).count() == 2


@pytest.mark.parametrize(
    ("kind", "months", "source"), [("people.nothing", 1, "x"), ("people.message", 0, "x"), ("people.message", 1, " ")]
)
def test_a_rule_that_says_nothing_is_refused(lead: make.Member, kind: str, months: int, source: str) -> None:
    with pytest.raises(BadInput):
        retention.set_rule(lead.actor, kind=kind, place="*", months=months, source=source, now=make.NOW)


def test_messages_go_after_their_time_and_younger_ones_stay(lead: make.Member) -> None:
    rule(lead, "people.message", 12)
    before = Message.objects.within(lead.actor).count()
    for now in (make.NOW, LATER - timedelta(days=30)):
        actions.tell(system(lead), person_id=lead.person_id, event="people.correction_answered", parameters={}, now=now)
    night(system(lead))
    assert Message.objects.within(lead.actor).count() == 1
    row = AuditRow.objects.get(action="foundation.retention.let_go")
    assert row.facts["count"] == before + 1


def test_of_two_rules_the_longer_counts(lead: make.Member) -> None:
    (stranger,) = strangers(lead, 1)
    rule(lead, "people.person", 12, "US")
    rule(lead, "people.person", 48, "US-CA")
    night(system(lead))
    assert stranger in living(lead)


def test_a_person_goes_whole_where_nobody_counts_on_her_and_nothing_is_younger(lead: make.Member) -> None:
    where = queries.workspace(lead.actor)
    old, young, reports = strangers(lead, 3)
    member = make.member(where, Role.WORKER)
    actions.record_employment(system(lead), person_id=young, title="Cook", now=LATER - timedelta(days=30))
    actions.set_manager(system(lead), person_id=reports, manager_id=lead.person_id, now=make.NOW)
    rule(lead, "people.person", 12)
    (told,) = retention.tonight(lead.actor, LATER)
    assert (told.kind, told.count, told.person_ids) == ("people.person", 1, (old,))
    assert old in living(lead), "looking deletes nothing"
    night(system(lead))
    assert living(lead) == {lead.person_id, young, reports, member.person_id}
    assert (where.pk, old) in erasure.erasure_list()


def test_a_person_stays_while_one_of_her_records_has_to(lead: make.Member) -> None:
    (stranger,) = strangers(lead, 1)
    actions.tell(system(lead), person_id=stranger, event="people.correction_answered", parameters={}, now=make.NOW)
    rule(lead, "people.person", 12)
    rule(lead, "people.message", 36)
    night(system(lead))
    assert stranger in living(lead)


def test_what_ended_late_keeps_the_person_as_long_as_its_rule_says(lead: make.Member) -> None:
    (stranger,) = strangers(lead, 1)
    given = actions.give_consent(system(lead), person_id=stranger, purpose="contact", now=make.NOW)
    actions.withdraw_consent(system(lead), consent_id=given.pk, now=LATER - timedelta(days=3))
    rule(lead, "people.person", 12)
    rule(lead, "people.consent", 2)
    night(system(lead))
    assert stranger in living(lead)


def test_many_go_in_pieces_and_a_piece_done_again_loses_nothing_more(lead: make.Member) -> None:
    most = retention.kinds()["people.person"].most
    strangers(lead, 2 * most + 3)
    rule(lead, "people.person", 12)
    night(system(lead))
    assert living(lead) == {lead.person_id}
    assert Job.objects.filter(kind=retention.PIECE).count() == 3
    retention.carry_piece(system(lead), {"kind": "people.person", "after": "", "number": 0}, LATER)
    assert living(lead) == {lead.person_id}


@pytest.mark.parametrize("kind", ["", "people.person", "people.message"])
def test_a_hold_on_a_person_or_a_kind_of_hers_stops_the_rule(lead: make.Member, kind: str) -> None:
    held_one, other = strangers(lead, 2)
    for person_id in (held_one, other):
        actions.tell(system(lead), person_id=person_id, event="people.correction_answered", parameters={}, now=make.NOW)
    rule(lead, "people.person", 12)
    holds.place_hold(lead.actor, person_id=held_one, kind=kind, reason="A claim", now=make.NOW)
    night(system(lead))
    assert held_one in living(lead)
    assert other not in living(lead)


def test_a_hold_on_a_kind_stops_the_rule_and_the_erasure_of_whoever_has_such_records(lead: make.Member) -> None:
    has, has_not = strangers(lead, 2)
    actions.tell(system(lead), person_id=has, event="people.correction_answered", parameters={}, now=make.NOW)
    hold = holds.place_hold(lead.actor, kind="people.message", reason="An audit", now=make.NOW)
    rule(lead, "people.message", 1)
    night(system(lead))
    assert any(row["kind"] == "people.message" for row in personal.everything(lead.actor, has))
    with pytest.raises(holds.OnHold):
        actions.erase_person(lead.actor, person_id=has, now=LATER)
    actions.erase_person(lead.actor, person_id=has_not, now=LATER)
    holds.end_hold(lead.actor, hold_id=hold.pk, now=LATER)
    night(system(lead), LATER + timedelta(days=1))
    assert not any(row["kind"] == "people.message" for row in personal.everything(lead.actor, has))


def test_nobody_keeps_what_stands_about_herself_and_a_hold_says_why(lead: make.Member) -> None:
    with pytest.raises(access.Forbidden):
        holds.place_hold(lead.actor, person_id=lead.person_id, reason="Mine", now=make.NOW)
    with pytest.raises(BadInput):
        holds.place_hold(lead.actor, kind="people.message", reason=" ", now=make.NOW)
    with pytest.raises(BadInput):
        holds.place_hold(lead.actor, reason="Everything", now=make.NOW)


def test_a_lead_does_not_read_a_reason_about_herself_that_may_not_be_told(lead: make.Member) -> None:
    other = make.member(queries.workspace(lead.actor), Role.TALENT_LEAD)
    holds.place_hold(other.actor, person_id=lead.person_id, reason="Suspicion", may_be_told=False, now=make.NOW)
    assert "Suspicion" in other.client().get(f"/w/{lead.slug}/keeping/").content.decode()
    assert "Suspicion" not in lead.client().get(f"/w/{lead.slug}/keeping/").content.decode()


def test_whom_a_backup_brings_back_is_erased_again_whatever_hold_it_brings(lead: make.Member) -> None:
    (stranger,) = strangers(lead, 1)
    holds.place_hold(lead.actor, person_id=stranger, reason="An old claim", now=make.NOW)
    erasure.reapply([(queries.workspace(lead.actor).pk, stranger)], lambda _place: system(lead), LATER)
    assert stranger not in living(lead)


def test_the_lead_takes_rules_over_places_a_hold_and_sees_what_would_go(lead: make.Member) -> None:
    client, base = lead.client(), f"/w/{lead.slug}/keeping/"
    assert "No rule is in force" in client.get(base).content.decode()
    assert client.post(f"{base}take-over/", {"places": ["*", "US"]}).status_code == 302
    shown = client.get(base).content.decode()
    assert "29 CFR 1602.14" in shown
    assert "Nothing would go tonight" in client.get(f"{base}tonight/").content.decode()
    assert client.post(f"{base}holds/add/", {"reason": "x", "may_be_told": "yes"}).status_code == 400
    answer = client.post(f"{base}holds/add/", {"kind": "people.message", "reason": "An audit", "may_be_told": "no"})
    assert answer.status_code == 302
    assert "An audit" in client.get(base).content.decode()
    given_rule = {"kind": "people.message", "place": "*", "months": "2", "source": "A decision"}
    assert client.post(f"{base}rules/add/", given_rule).status_code == 302
    assert client.post(f"{base}rules/add/", given_rule | {"months": "0"}).status_code == 400
