"""Checking and signing records: one process each against `@digitalbazaar/vc` on Node, and against bare Ed25519.

The same full badge of 2.6 KB, as text, with every policy check but the network; contexts are at hand on both sides.
Besides: what two processes add, and what the command takes for one file and for a thousand.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.frame import ROOT, Figure, alternating, compared, timed
from skillmark.kernel.vc import issue, verify
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, FILES, OPEN_BADGES, frozen
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.ui.build import node

RECORDS, FILES_OF_A_FOLDER = 500, 1_000
AT_A_TURN = 20
AT = datetime(2026, 6, 1, tzinfo=UTC)
SEED = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
ISSUER = did_key(KEY.public_key().public_bytes_raw())
METHOD = key_method(ISSUER)
PEER = "@digitalbazaar/vc"


def badge(number: int) -> dict[str, Any]:
    """An unsigned badge with all that ours carry: scores by rubric, alignments, evidence, the person's name."""
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": f"urn:uuid:0190a8a0-0000-7000-8000-{number:012}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Linking seams on a dial linker",
        "description": "Links a seam on a dial linker without a dropped stitch, at the pace of the line.",
        "issuer": {
            "id": ISSUER, "type": ["Profile"], "name": "Harbour Knitwear Partnership",
            "url": "https://knitwear.example", "email": "records@knitwear.example",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2029-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"urn:uuid:0190a8a0-0000-7000-9000-{number:012}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject", "identityType": "name", "hashed": False,
                    "identityHash": f"Rosa Castell {number}",
                }
            ],
            "achievement": {
                "id": "https://knitwear.example/achievements/linking",
                "type": ["Achievement"],
                "name": "Linking seams",
                "description": "Links a seam on a dial linker.",
                "achievementType": "MicroCredential",
                "criteria": {"narrative": "A sample task, scored by two assessors who do not see each other's scores."},
                "alignment": [
                    {
                        "type": ["Alignment"], "targetName": name, "targetCode": code, "targetType": "CFItem",
                        "targetUrl": f"https://knitwear.example/items/{code}",
                    }
                    for code, name in (("LK-1", "Link a seam"), ("LK-2", "Find a dropped stitch"))
                ],
                "resultDescription": [
                    {
                        "id": f"https://knitwear.example/results/{code}", "type": ["ResultDescription"],
                        "name": name, "resultType": "RubricScore", "valueMin": "0", "valueMax": "4",
                    }
                    for code, name in (("pace", "Pace"), ("quality", "Quality"))
                ],
            },
            "result": [
                {
                    "type": ["Result"], "value": value,
                    "resultDescription": f"https://knitwear.example/results/{code}",
                }
                for code, value in (("pace", "3"), ("quality", "4"))
            ],
        },
        "evidence": [
            {
                "type": ["Evidence"], "name": "Practical test", "genre": "practical_test",
                "narrative": "Linked three panels on the line; version 3 of the rubric; two ratings, no difference.",
            }
        ],
    }  # fmt: skip


def signed(number: int) -> str:
    document = issue(badge(number), sign=KEY.sign, verification_method=METHOD, created=AT)
    return json.dumps(document, separators=(",", ":"))


def verify_all(records: list[bytes]) -> None:
    for record in records:
        if verify(record, at=AT).verdict != "valid":
            raise AssertionError("a sound record is refused; nothing is measured")


def issue_all(documents: list[dict[str, Any]]) -> None:
    for document in documents:
        issue(document, sign=KEY.sign, verification_method=METHOD, created=AT)


@contextmanager
def peer(records: list[str]) -> Iterator[Callable[..., None]]:
    """The peer's process, ready; what is returned asks it for one thing and waits until that is done."""
    command = [*node(), str(ROOT / "benchmarks" / "verify.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def ask(question: str, **given: Any) -> None:
            if child.stdin is None or child.stdout is None:
                raise RuntimeError("the peer has no pipes")
            child.stdin.write(json.dumps({"ask": question} | given) + "\n")
            child.stdin.flush()
            if child.stdout.readline() != "{}\n":
                raise AssertionError(f"{PEER} cannot {question} these records; nothing is measured")

        contexts = {address: frozen(name) for address, name in FILES.items()}
        given = {"records": records, "document": badge(1), "at": AT.isoformat(), "seed": SEED.hex()}
        ask("begin", contexts=contexts, **given)
        try:
            yield ask
        finally:
            if child.stdin is not None:
                child.stdin.close()
            child.wait(20)


def run(records: int = RECORDS, files: int = FILES_OF_A_FOLDER, rounds: int = 7) -> list[Figure]:
    """Records a second against the peer, the share of bare Ed25519, two processes against one, and the command."""
    texts = [signed(number) for number in range(records)]
    data = [text.encode() for text in texts]
    documents = [badge(number) for number in range(records)]
    unit = f"badges of {len(data[0]):,} bytes a second"
    with peer(texts) as ask:
        checking = alternating("verify", partial(verify_all, data), {PEER: partial(ask, "verify")}, rounds=rounds)
        signing = alternating(
            "issue", partial(issue_all, documents), {PEER: partial(ask, "issue", number=records)}, rounds=rounds
        )
    figures = [_rate(figure, records, unit) for figure in (*checking, *signing)]
    figures.append(_share(data, rounds))
    figures.append(_scaling(data, rounds))
    return [*figures, *_command(data[0], files, rounds)]


def _rate(figure: Figure, records: int, unit: str) -> Figure:
    """Seconds for all records as records a second; the ratio is the same."""
    if figure.peer_value is None:
        raise ValueError("a rate without its peer")
    spread, theirs = figure.spread, figure.peer_spread
    turned = [(records / most, records / least) for least, most in filter(None, (spread, theirs))]
    return Figure(
        figure.name, records / figure.value, unit, figure.peer, records / figure.peer_value, figure.ratio,
        figure.rounds, turned[0], turned[1],
    )  # fmt: skip


def _share(data: list[bytes], rounds: int) -> Figure:
    """How much of a verification is the bare signature check that no verifier can do without, in percent.

    Of the processor's time, in short turns: whoever else works on the machine then changes both alike.
    """
    public, message = KEY.public_key(), b"x" * 64
    signature = KEY.sign(message)
    shares = []
    for _ in range(rounds):
        bare = whole = 0.0
        for start in range(0, len(data), AT_A_TURN):
            some = data[start : start + AT_A_TURN]
            began = process_time()
            for _ in some:
                public.verify(signature, message)
            between = process_time()
            verify_all(some)
            bare += between - began
            whole += process_time() - between
        shares.append(100 * bare / whole)
    return compared("verify, share of bare Ed25519 verification", shares, "%")


def _scaling(data: list[bytes], rounds: int) -> Figure:
    """Records a second of two processes over those of one."""
    with ProcessPoolExecutor(2, get_context("fork")) as pool:

        def on(processes: int) -> float:
            def task() -> None:
                for done in [pool.submit(verify_all, data) for _ in range(processes)]:
                    done.result()

            return processes * len(data) / timed(task)

        on(2)
        factors = []
        for _ in range(rounds):
            one, two = on(1), on(2)
            factors.append(two / one)
    return compared("verify, two processes over one", factors, "times")


def _command(record: bytes, files: int, rounds: int) -> list[Figure]:
    """Seconds from typing `skillmark verify` to its end, for one file and for a folder of different ones."""
    with tempfile.TemporaryDirectory(prefix="skillmark-verify-") as folder:
        for number in range(files):
            (Path(folder) / f"{number:05}.json").write_text(signed(number), "utf-8")
        command = [sys.executable, "-P", "-m", "skillmark.config.command", "verify", "--at", AT.isoformat(), "--json"]

        def seconds(path: Path) -> list[float]:
            def task() -> None:
                subprocess.run(
                    [*command, str(path)],
                    check=True, stdout=subprocess.DEVNULL, env={"PYTHONPATH": str(ROOT / "src")},
                )  # fmt: skip

            task()
            return [timed(task) for _ in range(rounds)]

        return [
            compared("skillmark verify, one file", seconds(Path(folder) / "00000.json"), "s"),
            compared(f"skillmark verify, {files:,} files", seconds(Path(folder)), "s"),
        ]
