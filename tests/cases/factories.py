"""A partnership with a case team, an employer, and somebody who needs help. (`tests/support` has the suite's own
tools, so what tests the context of support lies here.)
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.people import factories as make

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import Money
from skillmark.people import queries as people
from skillmark.people.models import Organisation
from skillmark.support import actions, queries
from skillmark.support.queries import Domain, Passed, Urgency

# words that must be found nowhere in clear
WORDS = ("relapsed in spring", "sober living house", "met her sponsor", "weekly group", "came to every meeting")
PROVIDER = "Northside Recovery"


@dataclass(frozen=True)
class Bench:
    where: Workspace
    coach: make.Member
    other: make.Member
    ana: make.Member

    @property
    def now(self) -> Any:
        return sources.now()

    @property
    def today(self) -> date:
        return people.today(self.coach.actor, sources.now())

    @property
    def program(self) -> Actor:
        return make.system(self.where)

    @property
    def home(self) -> UUID:
        return UUID(str(people.profile(self.program).pk))


def bench(*, kind: str = "agency") -> Bench:
    """A workspace whose own organisation is of this kind; two coaches, and Ana with a log-in."""
    where = make.workspace()
    Organisation.objects.within(make.system(where)).filter(home=True).update(kind=kind)
    coach = make.member(where, Role.CASE_MANAGER, name="Cora Coach")
    other = make.member(where, Role.CASE_MANAGER, name="Otto Other")
    return Bench(where, coach, other, make.member(where, Role.WORKER))


def a_case(there: Bench, **options: Any) -> queries.Case:
    given = {"person_id": there.ana.person_id, "organisation_id": there.home} | options
    return actions.open_case(there.coach.actor, **given, now=there.now)


def an_offer(there: Bench, domain: Domain = Domain.SUBSTANCE_USE, capacity: int = 1) -> queries.Offer:
    return actions.add_offer(
        there.coach.actor, provider=PROVIDER, title="Evening programme", domain=domain, capacity=capacity,
        cost=Money(12_000, "USD"), now=there.now,
    )  # fmt: skip


def assessed(there: Bench, case: queries.Case, domain: Domain = Domain.SUBSTANCE_USE) -> queries.NeedSeen:
    """A need, the first of its case."""
    answers = {domain: actions.Answer(Urgency.NOW, WORDS[0]), Domain.FOOD: actions.Answer(Urgency.NONE)}
    actions.assess(there.coach.actor, case_id=case.pk, answers=answers, now=there.now)
    actor = there.coach.actor
    return queries.whole(actor, queries.case(actor, case.pk), there.today).needs[0]


def referred(there: Bench, case: queries.Case, need: queries.NeedSeen, offer: queries.Offer) -> queries.Referral:
    return actions.refer(
        there.coach.actor, case_id=case.pk, need_id=need.need.pk, offer_id=offer.pk, purpose=WORDS[3],
        says=WORDS[1], passes=[Passed.PHONE], release_ends_on=there.today + timedelta(days=30), now=there.now,
    )  # fmt: skip


def sent(there: Bench) -> tuple[queries.Case, queries.Referral]:
    """She agreed on her own page; the receiver has a link."""
    case = a_case(there)
    row = referred(there, case, assessed(there, case), an_offer(there))
    return case, actions.release_own(there.ana.holder, referral_id=row.pk, agrees=True, now=there.now)


def everything_said(there: Bench) -> queries.Case:
    """A whole story: assessed, planned, noted, referred, accepted, received, paid, ended."""
    case, row = sent(there)
    actor = there.coach.actor
    need = queries.whole(actor, queries.case(actor, case.pk), there.today).needs[0]
    actions.plan_step(actor, case_id=case.pk, need_id=need.need.pk, words=WORDS[2], due_on=there.today, now=there.now)
    actions.write_note(actor, case_id=case.pk, words=WORDS[0], now=there.now)
    actions.answer(receiver(row), referral_id=row.pk, accepts=True, says=WORDS[3], now=there.now)
    actions.begin_service(actor, referral_id=row.pk, starts_on=there.today, now=there.now)
    actions.pay(
        actor, case_id=case.pk, money=Money(4_500, "USD"), words=WORDS[1], referral_id=row.pk,
        happened_on=there.today, now=there.now,
    )  # fmt: skip
    actions.end_service(
        actor, referral_id=row.pk, outcome=queries.Outcome.PARTLY, says=WORDS[4], ends_on=there.today, now=there.now
    )
    return case


def receiver(row: queries.Referral) -> Actor:
    """Whoever came by the link of a referral."""
    from skillmark.foundation import links

    link = links.by_id(UUID(str(row.link_id)))
    assert link is not None
    return links.holder_of(link)
