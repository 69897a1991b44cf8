"""What a description or a posting says that shuts people out or cannot be read: flagged with a reason and a suggestion.

Nothing is changed here. English and Spanish; each rule is a pattern that names what it is looking for.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Literal

Language = Literal["en", "es"]
HARDEST_GRADE = 9  # English: what most adults read with ease stands at school grade 9 or below
EASIEST_LEAST = 60  # Spanish: below 60 on Fernández Huerta's scale a text is rather hard
FEWEST_WORDS = 30  # of fewer, a grade says little
EXCERPT = 60


class Flag(StrEnum):
    """What is flagged."""

    DEGREE = "degree"
    YEARS = "years"
    GENDERED = "gendered"
    EXCLUDES = "excludes"
    UNNEEDED = "unneeded"
    HARD_TO_READ = "hard_to_read"


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage as it stands, from `start` to `end` in the text; for how hard it reads, the whole and its grade."""

    flag: Flag
    passage: str
    start: int
    end: int
    grade: int | None = None


RULES: dict[Language, tuple[tuple[Flag, str], ...]] = {
    "en": (
        (
            Flag.DEGREE,
            r"(?:bachelor|master|associate)(?:['’]?s)?(?: degree)?|(?:college|university) (?:degree|graduate)|"
            r"degree (?:required|preferred|in)|high[- ]school diploma|\bGED\b|ph\.?d\.?|diploma required",
        ),
        (
            Flag.YEARS,
            r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: ?[-–+]| to | or more)? ?(?:\d+|five|ten)?\+? "
            r"(?:years?|yrs?)(?:['’])?(?: of)?(?: \w+){0,2} experience|minimum of \w+ years?|\d+\+ (?:years|yrs)",
        ),
        (
            Flag.GENDERED,
            r"\b(?:he|she|his|him|her|s/he|he/she|his/her)\b|\w*(?:man|woman|men|women)power|(?:sales|crafts|fore|repair|"
            r"work|chair|service|draughts|drafts|journey)(?:man|men|woman|women)\b|\b(?:waitress|stewardess|guys|girls|"
            r"handyman|manned|ninja|rockstar|rock star|dominant|aggressive)\b",
        ),
        (
            Flag.EXCLUDES,
            r"\b(?:young|youthful|energetic|recent graduates?|digital native|mature|native[- ]speakers?|"
            r"native english|able[- ]bodied|clean[- ]shaven|no criminal record|must be (?:married|single)|"
            r"culture fit|cultural fit|american only|u\.?s\.? citizens? only)\b",
        ),
        (
            Flag.UNNEEDED,
            r"(?:own|reliable|personal) (?:car|vehicle|transportation)|valid driver['’]?s licen[cs]e|clean credit|"
            r"credit (?:check|score)|team player|self[- ]starter|people person|work hard,? play hard|"
            r"must be able to (?:lift|stand|sit|walk|see|hear|speak)\b[^.;\n]{0,40}|flawless english",
        ),
    ),
    "es": (
        (
            Flag.DEGREE,
            r"(?:título|grado|licenciatura|diplomatura) (?:universitari[oa]|superior)|licenciad[oa] en|bachillerato|"
            r"titulación (?:requerida|mínima|universitaria)|graduad[oa] en",
        ),
        (Flag.YEARS, r"(?:\d+|un|dos|tres|cuatro|cinco|seis|diez) ?(?:-|a|o)? ?\d* años? de(?: \w+){0,2} experiencia"),
        (
            Flag.GENDERED,
            r"\b(?:señoritas?|azafatas?|secretarias|limpiadoras|mujer de la limpieza|chic[oa]s?|varones?|"
            r"operarios? varón|agresivo|dominante)\b",
        ),
        (
            Flag.EXCLUDES,
            r"\b(?:joven|jóvenes|menor(?:es)? de \d+ años|recién titulad[oa]s?|nativ[oa]s?|buena presencia|"
            r"solter[oa]s?|sin cargas familiares|sin antecedentes)\b",
        ),
        (
            Flag.UNNEEDED,
            r"(?:coche|vehículo) propio|carn(?:é|et) de conducir|don de gentes|trabajo bajo presión|"
            r"ser capaz de (?:levantar|estar de pie|caminar|ver|oír)\b[^.;\n]{0,40}",
        ),
    ),
}  # fmt: skip
PATTERNS = {
    language: tuple((flag, re.compile(pattern, re.IGNORECASE)) for flag, pattern in rules)
    for language, rules in RULES.items()
}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)|\n{2,}|\n\s*[-•*]")
# small words that one of the two has and the other has not; any text of a few sentences is full of them
SMALL_WORDS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:the|and|of|to|in|is|for|with|on|or|that|it|as|are|be|by)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:el|la|los|las|de|del|y|en|que|con|para|por|un|una|se|su|al)\b", re.IGNORECASE),
}
VOWELS = {"en": re.compile(r"[aeiouy]+"), "es": re.compile(r"[aeiouáéíóúü]+")}
STRONG = "aeoáéíóú"


def check(text: str, language: Language) -> tuple[Finding, ...]:
    """Every passage that is flagged, in the text's order, and last how hard it reads where that is too hard."""
    found = [
        Finding(flag, match.group(), match.start(), match.end())
        for flag, pattern in PATTERNS[language]
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Finding] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:  # one passage is flagged once, by its longest reading
            kept.append(each)
    hard = hardness(text, language)
    return (*kept, hard) if hard else tuple(kept)


def language_of(text: str, otherwise: Language = "en") -> Language:
    """The one of our languages that a text is written in, by its small words; `otherwise` where it has as many of both,
    as a name of two words has none of either.
    """
    english, spanish = (len(SMALL_WORDS[language].findall(text)) for language in ("en", "es"))
    if english == spanish:
        return otherwise
    return "en" if english > spanish else "es"


def hardness(text: str, language: Language) -> Finding | None:
    """That the whole is too hard to read, with its grade; None where it is not, or too short to tell."""
    grade = reading_grade(text, language)
    if grade is None or not too_hard(grade, language):
        return None
    return Finding(Flag.HARD_TO_READ, text[:EXCERPT], 0, len(text), round(grade))


def reading_grade(text: str, language: Language) -> Fraction | None:
    """English: the school grade of J. Kincaid, R. Fishburne, R. Rogers, B. Chissom (1975), Navy Research Branch Report
    8-75. Spanish: the ease, 0 to 100, of J. Fernández Huerta, Consigna 214 (1959), as syllables a word and words a
    sentence. None for fewer than thirty words.
    """
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = max(1, len([part for part in SENTENCE_END.split(text) if WORD.search(part)]))
    syllables = Fraction(sum(_syllables(word.casefold(), language) for word in words), len(words))
    length = Fraction(len(words), sentences)
    if language == "en":
        return Fraction("0.39") * length + Fraction("11.8") * syllables - Fraction("15.59")
    return Fraction("206.84") - 60 * syllables - Fraction("1.02") * length


def too_hard(grade: Fraction, language: Language) -> bool:
    return grade > HARDEST_GRADE if language == "en" else grade < EASIEST_LEAST


def _syllables(word: str, language: Language) -> int:
    groups = VOWELS[language].findall(word)
    if language == "es":
        # two strong vowels side by side, or a stressed weak one beside a strong one, are two syllables
        breaks = sum(
            1
            for group in groups
            for one, two in pairwise(group)
            if (one in STRONG and two in STRONG) or "í" in (one, two) or "ú" in (one, two)
        )
        return max(1, len(groups) + breaks)
    count = len(groups)
    if word.endswith("e") and not word.endswith("le") and count > 1:
        count -= 1
    if word.endswith(("es", "ed")) and count > 1 and not word.endswith(("ses", "zes", "ces", "ges", "ted", "ded")):
        count -= 1
    return max(1, count)
