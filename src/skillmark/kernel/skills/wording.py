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


NUMBER: dict[Language, str] = {
    "en": r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|several)",
    "es": r"(?:\d+|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|varios)",
}
UNDER = r"(?:under|below|over|above|younger than|older than)(?: the age of)?"
OCCUPATION_OF_A_MAN = (
    r"(?:sales|crafts|fore|repair|work|chair|service|draughts|drafts|journey|police|fire|mail|post|camera|trades|door|"
    r"watch|spokes|business|bar|lines)(?:man|men|woman|women)\b"
)
RULES: dict[Language, tuple[tuple[Flag, str], ...]] = {
    "en": (
        (
            Flag.DEGREE,
            r"\bbachelor(?:['’]?s)?(?: degree)?\b|\bmaster(?:['’]s(?: degree)?|s? degree)|"
            r"\bassociate(?:['’]?s)? degree|"
            r"\b(?:college|university)(?:[- ]level)? (?:degree|graduates?|education|diploma)|"
            r"\b(?:two|three|four|[234])[- ]year (?:degree|college)|\bdegree (?:required|preferred|in|is)\b|"
            r"\bhigh[- ]school diploma|\bGED\b|\bph\.?d\b\.?|\bdiploma (?:required|needed)|"
            r"(?-i:\b(?:BSc|B\.Sc\.?|MSc|M\.Sc\.?|BA|B\.A\.?|BEng|MEng|MBA)\b)(?:(?: or |/)(?-i:BA|BSc|MA|MSc)\b)?",
        ),
        (
            Flag.YEARS,
            rf"\b{NUMBER['en']}(?: ?[-–+]| to | or more)? ?(?:{NUMBER['en']})?\+? (?:years?|yrs?)['’]?(?: of)?"
            rf"(?: \w+){{0,4}}? experience|"
            rf"\bexperience(?: \w+){{0,3}}?:? (?:(?:of|at least|minimum of|over) )?{NUMBER['en']}\+? (?:years?|yrs?)"
            r"(?: minimum| or more)?|"
            rf"\b(?:at least|minimum of|more than) {NUMBER['en']}\+? (?:years?|yrs?)(?: (?:in|as|working)\b)|"
            rf"\bminimum of {NUMBER['en']} years?|\b\d+\+ (?:years|yrs)",
        ),
        (
            Flag.GENDERED,
            r"\b(?:he|she|his|him|her|s/he|he/she|his/her)\b|\w*(?:man|woman|men|women)power|" + OCCUPATION_OF_A_MAN +
            r"|\b(?:waiter|waitress|hostess|stewardess|guys|girls|handyman|mankind|man-?made|man-hours?|manned|ninja|"
            r"rockstar|rock star|dominant|aggressive)\b",
        ),
        (
            Flag.EXCLUDES,
            r"\b(?:young|youthful|energetic|recent graduates?|digital native|mature|native[- ]speakers?|"
            r"native english|able[- ]bodied|clean[- ]shaven|no criminal record|must be (?:married|single)|"
            r"culture fit|cultural fit|american only|u\.?s\.? citizens? only|(?:upper )?age limit|maximum age)\b|"
            rf"\b(?:must be|people|persons|candidates|applicants|anybody|anyone) {UNDER} \d\d"
            r"(?=\s*(?:$|[.,;:)]|years?\b))|"
            r"\b(?:aged?|between) \d\d ?(?:-|–|to|and) ?\d\d(?: years old| years of age)?(?=\s*(?:$|[.,;:)]))",
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
            r"\b(?:título|grado|licenciatura|diplomatura) (?:universitari[oa]|superior)|\blicenciad[oa] en|"
            r"\bbachillerato|\btítulo de (?:bachiller|grado|licenciad[oa]|graduad[oa]|técnico)|"
            r"\bFP (?:superior|de grado \w+)|"
            r"\b(?:estudios|formación) universitari[oa]s?|\btitulación (?:requerida|mínima|universitaria)|"
            r"\bgraduad[oa] en",
        ),
        (
            Flag.YEARS,
            rf"\b{NUMBER['es']}(?: ?-| a| o)? ?(?:{NUMBER['es']})? años?(?: o más)? de(?: \w+){{0,2}} experiencia|"
            rf"\bexperiencia(?: \w+){{0,4}}?:? {NUMBER['es']}(?: (?:a|o) {NUMBER['es']})? años?|"
            rf"\b(?:mínimo|al menos|más de)(?: de)? {NUMBER['es']} años? (?:en|como|trabajando)\b",
        ),
        (
            Flag.GENDERED,
            r"\b(?:señoritas?|azafatas?|secretarias|limpiadoras|mujer de la limpieza|chic[oa]s?|varones?|"
            r"operarios? varón|agresivo|dominante)\b|\b(?:hombres?|mujer(?:es)?) de \d+|"
            r"\b(?:se (?:busca|necesita)n?|buscamos|s[oó]lo) (?:hombres?|mujer(?:es)?)\b(?! [yo] |/)|"
            r"(?<!os [yo] )(?<!os/)\b(?:enfermeras|camareras?|dependientas?|cajeras|costureras?)\b(?! [yo] \w+os\b|/)",
        ),
        (
            Flag.EXCLUDES,
            r"\b(?:joven|jóvenes|(?:menor|mayor)(?:es)? de \d+ años|recién titulad[oa]s?|nativ[oa]s?|buena presencia|"
            r"solter[oa]s?|sin cargas familiares|sin antecedentes)\b|"
            r"\b(?:edad (?:máxima|límite)|límite de edad)(?: de)?(?:: ?| )?(?:\d\d(?: años)?)?|"
            r"(?:^|\b(?:tener|personas?|candidat[oa]s?|aspirantes|gente|hombres?|mujer(?:es)?) )"
            r"(?:de|entre) \d\d (?:a|y) \d\d años(?: de edad)?(?! de(?: \w+){0,2} experiencia)",
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
