"""Applying by one's own log-in, and what she says of herself going along only where she sends it."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.hiring.factories import NOW, START, TIDEWAY, Setting, posting, setting
from tests.people import factories as places
from tests.standards import factories as standards

from skillmark.campaigns import actions as campaigns
from skillmark.campaigns import queries as campaign_queries
from skillmark.foundation.roles import Role
from skillmark.hiring import actions, queries
from skillmark.hiring.queries import Posting
from skillmark.kernel.planning import read_modules
from skillmark.kernel.values import BadInput
from skillmark.learning import actions as learning
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.standards import actions as standard_actions

pytestmark = pytest.mark.django_db
SAID_ON = date(2026, 2, 20)


def earnest() -> tuple[Setting, Posting]:
    """A campaign in a workspace that is no demonstration, on a published standard, with an open job."""
    where = places.workspace()
    actor = places.system(where)
    framework = standards.published(actor, standards.tideway(actor))
    campaign = campaigns.start_campaign(
        actor, title="Pump assembly, spring", template="nontraditional", framework_id=framework.pk, openings=2,
        starts_on=START, now=NOW,
    )  # fmt: skip
    with (TIDEWAY / "modules.csv").open("rb") as stream:
        learning.import_modules(actor, campaign_id=campaign.pk, modules=read_modules(stream, "modules.csv"), now=NOW)
    made = Setting(where, actor, campaign)
    return made, posting(made)


def account(name: str = "Lea Sol") -> places.Member:
    """Somebody with a log-in whom this employer does not know."""
    return places.member(places.workspace(), name=name)


def says(her: places.Member, job: Posting, **levels: int) -> None:
    standard_actions.keep_self_assessment(
        her.holder, framework_id=job.framework_id,
        levels={name.replace("_", "-"): level for name, level in levels.items()}, answered_on=SAID_ON, now=NOW,
    )  # fmt: skip


def at(job: Posting) -> str:
    return reverse("hiring:apply", args=[job.pk])


def apply(her: places.Member, job: Posting, *, send: bool) -> UUID:
    actions.apply(her.holder, posting_id=job.pk, name="Lea Sol", send_self_assessment=send, now=NOW)
    person = people.own_person_in(her.holder, job.workspace_id)
    assert person is not None
    return UUID(str(person.pk))


def test_she_comes_in_by_her_log_in_and_stands_among_those_who_applied() -> None:
    made, job = earnest()
    her = account()
    person_id = apply(her, job, send=False)
    assert campaign_queries.person_ids(made.actor, made.campaign.pk) == {person_id}
    known = people.person(made.actor, person_id)
    assert (known.name, known.email) == ("Lea Sol", people.own_account(her.holder).email)
    with pytest.raises(actions.AppliedBefore):
        actions.apply(her.holder, posting_id=job.pk, name="", send_self_assessment=False, now=NOW)


def test_what_she_keeps_stays_hers_unless_she_sends_it() -> None:
    made, job = earnest()
    her = account()
    says(her, job, TP_01=4)
    person_id = apply(her, job, send=False)
    assert people.claimed_levels(made.actor, [person_id]) == {}


def test_what_she_sends_is_shown_as_what_she_says_with_its_day_and_never_as_checked() -> None:
    made, job = earnest()
    her = account()
    says(her, job, TP_01=4, TP_02=1)
    person_id = apply(her, job, send=True)
    assert people.claimed_levels(made.actor, [person_id]) == {person_id: {"TP-01": 4, "TP-02": 1}}
    run = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    (entry,) = queries.entries(made.actor, run.pk)
    assert {tuple(line) for line in entry.holdings} == {("TP-01", 4, "claimed"), ("TP-02", 1, "claimed")}
    assert entry.coverage_verified == 0
    recruiter = places.member(made.where, Role.RECRUITER).client()
    address = reverse("hiring:person_fit", kwargs={"workspace": made.where.slug, "entry_id": entry.pk})
    page = re.sub(r"<[^>]+>|\s+", " ", recruiter.get(address).content.decode())
    assert len(re.findall(r"Says so\s+Feb\. 20, 2026", page)) == 2
    own = her.client().get(reverse("hiring:own_fit", args=[entry.pk])).content.decode()
    assert "Feb. 20, 2026" in own


def test_somebody_the_employer_invited_is_she_and_no_second_person() -> None:
    made, job = earnest()
    account_id = places.account("Lea Sol", email="lea@example.org")
    invited = places.person(made.where, "L. Sol", email="lea@example.org")
    holder = places.Member(invited.pk, account_id, made.where.slug).holder
    actions.apply(holder, posting_id=job.pk, name="Lea Sol", send_self_assessment=False, now=NOW)
    person = people.own_person_in(holder, job.workspace_id)
    assert person is not None
    assert person.pk == invited.pk


def test_an_address_that_she_has_not_proved_makes_her_nobody_else() -> None:
    made, job = earnest()
    account_id = places.account("Lea Sol", email="lea@example.org", verified=False)
    other = places.person(made.where, "L. Sol", email="lea@example.org")
    holder = places.Member(other.pk, account_id, made.where.slug).holder
    actions.apply(holder, posting_id=job.pk, name="Lea Sol", send_self_assessment=False, now=NOW)
    person = people.own_person_in(holder, job.workspace_id)
    assert person is not None
    assert person.pk != other.pk


def test_a_closed_or_made_up_job_takes_no_applications() -> None:
    _, job = earnest()
    her = account()
    late = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
    with pytest.raises(actions.NotOpen):
        actions.apply(her.holder, posting_id=job.pk, name="Lea Sol", send_self_assessment=False, now=late)
    made_up = posting(setting())
    with pytest.raises(actions.NotOpen):
        actions.apply(her.holder, posting_id=made_up.pk, name="Lea Sol", send_self_assessment=False, now=NOW)
    assert people.own_person_in(her.holder, made_up.workspace_id) is None


def test_without_a_name_nobody_comes_in() -> None:
    made, job = earnest()
    her = account()
    with pytest.raises(BadInput):
        actions.apply(her.holder, posting_id=job.pk, name=" ", send_self_assessment=False, now=NOW)
    assert people.own_person_in(her.holder, made.where.pk) is None


def test_the_page_asks_for_nothing_it_knows_and_ticks_nothing_for_her() -> None:
    made, job = earnest()
    her = account()
    with time_machine.travel(NOW, tick=False):
        assert Client().get(at(job)).status_code == 302
        client = her.client()
        page = client.get(at(job)).content.decode()
        assert 'name="name" value="Lea Sol"' in page
        assert 'name="send"' not in page
        says(her, job, TP_01=4)
        page = client.get(at(job)).content.decode()
        box = re.search(r'<input[^>]*name="send"[^>]*>', page)
        assert box is not None
        assert "checked" not in box[0]
        assert "Your answers of Feb. 20, 2026" in page
        done = client.post(at(job), {"name": "Lea Sol", "send": "on"}, follow=True)
        assert "You have applied" in done.content.decode()
        again = client.post(at(job), {}, follow=True)
        assert "You have applied for this job already." in again.content.decode()
        public = Client().get(reverse("hiring:public_posting", args=[job.pk])).content.decode()
        assert at(job) in public
        assert reverse("standards:self_assessment", args=[job.framework_id]) in public
    person = people.own_person_in(her.holder, made.where.pk)
    assert person is not None
    assert people.claimed_levels(made.actor, [person.pk]) == {person.pk: {"TP-01": 4}}


def test_saying_it_anew_in_her_account_changes_nothing_she_has_sent() -> None:
    made, job = earnest()
    her = account()
    says(her, job, TP_01=4)
    person_id = apply(her, job, send=True)
    says(her, job, TP_01=0)
    assert people.claimed_levels(made.actor, [person_id]) == {person_id: {"TP-01": 4}}
    people_actions.erase_self(her.holder, person_id=person_id, now=NOW)
    assert people.claimed_levels(made.actor, [person_id]) == {}
