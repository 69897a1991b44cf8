"""Where the main job writes: an empty folder however it is named, never a file that is not its own."""

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from skillmark.config.mainjob.place import place_of, put_away_when_stopped, refuse_foreign, whole
from skillmark.kernel.values import BadInput


def fill(out: Path, *names: str) -> None:
    with whole(out) as folder:
        for name in names:
            (folder / name).write_text(name)


@pytest.mark.parametrize("named", [".", "./", "sub/..", "../here", "../here/"])
def test_an_empty_folder_is_filled_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    out = place_of(named if not named.startswith("sub") else "../sub/../here")
    fill(out, "slate.csv")
    assert (Path.cwd() / "slate.csv").read_text() == "slate.csv"  # seen by whoever stands in it
    assert [file.name for file in tmp_path.iterdir()] == ["here"]


def test_a_folder_of_ours_is_replaced_whole(tmp_path: Path) -> None:
    fill(tmp_path / "out", "old.csv")
    fill(tmp_path / "out", "new.csv")
    assert not (tmp_path / "out" / "old.csv").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_file_of_somebody_elses_in_it_is_named_and_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(out, "slate.csv")
    (out / "notes.txt").write_text("keep me")
    with pytest.raises(BadInput, match=r"holds notes\.txt, which was not written by"):
        fill(out, "slate.csv")
    assert (out / "notes.txt").read_text() == "keep me"


def test_a_file_or_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(BadInput, match="was not written by"):
            refuse_foreign(place_of(str(tmp_path / name)))
    with pytest.raises(BadInput, match="cannot be made"):
        fill(tmp_path / "file" / "out")


def test_what_fails_midway_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), whole(tmp_path / "out"):
        raise RuntimeError
    assert not list(tmp_path.iterdir())


@pytest.fixture
def heard() -> Iterator[None]:
    """Signals as a process begun in the foreground has them; one begun in the background ignores Ctrl-C."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def swallowed(number: int) -> None:
    with put_away_when_stopped() as leave_if_asked:
        with suppress(BaseException):
            signal.raise_signal(number)
        leave_if_asked()
        pytest.fail("it went on")


def turned_into_an_error(number: int) -> None:
    with put_away_when_stopped():
        try:
            signal.raise_signal(number)
        except SystemExit as stop:
            raise RuntimeError("Error calling __set_name__") from stop


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("lost", [swallowed, turned_into_an_error])
def test_a_stop_that_a_library_swallows_ends_as_a_stop(number: int, lost: Callable[[int], None]) -> None:
    with pytest.raises(SystemExit) as left:
        lost(number)
    assert left.value.code == 128 + number
    assert signal.getsignal(number) is signal.default_int_handler
