"""What is in a case, opened for its team, for the person herself, and as much as she released for a receiver."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import Money, total
from skillmark.people import queries as people
from skillmark.support import rules
from skillmark.support.models import Assessment, Case, CaseNote, Need, Payment, PlanStep, Referral
from skillmark.support.queries.cases import ties
from skillmark.support.rules import Domain, Outcome, Passed, Refusal, State, Urgency
from skillmark.support.sealing import Opened


@dataclass(frozen=True, slots=True)
class NeedSeen:
    need: Need
    domain: Domain
    urgency: Urgency
    words: str


@dataclass(frozen=True, slots=True)
class StepSeen:
    step: PlanStep
    words: str


@dataclass(frozen=True, slots=True)
class NoteSeen:
    note: CaseNote
    words: str


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    payment: Payment
    words: str
    money: Money


@dataclass(frozen=True, slots=True)
class ReferralSeen:
    """A referral with its words: to whom, what for, what of her is passed on, and what came of it."""

    referral: Referral
    state: State
    provider: str
    title: str
    domain: Domain
    purpose: str
    passes: tuple[Passed, ...]
    says: str
    refusal: Refusal | None
    refusal_says: str
    outcome: Outcome | None
    outcome_says: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A case, opened. `kept_back`: how many entries are not shown here, since whoever employs or may hire her must not
    read them (they came before it was so, when an outside team wrote them).
    """

    case: Case
    ties: rules.Ties
    needs: list[NeedSeen]
    steps: dict[UUID, list[StepSeen]]
    referrals: list[ReferralSeen]
    notes: list[NoteSeen]
    payments: list[PaymentSeen]
    kept_back: int

    @property
    def cost(self) -> list[Money]:
        """What was spent, a sum for each currency."""
        amounts: dict[str, list[Money]] = {}
        for line in self.payments:
            amounts.setdefault(line.money.currency, []).append(line.money)
        return [total(lines, currency) for currency, lines in amounts.items()]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a receiver is asked, and what of her he is told."""

    seen: ReferralSeen
    told: Mapping[str, str]
    until: date


def whole(actor: Actor, found: Case, today: date) -> Whole:
    """Everything in a case its reader has found by `case`. Raises Unreadable."""
    access.require(actor, "support.case.read", found)
    return _whole(actor, found, ties(actor, found), today)


def answers(actor: Actor, found: Case) -> dict[Domain, tuple[Urgency, str]]:
    """What is known of each open need, for the next assessment."""
    access.require(actor, "support.case.read", found)
    opened = Opened(found)
    open_needs = found.needs.filter(ended_on=None).order_by("since", "id")
    return {seen.domain: (seen.urgency, seen.words) for seen in (need_seen(opened, row) for row in open_needs)}


def need(actor: Actor, found: Case, need_id: UUID) -> NeedSeen:
    """One open need that may be read here. Raises NotFound."""
    access.require(actor, "support.case.read", found)
    rows: QuerySet[Need] = Need.objects.within(actor)
    row: Need = one(rows.filter(case=found, ended_on=None), need_id)
    seen = need_seen(Opened(found), row)
    if not rules.may_be_asked(seen.domain, ties(actor, found)):
        raise NotFound(str(need_id))
    return seen


def referral(actor: Actor, referral_id: UUID, today: date, *, lock: bool = False) -> ReferralSeen:
    """A referral of a case whose team the reader is on. Raises NotFound, and Unreadable to that team alone."""
    row = _of_team(actor, referral_id, lock=lock)
    seen = referral_seen(Opened(row.case), row, today)
    if not rules.may_be_asked(seen.domain, ties(actor, row.case)):
        raise NotFound(str(referral_id))
    return seen


def case_of(actor: Actor, referral_id: UUID) -> Case:
    """The case of a referral, without opening it, for its team. Raises NotFound."""
    return _of_team(actor, referral_id).case


def _of_team(actor: Actor, referral_id: UUID, *, lock: bool = False) -> Referral:
    rows: QuerySet[Referral] = Referral.objects.within(actor)
    row: Referral = one(rows.select_related("case__person", "case__organisation") if not lock else rows, referral_id,
        lock=lock)  # fmt: skip
    if not access.may(actor, "support.case.read", row.case):
        raise NotFound(str(referral_id))
    return row


def released(actor: Actor, referral_id: UUID) -> Referral:
    """A referral for whoever came by its link, and for its team. Raises NotFound."""
    rows: QuerySet[Referral] = Referral.objects.within(actor)
    row: Referral = one(rows.select_related("case__person", "case__organisation"), referral_id)
    if not (access.may(actor, "support.referral.answer", row) or access.may(actor, "support.case.read", row.case)):
        raise NotFound(str(referral_id))
    return row


def asked(actor: Actor, row: Referral, today: date) -> Asked:
    """What the receiver reads: what she released and no more. Raises NotFound once she took it back or it ran out."""
    access.require(actor, "support.referral.answer", row)
    if not rules.may_be_read_by_receiver(State(row.state), row.release_ends_on, today):
        raise NotFound(str(row.pk))
    seen = referral_seen(Opened(row.case), row, today)
    return Asked(seen, told_of(row.case, seen.passes), row.release_ends_on)


def told_of(found: Case, passes: Iterable[Passed]) -> dict[str, str]:
    """What of her is passed on: her name, and what she agreed to."""
    told = {"name": found.person.name}
    return told | {one.value: str(getattr(found.person, one.value)) for one in passes}


def for_herself(actor: Actor, found: Case, today: date) -> Whole:
    """The whole of her own case, for her copy and her own pages; who asks was made sure of."""
    return _whole(actor, found, rules.Ties(house_hires=False, team_hires=False, works_here=False), today)


def receiver(actor: Actor, row: Referral) -> str:
    """To whom its link was given."""
    return referral_seen(Opened(row.case), row, row.release_ends_on).provider


def need_seen(opened: Opened, row: Need) -> NeedSeen:
    content = opened.content(row.pk, row.sealed)
    return NeedSeen(row, Domain(content["domain"]), Urgency(content["urgency"]), content["words"])


def referral_seen(opened: Opened, row: Referral, today: date) -> ReferralSeen:
    content = opened.content(row.pk, row.sealed)
    return ReferralSeen(
        row,
        rules.stands(State(row.state), row.release_ends_on, today),
        content["provider"],
        content["title"],
        Domain(content["domain"]),
        content["purpose"],
        tuple(Passed(one) for one in content["passes"]),
        content["says"],
        Refusal(content["refusal"]) if content.get("refusal") else None,
        content.get("refusal_says", ""),
        Outcome(content["outcome"]) if content.get("outcome") else None,
        content.get("outcome_says", ""),
    )


def _whole(actor: Actor, found: Case, held_by: rules.Ties, today: date) -> Whole:
    opened = Opened(found)
    needs = [need_seen(opened, row) for row in found.needs.order_by("ended_on", "since", "id")]
    shown = [seen for seen in needs if rules.may_be_asked(seen.domain, held_by)]
    kept = {seen.need.pk for seen in shown}
    steps: dict[UUID, list[StepSeen]] = {pk: [] for pk in kept}
    for step in found.plansteps.order_by("due_on", "id"):
        if step.need_id in kept:
            steps[step.need_id].append(StepSeen(step, opened.content(step.pk, step.sealed)["words"]))
    every = [referral_seen(opened, row, today) for row in found.referrals.order_by("-recorded_at", "-id")]
    referrals = [seen for seen in every if rules.may_be_asked(seen.domain, held_by)]
    notes = found.casenotes.filter(replaced_by=None).select_related("author").order_by("-happened_on", "-recorded_at")
    hidden = {seen.referral.pk for seen in every} - {seen.referral.pk for seen in referrals}
    outside = rules.is_outside(held_by)
    all_notes = [(row, opened.content(row.pk, row.sealed)) for row in notes]
    all_payments = [(row, opened.content(row.pk, row.sealed)) for row in found.payments.order_by("-happened_on", "-id")]
    notes_shown = [NoteSeen(row, content["words"]) for row, content in all_notes if outside or not content["outside"]]
    payments_shown = [
        PaymentSeen(row, content["words"], Money(row.amount_minor, row.currency))
        for row, content in all_payments
        if row.referral_id not in hidden and (outside or not content["outside"])
    ]
    kept_back = len(needs) - len(shown) + len(hidden) + len(all_notes) - len(notes_shown)
    kept_back += len(all_payments) - len(payments_shown)
    return Whole(found, held_by, shown, steps, referrals, notes_shown, payments_shown, kept_back)


def assessments(found: Case) -> "QuerySet[Assessment]":
    return found.assessments.select_related("assessed_by").order_by("-happened_on", "-recorded_at")


def currency(actor: Actor) -> str:
    """What amounts are written in here."""
    return str(people.workspace(actor).currency)
