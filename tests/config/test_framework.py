"""`skillmark framework`: what comes in comes out, what is broken leaves nothing, and the exit code is the answer."""

import io
import json
import sys
import zipfile
from pathlib import Path
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest
from tests.config.installation.places import set_up, with_tables
from tests.standards.factories import ROOT, lead, onet_files, tideway, workspace, zipped

from skillmark.config.command import INTERNAL_ERROR, WRONG_USAGE, main
from skillmark.config.commands import progress
from skillmark.kernel.skills.exchange import formats
from skillmark.standards.queries import ImportedFramework, ImportedItem

DATA = ROOT.parent / "shared" / "data"
published = pytest.mark.skipif(not DATA.is_dir(), reason="the published samples are not on this machine")
CASE = {
    "CFDocument": {"identifier": "d0", "title": "Knots", "uri": "https://example.org/d0"},
    "CFItems": [
        {"identifier": "i1", "fullStatement": "Tie a bowline", "conceptKeywords": ["rope"]},
        {"identifier": "i2", "fullStatement": "Tie knots"},
    ],
    "CFAssociations": [
        {"identifier": "a1", "associationType": "isChildOf", "originNodeURI": {"identifier": "i1"},
         "destinationNodeURI": {"identifier": "i2"}}
    ],
}  # fmt: skip


class Shell:
    """The command as it is typed, in this process: exit code, standard output, standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = main(["framework", *map(str, words)])
        told = self.capsys.readouterr()
        return code, told.out, told.err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    file = tmp_path / "knots.json"
    file.write_text(json.dumps(CASE))
    return file


@pytest.mark.django_db
def test_a_framework_is_tried_brought_in_once_and_goes_out_as_it_came(shell: Shell, knots: Path) -> None:
    workspace()
    code, told, _ = shell("import", knots, "--dry-run")
    assert code == 0
    assert told == "Knots (d0) can be brought in: 2 statements, 1 relations, 0 rubrics. Nothing was kept.\n"
    assert not ImportedFramework.objects.across_workspaces().exists()
    code, told, _ = shell("import", knots, "--json")
    first = json.loads(told)
    assert (code, first["outcome"], first["edition"], first["items"]) == (0, "imported", 1, 2)
    for again, outcome in (((), "there_already"), (("--dry-run",), "would_be_there_already")):
        told = json.loads(shell("import", knots, "--json", *again)[1])
        assert (told["outcome"], told["id"]) == (outcome, first["id"])
    assert ImportedItem.objects.across_workspaces().count() == 2
    for known_as in (first["id"], "d0", "https://example.org/d0"):
        code, told, _ = shell("export", known_as)
        assert (code, json.loads(told)) == (0, CASE)


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", formats.WRITTEN)
def test_every_format_is_written_to_standard_output(shell: Shell, knots: Path, format_name: str) -> None:
    workspace()
    shell("import", knots)
    code, told, err = shell("export", "d0", "--format", format_name)
    assert (code, err) == (0, "")
    assert "Tie a bowline" in told


@pytest.mark.django_db
def test_a_draft_of_our_own_goes_out_and_is_compared_with_its_file(shell: Shell, tmp_path: Path) -> None:
    actor = lead(workspace())
    draft = tideway(actor)
    for known_as in (draft.pk, draft.source_identifier):
        code, told, _ = shell("export", known_as)
        assert code == 0
        assert json.loads(told)["CFDocument"]["adoptionStatus"] == "Draft"
    file = tmp_path / "draft.csv"
    file.write_text(shell("export", draft.pk, "--format", "csv")[1], encoding="utf-8")
    assert shell("diff", draft.pk, file) == (0, "They say the same.\n", "")


@pytest.mark.django_db
def test_what_two_frameworks_say_differently_is_told_and_the_code_is_one(
    shell: Shell, knots: Path, tmp_path: Path
) -> None:
    workspace()
    shell("import", knots)
    later = tmp_path / "later.json"
    items = [CASE["CFItems"][0] | {"fullStatement": "Tie a reef knot"}, CASE["CFItems"][1]]  # type: ignore[index]
    later.write_text(json.dumps(CASE | {"CFItems": [*items, {"identifier": "i3", "fullStatement": "Whip an end"}]}))
    code, told, _ = shell("diff", "d0", later)
    assert code == 1
    assert told.splitlines() == [
        "~ item i1 Tie a reef knot",
        '    fullStatement: "Tie a bowline" → "Tie a reef knot"',
        "+ item i3 Whip an end",
    ]
    code, told, _ = shell("diff", later, "d0", "--json")
    found = json.loads(told)
    assert (code, found["equal"], [change["kind"] for change in found["changes"]]) == (1, False, ["changed", "removed"])


@pytest.mark.django_db
def test_a_broken_framework_is_told_with_its_place_and_leaves_nothing(shell: Shell, knots: Path) -> None:
    workspace()
    circle = {**CASE["CFAssociations"][0], "identifier": "a2"}  # type: ignore[index]
    circle["originNodeURI"], circle["destinationNodeURI"] = circle["destinationNodeURI"], circle["originNodeURI"]
    knots.write_text(json.dumps(CASE | {"CFAssociations": [CASE["CFAssociations"][0], circle]}))  # type: ignore[index]
    code, told, err = shell("import", knots)
    assert (code, told) == (2, "")
    assert err.startswith(
        "skillmark framework: knots.json, column CFAssociations[0]: isChildOf runs in a circle through"
    )
    assert not ImportedFramework.objects.across_workspaces().exists()


def criterion(weight: float, *descriptors: str, identifier: str = "c1") -> dict[str, Any]:
    levels = [{"identifier": f"{identifier}.{n}", "description": text} for n, text in enumerate(descriptors)]
    return {"identifier": identifier, "weight": weight, "CFRubricCriterionLevels": levels}


def relation(kind: str, origin: str, destination: str, identifier: str = "b1") -> dict[str, Any]:
    ends = {"originNodeURI": {"identifier": origin}, "destinationNodeURI": {"identifier": destination}}
    return {"identifier": identifier, "associationType": kind} | ends


def rubric(*criteria: dict[str, Any]) -> dict[str, Any]:
    return {"CFRubrics": [{"identifier": "r1", "title": "A tight knot", "CFRubricCriteria": list(criteria)}]}


BAD: list[tuple[bytes | dict[str, Any], str]] = [
    *(({"CFAssociations": [relation(kind, "i1", "i2"), relation(kind, "i2", "i1", "b2")]},
       f"knots.json, column CFAssociations[0]: {kind} runs in a circle through “i1”")
      for kind in ("isChildOf", "isPartOf", "precedes")),
    *(({"CFAssociations": [relation(kind, "i1", "gone")]},
       f"knots.json, column CFAssociations[0].destinationNodeURI: {kind} names “gone”, which is not in the package")
      for kind in ("isChildOf", "isPartOf", "precedes")),
    *(({"CFAssociations": [relation(kind, "gone", "i1")]},
       f"knots.json, column CFAssociations[0].originNodeURI: {kind} names “gone”, which is not in the package")
      for kind in ("isChildOf", "isPartOf", "precedes")),
    ({"CFItems": [CASE["CFItems"][0], CASE["CFItems"][0]], "CFAssociations": []},  # type: ignore[index]
     "knots.json, column CFItems[1]: the identifier “i1” stands twice, first at CFItems[0]"),
    (rubric(criterion(1, "holds", "")),
     "knots.json, column CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels[1].description: "
     "the level has no descriptor"),
    (rubric(criterion(0.5, "holds"), criterion(0.6, "holds", identifier="c2")),
     "knots.json, column CFRubrics[0].CFRubricCriteria: the weights of the rubric “A tight knot” sum to 1.1, not to 1"),
    (rubric(criterion(1, *["holds"] * 11)),
     "knots.json, column CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels: the rubric “A tight knot” has 11 "
     "levels, more than the 10 that can be used; they are not rescaled"),
    (b'{"CFDocument":\n{"title": "caf\xc3\xa9 caf\xe9"}}',
     "knots.json, row 2: mixes encodings or is not UTF-8 text; save the file as UTF-8"),
    (b'{"CFDocument":\n{"title" "knots"}}', "knots.json, row 2: is not JSON"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("broken", "told"), BAD)
def test_every_bad_input_is_told_with_file_place_and_reason(
    shell: Shell, knots: Path, broken: bytes | dict[str, Any], told: str
) -> None:
    workspace()
    knots.write_bytes(broken if isinstance(broken, bytes) else json.dumps(CASE | broken).encode())
    code, out, err = shell("import", knots)
    assert (code, out) == (2, "")
    assert told in err
    assert not ImportedFramework.objects.across_workspaces().exists()


@pytest.mark.django_db
def test_a_match_to_another_framework_is_kept_and_goes_out(shell: Shell, knots: Path) -> None:
    workspace()
    whole = CASE | {"CFAssociations": [relation("exactMatchOf", "i1", "elsewhere")]}
    knots.write_text(json.dumps(whole))
    shell("import", knots)
    assert json.loads(shell("export", "d0")[1]) == whole


@pytest.mark.django_db
def test_the_workspace_is_asked_for_only_where_there_are_several(shell: Shell, knots: Path) -> None:
    code, _, err = shell("import", knots)
    assert (code, "there is no workspace yet" in err) == (2, True)
    place = workspace("harbor")
    assert shell("import", knots)[0] == 0
    workspace("quarry")
    code, _, err = shell("export", "d0")
    assert (code, "there are several workspaces; say which: harbor, quarry" in err) == (2, True)
    for said in ("harbor", place.pk):
        assert shell("export", "d0", "--workspace", said)[0] == 0
    code, _, err = shell("export", "d0", "--workspace", "quarry")
    assert (code, "no framework or standard here has the identifier “d0”" in err) == (2, True)
    code, _, err = shell("export", "d0", "--workspace", "mill")
    assert (code, "no workspace is called “mill”" in err) == (2, True)


@pytest.mark.django_db
def test_a_framework_comes_by_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace()
    content = io.BytesIO(json.dumps(CASE).encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=content))
    assert shell("import", "-")[0] == 0
    assert ImportedFramework.objects.across_workspaces().get().file_name == "standard input"


@pytest.mark.django_db
def test_a_zip_of_the_files_counts_as_their_folder(shell: Shell, tmp_path: Path) -> None:
    workspace()
    folder = tmp_path / "db_29_0_text"
    folder.mkdir()
    for name, content in onet_files().items():
        (folder / name).write_bytes(content)
    packed = tmp_path / "onet.zip"
    packed.write_bytes(zipped(onet_files()).getvalue())
    first, again = (json.loads(shell("import", path, "--json")[1]) for path in (folder, packed))
    assert (first["outcome"], again["outcome"], again["id"]) == ("imported", "there_already", first["id"])


@pytest.mark.django_db
@pytest.mark.parametrize("framework", ["esco", "another"])
def test_a_zip_of_esco_files_is_read_and_any_other_refused(shell: Shell, tmp_path: Path, framework: str) -> None:
    workspace()
    table = "conceptUri,preferredLabel\nhttp://data.europa.eu/esco/skill/1,tie a bowline\n"
    packed = tmp_path / "some.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("v1/skills_en.csv" if framework == "esco" else "v1/things.csv", table)
    code, told, err = shell("import", packed, "--json")
    if framework == "esco":
        assert (code, json.loads(told)["items"]) == (0, 1)
    else:
        assert (code, err) == (
            2, "skillmark framework: some.zip: holds neither O*NET's text files nor ESCO's CSV files\n"
        )  # fmt: skip


@pytest.mark.django_db
def test_a_zip_bomb_is_refused(shell: Shell, tmp_path: Path) -> None:
    workspace()
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("skills_en.csv", "conceptUri,preferredLabel\n" + "a" * 20_000_000)
    code, _, err = shell("import", packed)
    assert (code, err) == (
        2, "skillmark framework: bomb.zip: skills_en.csv is packed tighter than any honest text\n"
    )  # fmt: skip


@pytest.mark.django_db
def test_fifty_megabytes_of_json_are_refused(shell: Shell, tmp_path: Path) -> None:
    workspace()
    large = tmp_path / "large.json"
    large.write_text(json.dumps(CASE | {"more": "a" * (50 * 2**20)}))
    assert shell("import", large) == (2, "", "skillmark framework: large.json: is larger than 40 MB\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "gone.json"), 2),
        (("import", "gone.json", "--format", "prose"), WRONG_USAGE),
        (("export",), WRONG_USAGE),
        (("turn",), WRONG_USAGE),
    ],
)
def test_wrong_words_end_with_the_code_of_the_house(shell: Shell, words: tuple[str, ...], code: int) -> None:
    workspace()
    try:
        found = shell(*words)[0]
    except SystemExit as ended:
        found = int(ended.code or 0)
    assert found == code
    assert found != INTERNAL_ERROR


@published
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sample",
    ["AdoptedTestFramework", "EmptyExternalFramework", "ItemTypeTestFramework", "MarkdownFramework"],
)
def test_a_published_case_sample_goes_out_equal(shell: Shell, sample: str) -> None:
    workspace()
    file = DATA / "standards" / "case" / f"{sample}.json"
    known_as = json.loads(shell("import", file, "--json")[1])["id"]
    assert json.loads(shell("export", known_as)[1]) == json.loads(file.read_bytes())
    assert shell("diff", known_as, file)[0] == 0


@published
@pytest.mark.django_db
def test_esco_comes_in_whole_within_a_minute_and_says_how_far_it_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace()
    told: list[str] = []
    monkeypatch.setattr(progress, "tell", told.append)
    begun = process_time()
    said = json.loads(shell("import", DATA / "esco", "--json")[1])
    assert process_time() - begun < 60
    assert (said["items"], said["associations"]) == (14_163, 107_201)
    assert ImportedItem.objects.across_workspaces().count() == 14_163
    assert [told[0], told[-1]] == ["Reading …", ""]
    assert told[-2] == "121364 of 121364 records kept"
    assert len(told) > 20
    assert shell("diff", said["id"], DATA / "esco")[:2] == (0, "They say the same.\n")


@published
@pytest.mark.django_db
def test_the_published_descriptor_goes_out_equal(shell: Shell) -> None:
    workspace()
    file = DATA / "standards" / "rsd" / "rsd_single.json"
    known_as = json.loads(shell("import", file, "--json")[1])["id"]
    assert json.loads(shell("export", known_as, "--format", "rsd")[1]) == json.loads(file.read_bytes())


def test_the_real_command_in_an_installation_of_its_own(tmp_path: Path, knots: Path) -> None:
    """In a process of its own, as it is typed: in, out, compared, refused."""
    where = with_tables(tmp_path, "exchange", engine="sqlite")
    set_up(where, tmp_path)
    told: dict[str, Any] = json.loads(where.run("framework", "import", knots, "--json"))
    assert told["outcome"] == "imported"
    assert json.loads(where.run("framework", "export", told["id"])) == CASE
    assert where.run("framework", "diff", "d0", "-", typed=json.dumps(CASE)) == "They say the same.\n"
    other = json.dumps(CASE | {"CFAssociations": []})
    assert "- association a1" in where.run("framework", "diff", "d0", "-", typed=other, code=1)
    assert "row 1: is not JSON" in where.run("framework", "import", "-", typed="{", code=2)
