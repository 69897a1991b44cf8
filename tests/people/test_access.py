"""Whose page is whose: every page about a person, tried by every role on a stranger of the same workspace."""

import pytest
from django.urls import reverse
from tests.matrix.rows.people import ROWS
from tests.people import factories as make

from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db
KEEPS_ORDER = {Role.TALENT_LEAD, Role.OPERATOR}
WORKSPACE_WIDE = {
    Role.TALENT_LEAD,
    Role.ASSESSOR,
    Role.RECRUITER,
    Role.CASE_MANAGER,
    Role.QUALITY_ASSURER,
    Role.OPERATOR,
}


@pytest.mark.parametrize("role", list(Role))
def test_who_opens_somebody_else_s_pages(role: Role) -> None:
    where = make.workspace()
    reader, other = make.member(where, role), make.person(where, "Bo Berg")

    def status(page: str) -> int:
        url = reverse(f"people:{page}", kwargs={"workspace": where.slug, "person_id": other.pk})
        return reader.client().get(url).status_code

    assert status("person") == (200 if role in WORKSPACE_WIDE else 404)
    assert status("preference") == 403
    adds_jobs = role in {Role.TALENT_LEAD, Role.CASE_MANAGER}
    assert status("record_employment") == (200 if adds_jobs else 403 if role in WORKSPACE_WIDE else 404)
    assert status("erase_person") == (200 if role in KEEPS_ORDER else 403)


@pytest.mark.parametrize("role", list(Role))
def test_pages_without_a_subject_answer_as_the_rows_say(role: Role) -> None:
    where = make.workspace()
    client = make.member(where, role).client()
    moved = ["bring_applicants", "bring_demographics"]
    simple = ["people", "add_person", "roles", "grant_role", "profile", "change_profile", "brand"]
    for page in [*simple, *moved]:
        allowed = ROWS[f"people:{page}"]
        answer = client.get(reverse(f"people:{page}", kwargs={"workspace": where.slug})).status_code
        assert answer == ((302 if page in moved else 200) if role in allowed else 403), page


def test_another_workspace_s_pages_do_not_exist() -> None:
    lead, elsewhere = make.member(make.workspace(), Role.TALENT_LEAD), make.workspace()
    for page in ("people", "roles", "profile", "brand", "bring_applicants"):
        url = reverse(f"people:{page}", kwargs={"workspace": elsewhere.slug})
        assert lead.client().get(url).status_code == 404


def test_another_workspace_s_person_does_not_exist_in_ours() -> None:
    where = make.workspace()
    lead, stranger = make.member(where, Role.TALENT_LEAD), make.person(make.workspace(), "Bo Berg")
    for page in ("person", "record_employment", "preference", "erase_person"):
        url = reverse(f"people:{page}", kwargs={"workspace": where.slug, "person_id": stranger.pk})
        assert lead.client().get(url).status_code == 404
