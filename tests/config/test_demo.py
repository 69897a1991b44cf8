"""`skillmark demo`: what it refuses in one plain sentence, and that the same input and seed give the same bytes."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support.processes import hear_interrupts

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "tideway-pumps"
FILES = {
    "standard.json", "requirements.csv", "holdings.csv", "slate.csv", "paths.csv", "cohort.csv", "credential.json",
    "tampered.json", "revoked.json", "status-list.json", "verdicts.jsonl", "posting.html", "posting.jsonld",
    "measurement_plan.json", "lottery.csv", "statistics.html", "statistics.csv", "adverse_impact.csv", "SAMPLE.txt",
}  # fmt: skip


COMMAND = [sys.executable, "-P", "-m", "skillmark.config.command", "demo"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}


def demo(*arguments: object, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True, text=True, env=ENVIRONMENT, timeout=280, check=False, input=stdin, cwd=cwd,
    )  # fmt: skip


def table(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def tideway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "tideway"
    done = demo("--out", out)
    assert done.returncode == 0, done.stderr
    return out


def test_all_seven_parts_are_written(tideway: Path) -> None:
    assert not FILES - {file.name for file in tideway.iterdir()}


def test_the_record_of_a_demonstration_stays_valid_ten_years(tideway: Path) -> None:
    record = json.loads((tideway / "credential.json").read_text(encoding="utf-8"))
    begins, ends = record["validFrom"], record["validUntil"]
    assert (int(ends[:4]) - int(begins[:4]), ends[4:]) == (10, begins[4:])


def test_everybody_is_ranked_by_what_the_two_tables_hold(tideway: Path) -> None:
    command = [
        sys.executable, "-P", "-m", "skillmark.config.command", "match", "--json", "--top", "1000",
        "--requirements", tideway / "requirements.csv", "--holdings", tideway / "holdings.csv",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    ranked = json.loads(subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout)
    slate = table(tideway / "slate.csv")
    assert len(slate) == 80
    assert [row["person"] for row in slate] == [person["person"] for person in ranked["people"]]
    assert [int(row["rank"]) for row in slate] == [person["rank"] for person in ranked["people"]]


def test_the_three_records_are_valid_tampered_and_withdrawn(tideway: Path) -> None:
    verdicts = [json.loads(line) for line in (tideway / "verdicts.jsonl").read_text().splitlines()]
    failed = [[check["code"] for check in verdict["checks"] if check["result"] == "fail"] for verdict in verdicts]
    assert [verdict["verdict"] for verdict in verdicts] == ["valid", "invalid", "invalid"]
    assert failed[0] == ["sample_key"]
    assert "signature_wrong" in failed[1]
    assert "revoked" in failed[2]


def test_only_the_achievements_name_differs_in_the_tampered_record(tideway: Path) -> None:
    record, tampered = (json.loads((tideway / name).read_text()) for name in ("credential.json", "tampered.json"))
    right, wrong = (one["credentialSubject"]["achievement"]["name"] for one in (record, tampered))
    assert sum(a != b for a, b in zip(right, wrong, strict=True)) == 1
    tampered["credentialSubject"]["achievement"]["name"] = right
    assert tampered == record


def test_those_drawn_are_those_with_a_seat(tideway: Path) -> None:
    drawn = {row["person_id"] for row in table(tideway / "lottery.csv") if row["arm"] == "treatment"}
    assert drawn == {row["person_id"] for row in table(tideway / "cohort.csv")}
    assert len(drawn) == 10


def test_the_posting_has_no_degree_line(tideway: Path) -> None:
    posting = json.loads((tideway / "posting.jsonld").read_text())
    assert not {"educationRequirements", "experienceRequirements"} & set(posting)
    assert posting["baseSalary"]["value"]["minValue"]


def test_no_small_count_is_published(tideway: Path) -> None:
    counts = [int(row["count"]) for row in table(tideway / "statistics.csv") if row["count"]]
    assert counts
    assert not [count for count in counts if 0 < count < 10]


def test_the_same_seed_gives_the_same_bytes(tideway: Path, tmp_path: Path) -> None:
    assert demo("--out", tmp_path / "again").returncode == 0
    assert written(tmp_path / "again") == written(tideway)


def test_a_folder_it_did_not_write_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("keep me")
    refused = demo("--out", foreign)
    assert refused.returncode == 2
    assert "was not written by `skillmark demo`" in refused.stderr
    assert written(foreign) == {"letter.txt": b"keep me"}


def test_its_own_folder_is_replaced_whole_and_brought_records_count(tideway: Path, tmp_path: Path) -> None:
    out, brought = tmp_path / "out", tmp_path / "brought"
    shutil.copytree(tideway, out)
    brought.mkdir()
    for name in ("credential.json", "tampered.json", "revoked.json", "status-list.json"):
        shutil.copy(tideway / name, brought)
    other = json.loads((tideway / "credential.json").read_text())
    other["credentialSubject"]["identifier"][0]["identityHash"] = "Someone Else"
    (brought / "other.json").write_text(json.dumps(other))
    done = demo("--out", out, "--seed", "2", "--credentials", brought, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    fates = {record["file"]: record["fate"] for record in told["records_not_counted"]}
    assert fates == {"other.json": "not_genuine", "revoked.json": "not_genuine", "tampered.json": "not_genuine"}
    assert "withdrawn" in next(one["reason"] for one in told["records_not_counted"] if one["file"] == "revoked.json")
    assert dict(told["pages"])["slate.csv"] == "short list, in ranking order"
    assert set(written(out)) == set(written(tideway))
    assert written(out)["credential.json"] != written(tideway)["credential.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brought", "out"]
    proven = {row["person_id"] for row in table(out / "holdings.csv") if row["basis"] == "verified"}
    assert proven == {table(tideway / "slate.csv")[0]["person"]}  # not hers whose record was withdrawn


def test_bad_input_is_told_by_file_row_and_column(tmp_path: Path) -> None:
    file = tmp_path / "input.csv"
    file.write_bytes(b"name,previous_job,self_ratings\nAda,Cook,TP-01=11\n")
    refused = demo("--applicants", file, "--out", tmp_path / "out")
    assert refused.returncode == 2, refused.stderr
    assert "input.csv, row 2, column self_ratings" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_everything_says_sample(tideway: Path) -> None:
    silent = [
        file.name
        for file in tideway.iterdir()
        if file.suffix in (".json", ".jsonld", ".html", ".txt", ".jsonl") and b"SAMPLE" not in file.read_bytes()
    ]
    assert not silent
    assert "SAMPLE" in json.loads((tideway / "status-list.json").read_text())["name"]
    assert "SAMPLE" in json.loads((tideway / "measurement_plan.json").read_text())["title"]


def test_past_jobs_that_told_nothing_are_reported_and_applicants_may_come_by_standard_input(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "modules.csv").write_text(
        "module_id,competency_id,from_level,to_level,hours,cost,weeks,prerequisites\nM,NOT-ASKED,0,2,8,50,1,\n"
    )
    people = "applicant_id,name,previous_job\nA-1,Ada,Astronaut\n"
    arguments = ("--applicants", "-", "--modules", "../modules.csv", "--out", ".", "--json")
    done = demo(*arguments, stdin=people, cwd=tmp_path / "here")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["past_jobs_untold_count"] == 1
    assert told["past_jobs_untold"][0]["person_id"] == "A-1"
    assert "Astronaut" in told["past_jobs_untold"][0]["reason"]
    (path,) = table(tmp_path / "here" / "paths.csv")
    assert path["unclosable"]  # training that teaches nothing asked for closes nothing, and is no error
    assert not table(tmp_path / "here" / "cohort.csv")
    assert "catalogue" not in table(tmp_path / "here" / "slate.csv")[0]


def test_only_one_input_may_be_standard_input(tmp_path: Path) -> None:
    refused = demo("--applicants", "-", "--modules", "-", "--out", tmp_path / "out")
    assert refused.returncode == 64


def test_what_is_wrong_with_applicants_from_standard_input_is_told_of_it(tmp_path: Path) -> None:
    refused = demo("--applicants", "-", "--out", tmp_path / "out", stdin="name\nAda\n")
    assert refused.returncode == 2
    assert "standard input, row 1" in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_midway_it_leaves_nothing(tmp_path: Path, number: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = subprocess.Popen(
        [*COMMAND, "--out", str(tmp_path / "out")],
        env=ENVIRONMENT | {"TMPDIR": str(temporary)},
        preexec_fn=hear_interrupts,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not list(temporary.glob("skillmark-demo-*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(number)
    assert running.wait(timeout=60) == 128 + number
    assert [file.name for file in tmp_path.iterdir()] == ["temporary"]
    assert not list(temporary.glob("skillmark-demo-*"))


def test_the_errors_of_an_earlier_run_go_and_a_file_of_that_name_that_is_not_ours_stays(tmp_path: Path) -> None:
    errors, bad = tmp_path / "out.errors.csv", tmp_path / "bad.csv"
    bad.write_text("name,previous_job\n,Cook\n,Cook\n")
    assert demo("--applicants", bad, "--out", tmp_path / "out").returncode == 2
    assert errors.exists()
    missing = ("--applicants", tmp_path / "missing.csv", "--out", tmp_path / "out")
    assert demo(*missing).returncode == 2
    assert not errors.exists()
    errors.write_text("mine\n")
    assert demo(*missing).returncode == 2
    assert errors.read_text() == "mine\n"


def test_many_bad_rows_are_counted_and_all_of_them_kept(tmp_path: Path) -> None:
    file = tmp_path / "applicants.csv"
    file.write_text("name,previous_job\n" + ",Cook\n" * 7)
    refused = demo("--applicants", file, "--out", tmp_path / "out")
    assert refused.returncode == 2
    assert refused.stderr.startswith("skillmark demo: 7 problems: ")
    assert "row 4" in refused.stderr
    assert "row 5" not in refused.stderr
    assert len(table(tmp_path / "out.errors.csv")) == 7


def test_a_code_without_the_database_and_an_unknown_code(tmp_path: Path, shared_data: Path) -> None:
    assert demo("--occupation", "31-1131.00", "--out", tmp_path / "out").returncode == 2
    onet = shared_data / "onet" / "db_29_0_text"
    unknown = demo("--occupation", "99-9999.00", "--onet", onet, "--out", tmp_path / "out")
    assert unknown.returncode == 2
    assert "Occupation Data.txt, column O*NET-SOC Code: there is no occupation “99-9999.00”" in unknown.stderr
    lacking = tmp_path / "onet"
    lacking.mkdir()
    refused = demo("--occupation", "31-1131.00", "--onet", lacking, "--out", tmp_path / "out")
    assert "Occupation Data.txt" in refused.stderr


def test_no_place_to_write_is_wrong_usage() -> None:
    assert demo().returncode == 64
