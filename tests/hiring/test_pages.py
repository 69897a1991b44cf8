"""The pages of hiring, as those who use them see them."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.hiring.factories import NOW, Setting, posting, ranked, setting
from tests.people import factories as places

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, erasure, sources
from skillmark.foundation.roles import Role
from skillmark.hiring import actions, queries, showing
from skillmark.hiring.documents import posting_html, posting_jsonld
from skillmark.people import actions as people_actions

PAGES = ("fit", "plan", "invite", "postings", "open_job")


def address(made: Setting, name: str, **more: object) -> str:
    place = {"workspace": made.where.slug, "campaign_id": made.campaign.pk}
    return reverse(f"hiring:{name}", kwargs=place | more)


def lead(made: Setting) -> places.Member:
    return places.member(made.where, Role.TALENT_LEAD, name="Lena Lead")


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_talent_lead_opens_every_page_before_and_after_anybody_is_ranked(name: str) -> None:
    made = setting()
    client = lead(made).client()
    before = client.get(address(made, name))
    assert before.status_code == (404 if name == "invite" else 200)
    actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    posting(made)
    assert client.get(address(made, name)).status_code == 200


@pytest.mark.django_db
def test_while_nothing_is_checked_the_list_is_no_short_list() -> None:
    made, _ = ranked()
    html = lead(made).client().get(address(made, "fit")).content.decode()
    assert "<h1>Whom to invite to a first task</h1>" in html
    assert "Short list</h1>" not in html
    assert "Order: fewest must-haves still missing" in html
    assert "their order is a draw" in html


@pytest.mark.django_db
def test_the_list_takes_few_reads_however_many_people(django_assert_max_num_queries: Callable[..., Any]) -> None:
    made, _ = ranked()
    client = lead(made).client()
    with django_assert_max_num_queries(22):
        assert client.get(address(made, "fit")).status_code == 200


@pytest.mark.django_db
def test_a_recruiter_sees_no_floor_wage() -> None:
    made, run = ranked()
    client = places.member(made.where, Role.RECRUITER).client()
    entry = queries.entries(made.actor, run.pk)[0]
    for url in (address(made, "fit"), address(made, "plan"), _person(made, entry)):
        html = client.get(url).content.decode().lower()
        assert "minimum_hourly_wage" not in html
        assert "commute" not in html


@pytest.mark.django_db
def test_lines_of_a_persons_page_add_up() -> None:
    from skillmark.hiring import showing

    made, run = ranked()
    for entry in queries.entries(made.actor, run.pk)[:10]:
        lines = showing.explanation(entry)
        terms, possible = sum(line.term for line in lines), sum(line.possible for line in lines)
        assert entry.coverage_effective == (2 * terms * 10**6 + possible) // (2 * possible)
        table = showing.fit_table(entry, showing.names(made.actor, run.framework_id), {})
        shown = [_hundredths(row[5]) for row in table.rows]
        assert sum(shown[:-1]) == shown[-1]
    html = lead(made).client().get(_person(made, entry)).content.decode()
    assert entry.person.name in html
    assert "Together" in html


@pytest.mark.django_db
def test_a_line_manager_opens_her_own_reports_alone() -> None:
    made, run = ranked()
    manager = places.member(made.where, Role.LINE_MANAGER, name="Mara Manager")
    hers, other = queries.entries(made.actor, run.pk)[:2]
    people_actions.set_manager(made.actor, person_id=hers.person_id, manager_id=manager.person_id, now=NOW)
    client = manager.client()
    assert client.get(_person(made, hers)).status_code == 200
    assert client.get(_person(made, other)).status_code == 404
    assert client.get(address(made, "fit")).status_code == 403


@pytest.mark.django_db
def test_a_named_person_invites_and_the_campaign_knows() -> None:
    made, run = ranked()
    member = lead(made)
    chosen = [str(entry.pk) for entry in queries.entries(made.actor, run.pk)[:2]]
    answer = member.client().post(address(made, "invite"), {"people": chosen})
    assert answer.status_code == 302
    invitations = list(queries.invitations(made.actor, made.campaign.pk))
    assert {one.invited_by_id for one in invitations} == {member.person_id}
    assert len(invitations) == 2
    states = campaigns.counts_by_state(campaigns.members(made.actor, made.campaign.pk))
    assert states[campaigns.State.INVITED] == 2
    assert (
        actions.invite(
            member.actor, run_id=run.pk, entry_ids=[e.pk for e in queries.entries(made.actor, run.pk)[:2]], now=NOW
        )
        == []
    )


@pytest.mark.django_db
def test_nobody_invites_herself() -> None:
    made, run = ranked()
    entry = queries.entries(made.actor, run.pk)[0]
    account = places.account(entry.person.name)
    people_actions.link_account(made.actor, person_id=entry.person_id, account_id=account, now=NOW)
    people_actions.grant_role(
        made.actor, person_id=entry.person_id, role=Role.TALENT_LEAD, starts=date(2026, 1, 1), now=NOW
    )
    herself = places.Member(entry.person_id, account, made.where.slug)
    with pytest.raises(access.Forbidden):
        actions.invite(herself.actor, run_id=run.pk, entry_ids=[entry.pk], now=NOW)


@pytest.mark.django_db
def test_files_neutralise_formulas_and_hold_everybody() -> None:
    made, run = ranked()
    client = lead(made).client()
    for sheet, columns in (
        ("slate", 11),
        ("holdings", 4),
        ("requirements", 5),
        ("paths", 6),
        ("cohort", 5),
        ("modules", 8),
    ):
        answer = client.get(address(made, "table", sheet=sheet))
        rows = list(csv.reader(io.StringIO(answer.content.decode())))
        assert {len(row) for row in rows} == {columns}
        assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
        if sheet in ("slate", "paths"):
            assert len(rows) == run.people + 1
    assert client.get(address(made, "table", sheet="nothing")).status_code == 404


@pytest.mark.django_db
def test_a_job_is_refused_without_what_nobody_should_have_to_ask() -> None:
    made = setting()
    for missing in ("pay_low", "pay_high", "pay_period", "closes_on"):
        with pytest.raises(actions.CannotOpen, match=missing):
            posting(made, **{missing: None})
    with pytest.raises(actions.CannotOpen, match="schedule"):
        posting(made, schedule="  ")
    with pytest.raises(actions.CannotOpen, match="locality"):
        posting(made, place=actions.Place("", "US"))
    with pytest.raises(actions.CannotOpen, match="no_range"):
        posting(made, pay_low=2700, pay_high=2350)
    with pytest.raises(actions.CannotOpen, match="past"):
        posting(made, closes_on=date(2026, 3, 1))
    with pytest.raises(actions.CannotOpen, match="how_to_apply: missing"):
        posting(made, how_to_apply=" ")
    for way in (
        "javascript:alert(1)",
        "http://jobs.example/apply",
        "data:text/html,x",
        "https://",
        "https://a@b.example",
    ):
        with pytest.raises(actions.CannotOpen, match="how_to_apply: no_way"):
            posting(made, how_to_apply=way)
    with pytest.raises(actions.CannotOpen, match="degree"):
        posting(made, benefits="High school diploma required.")
    assert not queries.postings(made.actor, made.campaign.pk)


@pytest.mark.django_db
def test_an_open_job_says_everything_and_has_no_degree_line() -> None:
    made = setting()
    opened = posting(made)
    document = posting_jsonld(opened)
    assert document["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "minValue": 23.5, "maxValue": 27, "unitText": "HOUR",
    }  # fmt: skip
    assert document["validThrough"].startswith("2026-03-31")
    assert document["jobLocation"]["address"]["addressCountry"] == "US"
    assert {skill["@type"] for skill in document["skills"]} == {"DefinedTerm"}
    text = json.dumps(document).lower()
    assert "educationrequirements" not in text
    assert "degree" not in text
    assert "sample" in text
    html = posting_html(opened)
    assert html.index("What the law asks first") < html.index("What the job asks, and why")
    assert "$23.50 an hour" in html
    assert "SAMPLE" in html
    assert "<link" not in html
    page = Client().get(reverse("hiring:public_posting", kwargs={"posting_id": opened.pk}))
    assert page.status_code == 200
    assert "degree" not in page.content.decode().lower()


@pytest.mark.django_db
def test_a_job_taken_down_is_gone_for_everybody() -> None:
    made = setting()
    opened = posting(made)
    actions.end_posting(made.actor, posting_id=opened.pk, now=NOW)
    assert Client().get(reverse("hiring:public_posting", kwargs={"posting_id": opened.pk})).status_code == 404


@pytest.mark.django_db
def test_a_person_sees_her_own_fit_and_nobody_elses() -> None:
    made, run = ranked()
    mine, other = queries.entries(made.actor, run.pk)[:2]
    account = places.account(mine.person.name)
    people_actions.link_account(made.actor, person_id=mine.person_id, account_id=account, now=NOW)
    client = places.Member(mine.person_id, account, made.where.slug).client()
    assert mine.run.framework.title in client.get(reverse("hiring:own_fits")).content.decode()
    html = client.get(reverse("hiring:own_fit", kwargs={"entry_id": mine.pk})).content.decode()
    assert "Requirement by requirement" in html
    assert "Rank " not in html
    assert client.get(reverse("hiring:own_fit", kwargs={"entry_id": other.pk})).status_code == 404


@pytest.mark.django_db
def test_after_an_erasure_the_kept_order_is_the_ranking_of_those_who_stay() -> None:
    made, run = ranked()
    before = list(queries.entries(made.actor, run.pk))
    gone = before[5]
    actions.invite(made.actor, run_id=run.pk, entry_ids=[gone.pk], now=NOW)
    erasure.erase(made.actor, gone.person_id, NOW)
    after = list(queries.entries(made.actor, run.pk))
    assert [entry.known_as for entry in after] == [entry.known_as for entry in before if entry.pk != gone.pk]
    assert [entry.position for entry in after] == list(range(1, len(before)))
    assert [entry.rank for entry in after] == _ranks([_terms(entry) for entry in after])
    assert not queries.invitations(made.actor, made.campaign.pk).filter(person_id=gone.person_id).exists()


def _terms(entry: queries.FitEntry) -> tuple[int, int, int, int]:
    return entry.unmet_verified, -entry.coverage_verified, entry.unmet_effective, -entry.coverage_effective


def _ranks(terms: list[tuple[int, int, int, int]]) -> list[int]:
    return [1 + sum(other < own for other in terms) for own in terms]


def _person(made: Setting, entry: queries.FitEntry) -> str:
    return reverse("hiring:person_fit", kwargs={"workspace": made.where.slug, "entry_id": entry.pk})


def _hundredths(shown: object) -> int:
    return int(str(shown).rstrip("%").replace(".", ""))


WAYS = [
    ("jobs@harbor.example", "mailto:jobs@harbor.example", "Apply by e-mail", ("applicationContact", "email")),
    ("+1 (541) 555-0100", "tel:+15415550100", "Apply by phone", ("applicationContact", "telephone")),
    ("https://harbor.example/apply", "https://harbor.example/apply", "Apply on the employer’s page", ("url",)),
]


@pytest.mark.django_db
@pytest.mark.parametrize("given, link, label, member", WAYS)
def test_an_open_job_says_how_to_apply_and_leads_there(
    given: str, link: str, label: str, member: tuple[str, ...]
) -> None:
    made = setting()
    opened = posting(made, how_to_apply=given)
    place = {"posting_id": opened.pk}
    with time_machine.travel(NOW, tick=False):
        page = Client().get(reverse("hiring:public_posting", kwargs=place)).content.decode()
    assert f'<a class="govuk-button" href="{link}" draggable="false">{label}</a>' in page
    *_, last = re.findall(r'<div class="govuk-summary-list__row">.*?</div>', page, re.DOTALL)
    assert "How people apply" in last
    assert f'<a href="{link}">{given}</a>' in last
    assert f'<a href="{link}">{given}</a>' in posting_html(opened)
    document = posting_jsonld(opened)
    assert document["directApply"] is False
    found: Any = document
    for name in member:
        found = found[name]
    assert found == link.removeprefix("mailto:").removeprefix("tel:")
    assert Client().get(f"/api/v1/published-jobs/{opened.pk}").json()["directApply"] is False


@pytest.mark.django_db
def test_a_sentence_says_how_to_apply_without_a_link() -> None:
    opened = posting(setting(), how_to_apply="Come to the <gate> on Mondays at 9.")
    with time_machine.travel(NOW, tick=False):
        page = Client().get(reverse("hiring:public_posting", kwargs={"posting_id": opened.pk})).content.decode()
    assert "Come to the &lt;gate&gt; on Mondays at 9." in page
    assert 'class="govuk-button"' not in page
    assert posting_jsonld(opened)["applicationContact"]["description"] == "Come to the <gate> on Mondays at 9."


@pytest.mark.django_db
def test_a_closed_job_leads_nobody_to_apply() -> None:
    opened = posting(setting())
    with time_machine.travel("2026-04-02T12:00:00Z", tick=False):
        page = Client().get(reverse("hiring:public_posting", kwargs={"posting_id": opened.pk})).content.decode()
    assert "The closing date has passed" in page
    assert 'class="govuk-button"' not in page


@pytest.mark.django_db
def test_a_job_is_opened_on_its_page_with_the_way_to_apply_and_pay_as_its_currency_is_written() -> None:
    made = setting()
    client = lead(made).client()
    given = {
        "pay_low": "23.50", "pay_high": "27", "pay_period": "HOUR", "schedule": "Days", "locality": "Harbor City",
        "country": "US", "closes_on_day": "31", "closes_on_month": "3", "closes_on_year": "2036",
        "how_to_apply": "javascript:alert(1)",
    }  # fmt: skip
    refused = client.post(address(made, "open_job"), given)
    assert refused.status_code == 400
    assert "a web address that begins with https://" in refused.content.decode()
    more = client.post(address(made, "open_job"), given | {"how_to_apply": "jobs@harbor.example", "pay_low": "23.505"})
    assert "not written with so many decimals" in more.content.decode()
    assert client.post(address(made, "open_job"), given | {"how_to_apply": "jobs@harbor.example"}).status_code == 302
    (opened,) = queries.postings(made.actor, made.campaign.pk)
    assert (opened.how_to_apply, opened.pay_low) == ("jobs@harbor.example", 2350)


@pytest.mark.django_db
def test_a_job_is_open_until_its_closing_day_ends_where_the_employer_is() -> None:
    opened = posting(setting())  # New York, until 31 March
    posting(setting(), closes_on=date(2026, 3, 30))
    for instant, listed in (("2026-04-01T01:00:00Z", True), ("2026-04-01T04:30:00Z", False)):
        with time_machine.travel(instant, tick=False):
            assert [job.pk for job in queries.published_postings(sources.now())] == ([opened.pk] if listed else [])
            page = Client().get(reverse("hiring:public_posting", kwargs={"posting_id": opened.pk})).content.decode()
            assert ("The closing date has passed" in page) is not listed
            items = Client().get("/api/v1/published-jobs").json()["items"]
            assert [one["id"] for one in items] == ([str(opened.pk)] if listed else [])


@pytest.mark.django_db
def test_people_are_invited_on_their_workspace_s_own_day() -> None:
    made, run = ranked()
    entry = queries.entries(made.actor, run.pk)[0]
    late = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
    (invited,) = actions.invite(made.actor, run_id=run.pk, entry_ids=[entry.pk], now=late)
    assert invited.happened_on == date(2026, 3, 3)


@pytest.mark.django_db
def test_assumed_hours_and_costs_are_marked_wherever_they_appear() -> None:
    made, run = ranked(modules=False)
    client = lead(made).client()
    plan = client.get(address(made, "plan")).content.decode()
    assert plan.count("(hours and costs assumed)") == 3
    for name in ("campaign", "cohort"):
        place = {"workspace": made.where.slug, "campaign_id": made.campaign.pk}
        assert "(hours and costs assumed)" in client.get(reverse(f"campaigns:{name}", kwargs=place)).content.decode()
    entry = next(one for one in queries.entries(made.actor, run.pk) if one.module_ids)
    person = client.get(reverse("hiring:person_fit", kwargs={"workspace": made.where.slug, "entry_id": entry.pk}))
    assert person.content.decode().count("(assumed)") == 2
    for sheet in ("slate", "cohort"):
        rows = list(csv.DictReader(io.StringIO(client.get(address(made, "table", sheet=sheet)).content.decode())))
        assert {row["catalogue"] for row in rows} == {"assumed"}
        assert list(rows[0])[-1] == "catalogue"


@pytest.mark.django_db
def test_what_a_provider_gave_is_not_marked_assumed() -> None:
    made, _ = ranked()
    client = lead(made).client()
    assert "assumed)" not in client.get(address(made, "plan")).content.decode()
    for sheet in ("slate", "cohort"):
        header = client.get(address(made, "table", sheet=sheet)).content.decode().splitlines()[0]
        assert "catalogue" not in header


@pytest.mark.django_db
def test_a_partial_path_is_never_shown_as_the_whole() -> None:
    made, run = ranked()
    partial = queries.entries(made.actor, run.pk).first()
    assert partial is not None
    partial.module_ids, partial.unclosable, partial.hundredths_of_hours = [], ["TP-01"], 0
    partial.save()
    table = showing.path_table(run, [partial], showing.Names({}), currency="USD", address=lambda entry: "")
    told = " ".join(str(cell) for cell in table.rows[0])
    assert "0 hours, in part" in told
    assert "Nothing to learn" not in told
    assert "Partial" in told
