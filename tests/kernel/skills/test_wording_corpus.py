"""Lines as postings have them, each with every passage that has to be flagged in it: none missed, none too many."""

import pytest

from skillmark.kernel.skills.wording import Flag, check

D, Y, G, X, U = Flag.DEGREE, Flag.YEARS, Flag.GENDERED, Flag.EXCLUDES, Flag.UNNEEDED
ENGLISH = {
    "BSc or BA needed": [(D, "BSc or BA")],
    "A four-year degree is a must; college education.": [(D, "four-year degree"), (D, "college education")],
    "A master's degree, an MBA or a Ph.D.": [(D, "master's degree"), (D, "MBA"), (D, "Ph.D.")],
    "University graduates with an associate's degree": [(D, "University graduates"), (D, "associate's degree")],
    "Diploma needed. GED.": [(D, "Diploma needed"), (D, "GED")],
    "At least 3 years in nursing": [(Y, "At least 3 years in")],
    "Experience: 5 years minimum": [(Y, "Experience: 5 years minimum")],
    "Experience of at least two years with pumps": [(Y, "Experience of at least two years")],
    "three years' experience": [(Y, "three years' experience")],
    "2 to 4 years of warehouse work experience": [(Y, "2 to 4 years of warehouse work experience")],
    "salesman, waiter, hostess, policemen": [(G, "salesman"), (G, "waiter"), (G, "hostess"), (G, "policemen")],
    "Applicants must be under 35.": [(X, "must be under 35")],
    "for people over 50, aged 25 to 35": [(X, "people over 50"), (X, "aged 25 to 35")],
    "Upper age limit: 40. Recent graduates.": [(X, "Upper age limit"), (X, "Recent graduates")],
    "Reliable transportation and a credit check": [(U, "Reliable transportation"), (U, "credit check")],
    "Sales associates help the master electrician; you have mastered knots and associated tools.": [],
    "Keep the pressure under 35 bar, between 20 and 30 degrees; over 50 pumps a day.": [],
    "The pump must be under 35 bar before you open it.": [],
    "The maintenance manual tells how a human specimen is kept; German and Roman letters.": [],
    "We have trained people for three years. You check each valve once in two years.": [],
    "Your experience with pumps counts, wherever you got it. Show it in one task of an hour.": [],
    "Turn the master switch off. Score the cut one degree to the left.": [],
}
SPANISH = {
    "Experiencia mínima de dos años en limpieza": [(Y, "Experiencia mínima de dos años")],
    "Se requiere experiencia de 2 años": [(Y, "experiencia de 2 años")],
    "mínimo 3 años de experiencia": [(Y, "3 años de experiencia")],
    "Al menos cinco años como camarero": [(Y, "Al menos cinco años como")],
    "Grado universitario o FP superior": [(D, "Grado universitario"), (D, "FP superior")],
    "título de bachiller, estudios universitarios": [(D, "título de bachiller"), (D, "estudios universitarios")],
    "Buscamos camareros jóvenes": [(X, "jóvenes")],
    "hombre de 25 a 35 años": [(X, "hombre de 25 a 35 años")],
    "De 25 a 35 años, edad máxima 40 años": [(X, "De 25 a 35 años"), (X, "edad máxima 40 años")],
    "Límite de edad: 45 años": [(X, "Límite de edad: 45 años")],
    "Se buscan enfermeras y dependientas": [(G, "enfermeras"), (G, "dependientas")],
    "Buscamos mujeres con coche propio": [(G, "Buscamos mujeres"), (U, "coche propio")],
    "Se buscan enfermeros y enfermeras, camareras o camareros.": [],
    "Hombres y mujeres pueden presentarse; buscamos mujeres y hombres.": [],
    "La bomba tiene entre 10 y 15 años. Se revisa cada dos años.": [],
    "Su experiencia cuenta, venga de donde venga. Hace tres años que enseñamos.": [],
    "Gire la llave un grado a la izquierda; la caja registradora se abre sola.": [],
}


@pytest.mark.parametrize(("text", "flagged"), ENGLISH.items())
def test_an_english_line_is_flagged_where_it_shuts_out_and_nowhere_else(
    text: str, flagged: list[tuple[Flag, str]]
) -> None:
    assert [(each.flag, each.passage) for each in check(text, "en")] == flagged


@pytest.mark.parametrize(("text", "flagged"), SPANISH.items())
def test_a_spanish_line_is_flagged_where_it_shuts_out_and_nowhere_else(
    text: str, flagged: list[tuple[Flag, str]]
) -> None:
    assert [(each.flag, each.passage) for each in check(text, "es")] == flagged
