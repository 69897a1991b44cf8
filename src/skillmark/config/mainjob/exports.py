"""Writing what the main job made: every file from the records, so that a file never says more than the store."""

import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from skillmark.campaigns import queries as campaigns
from skillmark.config.mainjob.run import Done
from skillmark.credentials import queries as credentials
from skillmark.credentials.actions import Fate
from skillmark.credentials.words import FATES
from skillmark.hiring import documents, showing
from skillmark.hiring import queries as hiring
from skillmark.hiring.queries import FitRun
from skillmark.hiring.tables import SHEETS
from skillmark.kernel.values import write_table
from skillmark.outcomes import documents as figures
from skillmark.outcomes import queries as outcomes
from skillmark.standards import queries as standards

SAMPLE = "SAMPLE: made by `skillmark demo`; no person, employer or record here is real."
SAMPLE_FILE = (
    "SAMPLE: everything in this folder was made by `skillmark demo` and is a sample that proves nothing about anybody.",
    "SAMPLE (muestra): todo lo que hay en esta carpeta lo hizo `skillmark demo` y es una muestra que no prueba nada "
    "sobre nadie.",
)
TOLD_BY_THE_CHECK = (Fate.NOT_GENUINE, Fate.NOT_CHECKED, Fate.UNREADABLE)
PAGES = (
    ("SAMPLE.txt", "what to think of this folder"),
    ("standard.json", "the standard: what a panel will keep, edit or drop"),
    ("slate.csv", "{list}, in ranking order"),
    ("paths.csv", "the least training for each, by hours, cost and rank"),
    ("credential.json", "a signed record; verdicts.jsonl says what checking it and its two siblings gives"),
    ("posting.html", "the open job, without a degree line"),
    ("measurement_plan.json", "what will be measured, when, and who is drawn"),
    ("statistics.html", "figures that may be published"),
)


def write(done: Done, folder: Path) -> dict[str, object]:
    """Write all seven parts into the folder; gives a summary."""
    run = hiring.latest_run(done.actor, done.campaign.pk)
    if run is None:
        raise RuntimeError("the main job ranks before it writes")
    _text(folder / "SAMPLE.txt", "\n".join(SAMPLE_FILE) + "\n")
    _standard(done, folder)
    _fit(done, folder, run)
    _proof(done, folder)
    _posting(done, folder)
    _measurement(done, folder)
    _statistics(done, folder)
    untold = showing.untold(list(hiring.entries(done.actor, run.pk)))
    title = showing.list_title(run)
    named = title[:1].lower() + title[1:]
    return {
        "people": run.people,
        "files_count": sum(1 for _ in folder.iterdir()),
        "pages": [(name, what.format(list=named)) for name, what in PAGES],
        "seats": campaigns.seats(done.actor, done.campaign.pk).count(),
        "past_jobs_untold_count": len({entry.known_as for entry, _ in untold}),
        "past_jobs_untold": [{"person_id": entry.known_as, "reason": reason} for entry, reason in untold],
        "records_not_counted": _not_counted(done),
    }


def _not_counted(done: Done) -> list[dict[str, str]]:
    """Each file among the brought records that counts for nothing here, and why."""
    told = []
    for brought in done.brought:
        if brought.fate is Fate.STATUS_LIST:
            continue
        reason = brought.reason if brought.fate in TOLD_BY_THE_CHECK else str(FATES[brought.fate][0])
        if brought.fate is Fate.COUNTED and brought.record is not None:
            if credentials.asked_for(done.actor, brought.record, framework_id=done.campaign.framework_id):
                continue
            reason = "Genuine, but it speaks of nothing that this job asks."
        told.append({"file": brought.name, "fate": brought.fate.value, "reason": reason})
    return told


def _standard(done: Done, folder: Path) -> None:
    document = {"sample": SAMPLE, **standards.standard_document(done.actor, done.campaign.framework_id)}
    _json(folder / "standard.json", document)


def _fit(done: Done, folder: Path, run: FitRun) -> None:
    """The tables of the run, as its page gives them."""
    for name in ("requirements", "holdings", "slate", "paths", "cohort"):
        header, rows = SHEETS[name](done.actor, run)
        _table(folder / f"{name}.csv", header, rows)


def _proof(done: Done, folder: Path) -> None:
    """Three records and their status list, and what the command says of them, run as anybody would run it."""
    standing = json.loads(done.proof.standing.document)
    tampered = json.loads(done.proof.standing.document)
    achievement = tampered["credentialSubject"]["achievement"]
    achievement["name"] = _one_letter_off(achievement["name"])
    _json(folder / "credential.json", standing)
    _json(folder / "tampered.json", tampered)
    _json(folder / "revoked.json", json.loads(done.proof.withdrawn.document))
    published = credentials.published_status_list(done.proof.status_list_id)
    _json(folder / "status-list.json", json.loads(published.document))
    verify = [
        sys.executable, "-P", "-m", "skillmark.config.command", "verify",
        "credential.json", "tampered.json", "revoked.json",
        "--status-cache", ".", "--at", done.at.isoformat(timespec="seconds"), "--json",
    ]  # fmt: skip
    answered = subprocess.run(verify, cwd=folder, capture_output=True, check=False)  # 1: two of three are invalid
    (folder / "verdicts.jsonl").write_bytes(answered.stdout)


def _posting(done: Done, folder: Path) -> None:
    posting = hiring.postings(done.actor, done.campaign.pk)[0]
    _text(folder / "posting.html", documents.posting_html(posting))
    _json(folder / "posting.jsonld", documents.posting_jsonld(posting))


def _measurement(done: Done, folder: Path) -> None:
    _json(folder / "measurement_plan.json", outcomes.measurement_plan(done.actor, done.campaign.pk))
    lottery = outcomes.lottery(done.actor, done.campaign.pk)
    _table(folder / "lottery.csv", figures.LOTTERY_COLUMNS, figures.lottery_rows(done.actor, lottery))


def _statistics(done: Done, folder: Path) -> None:
    release = outcomes.releases(done.actor, done.campaign.pk)[0]
    _text(folder / "statistics.html", figures.statistics_html(release))
    _table(folder / "statistics.csv", figures.STATISTICS_COLUMNS, figures.statistics_rows(release))
    fairness = outcomes.fairness(done.actor, done.campaign.pk)
    rates = fairness[1] if fairness else []
    _table(folder / "adverse_impact.csv", figures.ADVERSE_COLUMNS, figures.adverse_rows(rates))


def _one_letter_off(name: str) -> str:
    """The same name with its last letter another one."""
    place = max(index for index, letter in enumerate(name) if letter.isalpha())
    other = "e" if name[place] != "e" else "a"
    return name[:place] + other + name[place + 1 :]


def _json(file: Path, document: Any) -> None:
    _text(file, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


def _table(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    stream = io.StringIO(newline="")
    write_table(stream, header, rows)
    _text(file, stream.getvalue())
