"""The signing key on paper: typed in again it is the same, and a slip is found in its line."""

from pathlib import Path

import pytest

from skillmark.foundation.keyring import sheet
from skillmark.foundation.keyring.keys import Refused, recover, stored_ring

MASTER = bytes(range(200, 232))


def test_a_sheet_typed_in_again_is_the_same_key() -> None:
    lines = sheet.lines(MASTER)
    assert [len(line.split()) for line in lines] == [4, 4, 4, 4]
    assert sheet.read("\n".join(lines)) == MASTER
    assert sheet.read("\n\n".join(line.lower().replace(" ", "-") for line in lines)) == MASTER
    assert sheet.read("\n".join(lines).replace("O", "0").replace("I", "1")) == MASTER


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_wrong_letter_is_found_in_its_line(number: int) -> None:
    lines = sheet.lines(MASTER)
    line = lines[number - 1]
    lines[number - 1] = ("B" if line[0] != "B" else "C") + line[1:]
    with pytest.raises(Refused, match=f"line {number} of the recovery sheet"):
        sheet.read("\n".join(lines))


def test_lines_in_another_order_are_refused() -> None:
    first, second, third, fourth = sheet.lines(MASTER)
    with pytest.raises(Refused, match="line 1"):
        sheet.read("\n".join([second, first, third, fourth]))
    with pytest.raises(Refused, match="has 4 lines; these are 3"):
        sheet.read("\n".join([first, second, third]))


def test_a_lost_key_is_put_back_and_another_one_is_never_replaced(tmp_path: Path) -> None:
    recover(tmp_path / "keys", MASTER)
    assert stored_ring(tmp_path / "keys").master == MASTER
    recover(tmp_path / "keys", MASTER)
    with pytest.raises(Refused, match="holds another key"):
        recover(tmp_path / "keys", bytes(32))
    assert stored_ring(tmp_path / "keys").master == MASTER
