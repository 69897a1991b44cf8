"""Choosing one of a whole plant: by typing the name, told apart where two share one."""

import pytest
from django.urls import reverse
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.foundation.roles import Role
from skillmark.people import queries
from skillmark.people.models import RoleGrant
from skillmark.ui.choosing import MOST_TO_OPEN

pytestmark = pytest.mark.django_db


def test_two_of_one_name_are_told_apart_and_others_are_not_burdened() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    one = make.person(where, "Ana Ruiz", reference="1042")
    other = make.person(where, "ana ruiz", email="ana@example.org")
    third = make.person(where, "Bo Chen", reference="7")
    assert dict(queries.to_choose(lead.actor, without=[lead.person_id])) == {
        str(one.pk): "Ana Ruiz, 1042",
        str(third.pk): "Bo Chen",
        str(other.pk): "ana ruiz, ana@example.org",
    }


def test_a_role_is_given_by_typing_a_name_of_hundreds() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    people = [make.person(where, f"Person {number}") for number in range(MOST_TO_OPEN + 1)]
    client, address = lead.client(), reverse("people:grant_role", args=[where.slug])
    assert "<datalist" in text_of(client.get(address))
    wrong = client.post(address, {"person": "Nobody", "role": "recruiter"})
    assert wrong.status_code == 400
    assert "“Nobody” is not among them." in wrong.content.decode()
    answer = client.post(address, {"person": "person 7", "role": "recruiter"})
    assert answer.status_code == 302, answer.content.decode()
    assert RoleGrant.objects.within(lead.actor).filter(person=people[7], role="recruiter").exists()
