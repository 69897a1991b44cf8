"""Attempts by REST: found by what they are called, and told how they are checked, to whoever reads them on pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.factories import NOW, TWO_ONE_INDEPENDENT, bench, mark
from tests.people.factories import Member

from skillmark.assessment import actions, rules
from skillmark.foundation import sources, tokens
from skillmark.kernel.values import BadInput

ATTEMPTS = "/api/v1/attempts"
CHECKED = [{**TWO_ONE_INDEPENDENT[0], "months": 6}]


@pytest.fixture
def asked(db: None) -> Any:
    """What somebody is answered at an address: the code, and the body."""

    def ask(member: Member, address: str) -> tuple[int, Any]:
        permissions = ["assessment.sitting.list", "assessment.sitting.read"]
        until = sources.now() + timedelta(days=1)
        _token, text = tokens.open_token(
            member.actor, name="tool", permissions=permissions, expires_at=until, now=sources.now()
        )
        answer = Client().get(address, headers={"Authorization": f"Bearer {text}"})
        return answer.status_code, answer.json()

    return ask


@given(st.uuids())
def test_the_label_of_an_attempt_tells_how_its_id_ends(sitting_id: UUID) -> None:
    label = rules.label(sitting_id)
    misread = label.replace("0", "o").replace("1", "l").lower()
    for said in (label, f" {misread} "):
        assert sitting_id.hex.endswith(rules.endings(said))


@pytest.mark.parametrize("said", ["", "ABC", "ABCDEFG", "ABCDEU", "%%%%%%"])
def test_what_is_no_label_is_refused(said: str) -> None:
    with pytest.raises(BadInput):
        rules.endings(said)


def test_an_attempt_is_found_by_its_label_by_whoever_may_see_it(asked: Any) -> None:
    where, other = bench(), bench()
    sought, _beside = where.sitting(), where.sitting()
    label = rules.label(sought.pk).lower()
    code, found = asked(where.first, f"{ATTEMPTS}?label={label}")
    assert (code, [each["id"] for each in found["items"]], found["next"]) == (200, [str(sought.pk)], None)
    assert asked(other.first, f"{ATTEMPTS}?label={label}")[1]["items"] == []
    assert asked(where.first, f"{ATTEMPTS}?label=nothing")[0] == 422


def test_the_policy_of_an_attempt_says_what_is_missing_and_what_is_too_old(asked: Any) -> None:
    where = bench(policy=CHECKED)
    sitting = where.sitting()
    mark(where.first, sitting)
    actions.rate(where.second.actor, sitting_id=sitting.pk, scores={"1": 2, "2": 2, "3": 2, "4": 2}, now=sources.now())
    address = f"{ATTEMPTS}/{sitting.pk}/policy"
    code, told = asked(where.first, address)
    assert code == 200
    assert told == {
        "standard_id": str(where.framework.pk),
        "version": 1,
        "in_force": True,
        "layers": [
            {
                "kind": "practical_test", "count": 2, "independent": 1, "months": 6,
                "given": 1, "too_old": 1, "missing": 1, "only_independent": False,
            }
        ],
        "observers": None,
        "apart": [],
        "blind": False,
        "complete": False,
    }  # fmt: skip
    actions.set_policy(where.program, framework_id=where.framework.pk, layers=TWO_ONE_INDEPENDENT, now=NOW)
    assert asked(where.first, address)[1]["in_force"] is False
    assert asked(bench().first, address)[0] == 404


def test_it_is_complete_once_all_is_there(asked: Any) -> None:
    where = bench()
    sitting = where.sitting()
    for assessor in (where.first, where.second):
        assert asked(where.first, f"{ATTEMPTS}/{sitting.pk}/policy")[1]["complete"] is False
        mark(assessor, sitting)
    assert asked(where.first, f"{ATTEMPTS}/{sitting.pk}/policy")[1]["complete"] is True
