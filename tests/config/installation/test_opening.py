"""What opens and what does not: `setup` by its command, and what `serve` refuses."""

from pathlib import Path

import pytest
from tests.config.installation.places import Place, place, set_up

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, engine: str) -> tuple[Place, dict[str, object]]:
    folder = tmp_path_factory.mktemp("opened")
    where = place(folder, "opened", engine=engine)
    return where, set_up(where, folder, 'backups = "/nowhere/at/all"')


def test_three_answers_open_a_real_installation(opened: tuple[Place, dict[str, object]]) -> None:
    where, told = opened
    assert told["workspace"] == "tideway"
    assert str(told["first_log_in"]).startswith("http://localhost:8000/accounts/password/reset/key/")
    assert (where.data / "installation.toml").stat().st_mode & 0o777 == 0o600
    assert "whole, 6 rows" in where.run("audit", "verify")


def test_it_is_set_up_once(opened: tuple[Place, dict[str, object]], tmp_path: Path) -> None:
    where, _told = opened
    answers = tmp_path / "other.toml"
    answers.write_text('organisation = "B"\naddress = "https://b.example"\nadministrator = "b@b.example"\n')
    assert "is set up already; nothing was changed" in where.run("setup", "--answers", answers, code=2)
    assert "b.example" not in (where.data / "installation.toml").read_text()


def test_a_real_installation_serves_no_demonstration(opened: tuple[Place, dict[str, object]]) -> None:
    where, _told = opened
    assert "this is a real installation" in where.run("serve", "--demonstration", "--port", "9", code=2)


def test_nothing_leaves_this_machine_in_the_clear(opened: tuple[Place, dict[str, object]]) -> None:
    where, _told = opened
    said = where.run("serve", "--bind", "0.0.0.0", "--port", "59123", code=2)
    assert "passwords would travel in the clear" in said


def test_the_doctor_says_what_is_wrong_in_sentences(opened: tuple[Place, dict[str, object]]) -> None:
    where, _told = opened
    said = where.run("doctor", code=1)
    for sentence in (
        "signer: Nobody signs: the signer does not run.",
        "backup: The backup place /nowhere/at/all cannot be read",
        "mail: No mail server is named",
        "key copy: in order",
        "queue: in order",
    ):
        assert sentence in said


def test_records_in_use_are_not_replaced(opened: tuple[Place, dict[str, object]], tmp_path: Path) -> None:
    from skillmark.config.installation import presence

    where, _told = opened
    with presence.held(where.data):
        said = where.run("upgrade", "--key-file", tmp_path / "k", code=2)
    assert "is in use; stop `skillmark serve`" in said
    assert "are of this version already" in where.run("upgrade", "--key-file", tmp_path / "k")
