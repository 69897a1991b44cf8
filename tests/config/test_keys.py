"""`skillmark keys`: what it lists, what it changes, and what it refuses."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from tests.foundation.factories import NOON, workspace

from skillmark.config.command import BAD_INPUT, DONE, WRONG_USAGE, main
from skillmark.foundation import signer, signing
from skillmark.foundation.models import AuditRow, Workspace
from skillmark.foundation.signing import Standing

pytestmark = pytest.mark.django_db
EARLIER = "2026-03-01T09:00:00+00:00"


@pytest.fixture
def place() -> Iterator[Workspace]:
    with time_machine.travel(NOON, tick=False):
        yield workspace()


def keys(capsys: pytest.CaptureFixture[str], *words: str, slug: str = "harbor") -> tuple[int, Any]:
    code = main(["keys", *words, "--workspace", slug, "--json"])
    told = capsys.readouterr().out
    return code, json.loads(told)["keys"] if told else None


def test_a_workspace_that_signed_nothing_has_no_key(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(capsys, "list") == (DONE, [])
    assert main(["keys", "list", "--workspace", "harbor"]) == DONE
    assert "signed nothing yet" in capsys.readouterr().out


def test_after_rotating_another_key_signs_and_the_old_one_is_listed(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
        code, told = keys(capsys, "rotate")
        assert code == DONE
        assert [(key["number"], key["standing"]) for key in told] == [(1, "retired"), (2, "good")]
        assert signing.sign(place.pk, b"data", NOON).key.number == 2
    row = AuditRow.objects.get(workspace=place, action="foundation.signing_key.rotated")
    assert (row.process, row.account_id) == ("keys", None)


def test_a_stolen_key_counts_for_nothing_since_then(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
        code, told = keys(capsys, "compromised", "--since", EARLIER)
    assert code == DONE
    assert [key["standing"] for key in told] == ["compromised", "good"]
    assert told[0]["compromised_from"] == EARLIER
    assert signing.standing(signing.keys(place.pk)[0], NOON) is Standing.COMPROMISED


def test_an_older_key_can_be_named_and_the_one_in_force_stays(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
        keys(capsys, "rotate")
        _, told = keys(capsys, "compromised", "--key", "1")
    assert [key["standing"] for key in told] == ["compromised", "good"]


def test_after_another_master_key_signing_is_refused_until_the_key_is_replaced(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
    with signer.in_process("8"):
        with pytest.raises(signer.SignerRefused):
            signing.sign(place.pk, b"data", NOON)
        assert keys(capsys, "rotate")[0] == DONE
        assert signing.sign(place.pk, b"data", NOON).key.number == 2


def test_without_the_signer_nothing_is_changed(
    place: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Any, settings: Any
) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
    settings.DATA = tmp_path
    assert keys(capsys, "compromised")[0] == BAD_INPUT
    (key,) = signing.keys(place.pk)
    assert key.compromised_from is None


@pytest.mark.parametrize(
    "words",
    [
        ["--since", "yesterday"],
        ["--since", "2026-03-01T09:00:00"],
        ["--since", "2026-03-03T09:00:00+00:00"],
        ["--key", "9"],
    ],
)
def test_what_cannot_be_is_bad_input(place: Workspace, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with signer.in_process("7"):
        signing.key_in_force(place.pk, NOON)
        assert keys(capsys, "compromised", *words)[0] == BAD_INPUT
    assert len(signing.keys(place.pk)) == 1
    assert not AuditRow.objects.filter(workspace=place).exists()


def test_a_workspace_nobody_knows_and_one_without_a_key_are_bad_input(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(capsys, "list", slug="nowhere")[0] == BAD_INPUT
    assert keys(capsys, "compromised")[0] == BAD_INPUT


def test_a_verb_is_needed() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["keys"])
    assert ended.value.code == WRONG_USAGE
