"""Marks and evidence that waited on a device: taken once, from their writer alone, and what came of them is said."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import HOLDS, NOW, TO_STANDARD, Bench, bench, mark
from tests.people import factories as people

from skillmark.assessment import actions, queries
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import Evidence, Rating
from skillmark.assessment.queries import Sitting
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db
MARKS = {f"mark_{position}": level for position, level in TO_STANDARD.items()}
SEEN = "Seal sat straight, no leak at 6 bar."


def address(where: Bench, sitting: Sitting, page: str = "score") -> str:
    return reverse(f"assessment:{page}", args=[where.place.slug, sitting.pk])


def writer(client: Client) -> str:
    return str(client.get(reverse("house:waiting")).json()["writer"])


def give(client: Client, where: str, given: dict[str, Any], *, of: str | None = None, when: str = "later") -> Any:
    """As the device sends it, with the name under which it was kept."""
    return client.post(where, given, headers={"X-Waited-For": of or writer(client), "X-Waited": when})


def marks_of(where: Bench, sitting: Sitting) -> list[dict[str, int]]:
    return [rating.scores for rating in Rating.objects.within(where.program).filter(sitting=sitting)]


def words_of(where: Bench, sitting: Sitting) -> list[str]:
    return [one.text for one in Evidence.objects.within(where.program).filter(sitting=sitting)]


def test_marks_sent_again_after_a_lost_answer_are_one_rating_and_get_the_same_answer() -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    given = MARKS | HOLDS | {"observation": SEEN, "judgement": "good_enough"}
    first = give(client, address(where, sitting), given)
    again = give(client, address(where, sitting), given)
    assert first.json() == again.json()
    assert first.json() == {
        "state": "taken", "said": ["Your marks are kept. Thank you."], "url": address(where, sitting, "attempt"),
    }  # fmt: skip
    assert marks_of(where, sitting) == [TO_STANDARD]
    assert words_of(where, sitting) == [SEEN]
    assert AuditRow.objects.filter(action="assessment.sitting.rated").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"mark_1": 3},
        {"observation": "Seen otherwise."},
        {"judgement": "border"},
        {"confirmed": ["valid"], "why_not": "No seal was left."},
        {"way": "audit"},
    ],
)
def test_other_marks_than_the_first_are_refused_in_words_and_change_nothing(other: dict[str, Any]) -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    given = MARKS | HOLDS | {"observation": SEEN}
    give(client, address(where, sitting), given)
    answer = give(client, address(where, sitting), given | other)
    assert answer.json() == {"state": "refused", "said": ["You have marked this attempt. What you gave stands."]}
    assert marks_of(where, sitting) == [TO_STANDARD]
    assert words_of(where, sitting) == [SEEN]


def test_a_browser_that_sends_its_form_twice_is_told_that_the_marks_are_kept() -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    for _ in range(2):
        page = client.post(address(where, sitting), MARKS | HOLDS, follow=True)
        assert "Your marks are kept. Thank you." in page.content.decode()
    assert marks_of(where, sitting) == [TO_STANDARD]


def test_the_same_marks_stay_an_answer_after_the_attempt_was_settled() -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    give(client, address(where, sitting), MARKS | HOLDS)
    mark(where.second, sitting)
    assert give(client, address(where, sitting), MARKS | HOLDS).json()["state"] == "taken"
    assert queries.result(queries.sitting(where.program, sitting.pk)).stage is queries.Stage.PASSED


def test_what_one_wrote_is_never_taken_while_another_is_in() -> None:
    where = bench()
    sitting = where.sitting()
    hers = writer(where.first.client())
    other = where.second.client()
    assert writer(other) != hers
    answer = give(other, address(where, sitting), MARKS | HOLDS, of=hers)
    assert answer.status_code == 409
    assert answer.json() == {"state": "somebody_else"}
    evidence = give(other, address(where, sitting, "evidence"), {"observation": SEEN}, of=hers)
    assert evidence.status_code == 409
    assert marks_of(where, sitting) == []
    assert words_of(where, sitting) == []


def test_a_form_that_is_not_sound_is_refused_with_its_sentences_and_led_to_no_page() -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    answer = give(client, address(where, sitting), HOLDS | {"mark_1": 2, "mark_2": 2, "mark_3": 2})
    assert answer.json()["state"] == "refused"
    assert len(answer.json()["said"]) == 1
    assert "Choose one for" in answer.json()["said"][0]
    evidence = give(client, address(where, sitting, "evidence"), {"observation": ""})
    assert evidence.json()["said"] == ["Write what was seen, choose a file, or give an address: one of the three."]


def test_marks_that_came_too_late_are_refused_in_words() -> None:
    where = bench()
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    sitting, client = where.sitting(), third.client()
    mark(where.first, sitting)
    mark(where.second, sitting)
    answer = give(client, address(where, sitting), MARKS | HOLDS)
    assert answer.json() == {"state": "refused", "said": ["This attempt does not wait for you."]}


def test_whoever_looks_on_is_told_on_the_page_she_is_led_to_and_what_waited_says_it_itself() -> None:
    where = bench()
    client = where.first.client()
    for when, told in (("now", True), ("later", False)):
        sitting = where.sitting()
        answer = give(client, address(where, sitting), MARKS | HOLDS, when=when)
        page = client.get(answer.json()["url"]).content.decode()
        assert ("Your marks are kept. Thank you." in page) == told


def test_evidence_sent_again_is_kept_once() -> None:
    where = bench()
    sitting, client = where.sitting(), where.first.client()
    for _ in range(2):
        photo = SimpleUploadedFile("seal.txt", b"Torque 12 Nm, three times.", "text/plain")
        answer = give(client, address(where, sitting, "evidence"), {"file": photo, "others": "no"})
        assert answer.json()["state"] == "taken", answer.json()
        give(client, address(where, sitting, "evidence"), {"observation": SEEN})
    assert Evidence.objects.within(where.program).filter(sitting=sitting).count() == 2
    actions.add_evidence(where.second.actor, sitting_id=sitting.pk, text=SEEN, now=NOW)
    assert words_of(where, sitting).count(SEEN) == 2  # two people saw it


def test_one_who_marked_may_not_slip_in_words_by_sending_the_same_marks() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    with pytest.raises(CannotRate) as refused:
        actions.rate(where.first.actor, sitting_id=sitting.pk, scores=TO_STANDARD, seen="Later words.", now=NOW)
    assert refused.value.reason == CannotRate.ALREADY
    assert words_of(where, sitting) == []


def test_a_key_is_given_to_its_writer_alone_and_is_the_same_whenever_she_is_in() -> None:
    where = bench()
    answer = where.first.client().get(reverse("house:waiting"))
    assert "no-store" in answer["Cache-Control"]
    assert where.first.client().get(reverse("house:waiting")).json() == answer.json()
    assert where.second.client().get(reverse("house:waiting")).json()["key"] != answer.json()["key"]
    assert len(answer.json()["key"]) == 44
    nobody = Client()
    assert nobody.get(reverse("house:waiting")).json() == {"writer": "", "key": ""}


def test_at_a_shared_tablet_it_is_given_until_she_is_out_and_asking_keeps_nobody_in() -> None:
    from datetime import timedelta

    import time_machine
    from tests.people.test_tablets import device, typed, with_pin

    with time_machine.travel(people.NOW, tick=False) as clock:
        where = bench()
        assessor = with_pin(where.first)
        people_actions.set_pin(where.second.actor, pin="735201", now=people.NOW)
        tablet = device(where.place)
        assert writer(tablet) == ""
        typed(tablet, assessor)
        hers = writer(tablet)
        assert hers
        clock.shift(timedelta(seconds=100))
        assert writer(tablet) == hers
        clock.shift(timedelta(seconds=100))
        assert writer(tablet) == ""
        typed(tablet, where.second, "735201")
        assert writer(tablet) not in ("", hers)


def test_whoever_looks_at_a_sample_leaves_nothing_on_a_device() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    client = lead.client()
    session = client.session
    session["entry"] = {
        "way": "sample", "workspace": where.place.slug, "person": str(where.first.person_id),
        "ground": str(lead.person_id), "strong": False, "seen": 0, "role": "assessor", "back": "/",
    }  # fmt: skip
    session.save()
    assert client.get(reverse("house:waiting")).json() == {"writer": "", "key": ""}
