"""A job that cites a replaced version is opened anew on the version in force; nobody who applied changes versions."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.campaigns.test_pages import text_of
from tests.hiring.factories import NOW, START, Setting, posting
from tests.hiring.test_applying import account, apply, earnest
from tests.people import factories as people
from tests.standards.factories import published

from skillmark.campaigns import actions as campaigns
from skillmark.campaigns import queries as campaign_queries
from skillmark.campaigns.queries import Campaign
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.hiring import actions, queries, rules
from skillmark.hiring.queries import Posting
from skillmark.standards import actions as standard_actions
from skillmark.standards import queries as standards

pytestmark = pytest.mark.django_db
COPIED = (
    "employer_id", "title", "pay_low", "pay_high", "currency", "pay_period", "schedule", "street", "locality",
    "region", "country", "benefits", "how_to_apply", "openings", "closes_on",
)  # fmt: skip


def revised(made: Setting, job: Posting) -> standards.Framework:
    """Version 2, in force, which asks one line at another level."""
    draft = standard_actions.revise(made.actor, framework_id=job.framework_id, now=NOW)
    line = draft.requirements.order_by("position").first()
    assert line is not None
    line.level += 1
    line.save(update_fields=["level"])
    return published(made.actor, draft)


def campaign_on(made: Setting, framework: standards.Framework, title: str = "Pump assembly, summer") -> Campaign:
    return campaigns.start_campaign(
        made.actor, title=title, template="nontraditional", framework_id=framework.pk, openings=3, starts_on=START,
        now=NOW,
    )  # fmt: skip


@pytest.fixture
def before() -> tuple[Setting, Posting]:
    return earnest()


def lead_of(made: Setting, role: Role = Role.TALENT_LEAD) -> people.Member:
    return people.member(made.where, role)


def test_one_press_shows_what_differs_and_whom_it_changes_and_opens_the_same_job(
    before: tuple[Setting, Posting],
) -> None:
    made, job = before
    newer = revised(made, job)
    after = campaign_on(made, newer)
    lead = lead_of(made, Role.RECRUITER)
    address = reverse("hiring:open_anew", args=[lead.slug, job.pk])
    with time_machine.travel(NOW, tick=False):
        listed = lead.client().get(reverse("hiring:postings", args=[lead.slug, made.campaign.pk])).content.decode()
        assert address in listed
        page = text_of(lead.client().get(address))
        for said in (
            "stays in “Pump assembly, spring” and is measured by version 1",
            "Whoever applies from now on is measured by version 2",
            "Those who apply join “Pump assembly, summer”",
            "What differs between version 1 and version 2",
            "Level needed",
        ):
            assert said in page
        done = lead.client().post(address, {"campaign": str(after.pk)})
    assert done["Location"] == reverse("hiring:postings", args=[lead.slug, after.pk])
    anew, old = Posting.objects.within(made.actor).get(replaces=job), Posting.objects.within(made.actor).get(pk=job.pk)
    assert [getattr(anew, field) for field in COPIED] == [getattr(job, field) for field in COPIED]
    assert (anew.framework_id, anew.campaign_id, anew.opened_by_id) == (newer.pk, after.pk, lead.person_id)
    assert old.ended_at == NOW
    assert old.framework_id == job.framework_id
    steps = campaign_queries.steps(made.actor, after.pk)
    assert steps[campaign_queries.StepName.POSTING].figures == {"postings": 1}


def test_who_applied_stays_under_her_version_and_her_list_is_computed_again_by_it(
    before: tuple[Setting, Posting],
) -> None:
    made, job = before
    first = apply(account(), job, send=False)
    one = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    newer = revised(made, job)
    after = campaign_on(made, newer)
    anew = actions.open_anew(made.actor, posting_id=job.pk, campaign_id=after.pk, now=NOW)
    second = apply(account("Ana Ruiz"), anew, send=False)
    again = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW + timedelta(hours=1))
    other = actions.run_fit(made.actor, campaign_id=after.pk, now=NOW + timedelta(hours=1))
    assert (again.framework_id, again.requirements) == (job.framework_id, one.requirements)
    assert [entry.person_id for entry in again.entries.all()] == [first]
    assert other.framework_id == newer.pk
    assert other.requirements != one.requirements
    assert [entry.person_id for entry in other.entries.all()] == [second]
    lead = lead_of(made)
    page = text_of(lead.client().get(reverse("hiring:fit", args=[lead.slug, made.campaign.pk])))
    assert "stays under the version she applied under" in page


def test_the_old_address_leads_to_the_new_job_however_often_it_was_opened_anew(
    before: tuple[Setting, Posting],
) -> None:
    made, job = before
    newer = revised(made, job)
    anew = actions.open_anew(made.actor, posting_id=job.pk, campaign_id=campaign_on(made, newer).pk, now=NOW)
    newest = revised(made, anew)
    last = actions.open_anew(
        made.actor, posting_id=anew.pk, campaign_id=campaign_on(made, newest, "Autumn").pk, now=NOW
    )
    with time_machine.travel(NOW, tick=False):
        for name in ("public_posting", "public_posting_jsonld"):
            old = Client().get(reverse(f"hiring:{name}", args=[job.pk]), follow=True)
            assert old.status_code == 200
            assert old.redirect_chain[-1][0] == reverse(f"hiring:{name}", args=[last.pk])
        her = account()
        asked = her.client().get(reverse("hiring:apply", args=[job.pk]))
        assert asked["Location"] == reverse("hiring:public_posting", args=[anew.pk])
        taken_down = actions.end_posting(made.actor, posting_id=last.pk, now=NOW)
        assert Client().get(reverse("hiring:public_posting", args=[taken_down.pk])).status_code == 404


def test_there_is_nothing_to_open_where_the_version_is_in_force_or_the_job_is_closed(
    before: tuple[Setting, Posting],
) -> None:
    made, job = before
    with pytest.raises(actions.NothingNewer):
        actions.open_anew(made.actor, posting_id=job.pk, campaign_id=made.campaign.pk, now=NOW)
    newer = revised(made, job)
    after = campaign_on(made, newer)
    with pytest.raises(NotFound):
        actions.open_anew(made.actor, posting_id=job.pk, campaign_id=made.campaign.pk, now=NOW)
    late = NOW + timedelta(days=40)
    with pytest.raises(actions.NothingNewer):
        actions.open_anew(made.actor, posting_id=job.pk, campaign_id=after.pk, now=late)
    actions.open_anew(made.actor, posting_id=job.pk, campaign_id=after.pk, now=NOW)
    with pytest.raises(actions.NothingNewer):
        actions.open_anew(made.actor, posting_id=job.pk, campaign_id=after.pk, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.within(made.actor).filter(pk=posting(Setting(made.where, made.actor, after)).pk).update(
            replaces=job
        )


def test_without_a_campaign_on_the_version_in_force_the_page_says_what_comes_first(
    before: tuple[Setting, Posting],
) -> None:
    made, job = before
    revised(made, job)
    lead, recruiter = lead_of(made), lead_of(made, Role.RECRUITER)
    told = {
        member: member.client().get(reverse("hiring:open_anew", args=[member.slug, job.pk])).content.decode()
        for member in (lead, recruiter)
    }
    for page in told.values():
        assert "No campaign leads to version 2 yet" in page
        assert "Open it anew</button>" not in page
    assert reverse("campaigns:start", args=[lead.slug]) in told[lead]
    assert "A talent lead starts it." in told[recruiter]


def test_two_campaigns_on_the_version_in_force_are_a_choice(before: tuple[Setting, Posting]) -> None:
    made, job = before
    newer = revised(made, job)
    first, second = campaign_on(made, newer), campaign_on(made, newer, "Pump assembly, autumn")
    lead = lead_of(made)
    address = reverse("hiring:open_anew", args=[lead.slug, job.pk])
    with time_machine.travel(NOW, tick=False):
        page = lead.client().get(address).content.decode()
        assert f'value="{first.pk}"' in page
        assert lead.client().post(address).status_code == 400
        assert lead.client().post(address, {"campaign": str(made.campaign.pk)}).status_code == 400
        lead.client().post(address, {"campaign": str(second.pk)})
    assert queries.postings(made.actor, second.pk).get().replaces_id == job.pk


def test_only_who_recruits_here_opens_anew(before: tuple[Setting, Posting]) -> None:
    made, job = before
    after = campaign_on(made, revised(made, job))
    worker = lead_of(made, Role.WORKER).actor
    with pytest.raises(Forbidden):
        actions.open_anew(worker, posting_id=job.pk, campaign_id=after.pk, now=NOW)
    elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        actions.open_anew(elsewhere.actor, posting_id=job.pk, campaign_id=after.pk, now=NOW)
    address = reverse("hiring:open_anew", args=[elsewhere.slug, job.pk])
    assert elsewhere.client().get(address).status_code == 404


def test_the_check_of_what_is_said_in_public_offers_it(before: tuple[Setting, Posting]) -> None:
    made, job = before
    revised(made, job)
    lead = lead_of(made)
    with time_machine.travel(NOW, tick=False):
        page = lead.client().get(reverse("standards:consistent", args=[lead.slug])).content.decode()
    assert reverse("hiring:open_anew", args=[lead.slug, job.pk]) in page
    assert reverse("hiring:end_job", args=[lead.slug, job.pk]) in page


@pytest.mark.parametrize(
    ("days", "ended", "can"), [(0, False, True), (1, False, True), (-1, False, False), (1, True, False)]
)
def test_a_job_is_opened_anew_while_people_can_read_it(days: int, ended: bool, can: bool) -> None:
    assert rules.can_be_opened_anew(NOW.date() + timedelta(days), ended, NOW.date()) is can
