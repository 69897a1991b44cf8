"""What is handed in shows nobody who was not asked, and goes with its attempt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.assessment.factories import NOW, bench

from skillmark.assessment import actions, answers
from skillmark.assessment.models import Evidence, Sitting
from skillmark.foundation.models import StoredFile
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("others", "column"), [(None, "others"), (True, "file")])
def test_a_file_is_kept_only_once_somebody_said_that_nobody_else_is_on_it(others: bool | None, column: str) -> None:
    where = bench()
    sitting = where.sitting()
    with pytest.raises(BadInput) as refused:
        actions.add_evidence(
            where.first.actor, sitting_id=sitting.pk, content=b"plan", file_name="a.txt", others=others, now=NOW
        )
    assert refused.value.problems[0].column == column
    assert not Evidence.objects.within(where.program).exists()
    assert not StoredFile.objects.within(where.program).exists()


@pytest.mark.parametrize(("others", "kept"), [("", 0), ("yes", 0), ("no", 1)])
def test_the_page_keeps_a_file_only_where_nobody_else_is_on_it(others: str, kept: int) -> None:
    where = bench()
    page = reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk])
    where.first.client().post(page, {"file": SimpleUploadedFile("plan.txt", b"plan"), "others": others})
    assert StoredFile.objects.within(where.program).count() == kept


def test_a_written_observation_needs_no_such_answer() -> None:
    where = bench()
    page = reverse("assessment:evidence", args=[where.place.slug, where.sitting().pk])
    assert where.first.client().post(page, {"observation": "Torqued it in order."}).status_code == 302
    assert Evidence.objects.within(where.program).get().text == "Torqued it in order."


def test_the_files_of_an_attempt_go_with_it_when_its_time_is_over() -> None:
    where = bench()
    sitting = where.sitting()
    actions.add_evidence(
        where.first.actor, sitting_id=sitting.pk, content=b"plan", file_name="a.txt", others=False, now=NOW
    )
    answers.lasting()["attempt"].drop(where.program, [sitting.pk], NOW)
    assert not Sitting.objects.within(where.program).exists()
    assert not StoredFile.objects.within(where.program).exists()
