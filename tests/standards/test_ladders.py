"""What a step of a ladder takes, and what a record, an attempt and what can be earned tell of it."""

from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement, awarded
from tests.people import factories as people

from skillmark.assessment import queries as assessment
from skillmark.credentials import queries as records
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.ladders import Need, Step
from skillmark.standards.models import ProgressionRule

pytestmark = pytest.mark.django_db
SENIOR = {"TP-02": 4, "TP-07": 3, "TP-04": 4}


def senior(where: Bench, *, needs: dict[str, int] | None = None, who: str = "the plant manager") -> ProgressionRule:
    return actions.set_step(
        where.program,
        framework_id=where.framework.pk,
        step="Senior technician",
        needs=SENIOR if needs is None else needs,
        decided_by=who,
        now=NOW,
    )


def test_only_a_checked_level_that_is_high_enough_puts_anything_in_place() -> None:
    seals, lifting = Need("TP-02", "Seals", 4), Need("TP-04", "Lifting", 4)
    step = Step(UUID(int=1), "Senior", 1, (seals, lifting), "")
    assert step.missing({"TP-02": 3}) == [seals, lifting]
    assert step.missing({"TP-02": 4, "TP-09": 9}) == [lifting]
    assert step.missing({"TP-02": 5, "TP-04": 4}) == []


def test_a_step_takes_what_the_standard_has_by_whoever_leads_and_never_changes() -> None:
    where = bench()
    for needs in ({"TP-99": 3}, {"TP-02": 11}, {"TP-02": 0}, {}):
        with pytest.raises(BadInput):
            senior(where, needs=needs)
    with pytest.raises(Forbidden):
        actions.set_step(
            where.first.actor, framework_id=where.framework.pk, step="Senior", needs=SENIOR, decided_by="", now=NOW
        )
    rule = senior(where)
    assert senior(where) == rule
    with pytest.raises(DatabaseError), transaction.atomic():
        ProgressionRule.objects.within(where.program).filter(pk=rule.pk).update(decided_by="nobody")
    assert senior(where, needs={"TP-02": 4}).version == 2
    (step,) = queries.steps(where.program, where.framework.pk)
    assert [need.competency for need in step.needs] == ["TP-02"]
    assert senior(where, needs={}).version == 3
    assert queries.steps(where.program, where.framework.pk) == []


def test_what_can_be_earned_a_record_and_an_attempt_say_how_far_the_step_is_and_what_is_missing() -> None:
    where = bench()
    where.framework.competencies.filter(reference="TP-02").update(review_item="Quality of work")
    earned = achievement(where)
    senior(where)
    record = awarded(where, earned=earned)
    missing = f"{where.framework.competencies.get(reference='TP-04').name} at level 4"
    slug, client = where.place.slug, where.candidate.client()
    (sitting,) = assessment.sittings(where.program)
    for page in (
        reverse("credentials:achievements", args=[slug]),
        reverse("credentials:own_record", args=[record.pk]),
        reverse("credentials:record", args=[slug, record.pk]),
        reverse("assessment:attempt", args=[slug, sitting.pk]),
    ):
        said = client.get(page).content.decode()
        assert "Counts for the step “Senior technician”: 2 of 3 in place." in said, page
        assert missing in said, page
        assert "Once all of it is in place, the plant manager decides." in said, page
        assert "Feeds “Quality of work” in the performance review." in said, page
    # somebody else's page of what can be earned tells of herself alone
    other = people.member(where.place, Role.WORKER, name="Ana Ruiz").client()
    assert "0 of 3 in place" in other.get(reverse("credentials:achievements", args=[slug])).content.decode()
    with pytest.raises(Forbidden):
        records.checked_levels(
            people.member(where.place, Role.WORKER, name="Ole Dahl").actor,
            where.candidate.person_id,
            framework_id=where.framework.pk,
            as_of=NOW,
        )


def test_nothing_missing_is_enough_or_says_who_decides() -> None:
    where = bench()
    record = awarded(where)
    page, client = reverse("credentials:own_record", args=[record.pk]), where.candidate.client()
    senior(where, needs={"TP-02": 4})
    assert "Nothing is missing: now the plant manager decides." in client.get(page).content.decode()
    senior(where, needs={"TP-02": 4}, who="")
    assert "Nothing is missing: you have reached it." in client.get(page).content.decode()


def test_whoever_leads_says_on_the_page_what_a_step_that_lines_name_takes_and_everybody_reads_it() -> None:
    where = bench()
    where.framework.competencies.filter(reference__in=["TP-02", "TP-04"]).update(ladder_step="Lead hand")
    lead = people.member(where.place, Role.TALENT_LEAD).client()
    steps = reverse("standards:steps", args=[where.place.slug, where.framework.pk])
    form = reverse("standards:set_step", args=[where.place.slug, where.framework.pk])
    assert "Say what “Lead hand” takes" in lead.get(steps).content.decode()
    opened = lead.get(form, {"step": "Lead hand"}).context["form"]
    sent = {name: value for name, value in opened.initial.items() if value} | {"decided_by": "the crew"}
    assert len(sent) == 4
    assert lead.post(form, sent).status_code == 302
    said = where.candidate.client().get(steps).content.decode()
    assert "Lead hand" in said
    assert "Once all of it is in place, the crew decides." in said
    assert "nobody has said what they take" not in said
    public = reverse("standards:published", args=[where.framework.pk])
    assert "Once all of it is in place, the crew decides." in Client().get(public).content.decode()
