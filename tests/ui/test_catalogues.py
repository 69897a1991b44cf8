"""Translations without GNU gettext: what is compiled reads back, what is missing is named."""

import ast
import gettext
import json
import re
from pathlib import Path

import pytest
from django.utils import translation

import skillmark
from skillmark.kernel.values import BadInput, Problem, as_kept, told
from skillmark.ui import messages
from skillmark.ui.build import compile_catalogues
from skillmark.ui.catalogues import CatalogueError, compile_catalogue, read_catalogue
from skillmark.ui.sentences import in_words

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
)


def compiled(folder: Path, text: str) -> gettext.GNUTranslations:
    source = folder / "django.po"
    source.write_text(HEADER + text, encoding="utf-8")
    target = folder / "django.mo"
    target.write_bytes(compile_catalogue(source))
    with target.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def test_messages_plurals_and_contexts_read_back(tmp_path: Path) -> None:
    catalogue = compiled(
        tmp_path,
        'msgid "Job"\nmsgstr "Puesto"\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "mayo"\n\n'
        'msgid "%(n)s job"\nmsgid_plural "%(n)s jobs"\nmsgstr[0] "%(n)s puesto"\nmsgstr[1] "%(n)s puestos"\n\n'
        'msgid ""\n"two "\n"lines\\n"\nmsgstr ""\n"dos \\"líneas\\"\\n"\n',
    )
    assert catalogue.gettext("Job") == "Puesto"
    assert catalogue.pgettext("month", "May") == "mayo"
    assert [catalogue.ngettext("%(n)s job", "%(n)s jobs", n) for n in (1, 2)] == ["%(n)s puesto", "%(n)s puestos"]
    assert catalogue.gettext("two lines\n") == 'dos "líneas"\n'


def test_fuzzy_and_empty_translations_are_left_out(tmp_path: Path) -> None:
    catalogue = compiled(tmp_path, '#, fuzzy\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr ""\n\nmsgid "c"\nmsgstr "z"\n')
    assert [catalogue.gettext(each) for each in "abc"] == ["a", "b", "z"]


@pytest.mark.parametrize(
    "text, said",
    [("nonsense\n", "line 6"), ('msgid "a\nmsgstr "b"\n', "line 6"), ('msgid "a"\nmsgstr "b"\n\n' * 2, "twice")],
)
def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    source = tmp_path / "django.po"
    source.write_text(HEADER + text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_catalogue(source)


def test_only_changed_catalogues_are_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "locale" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEADER + 'msgid "a"\nmsgstr "b"\n', encoding="utf-8")
    assert [compile_catalogues(tmp_path), compile_catalogues(tmp_path)] == [1, 0]


def test_untranslated_messages_of_python_and_templates_are_found(tmp_path: Path) -> None:
    app = tmp_path / "app"
    (app / "templates").mkdir(parents=True)
    (app / "views.py").write_text(
        'from django.utils.translation import gettext as _, ngettext, pgettext\n_("Sow a seed")\n_("Save")\n'
        'pgettext("verb", "Open it wide")\nngettext("%(n)s seed", "%(n)s seeds", 2)\n'
    )
    (app / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Plant (two) trees" %}'
        "{% blocktranslate trimmed %}Hello\n  {{ name }}{% endblocktranslate %}"
    )
    found = [(each.context, each.message, each.plural) for each in messages.missing(app)]
    assert found == [
        ("", "%(n)s seed", "%(n)s seeds"),
        ("", "Hello %(name)s", ""),
        ("verb", "Open it wide", ""),
        ("", "Plant (two) trees", ""),
        ("", "Sow a seed", ""),
    ]


def test_the_design_system_has_all_its_spanish() -> None:
    assert [each.message for each in messages.missing(Path(skillmark.__path__[0]) / "ui")] == []


def test_translations_keep_their_placeholders() -> None:
    holder = re.compile(r"%\(\w+\)s|%%")
    for source in catalogues():
        for entry in read_catalogue(source)[1:]:
            if not entry.plural:
                assert sorted(holder.findall(entry.message)) == sorted(holder.findall(entry.translations[0])), entry


def test_one_english_text_has_one_spanish_text_unless_its_context_tells_two_apart() -> None:
    """Django lays all catalogues on one another: of two translations the one of another app would be shown."""
    said: dict[tuple[str, str], dict[str, str]] = {}
    for source in catalogues():
        for entry in read_catalogue(source)[1:]:
            by_app = said.setdefault((entry.context or "", entry.message), {})
            by_app[source.parents[3].name] = "|".join(entry.translations.values())
    assert {key: by_app for key, by_app in said.items() if len(set(by_app.values())) > 1} == {}


def catalogues() -> list[Path]:
    found = sorted(Path(skillmark.__path__[0]).glob("*/locale/es/LC_MESSAGES/django.po"))
    assert len(found) > 10
    return found


def test_what_the_kernel_says_of_a_file_has_its_spanish() -> None:
    assert [each.message for each in messages.missing(Path(skillmark.__path__[0]) / "kernel")] == []


def test_a_sentence_is_written_out_where_it_is_told_so_that_its_spanish_is_asked_for() -> None:
    root = Path(skillmark.__path__[0])
    for path in root.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names]
        if "told" not in {name.name for name in names}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "told":
                assert isinstance(node.args[0], ast.Constant), f"{path.relative_to(root)}, line {node.lineno}"


def test_a_sentence_is_said_in_the_readers_language_whole_or_as_it_was_kept() -> None:
    bad = BadInput.of(told("“%(value)s” is not a number", value="x %(y)s"), file="a.csv", row=3, column="Years")
    for said in (bad.sentence(), json.loads(json.dumps(as_kept(bad.sentence())))):
        with translation.override("es"):
            assert in_words(said) == "a.csv, fila 3, columna Years: «x %(y)s» no es un número"
        assert in_words(said) == "a.csv, row 3, column Years: “x %(y)s” is not a number"
    with translation.override("es"):
        assert in_words(Problem("a.csv", "written by hand", 2).sentence()) == "a.csv, fila 2: written by hand"
