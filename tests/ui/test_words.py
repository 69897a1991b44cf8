"""One table of words on screens, in two languages, and nothing of the code's words beside it."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from skillmark.ui import words


def glossary_rows(root: Path) -> list[tuple[list[str], list[str]]]:
    glossary = root.parent / "shared" / "glossary.md"
    if not glossary.is_file():
        pytest.skip("needs ../shared/glossary.md, which is not beside this repository")
    section = glossary.read_text(encoding="utf-8").split("## Words on screens")[1]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.MULTILINE)[1:]
    return [(code.split(" / "), screen.split(" / ")) for code, screen in rows]


def test_every_row_of_the_glossary_is_in_the_table(root: Path) -> None:
    expected = [screen for _codes, screens in glossary_rows(root) for screen in screens]
    assert [row.english for row in words.TABLE] == expected


def test_every_code_word_of_the_glossary_is_found_on_a_screen(root: Path) -> None:
    for codes, _screens in glossary_rows(root):
        for code in codes:
            assert words.code_words_in(f"<p>The {code} of today</p>"), code


def test_a_word_follows_the_readers_language() -> None:
    lazy = words.word("verified")
    assert str(lazy) == "Checked"
    with override("es"):
        assert str(lazy) == "Comprobado"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        words.word("short_list")


def test_no_screen_word_is_itself_forbidden() -> None:
    for row in words.TABLE:
        assert words.code_words_in(row.english) == []
        assert words.code_words_in(row.spanish, "es") == []


@pytest.mark.parametrize(
    "html, found",
    [
        ("<p>Your slates</p>", ["slates"]),
        ('<img alt="Requisition">', ["requisition"]),
        ('<input type="submit" value="Claimed">', ["claimed"]),
        ("<p>For displaced workers</p>", ["displaced"]),
        ("<p>non-traditional</p>", ["non-traditional"]),
        ("<code>skillmark demo --template displaced</code><script>slate</script>", []),
        ('<a href="/slate" class="basis--verified">Short list</a>', []),
        ("<p>translated exits</p>", ["exits"]),
    ],
)
def test_only_what_a_person_reads_counts(html: str, found: list[str]) -> None:
    assert words.code_words_in(html) == found


def test_spanish_screens_may_use_neither_languages_code_words() -> None:
    assert words.code_words_in("<p>slate, inferido, desplazados</p>", "es") == ["desplazados", "inferido", "slate"]
