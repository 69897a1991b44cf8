"""Rules of a workspace, what they let go of tonight, and the work that does it in pieces.

Each piece deletes through the answer of the context the records belong to, in one transaction with its job: killed
midway nothing of it has happened, and it is done again. The next piece goes on after the last record looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation import audit, clearing, holds, outbox, personal
from skillmark.foundation.access import require
from skillmark.foundation.answers import Lasting
from skillmark.foundation.models.rights import RetentionRule
from skillmark.foundation.records import one
from skillmark.foundation.retention.rules import LATEST, began, latest, limit, months_after
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput

DAILY, PIECE = "foundation.retention", "foundation.retention.piece"
LONGEST_MONTHS = 1200  # a century: whatever asks for longer asks to keep it for ever, which is no rule
NAMED_TONIGHT = 20  # people named on the page for each kind; the whole number stands beside them
PERSONS_LOOKED_AT = 100  # each takes a read of everything held on her; a page must not take minutes
_kinds: dict[str, Lasting] = {}


def install(kinds_of_all: Mapping[str, Lasting]) -> None:
    """Put the assembled map "context.kind" → how it goes in force."""
    _kinds.clear()
    _kinds.update(kinds_of_all)


def kinds() -> Mapping[str, Lasting]:
    """The kinds that a rule can be set for."""
    return dict(_kinds)


def rules_in_force(actor: Actor) -> "QuerySet[RetentionRule]":
    """The workspace's rules, by kind and place."""
    return RetentionRule.objects.within(actor).filter(ended_at=None).order_by("kind", "place")


@action
def take_over(actor: Actor, *, places: Sequence[str], now: datetime) -> int:
    """Put the shipped rules of these places in force, beside the workspace's own, which stay; gives how many."""
    require(actor, "foundation.retention.change")
    there = set(rules_in_force(actor).values_list("kind", "place"))
    wanted = [rule for rule in latest() if rule.place in places and (rule.kind, rule.place) not in there]
    for rule in wanted:
        _put(actor, rule.kind, rule.place, rule.months, rule.source, LATEST, now)
    return len(wanted)


@action
def set_first_rules(actor: Actor, *, now: datetime) -> None:
    """Put the rules in force that a new workspace has before anybody there has looked at them."""
    require(actor, "foundation.retention.carry_out")
    for rule in latest():
        if rule.from_start:
            _put(actor, rule.kind, rule.place, rule.months, rule.source, LATEST, now)


@action
def set_rule(actor: Actor, *, kind: str, place: str, months: int, source: str, now: datetime) -> RetentionRule:
    """Put a rule of the workspace's own in force; one for the same kind and place ends. Raises BadInput."""
    require(actor, "foundation.retention.change")
    if kind not in _kinds:
        raise BadInput.of("no rule can be set for it", file="kind")
    if not 1 <= months <= LONGEST_MONTHS:
        raise BadInput.of(f"must be from 1 to {LONGEST_MONTHS}", file="months")
    if not source.strip():
        raise BadInput.of("is empty", file="source")
    for before in rules_in_force(actor).filter(kind=kind, place=place):
        _end(actor, before, now)
    return _put(actor, kind, place, months, source.strip(), "", now)


@action
def end_rule(actor: Actor, *, rule_id: UUID, now: datetime) -> RetentionRule:
    """It lets nothing go any more; that it was in force stays on record."""
    require(actor, "foundation.retention.change")
    rule: RetentionRule = one(rules_in_force(actor), rule_id, lock=True)
    _end(actor, rule, now)
    return rule


def _put(actor: Actor, kind: str, place: str, months: int, source: str, version: str, now: datetime) -> RetentionRule:
    begins = _kinds[kind].begins
    rule: RetentionRule = RetentionRule.objects.record(
        actor, now=now, kind=kind, place=place, months=months, begins=begins, source=source, version=version
    )
    audit.record(actor, "foundation.retention.rule_set", rule, months=months)
    return rule


def _end(actor: Actor, rule: RetentionRule, now: datetime) -> None:
    rule.ended_at = now
    rule.save(update_fields=["ended_at"])
    audit.record(actor, "foundation.retention.rule_ended", rule)


def until(rules: Sequence[RetentionRule], began: datetime) -> datetime:
    """When a record that began then goes by these rules of its kind."""
    return months_after(began, max(rule.months for rule in rules))


def _limits(actor: Actor, now: datetime) -> dict[str, datetime]:
    """Kind → what began before this is past its time. No rule, no entry."""
    months: dict[str, list[int]] = {}
    for rule in rules_in_force(actor):
        months.setdefault(rule.kind, []).append(rule.months)
    return {kind: limit(counts, now) for kind, counts in months.items() if kind in _kinds}


def _candidates(actor: Actor, kind: str, limits: Mapping[str, datetime]) -> "QuerySet[Any]":
    """What of a kind began too long ago and is under no hold, by id: as (record, person; None where none is known)."""
    how = _kinds[kind]
    rows = how.rows(actor, limits[kind])
    standing = list(holds.standing(actor).filter(Q(kind="") | Q(kind=kind)))
    if any(hold.person_id is None for hold in standing):
        rows = rows.none()
    rows = rows.exclude(**{f"{how.whose}__in": [hold.person_id for hold in standing]})
    return rows.order_by("pk").values_list("pk", how.whose)


def _past(
    actor: Actor, kind: str, limits: Mapping[str, datetime], candidates: Sequence[tuple[UUID, UUID]]
) -> list[tuple[UUID, UUID]]:
    """Those of the candidates that go."""
    if not _kinds[kind].whole:
        return list(candidates)
    return [pair for pair in candidates if _nothing_younger(actor, pair[1], limits, limits[kind])]


def _nothing_younger(actor: Actor, person_id: UUID, limits: Mapping[str, datetime], own: datetime) -> bool:
    """Whether everything of hers is past the person's own time and past its kind's, and no hold is on any of it."""
    for row in personal.everything(actor, person_id):
        how = _kinds.get(row["kind"])
        since = (began(how.begins, row) if how else None) or row["recorded_at"]
        if since is not None and since >= min(own, limits.get(row["kind"], own)):
            return False
    return not holds.over(actor, person_id)


@dataclass(frozen=True, slots=True)
class Tonight:
    """What one kind would lose: how many records, whether there may be `more`, and of whom, the first few."""

    kind: str
    count: int
    more: bool
    person_ids: tuple[UUID, ...]


def tonight(actor: Actor, now: datetime) -> list[Tonight]:
    """What the next night's work would let go of; nothing goes by asking."""
    require(actor, "foundation.retention.read")
    limits = _limits(actor, now)
    told = [_counted(actor, kind, limits) for kind in sorted(limits)]
    return [one for one in told if one.count]


def _counted(actor: Actor, kind: str, limits: Mapping[str, datetime]) -> Tonight:
    rows = _candidates(actor, kind, limits)
    if _kinds[kind].whole:
        looked = list(rows[: PERSONS_LOOKED_AT + 1])
        found = _past(actor, kind, limits, looked[:PERSONS_LOOKED_AT])
        count, more = len(found), len(looked) > PERSONS_LOOKED_AT
    else:
        found, count, more = list(rows[:NAMED_TONIGHT]), rows.count(), False
    whose = dict.fromkeys(person for _, person in found if person is not None)
    return Tonight(kind, count, more, tuple(whose)[:NAMED_TONIGHT])


def begin(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """The night's work: one piece for each kind that a rule is in force for."""
    for kind in sorted(_limits(actor, now)):
        _ask(actor, kind, None, 0, now)


@action
def carry_piece(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Let go of some records of a kind; ask for the next piece where there may be more."""
    require(actor, "foundation.retention.carry_out")
    kind, number = payload["kind"], payload["number"]
    after = UUID(payload["after"]) if payload["after"] else None
    limits = _limits(actor, now)
    if kind not in limits:
        return  # the rule ended meanwhile
    how = _kinds[kind]
    rows = _candidates(actor, kind, limits)
    looked = list((rows.filter(pk__gt=after) if after else rows)[: how.most])
    found = [row_id for row_id, _ in _past(actor, kind, limits, looked)]
    if found:
        rule = rules_in_force(actor).filter(kind=kind).order_by("-months")[0]
        with clearing.noting() as tables:
            how.drop(actor, found, now)
        if not how.whole:  # erasing a whole person sees to it already
            clearing.ask_for(actor, tables, rule.pk, now)
        audit.record(actor, "foundation.retention.let_go", rule, count=len(found))
    if len(looked) == how.most:
        _ask(actor, kind, looked[-1][0], number + 1, now)


def _ask(actor: Actor, kind: str, after: UUID | None, number: int, now: datetime) -> None:
    key = f"{PIECE}/{actor.workspace_id}/{kind}/{now.date()}/{number}"
    payload = {"kind": kind, "after": str(after) if after else "", "number": number}
    outbox.enqueue(actor, PIECE, key=key, payload=payload, due_at=now, now=now)
