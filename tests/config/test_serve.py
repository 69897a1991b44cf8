"""How many web processes are served."""

import pytest

from skillmark.config.commands import serve


@pytest.mark.parametrize(
    ("database", "processors", "processes"),
    [("", 8, 1), ("postgresql://records", 1, 1), ("postgresql://records", 2, 2), ("postgresql://records", 64, 4)],
)
def test_one_web_process_on_sqlite_and_one_a_processor_on_postgresql(
    monkeypatch: pytest.MonkeyPatch, database: str, processors: int, processes: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setattr(serve.os, "sched_getaffinity", lambda process: set(range(processors)))
    assert serve.web_processes() == processes
    command = serve.command_for("web", "127.0.0.1", 8000)
    assert command[command.index("--workers") + 1] == str(processes)
