"""Words on screens: what the code calls a thing, and what people read. From the glossary, one row each."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.functional import lazy
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Word:
    """One row. `never` holds patterns of the code's word, in English and in Spanish, that no screen may show."""

    code: str
    english: str
    spanish: str
    never: str
    never_spanish: str = ""


# fmt: off
TABLE = (
    Word("slate", "Short list", "Lista de finalistas", r"slates?", r"pizarras?"),
    Word("requisition", "Open job", "Puesto abierto", r"requisitions?", r"requisici[oó]n(es)?"),
    Word("job_order", "Jobs promised", "Empleos prometidos", r"job orders?", r"[oó]rden(es)? de empleo"),
    Word("unmet_essentials", "Must-haves still missing", "Requisitos imprescindibles que faltan",
         r"unmet[ _]essentials?"),
    Word("asset", "Nice to have", "Se valora", r"assets?", r"activos deseables"),
    Word("verified", "Checked", "Comprobado", r"(un)?verified", r"(no )?verificad[oa]s?"),
    Word("claimed", "Says so", "Lo dice la persona", r"claimed", r"autodeclarad[oa]s?"),
    Word("inferred", "Likely from a past job", "Probable por un empleo anterior", r"inferred", r"inferid[oa]s?"),
    Word("not_yet_assessed", "Not yet tried", "Aún sin intentar", r"not yet assessed", r"a[uú]n no evaluad[oa]s?"),
    Word("assessed_below", "Tried, not there yet", "Lo intentó; aún no llega", r"assessed,? below",
         r"evaluad[oa]s?,? por debajo"),
    Word("undetermined", "We could not check this", "No pudimos comprobarlo", r"undetermined", r"indeterminad[oa]s?"),
    Word("achievement", "What you can earn", "Lo que puede obtener", r"achievements?", r"logros?"),
    Word("sitting", "Attempt", "Intento", r"sittings?", r"convocatorias? de examen"),
    Word("cut_score", "Pass mark", "Nota para aprobar", r"cut[ -]?scores?", r"(nota|puntuaci[oó]n) de corte"),
    Word("moderation", "Settle a difference", "Resolver una diferencia", r"moderations?", r"moderaci[oó]n"),
    Word("verification_layer", "How it was checked", "Cómo se comprobó", r"verification layers?",
         r"capas? de verificaci[oó]n"),
    Word("barrier", "Support need", "Necesidad de apoyo", r"barriers?", r"barreras?"),
    Word("exit", "Left the programme", "Dejó el programa", r"exit(s|ed)?", r"egresos?"),
    Word("suppressed", "Too few to show", "Muy pocos para mostrarlo", r"suppressed", r"suprimid[oa]s?"),
    Word("not_established", "We cannot tell yet", "Aún no se puede saber", r"not established", r"no establecid[oa]s?"),
)
# fmt: on

# Labels of populations: never shown to or about a person, in either language.
LABELS = r"displaced|disadvantaged|non-?traditional|desplazad[oa]s?|desfavorecid[oa]s?|no tradicional(es)?"

_BY_CODE = {word.code: word for word in TABLE}


def word(code: str) -> str:
    """The screen's word for `code`, in the language of whoever reads it. Raises KeyError for an unknown code."""
    row = _BY_CODE[code]
    return _in_language(row.english, row.spanish)


def words() -> dict[str, tuple[str, str]]:
    """Code → (English, Spanish), every row of the table."""
    return {row.code: (row.english, row.spanish) for row in TABLE}


def forbidden_words(language: str = "en") -> list[re.Pattern[str]]:
    """What no screen may show: the code's words (on Spanish screens in both languages) and labels of populations."""
    never = [row.never for row in TABLE] + [LABELS]
    if language.startswith("es"):
        never += [row.never_spanish for row in TABLE if row.never_spanish]
    return [re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE) for pattern in never]


def code_words_in(html: str, language: str = "en") -> list[str]:
    """The forbidden words a person could read in this page, each once, in alphabetical order."""
    text = readable_text(html)
    return sorted({found.group(0).lower() for pattern in forbidden_words(language) for found in pattern.finditer(text)})


def readable_text(html: str) -> str:
    """What can be read or is read out, without scripts, styles and text shown as code."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join(" ".join(reader.pieces).split())


class _Reader(HTMLParser):
    _UNREAD = frozenset({"script", "style", "code", "pre", "template"})
    _READ_OUT = frozenset({"alt", "title", "aria-label", "placeholder", "aria-description", "data-label"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._UNREAD:
            self._inside.append(tag)
        self.pieces.extend(value for name, value in attrs if name in self._READ_OUT and value)
        if tag == "input" and dict(attrs).get("type") in ("submit", "button", "reset"):
            self.pieces.append(dict(attrs).get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.pieces.append(data)


def _choose(english: str, spanish: str) -> str:
    return spanish if (get_language() or "en").startswith("es") else english


_in_language = lazy(_choose, str)
