"""What a posting says that shuts people out: each passage once, in both languages; nothing where nothing is wrong."""

from fractions import Fraction
from itertools import pairwise

import pytest

from skillmark.kernel.skills.wording import Flag, check, reading_grade, too_hard


@pytest.mark.parametrize(
    ("language", "text", "flag", "passage"),
    [
        ("en", "Bachelor's degree in nursing.", Flag.DEGREE, "Bachelor's degree"),
        ("en", "A high school diploma or GED is a must", Flag.DEGREE, "high school diploma"),
        ("en", "You bring 3+ years of relevant experience.", Flag.YEARS, "3+ years of relevant experience"),
        ("en", "five years of experience with pumps", Flag.YEARS, "five years of experience"),
        ("en", "The repairman checks his tools.", Flag.GENDERED, "repairman"),
        ("en", "for young, energetic people", Flag.EXCLUDES, "young"),
        ("en", "You are a native speaker of English", Flag.EXCLUDES, "native speaker"),
        ("en", "Must have own car.", Flag.UNNEEDED, "own car"),
        ("en", "Must be able to lift 50 pounds", Flag.UNNEEDED, "Must be able to lift 50 pounds"),
        ("es", "Se pide título universitario", Flag.DEGREE, "título universitario"),
        ("es", "con 3 años de experiencia", Flag.YEARS, "3 años de experiencia"),
        ("es", "Señorita de buena presencia", Flag.GENDERED, "Señorita"),
        ("es", "menores de 35 años", Flag.EXCLUDES, "menores de 35 años"),
        ("es", "vehículo propio", Flag.UNNEEDED, "vehículo propio"),
    ],
)
def test_a_passage_that_shuts_people_out_is_flagged_where_it_stands(
    language, text: str, flag: Flag, passage: str
) -> None:
    found = check(text, language)[0]
    assert (found.flag, found.passage) == (flag, passage)
    assert text[found.start : found.end] == passage


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Aligns pump and motor shafts with dial indicators. The manager shows you how; others helped here."),
        ("en", "We built this plant 30 years ago. Human beings, womenswear, the theory of heat, yearly checks."),
        ("es", "Alinea los ejes de la bomba. Hace tres años que la fábrica está aquí."),
    ],
)
def test_plain_words_about_the_work_are_not_flagged(language, text: str) -> None:
    assert check(text, language) == ()


def test_a_passage_is_flagged_once_and_the_text_stays_as_it_is() -> None:
    text = "A bachelor's degree in engineering and 5 years of experience; he is young."
    found = check(text, "en")
    assert [each.flag for each in found] == [Flag.DEGREE, Flag.YEARS, Flag.GENDERED, Flag.EXCLUDES]
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_grades_are_those_of_their_formulas() -> None:
    one_syllable = " ".join(["The cat sat on the mat and it was glad."] * 4)  # 40 words, 4 sentences, 40 syllables
    assert reading_grade(one_syllable, "en") == Fraction("0.39") * 10 + Fraction("11.8") - Fraction("15.59")
    spanish = " ".join(["La casa roja."] * 10)  # 30 words, 10 sentences, 50 syllables
    assert reading_grade(spanish, "es") == Fraction("206.84") - 60 * Fraction(50, 30) - Fraction("1.02") * 3
    assert reading_grade("Too short to tell.", "en") is None


def test_a_text_that_reads_too_hard_says_so_last_and_a_plain_one_does_not() -> None:
    hard = (
        "Notwithstanding organizational heterogeneity, incumbents systematically operationalize interdisciplinary "
        "considerations, facilitating comprehensive implementation of continuously evolving regulatory requirements "
        "while simultaneously administrating multidimensional communication responsibilities across departments."
    )
    found = check(f"{hard} {hard}", "en")
    assert found[-1].flag is Flag.HARD_TO_READ
    assert found[-1].grade is not None
    plain = "You fit the pump to the base. You check it twice. " * 5
    grade = reading_grade(plain, "en")
    assert grade is not None
    assert not too_hard(grade, "en")
