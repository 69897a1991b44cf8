"""The verifiers of the npm registry, in a Node process of their own that has no network."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skillmark.kernel.vc.frozen import FILES, frozen
from skillmark.ui.build import node

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"


class Peers:
    """Asks the peers, one question at a time. `documents` are all that they can fetch, by address."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.documents: dict[str, Any] = {address: frozen(name) for address, name in FILES.items()}

    def ask(self, question: str, **given: Any) -> dict[str, Any]:
        self._sent({"ask": "documents", "given": self.documents})
        answer = self._sent({"ask": question} | given)
        assert "fault" not in answer, answer["fault"]
        return answer

    def _sent(self, request: dict[str, Any]) -> dict[str, Any]:
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        into.write(json.dumps(request) + "\n")
        into.flush()
        answer: dict[str, Any] = json.loads(out.readline())
        return answer


@pytest.fixture(scope="session")
def node_process() -> Iterator[subprocess.Popen[str]]:
    if not (MODULES / "@digitalcredentials" / "verifier-core").is_dir():
        pytest.fail("the npm packages that records are held against are missing: run ./dev assets")
    command = [*node(), str(HERE / "peers.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        yield child
        child.stdin.close()  # type: ignore[union-attr]
        child.wait(20)


@pytest.fixture
def peers(node_process: "subprocess.Popen[str]") -> Peers:
    return Peers(node_process)
