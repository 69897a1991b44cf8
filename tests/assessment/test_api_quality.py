"""By REST an attempt is opened and marked as on the page, with the same refusals, and nobody's marks are read early."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.assessment.factories import NOW, TO_STANDARD, Bench, assurer, bench, mark, proven
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, rules
from skillmark.assessment.models import QualificationKind, Rating, Sitting
from skillmark.foundation import access, sources, tokens
from skillmark.foundation.roles import Role
from skillmark.people import queries as persons

pytestmark = pytest.mark.django_db
API = "/api/v1"
ALL = {"valid": True, "authentic": True, "current": True, "sufficient": True}
MARKS = {"scores": TO_STANDARD, "confirmed": ALL}
PERMISSIONS = [
    "assessment.task.read", "assessment.sitting.read", "assessment.sitting.open", "assessment.sitting.rate",
    "assessment.agreement.read", "assessment.sample.read", "assessment.qualification.read", "governance.appeal.list",
]  # fmt: skip


class Caller:
    """A program that acts for somebody."""

    def __init__(self, member: Member) -> None:
        until = sources.now() + timedelta(days=1)
        self.client = Client()
        permissions = [one for one in PERMISSIONS if access.may_ever(member.actor, one)]
        _token, self.text = tokens.open_token(
            member.actor, name="tool", permissions=permissions, expires_at=until, now=sources.now()
        )

    def get(self, address: str) -> Any:
        return self.client.get(API + address, headers={"Authorization": f"Bearer {self.text}"})

    def post(self, address: str, body: dict[str, Any], key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.text}", "Idempotency-Key": key or uuid4().hex}
        return self.client.post(API + address, body, content_type="application/json", headers=headers)


def test_an_attempt_is_opened_once_however_often_it_is_sent_and_by_nobody_else() -> None:
    where = bench()
    given = {"task_id": str(where.task.pk), "person_id": str(where.candidate.person_id)}
    caller = Caller(where.first)
    (task,) = caller.get("/tasks").json()["items"]
    assert (task["id"], task["method"]) == (given["task_id"], "work_sample")
    answers = [caller.post("/attempts", given, key="one") for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json()["stage"] == "waits_for_assessors"
    assert Sitting.objects.within(where.program).count() == 1
    assert Caller(where.candidate).post("/attempts", given).status_code == 403
    own = {**given, "person_id": str(where.first.person_id)}
    assert caller.post("/attempts", own).status_code == 403
    assert Caller(bench().first).post("/attempts", given).status_code == 404


def test_marks_are_given_as_on_the_page_and_nobody_reads_anothers_before_hers_are_in() -> None:
    where = bench()
    address = f"/attempts/{where.sitting().pk}/marks"
    first, second, candidate = Caller(where.first), Caller(where.second), Caller(where.candidate)
    given = first.post(address, {**MARKS, "observation": "No leak at 6 bar."}, key="mine")
    assert (given.status_code, given.json()["scores"], given.json()["own"]) == (201, TO_STANDARD, True)
    assert first.post(address, {**MARKS, "observation": "No leak at 6 bar."}, key="mine").json() == given.json()
    assert second.get(address).json() == []
    assert candidate.get(address).json() == []
    assert [one["own"] for one in first.get(address).json()] == [True]
    assert second.post(address, MARKS).status_code == 201
    assert [one["own"] for one in second.get(address).json()] == [False, True]
    assert Rating.objects.within(where.program).count() == 2


def test_what_the_page_refuses_is_refused_in_the_same_words() -> None:
    where = bench()
    address = f"/attempts/{where.sitting().pk}/marks"
    first = Caller(where.first)
    assert first.post(address, {"scores": TO_STANDARD}).status_code == 422  # what she confirms is asked, as there
    assert first.post(address, {"scores": {"1": 9}, "confirmed": ALL}).status_code == 422
    assert first.post(address, MARKS).status_code == 201
    again = first.post(address, {**MARKS, "scores": {**TO_STANDARD, "1": 1}})
    assert again.status_code == 422
    assert "You have marked this attempt. What you gave stands." in again.content.decode()
    assert Caller(where.candidate).post(address, MARKS).status_code == 403
    assert Caller(bench().first).post(address, MARKS).status_code == 404


def test_agreement_comes_with_its_intervals_to_whoever_leads_or_assures_alone() -> None:
    where = bench()
    address = f"/tasks/{where.task.pk}/agreement"
    lead = Caller(people.member(where.place, Role.TALENT_LEAD))
    proven(where)
    few = lead.get(address).json()
    assert (few["whole"]["attempts"], few["whole"]["alpha"]) == (1, None)
    for number in range(rules.FEWEST_ATTEMPTS):
        sitting = where.sitting()
        mark(where.first, sitting, {**TO_STANDARD, "1": 2 + number % 2})
        mark(where.second, sitting, {**TO_STANDARD, "1": 2 + (number + number // 7) % 2})
    told = lead.get(address).json()
    for figures in (told["whole"], told["criteria"][0], told["raters"][0]):
        for name in ("weighted_kappa", "alpha", "icc"):
            assert figures[name]["low"] <= figures[name]["value"] <= figures[name]["high"], name
    assert {one["name"] for one in told["raters"]} == {"Ida Berg", "Owen Pratt"}
    assert Caller(where.first).get(address).status_code == 403


def test_a_sample_tells_its_findings_and_what_is_done_until_when() -> None:
    where = bench()
    assuring, lead = assurer(where), people.member(where.place, Role.TALENT_LEAD)
    plan = sampled(where, assuring, lead)
    today = persons.today(where.program, NOW)
    found = actions.raise_finding(
        assuring.actor, plan_id=plan.pk, unit_id=None, text="Marks lack words.", doubts=False, now=NOW
    )
    actions.ask_action(
        assuring.actor, finding_id=found.pk, person_id=where.first.person_id, text="Write them.",
        due_on=today + timedelta(days=7), now=NOW,
    )  # fmt: skip
    caller = Caller(lead)
    (sample,) = caller.get("/samples").json()["items"]
    assert (sample["id"], sample["attempts"], sample["again"]) == (str(plan.pk), 1, 0)
    (told,) = caller.get(f"/samples/{plan.pk}/findings").json()
    assert (told["text"], told["stands"], told["number"]) == ("Marks lack words.", None, None)
    assert told["actions"][0]["due_on"] == (today + timedelta(days=7)).isoformat()
    for address in ("/samples", f"/samples/{plan.pk}/findings"):
        assert Caller(where.first).get(address).status_code == 403


def test_qualifications_policies_and_appeals_are_told_as_far_as_the_pages_tell_them() -> None:
    where = bench()
    actions.set_qualification_rule(
        where.program, kind=QualificationKind.ASSESSING, framework_id=where.framework.pk, now=NOW,
        wanted=rules.Qualifying(samples=1, pass_percent=70, limit=1, months=12, demanded=False),
    )  # fmt: skip
    lead, worker = Caller(people.member(where.place, Role.TALENT_LEAD)), Caller(where.candidate)
    standing = {one["name"]: one["standing"] for one in lead.get("/qualifications").json()}
    assert standing == {"Ida Berg": "untrained", "Owen Pratt": "untrained"}
    assert worker.get("/qualifications").status_code == 403
    policy = worker.get(f"/standards/{where.framework.pk}/verification-policy").json()
    assert policy["layers"] == [{"kind": "practical_test", "count": 2, "independent": 1, "months": None}]
    assert Caller(bench().candidate).get(f"/standards/{where.framework.pk}/verification-policy").status_code == 404


def sampled(where: Bench, assuring: Member, lead: Member) -> Any:
    proven(where)
    actions.set_sampling(where.program, wanted=rules.READY, now=NOW)
    today = persons.today(where.program, NOW)
    return actions.draw_sample(
        lead.actor, assurer_id=assuring.person_id, starts=today, ends=today, due_on=today + timedelta(days=14), now=NOW
    )
