"""A spreadsheet of market signals: checked first, in once, and back whole; and what a standard's page says of them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation
from tests.campaigns import factories as make
from tests.campaigns.test_pages import text_of
from tests.campaigns.test_signals import noted
from tests.people import factories as people
from tests.standards import factories as standards
from tests.support.spreadsheets import bring, carried, counted, taken_back, told
from tests.support.workbooks import day, workbook

from skillmark.campaigns import answers, queries
from skillmark.campaigns.models import Signal, SignalKind, SignalTakenBack
from skillmark.campaigns.words import SIGNALS
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models.imports import ImportState
from skillmark.foundation.roles import Actor, Role
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db
HEADER = "Job,What it speaks of,What it says,Figure,Unit,Region,Day,Source,Link,Page"


def row(job: str, **changes: str) -> str:
    given = {
        "kind": "demand", "says": "Advertised jobs fell", "figure": "-12.5", "unit": "% in a year", "region": "Ohio",
        "on": "2026-03-02", "source": "Labour office", "link": "https://labour.example/q1", "page": "14",
    } | changes  # fmt: skip
    return ",".join([job, *given.values()])


def table(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.fixture
def draft() -> Framework:
    return standards.tideway(people.system(people.workspace()))


@pytest.fixture
def lead(draft: Framework) -> Actor:
    return people.member(draft.workspace, Role.TALENT_LEAD).actor


def said(actor: Actor) -> list[str]:
    return [one.says for one in queries.signals(actor)]


def test_every_fault_is_told_with_its_row_and_its_column_and_nothing_comes_in(lead: Actor, draft: Framework) -> None:
    code = draft.occupation_code
    wrong = {
        row("no-such-job"): "Job: no standard here is about “no-such-job”",
        row(code, kind="weather"): "What it speaks of: “weather” is none of demand, automation",
        row(code, figure="many"): "Figure: “many” is no number such as -12.5",
        row(code, figure="1.005"): "Figure: “1.005” is no number such as -12.5, with at most two decimals",
        row(code, figure="1000000000000"): "Figure: “1000000000000”",
        row(code, unit=""): "A figure and its unit go together",
        row(code, figure=""): "A figure and its unit go together",
        row(code, on="2026-12-24"): "Day: 2026-12-24 has not come yet",
        row(code, on="someday"): "The column “Day”: “someday” is not a day",
        row(code, link="javascript:alert(1)"): "Link: “javascript:alert(1)” is no web address",
        row(code, link="HTTPS://labour.example"): "Link: “HTTPS://labour.example” is no web address",
        row(code, source=""): "The column “Source” is empty",
        row(code, says=""): "The column “What it says” is empty",
        row(code, says="x" * 301): "The column “What it says” has more than 300 letters",
        row(code, region="x" * 121): "The column “Region” has more than 120 letters",
    }
    record = bring(lead, "signals", table(*wrong))
    assert counted(record) == {"refused": len(wrong)}
    for number, (found, expected) in enumerate(zip(told(lead, record).values(), wrong.values(), strict=True), start=2):
        assert found.startswith(expected), (number, found)
    assert not Signal.objects.within(lead).exists()


def test_a_table_is_tried_and_then_noted_with_source_day_and_figure(lead: Actor, draft: Framework) -> None:
    rows = [
        row(draft.occupation_code),
        row(draft.title.upper(), kind="New technology", says="Robots test pumps", figure="", unit=""),
        row(draft.title, kind="ley", says="A new law", figure="\N{MINUS SIGN}3", unit="points", link="", page=""),
    ]
    record = bring(lead, "signals", table(*rows))
    assert (counted(record), said(lead)) == ({"added": 3}, []), "a check changes nothing"
    assert counted(carried(lead, "signals", table(*rows))) == {"added": 3}
    kept = {one.says: one for one in queries.signals(lead)}
    first, second, third = kept["Advertised jobs fell"], kept["Robots test pumps"], kept["A new law"]
    assert (first.kind, first.figure, first.unit, first.region) == ("demand", Decimal("-12.5"), "% in a year", "Ohio")
    assert (first.source_title, first.source_link, first.source_page, first.happened_on) == (
        "Labour office", "https://labour.example/q1", "14", date(2026, 3, 2),
    )  # fmt: skip
    assert (second.kind, second.figure, second.occupation_code) == ("technology", None, draft.occupation_code)
    assert (third.kind, third.figure, third.unit) == ("law", Decimal(-3), "points")


def test_a_workbook_is_read_as_well(lead: Actor, draft: Framework) -> None:
    header = HEADER.split(",")
    with translation.override("es"):
        spanish = str(SIGNALS[SignalKind.PAY])
    cells = [draft.occupation_code, spanish, "Pay rose", 4, "%", "", day(46083), "Survey", "", ""]
    record = carried(lead, "signals", workbook([header, cells]))
    assert counted(record) == {"added": 1}, told(lead, record)
    assert [(one.kind, one.figure, one.happened_on) for one in queries.signals(lead)] == [
        ("pay", Decimal(4), date(2026, 3, 2))
    ]


def test_the_same_said_twice_is_noted_once_in_a_file_and_over_files(lead: Actor, draft: Framework) -> None:
    twice = table(row(draft.occupation_code), row(draft.title), row(draft.occupation_code, page="15"))
    record = carried(lead, "signals", twice)
    assert counted(record) == {"added": 2, "same": 1}
    assert told(lead, record) == {3: "Row 2 says just the same."}
    assert counted(carried(lead, "signals", twice)) == {"same": 3}
    kept = queries.signals(lead).get(source_page="14")
    noted(lead, draft.occupation_code, says="Advertised jobs rose", replaces_id=kept.pk)
    assert counted(carried(lead, "signals", twice)) == {"same": 3}, "what was corrected does not come back"


def test_two_standards_of_one_name_are_told_apart_by_their_codes(lead: Actor, draft: Framework) -> None:
    Framework.objects.within(lead).filter(pk=draft.pk).update(title="Same name")
    other = standards.tideway(people.system(draft.workspace))
    Framework.objects.within(lead).filter(pk=other.pk).update(
        title="Same name", occupation_code="OTHER-1", lineage="another"
    )
    record = bring(lead, "signals", table(row("same name"), row("other-1")))
    assert counted(record) == {"added": 1, "refused": 1}
    assert told(lead, record)[2].startswith("Job: several standards here are called “same name”")


def test_a_file_is_taken_back_whole_stays_on_record_and_may_come_again(lead: Actor, draft: Framework) -> None:
    before = noted(lead, draft.occupation_code, says="Noted by hand")
    file = table(row(draft.occupation_code), row(draft.occupation_code, says="Pay rose", kind="pay"))
    record = carried(lead, "signals", file)
    assert taken_back(lead, record).state == ImportState.UNDONE
    assert said(lead) == [before.says]
    assert Signal.objects.within(lead).count() == 3
    gone = SignalTakenBack.objects.within(lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        gone.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        gone.update(happened_on=make.TODAY)
    assert counted(carried(lead, "signals", file)) == {"added": 2}


def test_what_was_corrected_since_keeps_its_file(lead: Actor, draft: Framework) -> None:
    record = carried(lead, "signals", table(row(draft.occupation_code)))
    (kept,) = queries.signals(lead)
    noted(lead, draft.occupation_code, says="Advertised jobs rose", replaces_id=kept.pk)
    stopped = taken_back(lead, record)
    assert stopped.state == ImportState.DONE
    assert [reason[1] for reason in stopped.dependency] == [{"name": "Advertised jobs fell"}]
    assert said(lead) == ["Advertised jobs rose"]


def test_only_who_leads_brings_them_and_a_page_leads_there(draft: Framework) -> None:
    lead, recruiter = (people.member(draft.workspace, role) for role in (Role.TALENT_LEAD, Role.RECRUITER))
    with pytest.raises(Forbidden):
        bring(recruiter.actor, "signals", table(row(draft.occupation_code)))
    address = reverse("house:bring_import", args=[lead.slug, "signals"])
    page = reverse("campaigns:signals", args=[lead.slug])
    assert address in lead.client().get(page).content.decode()
    assert address not in recruiter.client().get(page).content.decode()
    shown = text_of(lead.client().get(address))
    assert "What it says, in one sentence (needed)" in shown
    for form in ("csv", "xlsx"):
        example = reverse("house:import_example", args=[lead.slug, "signals", form])
        assert lead.client().get(example).status_code == 200


def test_the_example_to_type_over_comes_in_as_it_is_but_for_its_job(lead: Actor, draft: Framework) -> None:
    member = people.member(draft.workspace, Role.TALENT_LEAD)
    for language in ("en", "es"):
        client = member.client()
        client.cookies["django_language"] = language
        text = client.get(reverse("house:import_example", args=[member.slug, "signals", "csv"])).content.decode()
        record = carried(lead, "signals", text.replace("51-9041.00", draft.occupation_code))
        assert counted(record) == {"added": 1}, (language, told(lead, record))


def test_the_page_of_a_standard_says_how_many_came_since_it_is_in_force_and_opens_to_these(lead: Actor) -> None:
    where = people.workspace()
    system = people.system(where)
    draft = standards.tideway(system)
    old = noted(system, draft.occupation_code, says="Before it was in force", now=make.NOW)
    framework = standards.published(system, draft)
    assert framework.published_at is not None
    member = people.member(where, Role.TALENT_LEAD)
    address = reverse("standards:framework", args=[member.slug, framework.pk])
    assert "market signal" not in text_of(member.client().get(address))
    since = framework.published_at + timedelta(hours=1)
    for says in ("Machines test the pumps", "Pay rose"):
        noted(system, framework.occupation_code, says=says, now=since)
    page = member.client().get(address).content.decode()
    assert "2 market signals were noted since this version is in force" in page
    (hit,) = answers.noted_since(member.actor, framework)
    assert hit.url in page
    shown = text_of(member.client().get(hit.url))
    assert "Machines test the pumps" in shown
    assert "Pay rose" in shown
    assert old.says not in shown
    worker = people.member(where, Role.WORKER)
    assert "market signal" not in text_of(worker.client().get(address))
    strange = text_of(member.client().get(hit.url.split("=")[0] + "=0192f0c1-0000-7000-8000-000000000001"))
    assert old.says in strange, "a standard that nobody offers narrows nothing"
    assert Signal.objects.within(lead).count() == 0


def test_the_page_of_a_published_standard_takes_the_same_reads_however_many(
    django_assert_max_num_queries: Any,
) -> None:
    where = people.workspace()
    system = people.system(where)
    framework = standards.published(system, standards.tideway(system))
    assert framework.published_at is not None
    member = people.member(where, Role.TALENT_LEAD)
    counts = []
    for number in (1, 5):
        for one in range(number):
            noted(system, framework.occupation_code, says=f"Signal {one}", now=framework.published_at + timedelta(1))
        client = member.client()  # logging in is no read of the page
        with django_assert_max_num_queries(30) as counted_reads:
            client.get(reverse("standards:framework", args=[member.slug, framework.pk]))
        counts.append(len(counted_reads))
    assert counts[0] == counts[1]
