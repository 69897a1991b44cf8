"""The pages of reviews: the calendar, what lies before one, how it is concluded, and what everybody reads of it."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.governance.consulting import at
from tests.governance.factories import NOW, full_body, held
from tests.governance.reviewing import KIND, TODAY, concluded, disputed, in_force, under_review
from tests.governance.test_pages import boxes, text_of
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.roles import Actor, Role
from skillmark.governance import calendars, queries
from skillmark.governance.models import Conclusion, ReviewCycle
from skillmark.governance.queries import Body
from skillmark.people import queries as person_queries
from skillmark.standards.queries import Framework
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=12)


@pytest.fixture
def standard(system: Actor) -> Framework:
    return in_force(system)


@pytest.fixture
def cycle(lead: people.Member, body: Body, standard: Framework) -> ReviewCycle:
    return under_review(lead.actor, body, standard)


def address(name: str, member: people.Member, **rest: object) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": member.slug, **rest})


def shown(member: people.Member, name: str, **rest: object) -> str:
    return text_of(member.client().get(address(name, member, **rest)))


def test_a_review_is_set_from_the_page_of_the_standard(
    lead: people.Member, body: Body, standard: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, NOW)
    page = reverse("standards:framework", args=[lead.slug, standard.pk])
    wanted = address("set_review", lead, subject_type=KIND, subject=standard.lineage)
    assert wanted in text_of(lead.client().get(page))
    assert wanted in shown(lead, "reviews"), "in force, and nobody reviews it"
    assert wanted not in text_of(people.member(body.workspace, Role.WORKER).client().get(page))
    form = boxes("first_due_on", TODAY) | {"body_id": str(body.pk), "months": "6", "responsible": str(lead.person_id)}
    client = lead.client()
    for wrong, why in (({"months": "2"}, "At least 3."), (boxes("first_due_on", date(2026, 3, 1)),
                                                                        "this day has passed")):  # fmt: skip
        assert why in text_of(client.post(wanted, form | wrong), 400)
    answer = text_of(client.post(wanted, form, follow=True))
    for words in ("“Standards group” looks at it every 6 months.", "Due today", "Prepared by Ruth Adeyemi."):
        assert words in answer
    assert "Its review" in text_of(client.get(page))
    assert wanted not in shown(lead, "reviews")
    assert lead.client().get(wanted.replace(standard.lineage, "0" * 64)).status_code == 404


def test_the_calendar_has_what_is_overdue_on_top_and_the_figure_opens_to_it(
    lead: people.Member, system: Actor, cycle: ReviewCycle, standard: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    standards.load_small_database(system)
    menders = standards.published(system, standards.net_menders(system))
    other = full_body(system, name="Another group")
    under_review(lead.actor, other, menders, first_due_on=TODAY + timedelta(days=40))
    at(monkeypatch, LATE)
    page = shown(lead, "reviews")
    assert page.index("Overdue by 12 days") < page.index("Due in 28 days")
    assert f'{address("reviews", lead)}?state=overdue">1 overdue</a>' in page
    client = lead.client()
    narrowed = text_of(client.get(address("reviews", lead), {"state": "overdue"}))
    assert standard.title in narrowed
    assert menders.title not in narrowed
    theirs = text_of(client.get(address("reviews", lead), {"group": str(other.pk)}))
    assert menders.title in theirs
    assert standard.title not in theirs
    kept = client.get(address("reviews", lead), {"download": "csv"}).content.decode()
    assert "Overdue by 12 days" in kept


def test_the_calendar_takes_as_many_queries_for_many_reviews_as_for_one(
    lead: people.Member, system: Actor, cycle: ReviewCycle, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client, counts = lead.client(), []
    client.get(address("reviews", lead))  # a log-in is written into its session with the first page
    concluded(lead.actor, cycle)
    for jobs in ((), ("Machine operator", "Car mechanic", "Shop assistant")):
        for job in jobs:
            found = standards.tideway(system, job_id=job)
            concluded(lead.actor, under_review(lead.actor, full_body(system, name=job), found))
        with django_assert_max_num_queries(30) as counted:
            client.get(address("reviews", lead))
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_review_shows_what_lies_before_it_and_is_concluded_with_what_is_left(
    lead: people.Member, system: Actor, cycle: ReviewCycle, standard: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = disputed(system, standard, "No shims any more.")
    at(monkeypatch, LATE)
    page = shown(lead, "review", cycle_id=cycle.pk)
    for words in ("Disputed lines (1)", "“No shims any more.”", "No answer yet", "Confirmed by 0, disputed by 1.",
                  "Market signals (0)", "Public comments (0)", "Overdue by 12 days", "Never held yet."):  # fmt: skip
        assert words in page
    assert reverse("standards:disputes", args=[lead.slug, standard.pk]) in page
    conclude = address("conclude_review", lead, cycle_id=cycle.pk)
    form = boxes("happened_on", LATE.date()) | {"conclusion": Conclusion.NEW_DRAFT.value, "reason": "Shims are gone."}
    client = lead.client()
    assert "without an answer and not left to the next review: 1." in text_of(client.post(conclude, form), 400)
    no_day = {key: value for key, value in form.items() if not key.startswith("happened_on")}
    assert "Say on which day it was held." in text_of(client.post(conclude, no_day), 400)
    done = text_of(client.post(conclude, form | {"carried": [str(vote.pk)]}, follow=True))
    for words in ("A new version is needed, and nobody has begun it yet.", "Draft the next version", "Shims are gone.",
                  "before it: 1 disputed, 0 from the market; left to the next: 1",
                  "Left to this review by the last one.", "Not due yet", "March 14, 2027"):  # fmt: skip
        assert words in done
    assert "Concluded, and not begun" in shown(lead, "reviews")
    member = people.member(person_queries.workspace(lead.actor), Role.WORKER)
    assert "No shims any more." in shown(member, "review", cycle_id=cycle.pk)
    assert member.client().get(conclude).status_code == 403


def test_a_review_is_held_at_a_meeting_without_typing_its_day(
    lead: people.Member, system: Actor, body: Body, cycle: ReviewCycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skillmark.governance import actions

    met = actions.call_meeting(lead.actor, body_id=body.pk, begins_at=NOW + timedelta(days=3), now=NOW)
    at(monkeypatch, LATE)
    form = {"conclusion": "stays", "reason": "It holds.", "meeting_id": str(met.pk)}
    conclude = address("conclude_review", lead, cycle_id=cycle.pk)
    assert "Its meeting" in text_of(lead.client().post(conclude, form, follow=True))
    (review,) = queries.held_reviews(lead.actor, cycle)
    assert (review.meeting, review.happened_on) == (met, date(2026, 3, 5))


def test_the_agenda_and_the_minutes_name_the_reviews_that_are_due(
    lead: people.Member, system: Actor, body: Body, cycle: ReviewCycle, standard: Framework,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from skillmark.governance import actions

    met = actions.call_meeting(lead.actor, body_id=body.pk, begins_at=NOW + timedelta(days=3), now=NOW)
    at(monkeypatch, LATE)
    page = shown(lead, "meeting", meeting_id=met.pk)
    assert address("review", lead, cycle_id=cycle.pk) in page
    assert "Overdue by 12 days" in page
    chair = people.member(body.workspace, Role.WORKER)
    queries.Seat.objects.within(system).filter(pk=held(system, body)[0].pk).update(person=chair.person_id)
    assert f"Reviews: - {standard.title}: …" in shown(chair, "minutes", meeting_id=met.pk)


def test_everybody_reads_when_a_standard_was_reviewed_and_that_it_is_overdue(
    lead: people.Member, body: Body, standard: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reverse("standards:published", args=[standard.pk])

    def read(moment: object, language: str = "en") -> str:
        at(monkeypatch, moment)
        return " ".join(unescape(Client().get(page, headers={"accept-language": language}).content.decode()).split())

    assert "review" not in read(NOW).lower().split("<h2>")[0].split("</head>")[1]
    cycle = under_review(lead.actor, body, standard)
    assert "Not reviewed yet. The next review is due by March 2, 2026." in read(NOW)
    night = NOW.replace(day=3, hour=3)  # still March 2 in New York
    assert "The next review is due by March 2, 2026." in read(night)
    assert "The next review was due by March 2, 2026 and is overdue by 12 days." in read(LATE)
    assert "Ruth Adeyemi" not in read(LATE)
    concluded(lead.actor, cycle, happened_on=LATE.date(), now=LATE)
    assert "Last reviewed on March 14, 2026. The next review is due by March 14, 2027." in read(LATE)
    assert "Revisada por última vez" in read(LATE, "es") or "Revisado por última vez" in read(LATE, "es")


def test_due_days_are_a_calendar_of_whole_days(lead: people.Member, cycle: ReviewCycle, standard: Framework) -> None:
    answer = lead.client().get(address("review_days", lead))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260303\r\n" in text
    assert f"SUMMARY:Review due: {standard.title}\r\n" in text
    assert f"UID:review-{cycle.pk}\r\n" in text


def test_a_year_s_last_day_ends_in_the_next_year() -> None:
    marked = [calendars.WholeDay("1", "Pumps; seals, and\nvalves " * 9, "https://x.example/", date(2027, 12, 31))] * 2
    text = calendars.days(marked, NOW)
    assert text.count("DTEND;VALUE=DATE:20280101\r\n") == 2
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VCALENDAR") == 1


def test_who_uses_a_version_is_read_on_its_page(lead: people.Member, standard: Framework) -> None:
    page = reverse("standards:in_use", args=[lead.slug, standard.pk])
    assert "Nobody that you may see." in text_of(lead.client().get(page))


def test_the_pages_are_spanish(lead: people.Member, cycle: ReviewCycle, standard: Framework) -> None:
    rest = {"cycle_id": cycle.pk}
    for name, given, words in (
        ("reviews", {}, "Calendario de revisiones"),
        ("review", rest, "Qué hay que ver en ella"),
        ("conclude_review", rest, "A qué se llegó"),
        ("set_review", {"subject_type": KIND, "subject": standard.lineage}, "Qué grupo la revisa"),
    ):
        html = lead.client().get(address(name, lead, **given), headers={"accept-language": "es"}).content.decode()
        assert words in html
        assert code_words_in(html, "es") == []


def test_a_review_is_ended_from_its_page_and_the_calendar_says_why(
    lead: people.Member, cycle: ReviewCycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, NOW)
    page = address("end_review", lead, cycle_id=cycle.pk)
    assert page in shown(lead, "review", cycle_id=cycle.pk)
    client = lead.client()
    assert client.post(page, {"reason": ""}).status_code == 400
    after = text_of(client.post(page, {"reason": "Not built here any more."}, follow=True))
    assert "Not reviewed any more" in after
    assert "Not built here any more." in after
    assert client.get(page).status_code == 404
